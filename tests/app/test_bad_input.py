"""Requests that nobody should send: an answer below 500, always as a problem."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from tests.app.samples import save

PROBLEM = "application/problem+json"
NAMES = st.sampled_from(["q", "country", "near", "limit", "lon", "lat", "v", "bbox", ""])
VALUES = st.one_of(
    st.text(max_size=40),
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(["'; DROP TABLE maps; --", "../../etc/passwd", "%00", "${7*7}", "<b>"]),
)
SEGMENTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["maps", "pacific", "pacific.geojson", "places.geojson", "..", ".", "%2e%2e"]),
)
bounded = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))
    save(app.state.store)
    with TestClient(app) as client:
        yield client


def assert_sound(client: TestClient, address: str, **headers: str) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["status"] == answer.status_code


@bounded
@given(
    path=st.sampled_from(["/geocode", "/reverse", "/maps", "/maps/pacific.geojson", "/healthz"]),
    query=st.lists(st.tuples(NAMES, VALUES), max_size=4),
)
def test_any_query(client: TestClient, path: str, query: list[tuple[str, str]]) -> None:
    text = "&".join(f"{quote(n, safe='')}={quote(v, safe='')}" for n, v in query)
    assert_sound(client, f"{path}?{text}")


@bounded
@given(segments=st.lists(SEGMENTS, max_size=5), under=st.sampled_from(["", "/maps", "/static"]))
def test_any_path(client: TestClient, segments: list[str], under: str) -> None:
    assert_sound(client, "/".join([under or "/x", *(quote(one, safe="%") for one in segments)]))


@bounded
@given(
    name=st.sampled_from(["If-None-Match", "Accept-Encoding", "Accept", "Origin", "Range"]),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60),
)
def test_any_header(client: TestClient, name: str, value: str) -> None:
    answer = client.get("/maps/pacific.geojson", headers={name: value})
    assert answer.status_code in (200, 304)


@bounded
@given(raw=st.binary(max_size=60))
def test_any_bytes_as_a_query(client: TestClient, raw: bytes) -> None:
    assert_sound(client, f"/geocode?q={quote(raw)}")
