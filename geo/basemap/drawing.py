"""Cutting one story's basemap out of the world."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from dateline.geo.basemap import mercator
from dateline.geo.basemap.detail_by_distance import Bbox, Interest
from dateline.geo.basemap.labels import labels_for
from dateline.geo.basemap.world import AREAS, KINDS, UNITS, Floats, Integers, World, world
from dateline.geo.errors import InvalidInput, Problem

CREDIT: Final = "Basemap: Natural Earth, public domain"
"""What the map's attribution says of the basemap."""

MOST_VERTICES: Final = 12_000
"""A basemap of so many vertices weighs about 60 kB gzipped."""

_SPECKLE: Final = {
    "land": 4,
    "lake": 8,
}  # quarter octaves by which an island or lake must stand out
_RIVER_GAP: Final = 60  # tolerances; no river runs straight for so long


def basemap_for(
    bbox: Bbox | None = None,
    focus: Sequence[tuple[float, float]] = (),
    without: Collection[str] = (),
) -> dict[str, Any]:
    """The basemap for one extent: the whole world, fine near the story, coarse far away.

    A vertex is kept when leaving it out would move the line by more than a tolerance, which grows
    with the distance from the story. So there is no frame around the detail and no seam; the
    reader may zoom in on every place to zoom 10 and out to the whole world. The same arguments
    give the same result.

    Args:
        bbox: west, south, east, north of the story in degrees WGS 84, west > east when it crosses
            180 degrees; None for a plain map of the world.
        focus: longitude and latitude of each place a reader may zoom in to, degrees WGS 84.
        without: names that the map writes itself, so that they do not appear twice.

    Returns:
        A GeoJSON FeatureCollection of at most one feature per `properties.kind`, in drawing order:
        "land", "land_open" (land to fill without an outline, as Antarctica is closed along the
        map's edge), "coast" (the outline that such land has), "lake", "river", "border",
        "border_disputed". Longitudes pass 180 degrees where land crosses it. Member `labels`
        lists names: `class` (country, capital, city), `name`, `lon`, `lat` and `zoom`, from which
        on the name has room. Member `credit` says whose data it is.

    Raises:
        InvalidInput: bbox or focus are not coordinates in degrees.
    """
    _check(bbox, focus)
    interest = Interest(bbox, focus)
    return {
        "type": "FeatureCollection",
        "credit": CREDIT,
        "labels": labels_for(world(), interest, focus, without),
        "features": list(_Cut(world(), interest).features()),
    }


def basemap_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The basemap for a map document (a FeatureCollection as `geo.layers.features` makes it)."""
    points = [
        feature
        for feature in document["features"]
        if (feature["geometry"] or {}).get("type") == "Point"
    ]
    places = [
        feature["properties"] for feature in points if feature["properties"]["layer"] == "places"
    ]
    return basemap_for(
        bbox=document.get("bbox"),
        focus=sorted({_position(feature["geometry"]["coordinates"]) for feature in points}),
        without=[
            place[key] for place in places for key in ("name", "gazetteer_name") if place.get(key)
        ],
    )


def _position(coordinates: Sequence[float]) -> tuple[float, float]:
    return coordinates[0], coordinates[1]


def _check(bbox: Bbox | None, focus: Sequence[tuple[float, float]]) -> None:
    problems = []
    if bbox is not None and not (
        len(bbox) == 4
        and _is_position(bbox[0], bbox[1])
        and _is_position(bbox[2], bbox[3])
        and bbox[1] <= bbox[3]
    ):
        problems.append(
            Problem(
                "bbox",
                f"is {list(bbox)}, must be west, south, east, north in degrees with south <= north",
            )
        )
    for index, (lon, lat) in enumerate(focus):
        if not _is_position(lon, lat):
            problems.append(
                Problem(
                    f"focus.{index}", f"is {lon}, {lat}, must be longitude, latitude in degrees"
                )
            )
    if problems:
        raise InvalidInput(problems)


def _is_position(lon: float, lat: float) -> bool:
    return abs(lon) <= 180 and abs(lat) <= 90


class _Cut:
    """The vertices that one story needs."""

    def __init__(self, data: World, interest: Interest) -> None:
        self._world = data
        finest = _level(interest.tolerance(data.chunks))
        needed = np.flatnonzero(data.weight >= finest[data.chunk])
        points = np.column_stack([data.x[needed], data.y[needed]]) / UNITS
        tolerance = interest.tolerance(np.column_stack([points, np.zeros_like(points)]))
        path = data.path[needed]
        speckle = np.array([_SPECKLE.get(kind, 0) for kind in KINDS])[data.kind[path]]
        # How much coarser than wished each vertex would still be drawn.
        spare = np.minimum(data.weight[needed], data.extent[path] - speckle) - _level(tolerance)
        coarser = max(0, _threshold(spare))
        kept = spare >= coarser
        self.vertices: Integers = needed[kept]
        self._tolerance: Floats = tolerance[kept] * 2 ** (coarser / 4)

    def features(self) -> Iterator[dict[str, Any]]:
        """One feature for each kind that has anything to draw."""
        paths = list(self._paths())
        for index, kind in enumerate(KINDS):
            chosen = [(path, xy) for path, xy in paths if self._world.kind[path] == index]
            geometry: dict[str, Any]
            if kind in AREAS:
                geometry = {"type": "MultiPolygon", "coordinates": self._polygons(chosen)}
            else:
                geometry = {"type": "MultiLineString", "coordinates": [xy for _, xy in chosen]}
            if chosen:
                yield {"type": "Feature", "geometry": geometry, "properties": {"kind": kind}}

    def _paths(self) -> Iterator[tuple[int, list[list[float]]]]:
        """Every path that has enough vertices left, as positions."""
        if not len(self.vertices):
            return
        path = self._world.path[self.vertices]
        breaks = np.flatnonzero((np.diff(path) != 0) | self._river_gaps(path)) + 1
        positions = self._positions()
        bounds = [0, *breaks.tolist(), len(path)]
        for start, end in pairwise(bounds):
            area = KINDS[self._world.kind[path[start]]] in AREAS
            if end - start >= (3 if area else 2):
                part = positions[start:end]
                yield int(path[start]), [*part, part[0]] if area else part

    def _river_gaps(self, path: Integers) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Where a river is hidden between two kept vertices, being too small to show there."""
        x, y = self._world.x[self.vertices], self._world.y[self.vertices]
        length = np.hypot(np.diff(x), np.diff(y)) / UNITS
        limit = np.minimum(self._tolerance[:-1], self._tolerance[1:]) * _RIVER_GAP
        river = self._world.kind[path[:-1]] == KINDS.index("river")
        return np.asarray(river & (length > limit), dtype=np.bool_)

    def _positions(self) -> list[list[float]]:
        """Longitude and latitude, with no more decimals than the tolerance there gives sense to."""
        lon, lat = mercator.inverse(
            self._world.x[self.vertices] / UNITS, self._world.y[self.vertices] / UNITS
        )
        decimals = np.clip(np.ceil(-np.log10(self._tolerance * 120)), 1, 4)
        rounded = np.column_stack([lon, lat])
        for count in (1, 2, 3, 4):
            chosen = decimals == count
            rounded[chosen] = np.round(rounded[chosen], count)
        found: list[list[float]] = rounded.tolist()
        return found

    def _polygons(
        self, paths: Sequence[tuple[int, list[list[float]]]]
    ) -> list[list[list[list[float]]]]:
        """Rings gathered into polygons; a hole whose outer ring is gone goes with it."""
        polygons: list[list[list[list[float]]]] = []
        outer = -1
        for path, ring in paths:
            if not self._world.hole[path]:
                polygons.append([ring])
                outer = path
            elif polygons and not np.any(~self._world.hole[outer + 1 : path]):
                polygons[-1].append(ring)
        return polygons


def _level(tolerance: Floats) -> Integers:
    """A tolerance on the scale of the vertices' weights."""
    level: Integers = np.ceil(4 * np.log2(tolerance * UNITS)).astype(np.int64)
    return level


def _threshold(spare: Integers) -> int:
    """The smallest whole number that no more than `MOST_VERTICES` of these reach."""
    if len(spare) <= MOST_VERTICES:
        return int(spare.min(initial=0))
    return int(np.partition(spare, -MOST_VERTICES - 1)[-MOST_VERTICES - 1]) + 1
