"""Bounds on requests: the length of address and body, and how slowly a body may come."""

import asyncio
import time

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.app.error_handlers import respond

SLOWEST = 1_000
"""Bytes of a body that have to come in a second, on average."""


LONGEST_TARGET = 8_000
"""Bytes of path and query that are looked at; RFC 9110 section 4.1 asks for no less."""


class RequestLimits:
    """Turns away a request that is larger, or comes slower, than anything it is needed for.

    Args:
        app: The application within.
        max_body_bytes: Longest body; one whose length is not announced is counted as it is read.
        body_seconds: For a body to come, and a second more for each ``SLOWEST`` bytes of it.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int, body_seconds: float) -> None:
        self.app = app
        self._max_body_bytes = max_body_bytes
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        else:
            await self.app(scope, self._bounded(receive), send)

    def _refusal(self, scope: Scope) -> Response | None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_TARGET:
            detail = f"The address is longer than {LONGEST_TARGET:,} bytes."
            return respond(scope, 414, detail)
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > self._max_body_bytes:
            return respond(scope, 413, f"{self._too_long()}.")
        return None

    def _bounded(self, receive: Receive) -> Receive:
        read = 0
        whole = False
        until: float | None = None

        async def bounded() -> Message:
            nonlocal read, whole, until
            if whole:  # what may still come is that the client goes away
                return await receive()
            until = until or time.monotonic() + self._body_seconds
            try:
                async with asyncio.timeout(until + read / SLOWEST - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(
                    408, "The body did not come in time", {"Connection": "close"}
                ) from None
            read += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if read > self._max_body_bytes:
                raise HTTPException(413, self._too_long())
            return message

        return bounded

    def _too_long(self) -> str:
        return f"The body is longer than {self._max_body_bytes:,} bytes"
