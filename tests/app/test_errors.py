"""Errors over HTTP: problem documents, and nothing that is nobody's business."""

import logging
from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from dateline.app.http.problems import MEDIA_TYPE
from dateline.geo.errors import InvalidInput, Problem


class Item(BaseModel):
    size: int


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """The application with routes that go wrong."""

    @app.get("/test/broken")
    def broken() -> None:
        raise RuntimeError("secret: the password is 12345")

    @app.get("/test/input")
    def bad_input() -> None:
        raise InvalidInput([Problem("events[0].when", "no date"), Problem("", "too long")])

    @app.get("/test/teapot")
    def teapot() -> None:
        raise HTTPException(418, "Short and stout", headers={"X-Spout": "left"})

    @app.post("/test/item")
    def take(item: Item) -> Item:
        return item

    @app.post("/test/body")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.get("/test/number")
    def number(n: int, m: float = 0) -> float:
        return n + m

    with TestClient(app) as client:
        yield client


def test_the_members_of_a_problem(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at /nowhere.",
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_does_nothing(client: TestClient, method: str) -> None:
    answer = client.request(method, "/healthz")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert method in answer.json()["detail"]


def test_options_tells_what_is_allowed(client: TestClient) -> None:
    answer = client.options("/maps/pacific.geojson")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.options("/nowhere").status_code == 404


def test_an_unexpected_error_tells_nothing_but_where_to_look(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/test/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert "secret" not in answer.text
    assert "Error" not in answer.json()["detail"]
    assert answer.json()["instance"] in caplog.text
    assert "the password is 12345" in caplog.text


def test_bad_input_of_the_pipeline_is_400_by_field(client: TestClient) -> None:
    answer = client.get("/test/input")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"field": "events[0].when", "message": "no date"},
        {"field": "", "message": "too long"},
    ]


def test_an_http_error_keeps_its_status_and_headers(client: TestClient) -> None:
    answer = client.get("/test/teapot")
    assert (answer.status_code, answer.headers["x-spout"]) == (418, "left")
    assert answer.json()["detail"] == "Short and stout."


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "n"), ("?n=", "n"), ("?n=x", "n"), ("?n=1&m=x", "m"), ("?n=9e999", "n")],
)
def test_a_bad_parameter_is_400_and_named(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/test/number{query}")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert field in answer.json()["detail"]


def test_a_bad_body_is_422_and_named(client: TestClient) -> None:
    answer = client.post("/test/item", json={"size": "large"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "size"
    assert "'large'" in answer.json()["errors"][0]["message"]


def test_a_body_that_is_announced_too_long_is_refused(client: TestClient) -> None:
    answer = client.post("/test/body", content=b"x" * 5_000_001)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert "5,000,000" in answer.json()["detail"]


def test_a_body_that_turns_out_too_long_is_refused(client: TestClient) -> None:
    answer = client.post("/test/body", content=iter([b"x" * 1_000_000] * 6))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == MEDIA_TYPE


def test_a_body_within_the_limit_is_read(client: TestClient) -> None:
    assert client.post("/test/body", content=b"x" * 5_000_000).json() == 5_000_000
    assert client.post("/test/body", content=iter([b"x" * 1_000_000] * 5)).json() == 5_000_000


def test_an_address_that_is_too_long_is_refused(client: TestClient) -> None:
    answer = client.get("/maps", params={"x": "y" * 8_000})
    assert answer.status_code == 414
    assert answer.headers["content-type"] == MEDIA_TYPE


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_browser_gets_a_page_with_nothing_of_the_address_as_markup(client: TestClient) -> None:
    answer = client.get("/<script>alert(1)</script>", headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text
    assert "Not Found" in answer.text


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/geo+json, text/html", ""]
)
def test_anyone_else_gets_json(client: TestClient, accept: str) -> None:
    answer = client.get("/nowhere", headers={"Accept": accept})
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert "Accept" in answer.headers["vary"]
