"""Coordinate reference systems that requests and answers may be in (OGC API - Features part 2).

Features are kept in CRS84: WGS 84 degrees, longitude first. EPSG:4326 is the same with the
latitude first; EPSG:3857 (Web Mercator) is the one other system that web maps ask for. Its formulas
are those of IOGP's Guidance Note 7-2, method 1024.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Pair = tuple[float, float]

_RADIUS: Final = 6_378_137.0
"""Semi-major axis of WGS 84, metres."""
_TOP: Final = 85.06
"""Latitude where Web Mercator ends by definition of EPSG:3857, degrees."""


@dataclass(frozen=True, slots=True)
class Crs:
    """A coordinate reference system.

    Attributes:
        uri: Its address at the OGC.
        from_degrees: Longitude and latitude in degrees to its own pair of coordinates.
        to_degrees: The reverse.
    """

    uri: str
    from_degrees: Callable[[float, float], Pair]
    to_degrees: Callable[[float, float], Pair]

    def box_in_degrees(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """A box in this system (two corners) as west, south, east, north in degrees."""
        west, south = self.to_degrees(box[0], box[1])
        east, north = self.to_degrees(box[2], box[3])
        return west, south, east, north

    def geometry(self, geometry: Any) -> Any:
        """A GeoJSON geometry in degrees, in this system."""
        if geometry is None:
            return None
        return {**geometry, "coordinates": self._positions(geometry["coordinates"])}

    def box(self, box: Sequence[float]) -> list[float]:
        """A box in degrees, in this system."""
        return [*self.from_degrees(box[0], box[1]), *self.from_degrees(box[2], box[3])]

    def _positions(self, value: Any) -> Any:
        if isinstance(value[0], int | float):
            return list(self.from_degrees(value[0], value[1]))
        return [self._positions(one) for one in value]


def _same(lon: float, lat: float) -> Pair:
    return lon, lat


def _swapped(first: float, second: float) -> Pair:
    return second, first


def _to_mercator(lon: float, lat: float) -> Pair:
    phi = math.radians(max(-_TOP, min(_TOP, lat)))
    x = math.radians(lon) * _RADIUS
    return round(x, 3), round(_RADIUS * math.asinh(math.tan(phi)), 3)


def _from_mercator(x: float, y: float) -> Pair:
    # Far beyond the world's edge the hyperbolic sine overflows.
    bounded = max(-20.0, min(20.0, y / _RADIUS))
    return math.degrees(x / _RADIUS), math.degrees(math.atan(math.sinh(bounded)))


CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
DEFAULT: Final = Crs(CRS84, _same, _same)
_EPSG: Final = "http://www.opengis.net/def/crs/EPSG/0/"
OFFERED: Final = (
    DEFAULT,
    Crs(f"{_EPSG}4326", _swapped, _swapped),
    Crs(f"{_EPSG}3857", _to_mercator, _from_mercator),
)
"""Every system that is offered, the one that features are kept in first."""
URIS: Final = tuple(one.uri for one in OFFERED)
_NAMES: Final[Mapping[str, Crs]] = {
    **{one.uri: one for one in OFFERED},
    "http://www.opengis.net/def/crs/OGC/0/CRS84h": DEFAULT,
    "OGC:CRS84": DEFAULT,
    "EPSG:4326": OFFERED[1],
    "EPSG:3857": OFFERED[2],
}


def crs_named(text: str) -> Crs:
    """The system with this address or short name (``EPSG:3857``), with or without brackets.

    Raises:
        ValueError: It is not offered.
    """
    found = _NAMES.get(text.strip("<>[] ").replace("https://", "http://"))
    if found is None:
        raise ValueError(f"{text[:60]!r} is not offered; give one of {', '.join(URIS)}")
    return found
