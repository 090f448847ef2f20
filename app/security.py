"""The headers that keep a browser from being used against its reader."""

import asyncio
import time

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import respond

_SOURCES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)
_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    # Maps are made to be embedded and read from anywhere, also by pages that isolate themselves.
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_POLICY = b"content-security-policy"
_NO_FRAME = (b"x-frame-options", b"DENY")
SLOWEST = 1_000
"""Bytes of a body that have to come in a second, on average."""
LONGEST_TARGET = 8_000
"""Bytes of path and query that are looked at; RFC 9110 section 4.1 asks for no less."""


def content_security_policy(frame_ancestors: str = "'none'", tiles: str | None = None) -> str:
    """The policy of a page: everything from this service, nothing inline.

    Args:
        frame_ancestors: Who may show the page in a frame, in CSP's words.
        tiles: The one other origin that tiles and only tiles may come from, if any.
    """
    opened = (
        f"{source} {tiles}" if tiles and source.startswith(("img-src", "connect-src")) else source
        for source in _SOURCES
    )
    return "; ".join((*opened, f"frame-ancestors {frame_ancestors}"))


UNFRAMED = (*_COMMON, (_POLICY, content_security_policy().encode("ascii")), _NO_FRAME)
"""Headers of every answer but those that others may show in a frame."""


def embed_headers(
    frame_ancestors: str, of_map: str | None = None, tiles: str | None = None
) -> dict[str, str]:
    """Headers of the one kind of page that others may show in a frame.

    Args:
        frame_ancestors: Whom the service allows that, in CSP's words.
        of_map: Whom the map allows it. A browser keeps to each of several policies (CSP 3, section
            8.1), so that a map may narrow what the service allows and never widen it.
        tiles: The one other origin that a map's tiles come from, if any.
    """
    policy = content_security_policy(frame_ancestors, tiles)
    own = f", frame-ancestors {of_map}" if of_map else ""
    return {"Content-Security-Policy": f"{policy}{own}"}


class SecurityHeaders:
    """Adds the headers to every response; a policy that a route has set itself stays.

    Args:
        app: The application within.
        tiles: The one other origin that a map's tiles come from, if any.
    """

    def __init__(self, app: ASGIApp, tiles: str | None = None) -> None:
        self.app = app
        policy = content_security_policy(tiles=tiles).encode("ascii")
        self._unframed = (*_COMMON, (_POLICY, policy), _NO_FRAME)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with headers added to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message.setdefault("headers", [])
                has_policy = any(name == _POLICY for name, _ in own)
                own.extend(_COMMON if has_policy else self._unframed)
            await send(message)

        await self.app(scope, receive, secured)


class CrossOrigin(CORSMiddleware):
    """Starlette's CORS; a preflight that it refuses is told in a problem document."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight: what scripts of other origins may do, or what is refused."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == 200:
            return answer
        refused = bytes(answer.body).decode().removeprefix("Disallowed CORS ")
        told = {
            name: value
            for name, value in answer.headers.items()
            if name.startswith("access-control-")
        }
        detail = (
            f"Scripts of other origins may not ask so (not allowed: {refused}); allowed are "
            f"{', '.join(self.allow_methods)} from {', '.join(self.allow_origins) or 'nowhere'}, "
            f"with no headers but {', '.join(self.allow_headers)}."
        )
        # Nobody reads this as a page, whatever it accepts: a browser shows it to developers.
        problem = respond({"type": "http", "headers": []}, 400, detail, headers=told)
        problem.headers["Vary"] = answer.headers["Vary"]
        return problem


class HeadAsGet:
    """Answers HEAD as GET is answered, without the body (RFC 9110 section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; for HEAD, keep the body back."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, bodiless)


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
