"""Maps that take too long, fail or end their process: what the client is told, what goes on."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.requests import Request
from starlette.testclient import TestClient

from dateline.app.http.problems import ProblemError
from dateline.app.main import create_app
from dateline.app.map_builder import MapMaker
from dateline.app.map_job import FailedBody, build_map
from dateline.app.process_pool import ProcessPool
from dateline.app.routes.map_body import map_of_body
from dateline.app.settings import Settings
from tests.app.test_maps_write import STORY, TEXT, problem, token_of

Make = Callable[[], Response]
BUILD = "dateline.app.routes.map_body.build_map"


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    app = create_app(Settings(data_dir=tmp_path, making_seconds=3600))
    app.state.processes = ProcessPool()
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def make(client: TestClient, app: FastAPI) -> Make:
    headers = {"Authorization": f"Bearer {token_of(app)}", "Content-Type": TEXT}
    return lambda: client.post("/maps", content=STORY, headers=headers)


def hang(*_: object) -> None:
    time.sleep(3600)


def die(*_: object) -> None:
    os._exit(9)


def fail(*_: object) -> FailedBody:
    return FailedBody("IndexError: list index out of range", "Traceback ... IndexError")


def test_a_map_that_takes_too_long_is_refused_and_the_next_is_made(
    make: Make, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(BUILD, hang)
        patch.setitem(app.state._state, "settings", Settings(making_seconds=0.5))
        assert "longer than 0.5 seconds" in problem(make(), 422)["detail"]
    assert make().status_code == 201


def test_others_are_answered_while_a_map_takes_long(
    make: Make, client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, hang)
    with ThreadPoolExecutor(1) as threads:
        making = threads.submit(make)
        while not app.state.processes.process_ids:
            assert not making.done()
        assert client.get("/healthz").status_code == 200
        assert client.get("/maps").json() == {"maps": []}
        assert not making.done()
        app.state.processes.close()  # as at the end of the service
        answer = making.result()
    assert "retry-after" in answer.headers
    problem(answer, 503)


def test_a_process_that_dies_is_a_503_and_the_next_map_is_made(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(BUILD, die)
        answer = make()
        problem(answer, 503)
        assert "retry-after" in answer.headers
    assert make().status_code == 201


def test_a_fault_of_the_reader_is_a_422_that_names_it(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(BUILD, fail)
    with caplog.at_level(logging.ERROR):
        detail = problem(make(), 422)["detail"]
    assert "IndexError: list index out of range" in detail
    assert "Traceback ... IndexError" in caplog.text


def test_what_fails_inside_is_told_from_what_the_installation_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(error: Exception) -> Callable[..., Any]:
        def fail(*_: object, **__: object) -> None:
            raise error

        return fail

    def build() -> object:
        return build_map(Settings(), "text/plain", None, STORY.encode(), {})

    monkeypatch.setattr(MapMaker, "from_report", failing(IndexError("out of\nrange")))
    failed = build()
    assert isinstance(failed, FailedBody)
    assert failed.summary == "IndexError: out of range"
    assert "Traceback" in failed.traceback
    monkeypatch.setattr(MapMaker, "from_report", failing(FileNotFoundError("places.bin")))
    with pytest.raises(FileNotFoundError):
        build()


def test_no_process_is_there_before_the_first_map(app: FastAPI, client: TestClient) -> None:
    assert client.get("/maps").status_code == 200
    assert app.state.processes.process_ids == []


def test_a_map_that_the_end_of_the_service_cuts_off_is_a_503(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, hang)

    async def cut_off() -> None:
        request = Request({"type": "http", "app": app})
        task = asyncio.create_task(map_of_body(request, (TEXT, None), STORY.encode(), {}))
        while not app.state.processes.process_ids:
            await asyncio.sleep(0.01)
        task.cancel()  # as uvicorn does after draining
        try:
            await task
        finally:
            app.state.processes.close()

    with pytest.raises(ProblemError, match="being stopped") as caught:
        asyncio.run(cut_off())
    assert caught.value.status == 503
