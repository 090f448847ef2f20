"""Meetings that the frames find where the rules find none."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import DraftSummit

Summits = Callable[[str], list[DraftSummit]]


@pytest.mark.parametrize(
    ("text", "sides", "place"),
    [
        (
            "Foreign Minister Eva Salo met her Turkish counterpart Kemal Aydin.",
            ["Eva Salo", "Kemal Aydin"],
            None,
        ),
        ("Ann Berg will meet Ugo Conti.", ["Ann Berg", "Ugo Conti"], None),
        (
            "At a meeting in Lisbon last January Spanish and Chilean ministers said that the line"
            " would be built.",
            ["Spanish and Chilean ministers"],
            "Lisbon",
        ),
        (
            "Premier Eva Salo and King Ole Dahl had a working breakfast in Oslo.",
            ["Eva Salo", "Ole Dahl"],
            "Oslo",
        ),
        ("India and Australia will kick off trade talks tomorrow.", ["India", "Australia"], None),
    ],
)
def test_who_meets_where(summits: Summits, text: str, sides: list[str], place: str | None) -> None:
    [meeting] = summits(text)

    assert [side.name for side in meeting.participants] == sides
    assert meeting.place == place


def test_they_are_those_who_were_to_meet(summits: Summits) -> None:
    planned, held = summits(
        "President Kari Berg will meet Premier Eva Salo. They met in Oslo on Monday."
    )

    assert (planned.status.value, planned.place) == ("planned", None)
    assert (held.status.value, held.place) == ("happened", "Oslo")
    assert [side.name for side in held.participants] == ["Kari Berg", "Eva Salo"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Berg will meet Ugo Conti in the final in Paris.",
        "Germany meets Iran in a friendly in Berlin.",
        "Ann Berg met her husband Ugo Conti in Rome.",
        "Ann Berg met Ugo Conti by video on Monday.",
        "In his talks with foreign leaders the president was brief.",
    ],
)
def test_what_is_no_meeting(summits: Summits, text: str) -> None:
    assert summits(text) == []
