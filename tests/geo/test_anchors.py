"""Drafts whose text was edited: quotes and mentions are found again, or it is said why not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.geo.draft.anchors import anchor
from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import draft_with_notes_from, dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.reading import Reader

TEXT = (
    "OSLO — Ann Berg flew from Bergen to Rome on Monday. American officials met her there.\n\n"
    "Rain fell in Rome and in Lima. Ann Berg went on to Lima.\n\n"
    "The talks in Bern were called off. Bern had expected many guests."
)
FRONT = "Update: the mayor of Rome resigned, and so did the one of Lima.\n\n"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return Reader(Gazetteer.open()).read(TEXT)


def edited(draft: Draft, text: str) -> Draft:
    report = draft.report.model_copy(update={"text": text})
    return draft.model_copy(update={"report": report})


def spans(draft: Draft) -> list[tuple[str, int, str]]:
    """What each mention and quote rests on: its words, and where they stand."""
    text = draft.report.text
    found = [
        (place.name, one.start, text[one.start : one.end])
        for place in draft.places
        for one in place.mentions
    ]
    found += [
        ("quote", quote.start or 0, text[quote.start or 0 :][: len(quote.quote)])
        for _, quote in draft.quotes()
    ]
    return found


def test_a_draft_that_fits_stays_as_it_is(draft: Draft) -> None:
    anchored = anchor(draft)
    assert anchored.draft is draft
    assert (anchored.notes, anchored.problems) == ((), ())


@pytest.mark.parametrize("at", [0, TEXT.index("Rain"), TEXT.index("The talks")])
@pytest.mark.parametrize("more", [FRONT, "Rome.\n\n", "Lima and Rome, Rome and Lima. Bern.\n\n"])
def test_what_stands_behind_an_insertion_moves_with_it(draft: Draft, at: int, more: str) -> None:
    anchored = anchor(edited(draft, TEXT[:at] + more + TEXT[at:]))
    assert anchored.problems == ()
    assert spans(anchored.draft) == [
        (name, start + len(more) * (start >= at), words) for name, start, words in spans(draft)
    ]
    [note] = anchored.notes
    assert "the text was edited since" in note


def test_what_was_taken_out_is_left_out_and_said(draft: Draft) -> None:
    gone = "Rain fell in Rome and in Lima. "
    anchored = anchor(edited(draft, TEXT.replace(gone, "").replace("in Bern ", "")))
    assert anchored.problems == ()
    by_name = {place.name: place.mentions for place in anchored.draft.places}
    assert [TEXT.replace(gone, "")[m.start : m.end] for m in by_name["Rome"]] == ["Rome", "Rome"]


def test_words_that_could_be_in_two_places_are_not_guessed() -> None:
    text = "In Oslo it rained. In Oslo it snowed. In Bern the sun shone."
    place = {"name": "Bern", "mentions": [{"start": 41, "end": 45}]}
    data: dict[str, Any] = {"report": {"title": "T", "text": text}, "places": [place]}
    assert draft_with_notes_from(data)[1] == ()
    data["report"]["text"] = "So it was: in Bern it rained. In all of Bern it snowed, they say."
    with pytest.raises(InvalidInput, match=r"places\[0\].mentions\[0\]: 'Bern' .* at 14 or 40"):
        draft_with_notes_from(data)


def test_a_mention_that_is_gone_is_said_by_its_field() -> None:
    text = "Oslo and Bern are towns, and so is Rome."
    places = [
        {"name": "Oslo", "mentions": [{"start": 0, "end": 4}]},
        {"name": "Bern", "mentions": [{"start": 9, "end": 13}]},
    ]
    data = {"report": {"title": "T", "text": text.replace("Oslo and ", "")}, "places": places}
    draft, notes = draft_with_notes_from(data)
    assert any("places[0].mentions[0] is left out: 'Oslo'" in note for note in notes)
    assert draft.places[0].mentions == ()
    with pytest.raises(InvalidInput, match="no sentence of the report names 'Oslo'"):
        geocode(draft, Gazetteer.open())


def test_other_words_for_a_place_are_written_and_found_again(draft: Draft) -> None:
    assert "words: American" in dump_draft(draft)
    moved = load_draft(dump_draft(draft).replace("OSLO — Ann", "Two ships left. OSLO — Ann"))
    states = next(place for place in moved.places if place.name == "United States")
    assert [moved.report.text[one.start : one.end] for one in states.mentions] == ["American"]


def test_other_words_that_a_draft_does_not_say_move_with_what_is_around() -> None:
    text = "In Bern and Oslo the American envoy met Ugo Conti of Rome."
    names = {"Bern": "Bern", "Oslo": "Oslo", "United States": "American", "Rome": "Rome"}
    places = [
        {"name": n, "mentions": [{"start": (at := text.index(w)), "end": at + len(w)}]}
        for n, w in names.items()
    ]
    data = {"report": {"title": "T", "text": f"{FRONT}{text}"}, "places": places}
    draft, _ = draft_with_notes_from(data)
    found = [draft.report.text[p.mentions[0].start : p.mentions[0].end] for p in draft.places]
    assert found == list(names.values())
    assert all(p.mentions[0].start >= len(FRONT) for p in draft.places)


@settings(max_examples=200)
@given(
    at=st.integers(0, len(TEXT)),
    cut=st.integers(0, 30),
    more=st.lists(st.sampled_from([*TEXT.split(), "\n\n", "Then"]), max_size=12).map(" ".join),
)
def test_no_edit_ties_a_place_to_other_words(draft: Draft, at: int, cut: int, more: str) -> None:
    anchored = anchor(edited(draft, f"{TEXT[:at]} {more} {TEXT[at + cut :]}"))
    known = {(place.name, words) for place in draft.places for words in _words(draft, place.name)}
    for place in anchored.draft.places:
        for words in _words(anchored.draft, place.name):
            assert (place.name, words) in known


def _words(draft: Draft, name: str) -> list[str]:
    [place] = [place for place in draft.places if place.name == name]
    return [" ".join(draft.report.text[one.start : one.end].split()) for one in place.mentions]
