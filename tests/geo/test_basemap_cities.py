"""Cities on the basemaps that ship: each at its place, and on the first view with room for it."""

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pyogrio.raw
import pytest
import shapely

from dateline.geo.basemap.mercator import forward, inverse
from dateline.geo.basemap.world import world
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.layers.geodesy import distance_km
from dateline.geo.static_files import static_dir

NEAR_KM = 25
LARGE = 3_000_000
DEEPEST = 7
WHOLE = (-180.0, -85.0, 180.0, 85.0)
EQUATOR = 40_075_016.686
"""Width of the world in metres of Web Mercator."""

WRITTEN_AS = {
    "Ngerulmud": "Melekeok",
    "Cockburn Town": "Grand Turk",
    "Pudong": "Shanghai",
    "East Jerusalem": "Jerusalem",
}
"""Seats and cities that the map knows by the name of the place around or beside them."""
UNCERTAIN = {"Bir Lehlou"}
"""Natural Earth and GeoNames put this settlement in the desert 27 km apart."""

WELL_KNOWN = {
    "Paris": (2.35, 48.86),
    "Madrid": (-3.70, 40.42),
    "Rome": (12.50, 41.90),
    "Prague": (14.42, 50.09),
    "Castries": (-60.99, 14.01),
    "Male": (73.51, 4.18),
    "Montevideo": (-56.16, -34.90),
    "Santiago": (-70.67, -33.45),
    "Wellington": (174.78, -41.29),
    "Colombo": (79.86, 6.93),
    "Apia": (-171.76, -13.83),
    "Abuja": (7.49, 9.06),
    "Washington, D.C.": (-77.04, 38.91),
    "Tokyo": (139.69, 35.69),
}

VIEWS: dict[str, tuple[float, tuple[float, float, float, float], set[str]]] = {
    "Europe": (
        3.75,
        (-12, 34, 45, 62),
        {"Paris", "Madrid", "Rome", "London", "Moscow", "Berlin", "Athens", "Lisbon", "Warsaw"},
    ),
    "North America": (
        4,
        (-130, 15, -60, 55),
        {"Washington, D.C.", "New York", "Los Angeles", "Mexico City", "Havana"},
    ),
    "South America": (
        3.5,
        (-85, -56, -34, 13),
        {"Bogotá", "Lima", "Santiago", "Buenos Aires", "Asunción", "São Paulo"},
    ),
    "Caribbean": (
        5.75,
        (-86, 9, -59, 24),
        {"Havana", "Santo Domingo", "San Jose", "Bridgetown", "Castries"},
    ),
    "Africa": (
        3.75,
        (-20, -36, 52, 38),
        {"Cairo", "Lagos", "Abuja", "Nairobi", "Kinshasa", "Cape Town", "Addis Ababa"},
    ),
    "South Asia": (3.5, (60, -2, 98, 38), {"New Delhi", "Mumbai", "Colombo", "Male", "Kabul"}),
    "East Asia": (
        3.5,
        (98, 5, 150, 50),
        {"Beijing", "Tokyo", "Seoul", "Manila", "Hanoi", "Shanghai"},
    ),
    "Oceania": (4.5, (110, -48, 180, -10), {"Wellington", "Suva", "Sydney", "Canberra"}),
}
"""Zoom of a first view, what it shows, and cities that readers look for in it."""


class City(NamedTuple):
    """A city's name on the map."""

    kind: str
    name: str
    lon: float
    lat: float
    zoom: float


def in_tiles(level: int, area: tuple[float, float, float, float]) -> Iterator[City]:
    """Names of cities in the tiles of a level, within west, south, east and north."""
    columns = ["kind", "name", "zoom"]
    west, east = ((lon / 360) * EQUATOR for lon in area[::2])
    _, (top, bottom) = forward((0, 0), (area[3], area[1]))
    meta, _, shapes, values = pyogrio.raw.read(
        static_dir() / "basemap" / "world.pmtiles",
        layer="name",
        columns=columns,
        bbox=(west, (0.5 - bottom) * EQUATOR, east, (0.5 - top) * EQUATOR),
        ZOOM_LEVEL=str(level),
    )
    by_name = dict(zip(meta["fields"], values, strict=True))
    points = shapely.get_coordinates(shapely.get_geometry(shapely.from_wkb(shapes), 0)) / EQUATOR
    lons, lats = inverse(points[:, 0] + 0.5, 0.5 - points[:, 1])
    for kind, name, zoom, lon, lat in zip(
        *(by_name[column] for column in columns), lons, lats, strict=True
    ):
        if kind != "country":
            yield City(str(kind), str(name), float(lon), float(lat), float(zoom))


def around(level: int, lon: float, lat: float) -> list[City]:
    """Names of cities near a point in the tiles of a level."""
    high = NEAR_KM / 111
    wide = high / math.cos(math.radians(lat))
    found = in_tiles(level, (lon - wide, lat - high, lon + wide, lat + high))
    return [one for one in found if distance_km((lon, lat), (one.lon, one.lat)) <= NEAR_KM]


def drawn_from(zoom: float) -> int:
    """Level of the tiles that a page draws at a zoom, twice as large as usual."""
    return max(0, min(DEEPEST, round(zoom - 1)))


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def capitals() -> list[int]:
    codes = gazetteer().atlas.artefact.tables["countries"]
    found = {gazetteer().capital(code) for code in codes}
    return sorted(number for number in found if number is not None)


def large_cities() -> list[int]:
    found = []
    for number in range(gazetteer().atlas.artefact.size):
        place = gazetteer().facts(number)
        if (place.population or 0) >= LARGE and place.feature_class == "P":
            found.append(number)
    return found


def names_of(number: int, near: list[City]) -> list[City]:
    """Those of the names on the map that are the name of a place of the gazetteer."""
    other = WRITTEN_AS.get(gazetteer().facts(number).name)
    return [
        one
        for one in near
        if one.name == other
        or any(number == found.number for found in gazetteer().lookup(one.name))
    ]


def astray(name: str, lon: float, lat: float) -> bool:
    """Whether the gazetteer knows places of a name, and none of them is near."""
    if name in UNCERTAIN:
        return False
    places = [gazetteer().facts(one.number) for one in gazetteer().lookup(name)]
    distances = [distance_km((one.lon, one.lat), (lon, lat)) for one in places]
    return bool(distances) and min(distances) > NEAR_KM


def test_every_capital_and_large_city_is_where_it_is_published_to_be() -> None:
    wanted = {*capitals(), *large_cities()}
    assert len(wanted) > 300
    missing = []
    for number in sorted(wanted):
        place = gazetteer().facts(number)
        found = names_of(number, around(DEEPEST, place.lon, place.lat))
        if not found:
            missing.append(place.name)
            continue
        first = min(found, key=lambda one: one.zoom)
        shown = around(drawn_from(first.zoom), place.lon, place.lat)
        if first.name not in {one.name for one in shown}:
            missing.append(f"{place.name} at zoom {first.zoom}")
    assert missing == []


@pytest.mark.parametrize("name", WELL_KNOWN)
def test_well_known_capitals_are_where_everyone_knows(name: str) -> None:
    (found,) = [one for one in around(DEEPEST, *WELL_KNOWN[name]) if one.name == name]
    assert found.kind == "capital"


def test_no_capital_is_somewhere_else() -> None:
    marked = [one for one in in_tiles(6, WHOLE) if one.kind == "capital"]
    assert len(marked) > 190
    assert [one.name for one in marked if astray(one.name, one.lon, one.lat)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_first_views_show_the_cities_that_readers_look_for(view: str) -> None:
    zoom, area, expected = VIEWS[view]
    shown = [one for one in in_tiles(drawn_from(zoom), area) if one.zoom <= zoom]
    assert expected <= {one.name for one in shown}
    assert [one.name for one in shown if astray(one.name, one.lon, one.lat)] == []


def test_capitals_within_a_file_are_where_they_are_published_to_be() -> None:
    labels = [one for one in world().labels if one.kind == "capital"]
    assert len(labels) > 190
    assert [one.name for one in labels if astray(one.name, one.lon, one.lat)] == []
