"""What every store does in the same way, whatever keeps its rows: changes, and what comes of them.

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
from dateline.app.store.backend import Db, Rooms
from dateline.app.store.errors import AlreadyThere
from dateline.app.store.model import MapSummary, StoredMap
from dateline.app.store.serialise import (
    DocumentRecord,
    MapRecord,
    Packed,
    pack,
    packed,
    record_again,
    record_of,
)
from dateline.app.store.transfer import Moved, everything, take_in
from dateline.app.store.versions import (
    ANY,
    COMMAND_LINE,
    Action,
    AuditEntry,
    Condition,
    ConditionFailed,
    Head,
    KeptVersion,
    NotThere,
    Remembered,
    Repeatable,
    Repeated,
    Version,
    Written,
)
from dateline.app.tokens import Token, rfc3339
from dateline.geo.model import EventMap

if TYPE_CHECKING:
    from dateline.geo.layers.features import Layers

Result = TypeVar("Result")

REMEMBERED_FOR = timedelta(hours=24)
"""How long an answer can be asked for again."""


class KeptStore(ABC, Generic[Db]):
    """A store, but for its connections, its feature search and what says that it is well."""

    _rooms: Rooms[Db]

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
        return self._read(self._rooms.maps.summaries)

    def map(self, map_id: str) -> StoredMap | None:
        """A published map with its documents; None when there is none by this id."""
        return self._read(self._rooms.maps.stored, map_id)

    def content(
        self, map_id: str, layer: str | None = None, encodings: Sequence[Encoding] = ()
    ) -> Content | None:
        """The whole-map document, or one layer's collection, ready to be sent."""
        return self._read(self._rooms.maps.content, map_id, layer, encodings)

    def draft(self, map_id: str) -> str | None:
        """The draft that the newest version was made from; None when there is no such map."""
        kept = self.newest(map_id)
        return kept.draft if kept else None

    def save(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map in place of the one by its id, if there is one, and publish it."""
        record = record_of(event_map, layers, draft_yaml)
        head = self._read(self._rooms.history.head, event_map.id)
        if head and head.etag == record.fingerprint and head.published == head.current:
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
        condition: Condition = ANY,
        repeatable: Repeatable | None = None,
    ) -> Written:
        """Keep a new version of a map: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        return self._write(
            record, author=author, publish=publish, condition=condition, repeatable=repeatable
        )

    def add(
        self,
        event_map: EventMap,
        layers: "Layers",
        draft_yaml: str,
        *,
        author: str = COMMAND_LINE,
        publish: bool = True,
        repeatable: Repeatable | None = None,
    ) -> Written:
        """Keep a map that is not there yet: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        try:
            return self._write(
                record,
                author=author,
                publish=publish,
                condition=Condition(absent=True),
                repeatable=repeatable,
            )
        except ConditionFailed as error:
            raise AlreadyThere(str(error)) from error

    def restore(
        self,
        map_id: str,
        number: int,
        *,
        author: str = COMMAND_LINE,
        publish: bool = False,
        condition: Condition = ANY,
        repeatable: Repeatable | None = None,
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
            repeatable=repeatable,
            action="map restored",
        )

    def publish(
        self,
        map_id: str,
        number: int | None = None,
        *,
        author: str = COMMAND_LINE,
        condition: Condition = ANY,
    ) -> Version:
        """Let the public see a version of a map: the newest, or the one with a number."""
        while True:
            head = self._read(self._rooms.history.head, map_id)
            wanted = number or (head.current if head else 0)
            kept = self.version(map_id, wanted)
            if head is None or kept is None:
                which = f"version {number} of a map" if number else "map"
                raise NotThere(f"there is no {which} {map_id!r}")
            record = record_again(kept.document, kept.draft, _now())
            documents = tuple(record.documents())
            with self._writing() as db:
                head = self._rooms.history.head(db, map_id)
                condition.check(map_id, head)
                if head is None or (number is None and head.current != wanted):
                    continue  # somebody was faster: once more, with what is the newest now
                if head.published != wanted:
                    self._show(db, record, documents)
                    head = replace(head, published=wanted, updated=record.summary.updated)
                    self._rooms.history.put_head(db, head)
                    self._note(db, author, "map published", map_id, wanted)
                return replace(kept.version, state="published")

    def unpublish(
        self, map_id: str, *, author: str = COMMAND_LINE, condition: Condition = ANY
    ) -> Version:
        """Let the public see a map no longer; its authors still do."""
        history = self._rooms.history
        with self._writing() as db:
            head = self._head_to_change(db, map_id, condition)
            if head.published is not None:
                self._rooms.maps.delete(db, map_id)
                history.put_head(db, replace(head, published=None, updated=None))
                self._note(db, author, "map unpublished", map_id, head.published)
            return history.described(db, map_id, head.current)

    def delete(
        self, map_id: str, *, author: str = COMMAND_LINE, condition: Condition = ANY
    ) -> bool:
        """Let there be no such map any more, but for its versions; False when there was none."""
        with self._writing() as db:
            try:
                head = self._head_to_change(db, map_id, condition)
            except NotThere:
                return False
            self._rooms.maps.delete(db, map_id)
            self._rooms.history.delete_head(db, map_id)
            self._note(db, author, "map deleted", map_id, head.current)
        return True

    def versions(self, map_id: str) -> list[Version]:
        """Every version of a map, the newest first, also of one that was deleted."""
        return self._read(self._rooms.history.versions, map_id)

    def version(self, map_id: str, number: int) -> KeptVersion | None:
        """One version, also of a map that was deleted; None when there is none by this number."""
        return self._read(self._rooms.history.version, map_id, number)

    def newest(self, map_id: str) -> KeptVersion | None:
        """The newest version of a map; None when there is no such map."""
        head = self._read(self._rooms.history.head, map_id)
        return self.version(map_id, head.current) if head else None

    def demand(self, map_id: str, condition: Condition) -> None:
        """See whether a condition holds of a map as it stands now."""
        condition.check(map_id, self._read(self._rooms.history.head, map_id))

    def drafts(self) -> list[Version]:
        """The newest version of each map where the public does not see it, the latest first."""
        return self._read(self._rooms.history.drafts)

    def remembered(self, owner: str, key: str) -> Remembered | None:
        """The answer to a request that came before under this key; None when none did."""
        return self._read(self._rooms.history.remembered, owner, key, _forgotten())

    def audit(self, *, subject: str | None = None, limit: int | None = None) -> list[AuditEntry]:
        """What was done, the latest first."""
        return self._read(self._rooms.history.audit, subject, limit)

    def erase(self, map_id: str) -> int:
        """Forget a map and every version of it for good; how many versions there were."""
        with self._writing() as db:
            self._rooms.maps.delete(db, map_id)
            self._rooms.history.delete_head(db, map_id)
            count = self._rooms.history.erase(db, map_id)
            if count:
                self._note(db, COMMAND_LINE, "map erased", map_id)
        return count

    def everything(self) -> Iterator[Moved]:
        """All that is kept, as of one moment, for another store."""
        with self._snapshot() as db:
            yield from everything(self._rooms, db)

    def take_in(self, things: Iterable[Moved]) -> Mapping[str, int]:
        """Keep all that another store kept: all of it, or nothing."""
        with self._writing() as db:
            counts = take_in(self._rooms, db, things)
            self._note(db, COMMAND_LINE, "store imported", "store")
        return counts

    def token(self, selector: str) -> Token | None:
        """The token with this selector, whatever its state; None when there is none."""
        return self._read(self._rooms.tokens.by_selector, selector)

    def tokens(self) -> list[Token]:
        """Every token, the oldest first, with those that were revoked."""
        return self._read(self._rooms.tokens.every)

    def add_token(self, token: Token) -> None:
        """Keep a token."""
        with self._writing() as db:
            self._rooms.tokens.add(db, token)
            self._note(db, COMMAND_LINE, "token made", token.name)

    def revoke_token(self, name: str) -> bool:
        """Make a token useless from now on; False when none is called so or it is already."""
        with self._writing() as db:
            revoked = self._rooms.tokens.revoke(db, name, _now())
            if revoked:
                self._note(db, COMMAND_LINE, "token revoked", name)
        return revoked

    def _write(
        self,
        record: MapRecord,
        *,
        author: str = COMMAND_LINE,
        publish: bool,
        condition: Condition = ANY,
        repeatable: Repeatable | None = None,
        action: Action | None = None,
    ) -> Written:
        # Compressed while nobody waits for the lock.
        documents = tuple(record.documents()) if publish else ()
        kept = packed(documents[0]) if documents else pack(record.document)
        map_id, history = record.summary.id, self._rooms.history
        with self._writing() as db:
            if repeatable and not history.claim(
                db,
                repeatable.owner,
                repeatable.key,
                repeatable.request,
                now=_now(),
                forgotten=_forgotten(),
            ):
                raise Repeated(repeatable.key)
            before = history.head(db, map_id)
            condition.check(map_id, before)
            head = self._add_version(db, record, kept, before, author, action)
            if publish and head.published != head.current:
                self._show(db, record, documents)
                head = replace(head, published=head.current, updated=record.summary.updated)
                self._note(db, author, "map published", map_id, head.current)
            if head != before:
                history.put_head(db, head)
            version = history.described(db, map_id, head.current)
            written = Written(version, new=before is None)
            if repeatable:
                history.fulfil(db, repeatable.owner, repeatable.key, repeatable.answer(written))
        return written

    def _add_version(
        self,
        db: Db,
        record: MapRecord,
        document: Packed,
        before: Head | None,
        author: str,
        action: Action | None,
    ) -> Head:
        """Keep a version, unless the newest is the same; where the map stands then."""
        if before is not None and before.etag == record.fingerprint:
            return before
        map_id = record.summary.id
        head = Head(
            map_id=map_id,
            current=self._rooms.history.last_number(db, map_id) + 1,
            published=before.published if before else None,
            updated=before.updated if before else None,
            etag=record.fingerprint,
            digest=record.digest,
        )
        version = Version(
            map_id=map_id,
            number=head.current,
            etag=record.fingerprint,
            digest=record.digest,
            title=record.summary.title,
            counts=record.summary.counts,
            author=author,
            created=record.summary.updated,
            state="draft",
        )
        self._rooms.history.add_version(db, version, record.draft, document)
        action = action or ("map changed" if before else "map made")
        self._note(db, author, action, map_id, head.current)
        return head

    def _show(self, db: Db, record: MapRecord, documents: Sequence[DocumentRecord]) -> None:
        """Let the public see a map as it is in the record."""
        key = self._rooms.maps.write(db, record, documents)
        self._rooms.features.write(db, key, record.features)

    def _head_to_change(self, db: Db, map_id: str, condition: Condition) -> Head:
        head = self._rooms.history.head(db, map_id)
        condition.check(map_id, head)
        if head is None:
            raise NotThere(f"there is no map {map_id!r}")
        return head

    def _note(
        self, db: Db, author: str, action: Action, subject: str, version: int | None = None
    ) -> None:
        self._rooms.history.note(db, AuditEntry(_now(), author, action, subject, version))


def _now() -> str:
    return rfc3339(datetime.now(UTC))


def _forgotten() -> str:
    return rfc3339(datetime.now(UTC) - REMEMBERED_FOR)
