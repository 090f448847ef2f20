"""What PostgreSQL answers with."""

from collections.abc import Sequence
from typing import Any

import psycopg


def the_row(cursor: psycopg.Cursor[Any]) -> Sequence[Any]:
    """The row of a statement that always has one.

    Raises:
        LookupError: It has none.
    """
    row: Sequence[Any] | None = cursor.fetchone()
    if row is None:
        raise LookupError("a statement that always has a row has none")
    return row
