"""The draft as anyone may have it."""

import json

import pytest

from dateline.geo.draft.yaml_file import load_draft
from dateline.geo.exports import shared_draft
from dateline.geo.exports.sharing import is_free
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out
from dateline.geo.static_files import static_dir

DRAFT = (static_dir().parent / "examples" / "vladivostok-2019.yaml").read_text(encoding="utf-8")
SECRET = "another word that no map quotes"  # noqa: S105


def made(draft: str) -> dict[str, object]:
    return lay_out(geocode(load_draft(draft), Gazetteer.open())).document()


def said(document: dict[str, object]) -> str:
    """What a map says, but for where in the text it says so."""
    features = json.loads(json.dumps(document["features"]))
    for feature in features:
        for quoted in feature["properties"]["evidence"]:
            del quoted["start"], quoted["end"]
    return json.dumps([features, document["report"]], sort_keys=True)


def closed(draft: str) -> str:
    """The draft of a report that may not be copied, with words that the map has no use for."""
    closed = draft.replace("licence: CC0-1.0", "licence: All rights reserved")
    return closed.replace("    His day had", f"    It rained; {SECRET}.\n\n    His day had")


def test_a_free_report_is_given_whole_and_makes_the_same_map() -> None:
    document = made(DRAFT)
    shared = shared_draft(f"# ask the lawyer\n{DRAFT}", document)
    assert load_draft(shared).report.text == load_draft(DRAFT).report.text
    assert "lawyer" not in shared
    assert made(shared) == document


def test_another_report_is_cut_to_what_the_map_quotes_and_makes_the_same_map() -> None:
    draft = closed(DRAFT)
    assert SECRET in draft
    document = made(draft)
    shared = shared_draft(draft, document)
    assert SECRET not in shared
    assert "[…]" in shared
    assert said(made(shared)) == said(document)


def test_spans_move_with_the_text() -> None:
    text = "It rained. They met in Oslo. It snowed. They met in Oslo. They left."
    draft = (
        f"report: {{title: Oslo, text: '{text}'}}\n"
        "places: [{name: Oslo, mentions: [{start: 52, end: 56, role: literal}]}]\n"
        "events:\n- kind: meeting\n  status: happened\n  place: Oslo\n"
        "  evidence: [{quote: They met in Oslo., start: 40}]\n"
    )
    shared = load_draft(shared_draft(draft, {**made("id: oslo\n" + draft), "id": "oslo"}))
    assert "snowed" not in shared.report.text
    (place,) = shared.places
    (mention,) = place.mentions
    assert shared.report.text[mention.start : mention.end] == "Oslo"
    (event,) = shared.events
    start = event.evidence[0].start
    assert start is not None
    assert shared.report.text[start:].startswith("They met in Oslo.")


@pytest.mark.parametrize(
    "licence",
    ["CC0-1.0", "CC BY 4.0", "CC-BY-4.0", "cc by-sa 3.0", "CC-BY-SA-4.0", "Public domain", "CC BY"],
)
def test_licences_that_let_the_text_out(licence: str) -> None:
    assert is_free(licence)


@pytest.mark.parametrize(
    "licence",
    [None, "", "All rights reserved", "CC BY-NC 4.0", "CC-BY-ND-4.0", "CC BY-NC-SA", "MIT"],
)
def test_licences_that_do_not(licence: str | None) -> None:
    assert not is_free(licence)
