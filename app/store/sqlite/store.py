"""The store in one SQLite file."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from dateline.app.store.backend import Backend
from dateline.app.store.desk import DeskTables
from dateline.app.store.errors import StoreUnavailable
from dateline.app.store.model import Extent, FeaturePage, LayerState
from dateline.app.store.query import FeatureQuery
from dateline.app.store.sqlite import features, history, maps, tokens
from dateline.app.store.sqlite.connections import SQLiteConnections
from dateline.app.store.versioned import VersionedStore

Result = TypeVar("Result")


class SQLiteStore(VersionedStore[sqlite3.Connection]):
    """Maps in one SQLite file, made when it is missing.

    Args:
        path: The file.
        busy_seconds: How long to wait for another process that is writing.

    Raises:
        StoreError: The file cannot be opened or made, is another program's, or is too new.
    """

    is_local = True
    _backend = Backend(maps, features, history, tokens)

    def __init__(self, path: Path | str, *, busy_seconds: float = 5.0) -> None:
        self.path = Path(path).absolute()
        self._connections = SQLiteConnections(self.path, busy_seconds)
        self.desk = DeskTables(self._read, self._writing)

    def features(self, query: FeatureQuery) -> FeaturePage:
        """One page of the features that match, over all maps."""
        return self._read(features.find, query)

    def count(self, query: FeatureQuery) -> int:
        """How many features match, whatever the page."""
        return self._read(features.count, query)

    def feature(self, layer: str, feature_id: str) -> bytes | None:
        """One feature as GeoJSON; None when the layer has none by this id."""
        return self._read(features.feature, layer, feature_id)

    def layer(self, layer: str) -> LayerState:
        """How many features a layer has, and which version of it this is."""
        return self._read(features.state, layer)

    def extent(self, layer: str) -> Extent:
        """Where and when the features of a layer are; takes longer the more there are."""
        return self._read(features.extent, layer)

    def size(self) -> int:
        """Bytes of the file and of the log beside it."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        try:
            return sum(one.stat().st_size for one in files if one.exists())
        except OSError as error:
            raise StoreUnavailable(f"the store cannot be read: {error}") from error

    def check(self) -> int:
        """The number of published maps, as a sign that the store answers."""
        number = self._read(maps.count)
        if not self.path.exists():
            raise StoreUnavailable("the store's file is gone")
        return number

    def close(self) -> None:
        """Close every connection; what is being read in another thread is read to its end."""
        self._connections.close()

    def _read(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        with self._connections.reading() as db:
            return work(db, *arguments, **named)

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._connections.writing()

    def _snapshot(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._connections.snapshot()
