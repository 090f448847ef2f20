"""Borders and rivers."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from tools.basemap.build import lines
from tools.shapefiles import records, shapes

PROVINCES: Final = "ne_10m_admin_1_states_provinces_lines"
_KINDS: Final = frozenset({"Admin-1 boundary", "Admin-1 region boundary"})


def provinces(folder: Path) -> Iterator[tuple[float, list[LineString]]]:
    """Borders of first-order divisions, by the zoom at which Natural Earth first draws them."""
    ranked: dict[float, list[BaseGeometry]] = {}
    for line, record in zip(
        shapes(folder / f"{PROVINCES}.shp"),
        records(folder / f"{PROVINCES}.dbf", errors="replace"),  # names in several encodings
        strict=True,
    ):
        if record["featurecla"] in _KINDS and not line.is_empty:
            ranked.setdefault(float(str(record["min_zoom"])), []).append(line)
    for zoom in sorted(ranked):
        yield zoom, lines(ranked[zoom])


def ashore(found: Iterable[LineString], land: shapely.STRtree) -> list[LineString]:
    """Lines as far as they lie on land.

    Borders and coast come from different sources; what of a border would jut out into the sea is
    cut off.

    Args:
        found: The lines.
        land: Pieces of land, without overlaps.
    """
    kept: list[BaseGeometry] = []
    for line in found:
        pieces = [land.geometries[index] for index in land.query(line, predicate="intersects")]
        kept += [shapely.intersection(line, piece) for piece in pieces]
    return lines(kept)
