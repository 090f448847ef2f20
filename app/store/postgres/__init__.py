"""The store in a PostgreSQL database with PostGIS."""

from dateline.app.store.postgres.store import PostgresStore

__all__ = ["PostgresStore"]
