"""Connections to PostgreSQL: a pool, of which each thread has one while it asks.

Readers are in autocommit: what is read in one statement is of one moment, and costs one way to
the server and back. A connection that the server has closed meanwhile (a restart, a failover) is
replaced and the reading is done again; a write is done on a connection that answered just before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

from dateline.app.store.errors import StoreError, StoreUnavailable
from dateline.app.store.postgres.schema import prepare
from dateline.geo.errors import InvalidInput

Connection = psycopg.Connection[Any]
Result = TypeVar("Result")

_RECONNECT_SECONDS = 5.0
"""How long the pool tries to get one connection; whoever asks next has it try anew."""
_WRITER = 0x44544C4F
"""Lock of the one who writes; beside it, in ``schema``, is that of who changes the schema."""
_MOST_WAITING = 500
"""Threads that may wait for a connection; further ones fail at once."""


class PostgresConnections:
    """A pool of connections to one database, which is brought up to the present schema at first.

    Args:
        url: The database, as libpq understands it.
        wait_seconds: How long to wait for a connection, and for another's lock.
        most: Most connections to have open.

    Raises:
        StoreError: The database cannot be reached or prepared, or is too new.
    """

    def __init__(self, url: str, *, wait_seconds: float, most: int) -> None:
        self._wait_milliseconds = max(1, round(wait_seconds * 1000))
        options: dict[str, Any] = {
            "autocommit": True,
            "connect_timeout": max(2, round(wait_seconds)),
            "application_name": "dateline",
        }
        try:
            with psycopg.connect(url, **options) as db:
                self._configure(db)
                prepare(db)
        except (psycopg.Error, StoreError) as error:
            raise StoreError(f"the store {shown(url)} cannot be opened: {error}") from error
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            kwargs=options,
            configure=self._configure,
            min_size=1,
            max_size=most,
            max_waiting=_MOST_WAITING,
            timeout=max(0.1, wait_seconds),
            reconnect_timeout=_RECONNECT_SECONDS,
            name="dateline",
            open=True,
        )

    def read(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        """Do some reading, again if the connection turns out to be lost.

        Raises:
            StoreUnavailable: The database does not answer.
            InvalidInput: It was asked for what it cannot understand, such as a text with U+0000.
        """
        with _told("read"):
            try:
                return self._once(work, *arguments, **named)
            except _Lost:
                self._pool.check()  # the others are as old, and replaced if they are lost too
                with self._pool.connection() as db:
                    return work(db, *arguments, **named)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that reads, whatever is asked, as of one moment."""
        with _told("read"), self._fresh() as db, db.transaction():
            db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            # Whoever reads all there is may take its time with it.
            db.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: what is done in it is kept whole or not at all.

        One writes at a time: each would wait for the others' counts of the layers anyway, and so
        none can wait for another in a circle.
        """
        with _told("written"), self._fresh() as db, db.transaction():
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_WRITER,))
            yield db

    def close(self) -> None:
        """Close every connection; one in use is closed when it is given back."""
        self._pool.close()

    def _once(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        with self._pool.connection() as db:
            try:
                return work(db, *arguments, **named)
            except psycopg.OperationalError as error:
                if db.broken:
                    raise _Lost from error
                raise

    @contextmanager
    def _fresh(self) -> Iterator[Connection]:
        """A connection that has answered just now."""
        db = self._pool.getconn()
        try:
            ConnectionPool.check_connection(db)
        except psycopg.OperationalError:
            self._pool.putconn(db)
            self._pool.check()
            db = self._pool.getconn()
        try:
            yield db
        finally:
            self._pool.putconn(db)

    def _configure(self, db: Connection) -> None:
        db.execute(
            """SELECT set_config('lock_timeout', %(wait)s, false),
                set_config('idle_in_transaction_session_timeout', '60s', false)""",
            {"wait": f"{self._wait_milliseconds}ms"},
        )


class _Lost(Exception):
    """The server has closed the connection."""


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except PoolClosed as error:
        raise StoreUnavailable("the store is closed") from error
    except (PoolTimeout, TooManyRequests) as error:
        raise StoreUnavailable(f"no connection to the store: {error}") from error
    except psycopg.DataError as error:
        raise InvalidInput.of(f"the store cannot look for this: {error}") from error
    except psycopg.Error as error:
        raise StoreUnavailable(f"the store cannot be {what}: {error}") from error


def shown(url: str) -> str:
    """The database's URL without the password, for messages."""
    try:
        parts = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise StoreError(f"the address of the database cannot be understood: {error}") from error
    host = parts.get("host") or parts.get("hostaddr") or "localhost"
    return f"postgresql://{host}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}"
