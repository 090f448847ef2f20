"""Searches for features as feeds, the latest published report first."""

import json
from typing import Any

from dateline.app.feeds import Feed, FeedEntry, atom, json_feed, moment_of
from dateline.app.http.negotiation import ATOM
from dateline.app.ogc.items import Listing
from dateline.app.ogc.links import with_query
from dateline.app.store.model import FeaturePage, LayerState


def feed_of(listing: Listing, page: FeaturePage, state: LayerState) -> bytes:
    """A page of features as a feed in the format that is asked for."""
    given = list(listing.asked.given)
    others = [(name, value) for name, value in given if name != "f"]
    feed = Feed(
        title=f"{listing.collection.title} - Dateline",
        page=with_query(listing.address, [*others, ("f", "html")]),
        address=with_query(listing.address, given),
        entries=[_entry(listing.base, json.loads(one), state) for one in page.features],
    )
    return atom(feed) if listing.asked.format is ATOM else json_feed(feed)


def _entry(base: str, feature: dict[str, Any], state: LayerState) -> FeedEntry:
    properties = feature["properties"]
    return FeedEntry(
        address=f"{base}/maps/{properties['map']}?feature={feature['id']}",
        title=properties["name"],
        updated=moment_of(properties.get("published"), state.changed),
        author=properties.get("publisher"),
        summary=" … ".join(said["quote"] for said in properties["evidence"]),
    )
