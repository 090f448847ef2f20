"""Headlines and posts whose letters say nothing of names."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft, DraftMention
from dateline.geo.reading.document.case import restore_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wow big fire in beirut right now, stay away", ["beirut"]),
        ("trains to new york cancelled again", ["new york"]),
        ("power is out all over kharkiv", ["kharkiv"]),
        ("is everyone ok in mexico city? it shook for a minute", ["mexico city"]),
        ("reading a book at home, nice weather", []),
        ("FLOOD KILLS 9 IN CAIRO", ["CAIRO"]),
        ("TWO HELD AFTER OSLO ROBBERY", ["OSLO"]),
        ("Flood Kills Nine In Manila Slum", ["Manila"]),
        ("Police Arrest Three Men After Shooting In Central London", ["London"]),
        ("Nice Weather Expected For The Long Weekend", []),
        ("I Love London and Brussels.", ["London", "Brussels"]),
        ("FLOOD KILLS 9 IN CAIRO\n\nThe Nile burst its banks at Aswan, officials said.",
         ["CAIRO", "Nile", "Aswan"]),
    ],
)  # fmt: skip
def test_places_are_found_however_a_line_is_written(
    read: Callable[[str], Draft], text: str, expected: list[str]
) -> None:
    mentions = [mention for place in read(text).places for mention in place.mentions]
    assert [text[one.start : one.end] for one in sorted(mentions, key=_start)] == expected


def _start(mention: DraftMention) -> int:
    return mention.start


def test_a_report_in_sentences_stays_as_it_is() -> None:
    text = "Police in Oslo held two men.\nThe Red Cross, Amnesty International and others met."
    assert restore_lines(text, lambda _: True) == text
