"""Features as answers: documents joined of bytes that the store has ready, whole or in pieces."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from dateline.app.http.json_body import to_bytes
from dateline.app.http.negotiation import FEATURE, FEATURES, GEOJSON, HTML, JSON, MediaFormat
from dateline.app.ogc.collections import Collection
from dateline.app.ogc.cursors import token_of
from dateline.app.ogc.links import Link, link, representations, with_query
from dateline.app.ogc.parameters import ItemsRequest
from dateline.app.store.base import Store
from dateline.app.store.model import FeaturePage, LayerState
from dateline.app.store.query import Cursor
from dateline.geo.layers.json_fg import JSON_FG

BATCH = 1_000
"""Features that are read at once; a page of more is sent in pieces."""
_RECORD_SEPARATOR = b"\x1e"


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of features that is asked for.

    Attributes:
        base: What every address of the service begins with.
    """

    base: str
    collection: Collection
    asked: ItemsRequest

    @property
    def address(self) -> str:
        """Of the page, without parameters."""
        return f"{self.base}/collections/{self.collection.id}/items"

    def next(self, cursor: Cursor) -> str:
        """Address of the page that begins after a cursor."""
        kept = [(name, value) for name, value in self.asked.given if name not in ("next", "offset")]
        token = token_of(cursor, self.asked.query)
        return with_query(self.address, [*kept, ("next", token)])


def links_of_items(listing: Listing, after: Cursor | None) -> list[Link]:
    """Links of a page of features, to its other formats, its collection and the next page."""
    asked = listing.asked
    links = representations(listing.address, FEATURES, asked.format, asked.given)
    if after is not None:
        links.append(link("next", listing.next(after), asked.format.media_type, "Next page"))
    about = listing.collection
    collection = f"{listing.base}/collections/{about.id}"
    links.append(link("collection", collection, JSON.media_type, about.title))
    return links


def links_of_item(base: str, about: Collection, feature_id: str, format: MediaFormat) -> list[Link]:
    """Links of a feature, to its other format, its collection and its map."""
    collection = f"{base}/collections/{about.id}"
    address = f"{collection}/items/{quote(feature_id, safe='')}"
    page = f"{base}/maps/{feature_id.partition('.')[0]}"
    return [
        *representations(address, FEATURE, format, [] if format is GEOJSON else [("f", "html")]),
        link("collection", collection, JSON.media_type, about.title),
        link("related", page, HTML.media_type, "The map with its report"),
    ]


def item(feature: bytes, links: list[Link]) -> bytes:
    """A feature with its links."""
    return feature[:-1] + b',"links":' + to_bytes(links) + b"}"


def whole(listing: Listing, page: FeaturePage, state: LayerState, matched: int) -> bytes:
    """A page of features as one GeoJSON document."""
    tail = _tail(listing, len(page.features), page.next)
    features = listing.asked.selection.features(page.features)
    return _head(state, matched) + b",".join(features) + tail


def in_pieces(store: Store, listing: Listing, state: LayerState, matched: int) -> Iterator[bytes]:
    """The same, read and given out batch by batch, so that memory does not grow with it."""
    yield _head(state, matched)
    returned, after, comma = 0, None, b""
    for page in batches(store, listing):
        yield comma + b",".join(listing.asked.selection.features(page.features))
        comma = b","
        returned, after = returned + len(page.features), page.next
    yield _tail(listing, returned, after)


def sequence(store: Store, listing: Listing) -> Iterator[bytes]:
    """Features as a GeoJSON text sequence (RFC 8142)."""
    for page in batches(store, listing):
        selected = listing.asked.selection.features(page.features)
        yield b"".join(_RECORD_SEPARATOR + feature + b"\n" for feature in selected)


def batches(store: Store, listing: Listing) -> Iterator[FeaturePage]:
    """The features of a page, some at a time; the last batch has the cursor of the next page.

    Each batch is read on its own: a map that is saved meanwhile shows in the later ones.
    """
    query, left = listing.asked.query, listing.asked.query.limit
    while left > 0:
        page = store.features(replace(query, limit=min(left, BATCH)))
        if page.features:
            yield page
        left -= len(page.features)
        if page.next is None:
            return
        query = replace(query, after=page.next, offset=0)


def _head(state: LayerState, matched: int) -> bytes:
    # The moment of what is shown and not of the answer, so that the same state gives the same
    # bytes, which a strong ETag is about.
    head = {
        "type": "FeatureCollection",
        "conformsTo": JSON_FG,
        "timeStamp": state.changed,
        "numberMatched": matched,
    }
    return to_bytes(head)[:-1] + b',"features":['


def _tail(listing: Listing, returned: int, after: Cursor | None) -> bytes:
    tail = {"numberReturned": returned, "links": links_of_items(listing, after)}
    return b"]," + to_bytes(tail)[1:]
