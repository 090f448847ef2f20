"""What PostgreSQL does of what is asked of a store; each room here has its part of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.content import Content, Encoding
from app.store.base import Extent, FeaturePage, LayerState, MapSummary, StoredMap
from app.store.postgres import features, maps, tokens
from app.store.postgres.connections import Connections
from app.store.query import FeatureQuery
from app.store.records import MapRecord, record_of
from app.tokens import Token, rfc3339
from geo.model import EventMap

if TYPE_CHECKING:
    from geo.layers import Layers


class PostgresStore:
    """Maps in a PostgreSQL database with PostGIS, in a schema called ``dateline``.

    Args:
        url: The database, as libpq understands it: ``postgresql://user:password@host/name``.
        wait_seconds: How long to wait for a connection, and for another's lock.
        connections: Most connections to have open.

    Raises:
        StoreError: The database cannot be reached or prepared, or is too new.
    """

    at_hand = False

    def __init__(self, url: str, *, wait_seconds: float = 5.0, connections: int = 10) -> None:
        self._connections = Connections(url, wait_seconds=wait_seconds, most=connections)
        self._read = self._connections.read
        self._writing = self._connections.writing

    def maps(self) -> list[MapSummary]:
        """Every map, the latest published first."""
        return self._read(maps.summaries)

    def map(self, map_id: str) -> StoredMap | None:
        """A map with its documents; None when there is none by this id."""
        return self._read(maps.stored, map_id)

    def content(
        self, map_id: str, layer: str | None = None, encodings: Sequence[Encoding] = ()
    ) -> Content | None:
        """The whole-map document, or one layer's collection, ready to be sent."""
        return self._read(maps.content, map_id, layer, encodings)

    def draft(self, map_id: str) -> str | None:
        """The draft that a map was made from, in YAML; None when there is no such map."""
        return self._read(maps.draft, map_id)

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

    def save(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map in place of the one by its id, if there is one: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        known = self._read(maps.fingerprint, event_map.id)
        if known == record.fingerprint:
            kept = self.map(event_map.id)
            if kept is not None:
                return kept
        return self._keep(record, new=False)

    def add(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map that is not there yet: all of it, or nothing."""
        return self._keep(record_of(event_map, layers, draft_yaml), new=True)

    def delete(self, map_id: str) -> bool:
        """Forget a map; False when there was none by this id."""
        with self._writing() as db:
            return maps.delete(db, map_id)

    def token(self, selector: str) -> Token | None:
        """The token with this selector, whatever its state; None when there is none."""
        return self._read(tokens.by_selector, selector)

    def tokens(self) -> list[Token]:
        """Every token, the oldest first, with those that were revoked."""
        return self._read(tokens.every)

    def add_token(self, token: Token) -> None:
        """Keep a token."""
        with self._writing() as db:
            tokens.add(db, token)

    def revoke_token(self, name: str) -> bool:
        """Make a token useless from now on; False when none is called so or it is already."""
        with self._writing() as db:
            return tokens.revoke(db, name, rfc3339(datetime.now(UTC)))

    def check(self) -> int:
        """The number of maps, as a sign that the store answers."""
        return self._read(maps.count)

    def close(self) -> None:
        """Close every connection; what is being read in another thread is read to its end."""
        self._connections.close()

    def _keep(self, record: MapRecord, *, new: bool) -> StoredMap:
        documents = tuple(record.documents())  # compressed while nobody waits for the lock
        with self._writing() as db:
            key = maps.write(db, record, documents, new=new)
            features.write(db, key, record.features)
        return record.stored()
