"""The bare map for a frame in another page."""

import json
import re
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dateline.app.error_handlers import wants_html
from dateline.app.http.conditional import cached_for, send
from dateline.app.http.problems import gone, not_found
from dateline.app.http.security import embed_headers
from dateline.app.pages.absent import absent_map
from dateline.app.pages.sharing import sharing_of
from dateline.app.pages.templating import render
from dateline.app.rendered import HTML, absolute, files_of, page_of
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp
from dateline.app.store.model import StoredMap
from dateline.geo.story import MapView, map_view

router = APIRouter(include_in_schema=False)

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_STEP: Final = re.compile(r"[1-9][0-9]{0,3}")
_MOST_ITEMS: Final = 40
"""Events that are listed where there is no script; the map's page has all."""


# A plain function, so that template and compression run in a thread and not in the event loop.
# Nothing in the query is refused: an embed that shows the map beats one that shows an error in
# someone's article. What only the script reads (feature, layers, view) is not looked at here.
@router.get("/maps/{map_id:slug}/embed")
def embedded_map(
    request: Request,
    map_id: str,
    store: StoreOfApp,
    settings: SettingsOfApp,
    theme: str = "",
    lang: str = "",
    step: str = "",
) -> Response:
    """The bare map for a frame in another page.

    Args:
        request: Its address; the state to show is in the query, since WordPress takes the hash.
        map_id: Which map.
        store: Of the application.
        settings: Of the application.
        theme: ``light`` or ``dark``; the reader's preference when left out.
        lang: BCP 47, for names, dates and numbers; the reader's when left out.
        step: Number of the passage whose event is chosen at first.
    """
    stored = store.map(map_id)
    if stored is None:
        shade = theme if theme in ("light", "dark") else None
        taken = store.desk.taken_down(map_id)
        if not wants_html(request.headers.get("accept", "")):
            raise gone(taken.title, taken.reason) if taken else not_found(f"map {map_id[:80]!r}")
        return absent_map(request, settings, taken, framed=True, theme=shade)
    address = absolute(request, settings, f"/maps/{map_id}")
    shade = theme if theme in ("light", "dark") else None
    language = lang if _LANGUAGE.fullmatch(lang) else None
    number = step if _STEP.fullmatch(step) else None

    def write() -> str:
        view = map_view(json.loads(stored.document), page=1)
        return render(
            request.scope,
            "embed.html",
            page=view,
            items=view.story[:_MOST_ITEMS],
            share=sharing_of(stored, address),
            theme=shade,
            language=language,
            feature=_told_at(view, int(number)) if number else None,
            files=files_of(request, stored),
        )

    return send(
        request,
        page_of(request, stored, ("embed", address, shade, language, number), write),
        HTML,
        cache_control=cached_for(settings.cache_seconds),
        headers=embed_headers(
            settings.frame_ancestors, _own_ancestors(stored), settings.basemap_origin
        ),
    )


@router.get("/maps/{map_id:slug}/")
@router.get("/maps/{map_id:slug}/embed/")
def without_slash(request: Request, map_id: str, settings: SettingsOfApp) -> Response:
    """The same address without the slash that some put at its end."""
    embed = "/embed" if request.url.path.endswith("/embed/") else ""
    query = f"?{request.url.query}" if request.url.query else ""
    address = f"{absolute(request, settings, f'/maps/{map_id}{embed}')}{query}"
    return RedirectResponse(address, 301)


def _told_at(view: MapView, number: int) -> str | None:
    """Id of the first new feature of a step, or else of one named there."""
    steps = (one for one in view.steps if one.number == number)
    told = (item.id for one in steps for item in (*one.items, *one.others))
    return next(told, None)


def _own_ancestors(stored: StoredMap) -> str | None:
    """Whom the map itself allows to show it in a frame; None where it says nothing of that."""
    if b'"frame_ancestors"' not in stored.document:
        return None
    sites: str | None = json.loads(stored.document).get("frame_ancestors")
    return sites
