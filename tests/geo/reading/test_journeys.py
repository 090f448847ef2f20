"""Journeys: who goes where, from where, how, how long, and whether they have."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import DraftJourney

Journeys = Callable[[str], list[DraftJourney]]


def told(journey: DraftJourney) -> tuple[list[str], list[str | None], str]:
    who = [person.name for person in journey.travellers]
    return who, [stop.place for stop in journey.stops], journey.status.value


@pytest.mark.parametrize(
    ("text", "who", "stops", "status"),
    [
        (
            "Foreign minister Elena Rossi arrived in Athens on Tuesday.",
            ["Elena Rossi"], [None, "Athens"], "happened",
        ),
        (
            "Two rescue teams were dispatched to Port Moresby from Brisbane.",
            ["Two rescue teams"], ["Brisbane", "Port Moresby"], "happened",
        ),
        (
            "The tanker sailed from Rotterdam to Lagos via Las Palmas.",
            ["The tanker"], ["Rotterdam", "Las Palmas", "Lagos"], "happened",
        ),
        (
            "A delegation from Cuba is visiting Quito this week.",
            ["A delegation from Cuba"], [None, "Quito"], "ongoing",
        ),
        (
            "President Alan Mbeki will travel to Berlin next week.",
            ["Alan Mbeki"], [None, "Berlin"], "planned",
        ),
        ("The king cancelled his trip to Madrid.", ["The king"], [None, "Madrid"], "cancelled"),
        (
            "Prime Minister Modi is in Tokyo on a three-day visit.",
            ["Modi"], [None, "Tokyo"], "ongoing",
        ),
        (
            "The train left Zurich at noon and arrived in Milan three hours later.",
            ["The train"], ["Zurich", "Milan"], "happened",
        ),
        (
            "Ms Cole will visit Ghana, Tanzania and Zambia.",
            ["Cole"], [None, "Ghana", "Tanzania", "Zambia"], "planned",
        ),
        (
            "Nora Berg travelled to Nashville, Tennessee, on Monday.",
            ["Nora Berg"], [None, "Nashville"], "happened",
        ),
        (
            "She said Ken Oduya had left Kabul for Doha.",
            ["Ken Oduya"], ["Kabul", "Doha"], "happened",
        ),
        (
            "The minister flew to Accra. He then went on to Lome.",
            ["The minister"], [None, "Accra"], "happened",
        ),
        (
            "The prime minister began a three-day India tour on Monday.",
            ["The prime minister"], [None, "India"], "ongoing",
        ),
        (
            "The three women made it to Hamburg on Sunday.",
            ["The three women"], [None, "Hamburg"], "happened",
        ),
        (
            "The tanker, which left Odessa on Friday, is bound for Beirut.",
            ["The tanker"], ["Odessa", "Beirut"], "happened",
        ),
        (
            "A Beirut-bound cargo ship sank off Cyprus.",
            ["A Beirut-bound cargo ship"], [None, "Beirut"], "happened",
        ),
        (
            "The flight from Lagos to London was diverted.",
            ["The flight from Lagos"], ["Lagos", "London"], "happened",
        ),
        (
            "Norway will send 200 soldiers to Mali.",
            ["200 soldiers"], [None, "Mali"], "planned",
        ),
        (
            "The envoy met rebels in Juba before travelling to Khartoum.",
            ["The envoy"], [None, "Khartoum"], "happened",
        ),
        (
            "During a visit to Kyiv, the foreign secretary pledged aid.",
            ["the foreign secretary"], [None, "Kyiv"], "happened",
        ),
        (
            "Ms Kraft’s surprise visit to Kyiv drew praise.",
            ["Kraft"], [None, "Kyiv"], "happened",
        ),
        (
            "The visit of Chancellor Anna Vogt to Delhi was marred by protests.",
            ["Anna Vogt"], [None, "Delhi"], "happened",
        ),
        (
            "A visit to Delhi by Chancellor Anna Vogt is planned for May.",
            ["Anna Vogt"], [None, "Delhi"], "planned",
        ),
        (
            "The pope’s trip to Iraq, scheduled for March, will go ahead.",
            ["The pope"], [None, "Iraq"], "planned",
        ),
        (
            "The chancellor is due in Delhi on Friday.",
            ["The chancellor"], [None, "Delhi"], "planned",
        ),
        ("The vessel departed from Bergen on 3 May.", ["The vessel"], ["Bergen", None], "happened"),
        ("The minister deployed to Kuwait.", ["The minister"], [None, "Kuwait"], "happened"),
        ("Mr Grant was refused entry to Belarus.", ["Grant"], [None, "Belarus"], "cancelled"),
        (
            "Mr Grant withdrew from a planned trip to Kyiv.",
            ["Grant"], [None, "Kyiv"], "cancelled",
        ),
        ("Mr Grant has been to Kyiv twice.", ["Grant"], [None, "Kyiv"], "happened"),
        (
            "Envoy Ida Vogt travels to Delhi this week for trade talks.",
            ["Ida Vogt"], [None, "Delhi"], "planned",
        ),
        (
            "The governor is leading a trade mission to Mexico.",
            ["The governor"], [None, "Mexico"], "ongoing",
        ),
        (
            "On his return from Delhi, the chancellor spoke to reporters.",
            ["his"], ["Delhi", None], "happened",
        ),
        (
            "A student visiting Goma was killed on Friday.",
            ["A student"], [None, "Goma"], "happened",
        ),
        ("King Olaf sets off for Lima on Friday.", ["Olaf"], [None, "Lima"], "planned"),
        (
            "The envoy’s plane took off from Delhi for London at noon.",
            ["The envoy’s plane"], ["Delhi", "London"], "ongoing",
        ),
        (
            "Secretary of State Jane Cole visited Delhi on Tuesday.",
            ["Jane Cole"], [None, "Delhi"], "happened",
        ),
    ],
)  # fmt: skip
def test_journeys(
    journeys: Journeys, text: str, who: list[str], stops: list[str | None], status: str
) -> None:
    assert told(journeys(text)[0]) == (who, stops, status)


@pytest.mark.parametrize(
    "text",
    [
        "Mr Tanaka did not travel to Seoul.",
        "If he travels to Moscow, Mr Orlov may be ill.",
        "Tourists travel to Bali every year.",
        "The hurricane reached Florida on Saturday.",
        "The ambulance took him to the hospital in Leeds.",
        "Rescuers have not yet reached Sendai.",
        "The cost of travelling to Fiji has risen.",
        "Ms Ito may visit Osaka.",
        "The delegation walked out of the talks in Istanbul.",
        "Flights from Lagos to London are full.",
        "Heavy rain is expected in Delhi on Friday.",
        "The team withdrew from the race in Lyon.",
        "The team made it to the final in Lyon.",
        "The envoy has yet to arrive in Bern.",
    ],
)
def test_what_is_no_journey(journeys: Journeys, text: str) -> None:
    assert journeys(text) == []


def test_mode_duration_and_who_says_so(journeys: Journeys) -> None:
    [journey] = journeys(
        "The envoy’s journey from the railway station in Brest to Minsk took about four hours, "
        "according to Radio Baltica."
    )
    assert [stop.place for stop in journey.stops] == ["Brest", "Minsk"]
    assert (journey.mode, journey.duration, journey.approximate) == ("train", 4 * 3600, True)
    assert journey.evidence[0].attributed_to == "Radio Baltica"


@pytest.mark.parametrize("stay", ["two-day visit", "three-day state visit", "two-day summit"])
def test_days_of_a_stay_at_the_end_are_no_duration_of_the_way(
    journeys: Journeys, stay: str
) -> None:
    [journey] = journeys(f"President Vera Lind arrived in Oslo on Monday for a {stay}.")
    assert journey.duration is None


def test_days_of_a_visit_are_no_duration_of_the_way(journeys: Journeys) -> None:
    [journey] = journeys("Premier Li Ming concluded a four-day visit to Australia on Sunday.")
    assert journey.duration is None
    assert journey.when is not None
    assert journey.when.iso == "2021-06-06"


def test_one_journey_told_three_times_has_three_quotes(journeys: Journeys) -> None:
    [journey] = journeys(
        "President Vera Lind arrived in Norway on Monday. Lind flew from Riga to Bergen. "
        "Her visit to Norway comes amid a dispute over fish."
    )
    assert [stop.place for stop in journey.stops] == ["Riga", "Bergen"]
    assert len(journey.evidence) == 3


def test_the_region_is_the_place_named_before(journeys: Journeys) -> None:
    [journey] = journeys("Floods hit Sindh on Friday. A medical team flew to the region.")
    assert [stop.place for stop in journey.stops] == [None, "Sindh"]


def test_the_region_is_an_area_rather_than_a_town(journeys: Journeys) -> None:
    [journey] = journeys(
        "Floods hit the province of Sindh. Samples went to a laboratory in Leeds. "
        "A medical team flew to the region."
    )
    assert [stop.place for stop in journey.stops] == [None, "Sindh"]


def test_the_end_of_a_tour_is_not_ahead(journeys: Journeys) -> None:
    [journey] = journeys("President Ana Reis is coming to the end of a three-week India tour.")
    assert told(journey) == (["Ana Reis"], [None, "India"], "ongoing")
