"""Connections that a client cannot hold for nothing.

uvicorn waits for ever for a client that sends its request a byte at a time, or does not read its
answer. Here each connection notes what it waits for, and once a second the server looks at all of
them: that costs a request next to nothing, and a timer for each connection is not needed.
"""

import json
from asyncio import Transport
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from dateline.app.http.security import UNFRAMED
from dateline.app.limits import SLOWEST

LONGEST_HEAD = 65_536
"""Bytes of a request's first line and headers."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What clients may take.

    Attributes:
        client_seconds: For a request's head to come, and for an answer to be read on.
        connections: Open at a time, idle ones too.
    """

    client_seconds: float
    connections: int


class BoundedConfig(uvicorn.Config):
    """uvicorn's configuration, with bounds and the connections that are held to them.

    Args:
        app: The application, or with ``factory=True`` what makes it.
        bounds: What clients may take.
        more: As of ``uvicorn.Config``.
    """

    def __init__(self, app: Any, bounds: Bounds, **more: Any) -> None:
        super().__init__(
            app,
            http=BoundedProtocol,
            callback_notify=self._look_after,
            timeout_notify=0,  # each second
            **more,
        )
        self.bounds = bounds
        self.open: set[BoundedProtocol] = set()

    async def _look_after(self) -> None:
        for connection in tuple(self.open):
            connection.look_after()


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    config: BoundedConfig

    def __init__(self, config: BoundedConfig, *arguments: Any, **more: Any) -> None:
        super().__init__(config, *arguments, **more)
        self._bounds = config.bounds
        # Since when what has begun is not complete; None when it is.
        self._head_since: float | None = self.loop.time()
        self._message_since: float | None = None
        self._unsent_since: float | None = None
        self._closing_since: float | None = None
        self._head_bytes = 0
        self._unsent_bytes = 0
        self._refused = False

    # What asyncio calls.

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self.config.open.add(self)
        if len(self.config.open) > self._bounds.connections:
            self._refuse(503, "Too many connections are open. Please try again in a moment.")

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is no more."""
        self.config.open.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes have come."""
        if self.transport.is_closing() or self._refused:
            return
        super().data_received(data)
        if self._message_since is not None and self._head_since is not None:
            self._head_bytes += len(data)
            if self._head_bytes > LONGEST_HEAD:
                self._refuse(431, f"The headers are longer than {LONGEST_HEAD:,} bytes.")

    def resume_writing(self) -> None:
        """The client has read most of what it was sent."""
        super().resume_writing()
        self._unsent_since = None

    # What the parser calls.

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._head_since = self._message_since = self.loop.time()
        self._head_bytes = 0

    def on_headers_complete(self) -> None:
        """The end of a request's head."""
        self._head_since = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The end of a request's body."""
        self._message_since = None
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        self._refuse(400, msg)

    def look_after(self) -> None:
        """End the connection if its client has kept it waiting for too long."""
        now = self.loop.time()
        if self.transport.is_closing():
            self._closing_since = self._closing_since or now
            if self._is_over(self._closing_since, now):
                self.transport.abort()
        elif self._is_over(self._head_since, now):
            if self._message_since is None:
                self.transport.close()  # which has sent nothing: a browser that connects ahead
            else:
                self._refuse(408, "The request did not come in time.")
        elif self._has_stopped_reading(now):
            self.transport.abort()
        elif self._is_over(self._message_since, now) and self.cycle.response_complete:
            self.transport.close()  # its answer did not need the body, which still comes

    def _is_over(self, since: float | None, now: float) -> bool:
        return since is not None and now - since > self._bounds.client_seconds

    def _has_stopped_reading(self, now: float) -> bool:
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0:
            self._unsent_since = None
        elif self._unsent_since is None:
            self._unsent_since, self._unsent_bytes = now, unsent
        elif self._is_over(self._unsent_since, now):
            due = self._bounds.client_seconds * SLOWEST
            if self._unsent_bytes - unsent < due:
                return True
            self._unsent_since, self._unsent_bytes = now, unsent
        return False

    def _refuse(self, status: int, detail: str) -> None:
        """Answer with a problem where no application can, and close.

        A request that came before and is still being answered has its answer first, and then
        there is none to this one: written now, it would precede or split the other.
        """
        self._refused = True
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
            return
        title = HTTPStatus(status).phrase
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        body = json.dumps(problem).encode()
        headers = [
            *self.server_state.default_headers,
            *UNFRAMED,
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append((b"retry-after", b"5"))
        lines = [b"HTTP/1.1 %d %s" % (status, title.encode()), *map(b": ".join, headers)]
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        self.transport.close()
