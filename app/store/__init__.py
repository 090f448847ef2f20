"""Where maps are kept: one small interface, with SQLite or PostgreSQL behind it."""

from dateline.app.store.base import Store
from dateline.app.store.errors import AlreadyThere, StoreError, StoreUnavailable
from dateline.app.store.factory import open_store
from dateline.app.store.model import Extent, FeaturePage, LayerState, MapSummary, StoredMap
from dateline.app.store.query import Box, FeatureQuery
from dateline.app.store.sqlite import SQLiteStore
from dateline.app.store.versions import (
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
