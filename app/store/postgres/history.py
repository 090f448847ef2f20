"""Versions, map pointers, the audit log and idempotent responses in PostgreSQL."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import psycopg

from dateline.app.store.postgres.rows import the_row
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

Connection = psycopg.Connection[Any]

_VERSION = """SELECT v.map, v.number, v.etag, v.digest, v.about, v.author, v.created,
    h.current, h.published"""
_FROM = "FROM dateline.versions AS v LEFT JOIN dateline.heads AS h ON h.map = v.map"
_AT_HEAD = """FROM dateline.heads AS h
    JOIN dateline.versions AS v ON v.map = h.map AND v.number = h.current"""
_VERSIONS: Final = f"{_VERSION} {_FROM} WHERE v.map = %s ORDER BY v.number DESC"
_VERSION_ALONE: Final = f"{_VERSION} {_FROM} WHERE v.map = %s AND v.number = %s"
_DRAFTS: Final = (
    f"{_VERSION} {_AT_HEAD} WHERE h.published IS DISTINCT FROM h.current ORDER BY v.key DESC"
)
_LATEST: Final = f"""{_VERSION} FROM (SELECT map, max(number) AS number FROM dateline.versions
    GROUP BY map) AS newest JOIN dateline.versions AS v
    ON v.map = newest.map AND v.number = newest.number
    LEFT JOIN dateline.heads AS h ON h.map = v.map ORDER BY v.key DESC"""
_KEPT = f"{_VERSION}, v.draft, v.encoding, v.document {_FROM}"
_KEPT_VERSION: Final = f"{_KEPT} WHERE v.map = %s AND v.number = %s"
_EVERY_VERSION: Final = f"{_KEPT} ORDER BY v.key"
_HEAD = "SELECT h.map, h.current, h.published, h.updated, v.etag, v.digest"
_HEAD_OF: Final = f"{_HEAD} {_AT_HEAD} WHERE h.map = %s"
_HEADS: Final = f"""{_HEAD} {_AT_HEAD} LEFT JOIN dateline.maps AS m ON m.id = h.map
    ORDER BY m.key NULLS LAST, h.map"""
_PUT_HEAD: Final = """INSERT INTO dateline.heads (map, current, published, updated)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (map) DO UPDATE SET current = excluded.current, published = excluded.published,
        updated = excluded.updated"""
_DELETE_HEAD: Final = "DELETE FROM dateline.heads WHERE map = %s"
_LAST_NUMBER: Final = "SELECT coalesce(max(number), 0) FROM dateline.versions WHERE map = %s"
_ADD_VERSION: Final = """INSERT INTO dateline.versions
    (map, number, etag, digest, about, author, created, draft, encoding, document)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
_ERASE: Final = "DELETE FROM dateline.versions WHERE map = %s"
_NOTE: Final = """INSERT INTO dateline.audit (time, author, action, subject, version)
    VALUES (%s, %s, %s, %s, %s)"""
_AUDIT: Final = """SELECT time, author, action, subject, version FROM dateline.audit
    WHERE %(subject)s::text IS NULL OR subject = %(subject)s ORDER BY key DESC LIMIT %(limit)s"""
_FORGET: Final = "DELETE FROM dateline.answers WHERE created < %s"
_CLAIM: Final = """INSERT INTO dateline.answers (owner, key, request, created)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT DO NOTHING"""
_FULFIL: Final = "UPDATE dateline.answers SET answer = %s WHERE owner = %s AND key = %s"
_REMEMBERED: Final = """SELECT request, answer FROM dateline.answers
    WHERE owner = %s AND key = %s AND created >= %s"""
_EMPTY: Final = """SELECT NOT EXISTS (SELECT 1 FROM dateline.versions)
    AND NOT EXISTS (SELECT 1 FROM dateline.tokens) AND NOT EXISTS (SELECT 1 FROM dateline.audit)"""


def pointer(db: Connection, map_id: str) -> MapPointer | None:
    """The pointer of a map; None when there is no such map."""
    row = db.execute(_HEAD_OF, (map_id,)).fetchone()
    return MapPointer(*row) if row else None


def pointers(db: Connection) -> list[MapPointer]:
    """The pointers of all maps, in the order of first publication."""
    return [MapPointer(*row) for row in db.execute(_HEADS).fetchall()]


def put_pointer(db: Connection, pointer: MapPointer) -> None:
    """Write a map's pointer."""
    db.execute(_PUT_HEAD, (pointer.map_id, pointer.current, pointer.published, pointer.updated))


def delete_pointer(db: Connection, map_id: str) -> None:
    """Let there be no such map any more; its versions stay."""
    db.execute(_DELETE_HEAD, (map_id,))


def last_number(db: Connection, map_id: str) -> int:
    """Number of the newest version that there ever was; 0 when there was none."""
    return int(the_row(db.execute(_LAST_NUMBER, (map_id,)))[0])


def add_version(db: Connection, version: Version, draft: str, document: Packed) -> None:
    """Keep a version with its draft and the whole map."""
    db.execute(
        _ADD_VERSION,
        (
            version.map_id,
            version.number,
            version.etag,
            version.digest,
            json.dumps({"title": version.title, "counts": dict(version.counts)}),
            version.author,
            version.created,
            draft.encode(),
            *document,
        ),
    )


def versions(db: Connection, map_id: str) -> list[Version]:
    """Every version of a map, the newest first, also of one that was deleted."""
    return [_version(row) for row in db.execute(_VERSIONS, (map_id,)).fetchall()]


def described(db: Connection, map_id: str, number: int) -> Version:
    """What is known of a version that is there."""
    return _version(the_row(db.execute(_VERSION_ALONE, (map_id, number))))


def version(db: Connection, map_id: str, number: int) -> StoredVersion | None:
    """One version."""
    row = db.execute(_KEPT_VERSION, (map_id, number), binary=True).fetchone()
    return _kept(row) if row else None


def every_version(db: Connection) -> Iterator[StoredVersion]:
    """Every version of every map in the order in which they were made, one at a time."""
    with db.cursor("versions", binary=True) as cursor:  # at the server, so that few are in memory
        cursor.itersize = 50
        for row in cursor.execute(_EVERY_VERSION):
            yield _kept(row)


def drafts(db: Connection) -> list[Version]:
    """The newest version of each map where the public does not see it, the latest first."""
    return [_version(row) for row in db.execute(_DRAFTS).fetchall()]


def latest(db: Connection) -> list[LatestVersion]:
    """The newest version of every map, the latest first, also of those that were deleted."""
    rows = db.execute(_LATEST).fetchall()
    return [LatestVersion(_version(row), *row[-2:]) for row in rows]


def erase(db: Connection, map_id: str) -> int:
    """Forget every version of a map for good; how many there were."""
    return db.execute(_ERASE, (map_id,)).rowcount


def note(db: Connection, entry: AuditEntry) -> None:
    """Add to the audit log."""
    db.execute(_NOTE, (entry.time, entry.author, entry.action, entry.subject, entry.version))


def audit(db: Connection, subject: str | None, limit: int | None) -> list[AuditEntry]:
    """What was done, the latest first."""
    rows = db.execute(_AUDIT, {"subject": subject, "limit": limit}).fetchall()
    return [AuditEntry(*row) for row in rows]


def claim(db: Connection, owner: str, key: str, request: str, *, now: str, forgotten: str) -> bool:
    """Take a key for a request; False when it is taken. Keys of before ``forgotten`` go."""
    db.execute(_FORGET, (forgotten,))
    return db.execute(_CLAIM, (owner, key, request, now)).rowcount > 0


def fulfil(db: Connection, owner: str, key: str, answer: bytes) -> None:
    """Keep the answer to the request that has the key."""
    db.execute(_FULFIL, (answer, owner, key))


def stored_response(db: Connection, owner: str, key: str, forgotten: str) -> StoredResponse | None:
    """The request that has the key, if it came after ``forgotten``."""
    row = db.execute(_REMEMBERED, (owner, key, forgotten), binary=True).fetchone()
    return StoredResponse(*row) if row else None


def is_empty(db: Connection) -> bool:
    """Whether there is no version, no token and no entry in the audit log."""
    return bool(the_row(db.execute(_EMPTY))[0])


def _version(row: Sequence[Any]) -> Version:
    map_id, number, etag, digest, about, author, created, current, published = row[:9]
    return Version(
        map_id=map_id,
        number=number,
        etag=etag,
        digest=digest,
        title=about["title"],
        counts=about["counts"],
        author=author,
        created=created,
        state=state_of(number, current, published),
    )


def _kept(row: Sequence[Any]) -> StoredVersion:
    *_, draft, encoding, document = row
    return StoredVersion(_version(row), draft.decode(), unpack(encoding, document))
