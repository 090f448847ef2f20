"""Pages for readers: the list of maps, a map, its embed, and the files a map page asks for."""

import json
from collections.abc import Callable
from functools import partial
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import bundles
from app.conditional import (
    IMMUTABLE,
    REVALIDATE,
    accepted_encodings,
    answer,
    cached_for,
    send,
)
from app.content import Content
from app.derived import Derived, Latest
from app.errors import not_found
from app.linked_data import linked_data
from app.locator import Locator, locator
from app.pages import card, description
from app.routes.parameters import SettingsOfApp, StoreOfApp
from app.security import embed_headers
from app.settings import Settings
from app.store.base import MapSummary, Store, StoredMap
from app.templating import render
from geo.listing import map_view

router = APIRouter(include_in_schema=False)

_HTML = "text/html; charset=utf-8"


class Made:
    """What one application has made of its maps and keeps while they stay as they are.

    Attributes:
        files: The files that a map page asks for.
        pages: Pages as written for one address.
        pictures: Of the list of maps.
    """

    def __init__(self) -> None:
        self.files = Derived()
        self.pages = Derived(thorough=False)
        self.pictures: Latest[Locator | None] = Latest(2048)


def _made_by(request: Request) -> Made:
    made: Made = request.app.state.made
    return made


# Plain functions, so that templates and compression run in a thread and not in the event loop.


@router.get("/")
def list_of_maps(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """Every map as a card, the latest published first."""
    pictures = _made_by(request).pictures
    cards = [card(one, _picture(pictures, store, one)) for one in store.maps()]
    html = render(request.scope, "index.html", cards=cards)
    return answer(request, html.encode(), _HTML, cache_control=cached_for(settings.cache_seconds))


@router.get("/maps/{map_id:slug}")
def one_map(request: Request, map_id: str, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """A map beside the list of all that is on it."""
    stored = _stored(store, map_id)
    address = _absolute(request, settings, f"/maps/{map_id}")

    def write() -> str:
        document = json.loads(stored.document)
        view = map_view(document)
        return render(
            request.scope,
            "map.html",
            page=view,
            description=description(view),
            address=address,
            locator=locator(document),
            linked_data=linked_data(document, address),
            files=_files(request, stored),
        )

    content = _written(request, stored, ("page", address), write)
    return send(request, content, _HTML, cache_control=cached_for(settings.cache_seconds))


@router.get("/maps/{map_id:slug}/embed")
def embedded_map(
    request: Request,
    map_id: str,
    store: StoreOfApp,
    settings: SettingsOfApp,
    theme: str | None = None,
) -> Response:
    """The bare map for a frame in another page; ``theme`` may be ``light`` or ``dark``."""
    stored = _stored(store, map_id)
    address = _absolute(request, settings, f"/maps/{map_id}")
    shade = theme if theme in ("light", "dark") else None

    def write() -> str:
        return render(
            request.scope,
            "embed.html",
            summary=stored.summary,
            address=address,
            theme=shade,
            files=_files(request, stored),
        )

    return send(
        request,
        _written(request, stored, ("embed", address, shade), write),
        _HTML,
        cache_control=cached_for(settings.cache_seconds),
        headers=embed_headers(settings.frame_ancestors),
    )


@router.get("/maps/{map_id:slug}/map.js")
def map_script(request: Request, map_id: str, store: StoreOfApp, v: str = "") -> Response:
    """The script that sets up the map of a page."""
    stored = _stored(store, map_id)
    content = _made(request, stored, "script", partial(_script, stored))
    current = v == bundles.version_of_map(stored.etag)
    return _versioned(request, content, bundles.MEDIA_TYPES["scripts"], current=current)


@router.get("/maps/{map_id:slug}/basemap.json")
def map_basemap(request: Request, map_id: str, store: StoreOfApp, v: str = "") -> Response:
    """The basemap, fine where the map's story is."""
    stored = _stored(store, map_id)
    content = _made(request, stored, "basemap", partial(_basemap, stored))
    current = v == bundles.version_of_map(stored.etag)
    return _versioned(request, content, "application/geo+json", current=current)


@router.get("/bundle/{kind}")
def bundle(request: Request, kind: Literal["scripts", "styles"], v: str = "") -> Response:
    """All scripts, or all styles, of map pages."""
    assets = request.app.state.assets
    version = bundles.version(assets, kind)
    content = _made_by(request).files.content(
        ("bundle", kind),
        version,
        partial(bundles.body, assets, kind),
        accepted_encodings(request.headers),
    )
    return _versioned(request, content, bundles.MEDIA_TYPES[kind], current=v == version)


def _stored(store: Store, map_id: str) -> StoredMap:
    stored = store.map(map_id)
    if stored is None:
        raise not_found(f"map {map_id[:80]!r}")
    return stored


def _picture(pictures: Latest[Locator | None], store: Store, summary: MapSummary) -> Locator | None:
    def draw() -> Locator | None:
        stored = store.map(summary.id)
        return locator(json.loads(stored.document)) if stored else None

    return pictures.get(summary.id, summary, draw)


def _made(request: Request, stored: StoredMap, what: str, make: Callable[[], bytes]) -> Content:
    name = (what, stored.summary.id)
    encodings = accepted_encodings(request.headers)
    return _made_by(request).files.content(name, stored.etag, make, encodings)


def _written(
    request: Request, stored: StoredMap, name: tuple[str | None, ...], write: Callable[[], str]
) -> Content:
    """A map's page, written anew only when the map or a file that it links has changed.

    The title and counts of an embed are of the summary, which the map's ETag covers.
    """
    assets = request.app.state.assets
    version = (stored.etag, *(bundles.version(assets, kind) for kind in bundles.MEDIA_TYPES))
    return _made_by(request).pages.content(
        (*name, request.scope.get("root_path", "")),
        version,
        lambda: write().encode(),
        accepted_encodings(request.headers),
    )


def _script(stored: StoredMap) -> bytes:
    # Folium takes half a second to import, which a service that is only asked for data never needs.
    from geo.maps import DatelineMap  # noqa: PLC0415

    return DatelineMap(json.loads(stored.document), basemap=False).script().encode()


def _basemap(stored: StoredMap) -> bytes:
    from geo.basemap import basemap_of  # noqa: PLC0415
    from geo.layers import to_json  # noqa: PLC0415

    return to_json(basemap_of(json.loads(stored.document)))


def _versioned(request: Request, content: Content, media_type: str, *, current: bool) -> Response:
    cache_control = IMMUTABLE if current else REVALIDATE
    return send(request, content, media_type, cache_control=cache_control)


def _files(request: Request, stored: StoredMap) -> dict[str, str]:
    """Addresses of what the map of a page is drawn from, each with its version."""
    root = request.scope.get("root_path", "")
    here = f"{root}/maps/{stored.summary.id}"
    version = bundles.version_of_map(stored.etag)
    return {
        "data": f"{here}.geojson",
        "basemap": f"{here}/basemap.json?v={version}",
        "script": f"{here}/map.js?v={version}",
    }


def _absolute(request: Request, settings: Settings, path: str) -> str:
    base = settings.base_url or str(request.base_url).rstrip("/")
    return f"{base}{path}"
