"""``dateline gazetteer build`` on a short list of sources."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.app.cli.gazetteer import gazetteer_app
from dateline.geo.gazetteer.build.sources import SOURCES, Source, SourceError, unpacked

Build = Callable[[Path, Callable[[str, int, int], None], Path | None], None]


def stand_in(monkeypatch: pytest.MonkeyPatch, build: Build) -> None:
    def built(out: Path, progress: Callable[[str, int, int], None], cache: Path | None) -> None:
        build(out, progress, cache)

    monkeypatch.setattr("dateline.geo.gazetteer.build.build", built)


def test_a_build_shows_its_steps_and_says_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(out: Path, progress: Callable[[str, int, int], None], cache: Path | None) -> None:
        assert cache == tmp_path / "packages"
        progress("reading", 0, 2)
        progress("done", 2, 2)
        out.write_bytes(b"x" * 1_500_000)

    stand_in(monkeypatch, build)
    out = tmp_path / "new" / "world.gaz"
    done = CliRunner().invoke(
        gazetteer_app, ["build", "--out", str(out), "--cache", str(tmp_path / "packages")]
    )
    assert done.exit_code == 0
    assert done.output.splitlines()[-1].endswith("world.gaz: 1.5 MB")


def test_a_source_that_cannot_be_had_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub: Source = replace(SOURCES[0], name="stub", archive="stub-1.tgz", version="1")

    def build(out: Path, progress: Callable[[str, int, int], None], cache: Path | None) -> None:
        progress("fetching stub", 0, 1)
        unpacked(stub, cache or out.parent)

    stand_in(monkeypatch, build)
    monkeypatch.setenv("PATH", str(tmp_path))
    out = tmp_path / "world.gaz"
    done = CliRunner().invoke(gazetteer_app, ["build", "--out", str(out)])
    assert isinstance(done.exception, SourceError), "the command line makes it one line and exit 2"
    assert "npm is needed to fetch stub-1.tgz" in str(done.exception)
    assert not out.exists()
