"""Features as a download: CSV, FlatGeobuf or GeoPackage, made by ``dateline.geo.exports``."""

import json
from typing import Any

from dateline.app.http.negotiation import CSV, FLATGEOBUF
from dateline.app.ogc.items import Listing, batches
from dateline.app.store.base import Store
from dateline.app.store.model import LayerState
from dateline.app.store.query import Cursor
from dateline.geo import exports


def file_of(store: Store, listing: Listing, state: LayerState) -> tuple[bytes, Cursor | None]:
    """The requested features as one file, and the cursor of the next page."""
    features: list[dict[str, Any]] = []
    after = None
    for page in batches(store, listing):
        features += map(json.loads, page.features)
        after = page.next
    name = listing.collection.id
    if listing.asked.format is CSV:
        return exports.csv_of(features), after
    if listing.asked.format is FLATGEOBUF:
        return exports.flatgeobuf_of(features, name), after
    return exports.geopackage_of_layer(features, name, state.changed), after
