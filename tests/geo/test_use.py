"""What a place is on the map for, from the draft to the page's lists."""

from typing import Any

import pytest

from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out
from dateline.geo.reading import read
from dateline.geo.reading.jsonl import line_of
from dateline.geo.static_map.picture import picture_of
from dateline.geo.story import map_view
from dateline.geo.use import drawn_features

TEXT = (
    "GENEVA, June 4 (Wire) - Envoy Ida Berg flew from Oslo to Rome on Tuesday. A flood closed the"
    " market of Lyon. Norway said that it would help. The ferry company has offices in Chile."
)


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def document(world: Gazetteer) -> dict[str, Any]:
    return lay_out(geocode(read(TEXT, gazetteer=world), world)).document()


def uses(document: dict[str, Any]) -> dict[str, str]:
    features = [one["properties"] for one in document["features"]]
    found = {one["name"]: one["use"] for one in features if one["layer"] == "places"}
    return found | {one["name"]: one["use"] for one in document["associated"]}


def test_each_place_says_what_it_is_on_the_map_for(document: dict[str, Any]) -> None:
    assert uses(document) == {
        "GENEVA": "dateline",
        "Oslo": "event",
        "Rome": "event",
        "Lyon": "scene",
        "Norway": "mentioned",
        "Chile": "mentioned",
    }


def test_counts_are_of_what_is_drawn(document: dict[str, Any]) -> None:
    assert document["counts"]["places"] == 4
    assert document["counts"]["mentioned"] == 1


def test_a_country_that_an_event_uses_is_drawn(world: Gazetteer) -> None:
    read_draft = read("Envoy Ida Berg flew from Oslo to Chile on Tuesday.", gazetteer=world)
    assert uses(lay_out(geocode(read_draft, world)).document()) == {
        "Oslo": "event",
        "Chile": "event",
    }


def test_a_draft_may_say_the_use_itself(world: Gazetteer) -> None:
    draft = draft_from(
        {
            "report": {"title": "Ferries", "text": "Boats left Bergen for Chile and Lyon."},
            "places": [
                {"name": "Bergen", "use": "mentioned"},
                {"name": "Chile", "use": "scene"},
                {"name": "Lyon", "use": "mentioned"},
            ],
            "events": [
                {
                    "kind": "departure",
                    "place": "Bergen",
                    "status": "happened",
                    "evidence": ["Boats left Bergen"],
                }
            ],
        }
    )
    assert uses(lay_out(geocode(draft, world)).document()) == {
        "Bergen": "event",
        "Chile": "scene",
        "Lyon": "mentioned",
    }


def test_what_is_only_mentioned_is_in_no_step_and_no_picture(document: dict[str, Any]) -> None:
    listed = map_view(document)
    assert [item.name for item in listed.mentioned] == ["Chile"]
    assert "Chile" not in [item.name for item in listed.places]
    assert not any("Chile" in step.text for step in listed.steps)
    drawn = [one["properties"]["name"] for one in drawn_features(document)]
    assert "Chile" not in drawn
    assert "Lyon" in drawn
    assert "ferry company" not in picture_of(document)


def test_each_toponym_of_a_line_carries_its_use(world: Gazetteer) -> None:
    line = line_of(1, geocode(read(TEXT, gazetteer=world), world))
    assert {one["name"]: one["use"] for one in line["toponyms"]}["Norway"] == "mentioned"


@pytest.mark.parametrize("agency", ["Reuters", "Wire", "Northern News"])
def test_a_dateline_does_not_hide_the_journey_behind_it(world: Gazetteer, agency: str) -> None:
    text = f"GENEVA, June 4 ({agency}) - Envoy Ida Berg flew from Oslo to Rome on Tuesday."
    assert uses(lay_out(geocode(read(text, gazetteer=world), world)).document()) == {
        "GENEVA": "dateline",
        "Oslo": "event",
        "Rome": "event",
    }
