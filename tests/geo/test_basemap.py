import gzip
import json
import os
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from shapely import get_coordinates
from shapely.geometry import MultiPolygon, Point, shape

from dateline.geo.basemap import CREDIT, basemap_for, basemap_of
from dateline.geo.errors import InvalidInput
from dateline.geo.layers.features import lay_out, to_json
from tests.geo.maps import event_map, journey

APIA, SUVA = (-171.76, -13.83), (178.44, -18.14)
KHASAN, RUSSKY = (130.65, 42.42), (131.83, 43.0)
STORIES: dict[str, tuple[list[float] | None, list[tuple[float, float]]]] = {
    "the world": (None, []),
    "a border corner": ([130.65, 42.42, 131.83, 43.0], [KHASAN, RUSSKY]),
    "across the antimeridian": ([178.44, -18.14, -171.76, -13.83], [APIA, SUVA]),
    "half the world": ([-118.2, 21.0, 131.9, 55.8], [(-118.2, 34.1), (105.8, 21.0), (37.6, 55.8)]),
    "one small island": ([166.93, -0.53, 166.93, -0.53], [(166.93, -0.53)]),
    "the south pole": ([0.0, -90.0, 0.0, -90.0], [(0.0, -90.0)]),
    "a thousand places": (
        [-170.0, -50.0, 170.0, 70.0],
        [(-170 + i * 7.3 % 340, -50 + i * 13.7 % 120) for i in range(1000)],
    ),
}


def features(collection: dict[str, Any], kind: str) -> Any:
    """The geometry of one kind."""
    (found,) = [f for f in collection["features"] if f["properties"]["kind"] == kind]
    return shape(found["geometry"])


def land_around(collection: dict[str, Any], position: tuple[float, float]) -> Any:
    """The polygon of land around a position; positions repeat every 360 degrees."""
    land = features(collection, "land")
    assert isinstance(land, MultiPolygon)
    points = [Point(position[0] + turn, position[1]) for turn in (-360, 0, 360)]
    return next((p for p in land.geoms if any(p.buffer(0).contains(one) for one in points)), None)


@pytest.mark.parametrize("story", STORIES)
def test_a_basemap_is_small_and_valid_geojson(story: str) -> None:
    basemap = basemap_for(*STORIES[story])
    text = json.dumps(basemap, separators=(",", ":"), allow_nan=False).encode()
    assert len(gzip.compress(text)) <= 64_000
    assert basemap["type"] == "FeatureCollection"
    assert basemap["credit"] == CREDIT
    kinds = [feature["properties"]["kind"] for feature in basemap["features"]]
    assert {"land", "land_open", "coast", "border", "border_disputed"} <= set(kinds)
    assert len(kinds) == len(set(kinds))
    for feature in basemap["features"]:
        positions = get_coordinates(shape(feature["geometry"]))
        assert abs(positions[:, 1]).max() <= 86
        assert positions[:, 0].min() >= -182
        assert positions[:, 0].max() <= 192


@pytest.mark.parametrize("story", STORIES)
def test_rings_are_closed_and_lines_have_a_length(story: str) -> None:
    for feature in basemap_for(*STORIES[story])["features"]:
        geometry = feature["geometry"]
        if geometry["type"] == "MultiPolygon":
            rings = [ring for polygon in geometry["coordinates"] for ring in polygon]
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
        else:
            assert geometry["type"] == "MultiLineString"
            assert all(len(line) >= 2 for line in geometry["coordinates"])


def test_the_same_story_gives_the_same_basemap_in_every_process() -> None:
    program = (
        "import hashlib, json; from dateline.geo.basemap import basemap_for; "
        "text = json.dumps(basemap_for([130.65, 42.42, 131.83, 43.0], [(130.65, 42.42)])); "
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_detail_is_where_the_story_is() -> None:
    here = basemap_for([*RUSSKY, *RUSSKY], [RUSSKY])
    elsewhere = basemap_for([*SUVA, *SUVA], [SUVA])
    island = land_around(here, (131.85, 43.0))
    assert island is not None
    assert island.area < 0.1
    assert len(island.exterior.coords) > 20
    assert land_around(elsewhere, (131.85, 43.0)) is None
    assert land_around(elsewhere, (178.0, -17.8)) is not None


def test_each_place_of_a_wide_story_has_its_detail() -> None:
    wide = basemap_for([37.6, 21.0, 131.83, 55.8], [RUSSKY, (105.84, 21.03), (37.62, 55.75)])
    island = land_around(wide, (131.85, 43.0))
    assert island is not None
    assert len(island.exterior.coords) > 20


def test_detail_reaches_across_the_antimeridian() -> None:
    beside = basemap_for([-179.9, -16.8, -179.9, -16.8], [(-179.9, -16.8)])
    coast = get_coordinates(land_around(beside, (179.2, -16.6)).exterior)
    far = basemap_for([0.0, 0.0, 0.0, 0.0], [(0.0, 0.0)])
    coarse = land_around(far, (179.2, -16.6))
    assert len(coast) > 50
    assert coarse is None or len(coarse.exterior.coords) < 10


def test_nothing_is_drawn_along_the_antimeridian() -> None:
    basemap = basemap_for([170.0, 60.0, -170.0, 70.0], [(180.0, 68.0), (178.0, 67.0)])
    for kind in ("land", "coast", "border"):
        for feature in [f for f in basemap["features"] if f["properties"]["kind"] == kind]:
            parts = feature["geometry"]["coordinates"]
            lines = [r for p in parts for r in p] if kind == "land" else parts
            for line in lines:
                for (lon, lat), (next_lon, next_lat) in pairwise(line):
                    along = abs(abs(lon) - 180) < 0.01 and abs(abs(next_lon) - 180) < 0.01
                    assert not along or abs(lat - next_lat) < 0.1, (kind, lon, lat, next_lat)
    assert land_around(basemap, (180.0, 68.0)) is not None


def test_antarctica_is_there_and_its_outline_is_its_coast_only() -> None:
    basemap = basemap_for()
    fill = features(basemap, "land_open")
    assert fill.buffer(0).contains(Point(0, -80))
    assert fill.buffer(0).contains(Point(180, -84.5))
    for line in features(basemap, "coast").geoms:
        for (lon, lat), (next_lon, next_lat) in pairwise(line.coords):
            assert lat > -85 or next_lat > -85 or abs(lon - next_lon) < 5, (lon, next_lon)


def test_disputed_borders_are_told_apart() -> None:
    seoul = basemap_for([126.9, 37.5, 127.0, 38.0], [(126.97, 37.57), (126.68, 37.96)])
    line = Point(127.0, 38.3)
    assert features(seoul, "border_disputed").distance(line) < 0.1
    assert features(seoul, "border").distance(line) > 1


def test_labels_do_not_overlap_from_their_zoom_on() -> None:
    labels = basemap_for([2.35, 48.86, 13.4, 52.5], [(2.35, 48.86), (13.4, 52.5)])["labels"]
    assert {"country", "capital", "city"} <= {label["class"] for label in labels}
    assert 50 < len(labels) <= 280
    for index, one in enumerate(labels):
        for other in labels[:index]:
            zoom = max(one["zoom"], other["zoom"])
            across = abs(one["lon"] - other["lon"]) / 360 * 256 * 2**zoom
            if across < 20:
                apart = abs(one["lat"] - other["lat"]) / 360 * 256 * 2**zoom
                assert apart >= 9, (one, other)


def test_the_storys_own_names_are_left_to_the_map() -> None:
    document = lay_out(event_map(journey("apia", "suva"))).document()
    names = {label["name"] for label in basemap_of(document)["labels"]}
    assert names
    assert {"Apia", "Suva"}.isdisjoint(names)


def test_a_document_gives_the_basemap_of_its_places() -> None:
    document = lay_out(event_map(journey("apia", "suva"))).document()
    assert land_around(basemap_of(document), (178.0, -17.8)) is not None
    assert to_json(basemap_of(document)) == to_json(basemap_of(document))


def test_a_document_without_a_place_gives_the_world() -> None:
    document = {"type": "FeatureCollection", "features": []}
    assert basemap_of(document) == basemap_for()


@pytest.mark.parametrize(
    ("bbox", "focus", "field"),
    [
        ([0, 91, 1, 92], [], "bbox"),
        ([0, 5, 1, 4], [], "bbox"),
        ([0, 0, 1], [], "bbox"),
        ([float("nan"), 0, 1, 1], [], "bbox"),
        (None, [(0, 0), (200, 0)], "focus.1"),
    ],
)
def test_what_is_no_coordinate_is_refused(bbox: Any, focus: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        basemap_for(bbox, focus)
    assert [problem.field for problem in caught.value.problems] == [field]
