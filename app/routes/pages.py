"""Pages for readers: the list of maps, a map, and the files a map page asks for."""

import json
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.app.error_handlers import wants_html
from dateline.app.http.compression import Content
from dateline.app.http.conditional import (
    IMMUTABLE,
    REVALIDATE,
    accepted_encodings,
    answer,
    cached_for,
    send,
)
from dateline.app.http.problems import gone, not_found
from dateline.app.http.security import page_headers
from dateline.app.pages import bundles
from dateline.app.pages.absent import absent_map
from dateline.app.pages.cards import description
from dateline.app.pages.schema_org import linked_data
from dateline.app.pages.sharing import sharing_of
from dateline.app.pages.templating import render
from dateline.app.rendered import (
    HTML,
    absolute,
    files_of,
    list_of_maps,
    page_of,
    render_cache,
)
from dateline.app.routes.dependencies import MapId, SettingsOfApp, StoreOfApp
from dateline.app.routes.drafts import PRIVATE, draft_for, preview_page
from dateline.app.routes.openapi import html_page
from dateline.app.settings import Settings
from dateline.app.store.model import StoredMap
from dateline.geo.story import map_view
from dateline.geo.story import page_of as list_page_of
from dateline.geo.story.editorial import picture_origins

router = APIRouter(tags=["maps"])

# Plain functions, so that templates and compression run in a thread and not in the event loop.


@router.get("/", include_in_schema=False)
def index(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """The list of maps."""
    return list_of_maps(request, store, settings)


@router.get(
    "/maps/{map_id:slug}",
    summary="A map's page",
    response_class=Response,
    responses=html_page("A page with the map and the list of all that is on it."),
)
def one_map(
    request: Request,
    map_id: MapId,
    store: StoreOfApp,
    settings: SettingsOfApp,
    page: Annotated[str, Query(description="Which page of a list that is cut into pages.")] = "",
    step: Annotated[str, Query(description="The step of the story to begin at.")] = "",
    feature: Annotated[str, Query(description="The feature to begin at.")] = "",
) -> Response:
    """A map beside the list of all that is on it; a draft, for its authors, as one file.

    A long list is cut into pages: ``page``, ``step`` and ``feature`` say which is meant.
    """
    stored = store.map(map_id)
    if stored is None:
        kept = draft_for(request, store, map_id)
        if kept is None:
            taken = store.desk.taken_down(map_id)
            if taken and wants_html(request.headers.get("accept", "")):
                return absent_map(request, settings, taken, framed=False)
            raise gone(taken.title, taken.reason) if taken else not_found(f"map {map_id[:80]!r}")
        return answer(request, preview_page(kept), HTML, cache_control=PRIVATE)
    address = absolute(request, settings, f"/maps/{map_id}")
    number = _list_page(stored, _number(page), _number(step), feature)

    def write() -> str:
        document = json.loads(stored.document)
        view = map_view(document, page=number)
        return render(
            request.scope,
            "map.html",
            page=view,
            description=description(view),
            address=address,
            share=sharing_of(stored, address),
            linked_data=linked_data(document, address),
            files=files_of(request, stored),
            preview=None,
        )

    content = page_of(request, stored, ("page", address, str(number)), write)
    headers = _headers(stored, settings)
    return send(
        request, content, HTML, cache_control=cached_for(settings.cache_seconds), headers=headers
    )


def _headers(stored: StoredMap, settings: Settings) -> dict[str, str]:
    """Let a page show the pictures that its editors have chosen; most have none."""
    if b'"picture":{' not in stored.document:
        return {}
    origins = picture_origins(json.loads(stored.document))
    return page_headers(settings.basemap_origin, origins)


@router.get("/bundle/{kind}", include_in_schema=False)
def bundle(request: Request, kind: bundles.Kind, v: str = "") -> Response:
    """One kind of scripts, or all styles, of map pages."""
    assets = request.app.state.assets
    version = bundles.version(assets, kind)
    content = render_cache(request).files.content(
        ("bundle", kind),
        version,
        partial(bundles.body, assets, kind),
        accepted_encodings(request.headers),
    )
    return _versioned(request, content, bundles.MEDIA_TYPES[kind], current=v == version)


def _number(text: str) -> int | None:
    """A number in an address; what is none is not asked for."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _list_page(stored: StoredMap, page: int | None, step: int | None, feature: str) -> int:
    if page is None and step is None and not feature:
        return 1
    document = json.loads(stored.document)
    return list_page_of(document, page=page, step=step, feature=feature)


def _versioned(request: Request, content: Content, media_type: str, *, current: bool) -> Response:
    cache_control = IMMUTABLE if current else REVALIDATE
    return send(request, content, media_type, cache_control=cache_control)
