from typing import Any

import pytest

from dateline.geo.layers.features import lay_out
from dateline.geo.model import AnyEvent, Duration, EventMap, Leg, Mode, Role, Stop
from dateline.geo.story import MapView, map_view
from tests.geo.maps import APIA, SUVA, event_map, evidence, journey, place, summit

QUOTES = (
    *evidence("Ida Berg sailed from Apia to Suva."),
    *evidence("She met Per Lund in Suva.", "NRK"),
)


def view(*events: AnyEvent, publisher: str | None = None, **more: Any) -> MapView:
    story: EventMap = event_map(*events, **more)
    report = story.report.model_copy(update={"publisher": publisher})
    return map_view(lay_out(story.model_copy(update={"report": report})).document())


def facts(listed: Any) -> dict[str, str]:
    return {fact.label: fact.value for fact in listed.facts}


def leg(hours: float, *, approximate: bool = False, mode: Mode = Mode.SEA, **more: Any) -> Leg:
    return Leg(mode=mode, duration=Duration(seconds=hours * 3600, approximate=approximate), **more)


@pytest.mark.parametrize(
    ("publisher", "told"), [("Pacific Post", "Pacific Post"), (None, "The report")]
)
def test_a_quote_is_its_own_speakers_or_the_reports(publisher: str | None, told: str) -> None:
    (item,) = view(summit(evidence=QUOTES), publisher=publisher).story
    assert [quote.source for quote in item.quotes] == [told, "NRK"]


def test_a_journey_of_one_leg_says_how_how_long_how_far_and_how_fast() -> None:
    (item,) = view(journey("apia", "suva", legs=(leg(48, approximate=True),))).story
    told = facts(item)
    assert told["How"] == "by sea"
    assert told["Duration"] == "about 2 days"
    assert told["Length"] == "1,150 km"
    assert told["Speed"] == "at least about 24 km/h on average, along the shortest line"
    assert [(stop.place, stop.onward) for stop in item.stops] == [("Apia", ""), ("Suva", "")]


def test_a_journey_of_several_legs_says_it_of_each() -> None:
    there, back = leg(2, mode=Mode.AIR), leg(48)
    (item,) = view(journey("apia", "suva", "apia", legs=(there, back))).story
    assert facts(item)["Duration"] == "2 days 2 hours"
    assert "How" not in facts(item)
    first, second, last = (stop.onward for stop in item.stops)
    assert first.startswith("by air · 2 hours · 1,150 km · at least 576 km/h")
    assert second.startswith("by sea · 2 days · 1,150 km · at least 24 km/h")
    assert last == ""


def test_a_speed_along_a_given_track_is_no_lower_bound() -> None:
    (item,) = view(journey("apia", "suva", legs=(leg(48, path=((-178.0, -16.0),)),))).story
    assert facts(item)["Speed"].endswith("km/h on average, along the track as given")
    assert "at least" not in facts(item)["Speed"]


def test_what_cannot_be_drawn_has_no_word_about_its_line() -> None:
    atlantis = place("Atlantis")
    (item,) = view(journey("apia", "atlantis"), places=(APIA, atlantis)).story
    assert item.basis is None
    assert [stop.place for stop in item.stops] == ["Apia", "Atlantis"]


def test_names_off_the_map_are_listed_with_their_reason_and_quote() -> None:
    fiji = place("Fiji", role=Role.ASSOCIATIVE, unresolved="stands for a government")
    listed = view(places=(APIA, SUVA, place("Atlantis"), fiji))
    assert [(one.name, one.reason) for one in listed.unresolved] == [
        ("Atlantis", "no gazetteer knows it")
    ]
    assert [one.name for one in listed.associated] == ["Fiji"]
    assert all(one.quotes for one in (*listed.unresolved, *listed.associated))


def test_a_stop_that_is_inferred_is_told_as_such() -> None:
    stops = (Stop(place="apia", inferred=True), Stop(place="suva"))
    (item,) = view(journey("apia", "suva", stops=stops)).story
    assert [stop.inferred for stop in item.stops] == [True, False]
    assert "where a stop is inferred" in str(item.basis)
