"""Outlines of areas: which one holds a point, where its middle is and how far it reaches."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon, STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from dateline.geo.gazetteer.sphere import distance_km

_SMALLEST_PART = 0.05
"""Parts below this share of an area's size (islets, far dependencies) do not count as extent."""


class Areas:
    """A set of outlines that can be asked which of them holds a point."""

    def __init__(self, geometries: Sequence[BaseGeometry]) -> None:
        self.geometries = geometries
        self._tree = STRtree(geometries)

    def holding(
        self, points: Iterable[tuple[float, float]], within: float = 0.3
    ) -> list[int | None]:
        """For each (lon, lat) the number of the area that holds it, else the nearest.

        Args:
            points: Longitude and latitude, degrees.
            within: How far from an area a point may lie and still count as on its shore, degrees.
        """
        located = shapely.points(list(points))
        pairs = self._tree.query_nearest(located, max_distance=within, all_matches=False)
        found: list[int | None] = [None] * len(located)
        for at, area in pairs.T.tolist():
            found[at] = area
        return found


def read_geojson(path: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Properties and valid geometry of each feature of a GeoJSON file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    features = data["features"] if data["type"] == "FeatureCollection" else [data]
    return [
        (feature["properties"], shapely.make_valid(shape(feature["geometry"])))
        for feature in features
    ]


def read_topojson(path: Path, name: str) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """The same for one object of a quantised TopoJSON file; properties include the ``id``."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(line)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            points.extend(line[1:] if points else line)
        return points

    def polygon(numbers: list[list[int]]) -> Polygon:
        # Quantisation can shrink an islet to a line; such rings are left out.
        rings = [points for points in map(ring, numbers) if len(set(points)) > 2]
        return Polygon(rings[0], rings[1:]) if rings else Polygon()

    found = []
    for geometry in topology["objects"][name]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        outline = shapely.make_valid(MultiPolygon([polygon(rings) for rings in parts]))
        found.append(({**geometry["properties"], "id": geometry["id"]}, outline))
    return found


def middle(area: BaseGeometry) -> tuple[float, float]:
    """A point that represents the area: its centroid if inside, else a point well inside."""
    centroid = area.centroid
    inside = centroid if area.contains(centroid) else area.representative_point()
    return round(inside.x, 5), round(inside.y, 5)


def reach_km(area: BaseGeometry, lon: float, lat: float) -> float:
    """Distance from a point to the farthest edge of the area's considerable parts, km."""
    parts = [part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon)]
    total = sum(part.area for part in parts)
    return max(
        (
            distance_km(lon, lat, x, y)
            for part in parts
            if part.area >= _SMALLEST_PART * total
            for x, y in shapely.get_coordinates(part.convex_hull).tolist()
        ),
        default=1.0,
    )
