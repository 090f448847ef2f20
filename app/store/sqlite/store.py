"""What the SQLite file does of what is asked of a store; each room here has its part of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.content import Content, Encoding
from app.store.base import Extent, FeaturePage, LayerState, MapSummary, StoredMap, StoreUnavailable
from app.store.query import FeatureQuery
from app.store.records import MapRecord, record_of
from app.store.sqlite import features, maps, tokens
from app.store.sqlite.connections import Connections
from app.tokens import Token, rfc3339
from geo.model import EventMap

if TYPE_CHECKING:
    from geo.layers import Layers


class SQLiteStore:
    """Maps in one SQLite file, made when it is missing.

    Args:
        path: The file.
        busy_seconds: How long to wait for another process that is writing.

    Raises:
        StoreError: The file cannot be opened or made, is another program's, or is too new.
    """

    at_hand = True

    def __init__(self, path: Path | str, *, busy_seconds: float = 5.0) -> None:
        self.path = Path(path).absolute()
        self._connections = Connections(self.path, busy_seconds)
        self._reading = self._connections.reading
        self._writing = self._connections.writing

    def maps(self) -> list[MapSummary]:
        """Every map, the latest published first."""
        with self._reading() as db:
            return maps.summaries(db)

    def map(self, map_id: str) -> StoredMap | None:
        """A map with its documents; None when there is none by this id."""
        with self._reading() as db:
            return maps.stored(db, map_id)

    def content(
        self, map_id: str, layer: str | None = None, encodings: Sequence[Encoding] = ()
    ) -> Content | None:
        """The whole-map document, or one layer's collection, ready to be sent."""
        with self._reading() as db:
            return maps.content(db, map_id, layer, encodings)

    def draft(self, map_id: str) -> str | None:
        """The draft that a map was made from, in YAML; None when there is no such map."""
        with self._reading() as db:
            return maps.draft(db, map_id)

    def features(self, query: FeatureQuery) -> FeaturePage:
        """One page of the features that match, over all maps."""
        with self._reading() as db:
            return features.find(db, query)

    def count(self, query: FeatureQuery) -> int:
        """How many features match, whatever the page."""
        with self._reading() as db:
            return features.count(db, query)

    def feature(self, layer: str, feature_id: str) -> bytes | None:
        """One feature as GeoJSON; None when the layer has none by this id."""
        with self._reading() as db:
            return features.feature(db, layer, feature_id)

    def layer(self, layer: str) -> LayerState:
        """How many features a layer has, and which version of it this is."""
        with self._reading() as db:
            return features.state(db, layer)

    def extent(self, layer: str) -> Extent:
        """Where and when the features of a layer are; takes longer the more there are."""
        with self._reading() as db:
            return features.extent(db, layer)

    def save(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map in place of the one by its id, if there is one: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        with self._reading() as db:
            known = maps.fingerprint(db, event_map.id)
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
        with self._reading() as db:
            return tokens.by_selector(db, selector)

    def tokens(self) -> list[Token]:
        """Every token, the oldest first, with those that were revoked."""
        with self._reading() as db:
            return tokens.every(db)

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
        with self._reading() as db:
            number = maps.count(db)
        if not self.path.exists():
            raise StoreUnavailable("the store's file is gone")
        return number

    def close(self) -> None:
        """Close every connection; what is being read in another thread is read to its end."""
        self._connections.close()

    def _keep(self, record: MapRecord, *, new: bool) -> StoredMap:
        documents = tuple(record.documents())  # compressed while nobody waits for the lock
        with self._writing() as db:
            key = maps.write(db, record, documents, new=new)
            features.write(db, key, record.features)
        return record.stored()
