"""The files that pages need."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.assets import Assets
from app.conditional import IMMUTABLE, REVALIDATE, accepted_encodings, send
from app.errors import not_found

router = APIRouter(include_in_schema=False)


# A plain function, so that the first compression of a file happens in a thread.
@router.get("/static/{name:path}", name="static")
def static_file(request: Request, name: str, v: str = "") -> Response:
    """A file; for good, when the address carries the version that the file has now."""
    assets: Assets = request.app.state.assets
    try:
        content = assets.content(name, accepted_encodings(request.headers))
        current = assets.version(name) == v
    except KeyError:
        raise not_found(f"file {name[:200]!r}") from None
    return send(
        request,
        content,
        assets.media_type(name),
        cache_control=IMMUTABLE if current else REVALIDATE,
    )
