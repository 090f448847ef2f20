"""Places of summit history: each is found by its name alone, where it is."""

import csv
from pathlib import Path

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.layers.geodesy import distance_km

WITHIN_KM = 25
with (Path(__file__).parent / "summit_places.csv").open(encoding="utf-8", newline="") as _lines:
    PLACES = list(csv.DictReader(_lines))


def test_there_are_enough_of_them() -> None:
    assert len({row["name"] for row in PLACES}) >= 205


@pytest.mark.parametrize("row", PLACES, ids=lambda row: row["name"])
def test_each_is_within_25_km_of_its_published_position(
    world: Gazetteer, row: dict[str, str]
) -> None:
    best = world.candidates(row["name"], fuzzy=False)[0]
    apart = distance_km((best.lon, best.lat), (float(row["lon"]), float(row["lat"])))
    assert apart <= WITHIN_KM, f"{best.name} ({best.feature_code}, {best.country}): {apart:.0f} km"
