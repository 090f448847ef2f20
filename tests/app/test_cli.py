"""The command line as a person meets it: a process, its output, its exit status."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from dateline.app.cli.main import main
from dateline.geo.draft.yaml_file import draft_from, dump_draft
from tests.geo.drafts import draft_data

EXAMPLES = Path(__file__).parents[2] / "examples"


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Done]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in this process: starting another for each test would take minutes."""

    def run(*arguments: str | Path, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as end:
            main()
        output = capsys.readouterr()
        code = end.value.code
        return Done(code if isinstance(code, int) else 0, output.out, output.err)

    return run


def failure(done: Done) -> str:
    """The one line that a refused command prints."""
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("dateline: ")
    assert done.stdout == ""
    return line


def test_a_map_is_written_as_geojson(dateline: Command, tmp_path: Path) -> None:
    done = dateline("map", EXAMPLES / "vladivostok-2019.yaml", "-o", "a.geojson")
    assert done.returncode == 0, done.stderr
    whole = json.loads((tmp_path / "a.geojson").read_text())
    assert whole["counts"]["summits"] == 2
    assert {one["name"] for one in whole["associated"]} == {"Washington", "Pyongyang", "Beijing"}


def test_a_map_is_written_as_one_page(dateline: Command, tmp_path: Path) -> None:
    done = dateline("map", EXAMPLES / "sochi-2014.yaml", "-o", "a.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "a.html").read_text()
    assert page.lower().startswith("<!doctype html>")
    assert "Sochi" in page
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_drafts_come_and_maps_go_through_pipes(dateline: Command) -> None:
    draft = dump_draft(draft_from(draft_data()))
    done = dateline("map", "-", "--id", "mine", stdin=draft)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "mine"


def test_what_is_not_resolved_is_said(dateline: Command) -> None:
    data = draft_data()
    data["report"]["text"] += " She spoke of Qwrtzville."
    data["places"].append({"name": "Qwrtzville", "country": "SE", "feature": "volcano"})
    done = dateline("map", "-", stdin=json.dumps(data))
    assert done.returncode == 0
    assert "not resolved: Qwrtzville" in done.stderr
    assert json.loads(done.stdout)["unresolved"][0]["name"] == "Qwrtzville"


def test_what_is_wrong_with_a_draft_is_told_in_one_line_and_nothing_is_written(
    dateline: Command, tmp_path: Path
) -> None:
    data = draft_data()
    data["events"][0]["stops"] = ["Oslo"]
    data["events"][0]["when"] = "2024-02-30"
    done = dateline("map", "-", "-o", "a.html", stdin=json.dumps(data))
    line = failure(done)
    assert "events[0].stops: a journey needs at least two stops" in line
    assert "events[0].when" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("map", "none.yaml", "-o", "a.html"), "none.yaml: No such file"),
        (("map", ".", "-o", "a.html"), "Is a directory"),
        (("map", "none.yaml", "-o", "a.pdf"), "name has to end in one of"),
        (("geocode", "Qwrtzville upon Nowhere"), "no place is called"),
        (("geocode", "Oslo", "--near", "north"), "write longitude,latitude"),
        (("geocode", "Oslo", "--near", "200,95"), "not on Earth"),
        (("load", "none.yaml"), "none.yaml: No such file"),
        (("nonsense",), "No such command 'nonsense'. See 'dateline --help'."),
        (("map",), "Missing argument 'source'. See 'dateline map --help'."),
        (("geocode", "Oslo", "--limit", "many"), "See 'dateline geocode --help'."),
        (("token", "create", "desk", "--never"), "No such option"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    dateline: Command, arguments: tuple[str, ...], says: str
) -> None:
    assert says in failure(dateline(*arguments))


def test_an_unwritable_output_is_told(dateline: Command) -> None:
    source = EXAMPLES / "sochi-2014.yaml"
    done = dateline("map", source, "-o", "none/a.geojson")
    assert "there is no folder" in failure(done)


def test_a_setting_that_cannot_be_is_told(
    dateline: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PORT", "99999")
    done = dateline("serve")
    assert "DATELINE_PORT" in failure(done)


def test_unknown_words_exit_with_2_and_say_what_is_known(dateline: Command) -> None:
    done = dateline("mapp")
    assert done.returncode == 2
    assert "map" in done.stderr


def test_help_names_every_command(dateline: Command) -> None:
    done = dateline("--help")
    assert done.returncode == 0
    for command in (
        "map",
        "serve",
        "geocode",
        "load",
        "export",
        "import",
        "audit",
        "erase",
    ):
        assert command in done.stdout


def test_geocode_says_where_and_why(dateline: Command) -> None:
    done = dateline("geocode", "Russky Island")
    assert done.returncode == 0
    assert done.stdout.startswith("43.0")
    assert "island" in done.stdout


def test_geocode_as_json_is_for_programs(dateline: Command) -> None:
    done = dateline("geocode", "Moscow", "--country", "US", "--limit", "2", "--json")
    found = json.loads(done.stdout)
    assert 1 <= len(found) <= 2
    assert {one["country"] for one in found} == {"US"}


def test_load_keeps_maps_once(dateline: Command) -> None:
    first = dateline("load", *sorted(EXAMPLES.glob("*.yaml")))
    assert first.stdout.splitlines() == [
        "iceland-1973: kept",
        "royal-tour-1953: kept",
        "sochi-2014: kept",
        "vladivostok-2019: kept",
    ]
    again = dateline("load", EXAMPLES / "sochi-2014.yaml")
    assert again.stdout == "sochi-2014: as before\n"


def test_one_bad_draft_keeps_the_good_ones_out_of_the_store_too(
    dateline: Command, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("report: {title: T, text: Oslo}\nplaces: [Bergen]\n")
    done = dateline("load", EXAMPLES / "sochi-2014.yaml", bad)
    assert "bad.yaml, places[0].name" in failure(done)
    assert dateline("load", EXAMPLES / "sochi-2014.yaml").stdout.endswith("kept\n")


def test_serve_prints_its_address_answers_and_stops(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "dateline.app.cli.main", "serve", "--examples", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[2]
            answer = httpx2.get(f"{address}maps", timeout=30)
            assert len(answer.json()["maps"]) == len([*EXAMPLES.glob("*.yaml")])
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) in (0, -signal.SIGINT, 130)


def test_a_port_in_use_is_told(dateline: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = dateline("serve", "--port", str(port))
    assert f"cannot listen on 127.0.0.1, port {port}" in failure(done)


REPORT = (
    "Berg goes to Oslo\nIda Berg travelled from Bergen to Oslo by train on Monday, NRK said. "
    "She will meet the Swedish prime minister, Per Lund, in Oslo on Thursday."
)


def test_a_report_goes_the_whole_way(dateline: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    done = dateline("map", "report.txt", "--published", "2024-05-08", "-o", "map.geojson")
    assert done.returncode == 0, done.stderr
    whole = json.loads((tmp_path / "map.geojson").read_text())
    assert whole["counts"]["journeys"] == 1
    names = {one["properties"]["name"] for one in whole["features"]}
    assert {"Bergen", "Oslo"} <= names


def test_what_was_read_is_a_draft_to_correct(dateline: Command, tmp_path: Path) -> None:
    read = dateline("read", "-", "--published", "2024-05-08", stdin=REPORT)
    assert read.returncode == 0, read.stderr
    (tmp_path / "draft.yaml").write_text(read.stdout)
    mapped = dateline("map", "draft.yaml")
    direct = dateline("map", "-", "--report", "--published", "2024-05-08", stdin=REPORT)
    assert json.loads(mapped.stdout) == json.loads(direct.stdout)


def test_lines_are_read_in_order_and_a_bad_one_does_not_end_the_run(dateline: Command) -> None:
    lines = [json.dumps({"id": n, "text": REPORT}) for n in (1, 2)]
    done = dateline("read", "--jsonl", stdin="\n".join([lines[0], "not json", lines[1]]))
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in found] == [1, None, 2]
    assert found[1]["error"].startswith("not JSON")
    told = done.stderr.splitlines()
    assert told[0].startswith("dateline: line 2: not read: not JSON")
    assert told[-1] == "dateline: 1 of 3 reports could not be read"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("read", "none.txt"), "none.txt: No such file"),
        (("read", "-", "--published", "Monday"), "published"),
        (("read", "--jsonl", "--title", "T"), "no other option"),
        (("map", "-", "--title", "T"), "a draft says itself"),
    ],
)
def test_a_mistake_in_reading_is_told_in_one_line(
    dateline: Command, arguments: tuple[str, ...], says: str
) -> None:
    assert says in failure(dateline(*arguments, stdin=REPORT))


def test_a_draft_whose_text_was_edited_is_mapped_and_that_is_said(
    dateline: Command, tmp_path: Path
) -> None:
    read = dateline("read", "-", "--published", "2024-05-08", stdin=REPORT).stdout
    first = REPORT.split(maxsplit=1)[0]
    edited = read.replace(f" {first}", f" It was said on Monday. {first}", 2)
    (tmp_path / "draft.yaml").write_text(edited)
    for command in (("map",), ("load",)):
        done = dateline(*command, "draft.yaml")
        assert done.returncode == 0, done.stderr
        assert "quotes and mentions were found elsewhere by their words" in done.stderr


BACKWARDS = """
report: {title: Voyage, text: Ida Berg sailed from Apia to Suva.}
events:
  - kind: journey
    travellers: [Ida Berg]
    stops: [{place: Apia, when: 2024-05-03}, {place: Suva, when: 2024-05-01}]
    status: happened
    evidence: [Ida Berg sailed from Apia to Suva]
"""


def test_a_draft_whose_dates_run_backwards_is_made_with_a_warning(dateline: Command) -> None:
    done = dateline("map", "-", stdin=BACKWARDS)
    assert done.returncode == 0
    assert "events[0].stops[1]: dates run backwards: 2024-05-01 after 2024-05-03" in done.stderr
    assert json.loads(done.stdout)["counts"]["journeys"] == 1


EXPLAINED = (
    "OSLO (Wire) - A bridge was shut in Portland, Oregon. The crowd filled Liberty Square."
    " Envoy Ida Berg flew from Rome to Lyon. Norway will pay."
)


def test_each_mention_is_explained(dateline: Command) -> None:
    done = dateline("explain", "--published", "2024-05-08", stdin=EXPLAINED)
    assert done.returncode == 0
    blocks = done.stdout.split("\n")
    heads = [line for line in blocks if "[" in line and not line.startswith(" ")]
    names = ("OSLO", "Portland", "Oregon", "Liberty Square", "Rome", "Lyon", "Norway")
    assert [any(f"[{name}]" in head for head in heads) for name in names] == [True] * len(names)


def test_reasons_are_given_for_place_role_use_and_candidate(dateline: Command) -> None:
    told = dateline("explain", stdin=EXPLAINED).stdout
    portland = told.split("[Portland]")[1].split("[Oregon]")[0]
    assert "a name that the gazetteer has" in portland
    assert "role:    literal" in portland
    assert "use:     scene" in portland
    assert "the report says “Portland, Oregon”" in portland
    assert "not:     Portland, Maine, US" in portland
    assert "of the event “Ida Berg from Rome to Lyon by air”" in told
    assert "its name stands for a government" in told.split("[Norway]")[1]


def test_what_is_not_located_says_why(dateline: Command) -> None:
    told = dateline("explain", stdin="The crowd filled Liberty Square.").stdout
    assert "not located: no gazetteer knows 'Liberty Square'" in told


def test_an_empty_report_is_one_line_and_status_2(dateline: Command) -> None:
    done = dateline("explain", stdin=" ")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
