"""Calls in processes of their own, each under a time limit.

Reading a report is work for the processor, on text that anyone may have sent. In a process of its
own it can neither hold up the event loop nor outlive its time: a thread cannot be stopped, and a
regular expression at work does not even let other threads run.

``concurrent.futures`` and loky give up all calls when one process dies, and have no time limit for
one call.
"""

import atexit
import faulthandler
import pickle
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, TypeVar

Result = TypeVar("Result")

_START_SECONDS = 120
"""Longest time that a process may take to start; not counted as time of a call."""
_GRACE_SECONDS = 10
"""So long after its limit a call ends its own process: the parent that should have is gone."""


class ProcessPoolError(Exception):
    """A call that gave no result."""


class TimeLimitExceeded(ProcessPoolError):
    """The call took longer than it may; its process was killed."""


class ProcessDied(ProcessPoolError):
    """The process ended during the call: it crashed, or the system killed it.

    Attributes:
        exit_code: As ``multiprocessing.Process.exitcode``: below zero, the signal that ended it.
    """

    def __init__(self, exit_code: int | None) -> None:
        self.exit_code = exit_code
        super().__init__(f"the process ended with exit code {exit_code}")


class CallFailed(ProcessPoolError):
    """The function raised an exception.

    Attributes:
        traceback: The traceback in the process, as text.
    """

    def __init__(self, summary: str, traceback: str) -> None:
        self.traceback = traceback
        super().__init__(summary)


class ProcessPool:
    """Processes that are started when they are needed, and reused.

    As many run as there are calls at the same time: who calls limits them. A process that exceeds
    its time or dies is replaced at once, and no other call is affected.

    Args:
        warm_up: Called in each new process before its first call, to import and open what calls
            will need; has to be importable.
    """

    def __init__(self, warm_up: Callable[[], object] | None = None) -> None:
        self._warm_up = warm_up
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._lock = Lock()
        self._closed = False
        atexit.register(self.close)

    def run(
        self, function: Callable[..., Result], *arguments: object, seconds: float | None
    ) -> Result:
        """Call a function in one of the processes, and wait for what it returns.

        Args:
            function: Has to be importable; its result has to be picklable.
            arguments: Its arguments; have to be picklable.
            seconds: Longest time that it may take; None for any.

        Raises:
            TimeLimitExceeded: It took longer.
            ProcessDied: Its process ended, or the pool was closed.
            CallFailed: It raised an exception.
        """
        process = self._take()
        try:
            answer = process.call(function, arguments, seconds)
        except BaseException as error:
            self._discard(process, replace=isinstance(error, ProcessPoolError))
            raise
        self._give_back(process)
        if isinstance(answer, _Failure):
            raise CallFailed(answer.summary, answer.traceback)
        result: Result = answer
        return result

    def close(self) -> None:
        """Kill all processes; calls in progress raise ``ProcessDied``."""
        with self._lock:
            self._closed = True
            idle, busy = tuple(self._idle), tuple(self._busy)
            self._idle.clear()
        for process in busy:
            process.kill()  # whoever waits for it reads the end of the pipe
        for process in idle:
            process.discard()
        atexit.unregister(self.close)

    @property
    def process_ids(self) -> list[int]:
        """Ids of the processes that are there now."""
        with self._lock:
            return [process.pid for process in (*self._idle, *self._busy)]

    def _take(self) -> "_Process":
        with self._lock:
            if self._closed:
                raise ProcessDied(None)
            while self._idle:
                process = self._idle.pop()
                if process.is_alive():
                    break
            else:
                process = _Process(self._warm_up)
            self._busy.add(process)
            return process

    def _give_back(self, process: "_Process") -> None:
        with self._lock:
            self._busy.discard(process)
            if not self._closed:
                self._idle.append(process)

    def _discard(self, process: "_Process", *, replace: bool) -> None:
        process.discard()
        with self._lock:
            self._busy.discard(process)
            if replace and not self._closed:
                self._idle.append(_Process(self._warm_up))


@cache
def shared_pool() -> ProcessPool:
    """The pool of this process: it starts nothing before the first call."""
    return ProcessPool()


@dataclass(frozen=True)
class _Failure:
    """What a process sends in place of a result."""

    summary: str
    traceback: str


class _Process:
    """One process and the pipe to it."""

    def __init__(self, warm_up: Callable[[], object] | None) -> None:
        # Spawned, not forked: a parent with threads must not be copied halfway through.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, warm_up), name="dateline-worker", daemon=True
        )
        self._process.start()
        self._started = False
        theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def call(
        self, function: Callable[..., object], arguments: tuple[object, ...], seconds: float | None
    ) -> Any:
        try:
            self._wait_for_start()
            self._pipe.send((function, arguments, seconds))
            if not self._pipe.poll(seconds):
                raise TimeLimitExceeded(f"took longer than {seconds:g} seconds")
            return self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(1)
            raise ProcessDied(self._process.exitcode) from error

    def kill(self) -> None:
        self._process.kill()

    def discard(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _wait_for_start(self) -> None:
        if self._started:
            return
        if not self._pipe.poll(_START_SECONDS):
            raise TimeLimitExceeded(f"took longer than {_START_SECONDS} seconds to start")
        self._pipe.recv()
        self._started = True


def _serve(pipe: Connection, warm_up: Callable[[], object] | None) -> None:
    """Answer calls until the other end of the pipe is closed."""
    # Ctrl+C and a service manager reach the whole group of processes; the parent decides when a
    # call ends. Without the parent the pipe ends.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if warm_up is not None:
        warm_up()
    pipe.send(None)
    while True:
        try:
            function, arguments, seconds = pipe.recv()
        except EOFError:
            return
        if seconds is not None:
            faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True)
        answer = _answer(function, arguments)
        faulthandler.cancel_dump_traceback_later()
        try:
            pipe.send_bytes(answer)
        except OSError:
            return  # the parent is gone


def _answer(function: Callable[..., object], arguments: tuple[object, ...]) -> bytes:
    try:
        return pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 -- the caller raises it
        return pickle.dumps(_Failure(f"{type(error).__name__}: {error}", traceback.format_exc()))
