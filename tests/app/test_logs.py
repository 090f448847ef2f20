"""The log: one line for each thing that happened, with the id of its request, and no secrets."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app import logs
from dateline.app.http.request_context import current
from dateline.app.settings import LogFormat

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\w+) +(\S+) (.*)")


class Written:
    """What the log had to say."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def text(self) -> str:
        return self._capture.readouterr().err

    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().splitlines()]


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    root, access = logging.getLogger(), logging.getLogger(logs.ACCESS)
    before = (root.handlers[:], root.level, access.level)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # the test's own client
    yield
    root.handlers[:], level, access_level = before
    logging.getLogger("httpx2").setLevel(logging.NOTSET)
    root.setLevel(level)
    access.setLevel(access_level)


@pytest.fixture
def log(_logging_as_before: None, capsys: pytest.CaptureFixture[str]) -> Written:
    return Written(capsys)


def test_each_request_has_a_line(log: Written, client: TestClient) -> None:
    logs.configure("json", "warning", access=True)
    answer = client.get("/maps/pacific.geojson?", headers={"X-Request-ID": "from-proxy.1"})
    (line,) = log.objects()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert 0 < line.pop("duration_ms") < 60_000
    assert line == {
        "level": "INFO",
        "logger": "dateline.access",
        "message": "GET /maps/pacific.geojson 200",
        "request_id": "from-proxy.1",
        "method": "GET",
        "path": "/maps/pacific.geojson",
        "route": "/maps/{map_id:slug}.geojson",
        "status": 200,
        "client": "testclient",
    }
    assert answer.headers["x-request-id"] == "from-proxy.1"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_of_uvicorn_comes_without_the_codes_of_a_terminal(
    log: Written, form: LogFormat
) -> None:
    logs.configure(form, "info", access=False)
    coloured = {"color_message": "Started server process [\x1b[36m%d\x1b[0m]"}
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 7, extra=coloured)
    written = log.text()
    assert "Started server process [7]" in written
    assert "color_message" not in written


def test_no_line_unless_asked_for(log: Written, client: TestClient) -> None:
    logs.configure("json", "info", access=False)
    client.get("/maps")
    assert [one for one in log.objects() if one["logger"] == logs.ACCESS] == []


def test_each_answer_has_an_id_of_its_own(client: TestClient) -> None:
    seen = {client.get(path).headers["x-request-id"] for path in ("/maps", "/nowhere", "/maps?x=1")}
    assert len(seen) == 3


@pytest.mark.parametrize("given", ["", "a b", "a,b", "<script>", "a" * 129, "a%0Ab", "naïve"])
def test_an_id_that_cannot_stand_in_a_log_is_replaced(client: TestClient, given: str) -> None:
    answer = client.get("/maps", headers={"X-Request-ID": given.encode("latin-1")})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


def test_a_failure_is_found_by_the_id_in_its_problem(
    log: Written, app: FastAPI, client: TestClient
) -> None:
    logs.configure("json", "warning", access=True)

    @app.get("/test/broken")
    def broken() -> None:
        raise RuntimeError("the disk is on fire")

    answer = client.get("/test/broken")
    assert answer.json()["instance"] == answer.headers["x-request-id"]
    failure, access = log.objects()
    assert failure["request_id"] == access["request_id"] == answer.json()["instance"]
    assert "the disk is on fire" in failure["exception"]
    assert access["status"] == 500
    page = client.get("/test/broken", headers={"Accept": "text/html"})
    assert page.headers["x-request-id"] in page.text


def test_what_is_logged_in_a_thread_has_the_id_too(log: Written, app: FastAPI) -> None:
    logs.configure("json", "warning", access=True)

    @app.get("/test/thread")
    def thread() -> str:
        logging.getLogger("elsewhere").warning("in a thread")
        exchange = current()
        assert exchange is not None
        return exchange.id

    known = TestClient(app).get("/test/thread").json()
    assert [one["request_id"] for one in log.objects()] == [known, known]


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_token_no_query_and_no_text_of_a_report(
    log: Written, client: TestClient, form: LogFormat
) -> None:
    logs.configure(form, "info", access=True)
    secret = "dateline_0123456789abcdef_" + "s" * 43
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "text/plain"}
    client.post("/maps?title=Hush-hush", content="The secret report.", headers=headers)
    client.get("/geocode?q=Hush-hush")
    written = log.text()
    assert "/maps" in written
    for hidden in (secret, "Hush-hush", "secret report", "Bearer"):
        assert hidden not in written


def test_a_client_cannot_forge_a_line(log: Written, client: TestClient) -> None:
    logs.configure("text", "info", access=True)
    client.get("/a%0a2026-01-01T00:00:00.000Z INFO forged")
    logging.getLogger("elsewhere").warning("said %s", "x\n2026-01-01T00:00:00.000Z ERROR forged")
    lines = log.text().splitlines()
    assert len(lines) == 2
    assert all(LINE.fullmatch(line) for line in lines)


def test_a_line_for_a_person(log: Written, client: TestClient) -> None:
    logs.configure("text", "warning", access=True)
    client.get("/maps", headers={"X-Request-ID": "abc"})
    found = LINE.fullmatch(log.text().strip())
    assert found is not None
    assert (found[1], found[2]) == ("INFO", "abc")
    assert found[3].startswith("GET /maps 200 method=GET path=/maps route=/maps status=200 ")


def test_a_traceback_follows_its_line(log: Written, app: FastAPI, client: TestClient) -> None:
    logs.configure("text", "warning", access=False)

    @app.get("/test/broken")
    def broken() -> None:
        raise RuntimeError("the disk is on fire")

    client.get("/test/broken")
    first, second, *_, last = log.text().splitlines()
    assert LINE.fullmatch(first)
    assert second.startswith("Traceback")
    assert last == "RuntimeError: the disk is on fire"


def test_the_servers_own_lines_join_in(log: Written) -> None:
    logs.configure("json", "warning", access=True)
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    (line,) = log.objects()
    assert (line["logger"], line["level"]) == ("uvicorn.error", "WARNING")
