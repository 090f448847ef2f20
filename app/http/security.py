"""The headers that keep a browser from being used against its reader."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    # Maps are made to be embedded and read from anywhere, also by pages that isolate themselves.
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_POLICY = b"content-security-policy"
_NO_FRAME = (b"x-frame-options", b"DENY")


def content_security_policy(
    frame_ancestors: str = "'none'", tiles: str | None = None, pictures: Sequence[str] = ()
) -> str:
    """The policy of a page: everything from this service, nothing inline.

    Args:
        frame_ancestors: Who may show the page in a frame, in CSP's words.
        tiles: The one other origin that tiles and only tiles may come from, if any.
        pictures: Origins that editors have chosen pictures from.
    """
    opened = (
        f"{source} {tiles}" if tiles and source.startswith(("img-src", "connect-src")) else source
        for source in _SOURCES
    )
    if pictures:
        images = " ".join(pictures)
        opened = (f"{one} {images}" if one.startswith("img-src") else one for one in opened)
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
    return {
        "Content-Security-Policy": f"{policy}{own}",
        # An article that isolates itself shows only frames that do, too. Pictures from elsewhere
        # come without cookies then.
        "Cross-Origin-Embedder-Policy": "credentialless",
    }


def page_headers(tiles: str | None = None, pictures: Sequence[str] = ()) -> dict[str, str]:
    """Headers of a page that nobody may frame, with pictures from elsewhere.

    Args:
        tiles: The one other origin that a map's tiles come from, if any.
        pictures: Origins of its pictures.
    """
    policy = content_security_policy(tiles=tiles, pictures=pictures)
    return {"Content-Security-Policy": policy, "X-Frame-Options": "DENY"}


def desk_headers(
    frame_ancestors: str = "'none'", tiles: str | None = None, pictures: Sequence[str] = ()
) -> dict[str, str]:
    """Headers of the desk's own pages and of previews.

    Args:
        frame_ancestors: Who may show the page in a frame, in CSP's words.
        tiles: The one other origin that a map's tiles come from, if any.
        pictures: Origins of a map's pictures.
    """
    policy = content_security_policy(frame_ancestors, tiles, pictures)
    headers = {
        "Content-Security-Policy": f"{policy}; frame-src 'self'",
        # Public pages have none: an embed in a sandbox could not open them in a new tab.
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return headers | ({"X-Frame-Options": "DENY"} if frame_ancestors == "'none'" else {})


class SecurityHeaders:
    """Adds the headers to every response; those that a route has set itself stay.

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
                given = {name.lower() for name, _ in own}
                added = _COMMON if _POLICY in given else self._unframed
                own.extend(one for one in added if one[0] not in given)
            await send(message)

        await self.app(scope, receive, secured)
