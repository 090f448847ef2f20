"""Sentences and tokens: abbreviations, wrapped lines, exact offsets."""

import pytest

from dateline.geo.reading.document.tokens import LONGEST_SENTENCE, Document


def sentences(text: str) -> list[str]:
    document = Document.of(text)
    return [text[slice(*document.span(sentence))] for sentence in document.sentences]


def test_abbreviations_end_no_sentence() -> None:
    text = "Dr. Lund met Sen. Ruiz in St. Louis, Mo. on Friday. They spoke for an hour."
    assert sentences(text) == [
        "Dr. Lund met Sen. Ruiz in St. Louis, Mo. on Friday.",
        "They spoke for an hour.",
    ]


def test_an_abbreviation_before_a_new_sentence_ends_one() -> None:
    assert sentences("She lives in the U.S. The others left.") == [
        "She lives in the U.S.",
        "The others left.",
    ]


def test_lines_wrapped_at_a_width_are_one_sentence() -> None:
    text = (
        "The delegation crossed the river at the old bridge and reached\n"
        "Basel before noon, where the mayor and a crowd of several hundred\n"
        "people were waiting in the rain to see the guests of honour walk\n"
        "through the gate and into the hall that had been built for them.\n"
    )
    assert len(sentences(text)) == 1


def test_a_headline_stands_alone() -> None:
    assert sentences("Envoy leaves for Bern\nThe envoy left on Monday.") == [
        "Envoy leaves for Bern",
        "The envoy left on Monday.",
    ]


@pytest.mark.parametrize(
    "text",
    ["Ann’s trip to N'Djamena — 3,500 km!", "“Élan”, said Zoë 🚀", "a\r\nb\tc", "e\u0301 A.B. C."],
)
def test_tokens_lie_where_they_say(text: str) -> None:
    tokens = Document.of(text).tokens
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    kept = "".join(token.text for token in tokens)
    assert kept == "".join(text.split()).replace("\u0301", "") or "\u0301" in text


def test_possessives_are_apart_and_apostrophes_in_names_are_not() -> None:
    assert [token.text for token in Document.of("Kenya's N'Djamena").tokens] == [
        "Kenya",
        "'s",
        "N'Djamena",
    ]


def test_a_line_without_end_is_cut() -> None:
    document = Document.of("word " * 2000)
    assert max(map(len, document.sentences)) <= LONGEST_SENTENCE
    assert sum(map(len, document.sentences)) == len(document.tokens)
