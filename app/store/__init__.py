"""Where maps are kept: one small interface, with SQLite or PostgreSQL behind it."""

from app.store.base import (
    AlreadyThere,
    Box,
    FeaturePage,
    MapSummary,
    Store,
    StoredMap,
    StoreError,
    StoreUnavailable,
)
from app.store.opening import open_store
from app.store.sqlite import SQLiteStore

__all__ = [
    "AlreadyThere",
    "Box",
    "FeaturePage",
    "MapSummary",
    "SQLiteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "StoredMap",
    "open_store",
]
