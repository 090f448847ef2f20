"""The resolver on the gazetteer that ships: the traps that real names set."""

import math
from collections.abc import Iterator
from typing import Any

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Candidate, Role
from geo.resolution import PlaceQuery, Resolution, queries_of, resolve


@pytest.fixture(scope="module")
def world() -> Iterator[Gazetteer]:
    return Gazetteer.open()


def chosen(resolution: Resolution) -> Candidate:
    assert resolution.chosen is not None, resolution.unresolved
    return resolution.chosen


def km(place: Candidate, lat: float, lon: float) -> float:
    y = math.radians(place.lat - lat)
    x = math.radians(place.lon - lon) * math.cos(math.radians(lat))
    return 6371.0088 * math.hypot(x, y)


def among(world: Gazetteer, name: str, *others: str, **hints: Any) -> Resolution:
    """The resolution of a name in a report that names others too."""
    queries = [PlaceQuery(name=name, **hints), *(PlaceQuery(name=other) for other in others)]
    return resolve(queries, world)[0]


# Coordinates: Wikipedia's articles on the places, rounded.
@pytest.mark.parametrize(
    ("name", "others", "lat", "lon"),
    [
        ("Vladivostok", ("Khasan", "Russky Island"), 43.12, 131.89),
        ("Khasan", ("Vladivostok", "North Korea"), 42.43, 130.65),
        ("Russky Island", ("Vladivostok",), 43.0, 131.83),
        ("Russky island", ("Russia",), 43.0, 131.83),
        ("island of Russky", ("Russia",), 43.0, 131.83),
        ("Moscow", ("Pyongyang", "Vladivostok"), 55.75, 37.62),
        ("Moscow", ("Boise", "Idaho"), 46.73, -117.0),
        ("Hanoi", ("Singapore", "United States"), 21.03, 105.85),
        ("Georgia", ("Tbilisi", "Armenia"), 42.0, 43.5),
        ("Georgia", ("Atlanta", "Alabama"), 33.0, -83.5),
        ("Washington", ("Moscow", "Beijing"), 38.9, -77.04),
        ("Washington", ("Seattle", "Spokane", "Oregon"), 47.5, -120.5),
        ("London", ("Paris", "Berlin"), 51.51, -0.13),
        ("London", ("Toronto", "Windsor", "Ontario"), 42.98, -81.25),
        ("Paris", ("London", "Berlin"), 48.86, 2.35),
        ("Paris", ("Dallas", "Tyler", "Texas"), 33.66, -95.56),
        ("Birmingham", ("Montgomery", "Alabama"), 33.52, -86.8),
        ("Birmingham", ("Coventry", "England"), 52.48, -1.9),
        ("Santiago", ("Chile", "Valparaiso"), -33.45, -70.67),
        ("Tripoli", ("Beirut", "Lebanon", "Sidon"), 34.43, 35.85),
        ("Tripoli", ("Benghazi", "Libya"), 32.89, 13.19),
        ("Russian", ("Ukraine",), 60.0, 100.0),
        ("Mexico", ("Mexico City", "Guatemala"), 23.0, -102.0),
    ],
)
def test_a_name_in_its_report(
    world: Gazetteer, name: str, others: tuple[str, ...], lat: float, lon: float
) -> None:
    assert km(chosen(among(world, name, *others)), lat, lon) < 100


def test_the_village_on_the_island_is_not_the_island(world: Gazetteer) -> None:
    assert chosen(among(world, "Russky", feature="island")).feature_code == "ISL"
    assert chosen(among(world, "Russkiy", "Vladivostok")).feature_class == "P"


@pytest.mark.parametrize("country", ["RU", "Russia"])
def test_a_country_tells_a_village_from_a_city_abroad(world: Gazetteer, country: str) -> None:
    assert km(chosen(among(world, "Khasan", country=country)), 42.43, 130.65) < 25


@pytest.mark.parametrize(
    "hints", [{"country": "FR"}, {"country": "ZZ"}, {"near": "Paris"}, {"feature": "ocean"}]
)
def test_a_hint_that_nothing_satisfies(world: Gazetteer, hints: dict[str, str]) -> None:
    found = among(world, "Vladivostok", **hints)
    assert found.chosen is None
    assert found.unresolved


def test_a_government_is_its_capital(world: Gazetteer) -> None:
    found = among(world, "Washington", "Russia", "China", role=Role.ASSOCIATIVE)
    assert chosen(found).feature_code == "PPLC"


@pytest.mark.parametrize(
    "name", ["", " ", "<img src=x onerror=alert(1)>", "x" * 10_000, "\x00", "'--"]
)
def test_names_that_are_none(world: Gazetteer, name: str) -> None:
    bad, good = resolve([PlaceQuery(name=name), PlaceQuery(name="Hanoi")], world)
    assert bad.chosen is None
    assert bad.unresolved is not None
    assert len(bad.unresolved) < 300
    assert good.chosen is not None


def test_what_the_text_says_reaches_the_choice(world: Gazetteer) -> None:
    text = "The fair opened in Springfield, Ohio, an hour from Columbus."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Springfield", "Ohio")]
    queries, _ = queries_of(text, spans)
    assert chosen(resolve(queries, world)[0]).admin1 == "Ohio"
