import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.geo.draft.model import MAX_TEXT, Draft
from dateline.geo.draft.yaml_file import MAX_FILE, draft_from, dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.model import EventKind, Mode, Status
from tests.geo.drafts import DRAFT, TEXT, draft_data

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def problems_of(data: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        draft_from(data)
    return [str(problem) for problem in caught.value.problems]


def test_json_is_yaml_too() -> None:
    draft = load_draft(json.dumps(DRAFT))
    journey, summit = draft.events
    assert (journey.kind, summit.kind) == (EventKind.JOURNEY, EventKind.SUMMIT)
    assert summit.status is Status.PLANNED
    assert journey.model_dump()["mode"] is Mode.TRAIN
    assert journey.model_dump()["duration"] == 7 * 3600


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_survives_writing_and_reading(path: Path) -> None:
    draft = load_draft(path.read_bytes())
    assert load_draft(dump_draft(draft)) == draft


@pytest.mark.parametrize(
    "text",
    [
        "First.\r\n" + "Many words follow here. " * 9 + "\r\nLast.\r\n",
        "  Indented\n \n\n",
        "First.\rLast.",
        "Next\x85line and line\u2028separator\nand more",
        "\ufeffA mark\nand \U0001f30d",
        "A\x00zero",
        "---\n...\n",
    ],
)
def test_a_text_survives_writing_to_the_last_character(text: str) -> None:
    report = {"title": text.partition("\n")[0], "text": text}
    draft = draft_from({"report": report, "places": [{"name": "Here", "evidence": [text]}]})
    assert load_draft(dump_draft(draft)) == draft


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_norway_is_not_a_boolean() -> None:
    draft = load_draft("report: {title: a, text: Oslo}\nplaces: [{name: Oslo, country: NO}]")
    assert draft.places[0].country == "NO"


def test_a_bom_and_windows_line_ends_are_accepted() -> None:
    source = "\ufeffreport:\r\n  title: T\r\n  text: Oslo is quiet\r\nplaces: [Oslo]\r\n"
    assert load_draft(source.encode("utf-8")).places[0].name == "Oslo"


def _set(path: list[str | int], value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        (_set(["events", 0, "evidence"], ["Ida Berg left Bergn by train"]),
         "events[0].evidence[0].quote", "is not in the report's text; the nearest there is"),
        (_set(["events", 0, "when"], "2024-02-30"), "events[0].when", "day"),
        (_set(["report", "published"], "07.05.2024"), "report.published", "07.05.2024"),
        (_set(["events", 0, "stops"], ["Oslo"]), "events[0].stops",
         "at least two stops, here is 1"),
        (_set(["events", 0, "stops"], [{"place": None}, {"place": None}]), "events[0].stops",
         "must be named"),
        (_set(["events", 0, "legs"], [{}, {}]), "events[0]", "2 stops need 1 legs, here are 2"),
        (_set(["events", 0, "duration"], "nine hours"), "events[0].duration", "PT9H"),
        (_set(["events", 0, "duration"], float("inf")), "events[0].duration", ""),
        (_set(["events", 0, "duration"], "PT" + "9" * 400 + "H"), "events[0].duration", ""),
        (_set(["events", 0, "duration"], 1e-320), "events[0].duration", "1"),
        (_set(["events", 0, "evidence"], [{"quote": "Ida", "start": 10**30}]),
         "events[0].evidence[0].start", "1000000"),
        (_set(["events", 0, "travellers"], ["x" * 301]), "events[0].travellers[0].name", "300"),
        (_set(["report", "text"], " \n "), "report.text", "something to read"),
        (_set(["places", 0, "id"], "oslo"), "places[0].id", "is the name of places[1]"),
        (_set(["events", 0, "mode"], "horse"), "events[0].mode", "'train'"),
        (_set(["events", 0, "status"], "maybe"), "events[0].status", "'planned'"),
        (_set(["events", 1, "kind"], "picnic"), "events[1].kind", "'summit'"),
        (_set(["events", 1, "participants"], []), "events[1].participants", "at least 1"),
        (_set(["events", 1, "evidence"], []), "events[1].evidence", "at least 1"),
        (_set(["places", 0, "at"], {"lat": 91, "lon": 5}), "places[0].at.lat", "90, not '91'"),
        (_set(["places", 0, "at"], {"lat": 60, "lon": 181}), "places[0].at.lon", "180"),
        (_set(["places", 0, "colour"], "red"), "places[0].colour", "no such field"),
        (_set(["places", 1, "id"], "Oslo!"), "places[1].id", "pattern"),
        (_set(["report", "text"], "x" * (MAX_TEXT + 1)), "report.text", str(MAX_TEXT)),
        (_set(["report", "url"], "javascript:alert(1)"), "report.url", "pattern"),
        (_set(["report", "language"], "<b>"), "report.language", "pattern"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_field(
    change: Callable[[dict[str, Any]], None], field: str, says: str
) -> None:
    data = draft_data()
    change(data)
    problems = problems_of(data)
    assert [problem for problem in problems if problem.startswith(f"{field}: ") and says in problem]


def test_all_problems_are_told_at_once() -> None:
    data = draft_data()
    data["events"][0]["evidence"] = ["not there at all"]
    data["events"][1]["evidence"] = ["nor this"]
    data["places"] += [{"name": "A", "id": "x", "evidence": ["nor that"]}, {"name": "B", "id": "x"}]
    fields = {problem.partition(": ")[0] for problem in problems_of(data)}
    assert fields == {
        "events[0].evidence[0].quote",
        "events[1].evidence[0].quote",
        "places[3].evidence[0].quote",
        "places[4].id",
    }


def test_a_name_of_two_places_needs_an_id() -> None:
    data = draft_data()
    data["places"].append({"name": "oslo", "country": "US", "evidence": ["Oslo"]})
    assert problems_of(data) == [
        "events[0].stops[1]: 2 places are called 'Oslo'; give each an id and use it"
    ]
    data["places"][-1]["id"] = "other-oslo"
    data["places"][1]["id"] = "oslo-norway"
    data["events"][0]["stops"] = ["Bergen", "oslo-norway"]
    assert draft_from(data).declared("oslo-norway") == draft_from(data).places[1]


def test_a_quote_given_by_its_start_must_begin_there() -> None:
    data = draft_data()
    start = TEXT.index("Ida Berg")
    data["events"][0]["evidence"] = [{"quote": "Ida Berg", "start": start}]
    draft_from(data)
    data["events"][0]["evidence"][0]["start"] = start + 1
    with pytest.raises(InvalidInput) as caught:
        Draft.model_validate(data).check()
    assert f"does not begin at character {start + 1} of the text" in str(caught.value)
    assert f"at {start};" in str(caught.value)
    # In a draft that comes from a file the text may have been edited: the quote is found again.
    [quote, *_] = draft_from(data).events[0].evidence
    assert quote.start == start


def test_a_mention_is_a_span_of_the_text() -> None:
    data = draft_data()
    data["places"][0]["mentions"] = [{"start": 5, "end": 9999}]
    with pytest.raises(InvalidInput, match=r"places\[0\].mentions\[0\]: .* is no span of the text"):
        Draft.model_validate(data).check()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("report: [", "not valid YAML at line 1"),
        ("a: 1\na: 2", "duplicate key"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("- just\n- a list", "a draft is a mapping"),
        ("", "the draft is empty"),
        ("just words", "a draft is a mapping"),
        ("[" * 1_000_000, "nested more than 20 levels"),
        ("a: !!python/object:os.system x", "not valid YAML"),
        (b"\xff\xfe\x00", "not UTF-8 (byte 0)"),
        ("a: \x00", "not valid YAML"),
        (b"#" * (MAX_FILE + 1), "at most 5 MB"),
    ],
)
def test_what_is_no_draft_is_refused_in_words(source: str | bytes, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_draft(source)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_time_known_only_by_its_words_survives_writing_and_reading() -> None:
    data = draft_data()
    data["events"][1]["when"] = {"text": "next week"}
    data["places"][0]["mentions"] = [{"start": 24, "end": 30}]
    draft = draft_from(data)
    assert "{start" not in dump_draft(draft)
    assert load_draft(dump_draft(draft)) == draft


def test_a_misspelt_kind_is_one_problem() -> None:
    data = draft_data()
    data["events"][0]["kind"] = "jurney"
    (problem,) = problems_of(data)
    assert problem.startswith("events[0].kind: ")


def test_a_list_where_a_mapping_belongs_is_told_what_belongs_there() -> None:
    data = draft_data()
    data["places"][0]["at"] = [39, 116]
    assert problems_of(data) == [
        "places[0].at: this has to be a mapping with fields of its own (lat, lon)"
    ]


def test_a_year_needs_no_quotes() -> None:
    draft = load_draft("report: {title: T, text: Oslo is quiet, published: 2019}")
    assert draft.report.published is not None
    assert draft.report.published.iso == "2019"


@pytest.mark.parametrize("seconds", [1, 59, 3600, 33000.1234567, 3_155_760_000, 90061])
def test_a_duration_comes_back_as_it_was(seconds: float) -> None:
    data = draft_data()
    data["events"][0]["duration"] = seconds
    draft = draft_from(data)
    assert load_draft(dump_draft(draft)) == draft


def test_only_the_first_lost_quotes_get_a_hint() -> None:
    data = draft_data()
    data["events"][0]["evidence"] = ["Ida Berg left Bergn by train on Monday"] * 30
    hinted = [problem for problem in problems_of(data) if "nearest" in problem]
    assert len(hinted) == 20


def test_one_id_stands_for_one_thing() -> None:
    data = draft_data()
    data["places"][0]["id"] = "start"
    data["events"][0]["id"] = "start"
    assert problems_of(data) == ["events[0].id: 'start' is the id of places[0] already"]
