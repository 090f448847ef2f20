import pytest

from dateline.geo.layers.features import lay_out
from dateline.geo.layers.json_fg import JSON_FG
from dateline.geo.layers.standalone import person_ids, standalone_properties
from tests.geo.test_maps import STORY

REPORT = {
    "title": "A day",
    "published": "2024-05-07",
    "publisher": "Post",
    "url": "https://post.example/a",
    "licence": "CC0-1.0",
}


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        (None, None, None),
        ({"date": "2024-05-07"}, "2024-05-07T00:00:00Z", "2024-05-07T23:59:59Z"),
        ({"timestamp": "2024-05-07T08:30:00Z"}, "2024-05-07T08:30:00Z", "2024-05-07T08:30:00Z"),
        (
            {"interval": ["2024-05-01", "2024-05-31"]},
            "2024-05-01T00:00:00Z",
            "2024-05-31T23:59:59Z",
        ),
        ({"interval": ["..", "2024-05-31"]}, None, "2024-05-31T23:59:59Z"),
    ],
)
def test_times_are_plain_properties(
    time: dict[str, object] | None, start: str | None, end: str | None
) -> None:
    found = standalone_properties("a.b", time, REPORT)
    assert (found["id"], found["time_start"], found["time_end"]) == ("a.b", start, end)
    assert found["report_title"] == "A day"


def test_every_feature_names_its_report() -> None:
    document = lay_out(STORY).document()
    assert document["conformsTo"] == list(JSON_FG)
    for feature in document["features"]:
        properties = feature["properties"]
        assert properties["id"] == feature["id"]
        assert properties["report_title"] == document["report"]["title"]
        assert {"published", "publisher", "url", "licence", "use", "country"} <= set(properties)


def test_a_journey_says_who_went_from_where_to_where() -> None:
    (journey,) = lay_out(STORY).collection("journeys")["features"][:1]
    properties = journey["properties"]
    stops = properties["stops"]
    assert (properties["origin"], properties["destination"]) == (
        stops[0]["place"],
        stops[-1]["place"],
    )
    assert properties["ends"] == "both"
    assert properties["traveller"] == properties["participants"][0]


def test_ids_of_persons_are_the_same_in_every_script_of_a_name() -> None:
    assert person_ids(["Zoë Ünal", "Zoe Unal"]) == ["zoe-unal", "zoe-unal"]
