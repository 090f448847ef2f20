"""The whole way: a report with everything in it, and input that is none."""

import pytest

from dateline.geo.draft.model import MAX_TEXT, DraftJourney, DraftSummit
from dateline.geo.draft.yaml_file import dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import Role
from dateline.geo.reading import Reader, read
from dateline.geo.when import When

REPORT = """A Mongolian guest on Polish rails
Warsaw: President Bat Erdene of Mongolia stepped down from a special train in Terespol on Tuesday,
and a brass band played.
Erdene’s trip by train from Brest to Terespol lasted about two hours, the Morning Star reported.
Schoolchildren had sung for him in Brest before he left, said the teacher Olga Petrova.
On Friday Erdene will meet Prime Minister Ewa Zielinska on Granary Island in Gdansk, said the PAP.
A meeting between Erdene and Zielinska in Vilnius last year ended early without a joint statement.
Beijing criticised the tour, and London kept silent. Poland would like to depend less on Berlin.
"""


def test_the_places_of_a_report_and_their_roles(reader: Reader, world: Gazetteer) -> None:
    places = {place.name: place for place in geocode(reader.read(REPORT), world).places}
    for name in ("Terespol", "Brest", "Gdansk", "Vilnius"):
        assert places[name].role is Role.LITERAL
        assert places[name].chosen is not None
    assert places["Warsaw"].role is Role.DATELINE
    for name in ("Beijing", "London", "Berlin"):
        assert places[name].role is Role.ASSOCIATIVE


def test_the_journey_of_a_report_is_put_together(reader: Reader) -> None:
    draft = reader.read(REPORT, published=When.parse("2021-06-09"))
    [journey] = [event for event in draft.events if isinstance(event, DraftJourney)]
    assert [person.name for person in journey.travellers] == ["Bat Erdene"]
    assert [stop.place for stop in journey.stops] == ["Brest", "Terespol"]
    assert (journey.mode, journey.duration, journey.approximate) == ("train", 7200, True)
    assert journey.evidence[0].attributed_to == "Morning Star"
    assert journey.status.value == "happened"


def test_the_summits_of_a_report_are_told_apart(reader: Reader) -> None:
    draft = reader.read(REPORT, published=When.parse("2021-06-09"))
    planned, earlier = (event for event in draft.events if isinstance(event, DraftSummit))
    assert {person.name for person in planned.participants} == {"Bat Erdene", "Ewa Zielinska"}
    assert (planned.place, planned.status.value) == ("Granary Island", "planned")
    assert {person.name for person in earlier.participants} == {"Bat Erdene", "Ewa Zielinska"}
    assert (earlier.place, earlier.status.value) == ("Vilnius", "happened")
    assert earlier.outcome == "ended early without a joint statement"


def test_the_draft_goes_through_a_file_and_the_geocoding_stage(
    reader: Reader, world: Gazetteer
) -> None:
    draft = load_draft(dump_draft(reader.read(REPORT, published=When.parse("2021-06-09"))))
    event_map = geocode(draft, world)
    for event in event_map.events:
        for said in event.evidence:
            assert REPORT[said.start : said.end] == said.quote


def test_no_title_takes_the_first_sentence(world: Gazetteer) -> None:
    draft = read("Rain fell in Oslo. It stopped.", gazetteer=world)
    assert draft.report.title == "Rain fell in Oslo"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\u2028"])
def test_line_breaks_move_no_offset(reader: Reader, line_break: str) -> None:
    text = line_break.join(["Ann Berg flew to Oslo.", "", "Then she returned to Rome."])
    draft = reader.read(text)
    for _, quote in draft.quotes():
        assert draft.locate(quote) is not None
    for place in draft.places:
        for mention in place.mentions:
            assert text[mention.start : mention.end] in ("Oslo", "Rome")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no text"),
        ("   \n", "no text"),
        ("x" * (MAX_TEXT + 1), "at most"),
        ("He flew to \ud800 Oslo.", "surrogate"),
    ],
)
def test_what_is_no_text_is_refused_in_words(reader: Reader, text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        reader.read(text)


@pytest.mark.parametrize(
    ("text", "language", "places"),
    [
        (
            "Der Präsident ist am Mittwoch in Moskau angekommen und wird dort mit dem Kanzler über "
            "die Lage sprechen. Die Reise nach Berlin ist für den Freitag geplant.",
            "de", {"Moscow", "Berlin"},
        ),
        ("金正恩周三抵达莫斯科会谈后前往北京。", "zh", {"Moscow", "Beijing"}),
        ("وصل الرئيس إلى موسكو يوم الأربعاء ثم سافر إلى القاهرة", "ar", {"Moscow", "Cairo"}),
    ],
)  # fmt: skip
def test_other_languages_offer_places_and_no_events(
    reader: Reader, text: str, language: str, places: set[str]
) -> None:
    draft = reader.read(text)
    assert draft.report.language == language
    assert draft.events == ()
    assert places <= {place.name for place in draft.places}


@pytest.mark.parametrize(
    "text",
    [
        "Paris, " * 20_000,
        "(" * 50_000,
        "Ann and " * 20_000,
        "A" * 200_000,
        "'s" * 50_000,
        "😀" * 9999,
    ],
)
def test_strange_text_is_read_to_the_end(reader: Reader, text: str) -> None:
    assert reader.read(text).report.text == text


@pytest.mark.parametrize("last", ["Visits", "Meets", "Flies"])
def test_a_last_sentence_of_one_word_is_read(reader: Reader, last: str) -> None:
    draft = reader.read(f"Ann Berg flew to Rome. {last}")
    [journey] = draft.events
    assert [quote.quote for quote in journey.evidence] == ["Ann Berg flew to Rome."]


def test_one_country_is_one_place_under_all_its_names(reader: Reader) -> None:
    draft = reader.read("Ann Berg flew to the US. American firms in the United States waited.")
    [country] = [place for place in draft.places if place.name == "United States"]
    assert len(country.mentions) == 3
