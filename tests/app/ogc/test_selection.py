"""Parts of features, other coordinates, free text, distances and views of web maps."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.geo.model import EventKind
from tests.app.samples import save
from tests.geo import maps

SUVA = (178.4419, -18.1416)
PLACES = "/collections/places/items"


def found(client: TestClient, address: str = PLACES, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    features: list[dict[str, Any]] = answer.json()["features"]
    return features


def names(client: TestClient, address: str = PLACES, **params: Any) -> set[str]:
    return {one["properties"]["name"] for one in found(client, address, **params)}


def test_some_properties_alone(client: TestClient) -> None:
    (first, *_) = found(client, properties="name,country")
    assert set(first["properties"]) == {"name", "country"}
    assert client.get(PLACES, params={"properties": "nmae"}).status_code == 400


def test_features_without_geometries(client: TestClient) -> None:
    for one in found(client, skipGeometry="true"):
        assert one["geometry"] is None
        assert "bbox" not in one
    assert found(client, skipGeometry="false") == found(client)


def test_the_flat_profile_has_no_nested_value(client: TestClient) -> None:
    for layer in ("places", "journeys", "summits", "events"):
        for one in found(client, f"/collections/{layer}/items", profile="flat"):
            assert not any(isinstance(value, list | dict) for value in one["properties"].values())


def test_web_mercator_comes_and_goes(client: TestClient) -> None:
    (suva,) = found(client, filter="name = 'Suva'", crs="EPSG:3857")
    x, y = suva["geometry"]["coordinates"]
    assert (x, y) == pytest.approx((19_863_900, -2_054_000), abs=5_000)
    box = f"{x - 10},{y - 10},{x + 10},{y + 10}"
    crs = "http://www.opengis.net/def/crs/EPSG/0/3857"
    assert names(client, bbox=box, **{"bbox-crs": crs}) == {"Suva"}
    assert client.get(PLACES, params={"crs": crs}).headers["content-crs"] == f"<{crs}>"


def test_epsg_4326_has_the_latitude_first(client: TestClient) -> None:
    (suva,) = found(client, filter="name = 'Suva'", crs="EPSG:4326")
    assert suva["geometry"]["coordinates"] == pytest.approx(SUVA[::-1], abs=0.1)
    lon, lat = SUVA
    box = f"{lat - 1},{lon - 1},{lat + 1},{lon + 1}"
    assert "Suva" in names(client, bbox=box, **{"bbox-crs": "EPSG:4326"})


@pytest.mark.parametrize(
    "box", ["-270,-90,270,90", "-185,-25,-178,-10", "170,-25,185,-10", "-545,-25,-538,-10"]
)
def test_views_of_web_maps_reach_beyond_the_world(client: TestClient, box: str) -> None:
    assert "Suva" in names(client, bbox=box)


def test_a_file_is_whole_and_in_degrees(client: TestClient) -> None:
    for params in ({"properties": "name"}, {"crs": "EPSG:3857"}):
        answer = client.get(PLACES, params={"f": "csv", **params})
        assert answer.status_code == 400
        assert "f=csv" in answer.text


def test_an_offset_leaves_features_out(client: TestClient) -> None:
    everything = [one["id"] for one in found(client)]
    assert [one["id"] for one in found(client, offset=1)] == everything[1:]
    page = client.get(PLACES, params={"offset": 0, "limit": 1}).json()
    (link,) = [one["href"] for one in page["links"] if one["rel"] == "next"]
    assert [one["id"] for one in client.get(link).json()["features"]] == everything[1:2]
    assert client.get(PLACES, params={"offset": "-1"}).status_code == 400


def test_free_text_finds_names_and_quotes(client: TestClient) -> None:
    (event, *_) = found(client, "/collections/events/items")
    word = event["properties"]["evidence"][0]["quote"].split()[0].upper()
    assert event["id"] in {
        one["id"] for one in found(client, "/collections/events/items", q=word.strip(".,"))
    }
    assert names(client, q="SUVA") >= {"Suva"}
    assert names(client, q="suva xyzzy") == set()
    assert names(client, q="50%_") == set()


def test_features_without_a_geometry_can_be_asked_for(client: TestClient, app: FastAPI) -> None:
    lost = maps.event(EventKind.STATEMENT, id="lost", place=None)
    save(app.state.store, maps.event_map(lost).model_copy(update={"id": "other"}))
    address = "/collections/events/items"
    nowhere = {one["id"] for one in found(client, address) if one["geometry"] is None}
    assert nowhere
    assert {one["id"] for one in found(client, address, filter="geometry IS NULL")} == nowhere
    rest = found(client, address, filter="NOT geometry IS NULL")
    assert not nowhere & {one["id"] for one in rest}


def test_case_does_not_count_with_ilike(client: TestClient) -> None:
    assert names(client, filter="name ILIKE 'SUV%'") == {"Suva"}
    assert "Suva" not in names(client, filter="name NOT ILIKE 'suv%'")
    assert names(client, filter="name = 'a ILIKE ''b'''") == set()


def test_a_distance_is_measured_on_the_ellipsoid(client: TestClient) -> None:
    (suva,) = found(client, filter="name = 'Suva'")
    lon, lat = suva["geometry"]["coordinates"]
    near = f"S_DWITHIN(geometry, POINT({lon} {lat + 0.1}), %s)"
    assert names(client, filter=near % "10000") == set()
    assert names(client, filter=near % "12000") == {"Suva"}
    assert names(client, filter=near % "12, 'kilometers'") == {"Suva"}
    assert client.get(PLACES, params={"filter": near % "1, 'miles'"}).status_code == 400
