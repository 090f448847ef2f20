"""Calls in processes of their own: limits, deaths, faults, and what stays as it was."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from dateline.app.process_pool import CallFailed, ProcessDied, ProcessPool, TimeLimitExceeded


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    pool = ProcessPool()
    yield pool
    pool.close()


def test_nothing_is_started_before_the_first_call(pool: ProcessPool) -> None:
    assert pool.process_ids == []


def test_a_process_is_reused(pool: ProcessPool) -> None:
    first = pool.run(os.getpid, seconds=60)
    assert first != os.getpid()
    assert pool.run(os.getpid, seconds=60) == first
    assert pool.process_ids == [first]


def test_a_call_past_its_limit_is_ended_and_its_process_replaced(pool: ProcessPool) -> None:
    before = pool.run(os.getpid, seconds=60)
    with pytest.raises(TimeLimitExceeded, match=r"longer than 0\.1 seconds"):
        pool.run(time.sleep, 3600, seconds=0.1)
    [replacement] = pool.process_ids
    assert replacement != before
    assert pool.run(os.getpid, seconds=60) == replacement


def test_a_process_that_dies_costs_its_own_call_alone(pool: ProcessPool) -> None:
    with pytest.raises(ProcessDied) as caught:
        pool.run(os._exit, 3, seconds=60)
    assert caught.value.exit_code == 3
    [idle] = pool.process_ids
    pool.run(os.getpid, seconds=60)
    os.kill(idle, signal.SIGKILL)
    pool._idle[0]._process.join()
    assert pool.run(os.getpid, seconds=60) != idle


def test_an_exception_keeps_its_process(pool: ProcessPool) -> None:
    process = pool.run(os.getpid, seconds=60)
    with pytest.raises(CallFailed, match="ValueError: invalid literal") as caught:
        pool.run(int, "seven", seconds=60)
    assert "Traceback" in caught.value.traceback
    with pytest.raises(CallFailed, match="pickle"):
        pool.run(threading.Lock, seconds=60)
    assert pool.run(os.getpid, seconds=60) == process


def test_a_call_does_not_wait_for_another(pool: ProcessPool) -> None:
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(pool.run, time.sleep, 3600, seconds=None)
        while not pool.process_ids:
            assert not long.done()
        assert pool.run(os.getpid, seconds=60) in pool.process_ids
        assert not long.done()
        pool.close()


def test_a_closed_pool_ends_its_calls_and_takes_no_more(pool: ProcessPool) -> None:
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(pool.run, time.sleep, 3600, seconds=None)
        while not pool._busy:
            assert not waiting.done()
        pool.close()
        with pytest.raises(ProcessDied):
            waiting.result()
    assert pool.process_ids == []
    with pytest.raises(ProcessDied):
        pool.run(os.getpid, seconds=60)


def test_what_is_warmed_up_is_there_before_the_first_call() -> None:
    pool = ProcessPool(_set_variable)
    try:
        assert pool.run(os.getenv, "WARM", seconds=60) == "yes"
    finally:
        pool.close()
    assert os.getenv("WARM") is None


def _set_variable() -> None:
    os.environ["WARM"] = "yes"
