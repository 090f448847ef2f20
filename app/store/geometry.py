"""Boxes as geometries, and geometries compared where a database cannot do so itself."""

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.app.store.query import Box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Shapely is imported where it is used: a service that is asked for points and boxes needs none.


def lies(relation: str, geojson: str | None, other: str) -> bool | None:
    """How the geometry of a feature lies to another; None where it has none.

    Args:
        relation: One of ``Spatially``, by its value: shapely calls its predicates the same.
        geojson: The feature's geometry.
        other: The other geometry, as GeoJSON too.
    """
    if geojson is None:
        return None
    import shapely  # noqa: PLC0415

    predicate = getattr(shapely, relation)
    return bool(predicate(shapely.from_geojson(geojson), _prepared(other)))


def is_near(geojson: str | None, lon: float, lat: float, metres: float) -> bool | None:
    """Whether a geometry comes as near to a point as this; None where there is none.

    The nearest point is looked for in degrees, which is exact for points and good to some
    thousandths for lines as dense as journeys are.

    Args:
        geojson: The feature's geometry, in degrees.
        lon: Longitude of the point, degrees.
        lat: Its latitude.
        metres: The greatest distance, along the ellipsoid (WGS 84).
    """
    if geojson is None:
        return None
    import shapely.ops  # noqa: PLC0415
    from geopy.distance import geodesic  # noqa: PLC0415

    own = shapely.from_geojson(geojson)
    point = shapely.Point(lon, lat)
    others = [point, shapely.Point(lon - 360, lat), shapely.Point(lon + 360, lat)]
    nearest = min(others, key=own.distance)
    at = shapely.ops.nearest_points(own, nearest)[0]
    return bool(geodesic((at.y, (at.x + 540) % 360 - 180), (lat, lon)).meters <= metres)


@lru_cache(maxsize=64)
def _prepared(geojson: str) -> "BaseGeometry":
    import shapely  # noqa: PLC0415

    geometry = shapely.from_geojson(geojson)
    shapely.prepare(geometry)
    return geometry


def outline_of(box: Box) -> str:
    """A box as GeoJSON; one without a width or a height is a line or a point."""
    west, south, east, north = box
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    if west < east and south < north:
        return json.dumps({"type": "Polygon", "coordinates": [corners]})
    return json.dumps({"type": "LineString", "coordinates": [corners[0], corners[2]]})


def box_of(geojson: str) -> Box:
    """The box of a geometry given as GeoJSON: west, south, east, north."""
    import shapely  # noqa: PLC0415

    west, south, east, north = shapely.from_geojson(geojson).bounds
    return west, south, east, north
