"""A map as a picture: SVG, and PNG for link previews."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from dateline.app.http.compression import Content
from dateline.app.http.conditional import IMMUTABLE, cached_for, send
from dateline.app.http.rate_limits import costly_read
from dateline.app.pages.bundles import version_of_map
from dateline.app.rendered import file_of, stored_map
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp
from dateline.app.settings import Settings
from dateline.app.store.model import StoredMap
from dateline.geo import static_map

router = APIRouter(include_in_schema=False, dependencies=[Depends(costly_read)])

MapId = Annotated[str, Path(description="The map's id.")]
Width = Literal["1200", "600", "300"]


# Plain functions, so that pictures are drawn in a thread and not in the event loop. Drawing brings
# numpy and resvg, which a service that nobody asks for a picture does without.


@router.get("/maps/{map_id:slug}.svg")
def picture(
    request: Request, map_id: MapId, store: StoreOfApp, settings: SettingsOfApp, v: str = ""
) -> Response:
    """The map as SVG of 1200 by 630 pixels."""
    stored = stored_map(store, map_id)

    def make() -> bytes:
        return static_map.picture_of(json.loads(stored.document)).encode()

    content = file_of(request, stored, ("picture",), make)
    return _sent(request, settings, stored, content, "image/svg+xml", v)


@router.get("/maps/{map_id:slug}/card.png")
def card(
    request: Request,
    map_id: MapId,
    store: StoreOfApp,
    settings: SettingsOfApp,
    width: Annotated[Width, Query()] = "1200",
    v: str = "",
) -> Response:
    """The map as PNG, 1200, 600 or 300 pixels wide."""
    stored = stored_map(store, map_id)

    def make() -> bytes:
        return static_map.card_of(json.loads(stored.document), int(width))

    content = file_of(request, stored, ("card", width), make, compressible=False)
    return _sent(request, settings, stored, content, "image/png", v)


def _sent(
    request: Request,
    settings: Settings,
    stored: StoredMap,
    content: Content,
    media_type: str,
    version: str,
) -> Response:
    current = version == version_of_map(stored.etag)
    cache_control = IMMUTABLE if current else cached_for(settings.cache_seconds)
    return send(request, content, media_type, cache_control=cache_control)
