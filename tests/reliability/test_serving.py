"""Told to stop under load, a thousand clients at once, several workers."""

import http.client
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore
from tests.reliability.http import Closed, Pipeline, request
from tests.reliability.service import Service, serving, token_for

READERS = 4
WRITERS = 3
CLIENTS = 1000
LOAD_SECONDS = 1.5
MOST_MEGABYTES = 250
"""Resident memory, with the gazetteer and folium loaded by --examples."""


class Load:
    """Clients that ask all the time, and note what was answered.

    Attributes:
        answered: Requests answered whole.
        kept: Ids of maps that were acknowledged.
        failures: What should not have been.
    """

    def __init__(self, service: Service, token: str) -> None:
        self.answered = 0
        self.kept: list[str] = []
        self.failures: list[str] = []
        self._service = service
        self._token = token
        self._lock = threading.Lock()
        clients = [self._read] * READERS + [self._write] * WRITERS
        self._threads = [
            threading.Thread(target=client, args=(number,)) for number, client in enumerate(clients)
        ]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait until the service is gone for all of them."""
        for thread in self._threads:
            thread.join()

    def _read(self, _: int) -> None:
        def ask(connection: http.client.HTTPConnection) -> None:
            connection.request("GET", "/maps/vladivostok-2019.geojson")

        self._until_it_is_gone(ask, lambda answer: answer.status == 200)

    def _write(self, number: int) -> None:
        ids = (f"rain-{number}-{turn}" for turn in range(100_000))
        map_id = ""

        def ask(connection: http.client.HTTPConnection) -> None:
            nonlocal map_id
            map_id = next(ids)
            headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "text/plain"}
            connection.request(
                "POST", f"/maps?id={map_id}&publish=true", b"It rained in Oslo.", headers
            )

        def was_kept(answer: http.client.HTTPResponse) -> bool:
            if answer.status == 201:
                self.kept.append(map_id)
            return answer.status == 201

        self._until_it_is_gone(ask, was_kept)

    def _until_it_is_gone(
        self,
        ask: Callable[[http.client.HTTPConnection], None],
        is_good: Callable[[http.client.HTTPResponse], bool],
    ) -> None:
        while True:
            connection = http.client.HTTPConnection(
                self._service.host, self._service.port, timeout=60
            )
            try:
                while True:
                    ask(connection)
                    answer = connection.getresponse()
                    answer.read()  # raises when the answer is cut off
                    with self._lock:
                        self.answered += 1
                        if not is_good(answer):
                            self.failures.append(f"{answer.status}")
                            return
            except ConnectionRefusedError:
                return
            except (http.client.RemoteDisconnected, ConnectionError):
                continue  # closed before anything of an answer
            except http.client.HTTPException as error:
                self.failures.append(repr(error))
                return
            finally:
                connection.close()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_told_to_stop_under_load_it_answers_what_it_has_begun(tmp_path: Path, workers: str) -> None:
    token = token_for(Settings(data_dir=tmp_path))
    with serving(tmp_path, "--examples", workers=workers) as service:
        load = Load(service, token)
        time.sleep(LOAD_SECONDS)
        assert service.stop(signal.SIGTERM) == 0
        load.join()
        assert load.failures == []
        assert load.kept
        assert "Traceback" not in service.log()
    store = SQLiteStore(tmp_path / "dateline.db")
    made = {one.id for one in store.maps() if one.id.startswith("rain-")}
    store.close()
    # Nothing acknowledged is missing, and nothing was made whose answer did not arrive.
    assert made == set(load.kept)
    print(f"{workers} workers: {load.answered} answers, {len(made)} maps made, none lost")


def test_a_slow_reader_does_not_keep_the_service_from_ending(tmp_path: Path) -> None:
    with serving(tmp_path, "--examples", drain_seconds="1") as service, service.connect() as client:
        client.sendall(request("/maps/vladivostok-2019.geojson") * 200)
        time.sleep(0.5)
        assert service.stop(signal.SIGTERM) == 0


def test_interrupted_it_ends_well(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        assert service.stop(signal.SIGINT) == 0


@pytest.fixture
def _many_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@pytest.mark.usefixtures("_many_files")
def test_a_thousand_connections(tmp_path: Path) -> None:
    with serving(tmp_path, "--examples") as service:
        clients = [Pipeline(service.connect()) for _ in range(CLIENTS)]
        asked = request("/maps/vladivostok-2019.geojson", Accept_Encoding="br")
        for _ in range(2):
            for client in clients:
                client.send([asked])
            assert {client.answer().status for client in clients} == {200}
        memory = service.memory() / 1e6
        assert service.ask("/healthz").status == 200
        assert memory < MOST_MEGABYTES
        print(f"{CLIENTS} connections open: {memory:.0f} MB of memory")
        assert service.stop(signal.SIGTERM) == 0
        for client in clients:
            with pytest.raises(Closed):
                client.answer()
            client.close()


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with serving(tmp_path, "--examples", "--workers", "2") as service:
        workers = children(service.pid)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + 60
        while time.monotonic() < until and not children(service.pid) - workers:
            time.sleep(0.1)
        assert service.ask("/maps").status == 200
        assert service.stop(signal.SIGTERM) == 0


def children(pid: int) -> set[int]:
    """Its worker processes, without multiprocessing's own helper."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(one) for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()}
