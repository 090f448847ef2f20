"""Cached renderings of stored maps, invalidated by version."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import Request
from starlette.responses import Response

from dateline.app.cache import CompressedCache, LRUCache
from dateline.app.http.compression import Content
from dateline.app.http.conditional import accepted_encodings, answer, cached_for
from dateline.app.http.problems import not_found
from dateline.app.map_query import addresses, link_header, map_query
from dateline.app.pages import bundles
from dateline.app.pages.basemap import WORLD, basemap
from dateline.app.pages.cards import card
from dateline.app.pages.locator import Locator, locator
from dateline.app.pages.templating import render
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.model import MapSummary, StoredMap

HTML = "text/html; charset=utf-8"
CROWD = 400
"""Features up to which each has its own pin, as in ``static/js/dateline-crowd.js``."""


class RenderCache:
    """The cached renderings of one application.

    Attributes:
        files: Files of maps: scripts, pictures, exports.
        pages: HTML pages.
        pictures: Locator pictures of the list of maps.
    """

    def __init__(self) -> None:
        self.files = CompressedCache()
        self.pages = CompressedCache(thorough=False)
        self.pictures: LRUCache[Locator | None] = LRUCache(2048)


def render_cache(request: Request) -> RenderCache:
    """The render cache of the application."""
    cache: RenderCache = request.app.state.renders
    return cache


def list_of_maps(request: Request, store: Store, settings: Settings) -> Response:
    """A page of the list of maps as cards, the latest published first.

    Raises:
        ProblemError: 400, the address asks for no page; 429, its client has searched too often.
    """
    query = map_query(request.query_params)
    if query.words:
        request.app.state.rates.count_read(request)
    page = store.maps_page(query)
    pictures = render_cache(request).pictures
    cards = [card(one, _picture(pictures, store, one)) for one in page.maps]
    links = addresses(request.scope.get("root_path", ""), query, page)
    html = render(
        request.scope,
        "index.html",
        cards=cards,
        words=" ".join(query.words),
        links=links,
        first=not (query.after or query.before),
    )
    return answer(
        request,
        html.encode(),
        HTML,
        cache_control=cached_for(settings.cache_seconds),
        headers=link_header(links),
    )


def _picture(
    pictures: LRUCache[Locator | None], store: Store, summary: MapSummary
) -> Locator | None:
    def draw() -> Locator | None:
        stored = store.map(summary.id)
        return locator(json.loads(stored.document)) if stored else None

    return pictures.get(summary.id, summary, draw)


def stored_map(store: Store, map_id: str) -> StoredMap:
    """A map of the store.

    Raises:
        ProblemError: 404: there is none by this id.
    """
    stored = store.map(map_id)
    if stored is None:
        raise not_found(f"map {map_id[:80]!r}")
    return stored


def file_of(
    request: Request,
    stored: StoredMap,
    name: tuple[str, ...],
    make: Callable[[], bytes],
    *,
    compressible: bool = True,
) -> Content:
    """A file of a map, from the cache unless the map has changed.

    Args:
        request: Whose encodings count.
        stored: The map.
        name: Which file, and the base URL if the file contains it.
        make: Computes the file when this version is not cached.
        compressible: Whether it is not compressed already.
    """
    version = (stored.etag, stored.summary.updated)
    encodings = accepted_encodings(request.headers) if compressible else ()
    return render_cache(request).files.content((*name, stored.summary.id), version, make, encodings)


def page_of(
    request: Request, stored: StoredMap, name: tuple[str | None, ...], write: Callable[[], str]
) -> Content:
    """A page of a map, from the cache unless the map or a file that it links has changed.

    The title and counts of an embed are of the summary, which the map's ETag covers.
    """
    assets = request.app.state.assets
    version = (
        stored.etag,
        *(bundles.version(assets, kind) for kind in bundles.MEDIA_TYPES),
        assets.version(WORLD),
    )
    return render_cache(request).pages.content(
        (*name, request.scope.get("root_path", "")),
        version,
        lambda: write().encode(),
        accepted_encodings(request.headers),
    )


def files_of(request: Request, stored: StoredMap) -> dict[str, Any]:
    """What the map of a page is drawn from: addresses, each with its version.

    Member ``crowd`` says whether it needs the scripts for very many features, too.
    """
    root = request.scope.get("root_path", "")
    here = f"{root}/maps/{stored.summary.id}"
    counts = stored.summary.counts
    return {
        "data": f"{here}.geojson",
        "basemap": basemap(request),
        "crowd": sum(counts.values()) > CROWD,
    }


def absolute(request: Request, settings: Settings, path: str) -> str:
    """The full address of a path of this service, as its readers know it."""
    base = settings.base_url or str(request.base_url).rstrip("/")
    return f"{base}{path}"
