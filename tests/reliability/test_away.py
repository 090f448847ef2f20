"""A PostgreSQL that goes away under load and comes back: 503 meanwhile, and no restart of ours."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.app.settings import Settings
from dateline.app.store import open_store
from tests.app.samples import save
from tests.postgres import PostgresServer, missing
from tests.reliability.service import Service, serving, token_for

AWAY_SECONDS = 2
BACK_WITHIN_SECONDS = 30
ADDRESSES = ("/maps/pacific.geojson", "/maps/pacific", "/maps", "/")


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server that may be stopped."""
    if lacking := missing():
        pytest.skip(lacking)
    with PostgresServer.started() as server:
        yield server


class Readers:
    """Clients that read all the time, and count the answers by status."""

    def __init__(self, service: Service) -> None:
        self.statuses: Counter[int] = Counter()
        self._service = service
        self._done = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(one,)) for one in ADDRESSES]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _read(self, address: str) -> None:
        while not self._done.is_set():
            answer = self._service.ask(address)
            if answer.status != 200:
                assert answer.problem()["status"] == 503
                assert answer.headers["retry-after"]
            self.statuses[answer.status] += 1


def crash(server: PostgresServer) -> None:
    server.kill()


def stop(server: PostgresServer) -> None:
    server.stop()


@pytest.mark.parametrize("go", [stop, crash])
def test_it_goes_and_comes_back(
    tmp_path: Path, own_server: PostgresServer, go: Callable[[PostgresServer], None]
) -> None:
    settings = Settings(data_dir=tmp_path, database_url=own_server.url)
    store = open_store(settings)
    save(store)
    for token in store.tokens():
        store.revoke_token(token.name)
    store.close()
    token = token_for(settings)
    map_id = f"rain-{go.__name__}"
    with serving(tmp_path, database_url=own_server.url, store_busy_seconds="0.5") as service:
        readers = Readers(service)
        try:
            time.sleep(1)
            assert set(readers.statuses) == {200}
            go(own_server)
            refused = service.post(token, map_id, "It rained in Oslo.")
            assert refused.problem()["status"] == 503
            assert service.ask("/healthz").problem()["status"] == 503
            time.sleep(AWAY_SECONDS)
            own_server.start()
            until = time.monotonic() + BACK_WITHIN_SECONDS
            while service.ask("/healthz").status != 200:
                assert time.monotonic() < until
                time.sleep(0.1)
            assert service.post(token, map_id, "It rained in Oslo.").status == 201
        finally:
            readers.stop()
        assert set(readers.statuses) == {200, 503}
        assert service.ask(f"/maps/{map_id}").status == 200
        assert "Traceback" not in service.log()
        assert service.stop() == 0
        print(f"{go.__name__}: {dict(readers.statuses)}")
