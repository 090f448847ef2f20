"""Parts of a large file: what is sent, what is refused, and what scripts elsewhere may see."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.pages.assets import Assets
from dateline.app.settings import Settings

TILES = bytes(range(256)) * 40
SIZE = len(TILES)
ADDRESS = "/static/basemap/world.pmtiles"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "basemap").mkdir(parents=True)
    (folder / "basemap" / "world.pmtiles").write_bytes(TILES)
    return folder


@pytest.fixture
def client(folder: Path, tmp_path: Path) -> TestClient:
    app = create_app(Settings(data_dir=tmp_path))
    app.state.assets = Assets(folder)
    return TestClient(app)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-100", 100, 101),
        ("bytes=5000-", 5000, SIZE),
        ("bytes=-50", SIZE - 50, SIZE),
        ("bytes=-999999", 0, SIZE),
        ("bytes=9000-999999", 9000, SIZE),
        ("BYTES=0-0", 0, 1),
    ],
)
def test_a_range_is_sent_alone(client: TestClient, asked: str, start: int, end: int) -> None:
    answer = client.get(ADDRESS, headers={"Range": asked, "Accept-Encoding": "br, gzip"})
    assert answer.status_code == 206
    assert answer.content == TILES[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["content-length"] == str(end - start)
    assert answer.headers["content-type"] == "application/vnd.pmtiles"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "asked",
    [
        *("items=0-5", "bytes=", "bytes=-", "bytes=5-1", "bytes=a-b", "bytes=0-1,5-6", "0-5", ""),
        *(f"bytes={'9' * 5000}-", f"bytes=0-{'9' * 5000}", f"bytes=-{'9' * 5000}"),
    ],
)
def test_what_is_no_single_range_is_ignored(client: TestClient, asked: str) -> None:
    answer = client.get(ADDRESS, headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.content == TILES
    assert answer.headers["accept-ranges"] == "bytes"
    assert "content-range" not in answer.headers


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(client: TestClient, asked: str) -> None:
    answer = client.get(ADDRESS, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{SIZE}"
    assert answer.headers["content-type"] == "application/problem+json"


def test_if_range_asks_for_the_whole_file_once_it_has_changed(
    client: TestClient, folder: Path
) -> None:
    etag = client.get(ADDRESS, headers={"Range": "bytes=0-9"}).headers["etag"]
    headers = {"Range": "bytes=0-9", "If-Range": etag}
    assert client.get(ADDRESS, headers=headers).status_code == 206
    assert client.get(ADDRESS, headers={**headers, "If-Range": f"W/{etag}"}).status_code == 200
    (folder / "basemap" / "world.pmtiles").write_bytes(TILES[::-1] + b"more")
    answer = client.get(ADDRESS, headers=headers)
    assert answer.status_code == 200
    assert answer.content == TILES[::-1] + b"more"
    assert answer.headers["etag"] != etag


def test_a_part_that_a_client_has_is_not_sent_again(client: TestClient) -> None:
    etag = client.get(ADDRESS).headers["etag"]
    answer = client.get(ADDRESS, headers={"Range": "bytes=0-9", "If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.content == b""


def test_head_tells_the_size(client: TestClient) -> None:
    answer = client.head(ADDRESS)
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.content == b""


def test_the_versioned_address_is_for_good(client: TestClient, folder: Path) -> None:
    address = Assets(folder).url("basemap/world.pmtiles")
    answer = client.get(address, headers={"Range": "bytes=0-9"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_file_larger_than_what_is_read_at_once_arrives_whole(
    client: TestClient, folder: Path
) -> None:
    large = bytes(3_000_001)
    (folder / "basemap" / "world.pmtiles").write_bytes(large)
    assert client.get(ADDRESS).content == large
    part = client.get(ADDRESS, headers={"Range": "bytes=1-2500000"})
    assert part.status_code == 206
    assert len(part.content) == 2_500_000


def test_a_frame_without_an_origin_may_ask_for_ranges(client: TestClient) -> None:
    asked = {
        "Origin": "null",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "range",
    }
    allowed = client.options(ADDRESS, headers=asked)
    assert allowed.status_code == 200
    assert "Range" in allowed.headers["access-control-allow-headers"]
    answer = client.get(ADDRESS, headers={"Origin": "null", "Range": "bytes=0-9"})
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"]
    assert {"Content-Range", "ETag"} <= {one.strip() for one in exposed.split(",")}
