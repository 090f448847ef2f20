"""Previews: the newest version of a map as readers would see it, by a secret link that expires."""

import json
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from dateline.app.desk.sessions import digest_of
from dateline.app.http.conditional import answer
from dateline.app.http.problems import not_found
from dateline.app.http.security import desk_headers
from dateline.app.pages.cards import description
from dateline.app.pages.sharing import sharing_of
from dateline.app.pages.templating import render
from dateline.app.rendered import HTML, absolute, files_of
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp
from dateline.app.routes.desk import desk_enabled
from dateline.app.routes.drafts import PRIVATE
from dateline.app.routes.openapi import GEOJSON
from dateline.app.store.base import Store
from dateline.app.store.desk import Preview
from dateline.app.store.model import StoredMap
from dateline.app.store.serialise import as_map
from dateline.app.tokens import rfc3339
from dateline.geo.frame_ancestors import NOBODY
from dateline.geo.story import map_view
from dateline.geo.story.editorial import picture_origins

router = APIRouter(dependencies=[Depends(desk_enabled)], include_in_schema=False)

# Plain functions: they run in a thread, where templates may take their time.


@router.get("/preview/{secret}")
def preview_page(
    request: Request, secret: str, store: StoreOfApp, settings: SettingsOfApp
) -> Response:
    """The reader's page of the newest version of a map."""
    preview, stored = _shown(store, secret)
    address = absolute(request, settings, f"/preview/{secret}")
    document = json.loads(stored.document)
    view = map_view(document, page=1)
    html = render(
        request.scope,
        "map.html",
        page=view,
        description=description(view),
        address=address,
        share=sharing_of(stored, address),
        linked_data=None,
        files=_files(request, stored, secret),
        preview=preview,
    )
    return _send(request, html.encode(), HTML, "'self'", picture_origins(document))


@router.get("/preview/{secret}/embed")
def preview_embed(
    request: Request,
    secret: str,
    store: StoreOfApp,
    settings: SettingsOfApp,
    theme: str = "",
) -> Response:
    """The same as an embed; the desk and those who may embed the map may frame it."""
    preview, stored = _shown(store, secret)
    document = json.loads(stored.document)
    view = map_view(document, page=1)
    html = render(
        request.scope,
        "embed.html",
        page=view,
        items=(),
        share=sharing_of(stored, absolute(request, settings, f"/preview/{secret}")),
        theme=theme if theme in ("light", "dark") else None,
        language=None,
        feature=None,
        files=_files(request, stored, secret),
        preview=preview,
    )
    sites = document.get("frame_ancestors") or settings.frame_ancestors
    return _send(request, html.encode(), HTML, "'self'" if sites == NOBODY else f"'self' {sites}")


@router.get("/preview/{secret}/map.geojson")
def preview_data(request: Request, secret: str, store: StoreOfApp) -> Response:
    """What the map of a preview is drawn from."""
    _, stored = _shown(store, secret)
    return _send(request, stored.document, GEOJSON, NOBODY)


def _shown(store: Store, secret: str) -> tuple[Preview, StoredMap]:
    preview = store.desk.preview(digest_of(secret), rfc3339(datetime.now(UTC)))
    kept = store.newest(preview.map_id) if preview else None
    if preview is None or kept is None:
        raise not_found("preview at this address (any more); ask for another link")
    return preview, as_map(kept)


def _files(request: Request, stored: StoredMap, secret: str) -> dict[str, Any]:
    here = f"{request.scope.get('root_path', '')}/preview/{secret}"
    return {**files_of(request, stored), "data": f"{here}/map.geojson"}


def _send(
    request: Request,
    body: bytes,
    media_type: str,
    frame_ancestors: str,
    pictures: tuple[str, ...] = (),
) -> Response:
    headers = {
        **desk_headers(frame_ancestors, request.app.state.settings.basemap_origin, pictures),
        # The address is the secret: nobody else is to learn it, nor to find it.
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return answer(request, body, media_type, cache_control=PRIVATE, headers=headers)
