"""The command line as a person meets it: a process, its output, its exit status."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from geo.draft_file import draft_from, dump_draft
from tests.geo.drafts import draft_data

EXAMPLES = Path(__file__).parents[2] / "examples"


def dateline(
    *arguments: str | Path, cwd: Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env=_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2])} | more


def failure(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a refused command prints."""
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("dateline: ")
    assert done.stdout == ""
    return line


def test_a_map_is_written_as_geojson(tmp_path: Path) -> None:
    done = dateline("map", EXAMPLES / "vladivostok-2019.yaml", "-o", "a.geojson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    whole = json.loads((tmp_path / "a.geojson").read_text())
    assert whole["counts"]["summits"] == 2
    assert {one["name"] for one in whole["associated"]} == {"Washington", "Pyongyang", "Beijing"}


def test_a_map_is_written_as_one_page(tmp_path: Path) -> None:
    done = dateline("map", EXAMPLES / "sochi-2014.yaml", "-o", "a.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "a.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "Sochi" in page
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_drafts_come_and_maps_go_through_pipes(tmp_path: Path) -> None:
    draft = dump_draft(draft_from(draft_data()))
    done = dateline("map", "-", "--id", "mine", cwd=tmp_path, stdin=draft)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "mine"


def test_what_is_not_resolved_is_said(tmp_path: Path) -> None:
    data = draft_data()
    data["report"]["text"] += " She spoke of Qwrtzville."
    data["places"].append({"name": "Qwrtzville", "country": "SE", "feature": "volcano"})
    done = dateline("map", "-", cwd=tmp_path, stdin=json.dumps(data))
    assert done.returncode == 0
    assert "not resolved: Qwrtzville" in done.stderr
    assert json.loads(done.stdout)["unresolved"][0]["name"] == "Qwrtzville"


def test_what_is_wrong_with_a_draft_is_told_in_one_line_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    data = draft_data()
    data["events"][0]["stops"] = ["Oslo"]
    data["events"][0]["when"] = "2024-02-30"
    done = dateline("map", "-", "-o", "a.html", cwd=tmp_path, stdin=json.dumps(data))
    line = failure(done)
    assert "events[0].stops: a journey needs at least two stops" in line
    assert "events[0].when" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("map", "none.yaml", "-o", "a.html"), "none.yaml: No such file"),
        (("map", ".", "-o", "a.html"), "Is a directory"),
        (("map", "none.yaml", "-o", "a.pdf"), "write to a file that ends in .html or .geojson"),
        (("geocode", "Qwrtzville upon Nowhere"), "no place is called"),
        (("geocode", "Oslo", "--near", "north"), "write longitude,latitude"),
        (("geocode", "Oslo", "--near", "200,95"), "not on Earth"),
        (("load", "none.yaml"), "none.yaml: No such file"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    assert says in failure(dateline(*arguments, cwd=tmp_path))


def test_an_unwritable_output_is_told(tmp_path: Path) -> None:
    source = EXAMPLES / "sochi-2014.yaml"
    done = dateline("map", source, "-o", "none/a.geojson", cwd=tmp_path)
    assert "No such file" in failure(done)


def test_a_setting_that_cannot_be_is_told(tmp_path: Path) -> None:
    done = dateline("serve", cwd=tmp_path, DATELINE_PORT="99999")
    assert "DATELINE_PORT" in failure(done)


def test_unknown_words_exit_with_2_and_say_what_is_known(tmp_path: Path) -> None:
    done = dateline("mapp", cwd=tmp_path)
    assert done.returncode == 2
    assert "map" in done.stderr


def test_help_names_every_command(tmp_path: Path) -> None:
    done = dateline("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("map", "serve", "geocode", "load", "gazetteer"):
        assert command in done.stdout


def test_geocode_says_where_and_why(tmp_path: Path) -> None:
    done = dateline("geocode", "Russky Island", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("43.0")
    assert "island" in done.stdout


def test_geocode_as_json_is_for_programs(tmp_path: Path) -> None:
    done = dateline("geocode", "Moscow", "--country", "US", "--limit", "2", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert 1 <= len(found) <= 2
    assert {one["country"] for one in found} == {"US"}


def test_load_keeps_maps_once(tmp_path: Path) -> None:
    first = dateline("load", *sorted(EXAMPLES.glob("*.yaml")), cwd=tmp_path)
    assert first.stdout.splitlines() == [
        "royal-tour-1953: kept",
        "sochi-2014: kept",
        "vladivostok-2019: kept",
    ]
    again = dateline("load", EXAMPLES / "sochi-2014.yaml", cwd=tmp_path)
    assert again.stdout == "sochi-2014: as before\n"


def test_one_bad_draft_keeps_the_good_ones_out_of_the_store_too(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("report: {title: T, text: Oslo}\nplaces: [Bergen]\n")
    done = dateline("load", EXAMPLES / "sochi-2014.yaml", bad, cwd=tmp_path)
    assert "bad.yaml, places[0].name" in failure(done)
    assert dateline("load", EXAMPLES / "sochi-2014.yaml", cwd=tmp_path).stdout.endswith("kept\n")


def test_serve_prints_its_address_answers_and_stops(tmp_path: Path) -> None:
    import urllib.request

    command = [sys.executable, "-m", "app.cli", "serve", "--examples", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=_environment(), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[2]
            with urllib.request.urlopen(f"{address}maps", timeout=30) as answer:
                assert len(json.load(answer)["maps"]) == 3
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) in (0, -signal.SIGINT, 130)


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = dateline("serve", "--port", str(port), cwd=tmp_path)
    assert f"cannot listen on 127.0.0.1, port {port}" in failure(done)
