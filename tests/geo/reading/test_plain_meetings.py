"""Meetings told in the plain words of agencies and local papers, and what only sounds like one."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import DraftSummit

Summits = Callable[[str], list[DraftSummit]]


@pytest.mark.parametrize(
    ("text", "sides", "place", "status"),
    [
        (
            "West African presidents hold an emergency summit in Lome on June 20.",
            ["West African presidents"], "Lome", "planned",
        ),
        (
            "Gulf rulers opened their annual summit in Manama on Tuesday.",
            ["Gulf rulers"], "Manama", "ongoing",
        ),
        (
            "The presidents of Chile and Bolivia pledged to reopen the pass, closing a two-day "
            "summit in Cusco.",
            ["The presidents of Chile and Bolivia"], "Cusco", "happened",
        ),
        (
            "Arab interior ministers wrapped up a two-day conference in Tunis on Wednesday.",
            ["Arab interior ministers"], "Tunis", "happened",
        ),
        (
            "The prime ministers of Malta and Cyprus met for a day on the Greek island of Samos.",
            ["The prime ministers of Malta and Cyprus"], "Samos", "happened",
        ),
        (
            "On Tuesday the president receives Premier Jan Holt in Baku.",
            ["the president", "Jan Holt"], "Baku", "planned",
        ),
    ],
)  # fmt: skip
def test_leaders_hold_it(
    summits: Summits, text: str, sides: list[str], place: str | None, status: str
) -> None:
    [summit] = summits(text)
    assert [person.name for person in summit.participants] == sides
    assert (summit.place, summit.status.value) == (place, status)


@pytest.mark.parametrize(
    ("text", "sides", "place", "status"),
    [
        (
            "A working lunch between Premier Jan Holt and President Vera Lind fell through.",
            ["Jan Holt", "Vera Lind"], None, "cancelled",
        ),
        (
            "Talks between the rebels and the government that were to open in Nairobi on Monday "
            "did not take place.",
            ["the rebels", "the government"], "Nairobi", "cancelled",
        ),
        (
            "The peace talks between the government and the rebels open in Nairobi on Monday.",
            ["the government", "the rebels"], "Nairobi", "planned",
        ),
        (
            "Negotiations between the government and the rebels broke down in Doha on Sunday.",
            ["the government", "the rebels"], "Doha", "happened",
        ),
        (
            "Talks between Moldovan and Ukrainian negotiators began in Geneva on Monday.",
            ["Moldovan and Ukrainian negotiators"], "Geneva", "ongoing",
        ),
        (
            "The two sides are due to resume the talks next week.",
            ["The two sides"], None, "planned",
        ),
        (
            "Talks between the two foreign ministers were cancelled before they were to begin.",
            ["the two foreign ministers"], None, "cancelled",
        ),
        (
            "The trilateral meeting of the Bulgarian, Greek and Romanian premiers opens in Sofia "
            "on Thursday.",
            ["Bulgarian", "Greek and Romanian premiers"], "Sofia", "planned",
        ),
        (
            "The parties are to reconvene in Oslo next month.",
            ["The parties"], "Oslo", "planned",
        ),
    ],
)  # fmt: skip
def test_talks_open_and_fall_through(
    summits: Summits, text: str, sides: list[str], place: str | None, status: str
) -> None:
    [summit] = summits(text)
    assert [person.name for person in summit.participants] == sides
    assert (summit.place, summit.status.value) == (place, status)


@pytest.mark.parametrize(
    ("text", "place", "status"),
    [
        ("A dinner planned for Tuesday was cancelled.", None, "cancelled"),
        ("A meeting that mediators had arranged for Monday fell through.", None, "cancelled"),
        ("Their last meeting took place in Abuja in May.", "Abuja", "happened"),
        ("The next meeting is due in Doha in July.", "Doha", "planned"),
    ],
)
def test_who_meets_is_told_by_the_sentence_before(
    summits: Summits, text: str, place: str | None, status: str
) -> None:
    [summit] = summits(f"President Jan Holt blamed Premier Vera Lind for the delay. {text}")
    assert [person.name for person in summit.participants] == ["Jan Holt", "Vera Lind"]
    assert (summit.place, summit.status.value) == (place, status)


@pytest.mark.parametrize(
    "text",
    [
        "A meeting of the city council was called off.",
        "The board meeting was called off.",
        "A school dinner was cancelled because of snow.",
        "A meeting for parents was called off in Dayton.",
        "A news conference planned for Monday was called off.",
    ],
)
def test_the_meeting_of_others_is_not_theirs(summits: Summits, text: str) -> None:
    assert summits(f"Mayor Ted Hull thanked Governor Ann Berg. {text}") == []


@pytest.mark.parametrize(
    ("text", "sides", "place"),
    [
        (
            "The envoy spent nearly three hours with President Ana Rojas in Lima.",
            ["The envoy", "Ana Rojas"], "Lima",
        ),
        (
            "President Luc Marchand spoke alone with Premier Ugo Conti for an hour in Rome.",
            ["Luc Marchand", "Ugo Conti"], "Rome",
        ),
        (
            "President Kim Dae-ho and Premier Jan Holt spoke privately in Seoul on Monday.",
            ["Kim Dae-ho", "Jan Holt"], "Seoul",
        ),
        (
            "President Vera Lind lunched with Premier Jan Holt in Athens.",
            ["Vera Lind", "Jan Holt"], "Athens",
        ),
        (
            "The Danish and German ministers met aboard a ferry in Kiel.",
            ["The Danish and German ministers"], "Kiel",
        ),
    ],
)  # fmt: skip
def test_time_together(summits: Summits, text: str, sides: list[str], place: str) -> None:
    [summit] = summits(text)
    assert [person.name for person in summit.participants] == sides
    assert (summit.place, summit.status.value) == (place, "happened")


def test_two_meetings_of_one_sentence(summits: Summits) -> None:
    found = summits(
        "President Vera Lind was received by the king in Oslo and conferred with Premier Jan Holt."
    )
    assert [[person.name for person in summit.participants] for summit in found] == [
        ["the king", "Vera Lind"],
        ["Vera Lind", "Jan Holt"],
    ]


def test_a_surname_before_who_is_a_person(summits: Summits) -> None:
    [summit] = summits(
        "Lundqvist, who travelled to Ankara on Monday for consultations with his Turkish "
        "counterpart, said little."
    )
    assert [person.name for person in summit.participants] == [
        "Lundqvist",
        "his Turkish counterpart",
    ]
    assert summit.place == "Ankara"


@pytest.mark.parametrize(
    "text",
    [
        "Business leaders hold a conference in Geneva on June 20.",
        "Company executives hold a summit in Austin on June 20.",
        "Church leaders opened a youth conference in Manila on Monday.",
        "The leaders of the two unions met in Lyon on Monday.",
        "Merger talks between the two companies resume in Milan on Monday.",
        "The two sides could resume talks if the fighting ends.",
        "The opposition wants talks between the president and the rebels to take place in Lome.",
        "The premier spent two hours with pupils at a school in Bergen.",
        "The mayor spent an hour with the fire chief's family in Reno.",
        "The minister dined alone in Paris on Monday.",
        "The president spoke alone on the stage in Rome.",
        "The president spoke with Premier Jan Holt by phone on Monday.",
        "Residents can sit down with the mayor at a town hall in Dayton on Monday.",
        "If the premier dined with the rebel leader, he would lose his majority.",
    ],
)
def test_what_only_sounds_like_a_summit(summits: Summits, text: str) -> None:
    assert summits(text) == []
