from typing import Any

import pytest

from dateline.geo.kinds import catalogue
from dateline.geo.story.wording import (
    cast_words,
    count_words,
    distance_words,
    duration_words,
    feature_words,
    is_area,
    kind_words,
    list_words,
    symbol_of,
    when_words,
)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        (None, ""),
        ("", ""),
        ("0850", "850"),
        ("2019", "2019"),
        ("2019-04", "April 2019"),
        ("2019-04-04", "4 April 2019"),
        ("2019-04-24T15:00:30+10:00", "24 April 2019, 15:00 UTC+10"),
        ("2019-04-24T00:30Z", "24 April 2019, 00:30 UTC"),
        ("2019-04-24T23:30-03:30", "24 April 2019, 23:30 UTC\N{MINUS SIGN}3:30"),
        ("2019-04-24/2019-04-26", "24 April 2019 – 26 April 2019"),
        ("2019-04/..", "from April 2019"),
        ("../2019", "until 2019"),
        ("next week", "next week"),
        ("soon/later", "soon/later"),
    ],
)
def test_a_time_is_written_as_precisely_as_it_is_known(iso: str | None, words: str) -> None:
    assert when_words(iso) == words


@pytest.mark.parametrize(
    ("km", "words"),
    [(0.84, "0.8 km"), (4.0, "4 km"), (125.6, "126 km"), (6417.2, "6,420 km")],
)
def test_a_length_is_no_finer_than_it_deserves(km: float, words: str) -> None:
    assert distance_words(km) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20, "1 minute"),
        (5400, "1 hour 30 minutes"),
        (32400, "9 hours"),
        (129600, "36 hours"),
        (180000, "2 days 2 hours"),
    ],
)
def test_a_duration_is_in_days_hours_and_minutes(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words
    assert duration_words(seconds, approximate=True) == f"about {words}"


def test_names_are_joined_as_in_a_sentence() -> None:
    assert list_words([]) == ""
    assert list_words(["Ada"]) == "Ada"
    assert list_words(["Ada", "Jon"]) == "Ada and Jon"
    assert list_words(["Ada", "Jon", "Eva"]) == "Ada, Jon and Eva"


def test_layers_without_features_are_not_counted() -> None:
    counts = {"places": 2, "journeys": 0, "summits": 1, "events": 0}
    assert count_words(counts) == ["1 summit", "2 places"]


def test_a_kind_is_told_with_its_status() -> None:
    assert kind_words({"kind": "summit", "status": "planned"}) == "Summit, planned"
    assert kind_words({"kind": "place", "status": None, "role": "dateline"}) == "Filed here"
    assert kind_words({"kind": "no such kind", "status": "ongoing"}) == "Event, ongoing"


def test_a_place_is_told_by_its_code_or_else_by_its_class() -> None:
    assert feature_words({"feature_code": "ISL", "feature_class": "T"}) == "island"
    assert feature_words({"feature_code": None, "feature_class": "P"}) == "town"
    assert feature_words({"feature_code": "?", "feature_class": "?"}) == ""


@pytest.mark.parametrize(
    ("group", "code", "km", "area"),
    [
        ("A", "PCLI", 2000, True),
        ("A", "PCLD", 400, True),
        ("A", "ADM1", 300, True),
        ("A", "ADM2", 150, True),
        ("L", "CONT", 3000, True),
        ("A", "PCLI", 20, False),
        ("A", "ADM3", 150, False),
        ("A", None, 150, False),
        ("P", "PPL", 150, False),
        ("H", "SEA", 900, False),
    ],
)
def test_a_wide_country_or_region_is_an_area(
    group: str, code: str | None, km: float, area: bool
) -> None:
    place = {"feature_class": group, "feature_code": code, "uncertainty_km": km}
    assert is_area(place) is area


def test_an_area_filed_from_is_still_where_it_was_filed() -> None:
    area = {"kind": "place", "feature_class": "L", "feature_code": "CONT", "uncertainty_km": 3000}
    assert kind_words(area) == "Area"
    assert kind_words({**area, "role": "dateline"}) == "Filed here"


def test_people_are_told_with_title_and_country_where_these_are_known() -> None:
    berg = {"name": "Ida Berg", "title": "Minister", "country": "NO"}
    lund = {"name": "Per Lund", "title": None, "country": None}
    names = ["Ida Berg", "Per Lund"]
    told = {"participants": names, "participant_details": [berg, lund]}
    assert cast_words(told, "Who") == [("Who", "Minister Ida Berg (NO) and Per Lund")]
    assert cast_words({"participants": names}, "Who") == [("Who", "Ida Berg and Per Lund")]
    titled = {**berg, "name": "Minister Berg"}
    told = {"participants": ["Minister Berg"], "participant_details": [titled]}
    assert cast_words(told, "Who") == [("Who", "Minister Berg (NO)")]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ({"name": "dockers", "number": 8, "killed": 3}, "dockers (8 people, 3 killed)"),
        ({"name": "12 dockers", "number": 12, "injured": 5}, "12 dockers (5 injured)"),
        ({"name": "sailors", "number": 9, "killed": 1}, "sailors (9 people, 1 killed)"),
        ({"name": "three men", "number": 3}, "three men"),
        ({"name": "40", "number": 40, "injured": 40}, "40 injured"),
        ({"name": "dockers", "number": 3, "killed": 3}, "dockers (3 killed)"),
        ({"name": "marchers", "number": 12000}, "marchers (12,000 people)"),
        ({"name": "Ida Berg", "country": "NO", "injured": 1}, "Ida Berg (NO, injured)"),
    ],
)
def test_numbers_are_told_once_beside_whom_they_count(person: dict[str, Any], words: str) -> None:
    told = {"participants": [person["name"]], "participant_details": [person]}
    assert cast_words(told, "Who")[0] == ("Who", words)


def test_participants_are_told_by_their_roles() -> None:
    details = [
        {"name": "the navy", "role": "attacker"},
        {"name": "Ida Berg", "role": None},
        {"name": "dockers", "role": "victim", "killed": 3},
        {"name": "sailors", "role": "victim"},
    ]
    told = {"participants": [one["name"] for one in details], "participant_details": details}
    assert cast_words(told, "Who") == [
        ("Who", "Ida Berg"),
        ("Attacker", "the navy"),
        ("Victim", "dockers (3 killed) and sailors"),
    ]


def test_talks_are_counted_apart_from_summits() -> None:
    assert count_words({"summits": 3, "talks": 2}) == ["1 summit", "2 meetings"]
    assert count_words({"summits": 1, "talks": 1}) == ["1 meeting"]
    assert kind_words({"kind": "meeting", "status": "planned"}) == "Talks, planned"


def test_a_kind_has_the_symbol_of_its_family() -> None:
    strike = {"kind": "air-strike", "family": "conflict", "layer": "events"}
    flood = {"kind": "flood", "layer": "events"}
    assert symbol_of(strike) == ("events", catalogue().families["conflict"].symbol)
    assert symbol_of(flood) == ("events", catalogue().families["disaster"].symbol)
    assert symbol_of({**flood, "kind": "no such kind"})[1] == catalogue().families["other"].symbol
