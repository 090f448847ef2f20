"""A store's content as a sequence of records that another store can import."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dateline.app.store.backend import Backend, Db
from dateline.app.store.errors import AlreadyThere
from dateline.app.store.serialise import check_id, pack, record_again
from dateline.app.store.versions import AuditEntry, MapPointer, State, StoredVersion, Version
from dateline.app.tokens import ApiToken
from dateline.geo.errors import InvalidInput

_KEPT: State = "earlier"
"""State of a version before its map's pointer is read."""


class ArchiveRecord(BaseModel):
    """One line of an archive; unknown members are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArchivedToken(ArchiveRecord):
    """A token, recognisable and useless to whoever reads of it: it is the hash of one."""

    kind: Literal["token"] = "token"
    name: str
    selector: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    last_four: str
    scopes: tuple[str, ...]
    created: str
    expires: str | None
    revoked: str | None


class ArchivedVersion(ArchiveRecord):
    """A version of a map."""

    kind: Literal["version"] = "version"
    map: str
    number: Annotated[int, Field(ge=1, le=2_147_483_647)]
    etag: str
    digest: str
    title: str
    counts: dict[str, int]
    author: str
    created: str
    draft: str
    document: str


class ArchivedMap(ArchiveRecord):
    """A map's pointer; comes after its versions."""

    kind: Literal["map"] = "map"
    id: str
    current: int
    published: int | None
    updated: str | None


class ArchivedAudit(ArchiveRecord):
    """An entry of the audit log."""

    kind: Literal["audit"] = "audit"
    time: str
    author: str
    action: str
    subject: str
    version: int | None


AnyArchiveRecord = Annotated[
    ArchivedToken | ArchivedVersion | ArchivedMap | ArchivedAudit, Field(discriminator="kind")
]


def export_records(backend: Backend[Db], db: Db) -> Iterator[ArchiveRecord]:
    """Everything in a store but the responses of idempotent requests, which expire."""
    yield from map(_archived_token, backend.tokens.every(db))
    yield from map(_archived_version, backend.history.every_version(db))
    for pointer in backend.history.pointers(db):
        yield ArchivedMap(
            id=pointer.map_id,
            current=pointer.current,
            published=pointer.published,
            updated=pointer.updated,
        )
    for entry in reversed(backend.history.audit(db, None, None)):
        yield ArchivedAudit(
            time=entry.time,
            author=entry.author,
            action=entry.action,
            subject=entry.subject,
            version=entry.version,
        )


def import_records(
    backend: Backend[Db], db: Db, things: Iterable[ArchiveRecord]
) -> Mapping[str, int]:
    """Import the records of another store; the number of records of each kind.

    Args:
        backend: The store.
        db: Its connection, in a transaction that is to be given up when this fails.
        things: What ``export_records`` gave.

    Raises:
        AlreadyThere: The store has something in it.
        InvalidInput: One thing contradicts another.
    """
    if not backend.history.is_empty(db):
        raise AlreadyThere("the store has something in it already; import into an empty one")
    counts: Counter[str] = Counter()
    for thing in things:
        match thing:
            case ArchivedToken():
                backend.tokens.add(db, _token(thing))
            case ArchivedVersion():
                _import_version(backend, db, thing)
            case ArchivedMap():
                _import_map(backend, db, thing)
            case ArchivedAudit():
                backend.history.note(db, AuditEntry(**thing.model_dump(exclude={"kind"})))
        counts[type(thing).__name__.removeprefix("Archived").lower()] += 1
    return counts


def _import_version(backend: Backend[Db], db: Db, moved: ArchivedVersion) -> None:
    check_id(moved.map)
    document = moved.document.encode()
    if _id_of(document) != moved.map:
        raise InvalidInput.of(f"version {moved.number} of {moved.map!r} is of another map, or none")
    version = Version(
        map_id=moved.map,
        number=moved.number,
        etag=moved.etag,
        digest=moved.digest,
        title=moved.title,
        counts=moved.counts,
        author=moved.author,
        created=moved.created,
        state=_KEPT,
    )
    backend.history.add_version(db, version, moved.draft, pack(document))


def _id_of(document: bytes) -> object:
    try:
        found = json.loads(document)
    except ValueError:
        return None
    return found.get("id") if isinstance(found, dict) else None


def _import_map(backend: Backend[Db], db: Db, moved: ArchivedMap) -> None:
    pointer = MapPointer(moved.id, moved.current, moved.published, moved.updated)
    if backend.history.version(db, moved.id, moved.current) is None:
        raise InvalidInput.of(f"the newest version of {moved.id!r} is missing")
    backend.history.put_pointer(db, pointer)
    if moved.published is None:
        return
    shown = backend.history.version(db, moved.id, moved.published)
    if shown is None or moved.updated is None:
        raise InvalidInput.of(f"the published version of {moved.id!r} is missing")
    record = record_again(shown.document, shown.draft, moved.updated)
    key = backend.maps.write(db, record, tuple(record.documents()))
    backend.features.write(db, key, record.features)


def _archived_token(token: ApiToken) -> ArchivedToken:
    return ArchivedToken(
        name=token.name,
        selector=token.selector,
        sha256=token.digest.hex(),
        last_four=token.last_four,
        scopes=token.scopes,
        created=token.created,
        expires=token.expires,
        revoked=token.revoked,
    )


def _token(moved: ArchivedToken) -> ApiToken:
    return ApiToken(
        name=moved.name,
        selector=moved.selector,
        digest=bytes.fromhex(moved.sha256),
        last_four=moved.last_four,
        scopes=moved.scopes,
        created=moved.created,
        expires=moved.expires,
        revoked=moved.revoked,
    )


def _archived_version(kept: StoredVersion) -> ArchivedVersion:
    version = kept.version
    return ArchivedVersion(
        map=version.map_id,
        number=version.number,
        etag=version.etag,
        digest=version.digest,
        title=version.title,
        counts=dict(version.counts),
        author=version.author,
        created=version.created,
        draft=kept.draft,
        document=kept.document.decode(),
    )
