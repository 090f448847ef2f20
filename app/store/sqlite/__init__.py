"""The store in one SQLite file."""

from dateline.app.store.sqlite.store import SQLiteStore

__all__ = ["SQLiteStore"]
