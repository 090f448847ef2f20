"""Natural Earth's first-order outlines, and which division of GeoNames each of them is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from shapely.geometry.base import BaseGeometry

from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.shapes import Areas

_SAME_AREA = 0.6
"""Share of an outline's towns that must bear a division's code for it to be (part of) it."""

Outline = tuple[dict[str, Any], BaseGeometry]
"""Properties and geometry."""


class Provinces:
    """Outlines with the towns in them.

    Attributes:
        outlines: The outlines.
        areas: The same, to be asked which of them holds a point.
        towns: The towns that were placed.
        code_of: Admin-1 code of each outline (by number) on which its towns agree.
    """

    def __init__(self, outlines: list[Outline], towns: Sequence[PlaceEntry]) -> None:
        self.outlines = outlines
        self.towns = towns
        self.areas = Areas([outline for _, outline in outlines])
        self._towns_in: dict[int, list[PlaceEntry]] = defaultdict(list)
        held = self.areas.holding([(town.lon, town.lat) for town in towns])
        for town, area in zip(towns, held, strict=True):
            if area is not None:
                self._towns_in[area].append(town)
        self.code_of = {
            area: code
            for area, inside in sorted(self._towns_in.items())
            if (code := _agreed(inside)) is not None
        }

    def country_of(self, area: int) -> str | None:
        """The country of most of the towns in an outline; None when there are none."""
        countries = Counter(town.country for town in self.towns_in(area))
        return min(countries, key=lambda iso: (-countries[iso], iso or "")) if countries else None

    def towns_in(self, area: int) -> list[PlaceEntry]:
        """The towns in an outline."""
        return self._towns_in.get(area, [])

    def by_code(self) -> dict[str, list[Outline]]:
        """The outlines that make up each first-order division."""
        found: dict[str, list[Outline]] = defaultdict(list)
        for area, code in self.code_of.items():
            found[code].append(self.outlines[area])
        return found


def _agreed(towns: list[PlaceEntry]) -> str | None:
    codes = Counter(town.admin1 for town in towns if town.admin1)
    if not codes:
        return None
    code, count = min(codes.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= _SAME_AREA * codes.total() else None
