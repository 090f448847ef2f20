"""The interface of stores."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from dateline.app.http.compression import Content, Encoding
from dateline.app.store.desk import DeskTables
from dateline.app.store.model import (
    Extent,
    FeaturePage,
    LayerState,
    MapPage,
    MapSummary,
    StoredMap,
)
from dateline.app.store.query import FeatureQuery, MapQuery
from dateline.app.store.versions import (
    AuditEntry,
    IdempotentRequest,
    LatestVersion,
    Precondition,
    StoredResponse,
    StoredVersion,
    Version,
    Written,
)
from dateline.app.tokens import ApiToken
from dateline.geo.model import EventMap

if TYPE_CHECKING:  # brings shapely, which a service that only reads has no need of
    from dateline.app.store.transfer import ArchiveRecord
    from dateline.geo.layers.features import Layers


class Store(Protocol):
    """Keeps maps, each wholly or not at all, and the tokens of those who may change them.

    The public sees what was published of each map: ``maps``, ``map``, ``content``, ``features``.
    Everything else is for authors, who work on the newest version.

    Every method may raise ``StoreUnavailable``. Methods may be called from several threads, and
    several processes may use one store.

    Attributes:
        at_hand: Whether a reading takes some microseconds, so that doing it in the event loop costs
            less than the way to a thread and back. A store across a network is not local.
        desk: Sessions, previews and what else the desk keeps.
    """

    is_local: bool
    desk: DeskTables

    def maps(self) -> list[MapSummary]:
        """Every published map, the latest published first."""
        ...

    def maps_page(self, query: MapQuery) -> MapPage:
        """One page of the published maps that match, the latest published first."""
        ...

    def map(self, map_id: str) -> StoredMap | None:
        """A published map with its documents; None when there is none by this id."""
        ...

    def content(
        self, map_id: str, layer: str | None = None, encodings: Sequence[Encoding] = ()
    ) -> Content | None:
        """The whole-map document, or one layer's collection, ready to be sent.

        Args:
            map_id: Which map.
            layer: Which layer; None for the whole map.
            encodings: Encodings to choose from, the preferred first; ``identity`` is always there.

        Returns:
            The content; None when there is no such map or layer.
        """
        ...

    def draft(self, map_id: str) -> str | None:
        """The draft that the newest version was made from, in YAML; None when there is no map."""
        ...

    def features(self, query: FeatureQuery) -> FeaturePage:
        """One page of the features that match, over all maps."""
        ...

    def count(self, query: FeatureQuery) -> int:
        """How many features match, whatever the page."""
        ...

    def feature(self, layer: str, feature_id: str) -> bytes | None:
        """One feature as GeoJSON; None when the layer has none by this id."""
        ...

    def layer(self, layer: str) -> LayerState:
        """How many features a layer has, and which version of it this is."""
        ...

    def extent(self, layer: str) -> Extent:
        """Where and when the features of a layer are; takes longer the more there are."""
        ...

    def save(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map in place of the one by its id, if there is one, and publish it.

        A map that is kept already, byte for byte, is left untouched.

        Raises:
            InvalidInput: The map's id is not one that an address can have (``MAP_ID``).
        """
        ...

    def add(
        self,
        event_map: EventMap,
        layers: "Layers",
        draft_yaml: str,
        *,
        author: str = ...,
        publish: bool = ...,
        idempotent_request: IdempotentRequest | None = ...,
    ) -> Written:
        """Keep a map that is not there yet: all of it, or nothing.

        Raises:
            AlreadyThere: There is a map by its id, even one that came a moment ago.
            InvalidInput: The map's id is not one that an address can have (``MAP_ID``).
            Repeated: The request was answered before.
        """
        ...

    def write(
        self,
        event_map: EventMap,
        layers: "Layers",
        draft_yaml: str,
        *,
        author: str = ...,
        publish: bool = ...,
        condition: Precondition = ...,
        idempotent_request: IdempotentRequest | None = ...,
    ) -> Written:
        """Keep a new version of a map, or its first: all of it, or nothing.

        A version that is the newest already, byte for byte, is not kept a second time.

        Args:
            event_map: The map.
            layers: The map laid out.
            draft_yaml: The draft that it was made from.
            author: Who makes it.
            publish: Whether the public is to see it at once; else it sees what it saw before.
            condition: What has to hold of the map's newest version.
            idempotent_request: How to know the request again, if it may come twice.

        Raises:
            PreconditionFailed: The condition does not hold.
            InvalidInput: The map's id is not one that an address can have (``MAP_ID``).
            Repeated: The request was answered before.
        """
        ...

    def restore(
        self,
        map_id: str,
        number: int,
        *,
        author: str = ...,
        publish: bool = ...,
        condition: Precondition = ...,
        idempotent_request: IdempotentRequest | None = ...,
    ) -> Written:
        """Make an earlier version the newest again, also of a map that was deleted.

        Raises:
            PreconditionFailed: The condition does not hold.
            NotThere: There is no such version.
            Repeated: The request was answered before.
        """
        ...

    def publish(
        self,
        map_id: str,
        number: int | None = None,
        *,
        author: str = ...,
        condition: Precondition = ...,
    ) -> Version:
        """Let the public see a version of a map: the newest, or the one with a number.

        Raises:
            PreconditionFailed: The condition does not hold.
            NotThere: There is no such map or version.
        """
        ...

    def unpublish(
        self,
        map_id: str,
        *,
        author: str = ...,
        condition: Precondition = ...,
        reason: str = ...,
        url: str | None = ...,
    ) -> Version:
        """Let the public see a map no longer; its authors still do. The newest version.

        Args:
            map_id: Which map.
            author: Who takes it down.
            condition: What has to hold of the map's newest version.
            reason: Why, for readers.
            url: Where its article is.

        Raises:
            PreconditionFailed: The condition does not hold.
            NotThere: There is no such map.
        """
        ...

    def delete(self, map_id: str, *, author: str = ..., condition: Precondition = ...) -> bool:
        """Let there be no such map any more, but for its versions; False when there was none.

        Raises:
            PreconditionFailed: The condition does not hold.
        """
        ...

    def versions(self, map_id: str) -> list[Version]:
        """Every version of a map, the newest first, also of one that was deleted."""
        ...

    def version(self, map_id: str, number: int) -> StoredVersion | None:
        """One version, also of a map that was deleted; None when there is none by this number."""
        ...

    def newest(self, map_id: str) -> StoredVersion | None:
        """The newest version of a map, published or not; None when there is no such map."""
        ...

    def check_precondition(self, map_id: str, condition: Precondition) -> None:
        """Check a precondition against a map's newest version.

        Raises:
            PreconditionFailed: It does not.
        """
        ...

    def drafts(self) -> list[Version]:
        """The newest version of each map where the public does not see it, the latest first."""
        ...

    def stored_response(self, owner: str, key: str) -> StoredResponse | None:
        """The answer to a request that came before under this key; None when none did."""
        ...

    def audit(self, *, subject: str | None = None, limit: int | None = None) -> list[AuditEntry]:
        """What was done, the latest first.

        Args:
            subject: Only to this map, or token.
            limit: Most entries to return.
        """
        ...

    def latest(self) -> list[LatestVersion]:
        """The newest version of every map, the latest first, also of those that were deleted."""
        ...

    def erase(self, map_id: str) -> int:
        """Forget a map and every version of it for good; how many versions there were."""
        ...

    def export_records(self) -> "Iterator[ArchiveRecord]":
        """All that is kept, as of one moment, for another store."""
        ...

    def import_records(self, things: "Iterable[ArchiveRecord]") -> Mapping[str, int]:
        """Keep all that another store kept: all of it, or nothing; how many of each kind.

        Raises:
            AlreadyThere: There is something in this store.
            InvalidInput: One thing contradicts another.
        """
        ...

    def token(self, selector: str) -> ApiToken | None:
        """The token with this selector, whatever its state; None when there is none."""
        ...

    def tokens(self) -> list[ApiToken]:
        """Every token, the oldest first, with those that were revoked."""
        ...

    def add_token(self, token: ApiToken) -> None:
        """Keep a token.

        Raises:
            AlreadyThere: A token that is not revoked has its name.
        """
        ...

    def revoke_token(self, name: str) -> bool:
        """Make a token useless from now on; False when none is called so or it is already."""
        ...

    def size(self) -> int:
        """Bytes that it takes on its disk."""
        ...

    def check(self) -> int:
        """The number of published maps, as a sign that the store answers."""
        ...

    def close(self) -> None:
        """Let go of what the store holds open."""
        ...
