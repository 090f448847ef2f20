"""Killed in the middle of writes: what was acknowledged is there, and nothing is there in part.

A process writes maps as fast as it can, each of several in turn and each time another version, and
tells of each when the store has acknowledged it. It is killed (SIGKILL) at a moment of chance; then
every map has to be whole, and of the version that was told last, or of the one that was being
written. The same file or database goes through all the rounds.
"""

import itertools
import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg
import pytest

from dateline.app.store import SQLiteStore, Store, StoreError, StoreUnavailable, serialise
from dateline.app.store.postgres import PostgresStore
from tests.postgres import PostgresServer, missing
from tests.reliability.stories import keep, version_of

ROUNDS = 200
SERVER_KILLED_EVERY = 20
MAPS = 3
SOON = 0.12
"""Seconds within which the process is killed; a map takes a tenth of that."""

Address = Path | str

# Children are forked from a process that has imported everything already: a round takes a fifth
# of a second so.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__])


def open_it(address: Address) -> Store:
    """Open the store, however long a killed server takes to come up again."""
    if isinstance(address, Path):
        return SQLiteStore(address)
    while True:
        with suppress(StoreUnavailable):
            return PostgresStore(address)


def name(of_round: int, number: int) -> str:
    return f"round-{of_round}-{number % MAPS}"


def write_for_ever(address: Address, of_round: int, told: Connection) -> None:
    """The life of the process that is killed."""
    # Without compression most of its time is spent in the middle of a write.
    serialise.compress = lambda *_, **__: None  # type: ignore[attr-defined]
    store = open_it(address)
    for number in itertools.count():
        try:
            keep(store, name(of_round, number), number)
        except StoreError:
            return  # the server was killed, not this process
        told.send_bytes(number.to_bytes(4, "big"))


def one_round(address: Address, of_round: int, kill: Callable[[int], None]) -> int:
    """Let a process write, kill it, and tell how many maps it had acknowledged."""
    listening, telling = processes.Pipe(duplex=False)
    child = processes.Process(target=write_for_ever, args=(address, of_round, telling))
    child.start()
    telling.close()
    assert child.pid is not None
    told = [int.from_bytes(listening.recv_bytes(), "big")]  # it is writing by now
    kill(child.pid)
    child.join()
    try:
        while True:
            told.append(int.from_bytes(listening.recv_bytes(), "big"))
    except EOFError:
        listening.close()
    assert told == list(range(len(told)))
    return len(told)


def check(address: Address, of_round: int, acknowledged: int) -> None:
    store = open_it(address)
    try:
        for number in range(acknowledged - MAPS, acknowledged):
            if number >= 0:
                found = version_of(store, name(of_round, number))
                next_one = number + MAPS
                assert found == number or found == next_one == acknowledged
        if acknowledged < MAPS:  # this one was being written for the first time
            assert version_of(store, name(of_round, acknowledged)) in (None, acknowledged)
    finally:
        store.close()


def kill_soon(chance: random.Random) -> Callable[[int], None]:
    def kill(pid: int) -> None:
        time.sleep(chance.uniform(0, SOON))
        os.kill(pid, signal.SIGKILL)

    return kill


def test_sqlite(tmp_path: Path) -> None:
    address = tmp_path / "store.db"
    kill = kill_soon(random.Random(1))  # noqa: S311 - no secret
    total = 0
    for of_round in range(ROUNDS):
        acknowledged = one_round(address, of_round, kill)
        check(address, of_round, acknowledged)
        total += acknowledged
        with sqlite3.connect(address) as db:
            assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        db.close()
    with sqlite3.connect(address) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    print(f"SQLite: killed {ROUNDS} times, {total} maps acknowledged, none lost")


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that may be killed."""
    if lacking := missing():
        pytest.skip(lacking)
    with PostgresServer.started() as server:
        yield server


def test_postgres(own_server: PostgresServer) -> None:
    chance = random.Random(2)  # noqa: S311 - no secret
    kill = kill_soon(chance)
    total = servers = 0

    def kill_server(_: int) -> None:
        time.sleep(chance.uniform(0, SOON))
        own_server.kill()

    def kill_backend(pid: int) -> None:
        with psycopg.connect(own_server.url, autocommit=True) as db:
            busy = db.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'dateline'"
                " AND state <> 'idle'"
            ).fetchall()
        for (backend,) in busy:
            os.kill(backend, signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)

    for of_round in range(ROUNDS):
        if of_round % SERVER_KILLED_EVERY == 0:
            acknowledged = one_round(own_server.url, of_round, kill_server)
            own_server.start()
            servers += 1
        elif of_round % SERVER_KILLED_EVERY == 1:
            acknowledged = one_round(own_server.url, of_round, kill_backend)
            own_server.wait()
            servers += 1
        else:
            acknowledged = one_round(own_server.url, of_round, kill)
        check(own_server.url, of_round, acknowledged)
        total += acknowledged
    print(
        f"PostgreSQL: killed {ROUNDS} times, the server {servers} times, "
        f"{total} maps acknowledged, none lost"
    )
