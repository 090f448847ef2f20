from typing import Any

import pytest

from dateline.geo.draft.dates import date_notes, is_before
from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.when import When

TEXT = "Ida Berg sailed from Apia to Suva and on to Nadi. A march in Suva followed."


def notes(**event: Any) -> tuple[str, ...]:
    told = {"status": "happened", "evidence": ["Ida Berg sailed from Apia to Suva"], **event}
    report = {"title": "Voyage", "text": TEXT, "published": "2024-05-10"}
    return date_notes(draft_from({"report": report, "events": [told]}))


def voyage(*dates: str | None, **more: Any) -> dict[str, Any]:
    stops = [
        {"place": place, **({"when": when} if when else {})}
        for place, when in zip(("Apia", "Suva", "Nadi"), dates, strict=True)
    ]
    return {"kind": "journey", "travellers": ["Ida Berg"], "stops": stops, **more}


@pytest.mark.parametrize(
    "event",
    [
        voyage("2024-05-01", "2024-05-02", "2024-05-02"),
        voyage("2024-05-01", None, "2024-05-02", when="2024-05"),
        voyage("2024-05-02T01:00:00Z", "2024-05-01", None),
        {"kind": "demonstration", "when": "2024-05-10"},
        {"kind": "demonstration", "when": "2024-05"},
        {"kind": "demonstration", "status": "planned", "when": "2024-06"},
        {"kind": "demonstration", "status": "cancelled", "when": "2024-06"},
        {"kind": "demonstration"},
    ],
)
def test_dates_that_may_all_be_right_are_not_noted(event: dict[str, Any]) -> None:
    assert notes(**event) == ()


@pytest.mark.parametrize(
    ("event", "note"),
    [
        (
            voyage("2024-05-03", None, "2024-05-01"),
            "events[0].stops[2]: dates run backwards: 2024-05-01 after 2024-05-03",
        ),
        (
            voyage("2024-05-01", "2024-05-02", "2024-05-03", when="2024-05-01/2024-05-02"),
            "events[0].stops[2]: is dated 2024-05-03, outside of the journey"
            " (2024-05-01/2024-05-02)",
        ),
        (
            {"kind": "demonstration", "when": "2024-05-12"},
            "events[0]: has happened, and is dated 2024-05-12, after the report (2024-05-10)",
        ),
        (
            {"kind": "demonstration", "status": "planned", "when": "2024-04"},
            "events[0]: is planned, and is dated 2024-04, before the report (2024-05-10)",
        ),
    ],
)
def test_dates_that_cannot_all_be_right_are_noted(event: dict[str, Any], note: str) -> None:
    assert notes(**event) == (note,)


def test_an_open_end_is_before_nothing() -> None:
    since, day = When.parse("2024-05-01/.."), When.parse("2024-06-01")
    assert not is_before(since, day)
    assert is_before(When.parse("2024-05-30T10:00Z"), When.parse("2024-05-30T11:00Z"))
    assert not is_before(None, day)
