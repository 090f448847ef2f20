"""Summits, talks and meetings."""

from collections.abc import Callable

import pytest

from geo.draft import DraftSummit

Summits = Callable[[str], list[DraftSummit]]


@pytest.mark.parametrize(
    ("text", "sides", "place", "status"),
    [
        (
            "Norway’s prime minister, Kari Lund, met Finnish President Jukka Salo in Helsinki.",
            ["Kari Lund", "Jukka Salo"], "Helsinki", "happened",
        ),
        (
            "South Korea and Japan will hold a summit in Seoul on Friday.",
            ["South Korea", "Japan"], "Seoul", "planned",
        ),
        (
            "German Foreign Minister Anna Weber is meeting Polish officials in Warsaw.",
            ["Anna Weber", "Polish officials"], "Warsaw", "ongoing",
        ),
        (
            "The planned summit between the leaders of India and Nepal was called off.",
            ["the leaders of India and Nepal"], None, "cancelled",
        ),
        (
            "The two presidents are to meet in Vienna on 16 June.",
            ["The two presidents"], "Vienna", "planned",
        ),
        (
            "The king of Jordan received the crown prince of Bahrain in Amman.",
            ["The king of Jordan", "the crown prince of Bahrain"], "Amman", "happened",
        ),
        (
            "The UN envoy for Libya, Jan Novak, held talks with General Khalid Omar in Benghazi.",
            ["Jan Novak", "Khalid Omar"], "Benghazi", "happened",
        ),
    ],
)  # fmt: skip
def test_summits(
    summits: Summits, text: str, sides: list[str], place: str | None, status: str
) -> None:
    [summit] = summits(text)
    assert [person.name for person in summit.participants] == sides
    assert (summit.place, summit.status.value) == (place, status)


@pytest.mark.parametrize(
    "text",
    [
        "The council meeting in Leeds was adjourned.",
        "The mayor of Bristol met residents in Clifton.",
        "The proposal met with criticism in Rome.",
        "The minister said he would not attend the summit in Riyadh.",
        "The impasse in the trade talks between Ottawa and Washington goes on.",
        "The two presidents spoke by telephone.",
        "The president may meet the king.",
    ],
)
def test_what_is_no_summit(summits: Summits, text: str) -> None:
    assert summits(text) == []


def test_how_a_meeting_ended(summits: Summits) -> None:
    [summit] = summits(
        "Talks between Serbia and Kosovo ended without agreement in Brussels on Friday."
    )
    assert (summit.outcome, summit.place) == ("ended without agreement", "Brussels")
    assert summit.when is not None
    assert summit.when.iso == "2021-06-04"


def test_a_host_is_named(summits: Summits) -> None:
    [summit] = summits("President Luc Marchand hosted Chancellor Petra Vogel in Paris.")
    assert summit.host == "Luc Marchand"


def test_the_summit_is_the_one_spoken_of(summits: Summits) -> None:
    [summit] = summits(
        "Chinese leader Wen Zhao arrived in Manila for talks with President Rosa Reyes. "
        "The summit is due to be held on Corregidor Island."
    )
    assert [person.name for person in summit.participants] == ["Wen Zhao", "Rosa Reyes"]
    assert summit.place == "Corregidor Island"
    assert summit.status.value == "planned"
    assert len(summit.evidence) == 2
