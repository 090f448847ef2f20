"""The gold set of places holds: each kind has its floor (see ``tests/geo/gold``)."""

from collections import Counter

import pytest

from tests.geo.gold import Judged, judge_all, texts

FLOORS = {
    "lone_city": 0.97,
    "namesakes": 0.88,
    "dateline": 0.96,
    "struck": 0.94,
    "idle": 0.91,
    "sites": 0.90,
    "unlisted": 0.75,
    "several_words": 0.97,
    "waters_and_regions": 0.92,
    "venues_and_codes": 0.92,
    "coordinates": 0.88,
    "case": 0.90,
    "not_a_place": 0.95,
    "other_languages": 0.95,
    "journeys_and_meetings": 0.86,
    "evidence_moves": 0.80,
    "counted_twice": 0.83,
    "areas": 0.84,
    "attributions": 0.76,
}
"""By kind, the share of its texts whose map has to be right: what is held, less about a text."""


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return list(judge_all())


def test_there_are_four_hundred_texts_and_no_two_alike() -> None:
    counts = Counter(one["text"] for one in texts())
    assert len(counts) >= 400
    assert max(counts.values()) == 1


def test_every_kind_has_a_floor() -> None:
    assert {one["kind"] for one in texts()} == set(FLOORS)


@pytest.mark.parametrize("kind", FLOORS)
def test_each_kind_holds_its_floor(judged: list[Judged], kind: str) -> None:
    mine = [one for one in judged if one.kind == kind]
    wrong = [f"{one.text}: {'; '.join(one.faults)}" for one in mine if one.faults]
    assert 1 - len(wrong) / len(mine) >= FLOORS[kind], "\n".join(wrong)


def test_marks_are_drawn_where_an_editor_would(judged: list[Judged]) -> None:
    right = sum(one.right for one in judged)
    assert right / sum(one.drawn for one in judged) >= 0.9
    assert right / sum(one.wanted for one in judged) >= 0.9
