"""Where maps are kept: one small interface, with SQLite or PostgreSQL behind it."""

from app.store.base import (
    AlreadyThere,
    Extent,
    FeaturePage,
    LayerState,
    MapSummary,
    Store,
    StoredMap,
    StoreError,
    StoreUnavailable,
)
from app.store.opening import open_store
from app.store.query import Box, FeatureQuery
from app.store.sqlite import SQLiteStore

__all__ = [
    "AlreadyThere",
    "Box",
    "Extent",
    "FeaturePage",
    "FeatureQuery",
    "LayerState",
    "MapSummary",
    "SQLiteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "StoredMap",
    "open_store",
]
