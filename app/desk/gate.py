"""The gate of the desk: requests with a session in the place of a token."""

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.app.desk.sessions import CSRF_HEADER, SignedIn, signed_in
from dateline.app.error_handlers import respond
from dateline.app.http.security import desk_headers
from dateline.app.store.base import Store

API = "/desk/api"
SIGNED_IN = "dateline.signed_in"
"""Member of a request's scope that holds who is signed in."""
_SAFE = ("GET", "HEAD", "OPTIONS")
_OWN_SITES = ("same-origin", "none")
_PRIVATE = b"private, no-cache"


class DeskGate:
    """Serves every address again below ``/desk/api``, to who is signed in.

    The session represents its token there and nowhere else: its cookie is not sent to any other
    address, and none takes it. What changes something needs the session's CSRF token as well.

    Args:
        app: The application within.
        enabled: Whether there is a desk.
    """

    def __init__(self, app: ASGIApp, *, enabled: bool) -> None:
        self.app = app
        self._enabled = enabled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; below ``/desk/api`` only for who is signed in."""
        below = self._below(scope) if scope["type"] == "http" else None
        if below is None:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        who = await who_is_signed_in(scope["app"].state.store, headers.get("cookie", ""))
        if who is None:
            refusal = respond(scope, 401, "You are not signed in (any more). Please sign in again.")
            await refusal(scope, receive, _private(send))
        elif scope["method"] not in _SAFE and not _meant(scope, headers, who):
            detail = "The request does not come from the desk: its X-CSRF-Token is missing or old."
            await respond(scope, 403, detail)(scope, receive, _private(send))
        else:
            path = f"{scope.get('root_path', '')}{below}"
            inner = {**scope, "path": path, "raw_path": None, SIGNED_IN: who}
            await self.app(inner, receive, _private(send))

    def _below(self, scope: Scope) -> str | None:
        """What follows ``/desk/api`` in the path; None for any other path."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if not self._enabled or not path.startswith(f"{API}/"):
            return None
        return str(path.removeprefix(API))


async def who_is_signed_in(store: Store, cookie: str) -> SignedIn | None:
    """Who a ``Cookie`` header belongs to."""
    if store.is_local:
        return signed_in(store, cookie)
    return await to_thread.run_sync(signed_in, store, cookie)


def from_own_site(scope: Scope, headers: Headers) -> bool:
    """Whether a browser says that a request comes from a page of this service, or says nothing."""
    origin = headers.get("origin")
    if origin is not None:
        url = Request(scope).url
        return origin == f"{url.scheme}://{url.netloc}"
    return headers.get("sec-fetch-site", "none") in _OWN_SITES


def _meant(scope: Scope, headers: Headers, who: SignedIn) -> bool:
    return from_own_site(scope, headers) and who.sent_csrf(headers.get(CSRF_HEADER, ""))


def _private(send: Send) -> Send:
    """Have an answer kept by nobody but the browser, and framed by nobody."""
    own = [(name.lower().encode(), value.encode()) for name, value in desk_headers().items()]
    replaced = {name for name, _ in own} | {b"access-control-allow-origin"}

    async def private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [one for one in message.get("headers", []) if one[0].lower() not in replaced]
            message = {**message, "headers": [_unshared(one) for one in headers] + own}
        await send(message)

    return private


def _unshared(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    shared = header[0].lower() == b"cache-control" and b"no-store" not in header[1]
    return (header[0], _PRIVATE) if shared else header
