"""A small picture of where in the world a map is, drawn on the server without a script.

It is plain SVG over the outline of ``static/img/world.svg``. One unit is one degree: x is the
longitude + 180, y is 90 - latitude.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dateline.geo.layers.geodesy import bbox_of
from dateline.geo.use import drawn_features

Json = Mapping[str, Any]

_LEAST_WIDTH = 100.0
_RATIO = 2.2
"""Width to height."""
_ROOM = 1.35
"""How much wider than the story the picture is."""
_NORTH, _SOUTH = 2.0, 160.0
"""What is beyond is ice."""
_MOST_MARKS, _MOST_WAYS = 300, 300
_CELLS = 60
"""Marks beside each other in the picture of very many."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with the symbol's class: layer or ``dateline``, and status."""

    x: float
    y: float
    shape: str


@dataclass(frozen=True, slots=True)
class Way:
    """A journey's line as the points of an SVG polyline."""

    points: str
    status: str


@dataclass(frozen=True, slots=True)
class Locator:
    """The picture.

    Attributes:
        view: Its viewBox.
        worlds: x at which copies of the world start, so that 180 degrees is no edge.
        unit: Degrees to one pixel when the picture is 360 pixels wide.
    """

    view: str
    worlds: tuple[int, ...]
    unit: float
    marks: tuple[Mark, ...]
    ways: tuple[Way, ...]


def locator(document: Json) -> Locator | None:
    """The picture of a whole-map document; None when nothing on it has a place."""
    drawn = drawn_features(document)
    bbox = bbox_of(line for one in drawn for line in _lines(one["geometry"]))
    if not bbox:
        return None
    west, south, east, north = bbox
    across, down = (east - west) % 360 if east < west else east - west, north - south
    width = min(360.0, max(_LEAST_WIDTH, across * _ROOM, down * _ROOM * _RATIO))
    height = width / _RATIO
    left = _x(west, west) + across / 2 - width / 2
    middle = 90 - (south + north) / 2
    top = max(min(middle - height / 2, _SOUTH - height), _NORTH)
    return Locator(
        view=f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}",
        worlds=tuple(n for n in (-360, 0, 360) if left < n + 360 and left + width > n),
        unit=round(width / 360, 3),
        marks=_thinned(_marks(drawn, west, crosses=east < west), width),
        ways=tuple(islice(_ways(drawn, west, crosses=east < west), _MOST_WAYS)),
    )


def _lines(geometry: Json) -> list[Any]:
    """The lines of a geometry; a point is a line of one position."""
    at = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [[at]]
    return [at] if geometry["type"] == "LineString" else list(at)


def _thinned(marks: Iterator[Mark], width: float) -> tuple[Mark, ...]:
    """Each mark once; of those that would lie on each other in a picture of very many, one."""
    single = tuple(dict.fromkeys(marks))
    if len(single) <= _MOST_MARKS:
        return single
    cell = width / _CELLS
    return tuple({(one.x // cell, one.y // cell): one for one in single}.values())


def _x(longitude: float, west: float, *, crosses: bool = False) -> float:
    turned = longitude + 360 if crosses and longitude < west else longitude
    return round(turned + 180, 2)


def _y(latitude: float) -> float:
    return round(90 - latitude, 2)


def _marks(drawn: list[Json], west: float, *, crosses: bool) -> Iterator[Mark]:
    for feature in drawn:
        properties, geometry = feature["properties"], feature["geometry"]
        if geometry["type"] == "Point" and properties["layer"] == "places":
            lon, lat = geometry["coordinates"][:2]
            yield Mark(_x(lon, west, crosses=crosses), _y(lat), properties["role"])


def _ways(drawn: list[Json], west: float, *, crosses: bool) -> Iterator[Way]:
    for feature in drawn:
        geometry = feature["geometry"]
        if geometry["type"] == "Point":
            continue
        single = geometry["type"] == "LineString"
        for line in [geometry["coordinates"]] if single else geometry["coordinates"]:
            points = [(_x(lon, west, crosses=crosses), _y(lat)) for lon, lat, *_ in line]
            joined = " ".join(f"{x:g},{y:g}" for x, y in points)
            yield Way(joined, feature["properties"]["status"])
