"""Static files: found, versioned, compressed, and only these."""

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.pages.assets import Assets
from dateline.app.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "map.js").write_text("draw();\n" * 500)
    (folder / "logo.png").write_bytes(b"\x89PNG" + bytes(2000))
    (folder / "empty.css").write_text("")
    (folder / ".hidden").write_text("hidden")
    (folder / "vendor.py").write_text("print()")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def client(folder: Path, tmp_path: Path) -> TestClient:
    app = create_app(Settings(data_dir=tmp_path))
    app.state.assets = Assets(folder)
    return TestClient(app)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("js/map.js", "text/javascript; charset=utf-8"),
        ("empty.css", "text/css; charset=utf-8"),
        ("logo.png", "image/png"),
    ],
)
def test_a_file_is_served_with_its_type(
    client: TestClient, folder: Path, name: str, media_type: str
) -> None:
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.content == (folder / name).read_bytes()


def test_a_versioned_address_is_for_good(client: TestClient, folder: Path) -> None:
    address = Assets(folder).url("js/map.js")
    answer = client.get(address)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(f"{address}0").headers["cache-control"] == "no-cache"


def test_a_changed_file_has_another_address(client: TestClient, folder: Path) -> None:
    assets = Assets(folder)
    before = assets.url("js/map.js")
    (folder / "js" / "map.js").write_text("changed();")
    os.utime(folder / "js" / "map.js", ns=(1, 1))
    assert assets.url("js/map.js") != before
    assert client.get(assets.url("js/map.js")).text == "changed();"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_text_is_compressed(client: TestClient, encoding: str) -> None:
    answer = client.get("/static/js/map.js", headers={"Accept-Encoding": encoding})
    assert answer.headers["content-encoding"] == encoding
    assert answer.text == "draw();\n" * 500
    etag = answer.headers["etag"]
    again = client.get(
        "/static/js/map.js", headers={"Accept-Encoding": encoding, "If-None-Match": etag}
    )
    assert again.status_code == 304


def test_a_picture_is_not_compressed_again(client: TestClient) -> None:
    answer = client.get("/static/logo.png", headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "",
        "js",
        "js/",
        "nothing.js",
        ".hidden",
        "vendor.py",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "js/..%2f..%2fsecret.txt",
        "..%5csecret.txt",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "js/map.js%00.png",
        "js//map.js",
        "a" * 5000,
    ],
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_file_deleted_since_the_start_is_404(client: TestClient, folder: Path) -> None:
    (folder / "js" / "map.js").unlink()
    assert client.get("/static/js/map.js").status_code == 404


def test_addresses_are_under_the_root_path(folder: Path) -> None:
    assert Assets(folder, "/news/static").url("logo.png").startswith("/news/static/logo.png?v=")


def test_an_unknown_file_has_no_address(folder: Path) -> None:
    with pytest.raises(KeyError):
        Assets(folder).url("nothing.js")
