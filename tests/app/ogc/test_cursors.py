"""Words that stand for where a page begins."""

import json
from base64 import urlsafe_b64encode

import pytest

from dateline.app.ogc import cursors
from dateline.app.ogc.cursors import NotACursor, cursor_of, token_of
from dateline.app.store.filters import Property
from dateline.app.store.query import Cursor, FeatureQuery, Sorting

PLAIN = FeatureQuery("places")
SORTED = FeatureQuery(
    "places",
    sort=(Sorting(Property("name", "string")), Sorting(Property("population", "integer"), True)),
)


@pytest.mark.parametrize(
    ("query", "cursor"),
    [(PLAIN, (5,)), (SORTED, ("Ča'\"\x00", 3.5, 7)), (SORTED, (None, None, 7))],
)
def test_a_cursor_comes_back(query: FeatureQuery, cursor: Cursor) -> None:
    token = token_of(cursor, query)
    assert token.isascii()
    assert cursor_of(token, query) == cursor


@pytest.mark.parametrize("token", ["", "a", "====", "é", "x" * 5_000, token_of((5,), SORTED)])
def test_another_word_is_refused(token: str) -> None:
    with pytest.raises(NotACursor):
        cursor_of(token, PLAIN)


@pytest.mark.parametrize(
    "payload",
    [
        "{}",
        "5",
        "[]",
        "[1,2]",
        '["a"]',
        "[true]",
        "[1e5]",
        "[[1]]",
        "[" * 1_400,
        f"[{10**30}]",
        "[",
        '"',
    ],
)
def test_one_that_was_made_up_with_its_check_is_refused(payload: str) -> None:
    raw = payload.encode()
    token = urlsafe_b64encode(cursors._check(raw, PLAIN) + raw).rstrip(b"=").decode()
    with pytest.raises(NotACursor):
        cursor_of(token, PLAIN)


def test_a_changed_letter_is_noticed() -> None:
    token = token_of((123456,), PLAIN)
    for number, letter in enumerate(token):
        changed = token[:number] + ("A" if letter != "A" else "B") + token[number + 1 :]
        with pytest.raises(NotACursor):
            assert cursor_of(changed, PLAIN) == json.loads("[123456]")
