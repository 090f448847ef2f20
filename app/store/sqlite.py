"""The store in one SQLite file.

Write-ahead logging lets any number of readers go on while one writer writes, in this process or
another. ``synchronous=FULL``: a map that was acknowledged is on the disk, also after a power cut.
NORMAL would keep the file whole as well but could lose the last maps; a save is rare, and the one
``fsync`` that FULL adds to it is not felt. Readers open the file read-only.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.content import Content, Encoding
from app.store import sql
from app.store.base import (
    AlreadyThere,
    Box,
    FeaturePage,
    MapSummary,
    StoredMap,
    StoreError,
    StoreUnavailable,
)
from app.store.records import WHOLE_MAP, MapRecord, halves, reach, record_of
from app.store.schema import prepare, version_of
from app.tokens import Token, rfc3339
from geo.model import EventMap

if TYPE_CHECKING:
    from geo.layers import Layers

_PAUSE_SECONDS = 0.01
_MAPPED_BYTES = 256 * 1024 * 1024


class SQLiteStore:
    """Maps in one SQLite file, made when it is missing.

    Args:
        path: The file.
        busy_seconds: How long to wait for another process that is writing.

    Raises:
        StoreError: The file cannot be opened or made, is another program's, or is too new.
    """

    def __init__(self, path: Path | str, *, busy_seconds: float = 5.0) -> None:
        self.path = Path(path).absolute()
        self._busy_seconds = busy_seconds
        self._writer_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._open_writer()
        except (OSError, sqlite3.Error, StoreError) as error:
            raise StoreError(f"the store {self.path} cannot be opened: {error}") from error

    def maps(self) -> list[MapSummary]:
        """Every map, the latest published first."""
        with self._reading() as db:
            return [_summary(row) for row in db.execute(sql.MAPS).fetchall()]

    def map(self, map_id: str) -> StoredMap | None:
        """A map with its documents; None when there is none by this id."""
        with self._reading() as db:
            # One statement, and so one moment: a save in between cannot mix two versions.
            rows = db.execute(sql.MAP, (map_id,)).fetchall()
        if not rows:
            return None
        bodies = {layer: identity for *_, layer, _, identity in rows}
        return StoredMap(
            summary=_summary(rows[0]),
            etag=next(digest for *_, layer, digest, _ in rows if layer == WHOLE_MAP),
            document=bodies.pop(WHOLE_MAP),
            collections=bodies,
        )

    def content(
        self, map_id: str, layer: str | None = None, encodings: Sequence[Encoding] = ()
    ) -> Content | None:
        """The whole-map document, or one layer's collection, ready to be sent."""
        wanted = tuple(one for one in encodings if one != "identity") or ("identity",)
        with self._reading() as db:
            for encoding in dict.fromkeys((*wanted, "identity")):
                row = db.execute(sql.CONTENT[encoding], (map_id, layer or WHOLE_MAP)).fetchone()
                if row is None:
                    return None
                digest, body = row
                if body is not None:
                    return Content(digest, encoding, body)
        return None

    def draft(self, map_id: str) -> str | None:
        """The draft that a map was made from, in YAML; None when there is no such map."""
        with self._reading() as db:
            row = db.execute(sql.DRAFT, (map_id,)).fetchone()
        return row[0] if row else None

    def features(
        self,
        layer: str,
        *,
        bbox: Box | None = None,
        map_id: str | None = None,
        limit: int = 100,
        after: int = 0,
    ) -> FeaturePage:
        """Features of one layer, over all maps, in the order in which they were first kept."""
        statement = sql.FEATURES[map_id is not None, bbox is not None]
        values = {
            "layer": layer,
            "map": map_id,
            "after": after,
            "limit": limit + 1,
            "boxes": json.dumps(reach(bbox)) if bbox else None,
        }
        with self._reading() as db:
            rows = db.execute(statement, values).fetchall()
        page = rows[:limit]
        return FeaturePage(
            features=[geojson for _, geojson in page],
            next=page[-1][0] if len(rows) > limit else None,
        )

    def save(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map in place of the one by its id, if there is one: all of it, or nothing."""
        record = record_of(event_map, layers, draft_yaml)
        with self._reading() as db:
            row = db.execute(sql.FINGERPRINT, (event_map.id,)).fetchone()
        if row and row[0] == record.fingerprint:
            kept = self.map(event_map.id)
            if kept is not None:
                return kept
        return self._keep(record, sql.PUT_MAP)

    def add(self, event_map: EventMap, layers: "Layers", draft_yaml: str) -> StoredMap:
        """Keep a map that is not there yet: all of it, or nothing."""
        return self._keep(record_of(event_map, layers, draft_yaml), sql.ADD_MAP)

    def delete(self, map_id: str) -> bool:
        """Forget a map; False when there was none by this id."""
        with self._writing() as db:
            return db.execute(sql.DELETE_MAP, (map_id,)).rowcount > 0

    def token(self, selector: str) -> Token | None:
        """The token with this selector, whatever its state; None when there is none."""
        with self._reading() as db:
            row = db.execute(sql.TOKEN, (selector,)).fetchone()
        return _token(row) if row else None

    def tokens(self) -> list[Token]:
        """Every token, the oldest first, with those that were revoked."""
        with self._reading() as db:
            return [_token(row) for row in db.execute(sql.TOKENS).fetchall()]

    def add_token(self, token: Token) -> None:
        """Keep a token."""
        row = {**asdict(token), "scopes": json.dumps(token.scopes)}
        with self._writing() as db:
            if db.execute(sql.ISSUE, tuple(row.values())).rowcount == 0:
                raise AlreadyThere(
                    f"there is a token {token.name!r} already; revoke it first, "
                    "or give another name"
                )

    def revoke_token(self, name: str) -> bool:
        """Make a token useless from now on; False when none is called so or it is already."""
        with self._writing() as db:
            return db.execute(sql.REVOKE, (rfc3339(datetime.now(UTC)), name)).rowcount > 0

    def check(self) -> int:
        """The number of maps, as a sign that the store answers."""
        with self._reading() as db:
            (count,) = db.execute(sql.COUNT).fetchone()
        if not self.path.exists():
            raise StoreUnavailable("the store's file is gone")
        return int(count)

    def close(self) -> None:
        """Close every connection; what is being read in another thread is read to its end."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
        # Last, because it can bring the write-ahead log into the file, which readers cannot.
        with self._writer_lock:
            self._writer.close()

    def _keep(self, record: MapRecord, statement: str) -> StoredMap:
        documents = [
            (one.layer, one.digest, one.identity, one.gzip, one.br) for one in record.documents()
        ]
        with self._writing() as db:
            key = _write_map(db, record, statement)
            db.executemany(sql.PUT_DOCUMENT, [(key, *document) for document in documents])
            _write_features(db, key, record)
        return record.stored()

    def _open_writer(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
        )
        try:
            version_of(db)  # before anything is changed in a file that is not ours
            self._log_ahead(db)
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            prepare(db)
        except BaseException:
            db.close()
            raise
        return db

    def _log_ahead(self, db: sqlite3.Connection) -> None:
        """Turn write-ahead logging on; SQLite itself does not wait here for another process."""
        until = time.monotonic() + self._busy_seconds
        while True:
            try:
                db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def _open_reader(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            f"{self.path.as_uri()}?mode=ro",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        return db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread has now; one that failed is not used again."""
        if self._closed:
            raise StoreUnavailable("the store is closed")
        try:
            db = self._idle.pop()
        except IndexError:
            db = None
        try:
            db = db or self._open_reader()
            yield db
        except BaseException as error:
            if db is not None:
                db.close()
            if isinstance(error, sqlite3.Error):
                raise StoreUnavailable(f"the store cannot be read: {error}") from error
            raise
        self._idle.append(db)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._writer_lock:
            if self._closed:
                raise StoreUnavailable("the store is closed")
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    self._writer.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise StoreUnavailable(f"the store cannot be written: {error}") from error
                raise


def _summary(row: Sequence[Any]) -> MapSummary:
    map_id, title, published, publisher, language, counts, bbox, updated = row[:8]
    return MapSummary(
        id=map_id,
        title=title,
        published=published,
        publisher=publisher,
        language=language,
        counts=json.loads(counts),
        bbox=tuple(json.loads(bbox)) if bbox else None,
        updated=updated,
    )


def _token(row: Sequence[Any]) -> Token:
    name, selector, digest, last_four, scopes, created, expires, revoked = row
    return Token(
        name, selector, digest, last_four, tuple(json.loads(scopes)), created, expires, revoked
    )


def _write_map(db: sqlite3.Connection, record: MapRecord, statement: str) -> int:
    summary = record.summary
    row = db.execute(
        statement,
        (
            summary.id,
            summary.title,
            summary.published,
            summary.publisher,
            summary.language,
            json.dumps(dict(summary.counts)),
            json.dumps(summary.bbox) if summary.bbox else None,
            summary.updated,
            record.fingerprint,
        ),
    ).fetchone()
    if row is None:
        raise AlreadyThere(f"there is a map {summary.id!r} already")
    key = int(row[0])
    db.execute(sql.PUT_DRAFT, (key, record.draft))
    return key


def _write_features(db: sqlite3.Connection, map_key: int, record: MapRecord) -> None:
    """Features that stay keep their keys, so that a reader who turns pages misses none."""
    kept = json.dumps([feature.id for feature in record.features])
    db.execute(sql.DELETE_FEATURES_BUT, (map_key, kept))
    for feature in record.features:
        (key,) = db.execute(
            sql.PUT_FEATURE, (map_key, feature.layer, feature.id, feature.geojson)
        ).fetchone()
        db.execute(sql.DELETE_BOXES, (2 * key, 2 * key + 1))
        parts = halves(feature.box) if feature.box else []
        for number, (west, south, east, north) in enumerate(parts):
            db.execute(
                sql.PUT_BOX,
                (2 * key + number, west, east, south, north, west, east, south, north),
            )
