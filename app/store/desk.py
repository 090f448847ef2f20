"""What the desk keeps beside maps: sessions, previews, reasons for taking down, who is at work.

The statements are plain enough to be the same for every kind of store, but for the names of the
tables and the mark of a parameter. Times are RFC 3339 in UTC, which sort as text.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, by a token of theirs.

    Attributes:
        digest: SHA-256 of the secret in the cookie, in hexadecimal.
        token: Selector of the token that was shown.
        csrf: What requests that change something have to send as well.
    """

    digest: str
    token: str
    csrf: str
    created: str
    expires: str


@dataclass(frozen=True, slots=True)
class SignInCode:
    """A code that signs its bearer in once.

    Attributes:
        digest: SHA-256 of the code, in hexadecimal.
        token: Selector of the token that it represents.
    """

    digest: str
    token: str
    expires: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A link that shows the newest version of a map to whoever has it.

    Attributes:
        id: What its authors call it; no secret.
        digest: SHA-256 of the secret in its address, in hexadecimal.
    """

    id: str
    digest: str
    map_id: str
    author: str
    created: str
    expires: str


@dataclass(frozen=True, slots=True)
class TakenDown:
    """Why the public sees a map no longer.

    Attributes:
        reason: For readers; empty when none is given.
        url: Of the article; None when none is given.
    """

    map_id: str
    title: str
    reason: str
    url: str | None
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who has a map open.

    Attributes:
        client: Which of their windows.
        item: Id of the place or event that they are at.
        seen: When they were last heard of.
    """

    map_id: str
    client: str
    name: str
    item: str | None
    seen: str


_TABLES = (
    """CREATE TABLE {p}sessions (
        digest TEXT PRIMARY KEY,
        token TEXT NOT NULL,
        csrf TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT {c} NOT NULL
    )""",
    """CREATE TABLE {p}sign_in_codes (
        digest TEXT PRIMARY KEY,
        token TEXT NOT NULL,
        expires TEXT {c} NOT NULL
    )""",
    """CREATE TABLE {p}previews (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        map TEXT NOT NULL,
        author TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT {c} NOT NULL
    )""",
    """CREATE TABLE {p}taken_down (
        map TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        reason TEXT NOT NULL,
        url TEXT,
        author TEXT NOT NULL,
        time TEXT NOT NULL
    )""",
    """CREATE TABLE {p}presence (
        map TEXT NOT NULL,
        client TEXT NOT NULL,
        name TEXT NOT NULL,
        item TEXT,
        seen TEXT {c} NOT NULL,
        PRIMARY KEY (map, client)
    )""",
)


def tables(prefix: str = "", collation: str = "") -> tuple[str, ...]:
    """The statements that make the desk's tables.

    Args:
        prefix: What comes before each table's name.
        collation: How times are to be compared where that is not by their bytes.
    """
    return tuple(one.format(p=prefix, c=collation) for one in _TABLES)


class Connection(Protocol):
    """What is asked of a connection, of either kind."""

    def execute(self, query: Any, params: Any, /) -> Any:
        """Run a statement."""


class DeskTables:
    """The desk's part of a store.

    Args:
        read: Does some reading on a connection.
        writing: Gives a connection in a transaction.
        prefix: What comes before each table's name.
        mark: The placeholder of a parameter.
    """

    def __init__(
        self,
        read: Callable[..., Any],
        writing: Callable[[], AbstractContextManager[Connection]],
        prefix: str = "",
        mark: str = "?",
    ) -> None:
        self._read = read
        self._writing = writing
        self._prefix = prefix
        self._mark = mark

    def session(self, digest: str, now: str) -> Session | None:
        """The session with this digest, if it has not expired."""
        rows = self._rows(
            "SELECT digest, token, csrf, created, expires FROM {p}sessions "
            "WHERE digest = {m} AND expires > {m}",
            (digest, now),
        )
        return Session(*rows[0]) if rows else None

    def add_session(self, session: Session) -> None:
        """Keep a session; those that have expired go."""
        self._write(
            ("DELETE FROM {p}sessions WHERE expires <= {m}", (session.created,)),
            ("INSERT INTO {p}sessions VALUES ({m}, {m}, {m}, {m}, {m})", astuple(session)),
        )

    def end_session(self, digest: str) -> None:
        """Forget a session."""
        self._write(("DELETE FROM {p}sessions WHERE digest = {m}", (digest,)))

    def add_code(self, code: SignInCode, now: str) -> None:
        """Keep a code for signing in once; those that have expired go."""
        self._write(
            ("DELETE FROM {p}sign_in_codes WHERE expires <= {m}", (now,)),
            ("INSERT INTO {p}sign_in_codes VALUES ({m}, {m}, {m})", astuple(code)),
        )

    def use_code(self, digest: str, now: str) -> str | None:
        """Use a code up; the selector of its token, or None when it is none (any more)."""
        with self._writing() as db:
            rows = db.execute(
                self._sql(
                    "DELETE FROM {p}sign_in_codes WHERE digest = {m} AND expires > {m} "
                    "RETURNING token"
                ),
                (digest, now),
            ).fetchall()
        return str(rows[0][0]) if rows else None

    def add_preview(self, preview: Preview) -> None:
        """Keep a preview; those that have expired go."""
        self._write(
            ("DELETE FROM {p}previews WHERE expires <= {m}", (preview.created,)),
            ("INSERT INTO {p}previews VALUES ({m}, {m}, {m}, {m}, {m}, {m})", astuple(preview)),
        )

    def preview(self, digest: str, now: str) -> Preview | None:
        """The preview with this digest, if it has not expired."""
        rows = self._rows(
            "SELECT id, digest, map, author, created, expires FROM {p}previews "
            "WHERE digest = {m} AND expires > {m}",
            (digest, now),
        )
        return Preview(*rows[0]) if rows else None

    def previews(self, map_id: str, now: str) -> list[Preview]:
        """The previews of a map that have not expired, the oldest first."""
        rows = self._rows(
            "SELECT id, digest, map, author, created, expires FROM {p}previews "
            "WHERE map = {m} AND expires > {m} ORDER BY created, id",
            (map_id, now),
        )
        return [Preview(*row) for row in rows]

    def end_preview(self, map_id: str, preview_id: str) -> bool:
        """Forget a preview of a map; False when there is none by this id."""
        with self._writing() as db:
            sql = self._sql("DELETE FROM {p}previews WHERE map = {m} AND id = {m}")
            return bool(db.execute(sql, (map_id, preview_id)).rowcount)

    def take_down(self, db: Any, taken: TakenDown) -> None:
        """Note, in a transaction, why a map is seen no longer, in place of an earlier note."""
        self.erase(db, taken.map_id)
        sql = self._sql("INSERT INTO {p}taken_down VALUES ({m}, {m}, {m}, {m}, {m}, {m})")
        db.execute(sql, astuple(taken))

    def erase(self, db: Any, map_id: str) -> None:
        """Forget, in a transaction, why a map is seen no longer."""
        db.execute(self._sql("DELETE FROM {p}taken_down WHERE map = {m}"), (map_id,))

    def taken_down(self, map_id: str) -> TakenDown | None:
        """Why a map is seen no longer; None when nothing was noted, or it is seen again."""
        rows = self._rows(
            "SELECT map, title, reason, url, author, time FROM {p}taken_down WHERE map = {m} "
            "AND NOT EXISTS (SELECT 1 FROM {p}heads AS h WHERE h.map = {p}taken_down.map "
            "AND h.published IS NOT NULL)",
            (map_id,),
        )
        return TakenDown(*rows[0]) if rows else None

    def present(self, presence: Presence, gone: str) -> list[Presence]:
        """Note that somebody is at work on a map; who else is.

        Args:
            presence: Who.
            gone: Who was not heard of since then is there no more.
        """
        self._write(
            ("DELETE FROM {p}presence WHERE seen <= {m}", (gone,)),
            (
                "INSERT INTO {p}presence VALUES ({m}, {m}, {m}, {m}, {m}) ON CONFLICT "
                "(map, client) DO UPDATE SET name = excluded.name, item = excluded.item, "
                "seen = excluded.seen",
                astuple(presence),
            ),
        )
        rows = self._rows(
            "SELECT map, client, name, item, seen FROM {p}presence "
            "WHERE map = {m} AND client <> {m} ORDER BY name, client",
            (presence.map_id, presence.client),
        )
        return [Presence(*row) for row in rows]

    def leave(self, map_id: str, client: str) -> None:
        """Note that somebody is at work on a map no more."""
        self._write(("DELETE FROM {p}presence WHERE map = {m} AND client = {m}", (map_id, client)))

    def _sql(self, statement: str) -> str:
        return statement.format(p=self._prefix, m=self._mark)

    def _rows(self, statement: str, parameters: tuple[Any, ...]) -> list[Any]:
        sql = self._sql(statement)
        found: list[Any] = self._read(lambda db: db.execute(sql, parameters).fetchall())
        return found

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with self._writing() as db:
            for statement, parameters in statements:
                db.execute(self._sql(statement), parameters)
