"""Maps as data over HTTP."""

import json

import pytest
from fastapi import FastAPI
from geojson_pydantic import FeatureCollection
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.layers.features import lay_out
from dateline.geo.model import LAYERS
from tests.app.samples import pacific, save

# RFC 7946 section 5.2 has the western edge first; geojson-pydantic only wonders.
pytestmark = pytest.mark.filterwarnings("ignore:BBOX crossing the Antimeridian")


def test_the_list_of_maps(client: TestClient, app: FastAPI) -> None:
    save(app.state.store, pacific("other", "Other"))
    answer = client.get("/maps")
    assert answer.headers["content-type"] == "application/json"
    first, second = answer.json()["maps"]
    assert (first["id"], first["title"], second["id"]) == ("other", "Other", "pacific")
    drawn = {"places": 2, "journeys": 1, "summits": 1, "events": 0}
    assert second["counts"] == drawn | {"mentioned": 0}
    assert second["links"]["geojson"] == "/maps/pacific.geojson"
    for address in second["links"]["layers"].values():
        assert client.get(address).status_code == 200


def test_the_list_of_maps_is_a_page_in_a_browser(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    page = client.get("/maps", headers=browser)
    assert page.headers["content-type"].startswith("text/html")
    assert 'href="/maps/pacific"' in page.text
    data = client.get("/maps", headers={"Accept": "application/json, text/html"})
    assert data.json()["maps"]
    for accept, kind in (
        ("application/json;q=0.5, text/html", "text/html"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("text/html;q=0, */*", "application/json"),
    ):
        answer = client.get("/maps", headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(kind)
    for answer in (page, data):
        assert answer.headers["vary"].startswith("Accept, Accept-Encoding")
    assert page.headers["etag"] != data.headers["etag"]


def test_a_whole_map(client: TestClient) -> None:
    answer = client.get("/maps/pacific.geojson")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.json() == lay_out(pacific()).document()
    FeatureCollection.model_validate(answer.json())


@pytest.mark.parametrize("layer", LAYERS)
def test_one_layer(client: TestClient, layer: str) -> None:
    answer = client.get(f"/maps/pacific/{layer}.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.json() == lay_out(pacific()).collection(layer)
    FeatureCollection.model_validate(answer.json())


def test_a_corrected_map_is_served_at_once(client: TestClient, app: FastAPI) -> None:
    known = client.get("/maps/pacific.geojson").headers["etag"]
    save(app.state.store, pacific(title="Corrected"))
    answer = client.get("/maps/pacific.geojson", headers={"If-None-Match": known})
    assert answer.status_code == 200
    assert answer.json()["report"]["title"] == "Corrected"


def test_caches_can_be_told_to_ask_each_time(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"cache_seconds": 0}))
    save(app.state.store)
    answer = TestClient(app).get("/maps/pacific.geojson")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("address", ["/maps", "/maps/pacific.geojson", "/healthz", "/openapi.json"])
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    get, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    told = [{**one.headers, "x-request-id": "another each time"} for one in (head, get)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "address",
    [
        "/maps/none.geojson",
        "/maps/none/places.geojson",
        "/maps/pacific/rivers.geojson",
        "/maps/pacific/places",
        "/maps/Pacific.geojson",
        "/maps/.geojson",
        "/maps/pacific.geojson.geojson",
        "/maps/pacific.geojson/",
        "/maps/-pacific.geojson",
        "/maps/pa--cific.geojson",
        "/maps/pacific%00.geojson",
        "/maps/pacific'--.geojson",
        "/maps/..%2f..%2fetc%2fpasswd.geojson",
        f"/maps/{'a' * 81}.geojson",
        "/maps/pacific/../pacific2.geojson",
    ],
)
def test_what_is_not_there_is_a_404_problem(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_a_missing_layer_tells_which_there_are(client: TestClient) -> None:
    detail = client.get("/maps/pacific/rivers.geojson").json()["detail"]
    assert "rivers" in detail
    assert "places, journeys, summits, events" in detail


@pytest.mark.parametrize("address", ["/feed.json", "/maps/pacific.geojson", "/healthz"])
def test_an_unknown_parameter_is_named(client: TestClient, address: str) -> None:
    answer = client.get(address, params={"bboxx": "1", "limit": "2"})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["bboxx", "limit"]
    assert "this address takes none" in answer.json()["errors"][0]["message"]


def test_hostile_text_is_data(client: TestClient, app: FastAPI) -> None:
    title = "</script><img src=x onerror=alert(1)> ${alert(1)} ` \\ \u2028 \x07"
    save(app.state.store, pacific("hostile", title))
    answer = client.get("/maps/hostile.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert json.loads(answer.content)["report"]["title"] == title


def test_health_counts_the_maps(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "maps": 1})
    assert answer.headers["cache-control"] == "no-store"


def test_health_is_503_when_the_store_is_gone(client: TestClient, app: FastAPI) -> None:
    app.state.store.path.unlink()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "5"
    assert "store.db" not in answer.text


def test_the_store_is_closed_with_the_service(app: FastAPI) -> None:
    folder = app.state.store.path.parent
    with TestClient(app) as client:
        assert client.get("/healthz").status_code == 200
        assert len(list(folder.iterdir())) > 1
    assert [path.name for path in folder.iterdir()] == ["dateline.db"]
