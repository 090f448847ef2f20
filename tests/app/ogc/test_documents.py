"""The documents about the service and its collections."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.ogc.collections import COLLECTIONS
from dateline.app.settings import Settings
from dateline.geo.model import LAYERS
from tests.app.ogc.conftest import story
from tests.app.samples import save

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def links(document: dict[str, list[dict[str, str]]]) -> dict[str, dict[str, str]]:
    return {f"{one['rel']} {one['type']}": one for one in document["links"]}


def test_the_root_is_a_page_for_browsers_and_the_landing_page_for_programs(
    client: TestClient,
) -> None:
    for headers in ({"Accept": "application/json"}, {"Accept": "*/*"}):
        answer = client.get("/", headers=headers)
        assert answer.headers["content-type"] == "application/json"
        assert "Accept" in answer.headers["vary"]
    page = client.get("/", headers={"Accept": BROWSER})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["vary"] == "Accept, Accept-Encoding, Origin"
    assert "News reports as maps" in page.text
    assert client.get("/?f=json", headers={"Accept": BROWSER}).json() == answer.json()
    assert "News reports as maps" in client.get("/?f=html").text


def test_the_landing_page_leads_everywhere(client: TestClient) -> None:
    found = links(client.get("/").json())
    for rel in (
        "self application/json",
        "alternate text/html",
        "service-desc application/vnd.oai.openapi+json;version=3.0",
        "service-doc text/html",
        "conformance application/json",
        "data application/json",
    ):
        answer = client.get(found[rel]["href"], headers={"Accept": found[rel]["type"]})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(found[rel]["type"])


def test_what_it_conforms_to(client: TestClient) -> None:
    classes = client.get("/conformance").json()["conformsTo"]
    for name in ("core", "geojson", "html", "oas30"):
        assert f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" in classes
    assert "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2" in classes
    assert "conf/core" in client.get("/conformance?f=html").text


def test_each_layer_is_a_collection(client: TestClient) -> None:
    found = client.get("/collections").json()
    assert [one["id"] for one in found["collections"]] == list(LAYERS)
    for one in found["collections"]:
        alone = client.get(f"/collections/{one['id']}").json()
        assert alone == one
        items = links(one)["items application/geo+json"]["href"]
        assert client.get(items).json()["type"] == "FeatureCollection"
        for link in one["links"]:
            answer = client.get(link["href"], headers={"Accept": link["type"]})
            assert answer.status_code == 200, link
            assert answer.headers["content-type"].startswith(link["type"].partition(";")[0]), link


def test_a_collection_tells_where_and_when_its_features_are(client: TestClient) -> None:
    extent = client.get("/collections/summits").json()["extent"]
    assert extent["spatial"]["bbox"] == [[178.44, -18.14, 178.44, -18.14]]
    assert extent["temporal"]["interval"] == [["2024-05-03T00:00:00Z", "2024-05-03T23:59:59Z"]]
    assert "temporal" not in client.get("/collections/places").json()["extent"]


def test_an_extent_changes_with_the_features(client: TestClient, app: FastAPI) -> None:
    assert client.get("/collections/summits").json()["extent"]
    app.state.store.delete("pacific")
    assert client.get("/collections/summits").json()["extent"] == {}


@pytest.mark.parametrize("name", LAYERS)
def test_queryables_are_what_features_have(client: TestClient, name: str) -> None:
    answer = client.get(f"/collections/{name}/queryables")
    assert answer.headers["content-type"] == "application/schema+json"
    schema = answer.json()
    assert schema["type"] == "object"
    assert schema["$id"].endswith(f"/collections/{name}/queryables")
    features = client.get(f"/collections/{name}/items").json()["features"]
    known = set(schema["properties"]) - {"id", "geometry"}
    assert known == set(COLLECTIONS[name].queryables)
    for feature in features:
        assert known <= set(feature["properties"])


def test_queryables_are_json_for_who_likes_json_best(client: TestClient) -> None:
    for accept in ("application/json, text/html;q=0.5", "application/schema+json, text/html;q=0.5"):
        answer = client.get("/collections/places/queryables", headers={"Accept": accept})
        assert answer.headers["content-type"] == "application/schema+json"


@pytest.mark.parametrize(
    "address",
    ["/conformance", "/collections", "/collections/places", "/collections/places/queryables"],
)
def test_a_document_is_not_sent_twice(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/collections/rivers", 404),
        ("/collections/rivers/items", 404),
        ("/collections/places/items/none", 404),
        ("/collections/summits/items/pacific.suva", 404),
        ("/collections?f=xml", 400),
        ("/collections/places?limit=1", 400),
        ("/conformance?f=html&f=html", 400),
        ("/?f=xml", 400),
        ("/api?f=yaml", 400),
    ],
)
def test_what_is_wrong_is_a_problem(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_links_are_as_the_reader_sees_the_service(settings: Settings) -> None:
    behind = settings.model_copy(update={"root_path": "/news", "trusted_proxies": "*"})
    app = create_app(behind)
    save(app.state.store, story())
    client = TestClient(app)
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "example.org"}
    base = "https://example.org/news"
    for address in ("/collections/places/items?limit=1", "/news/collections/places/items?limit=1"):
        found = client.get(address, headers=headers).json()["links"]
        assert {one["href"].startswith(f"{base}/collections/places") for one in found} == {True}
    landing = client.get("/news/", headers=headers).json()
    assert {one["href"].startswith(base) for one in landing["links"]} == {True}


def test_nobody_but_a_trusted_proxy_tells_the_host(settings: Settings) -> None:
    app = create_app(settings)
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
    assert "evil" not in TestClient(app).get("/", headers=headers).text


def test_a_host_that_is_none_does_not_reach_the_links(client: TestClient) -> None:
    answer = client.get("/", headers={"Host": 'x"><script>'})
    assert "<script" not in answer.text


def test_the_public_address_can_be_set(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"base_url": "https://maps.example/x"}))
    found = TestClient(app).get("/collections").json()["links"]
    assert found[0]["href"] == "https://maps.example/x/collections"
