"""The curated seas, islands and mountains, against what the gazetteer knows besides."""

from collections import Counter

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.overlay import OverlayPlace, read_overlay
from dateline.geo.gazetteer.sphere import distance_km
from tools.gazetteer.build import DATA


@pytest.fixture(scope="module")
def places() -> list[OverlayPlace]:
    return read_overlay(DATA / "physical.csv")


def test_every_place_says_where_its_facts_are_from(places: list[OverlayPlace]) -> None:
    assert all(place.source for place in places)
    assert all(place.uncertainty_km > 0 for place in places)


def test_no_place_is_curated_twice(places: list[OverlayPlace]) -> None:
    others = read_overlay(DATA / "overlay.csv")
    names = Counter(fold(place.name) for place in [*places, *others])
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("island", "town", "country"),
    [
        ("Lesbos", "Mytilene", "GR"), ("Bornholm", "Rønne", "DK"), ("Gotland", "Visby", "SE"),
        ("Luzon", "Manila", "PH"), ("Sumatra", "Medan", "ID"), ("Crete", "Heraklion", "GR"),
        ("Shikoku", "Matsuyama", "JP"), ("Guadalcanal", "Honiara", "SB"),
        ("Iturup", "Kurilsk", "RU"), ("Isle of Wight", "Newport", "GB"),
        ("Lombok", "Mataram", "ID"), ("Elba", "Portoferraio", "IT"),
        ("Socotra", "Hadibu", "YE"), ("Chiloé Island", "Castro", "CL"), ("Bioko", "Malabo", "GQ"),
        ("Vancouver Island", "Nanaimo", "CA"), ("Qeshm", "Qeshm", "IR"),
        ("Phú Quốc", "Dương Đông", "VN"),
    ],
)  # fmt: skip
def test_an_island_reaches_to_its_towns(
    world: Gazetteer, island: str, town: str, country: str
) -> None:
    isle = next(c for c in world.candidates(island, limit=10) if c.feature_code == "ISL")
    towns = [c for c in world.candidates(town, country=country, limit=20) if c.feature_class == "P"]
    assert any(
        distance_km(isle.lon, isle.lat, each.lon, each.lat) <= isle.uncertainty_km + 10
        for each in towns
    )


_ASHORE = frozenset(
    ("MT", "MTS", "VLC", "HLL", "DSRT", "PEN", "PLAT", "PLN", "VAL", "DLTA", "ISTH", "PASS", "GRGE",
     "FLLS", "DAM", "RSV", "WTLD", "BSN", "FRST", "PRK", "ANS", "RGN", "LK")
)  # fmt: skip
"""Codes of what lies where people live; islands may be far from any town."""


def test_a_place_in_one_country_lies_near_its_towns(
    world: Gazetteer, places: list[OverlayPlace]
) -> None:
    """A swapped sign or digit puts a place far from anywhere in its country."""
    far = []
    for place in places:
        if place.country in (None, "AQ") or place.feature_code not in _ASHORE:
            continue
        found = world.nearest(place.lon, place.lat, limit=40)
        bound = place.uncertainty_km + 500
        if not any(
            each.country == place.country
            and distance_km(place.lon, place.lat, each.lon, each.lat) <= bound
            for each in found
        ):
            far.append((place.name, place.country, found[0].country))
    assert far == []
