"""Tokens in the SQLite file."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from dateline.app.store.errors import AlreadyThere
from dateline.app.tokens import ApiToken

_TOKENS = """SELECT name, selector, digest, last_four, scopes, created, expires, revoked
    FROM tokens"""
_TOKEN: Final = f"{_TOKENS} WHERE selector = ?"
_EVERY_TOKEN: Final = f"{_TOKENS} ORDER BY key"
_ISSUE: Final = """INSERT INTO tokens
    (name, selector, digest, last_four, scopes, created, expires, revoked)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""
_REVOKE: Final = "UPDATE tokens SET revoked = ? WHERE name = ? AND revoked IS NULL"


def by_selector(db: sqlite3.Connection, selector: str) -> ApiToken | None:
    """The token with this selector, whatever its state; None when there is none."""
    row = db.execute(_TOKEN, (selector,)).fetchone()
    return _token(row) if row else None


def every(db: sqlite3.Connection) -> list[ApiToken]:
    """Every token, the oldest first, with those that were revoked."""
    return [_token(row) for row in db.execute(_EVERY_TOKEN).fetchall()]


def add(db: sqlite3.Connection, token: ApiToken) -> None:
    """Keep a token.

    Raises:
        AlreadyThere: A token that is not revoked has its name.
    """
    row = {**asdict(token), "scopes": json.dumps(token.scopes)}
    if db.execute(_ISSUE, tuple(row.values())).rowcount == 0:
        raise AlreadyThere(
            f"there is a token {token.name!r} already; revoke it first, or give another name"
        )


def revoke(db: sqlite3.Connection, name: str, moment: str) -> bool:
    """Make a token useless from a moment on; False when none is called so or it is already."""
    return db.execute(_REVOKE, (moment, name)).rowcount > 0


def _token(row: Sequence[Any]) -> ApiToken:
    name, selector, digest, last_four, scopes, created, expires, revoked = row
    return ApiToken(
        name, selector, digest, last_four, tuple(json.loads(scopes)), created, expires, revoked
    )
