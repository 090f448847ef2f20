"""Which store the settings ask for."""

from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.sqlite import SQLiteStore


def open_store(settings: Settings) -> Store:
    """The store: the PostgreSQL database that is given, else the SQLite file.

    Raises:
        StoreError: It cannot be opened.
    """
    if settings.database_url is not None:
        # Brings libpq, which a service with a file can do without.
        from dateline.app.store.postgres import PostgresStore  # noqa: PLC0415

        return PostgresStore(
            settings.database_url.get_secret_value(),
            wait_seconds=settings.store_busy_seconds,
            connections=settings.database_connections,
        )
    return SQLiteStore(settings.database_path, busy_seconds=settings.store_busy_seconds)
