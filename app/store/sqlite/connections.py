"""Connections to the SQLite file: one that writes, and as many that read as there are threads.

Write-ahead logging lets any number of readers go on while one writer writes, in this process or
another. ``synchronous=FULL``: a map that was acknowledged is on the disk, also after a power cut.
NORMAL would keep the file whole as well but could lose the last maps; a save is rare, and the one
``fsync`` that FULL adds to it is not felt. Readers open the file read-only.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.app.store.errors import StoreError, StoreUnavailable
from dateline.app.store.geometry import is_near, lies
from dateline.app.store.sqlite.schema import prepare, version_of
from dateline.app.store.words import words_of_text

_PAUSE_SECONDS = 0.01
_MAPPED_BYTES = 2**31 - 2**16
"""As much of the file as SQLite will map: a page of a large store is then found in memory without a
copy. It counts as the process's memory, but the system takes it back when it needs it."""

_CACHED_KILOBYTES = 4_000
"""Of what is not mapped, for each reader: the inner pages of the indexes of some million features.
With SQLite's own 2 MB these push one another out, and a box takes twice as long."""


class SQLiteConnections:
    """Connections to one file, which is made and brought up to the present schema at first.

    Args:
        path: The file.
        busy_seconds: How long to wait for another process that is writing.

    Raises:
        StoreError: The file cannot be opened or made, is another program's, or is too new.
    """

    def __init__(self, path: Path, busy_seconds: float) -> None:
        self._path = path
        self._busy_seconds = busy_seconds
        self._writer_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._open_writer()
        except (OSError, sqlite3.Error, StoreError) as error:
            raise StoreError(f"the store {path} cannot be opened: {error}") from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
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
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection that reads, whatever is asked, as of one moment."""
        with self.reading() as db:
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection that writes, in a transaction: what is done in it is kept whole or not."""
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

    def close(self) -> None:
        """Close every connection; what is being read in another thread is read to its end."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
        # Last, because it can bring the write-ahead log into the file, which readers cannot.
        with self._writer_lock:
            self._writer.close()

    def _open_writer(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
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
            f"{self._path.as_uri()}?mode=ro",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        db.execute(f"PRAGMA cache_size = -{_CACHED_KILOBYTES}")
        db.create_function("lies", 3, lies, deterministic=True)
        db.create_function("is_near", 4, is_near, deterministic=True)
        db.create_function("words", 1, words_of_text, deterministic=True)
        db.create_function("folded", 1, _folded, deterministic=True)
        return db


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()
