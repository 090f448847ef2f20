"""The operations that each kind of store implements, as protocols of modules.

Each runs inside a transaction; ``dateline.app.store.versioned`` combines them for all stores.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dateline.app.http.compression import Content, Encoding
from dateline.app.store.model import MapPage, MapSummary, StoredMap
from dateline.app.store.query import MapQuery
from dateline.app.store.serialise import DocumentRecord, FeatureRecord, MapRecord, Packed
from dateline.app.store.versions import (
    AuditEntry,
    LatestVersion,
    MapPointer,
    StoredResponse,
    StoredVersion,
    Version,
)
from dateline.app.tokens import ApiToken

Db = TypeVar("Db")
Db_contra = TypeVar("Db_contra", contravariant=True)


class MapGateway(Protocol[Db_contra]):
    """The published state of maps: what the public sees."""

    def summaries(self, db: Db_contra) -> list[MapSummary]:
        """Every map, the latest published first."""

    def page(self, db: Db_contra, query: MapQuery) -> MapPage:
        """One page of the maps that match, the latest published first."""

    def stored(self, db: Db_contra, map_id: str) -> StoredMap | None:
        """A map with its documents."""

    def content(
        self, db: Db_contra, map_id: str, layer: str | None, encodings: Sequence[Encoding]
    ) -> Content | None:
        """A document in the first of the encodings that it is kept in, or as it is."""

    def count(self, db: Db_contra) -> int:
        """The number of maps."""

    def write(self, db: Db_contra, record: MapRecord, documents: Sequence[DocumentRecord]) -> int:
        """Write all of a map but its features; its key."""

    def delete(self, db: Db_contra, map_id: str) -> bool:
        """Forget a map; False when there was none by this id."""


class FeatureGateway(Protocol[Db_contra]):
    """The features of published maps."""

    def write(self, db: Db_contra, map_key: int, features: Iterable[FeatureRecord]) -> None:
        """Write a map's features in place of those it has."""


class TokenGateway(Protocol[Db_contra]):
    """Tokens."""

    def by_selector(self, db: Db_contra, selector: str) -> ApiToken | None:
        """The token with this selector, whatever its state."""

    def every(self, db: Db_contra) -> list[ApiToken]:
        """Every token, the oldest first, with those that were revoked."""

    def add(self, db: Db_contra, token: ApiToken) -> None:
        """Keep a token; ``AlreadyThere`` when an active one has its name."""

    def revoke(self, db: Db_contra, name: str, moment: str) -> bool:
        """Make a token useless from a moment on; False when there is none to revoke."""


class HistoryGateway(Protocol[Db_contra]):
    """Versions, map pointers, the audit log and responses of idempotent requests."""

    def pointer(self, db: Db_contra, map_id: str) -> MapPointer | None:
        """The pointer of a map; None when there is no such map."""

    def pointers(self, db: Db_contra) -> list[MapPointer]:
        """The pointers of all maps, in the order of first publication."""

    def put_pointer(self, db: Db_contra, pointer: MapPointer) -> None:
        """Write a map's pointer."""

    def delete_pointer(self, db: Db_contra, map_id: str) -> None:
        """Let there be no such map any more; its versions stay."""

    def last_number(self, db: Db_contra, map_id: str) -> int:
        """Number of the newest version that there ever was; 0 when there was none."""

    def add_version(self, db: Db_contra, version: Version, draft: str, document: Packed) -> None:
        """Keep a version with its draft and the whole map."""

    def versions(self, db: Db_contra, map_id: str) -> list[Version]:
        """Every version of a map, the newest first, also of one that was deleted."""

    def described(self, db: Db_contra, map_id: str, number: int) -> Version:
        """What is known of a version that is there."""

    def version(self, db: Db_contra, map_id: str, number: int) -> StoredVersion | None:
        """One version."""

    def every_version(self, db: Db_contra) -> Iterator[StoredVersion]:
        """Every version of every map in the order in which they were made, one at a time."""

    def drafts(self, db: Db_contra) -> list[Version]:
        """The newest version of each map where the public does not see it, the latest first."""

    def latest(self, db: Db_contra) -> list[LatestVersion]:
        """The newest version of every map, the latest first, also of those that were deleted."""

    def erase(self, db: Db_contra, map_id: str) -> int:
        """Forget every version of a map for good; how many there were."""

    def note(self, db: Db_contra, entry: AuditEntry) -> None:
        """Add to the audit log."""

    def audit(self, db: Db_contra, subject: str | None, limit: int | None) -> list[AuditEntry]:
        """What was done, the latest first."""

    def claim(
        self, db: Db_contra, owner: str, key: str, request: str, *, now: str, forgotten: str
    ) -> bool:
        """Take a key for a request; False when it is taken. Keys of before ``forgotten`` go."""

    def fulfil(self, db: Db_contra, owner: str, key: str, answer: bytes) -> None:
        """Keep the answer to the request that has the key."""

    def stored_response(
        self, db: Db_contra, owner: str, key: str, forgotten: str
    ) -> StoredResponse | None:
        """The request that has the key, if it came after ``forgotten``."""

    def is_empty(self, db: Db_contra) -> bool:
        """Whether there is no version, no token and no entry in the audit log."""


@dataclass(frozen=True)
class Backend(Generic[Db]):
    """The gateways of one kind of store."""

    maps: MapGateway[Db]
    features: FeatureGateway[Db]
    history: HistoryGateway[Db]
    tokens: TokenGateway[Db]
