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
from app.store.history import (
    AuditEntry,
    Condition,
    ConditionFailed,
    KeptVersion,
    NotThere,
    Repeatable,
    Repeated,
    Version,
    Written,
)
from app.store.opening import open_store
from app.store.query import Box, FeatureQuery
from app.store.sqlite import SQLiteStore

__all__ = [
    "AlreadyThere",
    "AuditEntry",
    "Box",
    "Condition",
    "ConditionFailed",
    "Extent",
    "FeaturePage",
    "FeatureQuery",
    "KeptVersion",
    "LayerState",
    "MapSummary",
    "NotThere",
    "Repeatable",
    "Repeated",
    "SQLiteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "StoredMap",
    "Version",
    "Written",
    "open_store",
]
