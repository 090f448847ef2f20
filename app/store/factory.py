"""Which store the settings ask for."""

from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.sqlite import SQLiteStore
from dateline.geo.errors import MissingExtra


def open_store(settings: Settings) -> Store:
    """The store: the PostgreSQL database that is given, else the SQLite file.

    Raises:
        StoreError: It cannot be opened.
        MissingExtra: The packages for PostgreSQL are not installed.
    """
    if settings.database_url is not None:
        try:
            from dateline.app.store.postgres import PostgresStore  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise MissingExtra("postgres", "A store in PostgreSQL") from error

        return PostgresStore(
            settings.database_url.get_secret_value(),
            wait_seconds=settings.store_busy_seconds,
            connections=settings.database_connections,
        )
    return SQLiteStore(settings.database_path, busy_seconds=settings.store_busy_seconds)
