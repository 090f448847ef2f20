"""`dateline read`: one report to YAML, many as JSON lines."""

import io
import json
import os
import time
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import SecretStr

from dateline.app.cli.reading import MAX_LINE, proposer_of, read_lines, read_report
from dateline.app.settings import Settings
from dateline.geo.draft.yaml_file import load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import EventKind, Status
from dateline.geo.reading.llm.endpoint import Endpoint
from dateline.geo.reading.llm.proposals import Proposal


def run(lines: bytes, jobs: int = 1) -> tuple[list[Any], list[str], int]:
    written: list[str] = []
    complaints: list[str] = []
    failed, _ = read_lines(io.BytesIO(lines), written.append, complaints.append, jobs=jobs)
    return [json.loads(line) for line in written], complaints, failed


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_a_report_becomes_a_draft_that_the_geocoding_stage_takes() -> None:
    read = read_report(
        b"Ann Berg flew from Oslo to Bergen on Tuesday.", title="Trip", published="2021-06-10"
    )
    event_map = geocode(load_draft(read.yaml), Gazetteer.open())
    [journey] = event_map.events
    assert journey.title == "Ann Berg from Oslo to Bergen by air"
    assert journey.when is not None
    assert journey.when.iso == "2021-06-08"
    assert read.notes == ()


def test_what_a_person_should_know_is_noted() -> None:
    read = read_report("Zoë flew to Köln.".encode("cp1252"))
    assert any("Windows-1252" in note for note in read.notes)
    assert any("--published" in note for note in read.notes)
    german = "Der Mann ist mit der Frau und dem Kind nach Wien gefahren und dort auch geblieben."
    notes = read_report(german.encode(), published="2021-06-10").notes
    assert any("German" in note for note in notes)


def test_a_page_gives_its_title_and_date() -> None:
    page = (
        b"<html><head><meta property='article:published_time' content='2021-06-10T09:00:00Z'>"
        b"</head><body><h1>Berg in Rome</h1><p>Ann Berg arrived in Rome yesterday.</p></body>"
    )
    report = read_report(page).draft.report
    assert report.title == "Berg in Rome"
    assert report.published is not None
    assert report.published.start == "2021-06-10T09:00:00Z"


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(InvalidInput, match="published: 'yesterday' is no time") as caught:
        read_report(b"Ann flew to Rome.", published="yesterday")
    assert "pydantic" not in str(caught.value)


def test_the_form_of_a_line() -> None:
    [found], complaints, failed = run(
        line(
            id="a1",
            title="T",
            published="2021-06-10",
            text="Lisbon: Envoy Ann Berg flew from Oslo to Rome via Bern on Tuesday. "
            "She will meet Premier Ugo Conti in Milan on Friday.",
        )
    )
    assert (complaints, failed) == ([], 0)
    assert list(found) == ["id", "toponyms", "journeys", "summits", "events"]
    first = found["toponyms"][0]
    assert list(first) == ["start", "end", "name", "role", "use", "lat", "lon", "source_id"]
    assert (first["name"], first["role"], first["start"], first["end"]) == (
        "Lisbon", "dateline", 0, 6,
    )  # fmt: skip
    [journey] = found["journeys"]
    assert list(journey) == [
        "traveller", "origin", "destination", "via", "mode", "status", "evidence",
    ]  # fmt: skip
    assert journey["traveller"] == "Ann Berg"
    assert list(journey["origin"]) == ["name", "start", "end", "lat", "lon"]
    assert [journey["origin"]["name"], journey["destination"]["name"]] == ["Oslo", "Rome"]
    assert [stop["name"] for stop in journey["via"]] == ["Bern"]
    assert (journey["mode"], journey["status"], journey["evidence"]) == ("air", "happened", [0, 66])
    [summit] = found["summits"]
    assert list(summit) == ["participants", "place", "when", "status", "evidence"]
    assert summit["participants"] == ["Ann Berg", "Ugo Conti"]
    assert (summit["place"]["name"], summit["when"]) == ("Milan", "2021-06-11")
    assert summit["status"] == "planned"


def test_an_end_that_the_report_does_not_say_is_null() -> None:
    [found], _, _ = run(line(id=1, text="Ann Berg left Oslo on Monday."))
    assert found["journeys"][0]["destination"] is None


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (b"nonsense\n", "not JSON"),
        (b"[1]\n", "not a JSON object"),
        (b'{"id": 2}\n', "text"),
        (b'{"id": 2, "text": 5}\n', "text"),
        (b'{"id": 2, "text": " "}\n', "no text"),
        (b"\xff\xfe\n", "not UTF-8"),
        (b'{"text": "\\ud800"}\n', "surrogate"),
        (b'{"text": "' + b"x" * MAX_LINE + b'"}\n', "more than 8 MB"),
        (b"[" * 100_000 + b"\n", "not JSON"),
        (b'{"id": NaN, "text": "Oslo."}\n', "NaN is no number"),
        (b'{"id": 1e999, "text": "Oslo."}\n', "1e999 is too large"),
    ],
    ids=[
        "words", "list", "no text", "number", "blank", "bytes", "surrogate", "long", "deep",
        "not a number", "infinite",
    ],
)  # fmt: skip
def test_a_bad_line_gives_an_error_in_its_place(bad: bytes, complaint: str) -> None:
    good = line(id=1, text="Rain in Oslo.")
    found, complaints, failed = run(good + bad + good)
    assert [each["id"] for each in found] == [1, 2 if b'"id": 2' in bad else None, 1]
    assert failed == 1
    assert complaint in found[1]["error"]
    [said] = complaints
    assert said.startswith("line 2: not read: ")
    assert complaint in said


class _Faulty:
    """A proposer that breaks, hangs or takes its process with it, as the text says."""

    name = "a colleague"

    def propose(self, text: str) -> list[Proposal]:
        if "breaks" in text:
            raise IndexError("list index out of range")
        if "dies" in text:
            os._exit(3)
        if "hangs" in text:
            time.sleep(3600)
        return []


def read_with_faults(
    texts: Sequence[str], jobs: int, seconds: float | None = None
) -> tuple[list[Any], list[str], tuple[int, int]]:
    written: list[str] = []
    complaints: list[str] = []
    counts = read_lines(
        io.BytesIO(b"".join(line(id=text, text=text) for text in texts)),
        written.append,
        complaints.append,
        jobs=jobs,
        seconds=seconds,
        proposer=_Faulty(),
    )
    unread = [each for each in complaints if "not read" in each]
    return [json.loads(each) for each in written], unread, counts


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_costs_its_own_report_alone(jobs: int) -> None:
    texts = ["Rain in Oslo.", "It dies.", "Rain in Rome.", "It breaks.", "Rain in Bern."]
    found, complaints, counts = read_with_faults(texts, jobs)
    assert [each["id"] for each in found] == texts
    assert [each.get("error") for each in found] == [
        None,
        "the process ended with exit code 3",
        None,
        "IndexError: list index out of range",
        None,
    ]
    assert counts == (2, 5)
    assert complaints == [
        "line 2: not read: the process ended with exit code 3",
        "line 4: not read: IndexError: list index out of range",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_takes_too_long_is_given_up(jobs: int) -> None:
    texts = ["It hangs.", "It hangs, too."]
    found, complaints, counts = read_with_faults(texts, jobs, 0.2)
    assert found == [{"id": text, "error": "took longer than 0.2 seconds"} for text in texts]
    assert (len(complaints), counts) == (2, (2, 2))


def test_an_id_that_utf8_cannot_hold_comes_back_escaped() -> None:
    written: list[str] = []
    lines = io.BytesIO(b'{"id": "\\ud83d", "text": "Rain in Oslo."}\n')
    assert read_lines(lines, written.append, lambda _: None) == (0, 1)
    assert json.loads(written[0].encode())["id"] == "\ud83d"


def test_a_wrong_date_of_publication_loses_only_the_date() -> None:
    [found], [complaint], failed = run(line(id=1, text="Rain in Oslo.", published="5/6/21"))
    assert found["toponyms"][0]["name"] == "Oslo"
    assert failed == 0
    assert "5/6/21" in complaint


def test_empty_lines_and_no_last_line_break_are_fine() -> None:
    found, complaints, _ = run(
        b"\n" + line(id=1, text="Oslo.") + b"\n" + line(id=2, text="Rome.")[:-1]
    )
    assert [each["id"] for each in found] == [1, 2]
    assert complaints == []


def test_several_processes_keep_the_order() -> None:
    lines = b"".join(line(id=number, text=f"Rain in Oslo, {number} times.") for number in range(40))
    lines = lines.replace(b'{"id": 20,', b'{"id: 20,')
    found, complaints, failed = run(lines, jobs=2)
    assert [each["id"] for each in found] == [None if n == 20 else n for n in range(40)]
    assert (len(complaints), failed) == (1, 1)
    assert found == run(lines)[0]


def test_lines_are_read_as_they_come() -> None:
    class Endless(io.BytesIO):
        """A pipe that never ends; only what is asked for is read from it."""

        asked = 0

        def readline(self, _size: int | None = -1, /) -> bytes:
            self.asked += 1
            return line(id=self.asked, text="Rain in Oslo.")

    class Enough(Exception):
        pass

    pipe = Endless()
    seen: list[str] = []

    def write(text: str) -> None:
        seen.append(text)
        if len(seen) == 3:
            raise Enough

    with pytest.raises(Enough):
        read_lines(pipe, write, seen.append)
    assert pipe.asked == 3


class _Everywhere:
    """A proposer that finds the same meeting in each report."""

    name = "a colleague"

    def propose(self, text: str) -> list[Proposal]:
        return [
            Proposal(EventKind.SUMMIT, text, ("Ann Berg", "Ugo Conti"), (None,), Status.HAPPENED)
        ]


def test_a_proposer_adds_to_what_the_rules_read() -> None:
    text = "Ann Berg and Ugo Conti shook hands."
    assert read_report(text.encode()).draft.events == ()
    found = read_report(text.encode(), proposer=_Everywhere())
    assert len(found.draft.events) == 1
    assert any("a colleague proposed 1" in note for note in found.notes)
    written: list[str] = []
    lines = io.BytesIO(line(text=text))
    read_lines(lines, written.append, lambda _: None, proposer=_Everywhere())
    assert len(json.loads(written[0])["summits"]) == 1


def test_a_model_is_asked_only_where_the_operator_or_the_command_says() -> None:
    assert proposer_of(Settings()) is None
    own = Settings(
        reader_url="https://models.example/v1", reader_model="m-1", reader_key=SecretStr("hush")
    )
    assert proposer_of(own) == Endpoint("https://models.example/v1", "m-1", "hush", 30.0)
    elsewhere = proposer_of(own, "https://other.example/v1")
    assert elsewhere == Endpoint("https://other.example/v1", "m-1", None, 30.0)
    with pytest.raises(InvalidInput, match="name of the model"):
        proposer_of(Settings(), "https://models.example/v1")
    with pytest.raises(InvalidInput, match="no web address"):
        proposer_of(Settings(), "models.example", "m-1")
    with pytest.raises(InvalidInput, match="endpoint"):
        proposer_of(Settings(), None, "m-1")
