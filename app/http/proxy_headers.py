"""Behind a proxy: the host and the path that the public address begins with."""

from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_HOST = b"host"
_FORWARDED_HOST = b"x-forwarded-host"


class ForwardedHeaders:
    """Uvicorn's middleware, and the host that a trusted proxy says the request came for.

    Args:
        app: The application within.
        trusted_hosts: The proxies that are believed, as Uvicorn has them.
    """

    def __init__(self, app: ASGIApp, trusted_hosts: str) -> None:
        self._forwarded: Any = ProxyHeadersMiddleware(cast(Any, app), trusted_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the client, scheme and host from the proxy's headers."""
        client = scope.get("client")
        if scope["type"] == "http" and client and client[0] in self._forwarded.trusted_hosts:
            told = [value for name, value in scope["headers"] if name == _FORWARDED_HOST]
            if told:
                host = told[0].split(b",")[0].strip()  # of several proxies, the first in line
                others = [pair for pair in scope["headers"] if pair[0] != _HOST]
                scope = {**scope, "headers": [*others, (_HOST, host)]}
        await self._forwarded(scope, receive, send)


class RootPath:
    """Sets the root path of every request, whether or not the proxy has taken it off the path.

    Args:
        app: The application within.
        root_path: Such as ``/news``; empty when the service has the whole host.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its path below the root path, as ASGI has it."""
        if scope["type"] == "http" and self._root_path:
            path = scope["path"]
            if not path.startswith(f"{self._root_path}/"):
                path = self._root_path + path
            scope = {**scope, "root_path": self._root_path, "path": path}
        await self.app(scope, receive, send)
