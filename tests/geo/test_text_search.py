import itertools

import pytest

from dateline.geo.text.search import Names, find_quote, slug
from dateline.geo.text.sentences import Sentences, sentences


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = 'Mr. Ito met the U.S. envoy. "Good," he said. Was it?\n\nYes\nSecond line.'
    assert [text[start:end] for start, end in sentences(text)] == [
        "Mr. Ito met the U.S. envoy.",
        '"Good," he said.',
        "Was it?",
        "Yes",
        "Second line.",
    ]


def test_sentences_cover_every_word_in_order() -> None:
    text = "  One. Two!  Three?\r\n\r\nFour 3.5 km. "
    spans = sentences(text)
    assert [word for a, b in spans for word in text[a:b].split()] == text.split()
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


def test_a_quote_is_found_across_line_breaks() -> None:
    text = "The train\nleft at  dawn. The train left again."
    assert find_quote(text, "train left at dawn") == (4, 23)
    assert text[4:23] == "train\nleft at  dawn"


def test_a_quote_that_occurs_twice_is_told_by_its_start() -> None:
    text = "Kim left. Kim left."
    assert find_quote(text, "Kim left") == (0, 8)
    assert find_quote(text, "Kim left", start=10) == (10, 18)
    assert find_quote(text, "Kim left", start=9) is None


@pytest.mark.parametrize("quote", ["kim left", "Kim  right", "", "   ", "left Kim"])
def test_words_that_are_not_there_are_not_found(quote: str) -> None:
    assert find_quote("Kim left.", quote) is None


def test_a_pattern_in_a_quote_is_only_text() -> None:
    assert find_quote("It cost $5 (or so).", "$5 (or so).") == (8, 19)
    assert find_quote("It cost 5 or so.", ".* (or|so)") is None


def test_names_are_found_as_whole_words() -> None:
    text = "Oslo, OSLO; Oslofjord. New\nYork"
    assert [text[a:b] for a, b in Names(text).find("Oslo")] == ["Oslo", "OSLO"]
    assert [text[a:b] for a, b in Names(text).find("New York")] == ["New\nYork"]
    assert Names(text).find(" ") == []
    assert Names(text).find("Oslo", most=1) == [(0, 4)]
    assert Names("in ’s-Hertogenbosch").find("’s-hertogenbosch") == [(3, 19)]


def test_the_closest_sentence_helps_to_mend_a_quote() -> None:
    text = "The ferry reached Suva on Thursday. Nobody met it."
    assert Sentences(text).closest("The ferry reached Suva on Friday") == (
        "The ferry reached Suva on Thursday."
    )
    assert Sentences(text).closest("xyz") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russky Island", "russky-island"),
        ("Владивосток", "vladivostok"),
        ("Nukuʻalofa", "nuku-alofa"),
        ("São Tomé & Príncipe", "sao-tome-principe"),
        ("!!!", ""),
    ],
)
def test_a_slug_is_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected
