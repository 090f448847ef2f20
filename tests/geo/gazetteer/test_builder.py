"""``python -m tools.gazetteer.build``."""

from pathlib import Path

import pytest

from tools.gazetteer import build


def test_a_source_that_cannot_be_fetched_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    out = tmp_path / "new" / "world.gaz"
    assert build.main(["--out", str(out), "--cache", str(tmp_path / "packages")]) == 2
    assert "is needed to fetch" in capsys.readouterr().err
    assert not out.exists()


def test_a_build_reports_the_size_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(out: Path, cache: Path | None) -> None:
        assert cache is None
        out.write_bytes(b"x" * 1_500_000)

    monkeypatch.setattr(build, "build", write)
    assert build.main(["--out", str(tmp_path / "new" / "world.gaz")]) == 0
    assert capsys.readouterr().out.endswith("world.gaz: 1.5 MB\n")
