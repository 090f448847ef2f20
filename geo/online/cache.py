"""A cache of geocoders' answers in one SQLite file, shared by threads and processes."""

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geopy.location import Location

logger = logging.getLogger(__name__)

_DAY = 86_400.0
_BUSY_SECONDS = 5.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    expires REAL NOT NULL
) WITHOUT ROWID
"""
_BY_EXPIRY = "CREATE INDEX IF NOT EXISTS answers_by_expiry ON answers (expires)"


@dataclass(frozen=True)
class CachedAnswer:
    """What a provider once answered; no locations means that it knew none."""

    locations: tuple[Location, ...]


class AnswerCache:
    """Keeps answers across restarts; the trouble of the cache is never the caller's.

    A file that is no database any more is set aside (``<name>.damaged``) and begun anew; a file
    that cannot be read or written at all only costs the caching. Both are logged.

    Args:
        path: The file; its folder is made when it is missing.
        keep_seconds: How long an answer with locations is used. Thirty days by default.
        keep_empty_seconds: How long "no such place" is believed: shorter, as maps grow. One day
            by default.
        now: The clock that expiry goes by, in seconds since the epoch.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        keep_seconds: float = 30 * _DAY,
        keep_empty_seconds: float = _DAY,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.path = Path(path)
        self._keep_seconds = keep_seconds
        self._keep_empty_seconds = keep_empty_seconds
        self._now = now
        self._repairing = threading.Lock()

    def get(self, key: str) -> CachedAnswer | None:
        """The answer stored under a key, unless it has expired or cannot be read."""
        row = self._attempt(
            lambda db: db.execute(
                "SELECT answer FROM answers WHERE key = ? AND expires > ?", (key, self._now())
            ).fetchone()
        )
        return None if row is None else _decoded(row[0])

    def put(self, key: str, locations: Sequence[Location]) -> None:
        """Store an answer, and forget the expired ones."""
        now = self._now()
        kept = self._keep_seconds if locations else self._keep_empty_seconds
        answer = json.dumps(
            [[place.address, place.latitude, place.longitude, place.raw] for place in locations],
            ensure_ascii=False,
        )

        def store(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM answers WHERE expires <= ?", (now,))
            db.execute("REPLACE INTO answers VALUES (?, ?, ?)", (key, answer, now + kept))

        self._attempt(store)

    def _attempt(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do some work on the database; None when that cannot be done."""
        try:
            try:
                return self._on_database(work)
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
                    raise
                self._set_aside()
                return self._on_database(work)
        except (sqlite3.Error, OSError) as error:
            logger.warning("the geocoding cache %s is not usable: %s", self.path, error)
            return None

    def _on_database(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        with self._connection() as db:
            return work(db)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        # A connection per piece of work is what SQLite needs to be safe across threads and forks;
        # it costs a fraction of a millisecond beside a request that may wait a second.
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS)) as db, db:
            # Not waiting for the disk: what a power cut may damage is only a cache, and set aside.
            db.execute("PRAGMA synchronous = OFF")
            db.execute(_TABLE)
            db.execute(_BY_EXPIRY)
            yield db

    def _set_aside(self) -> None:
        with self._repairing:
            aside = self.path.with_name(self.path.name + ".damaged")
            logger.warning("the geocoding cache %s is damaged; set aside as %s", self.path, aside)
            self.path.replace(aside)


def _decoded(answer: str) -> CachedAnswer | None:
    try:
        return CachedAnswer(
            tuple(
                Location(address, (latitude, longitude), raw)
                for address, latitude, longitude, raw in json.loads(answer)
            )
        )
    except (TypeError, ValueError):
        return None
