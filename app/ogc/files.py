"""Features as a file to keep: CSV, FlatGeobuf, GeoPackage."""

from app.ogc.items import Listing
from app.store.base import Store
from app.store.query import Cursor


def file_of(store: Store, listing: Listing) -> tuple[bytes, Cursor | None]:
    """The features that are asked for as one file, and where those after them begin."""
    raise NotImplementedError
