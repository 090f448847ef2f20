"""What an editor adds to a draft: in YAML, as JSON with ids, and on the map."""

from typing import Any

import pytest

from dateline.geo.draft.ids import with_ids
from dateline.geo.draft.json_form import draft_json
from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import draft_from, dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import Layers, lay_out

TEXT = "The trawler left Bergen for Aberdeen on Monday. Its owners wait in Bergen."
JOURNEY = {
    "kind": "journey",
    "travellers": ["the trawler"],
    "stops": ["Bergen", "Aberdeen"],
    "status": "happened",
    "when": "2023-02",
    "duration": "PT30H",
    "evidence": ["The trawler left Bergen for Aberdeen on Monday."],
}


def draft(**more: Any) -> Draft:
    data: dict[str, Any] = {
        "report": {"title": "The trawler", "text": TEXT},
        "places": [{"name": "Bergen", "country": "NO"}, {"name": "Aberdeen", "country": "GB"}],
        "events": [JOURNEY],
    }
    return draft_from(data | more)


def layers_of(given: Draft) -> Layers:
    return lay_out(geocode(given, Gazetteer.open()))


def names(layers: Layers) -> list[str]:
    return [feature["properties"]["name"] for feature in layers.features]


def test_the_ids_are_those_of_the_features() -> None:
    given = draft()
    numbered = with_ids(given)
    features = {one["id"].partition(".")[2] for one in layers_of(given).features}
    assert {one.id for one in (*numbered.places, *numbered.events)} == features
    assert with_ids(numbered) == numbered
    assert layers_of(numbered) == layers_of(given)


def test_an_id_is_never_the_name_of_another_place() -> None:
    text = "From Paris to paris-2 and Paris."
    places = [{"name": "paris-2"}, {"name": "Paris"}, {"name": "PARIS", "id": "other"}]
    given = draft_from({"report": {"title": "P", "text": text}, "places": places[:2], "events": []})
    numbered = with_ids(given)
    numbered.check()
    assert len({one.id for one in numbered.places}) == 2


def test_places_that_only_an_event_names_are_declared() -> None:
    numbered = with_ids(draft(places=[]))
    assert [one.name for one in numbered.places] == ["Bergen", "Aberdeen"]
    numbered.check()


def test_json_and_yaml_say_the_same() -> None:
    given = with_ids(
        draft(
            note="Corrected.",
            view={"lat": 58, "lon": 1, "zoom": 5},
            theme="dark",
            places=[
                {
                    "name": "Bergen",
                    "label": "Bergen harbour",
                    "at": {"lat": 60.4, "lon": 5.3},
                    "radius_km": 2,
                    "review": "changed",
                    "waived": ["far-away"],
                    "note": "The old harbour.",
                    "shown": False,
                }
            ],
            events=[
                JOURNEY,
                {"kind": "other", "place": "Bergen", "status": "happened", "source": "Port office"},
            ],
        )
    )
    form = draft_json(given)
    assert form["events"][0]["duration"] == "PT30H"
    assert form["events"][0]["when"] == "2023-02"
    assert form["events"][0]["travellers"][0]["name"] == "the trawler"
    assert form["places"][0]["evidence"] == []
    assert draft_from(form) == given
    assert load_draft(dump_draft(given)) == given


def test_the_map_has_the_label_and_the_circle_that_were_given() -> None:
    place = {"name": "Bergen", "label": "Bergen harbour", "at": {"lat": 60.4, "lon": 5.3}}
    layers = layers_of(draft(places=[{**place, "radius_km": 2.5, "note": "Moved."}]))
    (bergen,) = [one for one in layers.features if one["id"].endswith(".bergen")]
    assert bergen["properties"]["name"] == "Bergen harbour"
    assert bergen["properties"]["uncertainty_km"] == 2.5
    assert bergen["properties"]["note"] == "Moved."
    assert "the trawler from Bergen harbour to Aberdeen" in names(layers)


def test_what_is_not_shown_is_nowhere() -> None:
    hidden = draft(
        places=[{"name": "Bergen"}, {"name": "Aberdeen", "shown": False}],
        events=[{**JOURNEY, "shown": False}],
    )
    assert names(layers_of(hidden)) == ["Bergen"]


def test_an_event_may_rest_on_the_editors_own_authority() -> None:
    layers = layers_of(
        draft(
            events=[
                {
                    "kind": "other",
                    "title": "Inquiry opened",
                    "place": "Stavanger",
                    "status": "happened",
                    "source": {"name": "Harbour board", "url": "https://board.example/1"},
                    "caption": "What followed.",
                    "picture": {"url": "https://a.example/b.jpg", "credit": "AB", "alt": "A boat"},
                }
            ]
        )
    )
    (inquiry,) = [one for one in layers.features if one["properties"]["layer"] == "events"]
    assert inquiry["geometry"]["type"] == "Point"
    assert inquiry["properties"]["evidence"] == []
    assert inquiry["properties"]["editor_source"]["name"] == "Harbour board"
    assert inquiry["properties"]["caption"] == "What followed."
    assert inquiry["properties"]["picture"]["credit"] == "AB"


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ({"evidence": []}, "events[0].evidence"),
        ({"source": {}}, "events[0].source.name"),
        ({"source": 3}, "events[0].source"),
        ({"picture": {"url": "http://a.example/b.jpg", "credit": "A", "alt": "B"}}, "picture.url"),
        ({"picture": {"url": "javascript:alert(1)", "credit": "A", "alt": "B"}}, "picture.url"),
        ({"caption": " "}, "events[0].caption"),
        ({"review": "perhaps"}, "events[0].review"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(event: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        draft(events=[{**JOURNEY, **event}])
    assert any(field in one.field for one in error.value.problems)


def test_the_whole_map_says_how_it_begins() -> None:
    document = layers_of(draft(theme="light", view={"lat": 1, "lon": 2, "zoom": 3})).document()
    assert document["theme"] == "light"
    assert document["view"] == {"lat": 1.0, "lon": 2.0, "zoom": 3.0}
    assert "note" not in document
