"""The bare map for a frame in another page."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.conditional import cached_for, send
from app.made import HTML, absolute, files_of, page_of, stored_map
from app.routes.parameters import SettingsOfApp, StoreOfApp
from app.security import embed_headers
from app.templating import render

router = APIRouter(include_in_schema=False)


# A plain function, so that template and compression run in a thread and not in the event loop.
@router.get("/maps/{map_id:slug}/embed")
def embedded_map(
    request: Request,
    map_id: str,
    store: StoreOfApp,
    settings: SettingsOfApp,
    theme: str | None = None,
) -> Response:
    """The bare map for a frame in another page; ``theme`` may be ``light`` or ``dark``."""
    stored = stored_map(store, map_id)
    address = absolute(request, settings, f"/maps/{map_id}")
    shade = theme if theme in ("light", "dark") else None

    def write() -> str:
        return render(
            request.scope,
            "embed.html",
            summary=stored.summary,
            address=address,
            theme=shade,
            files=files_of(request, stored),
        )

    return send(
        request,
        page_of(request, stored, ("embed", address, shade), write),
        HTML,
        cache_control=cached_for(settings.cache_seconds),
        headers=embed_headers(settings.frame_ancestors),
    )
