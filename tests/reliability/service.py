"""The service as an operator runs it: ``dateline serve`` in a process of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dateline.app.settings import PREFIX, Settings
from dateline.app.store import open_store
from dateline.app.tokens import issue

START_SECONDS = 60
TIMEOUT = 60
NO_LIMITS = {"write_rate": "off", "costly_read_rate": "off"}
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def problem(self) -> dict[str, Any]:
        """The problem document that an answer above 399 has to be."""
        assert self.headers["content-type"] == PROBLEM, (self.status, self.body)
        found: dict[str, Any] = json.loads(self.body)
        assert found["status"] == self.status
        return found


class Service:
    """A running service.

    Attributes:
        process: Of ``dateline serve``.
        host: Where it listens.
        port: Likewise.
    """

    def __init__(self, folder: Path, settings: dict[str, str], arguments: tuple[str, ...]) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
        environment |= {f"{PREFIX}DATA_DIR": str(folder), f"{PREFIX}PORT": "0"}
        environment |= {f"{PREFIX}{name.upper()}": value for name, value in settings.items()}
        self._log = folder / "log"
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dateline.app.cli.main", "serve", *arguments],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        if not first:
            raise RuntimeError(self.log())
        parts = urlsplit(first.split()[2])
        assert parts.hostname
        assert parts.port
        self.host, self.port = parts.hostname, parts.port

    @property
    def pid(self) -> int:
        """The process, or the supervisor of several."""
        return self.process.pid

    def log(self) -> str:
        """What it has written to its log."""
        return self._log.read_text(encoding="utf-8")

    def connect(self) -> socket.socket:
        """A connection."""
        return socket.create_connection((self.host, self.port), TIMEOUT)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """The answer to a request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def post(self, token: str, map_id: str, text: str) -> Answer:
        """The answer to a report that is to be a map for everyone."""
        more = {"Authorization": f"Bearer {token}", "Content_Type": "text/plain"}
        return self.ask(f"/maps?id={map_id}&publish=true", "POST", text.encode(), **more)

    def memory(self) -> int:
        """Bytes of its resident memory."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Its exit status, after it was told to stop."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        status = self.process.wait(TIMEOUT)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status


@contextmanager
def serving(folder: Path, *arguments: str, **settings: str) -> Iterator[Service]:
    """A service with its data in a folder, stopped at the end."""
    service = Service(folder, settings, arguments)
    try:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                service.ask("/healthz")
                break
            except OSError:
                time.sleep(0.05)
        yield service
    finally:
        service.stop()


def token_for(settings: Settings) -> str:
    """A token that may write, kept in the store."""
    secret, token = issue("desk")
    store = open_store(settings)
    store.add_token(token)
    store.close()
    return secret
