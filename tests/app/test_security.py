"""Headers that every answer carries, and who may read and frame what."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.testclient import TestClient

from dateline.app.http.security import embed_headers
from dateline.app.main import create_app
from dateline.app.settings import Settings

EVERY_KIND = [
    ("GET", "/maps"),
    ("HEAD", "/maps"),
    ("GET", "/maps/pacific.geojson"),
    ("GET", "/healthz"),
    ("GET", "/openapi.json"),
    ("GET", "/nowhere"),
    ("POST", "/maps"),
    ("OPTIONS", "/maps"),
    ("GET", "/maps?x=1"),
    ("GET", "/test/broken"),
    ("GET", f"/maps?{'x' * 9000}"),
]


@pytest.mark.parametrize(("method", "address"), EVERY_KIND)
def test_every_answer_is_secured(
    app: FastAPI, client: TestClient, method: str, address: str
) -> None:
    @app.get("/test/broken")
    def broken() -> None:
        raise RuntimeError

    headers = client.request(method, address, headers={"Origin": "https://a.example"}).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "cross-origin-opener-policy" not in headers
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


def test_the_one_page_that_may_be_framed_says_by_whom(app: FastAPI, client: TestClient) -> None:
    @app.get("/test/embed")
    def embed() -> HTMLResponse:
        return HTMLResponse("", headers=embed_headers("https://news.example"))

    headers = client.get("/test/embed").headers
    assert headers["content-security-policy"].endswith("frame-ancestors https://news.example")
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_anyone_may_read_without_credentials(client: TestClient) -> None:
    headers = client.get("/maps", headers={"Origin": "https://a.example", "Cookie": "a=b"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "ETag" in headers["access-control-expose-headers"]


def test_a_preflight_is_answered(client: TestClient) -> None:
    context = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "If-None-Match",
    }
    answer = client.options("/maps/pacific.geojson", headers=context)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("method", "header", "refused"),
    [("DELETE", "If-None-Match", "method"), ("GET", "X-Tracker", "headers")],
)
def test_a_refused_preflight_is_a_problem_that_says_what_is_allowed(
    client: TestClient, method: str, header: str, refused: str
) -> None:
    context = {
        "Origin": "https://a.example",
        "Accept": "text/html",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": header,
    }
    answer = client.options("/maps", headers=context)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert f"not allowed: {refused})" in answer.json()["detail"]
    assert "GET, HEAD, OPTIONS" in answer.json()["detail"]
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "Origin" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_preflight_of_a_stranger_names_who_may_ask(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, cors_origins="https://a.example")
    context = {"Origin": "https://c.example", "Access-Control-Request-Method": "GET"}
    answer = TestClient(create_app(settings)).options("/maps", headers=context)
    assert answer.status_code == 400
    assert "from https://a.example" in answer.json()["detail"]
    assert "access-control-allow-origin" not in answer.headers


def test_readers_can_be_limited_to_some_origins(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, cors_origins="https://a.example, https://b.example")
    client = TestClient(create_app(settings))
    mine = client.get("/maps", headers={"Origin": "https://b.example"}).headers
    assert mine["access-control-allow-origin"] == "https://b.example"
    assert "Origin" in mine["vary"]
    other = client.get("/maps", headers={"Origin": "https://c.example"}).headers
    assert "access-control-allow-origin" not in other


@pytest.mark.parametrize(("proxies", "scheme"), [("*", "https"), ("10.0.0.1", "http")])
def test_a_forwarded_scheme_counts_only_from_a_trusted_proxy(
    tmp_path: Path, proxies: str, scheme: str
) -> None:
    app = create_app(Settings(data_dir=tmp_path, trusted_proxies=proxies))

    async def report(request: Request) -> HTMLResponse:
        return HTMLResponse(request.url.scheme)

    app.add_route("/test/url", report)
    client = TestClient(app, client=("192.0.2.7", 50000))
    assert client.get("/test/url", headers={"X-Forwarded-Proto": "https"}).text == scheme
