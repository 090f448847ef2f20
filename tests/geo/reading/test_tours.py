"""Legs that follow on begin where the one before ended, and say that this is inferred."""

import pytest

from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import Journey
from tests.geo.reading.conftest import Read


def legs(read: Read, text: str) -> list[tuple[str | None, bool, str | None]]:
    events = [event for event in read(text).events if event.kind == "journey"]
    return [(one.stops[0].place, one.stops[0].inferred, one.stops[-1].place) for one in events]


def test_a_tour_goes_on_from_stop_to_stop(read: Read) -> None:
    text = (
        "President Salome Lund will fly to Baku on 3 June and then continue to Yerevan, before"
        " returning to Tbilisi on 6 June."
    )
    assert legs(read, text) == [
        (None, False, "Baku"),
        ("Baku", True, "Yerevan"),
        ("Yerevan", True, "Tbilisi"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Berg flew to Oslo on Monday after visiting Rome.",
        "Ida Berg flew to Oslo. She flew to Bergen.",
        "Ida Berg will fly to Oslo. Per Lund will fly to Bergen.",
    ],
)
def test_what_may_have_been_otherwise_is_left_open(read: Read, text: str) -> None:
    found = legs(read, text)
    assert len(found) == 2
    assert not any(inferred for _, inferred, _ in found)


def test_a_tour_does_not_go_on_from_the_middle_of_a_country(world: Gazetteer) -> None:
    text = "Ida Berg will visit Norway and then Riga."
    stops = [{"place": "Norway", "inferred": True}, {"place": "Riga"}]
    journey = {"kind": "journey", "travellers": ["Ida Berg"], "stops": stops, "status": "planned"}
    report = {"title": "Tour", "text": text}
    draft = draft_from({"report": report, "events": [{**journey, "evidence": [text]}]})
    (event,) = geocode(draft, world).events
    assert isinstance(event, Journey)
    assert (event.stops[0].place, event.stops[1].place) == (None, "riga")


def test_an_end_that_only_the_grammar_knows_is_a_stop_all_the_same(read: Read) -> None:
    text = "Ida Berg travelled down the Cauca River to the Tenchwold area on Friday."
    assert legs(read, text) == [(None, False, "Tenchwold")]
    capitals = "IDA BERG TRAVELED TO THE TENCHWOLD AREA ON FRIDAY, POLICE SAID."
    assert legs(read, capitals) == [(None, False, "Tenchwold")]
