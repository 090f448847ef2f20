"""A real server with many features, for clients that nobody here wrote."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore
from tests.app.ogc.conftest import story
from tests.app.samples import save
from tests.bulk import fill

MANY = 100_000


@dataclass(frozen=True)
class Service:
    """A running service.

    Attributes:
        url: Its address.
        notes: Where it writes down what it is asked.
    """

    url: str
    notes: Path

    @property
    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Path and parameters of each request that has come."""
        return [tuple(json.loads(line)) for line in self.notes.read_text().splitlines()]

    def searches(self, name: str) -> list[dict[str, str]]:
        """Parameters of each request for the features of a collection."""
        return [given for path, given in self.asked if path == f"/collections/{name}/items"]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(data_dir=folder)
    store = SQLiteStore(settings.database_path)
    fill(store, MANY)
    save(store, story())
    store.close()
    notes = folder / "notes.jsonl"
    notes.touch()
    command = [sys.executable, "-m", "tests.clients.serving", str(folder), str(notes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        service = Service(f"http://127.0.0.1:{int(process.stdout.readline())}", notes)
        for _ in range(1_200):
            with suppress(OSError):
                urlopen(f"{service.url}/healthz", timeout=1).close()  # noqa: S310 -- our own
                break
            time.sleep(0.1)
        yield service
        process.terminate()


@pytest.fixture
def service(running: Service) -> Service:
    os.truncate(running.notes, 0)
    return running


def program(name: str, package: str) -> str:
    """Where a program is; skips the test, naming its Debian package, when it is not here."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} here: apt-get install {package}")
    return found


def run(*command: str | Path, stdin: str = "") -> str:
    """What a program prints; it has to end well."""
    done = subprocess.run(
        [str(one) for one in command],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
