"""Events that a model proposes, over a server of this machine that speaks the protocol."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dateline.geo.draft.model import Draft, DraftJourney, DraftSummit
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.reading.llm.endpoint import Endpoint
from dateline.geo.reading.llm.proposals import with_proposals

Read = Callable[[str], Draft]

TEXT = (
    "Envoy Ann Berg flew from Oslo to Rome. The poet Per Dahl had breakfast in Turin\n"
    "before the day was out, and no one there knew him. Ann Berg and Ugo Conti shook hands."
)
BREAKFAST = {
    "quote": "Per Dahl had breakfast in Turin before the day was out",
    "travellers": ["Per Dahl"],
    "stops": [None, "Turin"],
    "mode": None,
    "status": "happened",
}
HANDS = {
    "quote": "Ann Berg and Ugo Conti shook hands.",
    "participants": ["Ann Berg", "Ugo Conti"],
    "place": None,
    "status": "happened",
}


@dataclass
class Model:
    """The server's side: what it answers, and what it was asked."""

    answer: bytes = b""
    status: int = 200
    delay: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    path: str = ""
    url: str = ""

    def says(self, **events: object) -> None:
        self.says_words(json.dumps(events))

    def says_words(self, content: str) -> None:
        self.answer = json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@pytest.fixture
def model() -> Iterator[Model]:
    told = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.path, told.headers = self.path, dict(self.headers)
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(told.delay)
            self.send_response(told.status)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(told.answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_the_words_bear_out_is_added(model: Model, read: Read, world: Gazetteer) -> None:
    model.says(journeys=[BREAKFAST], summits=[HANDS])
    before = read(TEXT)
    draft, note = with_proposals(before, Endpoint(model.url, "m-1", key="hush"))
    [journey, summit] = draft.events[len(before.events) :]
    assert isinstance(journey, DraftJourney)
    assert [stop.place for stop in journey.stops] == [None, "Turin"]
    assert journey.evidence[0].quote == "Per Dahl had breakfast in Turin\nbefore the day was out"
    assert isinstance(summit, DraftSummit)
    assert [person.name for person in summit.participants] == ["Ann Berg", "Ugo Conti"]
    assert "2 added" in note
    draft.check()
    assert len(geocode(draft, world).events) == len(draft.events)


def test_the_protocol_is_spoken(model: Model, read: Read) -> None:
    model.says()
    with_proposals(read(TEXT), Endpoint(model.url + "/", "m-1", key="hush"))
    assert model.path == "/v1/chat/completions"
    assert model.headers["Authorization"] == "Bearer hush"
    [body] = model.asked
    assert body["model"] == "m-1"
    assert body["messages"][-1] == {"role": "user", "content": TEXT}
    with_proposals(read(TEXT), Endpoint(model.url, "m-1"))
    assert "Authorization" not in model.headers


def test_an_event_found_already_is_not_added_again(model: Model, read: Read) -> None:
    known = BREAKFAST | {
        "quote": "Envoy Ann Berg flew from Oslo to Rome", "travellers": ["Ann Berg"],
        "stops": ["Oslo", "Rome"],
    }  # fmt: skip
    model.says(journeys=[known, BREAKFAST, BREAKFAST])
    before = read(TEXT)
    draft, note = with_proposals(before, Endpoint(model.url, "m-1"))
    assert len(draft.events) == len(before.events) + 1
    assert "2 known already" in note


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Per Dahl had lunch in Turin before the day was out"},
        {"quote": "Per Dahl"},
        {"quote": ""},
        {"quote": 5},
        {"travellers": ["Per Dahlgren"]},
        {"travellers": []},
        {"travellers": "Per Dahl"},
        {"stops": [None, "Milan"]},
        {"stops": [None, "Rome"]},
        {"stops": [None, None]},
        {"stops": []},
        {"stops": "Turin"},
        {"status": "certain"},
        {"status": ["happened"]},
        {"mode": "teleport"},
    ],
)
def test_what_the_words_do_not_bear_out_is_left_out(
    model: Model, read: Read, change: dict[str, object]
) -> None:
    model.says(journeys=[BREAKFAST | change, "nonsense", None])
    before = read(TEXT)
    draft, _ = with_proposals(before, Endpoint(model.url, "m-1"))
    assert draft == before


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"no JSON", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}',
        b'{"choices": [{"message": {"content": "no JSON"}}]}',
        b'{"choices": [{"message": {"content": "[1, 2]"}}]}',
        b"\xff" * 100, b"[" * 100_000, b" " * 1_100_000,
    ],
)  # fmt: skip
def test_a_wrong_answer_costs_nothing(model: Model, read: Read, answer: bytes) -> None:
    model.answer = answer
    before = read(TEXT)
    draft, note = with_proposals(before, Endpoint(model.url, "m-1"))
    assert draft == before
    assert "what the rules read stands" in note


@pytest.mark.parametrize("status", [301, 401, 429, 500])
def test_a_refusal_costs_nothing(model: Model, read: Read, status: int) -> None:
    model.status = status
    model.says(journeys=[BREAKFAST])
    before = read(TEXT)
    draft, note = with_proposals(before, Endpoint(model.url, "m-1", key="hush"))
    assert draft == before
    assert str(status) in note
    assert "hush" not in note


def test_no_answer_in_time_costs_nothing(model: Model, read: Read) -> None:
    model.delay = 1.0
    model.says(journeys=[BREAKFAST])
    before = read(TEXT)
    draft, note = with_proposals(before, Endpoint(model.url, "m-1", timeout=0.1))
    assert draft == before
    assert "0.1 seconds" in note


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/v1", "ftp://127.0.0.1/v1", "http://[::1", "http://127.0.0.1:x/v1"]
)
def test_nobody_there_costs_nothing(read: Read, url: str) -> None:
    before = read(TEXT)
    draft, note = with_proposals(before, Endpoint(url, "m-1", timeout=2))
    assert draft == before
    assert "cannot be asked" in note


def test_code_fences_are_no_hindrance(model: Model, read: Read) -> None:
    model.says_words("```json\n" + json.dumps({"journeys": [BREAKFAST]}) + "\n```")
    _, note = with_proposals(read(TEXT), Endpoint(model.url, "m-1"))
    assert "1 added" in note


def test_the_key_is_not_shown() -> None:
    assert "hush" not in repr(Endpoint("https://models.example/v1", "m-1", key="hush"))
