"""The store in one SQLite file."""

from app.store.sqlite.store import SQLiteStore

__all__ = ["SQLiteStore"]
