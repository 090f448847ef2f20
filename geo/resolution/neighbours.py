"""What lies near what in a report: the best options of its toponyms, found by where they are."""

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from dateline.geo.resolution.options import EARTH_RADIUS_KM, Option

_CELL = 0.15
"""Edge of a cell as a chord of the unit sphere: some 950 km."""
_FAR_SQUARED = 0.02
"""Square of the chord from which a place is no neighbour: some 900 km."""
_MOST_IN_CELL = 40
"""Neighbours that count in one cell, the surest."""

_Cell = tuple[int, int, int]
_AROUND = tuple(product((-1, 0, 1), repeat=3))


class Neighbour(NamedTuple):
    """A toponym's best option as a place to be near to, a vector on the unit sphere."""

    x: float
    y: float
    z: float
    share: float
    name: str


class Neighbourhood:
    """Places that can be asked what is near, in a time that does not grow with their number.

    Args:
        places: Options with the names that the report has for them; of very many in one part of
            the world only the surest count.
    """

    def __init__(self, places: Iterable[tuple[Option, str]]) -> None:
        self._cells: dict[_Cell, list[Neighbour]] = defaultdict(list)
        self._around: dict[_Cell, list[Neighbour]] = {}
        found = [Neighbour(place.x, place.y, place.z, place.share, name) for place, name in places]
        for each in sorted(found, key=lambda each: -each.share):
            cell = self._cells[_cell(each.x, each.y, each.z)]
            if len(cell) < _MOST_IN_CELL:
                cell.append(each)

    def near(self, place: Option, name: str) -> list[tuple[float, Neighbour]]:
        """Places within some 900 km and their distances in km, without those of the same name."""
        x, y, z = place.x, place.y, place.z
        found = []
        for each in self._candidates(_cell(x, y, z)):
            other_x, other_y, other_z, _, other_name = each
            # The chord: on these distances it is within a thousandth of the arc.
            squared = (x - other_x) ** 2 + (y - other_y) ** 2 + (z - other_z) ** 2
            if squared < _FAR_SQUARED and other_name != name:
                found.append((EARTH_RADIUS_KM * math.sqrt(squared), each))
        return found

    def _candidates(self, cell: _Cell) -> list[Neighbour]:
        """What lies in a cell and in those around it."""
        known = self._around.get(cell)
        if known is None:
            i, j, k = cell
            known = self._around[cell] = [
                each
                for di, dj, dk in _AROUND
                for each in self._cells.get((i + di, j + dj, k + dk), ())
            ]
        return known


def _cell(x: float, y: float, z: float) -> _Cell:
    return math.floor(x / _CELL), math.floor(y / _CELL), math.floor(z / _CELL)
