"""Text as people paste it is read as it is meant, and tied to what was given."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from dateline.geo.draft.model import DraftJourney
from dateline.geo.reading import Reader
from dateline.geo.reading.document.normalization import NormalizedText
from tests.geo.strange import texts

Journeys = Callable[[str], list[DraftJourney]]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Sa\u0303o Paulo", "São Paulo"),
        ("Mos\u00adcow", "Moscow"),
        ("R\u200bo\u2060me\ufeff", "Rome"),
        ("New\u00a0York,\u2009Lima", "New York, Lima"),
        ("One.\r\nTwo.\rThree.\u2028Four.", "One.\nTwo.\nThree.\nFour."),
        ("Xi‘an, Xi`an and Xi\u02bcan", "Xi’an, Xi’an and Xi’an"),
        ("o\ufb03cers on Al\u2011Shabaab", "officers on Al-Shabaab"),
        ("Trinidad &amp; Tobago, C&ocirc;te d&#8217;Ivoire", "Trinidad & Tobago, Côte d’Ivoire"),
        ("&nbsp;&shy;&bogus; &#0; &#xD800; &#9999999;", " &bogus;   \ufffd \ufffd"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("می\u200cرود 👩\u200d👩", "می\u200cرود 👩\u200d👩"),
        ("AT&T and R&D", "AT&T and R&D"),
    ],
)
def test_what_reads_alike_is_alike(given: str, text: str) -> None:
    assert NormalizedText(given).text == text


def test_words_broken_at_the_end_of_a_line_are_whole_again() -> None:
    wrapped = (
        "It was late in the morning when the first dele-\n"
        "gation of the northern province went by train to the capital on Mon-\n"
        "day with a lawyer who by then had already become rather well-\n"
        "known there, although hardly anybody could say for what reason.\n"
        "She had been asked to speak before the others could speak at all.\n"
    )
    text = NormalizedText(wrapped).text
    assert "delegation" in text
    assert "Monday" in text
    assert "well-\nknown" in text


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Related article: Ida Lund leaves for Lima",
        "SIGN UP FOR OUR LONDON NEWSLETTER",
        "Photo: Jo Lund / Getty Images",
        "By Jo Lund and Eva Bern, Oslo",
        "BY JO LUND IN PARIS",
        "Share this article on Facebook",
    ],
)
def test_lines_that_are_not_of_the_report_are_passed_over(reader: Reader, line: str) -> None:
    text = f"{line}\n\nAnn Berg flew to Rome on Monday.\n\nShe stayed for a week.\n"
    draft = reader.read(text)
    assert [place.name for place in draft.places] == ["Rome"]
    assert draft.report.text == text
    [event] = draft.events
    assert event.evidence[0].quote == "Ann Berg flew to Rome on Monday."


@pytest.mark.parametrize(
    "line",
    [
        "By Monday Ann Berg was in Lima.",
        "Photographs of Lima were shown.",
        "LIMA (Reuters) - Rain fell.",
        "Copyright lawyers met in Lima.",
        "Related companies in Lima closed.",
    ],
)
def test_lines_of_the_report_are_read(reader: Reader, line: str) -> None:
    draft = reader.read(f"{line}\n\nAnn Berg flew to Rome on Monday.")
    assert "lima" in [place.name.casefold() for place in draft.places]


def test_the_credit_of_a_photo_is_not_read(reader: Reader) -> None:
    draft = reader.read("Ann Berg arrives in Rome. (AP Photo/Jo London)\n\nShe waved to the crowd.")
    assert [place.name for place in draft.places] == ["Rome"]


def test_evidence_is_tied_to_the_text_as_given(reader: Reader) -> None:
    text = (
        "Rain &amp; wind.\r\n\r\nEnvoy\u00a0Ann Berg flew to Sa\u0303o Pau\u00adlo on Mon\u200bday."
    )
    draft = reader.read(text)
    [event] = draft.events
    [quote] = event.evidence
    assert quote.start is not None
    assert text[quote.start :].startswith(quote.quote)
    assert quote.quote.startswith("Envoy\u00a0Ann")
    assert quote.quote.endswith("Mon\u200bday.")
    [place] = draft.places
    assert place.name == "São Paulo"
    assert text[place.mentions[0].start : place.mentions[0].end] == "Sa\u0303o Pau\u00adlo"


@settings(max_examples=1000)
@given(texts())
def test_spans_lead_back_to_what_was_given(text: str) -> None:
    normalized = NormalizedText(text)
    spans = [normalized.span(at, at + 1) for at in range(len(normalized.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    same = [text[slice(*span)] == normalized.text[at] for at, span in enumerate(spans)]
    assert normalized.changed or all(same)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("She'll fly to Rome on Friday.", "planned"),
        ("They'll fly to Rome on Friday.", "planned"),
        ("They're flying to Rome.", "ongoing"),
        ("I'm flying to Rome.", "ongoing"),
        ("We've arrived in Rome.", "happened"),
        ("Ann Berg's flying to Rome.", "ongoing"),
    ],
)
@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_contracted_auxiliaries_are_the_words_they_are(
    journeys: Journeys, text: str, status: str, apostrophe: str
) -> None:
    [journey] = journeys(text.replace("'", apostrophe))
    assert journey.status == status
    assert apostrophe not in journey.travellers[0].name


@pytest.mark.parametrize("verb", ["isn't flying", "didn't fly", "won't fly"])
@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_contracted_negations_negate(journeys: Journeys, verb: str, apostrophe: str) -> None:
    assert journeys(f"Ann Berg {verb} to Rome.".replace("'", apostrophe)) == []
