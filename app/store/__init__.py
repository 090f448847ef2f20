"""Storage of maps: one interface, implemented for SQLite and PostgreSQL."""

from dateline.app.store.base import Store
from dateline.app.store.errors import AlreadyThere, StoreError, StoreUnavailable
from dateline.app.store.factory import open_store
from dateline.app.store.model import Extent, FeaturePage, LayerState, MapSummary, StoredMap
from dateline.app.store.query import Box, FeatureQuery
from dateline.app.store.sqlite import SQLiteStore
from dateline.app.store.versions import (
    AuditEntry,
    DuplicateRequest,
    IdempotentRequest,
    NotThere,
    Precondition,
    PreconditionFailed,
    StoredVersion,
    Version,
    Written,
)

__all__ = [
    "AlreadyThere",
    "AuditEntry",
    "Box",
    "DuplicateRequest",
    "Extent",
    "FeaturePage",
    "FeatureQuery",
    "IdempotentRequest",
    "LayerState",
    "MapSummary",
    "NotThere",
    "Precondition",
    "PreconditionFailed",
    "SQLiteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "StoredMap",
    "StoredVersion",
    "Version",
    "Written",
    "open_store",
]
