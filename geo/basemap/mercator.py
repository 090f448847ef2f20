"""Web Mercator (EPSG:3857) as fractions of the world's width, from the north-west corner."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from dateline.geo.basemap.world import Floats

TOP: Final = 85.0511287798066
"""Latitude of the projection's upper edge, degrees: there the world is square."""

TILE: Final = 256
"""Width of the whole world at zoom 0, in CSS pixels."""


def forward(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Degrees WGS 84 to fractions; latitudes beyond the projection's edge go to the edge."""
    phi = np.radians(np.clip(np.asarray(lat, dtype=np.float64), -TOP, TOP))
    x = np.asarray(lon, dtype=np.float64) / 360 + 0.5
    return x, 0.5 - np.arcsinh(np.tan(phi)) / (2 * np.pi)


def inverse(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Fractions to degrees WGS 84."""
    phi = np.arctan(np.sinh((0.5 - np.asarray(y, dtype=np.float64)) * 2 * np.pi))
    return (np.asarray(x, dtype=np.float64) - 0.5) * 360, np.degrees(phi)
