"""Ways in which reports tell journeys and meetings, beyond the plainest."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import DraftJourney, DraftSummit

Journeys = Callable[[str], list[DraftJourney]]
Summits = Callable[[str], list[DraftSummit]]


@pytest.mark.parametrize(
    ("text", "who", "stops", "status"),
    [
        ("The family fled from Aleppo to Ankara.", "The family", ["Aleppo", "Ankara"], "happened"),
        (
            "Those rescued were flown to Lyon on Tuesday.",
            "Those rescued", [None, "Lyon"], "happened",
        ),
        ("Police said the three had arrived in Oslo.", "the three", [None, "Oslo"], "happened"),
        (
            "There are plans for the king to visit Oslo in June.",
            "the king", [None, "Oslo"], "planned",
        ),
        (
            "The dealer, extradited from Spain to Chile, will face trial.",
            "The dealer", ["Spain", "Chile"], "happened",
        ),
        (
            "The minister was to have flown to Bogota but stayed at home.",
            "The minister", [None, "Bogota"], "cancelled",
        ),
        (
            "A doctor who had returned from a visit to Peru fell ill.",
            "A doctor", ["Peru", None], "happened",
        ),
        (
            "Officers stopped the crew from leaving Lisbon.",
            "the crew", ["Lisbon", None], "cancelled",
        ),
        (
            "Visiting Greek premier Nikos Dimas said in Vienna that the talks went well.",
            "Nikos Dimas", [None, "Vienna"], "ongoing",
        ),
        (
            "Flight 204 from Santiago to Madrid made it in nine hours.",
            "Flight", ["Santiago", "Madrid"], "happened",
        ),
        (
            "Teams from Oxfam, Medair and the Ministry of Health travelled to Kampala.",
            "Teams", [None, "Kampala"], "happened",
        ),
        (
            "She will meet farmers in Lyon before flying to Rome.",
            "she", [None, "Rome"], "planned",
        ),
        (
            "Nora Berg cut short her holiday to return to Oslo.",
            "Nora Berg", [None, "Oslo"], "happened",
        ),
        (
            "Governor Ida Lund concludes a long tour of Japan.",
            "Ida Lund", [None, "Japan"], "ongoing",
        ),
        (
            "The convoy drove from the capital, Juba, northeast to Pibor.",
            "The convoy", ["Juba", "Pibor"], "happened",
        ),
        ("Three Filipinos arrived in Doha.", "Three Filipinos", [None, "Doha"], "happened"),
        ("Nora Berg is expected back in Oslo on Friday.", "Nora Berg", [None, "Oslo"], "planned"),
    ],
)  # fmt: skip
def test_journeys(
    journeys: Journeys, text: str, who: str, stops: list[str | None], status: str
) -> None:
    found = journeys(text)
    assert (stops, status) in [([s.place for s in j.stops], j.status.value) for j in found]
    assert any(person.name.startswith(who) for j in found for person in j.travellers)


@pytest.mark.parametrize(
    "text",
    [
        "He waited until the parcel left Lyon.",
        "The government has ordered all ships arriving in Nigeria to be checked.",
        "The Ann Lund memorial festival returns to Bergen on Friday.",
        "She praised the right to leave Cuba.",
        "He leads a mission to rebuild Mali.",
        "The letter urged the minister to visit Tunis.",
        "The card taken from the house in Leeds was used in a shop.",
        "They argued about returns to Tunisia.",
        "The son asked that his body is returned to Ghana.",
    ],
)
def test_no_journey(journeys: Journeys, text: str) -> None:
    assert journeys(text) == []


@pytest.mark.parametrize(
    ("text", "sides", "place", "status"),
    [
        (
            "A meeting on fishing is to be held in Tunis. Those attending include the foreign"
            " ministers of Libya and Malta.",
            {"the foreign ministers of Libya and Malta"}, "Tunis", "planned",
        ),
        (
            "President Ada Lund warned Premier Ugo Conti at a summit in September.",
            {"Ada Lund", "Ugo Conti"}, None, "happened",
        ),
        (
            "The report comes before a summit in Lome, where the ministers of Togo and Benin are"
            " expected to sign a pact.",
            {"the ministers of Togo and Benin"}, "Lome", None,
        ),
        (
            "Norwegian and Danish officials began talks in Hanoi on Tuesday.",
            {"Norwegian and Danish officials"}, "Hanoi", "ongoing",
        ),
        (
            "He praised the talks between Ministers Lan Ngoc and Pavel Orlov.",
            {"Lan Ngoc", "Pavel Orlov"}, None, "happened",
        ),
        (
            "Foreign minister Ada Lund called on President Ugo Conti.",
            {"Ada Lund", "Ugo Conti"}, None, "happened",
        ),
        (
            "Premier Ada Lund met the leaders of the farmers' union in Lyon.",
            {"Ada Lund", "the leaders"}, "Lyon", "happened",
        ),
    ],
)  # fmt: skip
def test_meetings(
    summits: Summits, text: str, sides: set[str], place: str | None, status: str | None
) -> None:
    [summit] = summits(text)
    assert sides <= {person.name for person in summit.participants}
    assert summit.place == place
    assert status is None or summit.status.value == status


@pytest.mark.parametrize(
    "text",
    [
        "They discussed the prospect of peace talks between the president and the rebels.",
        "The envoy called on the president to resign.",
        "“I am glad of the letters that I have received,” President Ada Lund said.",
        "The two sides had not agreed on a date to meet again.",
    ],
)
def test_no_meeting(summits: Summits, text: str) -> None:
    assert summits(text) == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "The meeting in Geneva brought together envoys from Peru and Chile.",
            {"envoys from Peru and Chile"},
        ),
        (
            "Senator Ada Lund met with the farmers' leaders in Lyon on Tuesday.",
            {"Ada Lund", "leaders"},
        ),
        (
            "A meeting of health ministers in Bangkok agreed to share data.",
            {"health ministers"},
        ),
    ],
)
def test_who_meets(summits: Summits, text: str, sides: set[str]) -> None:
    [summit] = summits(text)
    assert {person.name for person in summit.participants} == sides


@pytest.mark.parametrize(
    "text",
    [
        "The blast left 12 people injured throughout Lyon.",
        "Every two weeks she goes to a club in Lyon.",
        "The guard was taken to a hospital in Lyon.",
        "The family ended up picking a house in Lyon.",
        "The mayor hosted a delegation from Lyon.",
    ],
)
def test_neither_here(journeys: Journeys, text: str) -> None:
    assert journeys(text) == []


@pytest.mark.parametrize(
    ("text", "place", "status"),
    [
        ("Premier Ada Lund will attend a conference on Mali in Lyon.", "Lyon", "planned"),
        ("Premier Ada Lund left for Lyon to meet President Ugo Conti.", "Lyon", "planned"),
        (
            "OSLO, June 9 - Premier Ada Lund met President Ugo Conti at City Hall on Tuesday.",
            "OSLO", "happened",
        ),
        (
            "Rebels and the government of Chad accused each other. Talks in Doha broke down.",
            "Doha", "happened",
        ),
        ("African leaders meeting in Doha condemned the raid.", "Doha", "happened"),
        ("Premier Ada Lund saw the Chilean president in Lima.", "Lima", "happened"),
    ],
)  # fmt: skip
def test_where_and_whether_they_met(summits: Summits, text: str, place: str, status: str) -> None:
    [summit] = summits(text)
    assert ((summit.place or "").upper(), summit.status.value) == (place.upper(), status)


def test_sessions_of_a_parliament_are_no_meetings(summits: Summits) -> None:
    assert summits("Oklahoma lawmakers will convene rare Friday sessions in Tulsa.") == []


@pytest.mark.parametrize(
    ("text", "stops", "status"),
    [
        (
            "The mayor said two engineers were travelling from Utrecht.",
            ["Utrecht", None], "ongoing",
        ),
        ("Ms Lund will be back in Riga by Saturday.", [None, "Riga"], "planned"),
        (
            "The Lunds, who are farmers, were flown aboard a military transport to Lima. Per Lund"
            " was glad.",
            [None, "Lima"], "happened",
        ),
    ],
)  # fmt: skip
def test_ways_and_stays(
    journeys: Journeys, text: str, stops: list[str | None], status: str
) -> None:
    assert (stops, status) in [
        ([stop.place for stop in journey.stops], journey.status.value) for journey in journeys(text)
    ]


@pytest.mark.parametrize(
    ("text", "stops", "status"),
    [
        (
            "The monk arrived in Lima for a short visit despite protests from Beijing.",
            [None, "Lima"], "happened",
        ),
        (
            "The jet made a stop in Irkutsk on its way from Tokyo to Berlin.",
            ["Tokyo", "Berlin"], "happened",
        ),
        ("The queen's short trip to Dublin starts on Tuesday.", [None, "Dublin"], "planned"),
        ("At least 30 nurses were sent to Riyadh.", [None, "Riyadh"], "happened"),
        ("He met travellers who had returned from Peru.", ["Peru", None], "happened"),
    ],
)  # fmt: skip
def test_ends_and_status(
    journeys: Journeys, text: str, stops: list[str | None], status: str
) -> None:
    assert (stops, status) in [
        ([stop.place for stop in journey.stops], journey.status.value) for journey in journeys(text)
    ]


def test_a_clause_between_commas_has_its_own_subject(summits: Summits) -> None:
    [summit] = summits(
        "The defence secretary, who is visiting troops in Estonia, will hold talks with ministers"
        " in Tallinn."
    )
    assert [person.name for person in summit.participants] == [
        "The defence secretary", "ministers",
    ]  # fmt: skip


def test_a_title_with_of_is_said_of_the_person(journeys: Journeys) -> None:
    found = journeys(
        "Secretary of State Anton Blake arrived in Lima on Tuesday. He will fly to Cairo today."
    )
    assert {person.name for journey in found for person in journey.travellers} == {"Anton Blake"}


def test_a_name_that_no_list_knows_is_a_person_by_what_it_does(journeys: Journeys) -> None:
    found = journeys("Qovarn Ustelik arrived in Lima. Ustelik will fly to Quito.")
    assert [person.name for journey in found for person in journey.travellers] == [
        "Qovarn Ustelik", "Qovarn Ustelik",
    ]  # fmt: skip


def test_a_session_between_officials_is_a_meeting(summits: Summits) -> None:
    [summit] = summits(
        "That session, between officials of the ministry and three regional chairmen, ended badly."
    )
    assert len(summit.participants) == 2
