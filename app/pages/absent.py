"""What stands in the place of a map that the public does not see (any more)."""

from fastapi import Request
from starlette.responses import Response

from dateline.app.http.security import embed_headers
from dateline.app.pages.templating import render
from dateline.app.settings import Settings
from dateline.app.store.desk import TakenDown

_HTML = "text/html; charset=utf-8"
_DOWN = "This map was taken down."
_NONE = "There is no map at this address."


def absent_map(
    request: Request,
    settings: Settings,
    taken: TakenDown | None,
    *,
    framed: bool,
    theme: str | None = None,
) -> Response:
    """A page that says that there is no map, and why if that is known.

    Args:
        request: The request.
        settings: Of the application.
        taken: Why it was taken down; None when it was not.
        framed: Whether others may show it in a frame, where a browser's own error would look as
            if their page were broken.
        theme: ``light`` or ``dark``; the reader's preference when left out.
    """
    html = render(
        request.scope,
        "taken_down.html",
        title=taken.title if taken else "No map",
        what=_DOWN if taken else _NONE,
        reason=taken.reason if taken else "",
        url=taken.url if taken else None,
        theme=theme,
    )
    headers = {"Cache-Control": "no-store"}
    if framed:
        headers |= embed_headers(settings.frame_ancestors)
    return Response(html, 410 if taken else 404, headers, _HTML)
