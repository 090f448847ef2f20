"""Spellings of one name fold together; different names stay apart."""

import pytest

from dateline.geo.gazetteer.folding import fold, is_latin, skeleton


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("St. Petersburg", "saint petersburg"),
        ("Xi'an", "xian"),
        ("Xi’an", "xian"),
        ("N'Djamena", "ndjamena"),
        ("Washington, D.C.", "washington dc"),
        ("U.S.", "us"),
        ("Москва", "moskva"),
        ("Ålesund", "alesund"),
        ("  Port\tof\nSpain ", "port of spain"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("", ""),
        ("—…", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize("name", ["Saint-Étienne", "St. Petersburg", "Москва", "U.S.", "Xi'an"])
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_different_names_stay_apart() -> None:
    assert fold("Niger") != fold("Nigeria")
    assert fold("Khasan") != fold("Hassan")


def test_skeletons_forgive_vowels_and_doubled_letters() -> None:
    assert skeleton("cincinnati") == skeleton("cincinatti")
    assert skeleton("austria") != skeleton("australia")


@pytest.mark.parametrize(
    ("name", "latin"), [("Évian", True), ("Москва", False), ("Łódź", True), ("東京", False)]
)
def test_script(name: str, *, latin: bool) -> None:
    assert is_latin(name) is latin
