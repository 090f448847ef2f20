"""The nearest populated places to a position.

Places are stored in the order of half-degree cells, row by row, so that a box of cells is one run
of places for each row. The box around the position grows until nothing outside it can be nearer.
"""

from functools import lru_cache
from heapq import nsmallest
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from dateline.geo.gazetteer import file_format as layout
from dateline.geo.gazetteer.features import feature_class
from dateline.geo.gazetteer.file_reader import Artefact
from dateline.geo.gazetteer.places import Atlas
from dateline.geo.gazetteer.sphere import EARTH_RADIUS_KM, distance_km

_KM_PER_DEGREE = 111.19
_BOXES = (0, 1, 2, 4, 8, 16, 32, 64, 128, 360)
"""Half-widths of the boxes to look through, in cells; the last is the whole world."""

_FIELDS = np.dtype(
    {
        "names": ["lon", "lat", "feature"],
        "formats": ["<i4", "<i4", "u1"],
        "offsets": [0, 4, layout.FEATURE_AT],
        "itemsize": layout.PLACE.size,
    }
)


def nearest(atlas: Atlas, lon: float, lat: float, limit: int) -> list[tuple[float, int]]:
    """The ``limit`` nearest populated places, nearest first, each with its distance in km."""
    own = [
        (distance_km(lon, lat, *atlas.position(number)), number)
        for number in atlas.extra
        if atlas.facts(number).feature_class == "P"
    ]
    best: list[tuple[float, int]] = []
    for width in _BOXES:
        best = nsmallest(limit, [*own, *_in_box(atlas.artefact, lon, lat, width, limit)])
        if len(best) == limit and best[-1][0] <= _reach_km(lat, width):
            break
    return best


def _in_box(
    artefact: Artefact, lon: float, lat: float, width: int, limit: int
) -> list[tuple[float, int]]:
    places, settled = _places(artefact)
    row, column = divmod(layout.cell_of(lon, lat), layout.COLUMNS)
    runs = [
        np.arange(start, stop)
        for down in range(max(0, row - width), min(layout.ROWS - 1, row + width) + 1)
        for start, stop in artefact.runs(down, column - width, column + width)
    ]
    numbers = np.concatenate(runs) if runs else np.empty(0, dtype=np.int64)
    numbers = numbers[settled[places["feature"][numbers]]]
    apart = _distances_km(
        lon, lat, places["lon"][numbers] / layout.DEGREES, places["lat"][numbers] / layout.DEGREES
    )
    order = np.argsort(apart, kind="stable")[:limit]
    return list(zip(apart[order].tolist(), numbers[order].tolist(), strict=True))


@lru_cache(maxsize=4)
def _places(artefact: Artefact) -> tuple[NDArray[np.void], NDArray[np.bool_]]:
    """The places as an array over the mapped file, and which feature codes are settlements."""
    codes = artefact.tables["features"]
    settled = np.array([feature_class(code) == "P" for code in codes])
    return np.frombuffer(artefact.places, dtype=_FIELDS), settled


def _distances_km(
    lon: float, lat: float, lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> NDArray[np.float64]:
    phi, phis = np.radians(lat), np.radians(lats)
    half = np.sin((phis - phi) / 2) ** 2
    half += np.cos(phi) * np.cos(phis) * np.sin(np.radians(lons - lon) / 2) ** 2
    found: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return found


def _reach_km(lat: float, width: int) -> float:
    """Distance that a box covers for sure in every direction."""
    degrees = width / layout.CELLS_PER_DEGREE
    edge = min(90.0, abs(lat) + degrees)
    if width == _BOXES[-1]:
        return float("inf")
    return degrees * _KM_PER_DEGREE * cos(radians(edge))
