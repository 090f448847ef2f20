"""Where a page begins, as an opaque word in a ``next`` link."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from dateline.app.store.filters import Kind
from dateline.app.store.query import Cursor, FeatureQuery

_CHECK_BYTES = 6
_LONGEST = 2_000
_GREATEST_KEY = 2**63 - 1
_TEXT, _NUMBER, _TRUTH = (str, type(None)), (int, float, type(None)), (bool, int, type(None))
_TYPES: dict[Kind, tuple[type, ...]] = {
    "string": _TEXT,
    "time": _TEXT,
    "strings": _TEXT,
    "number": _NUMBER,
    "integer": _NUMBER,
    "boolean": _TRUTH,
}


class NotACursor(ValueError):
    """A token that is no cursor of the query."""


def token_of(cursor: Cursor, query: FeatureQuery) -> str:
    """Encode a cursor of a query as a token."""
    payload = json.dumps(cursor, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(_check(payload, query) + payload).rstrip(b"=").decode()


def cursor_of(token: str, query: FeatureQuery) -> Cursor:
    """Decode the cursor in a token.

    Raises:
        NotACursor: The word was not made for this query: it was cut, changed, or belongs to
            another one.
    """
    try:
        raw = token.encode("ascii")[:_LONGEST]
        known = urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))
    except (UnicodeEncodeError, NotBase64) as error:
        raise NotACursor from error
    check, payload = known[:_CHECK_BYTES], known[_CHECK_BYTES:]
    if check != _check(payload, query):
        raise NotACursor
    return _cursor(payload, query)


def _cursor(payload: bytes, query: FeatureQuery) -> Cursor:
    """A cursor with a value of the right type for all that the query sorts by.

    The check can be worked out by anyone, so what it holds together may still be anything.
    """
    try:
        values = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise NotACursor from error
    types = [*(_TYPES[one.property.kind] for one in query.sort), (int,)]
    if not isinstance(values, list) or len(values) != len(types):
        raise NotACursor
    for value, allowed in zip(values, types, strict=True):
        if type(value) not in allowed:
            raise NotACursor
    if abs(values[-1]) > _GREATEST_KEY:
        raise NotACursor
    return tuple(values)


def _check(payload: bytes, query: FeatureQuery) -> bytes:
    """Some bytes that hold a cursor and its query together.

    Nothing is secret here and a cursor can do no harm; it is mistakes that are to be noticed.
    """
    about = repr((query.layer, query.sort, query.matching())).encode()
    return hashlib.sha256(payload + about).digest()[:_CHECK_BYTES]
