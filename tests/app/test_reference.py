"""The OpenAPI document, held against what is really served, and the page made from it."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.ogc import openapi as definition
from dateline.app.settings import Settings
from dateline.app.tokens import issue

EXAMPLES = {"map_id": "pacific", "layer": "places", "ending": "kml"}
DOCUMENTED = [
    "/feed.atom",
    "/feed.json",
    "/geocode",
    "/healthz",
    "/maps",
    "/maps/{map_id}.geojson",
    "/maps/{map_id}.{ending}",
    "/maps/{map_id}/{layer}.geojson",
    "/reverse",
]


PRIVATE = {
    "/candidates": ["post"],
    "/differences": ["post"],
    "/drafts": ["get"],
    "/layout": ["post"],
    "/maps-overview": ["get"],
    "/maps/{map_id}": ["delete", "put"],
    "/maps/{map_id}/differences": ["get"],
    "/maps/{map_id}/doubts": ["get"],
    "/maps/{map_id}/draft": ["get"],
    "/maps/{map_id}/draft.json": ["get", "patch", "put"],
    "/maps/{map_id}/draft/{collection}": ["post"],
    "/maps/{map_id}/draft/{collection}/{item}": ["delete", "patch"],
    "/maps/{map_id}/history": ["get"],
    "/maps/{map_id}/merge": ["post"],
    "/maps/{map_id}/presence": ["post"],
    "/maps/{map_id}/previews": ["get", "post"],
    "/maps/{map_id}/previews/{preview_id}": ["delete"],
    "/maps/{map_id}/publish": ["post"],
    "/maps/{map_id}/taken-down": ["get"],
    "/maps/{map_id}/unpublish": ["post"],
    "/maps/{map_id}/versions": ["get"],
    "/maps/{map_id}/versions/{number}": ["get"],
    "/maps/{map_id}/versions/{number}.geojson": ["get"],
    "/maps/{map_id}/versions/{number}.html": ["get"],
    "/maps/{map_id}/versions/{number}/draft": ["get"],
    "/maps/{map_id}/versions/{number}/restore": ["post"],
    "/merge": ["post"],
    "/read": ["post"],
    "/tokens": ["get", "post"],
    "/tokens/{name}": ["delete"],
}
"""What takes a token, by method."""
GIVEN = {
    "map_id": "pacific",
    "number": 1,
    "collection": "places",
    "item": "apia",
    "preview_id": "0f3a9c",
    "name": "ana",
}


def operation(client: TestClient, path: str) -> Any:
    return client.get("/openapi.json").json()["paths"][path]["get"]


def address(path: str, described: Any) -> str:
    query = []
    for parameter in filter(lambda one: one["required"], described.get("parameters", ())):
        name = parameter["name"]
        value = EXAMPLES.get(name) or parameter["schema"]["examples"][0]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", value)
        else:
            query.append(f"{name}={value}")
    return f"{path}?{'&'.join(query)}"


def test_every_public_path_is_documented(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    features = set(definition.paths())
    assert sorted(set(document["paths"]) - features) == sorted([*DOCUMENTED, *PRIVATE])
    assert features <= set(document["paths"])
    for path in DOCUMENTED:
        assert list(document["paths"][path]) == (["get", "post"] if path == "/maps" else ["get"])
    for path, methods in PRIVATE.items():
        public = ["get"] if path == "/maps/{map_id}" else []
        assert sorted(document["paths"][path]) == sorted([*methods, *public])
        for method in methods:
            assert document["paths"][path][method]["security"]
            answer = client.request(method, path.format(**GIVEN))
            assert answer.status_code == 401


@pytest.mark.parametrize("path", DOCUMENTED)
def test_an_answer_is_what_the_document_says(client: TestClient, path: str) -> None:
    described = operation(client, path)
    answer = client.get(address(path, described))
    assert answer.status_code == 200
    media_type = answer.headers["content-type"]
    assert media_type in described["responses"]["200"]["content"]
    for name in described["responses"]["200"].get("headers", ()):
        assert name in answer.headers
    schema = described["responses"]["200"]["content"][media_type].get("schema")
    if "json" in media_type:
        assert set(schema.get("required", ())) <= set(answer.json())


@pytest.mark.parametrize("path", DOCUMENTED)
def test_an_error_is_what_the_document_says(client: TestClient, path: str) -> None:
    described = operation(client, path)
    assert "422" not in described["responses"]
    (media_type,) = described["responses"]["4XX"]["content"]
    schema = described["responses"]["4XX"]["content"][media_type]["schema"]
    answer = client.get(path.format(**EXAMPLES), params={"nonsense": "1"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == media_type
    assert set(schema["required"]) <= set(answer.json()) <= set(schema["properties"])


@pytest.mark.parametrize("path", [path for path in DOCUMENTED if path != "/healthz"])
def test_not_modified_is_documented_where_it_happens(client: TestClient, path: str) -> None:
    described = operation(client, path)
    assert "304" in described["responses"]
    here = address(path, described)
    etag = client.get(here).headers["etag"]
    assert client.get(here, headers={"If-None-Match": etag}).status_code == 304


def test_the_reference_shows_every_operation(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for path in DOCUMENTED:
        assert f"<code>{path}</code>" in page.text
    assert "Longitude in degrees" in page.text


def test_every_address_in_the_reference_works_here(client: TestClient) -> None:
    page = client.get("/docs").text
    addresses = set(re.findall(r'(?:href|src)="([^"]+)"', page))
    assert "/maps/pacific.geojson" in addresses, "examples are of a map that is there"
    for one in addresses:
        assert one.startswith("/"), "nothing comes from anywhere else"
        assert client.get(one.replace("&amp;", "&")).status_code == 200


def test_the_reference_has_nothing_inline(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "<style" not in page
    assert " style=" not in page
    assert "<script" not in page


def test_making_a_map_is_described_as_it_is(client: TestClient, app: FastAPI) -> None:
    document = client.get("/openapi.json").json()
    described = document["paths"]["/maps"]["post"]
    (scheme,) = described["security"]
    (name,) = scheme
    assert document["components"]["securitySchemes"][name]["scheme"] == "bearer"
    assert "security" not in operation(client, "/maps")
    secret, token = issue("desk")
    app.state.store.add_token(token)
    headers = {"Authorization": f"Bearer {secret}"}
    bodies = {
        "text/plain": "It rained in Oslo.",
        "text/html": "<p>It rained in Tromsø.</p>",
        "application/json": '{"title": "Rain", "text": "It rained in Bergen."}',
        "application/yaml": "report: {title: Snow, text: It snowed in Oslo.}",
    }
    assert set(described["requestBody"]["content"]) == set(bodies)
    made = described["responses"]["201"]
    schema = document["components"]["schemas"]["NewMap"]
    for kind, body in bodies.items():
        answer = client.post("/maps", content=body, headers={**headers, "Content-Type": kind})
        assert answer.status_code == 201, answer.text
        assert answer.headers["content-type"] in made["content"]
        assert set(schema["required"]) == set(answer.json())
        for header in made["headers"]:
            assert header in answer.headers
    for status, sent in (("401", {}), ("415", headers), ("409", {**headers, "Content-Type": kind})):
        answer = client.post("/maps", content=body, headers=sent)
        described_here = described["responses"][str(answer.status_code)]
        assert str(answer.status_code) == status
        assert answer.headers["content-type"] in described_here["content"]
        for header in described_here.get("headers", ()):
            assert header in answer.headers


def test_the_reference_says_what_making_a_map_needs(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "<b>POST</b> <code>/maps</code>" in page
    assert "Authorization: Bearer" in page
    assert "text/plain, text/html, application/json, application/yaml" in page


def test_the_reference_of_an_empty_store(settings: Settings) -> None:
    page = TestClient(create_app(settings)).get("/docs")
    assert page.status_code == 200


def test_under_a_root_path_every_address_has_it(settings: Settings) -> None:
    app: FastAPI = create_app(settings.model_copy(update={"root_path": "/news"}))
    client = TestClient(app)
    assert client.get("/openapi.json").json()["servers"] == [{"url": "/news"}]
    for path in ("/docs", "/news/docs"):
        page = client.get(path)
        assert page.status_code == 200
        for one in re.findall(r'(?:href|src)="([^"]+)"', page.text):
            assert one.startswith("/news/")
