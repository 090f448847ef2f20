"""Toponyms: what is one, what is none, and where a name ends."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft

Names = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Floods reached Dresden and Prague.", ["Dresden", "Prague"]),
        ("She moved from Port-au-Prince to Guinea-Bissau.", ["Port-au-Prince", "Guinea-Bissau"]),
        ("The ferry serves Trinidad and Tobago.", ["Trinidad and Tobago"]),
        ("Shops in Upper Austria closed.", ["Upper Austria"]),
        ("He drove along Harcourt Street in Dublin.", ["Harcourt Street", "Dublin"]),
        ("It rained in Winneshiek County, Iowa.", ["Winneshiek County", "Iowa"]),
        ("A flat in London, Ont., burned down.", ["London", "Ont."]),
        ("The U.S. and the UK agreed.", ["U.S.", "UK"]),
        ("The state of Jammu and Kashmir voted.", ["Jammu and Kashmir"]),
        ("Talks on the Korean peninsula stalled.", ["Korean peninsula"]),
        ("Russian and Turkish ships met.", ["Russian", "Turkish"]),
        ("The storm hit Toronto Saturday.", ["Toronto"]),
        ("A ferry left Dar es Salaam at dawn.", ["Dar es Salaam"]),
        ("Buses to San Pedro Sula were cancelled.", ["San Pedro Sula"]),
        ("The fair in Mar del Plata drew a crowd.", ["Mar del Plata"]),
        ("He lives in Santa Cruz de la Sierra, Bolivia.", ["Santa Cruz de la Sierra", "Bolivia"]),
        ("Shells fell near Deir ez-Zor.", ["Deir ez-Zor"]),
        ("The mayor of Salt Lake City agreed.", ["Salt Lake City"]),
        ("Trains to Rostov-on-Don are late.", ["Rostov-on-Don"]),
        ("Police in Goyang-si found the car.", ["Goyang-si"]),
    ],
)
def test_places_are_found_whole(toponyms: Names, text: str, expected: list[str]) -> None:
    assert toponyms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton told fans that she was tired.",
        "Jack London wrote novels about dogs.",
        "Sydney Brown said the plan was sound. Sydney has two sons.",
        "Reading is fun. Nice work, she said.",
        "May was cold, and so was March.",
        "The CDC and the BBC said so.",
        "Washington Post reporters wrote it.",
        "The ticket costs US$40 today.",
        "A case of Marburg virus was confirmed.",
        "Ms Chelsea Lincoln thanked everyone.",
        "He fired an AK-47 into the air.",
    ],
)
def test_what_only_looks_like_a_place_is_none(toponyms: Names, text: str) -> None:
    assert toponyms(text) == []


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("The Nile rose two metres at Khartoum.", "Nile", "STM"),
        ("Barges sank in the Mississippi near Memphis.", "Mississippi River", "STM"),
        ("Ships waited in the Dardanelles.", "Dardanelles", "STRT"),
        ("The Mississippi governor spoke.", "Mississippi", None),
        ("He lives in Mississippi.", "Mississippi", None),
    ],
)
def test_the_article_tells_a_river_from_a_state(
    read: Callable[[str], Draft], text: str, name: str, feature: str | None
) -> None:
    assert (name, feature) in {(place.name, place.feature) for place in read(text).places}


def test_a_village_that_no_gazetteer_knows_is_named_with_its_kind(toponyms: Names) -> None:
    assert "Quorvath" in toponyms("Fire broke out in the village of Quorvath on Sunday.")
    assert "Quorvath" in toponyms("The road near Quorvath, Hungary, is closed.")


def test_a_small_town_needs_words_that_say_place(toponyms: Names) -> None:
    assert toponyms("Police in Wells, Somerset, made an arrest.") == ["Wells", "Somerset"]
    assert toponyms("Wells of oil were found.") == []


def test_a_surname_stays_a_person_further_on(toponyms: Names) -> None:
    text = "Minister Karl Hamburg resigned. Hamburg said he was tired."
    assert toponyms(text) == []


def test_offsets_are_exact_across_line_breaks_and_emoji(read: Callable[[str], Draft]) -> None:
    text = "🚆🚆 The train\r\nleft New\nYork for “Montréal”."
    draft = read(text)
    found = [
        text[mention.start : mention.end] for place in draft.places for mention in place.mentions
    ]
    assert found == ["New\nYork", "Montréal"]
