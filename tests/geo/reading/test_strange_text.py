"""What no report should say and some do: impossible dates, foreign digits, odd letters."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft, DraftJourney
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.reading import Reader
from dateline.geo.when import When
from tests.geo.reading.conftest import Read

Journeys = Callable[[str], list[DraftJourney]]


def only_time(draft: Draft) -> When | None:
    [event] = draft.events
    return event.when


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("on May 0", None),
        ("on 0 May", None),
        ("on May 32", None),
        ("on 31 February", None),
        ("after the 3-0 May 12 win", "2021-05-12"),
        ("in 20२४", None),
        ("on ٣ May", None),
        ("9999 days ago", "1994-01-24"),
        ("99999999999999999999 days ago", None),
    ],
)
def test_what_is_no_date_is_none(read: Read, words: str, start: str | None) -> None:
    when = only_time(read(f"Ann Berg flew to Rome {words}."))
    assert (when.start if when else None) == start


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("0001-01-01", "yesterday"),
        ("0001-01-01", "last week"),
        ("0001-01-01T00:00:00Z", "last year"),
        ("0001-01-01", "last month"),
        ("0001-01-02", "in November"),
        ("0001-01-01", "two months ago"),
        ("0001-01-01", "on Saturday"),
        ("0001-01-01", "on 30 December"),
        ("9999-12-31", "tomorrow"),
        ("9999-12-31", "next year"),
        ("9999-12-31", "next week"),
        ("9999-12-31", "next month"),
        ("9999-12-31", "on Saturday"),
        ("9999-12-30", "in January"),
        ("9999-12-31", "on 2 January"),
        ("0050-06-01", "9000 weeks ago"),
        ("0050-06-01", "99 years ago"),
    ],
)
def test_a_time_beyond_the_calendar_stays_open(reader: Reader, published: str, words: str) -> None:
    tense = "will fly" if published.startswith("9999") else "flew"
    draft = reader.read(f"Ann Berg {tense} to Rome {words}.", published=When.parse(published))
    when = only_time(draft)
    assert when is not None
    assert when.start is None
    assert when.text is not None
    assert when.text.removeprefix("on ") in words


@pytest.mark.parametrize(
    "long", ["0 minutes", "nan hours", "inf hours", "9999999 hours", "9" * 5000 + " hours"]
)
def test_what_is_no_length_of_a_way_is_none(journeys: Journeys, long: str) -> None:
    [journey] = journeys(f"Ann Berg flew from Oslo to Rome, a journey of {long}.")
    assert journey.duration is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RHODE İSLAND", "RHODE İSLAND"),
        ("They met in Long I\u017fland.", "Long I\u017fland"),
        ("He lives in Kansas Cİty.", "Kansas Cİty"),
        ("She flew to the İsland of Malta.", "Malta"),
    ],
)
def test_letters_that_differ_in_case_alone_for_some_make_no_difference(
    reader: Reader, world: Gazetteer, text: str, name: str
) -> None:
    event_map = geocode(reader.read(text), world)
    assert name in [place.name for place in event_map.places]


def test_half_an_emoji_in_a_title_is_replaced(reader: Reader) -> None:
    draft = reader.read("Ann Berg flew to Rome.", title="A visit \ud83d")
    assert draft.report.title == "A visit \ufffd"


def test_more_events_than_a_draft_may_have_are_refused(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.geo.reading.draft.MAX_ITEMS", 2)
    journeys = [f"{name} Berg flew from Oslo to Rome." for name in ("Ann", "Ida", "Eva")]
    assert len(reader.read(" ".join(journeys[:2])).events) == 2
    with pytest.raises(InvalidInput, match="tells of 3 events"):
        reader.read(" ".join(journeys))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the explosion in Idlib was caused by a bomb planted at the school.",
        "A blast in Idlib was caused by what they called a bomb hidden at the market by rebels.",
    ],
)
def test_participants_have_roles_of_the_kind_of_their_event(reader: Reader, text: str) -> None:
    draft = reader.read(text)
    assert draft.events
    draft.check()
