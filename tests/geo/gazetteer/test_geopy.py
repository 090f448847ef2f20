"""The gazetteer behind geopy's interface."""

import subprocess
import sys

import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.gazetteer.features import feature_class
from dateline.geo.gazetteer.sphere import distance_km


def test_geopy_s_own_tools_take_it(world: Gazetteer) -> None:
    geocode = RateLimiter(world.geocode, min_delay_seconds=0)
    assert geocode("Khasan, Russia", timeout=3).raw["source_id"] == "2022586"


def test_opening_it_leaves_geopy_out() -> None:
    asked = (
        "import sys, dateline.geo.gazetteer, dateline.geo.resolution; print('geopy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_geocode_gives_one_location_with_the_candidate_behind_it(world: Gazetteer) -> None:
    found = world.geocode("Vladivostok")
    assert isinstance(found, Location)
    assert found.latitude == pytest.approx(43.11, abs=0.05)
    assert found.address.startswith("Vladivostok, Primor")
    assert found.address.endswith("Russia")
    assert found.raw["source_id"] == "2013348"


def test_geocode_gives_a_list_when_asked(world: Gazetteer) -> None:
    found = world.geocode("Moscow", exactly_one=False, limit=5)
    assert isinstance(found, list)
    assert len(found) == 5
    assert found[0].raw["score"] >= found[-1].raw["score"]


def test_geocode_keeps_to_countries(world: Gazetteer) -> None:
    found = world.geocode("Moscow", exactly_one=False, country_codes=["us", "gb"])
    assert isinstance(found, list)
    assert {each.raw["country"] for each in found} <= {"US", "GB"}


def test_geocode_of_nothing_known_is_none(world: Gazetteer) -> None:
    assert world.geocode("Xyzzyplugh Qwrtp") is None
    assert world.geocode("Xyzzyplugh Qwrtp", exactly_one=False) is None


@pytest.mark.parametrize("query", [(43.12, 131.9), Point(43.12, 131.9), "43.12, 131.9"])
def test_reverse_finds_the_nearest_town(world: Gazetteer, query: object) -> None:
    found = world.reverse(query)  # type: ignore[arg-type]
    assert isinstance(found, Location)
    assert found.raw["name"] == "Vladivostok"


@pytest.mark.parametrize(
    ("position", "country"),
    [
        ((-90, 0), None),
        ((90, 0), None),
        ((0, -179.99), None),
        ((-17.7, 180), "FJ"),
        ((0, -140), None),
    ],
)
def test_reverse_works_at_the_ends_of_the_world(
    world: Gazetteer, position: tuple[float, float], country: str | None
) -> None:
    found = world.reverse(position)
    assert found is None or isinstance(found, Location)
    if country:
        assert isinstance(found, Location)
        assert found.raw["country"] == country


def test_reverse_lists_the_nearest_first(world: Gazetteer) -> None:
    found = world.nearest(2.35, 48.85, limit=20)
    assert len(found) == 20
    apart = [float(each.why[0].split()[0].replace(",", "")) for each in found]
    assert apart == sorted(apart)


def test_reverse_agrees_with_a_search_of_everything(world: Gazetteer) -> None:
    artefact = world.atlas.artefact
    settled = {
        at for at, code in enumerate(artefact.tables["features"]) if feature_class(code) == "P"
    }
    for lon, lat in [(179.9, -16.5), (24.1, 69.9), (-50.0, 75.0)]:
        nearest = min(
            (distance_km(lon, lat, *artefact.position(number)), number)
            for number in range(artefact.size)
            if artefact.place(number).feature in settled
        )
        assert world.nearest(lon, lat)[0].name == world.facts(nearest[1]).name


@pytest.mark.parametrize(
    "query", [(131.9, 43.1), "nowhere", (91, 181), None, (1,), ("a", "b"), {}, 43.1]
)
def test_reverse_refuses_what_is_no_position(world: Gazetteer, query: object) -> None:
    with pytest.raises(InvalidInput):
        world.reverse(query)  # type: ignore[arg-type]
