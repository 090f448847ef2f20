"""All that a store keeps, as a sequence of things that another store can take in."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dateline.app.store.backend import Db, Rooms
from dateline.app.store.errors import AlreadyThere
from dateline.app.store.serialise import check_id, pack, record_again
from dateline.app.store.versions import AuditEntry, Head, KeptVersion, State, Version
from dateline.app.tokens import Token
from dateline.geo.errors import InvalidInput

_KEPT: State = "earlier"
"""State of a version while it is not known where its map stands."""


class Moved(BaseModel):
    """What one line says; nothing besides is understood."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MovedToken(Moved):
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


class MovedVersion(Moved):
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


class MovedMap(Moved):
    """Where a map stands; comes after its versions."""

    kind: Literal["map"] = "map"
    id: str
    current: int
    published: int | None
    updated: str | None


class MovedAudit(Moved):
    """An entry of the audit log."""

    kind: Literal["audit"] = "audit"
    time: str
    author: str
    action: str
    subject: str
    version: int | None


AnyMoved = Annotated[MovedToken | MovedVersion | MovedMap | MovedAudit, Field(discriminator="kind")]


def everything(rooms: Rooms[Db], db: Db) -> Iterator[Moved]:
    """All that a store keeps, but for the answers that it remembers for a day."""
    yield from map(_moved_token, rooms.tokens.every(db))
    yield from map(_moved_version, rooms.history.every_version(db))
    for head in rooms.history.heads(db):
        yield MovedMap(
            id=head.map_id, current=head.current, published=head.published, updated=head.updated
        )
    for entry in reversed(rooms.history.audit(db, None, None)):
        yield MovedAudit(
            time=entry.time,
            author=entry.author,
            action=entry.action,
            subject=entry.subject,
            version=entry.version,
        )


def take_in(rooms: Rooms[Db], db: Db, things: Iterable[Moved]) -> Mapping[str, int]:
    """Keep all that another store kept; how many things of each kind there were.

    Args:
        rooms: The store.
        db: Its connection, in a transaction that is to be given up when this fails.
        things: What ``everything`` gave.

    Raises:
        AlreadyThere: The store has something in it.
        InvalidInput: One thing contradicts another.
    """
    if not rooms.history.is_empty(db):
        raise AlreadyThere("the store has something in it already; import into an empty one")
    counts: Counter[str] = Counter()
    for thing in things:
        match thing:
            case MovedToken():
                rooms.tokens.add(db, _token(thing))
            case MovedVersion():
                _take_in_version(rooms, db, thing)
            case MovedMap():
                _take_in_map(rooms, db, thing)
            case MovedAudit():
                rooms.history.note(db, AuditEntry(**thing.model_dump(exclude={"kind"})))
        counts[type(thing).__name__.removeprefix("Moved").lower()] += 1
    return counts


def _take_in_version(rooms: Rooms[Db], db: Db, moved: MovedVersion) -> None:
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
    rooms.history.add_version(db, version, moved.draft, pack(document))


def _id_of(document: bytes) -> object:
    try:
        found = json.loads(document)
    except ValueError:
        return None
    return found.get("id") if isinstance(found, dict) else None


def _take_in_map(rooms: Rooms[Db], db: Db, moved: MovedMap) -> None:
    head = Head(moved.id, moved.current, moved.published, moved.updated)
    if rooms.history.version(db, moved.id, moved.current) is None:
        raise InvalidInput.of(f"the newest version of {moved.id!r} is missing")
    rooms.history.put_head(db, head)
    if moved.published is None:
        return
    shown = rooms.history.version(db, moved.id, moved.published)
    if shown is None or moved.updated is None:
        raise InvalidInput.of(f"the published version of {moved.id!r} is missing")
    record = record_again(shown.document, shown.draft, moved.updated)
    key = rooms.maps.write(db, record, tuple(record.documents()))
    rooms.features.write(db, key, record.features)


def _moved_token(token: Token) -> MovedToken:
    return MovedToken(
        name=token.name,
        selector=token.selector,
        sha256=token.digest.hex(),
        last_four=token.last_four,
        scopes=token.scopes,
        created=token.created,
        expires=token.expires,
        revoked=token.revoked,
    )


def _token(moved: MovedToken) -> Token:
    return Token(
        name=moved.name,
        selector=moved.selector,
        digest=bytes.fromhex(moved.sha256),
        last_four=moved.last_four,
        scopes=moved.scopes,
        created=moved.created,
        expires=moved.expires,
        revoked=moved.revoked,
    )


def _moved_version(kept: KeptVersion) -> MovedVersion:
    version = kept.version
    return MovedVersion(
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
