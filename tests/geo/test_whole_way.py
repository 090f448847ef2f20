"""From any text to its map and files: nothing fails, and what has to hold of every map holds.

The fast set tries 2,000 texts, the long one 50,000 more.
"""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.exports import csv_of, gpx_of, icalendar_of, kml_of
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out, to_json
from dateline.geo.model import EventMap, Journey
from dateline.geo.reading import Reader
from dateline.geo.story.view import map_view
from dateline.geo.when import When
from tests.geo.strange import texts

PUBLISHED = (None, "2021-06-10", "2021", "2024-02-29", "0001-01-01", "9999-12-31T23:30:00Z")


@pytest.fixture(scope="session")
def world() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def reader(world: Gazetteer) -> Reader:
    return Reader(world)


ANY = {
    "text": texts(),
    "title": st.just("") | texts(2),
    "published": st.sampled_from(PUBLISHED),
}


@settings(max_examples=2_000)
@given(**ANY)
@example(text="Ann Berg flew from Bombay to Mumbai on Monday.", title="", published=None)
@example(text="They left Kabul and fled towards Kabul.", title="", published=None)
@example(text="RHODE İSLAND  C:\\data", title="\ud83d", published="0001-01-01")
def test_any_text_becomes_a_map_that_holds(
    reader: Reader, world: Gazetteer, text: str, title: str, published: str | None
) -> None:
    goes_the_whole_way(reader, world, text, title, published)


@pytest.mark.soak
@settings(max_examples=50_000)
@given(**ANY)
def test_very_many_texts_become_maps_that_hold(
    reader: Reader, world: Gazetteer, text: str, title: str, published: str | None
) -> None:
    goes_the_whole_way(reader, world, text, title, published)


@settings(max_examples=200)
@given(texts())
def test_the_same_text_gives_the_same_draft(reader: Reader, world: Gazetteer, text: str) -> None:
    text = f"{text} Ann Berg flew to Rome."
    assert reader.read(text) == Reader(world).read(text)


def goes_the_whole_way(
    reader: Reader, world: Gazetteer, text: str, title: str, published: str | None
) -> None:
    when = When.parse(published) if published else None
    try:
        draft = reader.read(text, title=title, published=when)
    except InvalidInput:
        return  # there is nothing to read in it
    event_map = geocode(draft, world)
    corrected = load_draft(dump_draft(draft).encode())
    content = to_json(lay_out(event_map).document())
    assert to_json(lay_out(geocode(corrected, world)).document()) == content
    holds_of_draft(draft)
    holds_of_map(event_map)
    document = json.loads(content)
    holds_of_document(document)
    becomes_files(document)


def holds_of_draft(draft: Draft) -> None:
    text = draft.report.text
    for _, quote in draft.quotes():
        assert quote.start is not None
        assert text[quote.start :].startswith(quote.quote)
    for place in draft.places:
        assert place.mentions
        assert all(0 <= one.start < one.end <= len(text) for one in place.mentions)
    assert all(event.evidence for event in draft.events)


def holds_of_map(event_map: EventMap) -> None:
    text = event_map.report.text
    for thing in (*event_map.places, *event_map.events):
        assert thing.evidence
        assert all(text[one.start : one.end] == one.quote for one in thing.evidence)
    known = {place.id: place for place in event_map.places}
    for event in event_map.events:
        if isinstance(event, Journey):
            ends = [known[stop.place].chosen if stop.place else None for stop in event.stops]
            sources = [end and (end.source, end.source_id) for end in ends]
            assert all(one is None or one != other for one, other in pairwise(sources))


def holds_of_document(document: dict[str, Any]) -> None:
    ids = [feature["id"] for feature in document["features"]]
    assert len(set(ids)) == len(ids)
    for feature in document["features"]:
        if feature["geometry"] is not None:
            geometry = shape(feature["geometry"])
            assert geometry.is_valid
            assert not geometry.is_empty
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in _positions(geometry))


def _positions(geometry: Any) -> Iterator[tuple[float, float]]:
    for part in getattr(geometry, "geoms", [geometry]):
        yield from part.coords


def becomes_files(document: dict[str, Any]) -> None:
    map_view(document)
    for make in (icalendar_of, kml_of, gpx_of):
        assert make(document)
    csv_of(document["features"])
