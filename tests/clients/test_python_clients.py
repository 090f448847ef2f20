"""OWSLib and geopandas, as analysts use them."""

from pathlib import Path
from urllib.request import urlopen

import geopandas
import pytest
from owslib.ogcapi.features import Features

from tests.clients.conftest import MANY, Service


def test_owslib_reads_everything(service: Service) -> None:
    client = Features(service.url)
    assert client.feature_collections() == ["places", "journeys", "summits", "events"]
    assert client.conformance()["conformsTo"]
    assert client.api()["openapi"].startswith("3.0")
    assert client.collection("events")["title"] == "Events"
    assert "status" in client.collection_queryables("events")["properties"]
    page = client.collection_items("events", limit=7, bbox=[-10, -10, 10, 10])
    assert page["numberReturned"] == len(page["features"]) == 7
    found = client.collection_items("events", filter="name = 'Event 9'")
    assert [one["id"] for one in found["features"]] == ["synthetic.event-9"]
    assert client.collection_item("events", "pacific.talks")["properties"]["name"] == "Talks"
    ordered = client.collection_items("events", sortby=("name", "desc"), limit=1)
    assert ordered["features"][0]["properties"]["name"] == "Vigil"
    dated = client.collection_items("events", datetime_="2024-05-02/2024-05-03", limit=10)
    assert dated["numberMatched"] >= 2


@pytest.mark.parametrize("name", ["json", "fgb", "gpkg"])
def test_geopandas_reads_a_page(service: Service, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"events.{name}"
    with urlopen(f"{service.url}/collections/events/items?limit=1000&f={name}") as answer:  # noqa: S310
        path.write_bytes(answer.read())
    frame = geopandas.read_file(path)
    assert len(frame) == 1_000
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.notna().all()
    assert frame["name"].is_unique


def test_geopandas_reads_an_address(service: Service) -> None:
    frame = geopandas.read_file(f"{service.url}/collections/events/items?limit=7")
    assert (len(frame), frame.crs.to_epsg()) == (7, 4326)


def test_geopandas_reads_the_collection_through_gdal(service: Service) -> None:
    frame = geopandas.read_file(f"OAPIF:{service.url}", layer="events", bbox=(0, 0, 30, 30))
    assert 0 < len(frame) < MANY / 10
    assert frame.cx[0:30, 0:30].shape == frame.shape
    assert any("bbox" in given for given in service.searches("events"))
