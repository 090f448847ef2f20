"""Bodies of requests: pages, and what comes compressed."""

import gzip
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from tests.app.test_maps_write import DRAFT, STORY, TEXT, problem, token_of

Post = Callable[..., Response]
PAGE = (
    "<html><head><title>Site</title></head><body><nav>Lima</nav><article><h1>Berg in Oslo</h1>"
    "<p>Ida Berg left Bergen by train on Monday and reached Oslo.</p></article></body></html>"
)


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return create_app(settings.model_copy(update={"max_body_bytes": 10_000}))


@pytest.fixture
def post(client: TestClient, app: FastAPI) -> Post:
    headers = {"Authorization": f"Bearer {token_of(app)}"}

    def send(body: bytes, kind: str = TEXT, path: str = "/maps", **more: str) -> Response:
        more = {name.replace("_", "-"): value for name, value in more.items()}
        return client.post(path, content=body, headers={**headers, "Content-Type": kind, **more})

    return send


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=utf-8", "application/xhtml+xml"])
def test_a_page_is_read_as_one(post: Post, client: TestClient, kind: str) -> None:
    answer = post(PAGE.encode(), kind, "/maps?publish=true&publisher=Desk")
    assert answer.status_code == 201, answer.text
    found = client.get(f"/maps/{answer.json()['id']}.geojson").json()
    assert found["report"]["title"] == "Berg in Oslo"
    assert found["report"]["publisher"] == "Desk"
    names = {feature["properties"].get("name") for feature in found["features"]}
    assert "Lima" not in names


@pytest.mark.parametrize(
    ("body", "kind"), [(STORY, TEXT), (DRAFT, "application/yaml"), (PAGE, "text/html")]
)
def test_a_body_in_gzip_is_as_good_as_one_that_is_not(post: Post, body: str, kind: str) -> None:
    plain = post(body.encode(), kind)
    packed = post(gzip.compress(body.encode()), kind, content_encoding="gzip")
    assert (plain.status_code, packed.status_code) in ((201, 201), (201, 409))


def test_a_body_is_bounded_after_decompression(post: Post) -> None:
    fits = gzip.compress(b"Rain in Oslo. " * 700)
    assert post(fits, content_encoding="gzip").status_code == 201
    bomb = gzip.compress(b"a" * 10_000_000)[:9_000]
    assert "when decompressed" in problem(post(bomb, content_encoding="gzip"), 413)["detail"]


@pytest.mark.parametrize(
    "body", [STORY.encode(), gzip.compress(STORY.encode())[:-9], b""], ids=["plain", "cut", "empty"]
)
def test_what_is_no_gzip_is_a_bad_request(post: Post, body: bytes) -> None:
    assert "gzip" in problem(post(body, content_encoding="gzip"), 400)["detail"]


def test_other_encodings_are_refused_by_name(post: Post) -> None:
    answer = post(STORY.encode(), content_encoding="br")
    assert "gzip" in problem(answer, 415)["detail"]
    assert answer.headers["accept-encoding"] == "gzip, identity"
