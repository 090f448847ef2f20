"""GeoPackage, FlatGeobuf, CSV, KML and GPX, as a GDAL that is not ours reads them."""

import csv
import io
import re
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dateline.geo.exports import (
    csv_of,
    flatgeobuf_of,
    geopackage_of,
    geopackage_of_layer,
    gpx_of,
    kml_of,
)
from dateline.geo.layers.features import LAYERS
from tests.geo.exports.conftest import Json, Opened


def of_layer(document: Json, layer: str) -> list[Json]:
    return [one for one in document["features"] if one["properties"]["layer"] == layer]


def test_a_geopackage_has_a_table_for_each_layer_and_the_report(lake: Json, opened: Opened) -> None:
    layers = opened("lake.gpkg", geopackage_of(lake, "2024-05-08T10:20:30Z"))
    assert set(layers) == {*LAYERS, "report"}
    for layer in LAYERS:
        expected = of_layer(lake, layer)
        found = layers[layer]["features"]
        assert [one["properties"]["id"] for one in found] == [one["id"] for one in expected]
        for one, other in zip(found, expected, strict=True):
            assert one["properties"]["name"] == other["properties"]["name"]
            assert one["properties"]["status"] == other["properties"]["status"]
            assert (one["geometry"] is None) == (other["geometry"] is None)
            if other["geometry"] and layer != "journeys":
                assert one["geometry"]["coordinates"] == other["geometry"]["coordinates"]
    (report,) = layers["report"]["features"]
    assert report["properties"]["licence"] == "CC BY 4.0"
    assert "GeoNames" in report["properties"]["credits"]


def test_columns_have_types(lake: Json, opened: Opened) -> None:
    layers = opened("lake.gpkg", geopackage_of(lake))
    types = layers["journeys"]["fields"]
    assert types["duration_s"] == types["speed_kmh"] == "Real"
    assert types["time_start"] == "DateTime"
    assert layers["places"]["fields"]["population"] == "Integer64"
    (train, ferry) = layers["journeys"]["features"]
    assert train["properties"]["duration_s"] == 39600
    assert train["properties"]["duration_approximate"] in (True, 1)
    assert ferry["properties"]["duration_s"] is None
    assert ferry["properties"]["duration_approximate"] is None


def test_times_are_the_first_and_the_last_second_in_utc(lake: Json, opened: Opened) -> None:
    layers = opened("lake.gpkg", geopackage_of(lake))
    times = {
        one["properties"]["name"]: (one["properties"]["time_start"], one["properties"]["time_end"])
        for layer in ("summits", "events")
        for one in layers[layer]["features"]
    }
    assert times["Dinner of the chairs"] == ("2021-03-01T00:00:00Z", "2021-03-31T23:59:59Z")
    assert times["Vigil by the lake"] == ("2021-03-01T00:00:00Z", None)
    assert times["Ministry says it is watching"][0] == "2021-03-03T04:30:00Z"


def test_a_line_across_180_degrees_stays_in_parts(pacific: Json, opened: Opened) -> None:
    journeys = of_layer(pacific, "journeys")
    for name, body in (
        ("tour.gpkg", geopackage_of(pacific)),
        ("tour.fgb", flatgeobuf_of(journeys, "journeys")),
    ):
        layer = opened(name, body)["journeys"]
        assert layer["geometry"] == "Multi Line String"
        assert 'ID["EPSG",4326]' in layer["crs"]
        (tour,) = layer["features"]
        parts = tour["geometry"]["coordinates"]
        assert parts[-2][-1][0] == 180
        assert parts[-1][0][0] == -180


def test_a_flatgeobuf_keeps_what_has_no_place(lake: Json, opened: Opened) -> None:
    events = of_layer(lake, "events")
    found = opened("events.fgb", flatgeobuf_of(events, "events"))["events"]["features"]
    assert [one["properties"]["id"] for one in found] == [one["id"] for one in events]
    assert [one["geometry"] is None for one in found] == [False, True]


def test_csv_opens_as_a_table_and_as_a_layer(lake: Json, opened: Opened) -> None:
    body = csv_of(lake["features"])
    table = list(csv.DictReader(io.StringIO(body.decode())))
    assert [one["id"] for one in table] == [one["id"] for one in lake["features"]]
    geneva = next(one for one in table if one["name"] == "Geneva")
    assert (geneva["lon"], geneva["lat"]) == ("6.1466", "46.2018")
    assert "The delegations came to Geneva." in geneva["quote"]
    (layer,) = opened("lake.csv", body).values()
    shapes = {one["geometry"] and one["geometry"]["type"] for one in layer["features"]}
    assert shapes == {"Point", "LineString", None}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_csv_is_no_formula(lake: Json, cell: str) -> None:
    feature = lake["features"][0]
    feature["properties"]["name"] = cell
    (row,) = csv.DictReader(io.StringIO(csv_of([feature]).decode(), newline=""))
    assert row["name"] == f"'{cell}"


def test_csv_numbers_stay_numbers(pacific: Json) -> None:
    rows = csv.DictReader(io.StringIO(csv_of(pacific["features"]).decode()))
    apia = next(one for one in rows if one["name"] == "Apia")
    assert float(apia["lon"]) == -171.77


def test_kml_has_folders_times_and_text(lake: Json, opened: Opened) -> None:
    layers = opened("lake.kml", kml_of(lake))
    assert set(layers) == {"Places", "Journeys", "Summits and talks", "Events"}
    names = [one["properties"]["Name"] for one in layers["Summits and talks"]["features"]]
    assert names == [one["properties"]["name"] for one in of_layer(lake, "summits")]


def test_gpx_has_tracks_and_waypoints(pacific: Json, opened: Opened) -> None:
    layers = opened("tour.gpx", gpx_of(pacific))
    (tour,) = layers["tracks"]["features"]
    assert tour["properties"]["name"] == "The tour"
    assert "not the track that was travelled" in tour["properties"]["cmt"]
    parts = tour["geometry"]["coordinates"]
    assert parts[-1][0][0] == -180
    # GPX has no longitude of 180.
    assert 179.999999 < parts[-2][-1][0] < 180
    waypoints = [one["properties"]["name"] for one in layers["waypoints"]["features"]]
    assert waypoints == ["Auckland", "Suva", "Apia"]


@pytest.mark.parametrize("make", [geopackage_of, kml_of, gpx_of])
def test_a_journey_known_by_one_end_is_a_point(pacific: Json, opened: Opened, make: Any) -> None:
    tour = of_layer(pacific, "journeys")[0]
    tour["geometry"] = {"type": "Point", "coordinates": [174.76, -36.85]}
    layers = opened(f"arrival.{make.__name__[:3].replace('geo', 'gpkg')}", make(pacific))
    features = [one for layer in layers.values() for one in layer["features"]]
    [found] = [one for one in features if "The tour" in one["properties"].values()]
    assert found["geometry"]["type"] == "Point"
    assert found["geometry"]["coordinates"][:2] == [174.76, -36.85]


def test_a_table_of_journeys_has_lines_alone(pacific: Json, opened: Opened) -> None:
    line, arrival = of_layer(pacific, "journeys")[0], of_layer(pacific, "journeys")[0]
    arrival = {**arrival, "id": "pacific.arrival", "bbox": None}
    arrival["geometry"] = {"type": "Point", "coordinates": [174.76, -36.85]}
    layers = opened("both.gpkg", geopackage_of_layer([line, arrival], "journeys"))
    assert layers["journeys"]["geometry"] == "Multi Line String"
    assert layers["journeys_one_end"]["geometry"] == "Point"


HOSTILE = "\x00\x0b\ud800</name><script>alert(1)</script>&amp; ]]> \ufffe"


@pytest.mark.parametrize("make", [kml_of, gpx_of])
def test_xml_holds_whatever_a_report_says(make: Any, lake: Json, opened: Opened) -> None:
    lake["report"].update(title=HOSTILE, publisher=f'"{HOSTILE}', credit=HOSTILE)
    lake["report"]["url"] = 'https://news.example/?a=1&b="><script>'
    for feature in lake["features"]:
        feature["properties"]["name"] = HOSTILE
        for said in feature["properties"]["evidence"]:
            said["quote"] = said["attributed_to"] = HOSTILE
    body = make(lake)
    assert b"<script" not in body
    assert opened(f"hostile.{make.__name__[:3]}", body)


def test_gpx_has_licence_owner_and_address(lake: Json) -> None:
    space = {"": "http://www.topografix.com/GPX/1/1"}
    report, address = lake["report"], 'https://news.example/?a=1&b="2"'
    report["url"] = address
    whole = ET.fromstring(gpx_of(lake))
    (told,) = whole.findall("metadata/copyright", space)
    (link,) = whole.findall("metadata/link", space)
    assert link.get("href") == address
    assert told.get("author") == report["publisher"]
    assert told.findtext("license", namespaces=space) == report["licence"]
    report["publisher"] = None
    whole = ET.fromstring(gpx_of(lake))
    assert whole.find("metadata/copyright", space) is None
    assert report["licence"] in (whole.findtext("metadata/desc", namespaces=space) or "")


def test_ids_in_kml_are_xml_names_and_each_there_once(lake: Json) -> None:
    for feature in lake["features"]:
        feature["id"] = f"2021-{feature['id']}"
    body = kml_of(lake).decode()
    ids = re.findall(r' id="([^"]*)"', body)
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z_][\w.-]*", one) for one in ids)
    assert all(f"<value>{feature['id']}</value>" in body for feature in lake["features"])


def test_what_a_viewer_runs_as_html_is_text(lake: Json) -> None:
    feature = lake["features"][0]
    feature["properties"]["evidence"][0]["quote"] = "<b>bold</b>"
    assert b"&amp;lt;b&amp;gt;bold" in kml_of(lake)


MAKE = """
import hashlib
from dateline.geo import exports
from dateline.geo.layers.features import lay_out
from tests.browser.stories import lake_talks
lake = lay_out(lake_talks()).document()
bodies = [one(lake) for one in (exports.geopackage_of, exports.kml_of, exports.gpx_of)]
bodies += [exports.icalendar_of(lake), exports.csv_of(lake["features"])]
bodies += [exports.flatgeobuf_of(lake["features"], "all")]
print(*(hashlib.sha256(one).hexdigest() for one in bodies))
"""


def test_the_same_map_gives_the_same_bytes_in_every_process() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", MAKE], capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].split()) == 6


def test_a_map_of_nothing_can_be_taken_away_too(lake: Json, opened: Opened) -> None:
    lake["features"] = []
    assert set(opened("none.gpkg", geopackage_of(lake))) == {"report"}
    assert csv_of([]).decode().strip() == "lon,lat,WKT"
    assert gpx_of(lake)
    assert kml_of(lake)
