"""Summits, talks and meetings."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import DraftSummit

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
        (
            "Foreign Minister Anna Weber met in Warsaw with her Polish counterpart, Jan Nowak.",
            ["Anna Weber", "Jan Nowak"], "Warsaw", "happened",
        ),
        (
            "President Vera Lind met on Monday in Oslo with Premier Jan Holt.",
            ["Vera Lind", "Jan Holt"], "Oslo", "happened",
        ),
        (
            "Premier Jan Holt was received by President Luc Marchand in Paris.",
            ["Luc Marchand", "Jan Holt"], "Paris", "happened",
        ),
        (
            "President Luc Marchand welcomed Premier Jan Holt to Paris on Monday.",
            ["Luc Marchand", "Jan Holt"], "Paris", "happened",
        ),
        (
            "Qatar hosted talks between the Sudanese and Chadian governments.",
            ["the Sudanese and Chadian governments"], "Qatar", "happened",
        ),
        (
            "After meeting President Luc Marchand in Paris, Premier Jan Holt urged restraint.",
            ["Jan Holt", "Luc Marchand"], "Paris", "happened",
        ),
        (
            "President Ivo Holm and his Georgian counterpart, Ia Beridze, met in Riga.",
            ["Ivo Holm", "Ia Beridze"], "Riga", "happened",
        ),
        (
            "Premier Jan Holt and U.S. Secretary of State Jane Cole will hold talks in Geneva.",
            ["Jan Holt", "Jane Cole"], "Geneva", "planned",
        ),
        (
            "The meeting was held in Zurich between Ministers Ali Kaya and Aram Sarkis.",
            ["Ali Kaya", "Aram Sarkis"], "Zurich", "happened",
        ),
        (
            "The talks were attended by officials from Iran, Russia and Turkey.",
            ["officials from Iran, Russia and Turkey"], None, "happened",
        ),
        (
            "Leaders from across Africa are gathering in Accra for a summit.",
            ["Leaders"], "Accra", "ongoing",
        ),
        (
            "President Vera Lind discussed fishing with Premier Jan Holt in Oslo.",
            ["Vera Lind", "Jan Holt"], "Oslo", "happened",
        ),
        (
            "President Vera Lind flew to Oslo to meet Premier Jan Holt.",
            ["Vera Lind", "Jan Holt"], "Oslo", "happened",
        ),
        (
            "The talks between President Vera Lind and Premier Jan Holt, scheduled for Friday in "
            "Oslo, were called off.",
            ["Vera Lind", "Jan Holt"], "Oslo", "cancelled",
        ),
        (
            "Premier Rui Costa told reporters after meeting President Ana Reis in Bamako that a "
            "deal was near.",
            ["Rui Costa", "Ana Reis"], "Bamako", "happened",
        ),
        (
            "President Ana Reis hosted a dinner for Premier Rui Costa in Bamako.",
            ["Ana Reis", "Rui Costa"], "Bamako", "happened",
        ),
        ("Iran and the EU will meet in Vienna.", ["Iran", "EU"], "Vienna", "planned"),
        (
            "A summit of African leaders opens in Bamako on Monday.",
            ["African leaders"], "Bamako", "planned",
        ),
        (
            "The foreign ministers of Chad and Niger agreed at their meeting in Bamako to reopen "
            "the border.",
            ["The foreign ministers of Chad and Niger"], "Bamako", "happened",
        ),
        (
            "Senators visiting Baghdad met the premier of Iraq.",
            ["Senators", "the premier of Iraq"], "Baghdad", "happened",
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
        "The president was greeted by officials at the airport in Lisbon.",
        "The president held talks with the king by telephone.",
        "The president discussed the budget in Lisbon.",
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
