"""Versions, map pointers, the audit log and idempotent responses in SQLite."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final

from dateline.app.store.serialise import Packed, unpack
from dateline.app.store.versions import (
    AuditEntry,
    LatestVersion,
    MapPointer,
    StoredResponse,
    StoredVersion,
    Version,
    state_of,
)

_VERSION = """SELECT v.map, v.number, v.etag, v.digest, v.title, v.counts, v.author, v.created,
    h.current, h.published"""
_FROM = "FROM versions AS v LEFT JOIN heads AS h ON h.map = v.map"
_AT_HEAD = """FROM heads AS h
    JOIN versions AS v ON v.map = h.map AND v.number = h.current"""
_VERSIONS: Final = f"{_VERSION} {_FROM} WHERE v.map = ? ORDER BY v.number DESC"
_VERSION_ALONE: Final = f"{_VERSION} {_FROM} WHERE v.map = ? AND v.number = ?"
_DRAFTS: Final = f"{_VERSION} {_AT_HEAD} WHERE h.published IS NOT h.current ORDER BY v.key DESC"
_LATEST: Final = f"""{_VERSION} FROM (SELECT map, max(number) AS number FROM versions GROUP BY map)
    AS newest JOIN versions AS v ON v.map = newest.map AND v.number = newest.number
    LEFT JOIN heads AS h ON h.map = v.map ORDER BY v.key DESC"""
_KEPT = f"{_VERSION}, v.draft, v.encoding, v.document {_FROM}"
_KEPT_VERSION: Final = f"{_KEPT} WHERE v.map = ? AND v.number = ?"
_EVERY_VERSION: Final = f"{_KEPT} ORDER BY v.key"
_HEAD = "SELECT h.map, h.current, h.published, h.updated, v.etag, v.digest"
_HEAD_OF: Final = f"{_HEAD} {_AT_HEAD} WHERE h.map = ?"
_HEADS: Final = f"""{_HEAD} {_AT_HEAD} LEFT JOIN maps AS m ON m.id = h.map
    ORDER BY m.key IS NULL, m.key, h.map"""
_PUT_HEAD: Final = "REPLACE INTO heads (map, current, published, updated) VALUES (?, ?, ?, ?)"
_DELETE_HEAD: Final = "DELETE FROM heads WHERE map = ?"
_LAST_NUMBER: Final = "SELECT coalesce(max(number), 0) FROM versions WHERE map = ?"
_ADD_VERSION: Final = """INSERT INTO versions (map, number, etag, digest, title, counts, author,
    created, draft, encoding, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ERASE: Final = "DELETE FROM versions WHERE map = ?"
_NOTE: Final = "INSERT INTO audit (time, author, action, subject, version) VALUES (?, ?, ?, ?, ?)"
_AUDIT: Final = """SELECT time, author, action, subject, version FROM audit
    WHERE ?1 IS NULL OR subject = ?1 ORDER BY key DESC LIMIT coalesce(?2, -1)"""
_FORGET: Final = "DELETE FROM answers WHERE created < ?"
_CLAIM: Final = """INSERT INTO answers (owner, key, request, created) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""
_FULFIL: Final = "UPDATE answers SET answer = ? WHERE owner = ? AND key = ?"
_REMEMBERED: Final = """SELECT request, answer FROM answers
    WHERE owner = ? AND key = ? AND created >= ?"""
_EMPTY: Final = """SELECT NOT EXISTS (SELECT 1 FROM versions)
    AND NOT EXISTS (SELECT 1 FROM tokens) AND NOT EXISTS (SELECT 1 FROM audit)"""


def pointer(db: sqlite3.Connection, map_id: str) -> MapPointer | None:
    """The pointer of a map; None when there is no such map."""
    row = db.execute(_HEAD_OF, (map_id,)).fetchone()
    return MapPointer(*row) if row else None


def pointers(db: sqlite3.Connection) -> list[MapPointer]:
    """The pointers of all maps, in the order of first publication."""
    return [MapPointer(*row) for row in db.execute(_HEADS).fetchall()]


def put_pointer(db: sqlite3.Connection, pointer: MapPointer) -> None:
    """Write a map's pointer."""
    db.execute(_PUT_HEAD, (pointer.map_id, pointer.current, pointer.published, pointer.updated))


def delete_pointer(db: sqlite3.Connection, map_id: str) -> None:
    """Let there be no such map any more; its versions stay."""
    db.execute(_DELETE_HEAD, (map_id,))


def last_number(db: sqlite3.Connection, map_id: str) -> int:
    """Number of the newest version that there ever was; 0 when there was none."""
    (number,) = db.execute(_LAST_NUMBER, (map_id,)).fetchone()
    return int(number)


def add_version(db: sqlite3.Connection, version: Version, draft: str, document: Packed) -> None:
    """Keep a version with its draft and the whole map."""
    db.execute(
        _ADD_VERSION,
        (
            version.map_id,
            version.number,
            version.etag,
            version.digest,
            version.title,
            json.dumps(dict(version.counts)),
            version.author,
            version.created,
            draft,
            *document,
        ),
    )


def versions(db: sqlite3.Connection, map_id: str) -> list[Version]:
    """Every version of a map, the newest first, also of one that was deleted."""
    return [_version(row) for row in db.execute(_VERSIONS, (map_id,)).fetchall()]


def described(db: sqlite3.Connection, map_id: str, number: int) -> Version:
    """What is known of a version that is there."""
    return _version(db.execute(_VERSION_ALONE, (map_id, number)).fetchone())


def version(db: sqlite3.Connection, map_id: str, number: int) -> StoredVersion | None:
    """One version."""
    row = db.execute(_KEPT_VERSION, (map_id, number)).fetchone()
    return _kept(row) if row else None


def every_version(db: sqlite3.Connection) -> Iterator[StoredVersion]:
    """Every version of every map in the order in which they were made, one at a time."""
    return map(_kept, db.execute(_EVERY_VERSION))


def drafts(db: sqlite3.Connection) -> list[Version]:
    """The newest version of each map where the public does not see it, the latest first."""
    return [_version(row) for row in db.execute(_DRAFTS).fetchall()]


def latest(db: sqlite3.Connection) -> list[LatestVersion]:
    """The newest version of every map, the latest first, also of those that were deleted."""
    rows = db.execute(_LATEST).fetchall()
    return [LatestVersion(_version(row), *row[-2:]) for row in rows]


def erase(db: sqlite3.Connection, map_id: str) -> int:
    """Forget every version of a map for good; how many there were."""
    return db.execute(_ERASE, (map_id,)).rowcount


def note(db: sqlite3.Connection, entry: AuditEntry) -> None:
    """Add to the audit log."""
    db.execute(_NOTE, (entry.time, entry.author, entry.action, entry.subject, entry.version))


def audit(db: sqlite3.Connection, subject: str | None, limit: int | None) -> list[AuditEntry]:
    """What was done, the latest first."""
    return [AuditEntry(*row) for row in db.execute(_AUDIT, (subject, limit)).fetchall()]


def claim(
    db: sqlite3.Connection, owner: str, key: str, request: str, *, now: str, forgotten: str
) -> bool:
    """Take a key for a request; False when it is taken. Keys of before ``forgotten`` go."""
    db.execute(_FORGET, (forgotten,))
    return db.execute(_CLAIM, (owner, key, request, now)).rowcount > 0


def fulfil(db: sqlite3.Connection, owner: str, key: str, answer: bytes) -> None:
    """Keep the answer to the request that has the key."""
    db.execute(_FULFIL, (answer, owner, key))


def stored_response(
    db: sqlite3.Connection, owner: str, key: str, forgotten: str
) -> StoredResponse | None:
    """The request that has the key, if it came after ``forgotten``."""
    row = db.execute(_REMEMBERED, (owner, key, forgotten)).fetchone()
    return StoredResponse(*row) if row else None


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether there is no version, no token and no entry in the audit log."""
    (empty,) = db.execute(_EMPTY).fetchone()
    return bool(empty)


def _version(row: Sequence[Any]) -> Version:
    map_id, number, etag, digest, title, counts, author, created, current, published = row[:10]
    return Version(
        map_id=map_id,
        number=number,
        etag=etag,
        digest=digest,
        title=title,
        counts=json.loads(counts),
        author=author,
        created=created,
        state=state_of(number, current, published),
    )


def _kept(row: Sequence[Any]) -> StoredVersion:
    *_, draft, encoding, document = row
    return StoredVersion(_version(row), draft, unpack(encoding, document))
