"""What a report says beside an event, and what must not become part of it."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import DraftJourney, DraftSummit

Journeys = Callable[[str], list[DraftJourney]]
Summits = Callable[[str], list[DraftSummit]]

MET = (
    "Norwegian President Kari Berg and Finnish Premier Eva Salo met in Bergen on Monday"
    " to speak about fish."
)


@pytest.mark.parametrize(
    "ahead",
    [
        "“We will meet again in the autumn,” Berg told reporters.",
        "The two leaders will hold another round of talks in the autumn.",
        "Berg will meet Swedish King Ole Dahl in the autumn.",
    ],
)
def test_a_meeting_to_come_is_not_where_the_last_one_was(summits: Summits, ahead: str) -> None:
    places = {meeting.status.value: meeting.place for meeting in summits(f"{MET} {ahead}")}

    assert places == {"happened": "Bergen", "planned": None}


@pytest.mark.parametrize(
    "ahead",
    [
        "Premier Eva Salo met President Kari Berg in Bergen on Monday and will meet King Ole Dahl"
        " next month.",
        "Premier Eva Salo, who met President Kari Berg in Bergen, will receive King Ole Dahl soon.",
    ],
)
def test_a_sentence_that_tells_two_meetings_at_two_times(summits: Summits, ahead: str) -> None:
    told = {
        meeting.status.value: (meeting.place, meeting.participants[-1].name)
        for meeting in summits(ahead)
    }

    assert told == {"happened": ("Bergen", "Kari Berg"), "planned": (None, "Ole Dahl")}


def test_where_a_plan_is_spoken_of_is_not_where_it_will_be(summits: Summits) -> None:
    [meeting] = summits("Speaking in Bergen, Premier Eva Salo said she would meet King Ole Dahl.")

    assert meeting.place is None


def test_a_meeting_to_come_is_where_the_sentence_before_puts_it(summits: Summits) -> None:
    [meeting] = summits(
        "Premier Eva Salo is expected in Bergen on Friday. She will meet President Kari Berg."
    )

    assert meeting.place == "Bergen"


@pytest.mark.parametrize(
    ("text", "traveller"),
    [
        (
            "Premier Ugo Conti landed in Oslo. He was received by President Ole Berg."
            " On Friday he will travel to Bergen.",
            "Ugo Conti",
        ),
        (
            "Minister Ann Lee landed in Oslo. She was greeted by Mayor Ole Berg."
            " On Friday he will travel to Bergen.",
            "Ole Berg",
        ),
    ],
)
def test_a_pronoun_goes_on_with_the_subject(journeys: Journeys, text: str, traveller: str) -> None:
    [way] = [way for way in journeys(text) if way.stops[-1].place == "Bergen"]

    assert [person.name for person in way.travellers] == [traveller]


@pytest.mark.parametrize(
    "way",
    [
        "went by train from Milan to Turin and then on to Genoa",
        "went by train from Milan to Turin and then to Genoa",
        "went by train from Milan to Turin, then on to Genoa",
    ],
)
def test_a_way_goes_on_to_a_further_stop(journeys: Journeys, way: str) -> None:
    [journey] = journeys(f"The envoy {way}.")

    assert [stop.place for stop in journey.stops] == ["Milan", "Turin", "Genoa"]


@pytest.mark.parametrize(
    ("teller", "who"),
    [
        ("the Danish government", "the Danish government"),
        ("her office", "her office"),
        ("officials", "officials"),
        ("a spokesman for the palace", "a spokesman for the palace"),
    ],
)
def test_who_tells_of_a_meeting_is_no_side_of_it(summits: Summits, teller: str, who: str) -> None:
    [meeting] = summits(
        f"Premier Eva Salo will meet President Kari Berg and King Ole Dahl in Oslo, {teller} said."
    )

    assert [side.name for side in meeting.participants] == ["Eva Salo", "Kari Berg", "Ole Dahl"]
    assert meeting.evidence[0].attributed_to == who


@pytest.mark.parametrize(
    "tellers", ["the Danish government", "the Danish government and the Swedish government"]
)
def test_a_side_before_who_tells_of_it(summits: Summits, tellers: str) -> None:
    [meeting] = summits(f"Premier Eva Salo will meet President Kari Berg, {tellers} said.")

    assert [side.name for side in meeting.participants] == ["Eva Salo", "Kari Berg"]


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        ("The Danish government said", "the Danish government"),
        ("Officials from Peru said", "Officials from Peru"),
        ("Ministers who gathered in Lima said", None),
    ],
)
def test_a_place_tells_nothing(journeys: Journeys, opening: str, who: str | None) -> None:
    [way] = journeys(f"{opening} Premier Ugo Conti flew to Rome.")

    assert way.evidence[0].attributed_to == who


def test_the_halves_of_one_clause_are_one_way(journeys: Journeys) -> None:
    [way] = journeys(
        "Premier Eva Salo arrived in Bergen on Monday. Aides called the sea between the two ports"
        " rough, and the wind had blown from the north for the whole of the week."
        " Salo left Aberdeen by ferry at dawn with twelve advisers and some reporters of the papers"
        " and reached Bergen after about nine hours."
    )

    assert [stop.place for stop in way.stops] == ["Aberdeen", "Bergen"]
    assert (way.duration, way.approximate) == (9 * 3600, True)


@pytest.mark.parametrize(
    "told", ["arrived in Rome after about two hours of talks", "left Rome after about two hours"]
)
def test_hours_that_are_not_of_the_way(journeys: Journeys, told: str) -> None:
    [way] = journeys(f"Premier Ugo Conti {told}.")

    assert way.duration is None


def test_a_day_is_no_title(journeys: Journeys) -> None:
    [way] = journeys("On Friday President Ann Lee flew to Rome.")

    assert way.travellers[0].title == "President"


def test_what_a_way_leads_to_is_no_side_of_talks_before_it(summits: Summits) -> None:
    [meeting] = summits(
        "Premier Eva Salo left Oslo after two days of meetings with Danish ministers, and reached"
        " Aberdeen on Monday."
    )

    assert [side.name for side in meeting.participants] == ["Eva Salo", "Danish ministers"]
    assert meeting.place is None


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("met Premier Eva Salo on Monday when he visited Bergen", "Bergen"),
        ("met Premier Eva Salo on Monday and flew to Bergen", None),
        ("flew to Bergen and met Premier Eva Salo on Monday", "Bergen"),
    ],
)
def test_a_way_before_a_meeting_leads_to_it(summits: Summits, told: str, place: str | None) -> None:
    [meeting] = summits(f"King Ole Dahl {told}.")

    assert meeting.place == place


def test_a_week_is_no_side(summits: Summits) -> None:
    [meeting] = summits("Next week ministers of Norway and Sweden will meet in Oslo.")

    assert meeting.participants[0].name == "ministers of Norway and Sweden"


@pytest.mark.parametrize(
    ("sides", "country"),
    [
        ("the presidents of Estonia, Latvia and Finland", None),
        ("the Estonian and Latvian presidents", None),
        ("the president of Estonia", "EE"),
    ],
)
def test_several_countries_are_not_the_first_of_them(
    summits: Summits, sides: str, country: str | None
) -> None:
    [meeting] = summits(f"Premier Ugo Conti met {sides} in Rome.")

    assert [side.country for side in meeting.participants] == [None, country]
