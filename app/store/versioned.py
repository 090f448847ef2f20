"""Writing versions, the same for every kind of store.

A change is one transaction: the version, what the public sees, the audit log and the answer that
may be asked for again are kept together or not at all.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dateline.app.http.compression import Content, Encoding
from dateline.app.store.backend import Backend, Db
from dateline.app.store.desk import DeskTables, TakenDown
from dateline.app.store.errors import AlreadyThere
from dateline.app.store.model import MapPage, MapSummary, StoredMap
from dateline.app.store.query import MapQuery
from dateline.app.store.serialise import (
    DocumentRecord,
    MapRecord,
    Packed,
    pack,
    packed,
    record_again,
    record_of,
)
from dateline.app.store.transfer import ArchiveRecord, export_records, import_records
from dateline.app.store.versions import (
    ANY,
    COMMAND_LINE,
    Action,
    AuditEntry,
    DuplicateRequest,
    IdempotentRequest,
    LatestVersion,
    MapPointer,
    NotThere,
    Precondition,
    PreconditionFailed,
    StoredResponse,
    StoredVersion,
    Version,
    Written,
)
from dateline.app.tokens import ApiToken, rfc3339
from dateline.geo.model import EventMap

if TYPE_CHECKING:
    from dateline.geo.layers.features import Layers

Result = TypeVar("Result")

IDEMPOTENCY_WINDOW = timedelta(hours=24)
"""How long an answer can be asked for again."""


class VersionedStore(ABC, Generic[Db]):
    """A store, but for its connections, its feature search and what says that it is well."""

    _backend: Backend[Db]
    desk: DeskTables

    @abstractmethod
    def _read(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        """Do some reading on a connection."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Db]:
        """A connection in a transaction: what is done in it is kept whole or not at all."""

    @abstractmethod
    def _snapshot(self) -> AbstractContextManager[Db]:
        """A connection that reads, whatever is asked, as of one moment."""

    def maps(self) -> list[MapSummary]:
        """Every published map, the latest published first."""
        return self._read(self._backend.maps.summaries)

    def maps_page(self, query: MapQuery) -> MapPage:
        """One page of the published maps that match, the latest published first."""
        return self._read(self._backend.maps.page, query)

    def map(self, map_id: str) -> StoredMap | None:
        """A published map with its documents; None when there is none by this id."""
        return self._read(self._backend.maps.stored, map_id)

    def content(
        self, map_id: str, layer: str | None = None, encodings: Sequence[Encoding] = ()
    ) -> Content | None:
        """The whole-map document, or one layer's collection, ready to be sent."""
        return self._read(self._backend.maps.content, map_id, layer, encodings)

    def draft(self, map_id: str) -> str | None:
        """The draft that the newest version was made from; None when there is no such map."""
        kept = self.newest(map_id)
        return kept.draft if kept else None

    def save(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map in place of the one by its id, if there is one, and publish it."""
        record = record_of(event_map, layers, draft_yaml)
        pointer = self._read(self._backend.history.pointer, event_map.id)
        if pointer and pointer.etag == record.fingerprint and pointer.published == pointer.current:
            kept = self.map(event_map.id)
            if kept is not None:
                return kept
        self._write(record, publish=True)
        return record.stored()

    def write(
        self,
        event_map: EventMap,
        layers: "Layers",
        draft_yaml: str,
        *,
        author: str = COMMAND_LINE,
        publish: bool = False,
        condition: Precondition = ANY,
        idempotent_request: IdempotentRequest | None = None,
    ) -> Written:
        """Keep a new version of a map: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        return self._write(
            record,
            author=author,
            publish=publish,
            condition=condition,
            idempotent_request=idempotent_request,
        )

    def add(
        self,
        event_map: EventMap,
        layers: "Layers",
        draft_yaml: str,
        *,
        author: str = COMMAND_LINE,
        publish: bool = True,
        idempotent_request: IdempotentRequest | None = None,
    ) -> Written:
        """Keep a map that is not there yet: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        try:
            return self._write(
                record,
                author=author,
                publish=publish,
                condition=Precondition(absent=True),
                idempotent_request=idempotent_request,
            )
        except PreconditionFailed as error:
            raise AlreadyThere(str(error)) from error

    def restore(
        self,
        map_id: str,
        number: int,
        *,
        author: str = COMMAND_LINE,
        publish: bool = False,
        condition: Precondition = ANY,
        idempotent_request: IdempotentRequest | None = None,
    ) -> Written:
        """Make a version of before the newest again, also of a map that was deleted."""
        kept = self.version(map_id, number)
        if kept is None:
            raise NotThere(f"there is no version {number} of a map {map_id!r}")
        return self._write(
            record_again(kept.document, kept.draft, _now()),
            author=author,
            publish=publish,
            condition=condition,
            idempotent_request=idempotent_request,
            action="map restored",
        )

    def publish(
        self,
        map_id: str,
        number: int | None = None,
        *,
        author: str = COMMAND_LINE,
        condition: Precondition = ANY,
    ) -> Version:
        """Let the public see a version of a map: the newest, or the one with a number."""
        while True:
            pointer = self._read(self._backend.history.pointer, map_id)
            wanted = number or (pointer.current if pointer else 0)
            kept = self.version(map_id, wanted)
            if pointer is None or kept is None:
                which = f"version {number} of a map" if number else "map"
                raise NotThere(f"there is no {which} {map_id!r}")
            record = record_again(kept.document, kept.draft, _now())
            documents = tuple(record.documents())
            with self._writing() as db:
                pointer = self._backend.history.pointer(db, map_id)
                condition.check(map_id, pointer)
                if pointer is None or (number is None and pointer.current != wanted):
                    continue  # somebody was faster: once more, with what is the newest now
                if pointer.published != wanted:
                    self._show(db, record, documents)
                    pointer = replace(pointer, published=wanted, updated=record.summary.updated)
                    self._backend.history.put_pointer(db, pointer)
                    self._note(db, author, "map published", map_id, wanted)
                return replace(kept.version, state="published")

    def unpublish(
        self,
        map_id: str,
        *,
        author: str = COMMAND_LINE,
        condition: Precondition = ANY,
        reason: str = "",
        url: str | None = None,
    ) -> Version:
        """Let the public see a map no longer; its authors still do."""
        history = self._backend.history
        with self._writing() as db:
            pointer = self._pointer_to_change(db, map_id, condition)
            if pointer.published is not None:
                self._backend.maps.delete(db, map_id)
                history.put_pointer(db, replace(pointer, published=None, updated=None))
                self._note(db, author, "map unpublished", map_id, pointer.published)
                shown = history.described(db, map_id, pointer.published)
                self.desk.take_down(db, TakenDown(map_id, shown.title, reason, url, author, _now()))
            return history.described(db, map_id, pointer.current)

    def delete(
        self, map_id: str, *, author: str = COMMAND_LINE, condition: Precondition = ANY
    ) -> bool:
        """Let there be no such map any more, but for its versions; False when there was none."""
        with self._writing() as db:
            try:
                pointer = self._pointer_to_change(db, map_id, condition)
            except NotThere:
                return False
            self._backend.maps.delete(db, map_id)
            self._backend.history.delete_pointer(db, map_id)
            self._note(db, author, "map deleted", map_id, pointer.current)
        return True

    def versions(self, map_id: str) -> list[Version]:
        """Every version of a map, the newest first, also of one that was deleted."""
        return self._read(self._backend.history.versions, map_id)

    def version(self, map_id: str, number: int) -> StoredVersion | None:
        """One version, also of a map that was deleted; None when there is none by this number."""
        return self._read(self._backend.history.version, map_id, number)

    def newest(self, map_id: str) -> StoredVersion | None:
        """The newest version of a map; None when there is no such map."""
        pointer = self._read(self._backend.history.pointer, map_id)
        return self.version(map_id, pointer.current) if pointer else None

    def check_precondition(self, map_id: str, condition: Precondition) -> None:
        """Check a precondition against a map's newest version."""
        condition.check(map_id, self._read(self._backend.history.pointer, map_id))

    def drafts(self) -> list[Version]:
        """The newest version of each map where the public does not see it, the latest first."""
        return self._read(self._backend.history.drafts)

    def stored_response(self, owner: str, key: str) -> StoredResponse | None:
        """The answer to a request that came before under this key; None when none did."""
        return self._read(self._backend.history.stored_response, owner, key, _forgotten())

    def audit(self, *, subject: str | None = None, limit: int | None = None) -> list[AuditEntry]:
        """What was done, the latest first."""
        return self._read(self._backend.history.audit, subject, limit)

    def latest(self) -> list[LatestVersion]:
        """The newest version of every map, the latest first, also of those that were deleted."""
        return self._read(self._backend.history.latest)

    def erase(self, map_id: str) -> int:
        """Forget a map and every version of it for good; how many versions there were."""
        with self._writing() as db:
            self._backend.maps.delete(db, map_id)
            self._backend.history.delete_pointer(db, map_id)
            count = self._backend.history.erase(db, map_id)
            self.desk.erase(db, map_id)
            if count:
                self._note(db, COMMAND_LINE, "map erased", map_id)
        return count

    def export_records(self) -> Iterator[ArchiveRecord]:
        """All that is kept, as of one moment, for another store."""
        with self._snapshot() as db:
            yield from export_records(self._backend, db)

    def import_records(self, things: Iterable[ArchiveRecord]) -> Mapping[str, int]:
        """Keep all that another store kept: all of it, or nothing."""
        with self._writing() as db:
            counts = import_records(self._backend, db, things)
            self._note(db, COMMAND_LINE, "store imported", "store")
        return counts

    def token(self, selector: str) -> ApiToken | None:
        """The token with this selector, whatever its state; None when there is none."""
        return self._read(self._backend.tokens.by_selector, selector)

    def tokens(self) -> list[ApiToken]:
        """Every token, the oldest first, with those that were revoked."""
        return self._read(self._backend.tokens.every)

    def add_token(self, token: ApiToken) -> None:
        """Keep a token."""
        with self._writing() as db:
            self._backend.tokens.add(db, token)
            self._note(db, COMMAND_LINE, "token made", token.name)

    def revoke_token(self, name: str) -> bool:
        """Make a token useless from now on; False when none is called so or it is already."""
        with self._writing() as db:
            revoked = self._backend.tokens.revoke(db, name, _now())
            if revoked:
                self._note(db, COMMAND_LINE, "token revoked", name)
        return revoked

    def _write(
        self,
        record: MapRecord,
        *,
        author: str = COMMAND_LINE,
        publish: bool,
        condition: Precondition = ANY,
        idempotent_request: IdempotentRequest | None = None,
        action: Action | None = None,
    ) -> Written:
        # Compressed while nobody waits for the lock.
        documents = tuple(record.documents()) if publish else ()
        kept = packed(documents[0]) if documents else pack(record.document)
        map_id, history = record.summary.id, self._backend.history
        with self._writing() as db:
            if idempotent_request and not history.claim(
                db,
                idempotent_request.owner,
                idempotent_request.key,
                idempotent_request.request,
                now=_now(),
                forgotten=_forgotten(),
            ):
                raise DuplicateRequest(idempotent_request.key)
            before = history.pointer(db, map_id)
            condition.check(map_id, before)
            pointer = self._add_version(db, record, kept, before, author, action)
            if publish and pointer.published != pointer.current:
                self._show(db, record, documents)
                pointer = replace(
                    pointer, published=pointer.current, updated=record.summary.updated
                )
                self._note(db, author, "map published", map_id, pointer.current)
            if pointer != before:
                history.put_pointer(db, pointer)
            version = history.described(db, map_id, pointer.current)
            written = Written(version, new=before is None)
            if idempotent_request:
                history.fulfil(
                    db,
                    idempotent_request.owner,
                    idempotent_request.key,
                    idempotent_request.answer(written),
                )
        return written

    def _add_version(
        self,
        db: Db,
        record: MapRecord,
        document: Packed,
        before: MapPointer | None,
        author: str,
        action: Action | None,
    ) -> MapPointer:
        """Add a version unless the newest is the same; the map's new pointer."""
        if before is not None and before.etag == record.fingerprint:
            return before
        map_id = record.summary.id
        pointer = MapPointer(
            map_id=map_id,
            current=self._backend.history.last_number(db, map_id) + 1,
            published=before.published if before else None,
            updated=before.updated if before else None,
            etag=record.fingerprint,
            digest=record.digest,
        )
        version = Version(
            map_id=map_id,
            number=pointer.current,
            etag=record.fingerprint,
            digest=record.digest,
            title=record.summary.title,
            counts=record.summary.counts,
            author=author,
            created=record.summary.updated,
            state="draft",
        )
        self._backend.history.add_version(db, version, record.draft, document)
        action = action or ("map changed" if before else "map made")
        self._note(db, author, action, map_id, pointer.current)
        return pointer

    def _show(self, db: Db, record: MapRecord, documents: Sequence[DocumentRecord]) -> None:
        """Let the public see a map as it is in the record."""
        key = self._backend.maps.write(db, record, documents)
        self._backend.features.write(db, key, record.features)

    def _pointer_to_change(self, db: Db, map_id: str, condition: Precondition) -> MapPointer:
        pointer = self._backend.history.pointer(db, map_id)
        condition.check(map_id, pointer)
        if pointer is None:
            raise NotThere(f"there is no map {map_id!r}")
        return pointer

    def _note(
        self, db: Db, author: str, action: Action, subject: str, version: int | None = None
    ) -> None:
        self._backend.history.note(db, AuditEntry(_now(), author, action, subject, version))


def _now() -> str:
    return rfc3339(datetime.now(UTC))


def _forgotten() -> str:
    return rfc3339(datetime.now(UTC) - IDEMPOTENCY_WINDOW)
