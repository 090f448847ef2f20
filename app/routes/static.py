"""The files that pages need."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.app.http.conditional import IMMUTABLE, REVALIDATE, accepted_encodings, send
from dateline.app.http.problems import not_found
from dateline.app.http.ranges import send_file
from dateline.app.pages.assets import Assets

router = APIRouter(include_in_schema=False)


# A plain function, so that the first compression of a file happens in a thread.
@router.get("/static/{name:path}", name="static")
def static_file(request: Request, name: str, v: str = "") -> Response:
    """A file; for good, when the address carries the version that the file has now."""
    assets: Assets = request.app.state.assets
    try:
        cache_control = IMMUTABLE if assets.version(name) == v else REVALIDATE
        if assets.in_parts(name):
            path, etag = assets.file(name)
            return send_file(
                request, path, etag, assets.media_type(name), cache_control=cache_control
            )
        content = assets.content(name, accepted_encodings(request.headers))
    except KeyError:
        raise not_found(f"file {name[:200]!r}") from None
    return send(request, content, assets.media_type(name), cache_control=cache_control)
