"""GDAL's driver for OGC API - Features, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import MANY, Service, program, run


@pytest.fixture
def ogrinfo() -> str:
    return program("ogrinfo", "gdal-bin")


@pytest.fixture
def ogr2ogr() -> str:
    return program("ogr2ogr", "gdal-bin")


def read(ogr2ogr: str, service: Service, layer: str, *options: str) -> list[Any]:
    """The features that GDAL reads of a collection."""
    source = f"OAPIF:{service.url}"
    text = run(ogr2ogr, "-f", "GeoJSONSeq", "/vsistdout/", source, layer, *options)
    return [json.loads(line) for line in text.splitlines()]


def test_it_finds_the_collections(service: Service, ogrinfo: str) -> None:
    found = run(ogrinfo, "-ro", f"OAPIF:{service.url}")
    for name in ("places", "journeys", "summits", "events"):
        assert name in found


def test_it_knows_how_many_there_are_and_of_what_kind(service: Service, ogrinfo: str) -> None:
    found = run(ogrinfo, "-ro", "-so", f"OAPIF:{service.url}", "events")
    assert f"Feature Count: {MANY + 5}" in found
    assert "Geometry: Point" in found
    assert "status: String" in found
    assert len(service.searches("events")) < 5, "no need to read them all for that"


def test_it_copies_a_large_collection_whole(
    service: Service, ogr2ogr: str, ogrinfo: str, tmp_path: Path
) -> None:
    copy = tmp_path / "events.gpkg"
    source = f"OAPIF:{service.url}"
    run(ogr2ogr, copy, source, "events", "-oo", "PAGE_SIZE=10000")
    assert f"Feature Count: {MANY + 5}" in run(ogrinfo, "-ro", "-so", copy, "events")
    sql = "SELECT count(DISTINCT id) AS n FROM events"
    assert f"n (Integer) = {MANY + 5}" in run(ogrinfo, "-ro", copy, "-sql", sql)


def test_a_box_is_left_to_the_service(service: Service, ogr2ogr: str) -> None:
    found = read(ogr2ogr, service, "events", "-spat", "10", "10", "12", "12")
    assert found
    for feature in found:
        lon, lat = feature["geometry"]["coordinates"]
        assert 10 <= lon <= 12
        assert 10 <= lat <= 12
    assert any("bbox" in given for given in service.searches("events"))


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("name = 'Event 77'", {"Event 77"}),
        ("name = 'Event 77' OR name = 'Event 78'", {"Event 77", "Event 78"}),
        ("name LIKE 'Event 9999_'", {f"Event 9999{n}" for n in range(10)}),
        ("place = 'Place 5' AND name > 'Event 99'", {"Event 99005"}),
    ],
)
def test_a_condition_is_left_to_the_service(
    service: Service, ogr2ogr: str, where: str, names: set[str]
) -> None:
    found = read(ogr2ogr, service, "events", "-where", where)
    assert {one["properties"]["name"] for one in found} == names
    assert any("filter" in given for given in service.searches("events"))


def test_one_feature_is_asked_for_by_its_id(service: Service, ogr2ogr: str) -> None:
    (found,) = read(ogr2ogr, service, "events", "-where", "id = 'synthetic.event-5'")
    assert found["properties"]["name"] == "Event 5"
    assert "/collections/events/items/synthetic.event-5" in {path for path, _ in service.asked}


def test_journeys_are_lines(service: Service, ogr2ogr: str) -> None:
    (voyage,) = read(ogr2ogr, service, "journeys")
    assert voyage["geometry"]["type"] == "MultiLineString"


@pytest.mark.parametrize("name", ["fgb", "gpkg", "csv", "jsonseq"])
def test_it_opens_each_kind_of_file(service: Service, ogrinfo: str, name: str) -> None:
    address = f"/vsicurl_streaming/{service.url}/collections/events/items?f={name}&map=pacific"
    if name in ("gpkg", "csv"):  # which are read from more than one place
        address = address.replace("_streaming", "")
    driver = {"csv": "CSV:", "jsonseq": "GeoJSONSeq:"}.get(name, "")
    found = run(ogrinfo, "-ro", "-al", f"{driver}{address}")
    for word in ("Talks", "March", "Vigil"):
        assert word in found
