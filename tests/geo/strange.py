"""Texts that no one writes: the reader's own words, spliced with names and odd characters."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from hypothesis import strategies as st

from dateline.geo import reading

NAMES = (
    "Oslo", "Rome", "Bombay", "Mumbai", "New York City", "Washington", "St. Petersburg", "Georgia",
    "the United States", "U.S.", "North Korea", "Long Island", "Kabul", "Côte d’Ivoire", "São Tomé",
    "Xi'an", "the River Thames", "Paris, Texas", "Springfield", "Ann Berg", "Ugo Conti", "Mr. Lund",
    "President Ida Berg", "Prime Minister Per Lund", "Pope Pius", "the EU", "NATO", "Al-Qaeda",
    "Москва", "東京", "서울", "القاهرة", "ONLY CAPITALS", "McDonald", "O'Neill", "van der Berg",
)  # fmt: skip
SENTENCES = (
    "Ann Berg flew from Oslo to Rome on Monday.",
    "President Ida Berg will meet Prime Minister Per Lund in Bern next week.",
    "They left Kabul and fled towards Kabul.",
    "The delegation, which arrived by train, travelled on to Turin via Milan.",
    "“We are going to Lima,” she said after the talks in Quito.",
    "The trip took about nine and a half hours.",
    "A summit between Norway and Italy was called off.",
)
ODD = (
    "İ", "\u0131", "\u017f", "K", "ß", "ﬁ", "\u0301", "\u00ad", "\u200b", "\u200d", "\ufeff",
    "\u00a0", "\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\x00", "\x7f", "\u202e", "\uffff",
    "😀", "👩\u200d👩", "²", "½", "٣", "२", "Ⅳ", "\uff11", "’", "'", "“", "\\", "\t", "\r\n", "\r",
    "\n", "\n\n", "  ", ": ", "#", "- ", "&amp;", "<p>", "<!--", "-->", "---", "...", "…", "%",
    "{", "[", "|", ">", "?", "!", "\"", "`", "@", "*", "~", "null", "NaN", "0x1F", "1e999", ".5",
)  # fmt: skip
NUMBERS = (
    "0", "00", "1", "31", "32", "99", "1999", "2024", "9999", "10000", "-1", "3.5", "1,000", "2-0",
    "9" * 400, "12:30", "24 May", "May 0", "0 May", "2024-02-30", "2024-12-31", "half an", "nan",
)  # fmt: skip


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word that stands in a set or a table of the reader's modules."""
    return tuple(sorted({word for words in _word_sets() for word in words}))


def _word_sets() -> Iterator[set[str]]:
    for found in pkgutil.walk_packages(reading.__path__, f"{reading.__name__}."):
        for value in vars(import_module(found.name)).values():
            if isinstance(value, (frozenset, set, dict, tuple)):
                yield {word for word in value if isinstance(word, str) and len(word) < 30}


def texts(most: int = 10) -> st.SearchStrategy[str]:
    """Texts of a few pieces, some of them cut short, capitalised or run together."""
    piece = st.one_of(
        st.sampled_from(vocabulary()),
        st.sampled_from(vocabulary()).map(str.capitalize),
        st.sampled_from(NAMES),
        st.sampled_from(NUMBERS),
        st.sampled_from(ODD),
        st.sampled_from(SENTENCES),
        st.builds(_cut, st.sampled_from(SENTENCES), st.integers(0, 60), st.integers(0, 60)),
        st.builds(_splice, st.sampled_from(NAMES), st.sampled_from(ODD), st.integers(0, 12)),
        st.text(max_size=4),
    )
    space = st.sampled_from((" ",) * 8 + ("", ", ", ". ", "\n", "’s "))
    pair = st.tuples(piece, space).map("".join)
    return st.lists(pair, min_size=1, max_size=most).map("".join)


def _cut(text: str, start: int, stop: int) -> str:
    return text[start : max(start + 1, stop)]


def _splice(text: str, odd: str, at: int) -> str:
    return text[:at] + odd + text[at:]
