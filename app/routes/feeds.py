"""Feeds of new maps."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from dateline.app.feeds import ATOM, JSON_FEED, Feed, FeedEntry, atom, json_feed
from dateline.app.http.conditional import answer, cached_for
from dateline.app.rendered import absolute
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp, known_parameters_only
from dateline.app.routes.openapi import NOT_MODIFIED
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.model import MapSummary

router = APIRouter(tags=["maps"], dependencies=[Depends(known_parameters_only)])

_JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"type": "string"},
        "title": {"type": "string"},
        "items": {"type": "array", "items": {"type": "object"}},
    },
}
LATEST = 50
"""Maps of a feed."""


@router.get(
    "/feed.atom",
    summary="New maps (Atom)",
    response_class=Response,
    responses=NOT_MODIFIED | {200: {"description": "The feed.", "content": {ATOM: {}}}},
)
def atom_feed(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """The maps that were changed last, as an Atom feed."""
    body = atom(_feed(request, store, settings, "/feed.atom"))
    return answer(request, body, ATOM, cache_control=cached_for(settings.cache_seconds))


@router.get(
    "/feed.json",
    summary="New maps (JSON Feed)",
    response_class=Response,
    responses=NOT_MODIFIED
    | {200: {"description": "The feed.", "content": {JSON_FEED: {"schema": _JSON_FEED}}}},
)
def feed_in_json(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """The maps that were changed last, as a JSON Feed."""
    body = json_feed(_feed(request, store, settings, "/feed.json"))
    return answer(request, body, JSON_FEED, cache_control=cached_for(settings.cache_seconds))


def _feed(request: Request, store: Store, settings: Settings, own: str) -> Feed:
    latest = sorted(store.maps(), key=lambda one: one.updated, reverse=True)[:LATEST]
    return Feed(
        title="Maps - Dateline",
        page=absolute(request, settings, "/"),
        address=absolute(request, settings, own),
        entries=[_entry(one, absolute(request, settings, f"/maps/{one.id}")) for one in latest],
    )


def _entry(summary: MapSummary, address: str) -> FeedEntry:
    counts = ", ".join(f"{number} {layer}" for layer, number in summary.counts.items() if number)
    return FeedEntry(address, summary.title, summary.updated, summary.publisher, counts)
