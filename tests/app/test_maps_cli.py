from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.app.cli.main import main
from dateline.app.examples import example_drafts

MAP = "sochi-2014"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path))

    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return ran


@pytest.fixture
def draft() -> str:
    return str(next(one for one in example_drafts() if one.stem == MAP))


def test_a_map_is_taken_down_restored_and_published_again(run: Run, draft: str) -> None:
    run("load", draft)
    assert f"{MAP}  published" in run("maps", "list")[1]
    assert run("maps", "unpublish", MAP)[0] == 0
    assert f"{MAP}  draft, version 1" in run("maps", "list")[1]
    assert run("maps", "restore", MAP, "1")[0] == 0
    assert run("maps", "publish", MAP)[0] == 0
    assert run("maps", "versions", MAP)[1].startswith("1  published")
    assert run("maps", "show", MAP, "--version", "1")[1] == Path(draft).read_text()


@pytest.mark.parametrize("command", ["versions", "show", "publish", "unpublish"])
def test_a_map_that_is_not_there_is_one_line_and_exit_2(run: Run, command: str) -> None:
    status, _, err = run("maps", command, "nowhere")
    assert status == 2
    assert err.count("\n") == 1
    assert "nowhere" in err


@pytest.mark.parametrize(
    ("ending", "opening"),
    [
        ("gpkg", b"SQLite format 3"),
        ("kml", b"<?xml"),
        ("gpx", b"<?xml"),
        ("csv", b"id,"),
        ("ics", b"BEGIN:VCALENDAR"),
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
        ("html", b"<!DOCTYPE html>"),
    ],
)
def test_a_map_is_written_in_the_format_of_the_file_name(
    run: Run, draft: str, tmp_path: Path, ending: str, opening: bytes
) -> None:
    target = tmp_path / f"map.{ending}"
    assert run("map", draft, "-o", str(target))[0] == 0
    assert target.read_bytes().lower().startswith(opening.lower())


def test_an_unknown_format_names_those_that_there_are(run: Run, draft: str) -> None:
    status, _, err = run("map", draft, "-o", "map.docx")
    assert status == 2
    assert ".gpkg" in err


def test_an_export_replaces_no_file_unless_told_to(run: Run, draft: str, tmp_path: Path) -> None:
    target = tmp_path / "store.jsonl"
    target.write_text("mine")
    run("load", draft)
    status, _, err = run("export", str(target))
    assert (status, target.read_text()) == (2, "mine")
    assert "--force" in err
    assert run("export", "--force", str(target))[0] == 0
    assert target.read_bytes() != b"mine"
