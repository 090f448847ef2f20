from typing import Any

import pytest

from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import Candidate, EventMap, Journey, Place, Role, Summit
from tests.geo.drafts import TEXT, draft_data
from tests.geo.maps import candidate


class Atlas:
    """A source of candidates that knows four towns."""

    def __init__(self) -> None:
        self.towns = {
            "Bergen": candidate("Bergen", 5.32, 60.39, country="NO", score=0.9),
            "Oslo": candidate("Oslo", 10.75, 59.91, country="NO", score=0.9),
            "Stockholm": candidate("Stockholm", 18.06, 59.33, country="SE", score=0.9),
            "Tromsø": candidate("Tromsø", 18.96, 69.65, country="NO", score=0.9),
        }

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        del near, limit, fuzzy
        town = self.towns.get(name)
        return [town] if town and country in (None, town.country) else []


def geocoded(**changes: Any) -> EventMap:
    return geocode(draft_from(draft_data(**changes)), Atlas())


def place(story: EventMap, name: str) -> Place:
    return next(place for place in story.places if place.name == name)


def test_places_get_coordinates_and_keep_their_evidence() -> None:
    story = geocoded()
    oslo = place(story, "Oslo").chosen
    assert oslo is not None
    assert (oslo.lon, oslo.lat) == (10.75, 59.91)
    assert [said.quote for said in place(story, "Oslo").evidence] == [
        "reached Oslo after about seven hours"
    ]


def test_every_span_is_exact() -> None:
    story = geocoded()
    assert all(
        TEXT[mention.start : mention.end] == mention.name
        for one in story.places
        for mention in one.mentions
    )
    said = [e for one in (*story.places, *story.events) for e in one.evidence]
    assert all(TEXT[one.start : one.end] == one.quote for one in said)


def test_the_sentence_is_the_evidence_where_none_is_given() -> None:
    (said,) = place(geocoded(), "Stockholm").evidence
    assert said.quote == "Stockholm declined to comment."


def test_a_place_that_only_an_event_names_is_on_the_map() -> None:
    tromsoe = place(geocoded(), "Tromsø")
    assert tromsoe.id == "tromso"
    assert tromsoe.role is Role.LITERAL
    assert tromsoe.chosen is not None


def test_events_follow_their_references() -> None:
    journey, summit = geocoded().events
    assert isinstance(journey, Journey)
    assert isinstance(summit, Summit)
    assert [stop.place for stop in journey.stops] == ["bergen", "oslo"]
    assert summit.place == "tromso"
    assert journey.legs[0].duration == journey.duration
    assert journey.legs[0].duration is not None
    assert journey.legs[0].duration.seconds == 7 * 3600
    assert journey.legs[0].duration.approximate


def test_titles_are_given_where_the_draft_has_none() -> None:
    assert [event.title for event in geocoded().events] == [
        "Ida Berg from Bergen to Oslo by train",
        "Summit of Ida Berg and Per Lund, Tromsø",
    ]


def test_what_no_source_knows_stays_and_says_why() -> None:
    data = draft_data()
    data["report"]["text"] += " She spoke of Xyzzyville."
    data["places"].append({"name": "Xyzzyville"})
    lost = place(geocode(draft_from(data), Atlas()), "Xyzzyville")
    assert lost.chosen is None
    assert lost.unresolved


def test_a_hint_that_no_candidate_meets_is_not_overruled() -> None:
    data = draft_data()
    data["places"][0]["country"] = "US"
    bergen = place(geocode(draft_from(data), Atlas()), "Bergen")
    assert bergen.chosen is None
    assert bergen.unresolved


def test_a_given_position_is_taken_as_it_is() -> None:
    data = draft_data()
    data["places"][0]["at"] = {"lat": 60.4, "lon": 5.3}
    bergen = place(geocode(draft_from(data), Atlas()), "Bergen").chosen
    assert bergen is not None
    assert (bergen.lon, bergen.lat, bergen.source) == (5.3, 60.4, "given")


def test_the_words_beside_a_name_tell_namesakes_apart() -> None:
    data = {
        "report": {"title": "T", "text": "The mayor of Paris, Texas, cut the ribbon."},
        "places": ["Paris", "Texas"],
    }
    paris = place(geocode(draft_from(data), Gazetteer.open()), "Paris").chosen
    assert paris is not None
    assert (paris.country, paris.admin1) == ("US", "Texas")


def test_a_place_that_no_sentence_names_is_refused() -> None:
    data = draft_data()
    data["places"].append({"name": "Helsinki"})
    with pytest.raises(InvalidInput, match=r"places\[3\].name: no sentence .* 'Helsinki'"):
        geocode(draft_from(data), Atlas())


def test_a_place_may_be_named_only_by_its_event() -> None:
    data = draft_data()
    data["events"][1]["place"] = "Stockholm"
    data["places"] = data["places"][:2]
    data["events"][1]["evidence"] = ["She will meet Per Lund"]
    assert place(geocode(draft_from(data), Atlas()), "Stockholm").evidence


def test_two_places_of_one_name_keep_apart() -> None:
    data = draft_data()
    data["places"][1]["id"] = "oslo-norway"
    data["places"].append({"name": "Oslo", "id": "oslo-us", "country": "US", "evidence": ["OSLO"]})
    data["events"][0]["stops"] = ["Bergen", "oslo-norway"]
    story = geocode(draft_from(data), Atlas())
    journey = story.events[0]
    assert isinstance(journey, Journey)
    assert journey.stops[1].place == "oslo-norway"
    assert journey.title == "Ida Berg from Bergen to Oslo by train"


def test_ids_are_unique_when_titles_are_not() -> None:
    data = draft_data()
    data["events"].append(data["events"][1])
    assert [event.id for event in geocode(draft_from(data), Atlas()).events][1:] == [
        "summit-of-ida-berg-and-per-lund-tromso",
        "summit-of-ida-berg-and-per-lund-tromso-2",
    ]


def test_the_map_is_named_by_whoever_names_it_first() -> None:
    draft = draft_from(draft_data())
    assert geocode(draft, Atlas(), map_id="mine").id == "mine"
    assert geocode(draft, Atlas()).id == "berg-to-oslo"
    assert geocode(draft.model_copy(update={"id": None}), Atlas()).id == "berg-in-oslo"


def test_a_sentence_is_attributed_alike_wherever_it_is_evidence() -> None:
    data = draft_data()
    data["events"][1]["evidence"] = [
        {"quote": "She will meet Per Lund in Tromsø next week.", "attributed_to": "NRK"}
    ]
    (said,) = place(geocode(draft_from(data), Atlas()), "Tromsø").evidence
    assert said.attributed_to == "NRK"
    (said,) = place(geocode(draft_from(data), Atlas()), "Stockholm").evidence
    assert said.attributed_to is None


def test_a_place_and_an_event_of_one_name_keep_apart() -> None:
    data = draft_data()
    data["events"][1]["title"] = "Oslo"
    story = geocode(draft_from(data), Atlas())
    ids = [one.id for one in (*story.places, *story.events)]
    assert len(set(ids)) == len(ids)
    assert place(story, "Oslo").id == "oslo"


def test_an_id_that_a_person_chose_stays() -> None:
    data = draft_data()
    event = {"kind": "visit", "status": "planned", "evidence": ["Ida Berg"], "title": "x"}
    data["events"] = [event, event, event | {"id": "x-2"}]
    assert [one.id for one in geocode(draft_from(data), Atlas()).events] == ["x", "x-3", "x-2"]


def test_a_map_id_is_one_that_addresses_can_have() -> None:
    with pytest.raises(InvalidInput, match="is no id"):
        geocode(draft_from(draft_data()), Atlas(), map_id='Bad Id"><script>')
