"""Features as a file to keep: CSV, FlatGeobuf, GeoPackage, by the same rooms as a map's files."""

import json
from typing import Any

from dateline.app.http.negotiation import CSV, FLATGEOBUF
from dateline.app.ogc.items import Listing, batches
from dateline.app.store.base import Store
from dateline.app.store.model import LayerState
from dateline.app.store.query import Cursor


def file_of(store: Store, listing: Listing, state: LayerState) -> tuple[bytes, Cursor | None]:
    """The features that are asked for as one file, and where those after them begin."""
    # Brings shapely and, where they are called, GDAL.
    from dateline.geo.exports import csv_of, flatgeobuf_of, geopackage_of_layer  # noqa: PLC0415

    features: list[dict[str, Any]] = []
    after = None
    for page in batches(store, listing):
        features += map(json.loads, page.features)
        after = page.next
    name = listing.collection.id
    if listing.asked.format is CSV:
        return csv_of(features), after
    if listing.asked.format is FLATGEOBUF:
        return flatgeobuf_of(features, name), after
    return geopackage_of_layer(features, name, state.changed), after
