"""The store in a PostgreSQL database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from dateline.app.store.backend import Backend
from dateline.app.store.desk import DeskTables
from dateline.app.store.model import Extent, FeaturePage, LayerState
from dateline.app.store.postgres import features, history, maps, tokens
from dateline.app.store.postgres.connections import Connection, PostgresConnections
from dateline.app.store.query import FeatureQuery
from dateline.app.store.versioned import VersionedStore

Result = TypeVar("Result")


class PostgresStore(VersionedStore[Connection]):
    """Maps in a PostgreSQL database with PostGIS, in a schema called ``dateline``.

    Args:
        url: The database, as libpq understands it: ``postgresql://user:password@host/name``.
        wait_seconds: How long to wait for a connection, and for another's lock.
        connections: Most connections to have open.

    Raises:
        StoreError: The database cannot be reached or prepared, or is too new.
    """

    is_local = False
    _backend = Backend(maps, features, history, tokens)

    def __init__(self, url: str, *, wait_seconds: float = 5.0, connections: int = 10) -> None:
        self._connections = PostgresConnections(url, wait_seconds=wait_seconds, most=connections)
        self.desk = DeskTables(self._read, self._writing, prefix="dateline.", mark="%s")

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
        """Bytes of its tables and indexes."""
        return self._read(maps.size)

    def check(self) -> int:
        """The number of published maps, as a sign that the store answers."""
        return self._read(maps.count)

    def close(self) -> None:
        """Close every connection; what is being read in another thread is read to its end."""
        self._connections.close()

    def _read(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        return self._connections.read(work, *arguments, **named)

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._connections.writing()

    def _snapshot(self) -> AbstractContextManager[Connection]:
        return self._connections.snapshot()
