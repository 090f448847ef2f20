"""Reads shapefiles as they are found in packages: stale bytes, loose holes and all."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import shapefile
import shapely
from shapely.geometry import Polygon, shape
from shapely.geometry.base import BaseGeometry


def shapes(path: Path) -> Iterator[BaseGeometry]:
    """The geometries of a shapefile.

    Some of these files were edited in place and carry stale bytes between records, so each record
    is found through the index file rather than by reading on.
    """
    with shapefile.Reader(str(path.with_suffix(""))) as reader:
        for index in range(len(reader)):
            record = reader.shape(index)
            if not record.points:
                yield Polygon()
            elif record.shapeTypeName.startswith("POLYGON"):
                yield area_of(record)
            else:
                yield shape(record.__geo_interface__)


def area_of(record: shapefile.Shape) -> BaseGeometry:
    """What a shapefile polygon covers: clockwise rings add, counter-clockwise rings take away.

    Two records have holes outside of all their outer rings; read ring by ring those do no harm.
    """
    bounds = [*record.parts, len(record.points)]
    rings = [
        Polygon(record.points[start:end])
        for start, end in itertools.pairwise(bounds)
        if end - start > 3
    ]
    clockwise = [not ring.exterior.is_ccw for ring in rings]
    solid = shapely.union_all([r for r, outer in zip(rings, clockwise, strict=True) if outer])
    holes = [r for r, outer in zip(rings, clockwise, strict=True) if not outer]
    return shapely.difference(solid, shapely.union_all(holes)) if holes else solid


def records(
    path: Path, encoding: str = "cp1252", errors: str = "strict"
) -> list[dict[str, object]]:
    """The attribute records of a shapefile, in the order of its geometries.

    Args:
        path: The attribute table (``.dbf``).
        encoding: Of its text.
        errors: What to do with text in another encoding, as `bytes.decode` has it.
    """
    options = {"encoding": encoding, "encodingErrors": errors}
    with path.open("rb") as dbf, shapefile.Reader(dbf=dbf, **options) as reader:
        return [record.as_dict() for record in reader.iterRecords()]
