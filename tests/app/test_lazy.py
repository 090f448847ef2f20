"""What is opened when it is first asked for."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fastapi import FastAPI

from dateline.app import main
from dateline.app.lazy import Lazy
from dateline.app.main import create_app
from dateline.app.settings import Settings


def test_of_many_who_ask_first_one_opens_it() -> None:
    start = Barrier(8)
    opened: list[object] = []

    def slowly() -> object:
        time.sleep(0.05)  # all the others are waiting by then
        opened.append(object())
        return opened[-1]

    once = Lazy(slowly)

    def ask(_: int) -> object:
        start.wait()
        return once()

    with ThreadPoolExecutor(8) as pool:
        given = set(pool.map(ask, range(8)))
    assert given == {opened[0]}
    assert len(opened) == 1


def test_what_is_empty_is_opened_once_too() -> None:
    opened: list[None] = []
    once = Lazy(lambda: opened.append(None))
    once()
    once()
    assert len(opened) == 1


def test_after_a_failure_the_next_one_tries_again() -> None:
    answers = iter([OSError("no such file"), "open"])

    def attempt() -> str:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    once = Lazy(attempt)
    with pytest.raises(OSError, match="no such file"):
        once()
    assert once() == "open"


def test_an_application_opens_its_gazetteer_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def slowly(_: object) -> object:
        time.sleep(0.05)
        opened.append(object())
        return opened[-1]

    monkeypatch.setattr(main, "_open_gazetteer", slowly)
    app: FastAPI = create_app(settings)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: app.state.gazetteer(), range(4)))
    assert len(opened) == 1
