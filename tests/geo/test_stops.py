"""Journeys on which nobody goes from a place to itself."""

from itertools import pairwise

import pytest

from dateline.geo.draft.model import Draft, DraftJourney
from dateline.geo.draft.stops import merge_repeated_stops
from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import Journey
from dateline.geo.reading import Reader

Stops = list[str | None]


def draft_of(stops: Stops, **more: object) -> Draft:
    text = "Ann Berg went from Bombay to Oslo, Mumbai and Rome."
    journey = {"kind": "journey", "travellers": ["Ann Berg"], "status": "happened"}
    journey |= {"stops": [{"place": stop} for stop in stops], "evidence": [text], **more}
    return draft_from({"report": {"title": "T", "text": text}, "events": [journey]})


def journey_of(stops: Stops, **more: object) -> DraftJourney:
    [journey] = draft_of(stops, **more).events
    assert isinstance(journey, DraftJourney)
    return journey


@pytest.mark.parametrize(
    ("stops", "merged"),
    [
        (["Oslo", "Rome"], ["Oslo", "Rome"]),
        (["Oslo", "Oslo"], [None, "Oslo"]),
        (["Oslo", "Oslo", "Rome"], ["Oslo", "Rome"]),
        (["Oslo", "Rome", "Rome"], ["Oslo", "Rome"]),
        (["Oslo", "Rome", "Oslo"], ["Oslo", "Rome", "Oslo"]),
        (["Oslo", "oslo", "Oslo"], [None, "Oslo"]),
        (["Oslo", None], ["Oslo", None]),
        ([None, "Oslo", "Oslo"], [None, "Oslo"]),
    ],
)
def test_stops_in_a_row_at_one_place_are_one(stops: Stops, merged: Stops) -> None:
    journey = merge_repeated_stops(journey_of(stops), str.casefold)
    assert [stop.place for stop in journey.stops] == merged


def test_legs_go_with_their_stops() -> None:
    legs = [{"mode": "train"}, {"mode": "foot"}, {"mode": "air"}]
    journey = journey_of(["Oslo", "Rome", "Rome", "Mumbai"], legs=legs)
    merged = merge_repeated_stops(journey, str).legs
    assert merged is not None
    assert [leg.mode for leg in merged] == ["train", "air"]


def test_a_round_trip_with_a_path_of_its_own_stays() -> None:
    journey = journey_of(["Oslo", "Oslo"], legs=[{"path": [{"lon": 10, "lat": 60}]}])
    assert merge_repeated_stops(journey, str) == journey


def test_two_names_of_one_place_are_one_stop() -> None:
    [journey] = geocode(draft_of(["Bombay", "Mumbai"]), Gazetteer.open()).events
    assert isinstance(journey, Journey)
    assert [stop.place for stop in journey.stops] == [None, "mumbai"]
    assert journey.title == "Ann Berg to Mumbai"


@pytest.mark.parametrize(
    "text",
    [
        "They left Kabul and fled towards Kabul.",
        "Ann Berg drove from Oslo airport to Oslo.",
        "Ann Berg left Norway because she disliked the country.",
    ],
)
def test_a_report_tells_no_journey_from_a_place_to_itself(text: str) -> None:
    draft = Reader(Gazetteer.open()).read(text)
    journeys = [event for event in draft.events if isinstance(event, DraftJourney)]
    assert journeys
    for journey in journeys:
        places = [stop.place for stop in journey.stops]
        assert all(one != other for one, other in pairwise(places))
