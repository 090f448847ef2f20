"""What the words around toponyms say, and which mentions mean the same place."""

import re

import pytest

from dateline.geo.model import Role
from dateline.geo.resolution import PlaceQuery, queries_of, read_clues


def spans(text: str, *names: str) -> list[tuple[int, int]]:
    return [match.span() for name in names for match in re.finditer(re.escape(name), text)]


def within(text: str, inner: str, outer: str) -> bool:
    clues = read_clues(text, spans(text, inner, outer))[0]
    return any(clue.within == outer for clue in clues)


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("A barn burned in Dayton, Ohio, on Friday.", "Dayton", "Ohio"),
        ("A barn burned in Dayton (Ohio).", "Dayton", "Ohio"),
        ("A ferry left Yalta in southern Crimea.", "Yalta", "Crimea"),
        ("They met at Taormina, on the island of Sicily.", "Taormina", "Sicily"),
        ("They met in Biarritz, a seaside town in France.", "Biarritz", "France"),
        ("Flights to Reykjavik, the capital of Iceland, resumed.", "Reykjavik", "Iceland"),
        ("Guards lined Singapore's Sentosa island.", "Sentosa", "Singapore"),
        ("Guards lined Singapore’s southern island of Sentosa.", "Sentosa", "Singapore"),
        ("Snow fell on the Russian capital, Moscow.", "Moscow", "Russian"),
        ("It hit Perm, a suburb located east of Omsk.", "Perm", "Omsk"),
        ("It hit Perm, a farming community near Omsk.", "Perm", "Omsk"),
        ("A fire swept the Nairobi slum Mathare.", "Mathare", "Nairobi"),
        ("DAYTON,\nOhio: A barn burned.", "DAYTON", "Ohio"),
    ],
)
def test_what_lies_in_what(text: str, inner: str, outer: str) -> None:
    assert within(text, inner, outer)
    assert not within(text, outer, inner)


@pytest.mark.parametrize(
    "text", ["Snow fell on the Perm village of Omsk.", "Snow fell on the Omsk village of Perm."]
)
def test_a_kind_between_two_names_can_be_read_either_way(text: str) -> None:
    assert within(text, "Perm", "Omsk")
    assert within(text, "Omsk", "Perm")


@pytest.mark.parametrize(
    "text",
    [
        "He flew from Perm to Omsk.",
        "He left Perm. Omsk was next.",
        "Perm and Omsk agreed.",
        "Perm\n\nOmsk",
        "In Perm, where it had rained for some days, people spoke of little else than of Omsk.",
    ],
)
def test_words_that_say_no_such_thing(text: str) -> None:
    assert not within(text, "Perm", "Omsk")
    assert not within(text, "Omsk", "Perm")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the island of Gotland", "Gotland", "island"),
        ("fishing off Gotland island", "Gotland", "island"),
        ("voters in Washington state", "Washington", "state"),
        ("the towns of Perm", "Perm", "town"),
        ("along the River Severn", "Severn", "river"),
        ("farms in Perm Krai", "Perm", "krai"),
        ("a shop on Perm Rd. burned", "Perm", "road"),
    ],
)
def test_what_a_name_is(text: str, name: str, kind: str) -> None:
    (clues,) = read_clues(text, spans(text, name))
    assert [clue.feature for clue in clues] == [kind]


@pytest.mark.parametrize("text", ["the Perm airport", "the capital of Perm", "Perm police"])
def test_words_that_say_what_something_else_is(text: str) -> None:
    assert read_clues(text, spans(text, "Perm")) == [()]


@pytest.mark.parametrize(
    "text", ["Perm and Omsk", "Perm, Omsk", "Perm, and Omsk", "Perm or Omsk", "in Perm and in Omsk"]
)
def test_what_is_listed_together(text: str) -> None:
    first, second = read_clues(text, spans(text, "Perm", "Omsk"))
    assert "Omsk" in [clue.beside for clue in first]
    assert "Perm" in [clue.beside for clue in second]


@pytest.mark.parametrize("text", ["Perm Omsk", "Perm to Omsk", "Perm. Omsk", "Perm’s Omsk"])
def test_what_is_not(text: str) -> None:
    first, second = read_clues(text, spans(text, "Perm", "Omsk"))
    assert not any(clue.beside for clue in (*first, *second))


def names(queries: list[PlaceQuery]) -> list[tuple[str, int]]:
    return [(query.name, query.mentions) for query in queries]


def test_a_name_means_one_place_throughout_a_report() -> None:
    text = "In Perm it snowed. PERM, Russia: Snow. Omsk was dry, unlike Perm."
    queries, of_span = queries_of(text, spans(text, "Perm", "PERM", "Omsk"))
    assert names(queries) == [("Perm", 3), ("Omsk", 1)]
    assert of_span == [0, 0, 0, 1]


def test_unless_the_report_says_that_they_lie_in_different_places() -> None:
    text = "From Dayton, Ohio, to Dayton, Texas. Dayton is small. Dayton, Ohio, is not."
    queries, of_span = queries_of(text, spans(text, "Dayton", "Ohio", "Texas"))
    assert names(queries) == [("Dayton", 3), ("Dayton", 1), ("Ohio", 2), ("Texas", 1)]
    assert of_span[:4] == [0, 1, 0, 0]


def test_one_literal_mention_makes_a_place_literal() -> None:
    text = "Moscow objected. Snow fell in Moscow."
    (query,), _ = queries_of(text, spans(text, "Moscow"), [Role.ASSOCIATIVE, Role.LITERAL])
    assert query.role is Role.LITERAL


def test_the_same_length_of_text_far_apart_says_nothing() -> None:
    assert read_clues("", []) == []
    assert queries_of("", []) == ([], [])
