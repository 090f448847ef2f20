"""Behind a proxy: the path that the public address begins with."""

from starlette.types import ASGIApp, Receive, Scope, Send


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
