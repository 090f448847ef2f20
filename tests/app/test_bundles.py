"""Versions in addresses that may be kept for good: each change has to make another."""

from pathlib import Path
from typing import cast

import pytest
from starlette.testclient import TestClient

from dateline.app.pages import bundles
from dateline.app.pages.assets import Assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "page.py").write_text("one")
    (tmp_path / "world.npz").write_bytes(b"land")
    return tmp_path


def digest(folder: Path) -> str:
    return bundles.digest_of_files(folder, ("*.npz", "maps/*"))


@pytest.mark.parametrize("name", ["world.npz", "maps/page.py", "maps/new.html"])
def test_any_file_that_makes_something_counts(folder: Path, name: str) -> None:
    before = digest(folder)
    assert digest(folder) == before
    (folder / name).write_text("other")
    assert digest(folder) != before


def test_a_file_of_another_name_counts(folder: Path) -> None:
    before = digest(folder)
    (folder / "maps" / "page.py").rename(folder / "maps" / "embed.py")
    assert digest(folder) != before


def test_the_basemaps_data_and_code_are_among_what_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    read = Path.read_bytes

    def noted(path: Path) -> bytes:
        seen.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    bundles.makers.__wrapped__()
    assert {"world.npz", "drawing.py", "folium_map.py", "features.py"} <= {one.name for one in seen}


def test_a_map_made_by_other_code_has_other_addresses(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = client.get("/maps/pacific.geojson").headers["etag"].strip('"').partition("-")[0]
    before = bundles.version_of_map(etag)
    address = f"/maps/pacific.svg?v={before}"
    assert "immutable" in client.get(address).headers["cache-control"]
    monkeypatch.setattr(bundles, "makers", lambda: "other code")
    assert bundles.version_of_map(etag) != before
    assert "immutable" not in client.get(address).headers["cache-control"]


def test_a_bundles_version_has_all_of_each_files_version() -> None:
    class Files:
        """Whose versions differ at their ends alone."""

        def __init__(self, ending: str) -> None:
            self.ending = ending

        def version(self, name: str) -> str:
            return f"0123456789{self.ending}" if name == "css/page.css" else "0"

        def content(self, *_: object) -> object:
            return type("Content", (), {"body": b'{"styles": []}'})()

    versions = {bundles.version(cast(Assets, Files(ending)), "styles") for ending in "ab"}
    assert len(versions) == 2
