"""The nearest populated places to a position, by widening rings of half-degree cells."""

from heapq import nsmallest
from math import cos, radians

from geo.gazetteer import format as layout
from geo.gazetteer.atlas import Atlas
from geo.gazetteer.features import feature_class
from geo.gazetteer.sphere import distance_km

_KM_PER_DEGREE = 111.19
_RINGS = 2 * 30
"""Rings to look through before giving up: 30 degrees, wider than any ocean is empty."""


def nearest(atlas: Atlas, lon: float, lat: float, limit: int) -> list[tuple[float, int]]:
    """The ``limit`` nearest populated places, nearest first, each with its distance in km."""
    tables = atlas.artefact.tables
    settled = {at for at, code in enumerate(tables["features"]) if feature_class(code) == "P"}
    found = [
        (distance_km(lon, lat, *atlas.position(number)), number)
        for number in atlas.extra
        if atlas.facts(number).feature_class == "P"
    ]
    cell = layout.cell_of(lon, lat)
    row, column = divmod(cell, layout.COLUMNS)
    for ring in range(_RINGS):
        found += [
            (distance_km(lon, lat, *atlas.artefact.position(number)), number)
            for number in _ring(atlas, row, column, ring)
            if atlas.artefact.feature(number) in settled
        ]
        if len(found) >= limit:
            best = nsmallest(limit, found)
            if best[-1][0] <= _reach_km(lat, ring):
                return best
    return nsmallest(limit, found)


def _ring(atlas: Atlas, row: int, column: int, ring: int) -> list[int]:
    """Places in the cells that are ``ring`` cells away."""
    found: list[int] = []
    for down in range(row - ring, row + ring + 1):
        if not 0 <= down < layout.ROWS:
            continue
        edge = abs(down - row) == ring
        across = range(-ring, ring + 1) if edge else (-ring, ring) if ring else (0,)
        for step in across:
            found.extend(atlas.artefact.in_cell(down, column + step))
    return found


def _reach_km(lat: float, ring: int) -> float:
    """Distance that the rings looked through cover for sure in every direction."""
    degrees = ring / layout.CELLS_PER_DEGREE
    edge = min(89.9, abs(lat) + degrees)
    return degrees * _KM_PER_DEGREE * cos(radians(edge))
