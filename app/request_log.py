"""Watching requests go by: an id for each, the counts of them all, a line in the log."""

import logging
from collections.abc import Iterable
from time import perf_counter

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.app.http.request_context import REQUEST_ID, Exchange, begin, current
from dateline.app.logs import ACCESS
from dateline.app.metrics import Metrics

_access = logging.getLogger(ACCESS)


class Observing:
    """Gives each request its id, counts it, and writes its line when it has been answered.

    Outermost, so that it sees what every client sees.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what became of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        exchange = begin(scope["headers"])
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.setdefault("headers", [])
                headers.append((REQUEST_ID, exchange.id.encode("ascii")))
                headers.extend(exchange.headers)
            await send(message)

        self._metrics.begin()
        try:
            await self.app(scope, receive, noting)
        finally:
            seconds = perf_counter() - started
            self._metrics.end(scope["method"], exchange.route, status, seconds)
            if _access.isEnabledFor(logging.INFO):
                _write_line(scope, exchange, status, seconds)


class Routed:
    """Notes by which route a request went; innermost, where the router sets it.

    Args:
        app: The application within.
        routes: All routes: those of Starlette are found by their endpoint.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self._paths: dict[object, str] = {
            one.endpoint: one.path for one in routes if isinstance(one, Route)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        try:
            await self.app(scope, receive, send)
        finally:
            exchange = current()
            if exchange is not None:
                path = getattr(scope.get("route"), "path", None)
                exchange.route = path or self._paths.get(scope.get("endpoint"))


def _write_line(scope: Scope, exchange: Exchange, status: int, seconds: float) -> None:
    # The path as it came, percent-encoded, and without the query, in which a report's title or
    # what a reader looks for may stand.
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.decode("ascii", "backslashreplace")[:500]
    method = scope["method"]
    client = scope.get("client")
    told = {
        "method": method,
        "path": path,
        "route": exchange.route,
        "status": status or 499,
        "duration_ms": round(seconds * 1000, 3),
        "client": client[0] if client else None,
    }
    _access.info("%s %s %d", method, path, status or 499, extra=told)
