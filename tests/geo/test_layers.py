import json
from typing import Any

import pytest
from geojson_pydantic import Feature, FeatureCollection

from dateline.geo.layers.features import LAYERS, lay_out, to_json
from dateline.geo.model import EventKind, EventMap, Role, Status
from dateline.geo.when import When
from tests.geo.maps import APIA, candidate, event, event_map, evidence, journey, place, summit


def document(story: EventMap) -> dict[str, Any]:
    """The document as a client gets it."""
    result: dict[str, Any] = json.loads(to_json(lay_out(story).document()))
    return result


def feature(story: EventMap, own_id: str) -> dict[str, Any]:
    (found,) = [one for one in document(story)["features"] if one["id"] == f"pacific.{own_id}"]
    result: dict[str, Any] = found
    return result


STORY = event_map(
    journey("apia", "suva", when=When.parse("2024-05-06")),
    summit(status=Status.PLANNED, evidence=evidence("She met Per Lund in Suva.", "NRK")),
    event(EventKind.STATEMENT),
)


@pytest.mark.filterwarnings("ignore:BBOX crossing the Antimeridian")
def test_every_feature_is_valid_geojson() -> None:
    layers = lay_out(STORY)
    for value in (layers.document(), *(layers.collection(layer) for layer in LAYERS)):
        FeatureCollection.model_validate_json(to_json(value))
    for one in layers.features:
        Feature.model_validate_json(to_json(one))


def test_plain_values_are_what_json_gives_back() -> None:
    whole = lay_out(STORY).document()
    assert json.loads(to_json(whole)) == whole


def test_layers_part_the_features() -> None:
    layers = lay_out(STORY)
    parts = [one for layer in LAYERS for one in layers.collection(layer)["features"]]
    assert parts == layers.document()["features"]
    drawn = {"places": 2, "journeys": 1, "summits": 1, "events": 1}
    assert layers.document()["counts"] == drawn | {"mentioned": 0}
    with pytest.raises(KeyError):
        layers.collection("rumours")


def test_ids_do_not_hang_on_what_else_is_on_the_map() -> None:
    alone = lay_out(event_map(summit()))
    assert {one["id"] for one in alone.features} < {one["id"] for one in lay_out(STORY).features}


def test_a_feature_says_who_when_where_and_on_what_ground() -> None:
    one = feature(STORY, "summit-suva")
    said = one["properties"]
    assert one["geometry"] == {"type": "Point", "coordinates": [178.44, -18.14]}
    assert one["time"] is None
    assert said["status"] == "planned"
    assert said["participants"] == ["Ida Berg", "Per Lund"]
    assert (said["place"], said["place_id"]) == ("Suva", "pacific.suva")
    assert said["attribution"] == "NRK"
    assert (said["plover_type"], said["plover_mode"]) == ("AGREE", None)
    (quote,) = said["evidence"]
    assert STORY.report.text[quote["start"] : quote["end"]] == quote["quote"]


def test_a_journey_across_the_antimeridian_is_cut_there() -> None:
    one = feature(STORY, "voyage")
    assert one["geometry"]["type"] == "MultiLineString"
    assert one["bbox"][0] > one["bbox"][2]
    assert document(STORY)["bbox"][0] > document(STORY)["bbox"][2]
    assert one["time"] == {"date": "2024-05-06"}
    (leg,) = one["properties"]["legs"]
    assert (leg["from"], leg["to"], leg["parts"]) == ("Apia", "Suva", [0, 1])
    assert one["properties"]["basis"] == "great_circle"


def test_every_feature_of_the_map_rests_on_evidence() -> None:
    for one in document(STORY)["features"]:
        assert one["properties"]["evidence"]


def test_what_is_only_associated_is_listed_and_not_drawn() -> None:
    story = event_map(places=(APIA, place("Suva", 178.44, -18.14, role=Role.ASSOCIATIVE)))
    whole = document(story)
    assert [one["properties"]["name"] for one in whole["features"]] == ["Apia"]
    (associated,) = whole["associated"]
    assert associated["name"] == "Suva"
    assert associated["place"]["lon"] == 178.44


def test_a_dateline_is_drawn_as_one() -> None:
    story = event_map(places=(place("Suva", 178.44, -18.14, role=Role.DATELINE),))
    assert feature(story, "suva")["properties"]["role"] == "dateline"


def test_what_cannot_be_resolved_is_listed_and_placed_nowhere() -> None:
    story = event_map(summit(), places=(APIA, place("Suva")))
    whole = document(story)
    assert whole["unresolved"] == [
        {
            "name": "Suva",
            "reason": "no gazetteer knows it",
            "evidence": whole["unresolved"][0]["evidence"],
        }
    ]
    one = feature(story, "summit-suva")
    assert one["geometry"] is None
    assert "bbox" not in one
    assert one["properties"]["place"] == "Suva"


def test_a_place_says_what_else_it_might_have_been() -> None:
    chosen = candidate("Suva", 178.44, -18.14, why=("capital of Fiji",), dispute=None, score=0.9)
    other = candidate("Suva", 40.1, 60.2, source_id="2", country="RU", score=0.123456)
    story = event_map(
        places=(place("Suva", 0).model_copy(update={"chosen": chosen, "alternatives": (other,)}),)
    )
    said = feature(story, "suva")["properties"]
    assert said["why"] == ["capital of Fiji"]
    (alternative,) = said["alternatives"]
    assert (alternative["country"], alternative["score"]) == ("RU", 0.123)


def test_credit_goes_to_those_whose_gazetteer_answered() -> None:
    assert document(STORY)["credits"] == ["Place data: GeoNames, CC BY 4.0, modified"]
    online = place("Suva", 0).model_copy(
        update={"chosen": candidate("Suva", 178.44, -18.14, source="nominatim")}
    )
    assert "OpenStreetMap" in document(event_map(places=(online,)))["credits"][0]


def test_a_map_of_nothing_is_an_empty_collection() -> None:
    whole = document(event_map(places=()))
    assert whole["features"] == []
    assert "bbox" not in whole


def test_the_same_map_gives_the_same_bytes() -> None:
    assert to_json(lay_out(STORY).document()) == to_json(lay_out(STORY).document())


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json({"a": float("nan")})
