"""Datelines in the forms that agencies write: the town where the report was filed, and only it."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft
from dateline.geo.model import Role

STORY = "Ministers said on Monday that they had agreed to talk."
FORMS = [
    "{capitals} (AP) — ",
    "{town} (AP) - ",
    "{capitals}, {region} (AP) -- ",
    "{town}, {region} (AP) — ",
    "{capitals}, {region} — ",
    "{capitals}, May 8 (Reuters) - ",
    "{capitals}, {region}, May 8 (AP) — ",
    "{capitals}, 8 May 2024 – ",
    "{town}, 8 May 2024 – ",
    "{capitals}, Wednesday, May 8, 2024 (AFP) - ",
    "{capitals}, May 8. /TASS/. ",
    "{capitals}. May 8 (Interfax) - ",
    "{capitals}, May 8, 2024 /PRNewswire/ -- ",
    "{capitals}, 8 MAY (EFE).- ",
    "{town} (8 May 2024) – ",
    "{town}, May 8, GNA - ",
    "{town} CNN — ",
    "{capitals} — ",
    "{town} — ",
    "{capitals}: ",
    "{capitals}\n\n",
    "{capitals}, (AFP) - ",
    "By Jane Doe\n\n{capitals} (Reuters) - ",
]
TOWNS = [
    ("Raleigh", "N.C."), ("Tulsa", "Okla."), ("Lagos", "Nigeria"), ("Dar es Salaam", "Tanzania"),
    ("St. Paul", "Minn."), ("San Pedro Sula", "Honduras"), ("Kyiv", "Ukraine"),
]  # fmt: skip


def _datelines(draft: Draft) -> list[str]:
    text = draft.report.text
    return [
        text[mention.start : mention.end]
        for place in draft.places
        for mention in place.mentions
        if mention.role is Role.DATELINE
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("town", "region"), TOWNS)
def test_the_town_of_a_dateline_is_found_in_every_form(
    read: Callable[[str], Draft], form: str, town: str, region: str
) -> None:
    line = form.format(town=town, capitals=town.upper(), region=region)
    name = town.upper() if town.upper() in line else town
    assert _datelines(read(line + STORY + " More is expected.")) == [name]


def test_a_report_filed_from_two_towns_has_both(read: Callable[[str], Draft]) -> None:
    assert _datelines(read("KYIV/GENEVA (Reuters) - " + STORY)) == ["KYIV", "GENEVA"]


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING (Reuters) - " + STORY,
        "UPDATE 2 (AP) — " + STORY,
        "EDITORIAL: The mayor is wrong.",
        "Jordan: I think so.",
        "Mobile - the town of phones - was busy.",
        "Russia: what we know about the strike",
        "Photo by Jane Doe (Reuters)",
        "Paris Hilton (AP) — The star spoke.",
        "(Reuters) - Ministers met in Rome.",
    ],
)
def test_what_only_begins_a_line_is_no_dateline(read: Callable[[str], Draft], text: str) -> None:
    assert _datelines(read(text)) == []


def test_an_abbreviation_behind_a_town_is_its_state(read: Callable[[str], Draft]) -> None:
    places = {
        place.name: place.country
        for place in read("Fires burned in Tulsa, Okla., and in London, ON, today.").places
    }
    assert places["Oklahoma"] == "US"
    assert places["Ontario"] == "CA"
    perth = {place.name for place in read("A shop in Perth, WA, was robbed.").places}
    assert perth == {"Perth", "Western Australia"}


@pytest.mark.parametrize(
    ("text", "stops", "place"),
    [
        ("BERN (AP) — Envoy Ann Berg arrived here on Tuesday from Oslo.", ["Oslo", "BERN"], None),
        ("BERN (AP) — It rained. Envoy Ann Berg flew here from Oslo.", ["Oslo", "BERN"], None),
        ("BERN (AP) — Foreign Ministers Ann Berg and Ugo Conti met here on Friday.", [], "BERN"),
        ("LIMA, Peru (AP) — A bomb exploded here on Monday, killing three people.", [], "LIMA"),
    ],
)
def test_here_is_where_the_report_was_filed(
    read: Callable[[str], Draft], text: str, stops: list[str], place: str | None
) -> None:
    (event,) = read(text).events
    assert [stop.place for stop in getattr(event, "stops", ())] == stops
    assert getattr(event, "place", None) == place
