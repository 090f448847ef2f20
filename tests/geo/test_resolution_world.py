"""The resolver on the gazetteer that ships: the traps that real names set."""

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.model import Candidate, Role
from dateline.geo.resolution import PlaceQuery, Resolution, queries_of, resolve


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


# A name, others that a report names with it, and where the name then is: latitude and longitude
# after Wikipedia, rounded.
NAMESAKES = """
Athens | Clarke County, Georgia | 33.95 -83.38
Athens | Thessaloniki | 37.98 23.73
Cambridge | Harvard University, Boston | 42.37 -71.1
Cambridge | Ely, Peterborough | 52.2 .12
Alexandria | Arlington, Fairfax County | 38.8 -77.05
Alexandria | Cairo | 31.2 29.9
Newcastle | Gateshead, Sunderland | 54.97 -1.6
Newcastle | Sydney, NSW | -32.9 151.7
Hamilton | Toronto | 43.25 -79.85
Hamilton | Auckland, Waikato | -37.78 175.28
Hamilton | Bermuda | 32.29 -64.78
Valencia | Caracas, Maracay | 10.16 -68
Valencia | Madrid | 39.47 -.38
Cordoba | Buenos Aires, Rosario | -31.4 -64.18
Cordoba | Seville | 37.88 -4.78
Victoria | Vancouver, British Columbia | 48.43 -123.36
Victoria | Melbourne | -37 145
Perth | Dundee, Scotland | 56.4 -3.43
Perth | Sydney, Western Australia | -31.95 115.86
Granada | Managua | 11.93 -85.95
Leon | Guanajuato | 21.12 -101.68
Hyderabad | Karachi, Sindh | 25.4 68.37
Hyderabad | Telangana, India | 17.38 78.46
Punjab | Lahore | 31 72
Punjab | Chandigarh, Amritsar | 31 75.5
San Jose | Oakland | 37.34 -121.9
San Jose | Costa Rica | 9.93 -84.08
Vancouver | Portland, Oregon | 45.63 -122.66
Vancouver | Victoria | 49.25 -123.1
Portland | Bangor, Maine | 43.66 -70.25
Portland | Salem, Eugene | 45.5 -122.67
Springfield | Chicopee, Holyoke | 42.1 -72.59
Springfield | Peoria, Illinois | 39.8 -89.65
Manchester | Nashua, Concord | 43 -71.45
Manchester | Liverpool | 53.48 -2.24
Richmond | Norfolk, Virginia | 37.54 -77.43
Columbus | Macon, Georgia | 32.46 -84.98
Columbus | Cleveland, Ohio | 39.96 -83
Rochester | Buffalo | 43.15 -77.6
Rochester | Minneapolis | 44.02 -92.46
Durham | Raleigh | 35.99 -78.9
Durham | Newcastle, Sunderland | 54.77 -1.57
Lincoln | Omaha | 40.8 -96.67
Lincoln | Nottingham | 53.23 -.54
Lebanon | Syria | 33.8 35.8
Lebanon | Harrisburg, Pennsylvania | 40.34 -76.41
Troy | Albany | 42.73 -73.69
Rome | Atlanta, Georgia | 34.25 -85.16
Rome | Milan | 41.9 12.5
Naples | Fort Myers | 26.14 -81.8
Naples | Rome | 40.85 14.27
Melbourne | Orlando | 28.08 -80.6
St. Petersburg | Tampa | 27.77 -82.67
St. Petersburg | Moscow | 59.94 30.3
Odessa | Midland, Texas | 31.85 -102.37
Odessa | Kyiv | 46.48 30.73
Jackson | Mississippi | 32.3 -90.18
Jackson | Wyoming | 43.48 -110.76
Niagara Falls | Buffalo | 43.09 -79.05
Santa Cruz | La Paz | -17.79 -63.18
Santa Cruz | Monterey, California | 36.97 -122.03
Merida | Cancun | 20.97 -89.62
Merida | Caracas | 8.6 -71.15
Tripoli | Beirut | 34.44 35.85
Kingston | Ottawa | 44.23 -76.48
Kingston | Jamaica | 18 -76.8
Halifax | Leeds | 53.72 -1.86
Halifax | Nova Scotia | 44.65 -63.57
Guadalajara | Mexico | 20.67 -103.39
Warsaw | Fort Wayne, Indiana | 41.24 -85.85
Berlin | New Hampshire | 44.47 -71.18
Dublin | Columbus, Ohio | 40.1 -83.11
Dublin | Cork | 53.33 -6.25
Bath | Bristol | 51.38 -2.36
Reading | London | 51.45 -.97
Reading | Pennsylvania, Allentown | 40.34 -75.93
Nice | Marseille | 43.7 7.27
Tours | Paris | 47.39 .69
Split | Zagreb | 43.51 16.44
Male | Maldives | 4.17 73.5
Georgetown | Guyana | 6.8 -58.16
Georgetown | Washington | 38.9 -77.06
Aleppo | Damascus | 36.2 37.16
Mosul | Baghdad | 36.34 43.13
Bani Walid | Tripoli, Libya | 31.76 13.99
Goma | Kinshasa, Rwanda | -1.68 29.22
Juba | Sudan | 4.85 31.6
Kashmir | India, Pakistan | 34 76
Gaza | Israel | 31.45 34.4
Niger | Mali, Burkina Faso | 17 8.5
Congo | Brazzaville | -1 15
Guinea | Conakry | 10 -11
Turkey | Ankara | 39 35
China | Japan, Russia | 35 105
Jordan | Amman | 31 36
Chad | Sudan | 15 19
Ireland | Dublin | 53 -8
Macedonia | Skopje | 41.8 21.7
Vatican | Rome | 41.9 12.45
Wimbledon | London | 51.42 -.2
Hollywood | Los Angeles | 34.1 -118.33
Brooklyn | Manhattan | 40.65 -73.95
Orange County | Los Angeles | 33.7 -117.8
Orange County | Orlando | 28.5 -81.3
Montgomery County | Philadelphia | 40.2 -75.37
Cork | Limerick | 51.9 -8.47
Washington | U.S., Iran | 38.9 -77.04
Washington | Oregon, Idaho | 47.5 -120.5
New York | London, Tokyo | 40.7 -74
New York | Albany, Buffalo, Rochester | 43 -75.5
Quebec | Ontario, Alberta | 52 -72
"""


@pytest.mark.parametrize("line", NAMESAKES.strip().splitlines())
def test_namesakes(world: Gazetteer, line: str) -> None:
    name, others, position = (part.strip() for part in line.split("|"))
    lat, lon = map(float, position.split())
    found = among(world, name, *(other.strip() for other in others.split(",")))
    assert km(chosen(found), lat, lon) < 161


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Voters in Oregon, Washington and Idaho chose.", "ADM1"),
        ("Talks between Moscow and Washington stalled.", "PPLC"),
        ("Snow fell on Georgia, Armenia and Azerbaijan.", "PCLI"),
        ("Snow fell on Georgia, Alabama and Tennessee.", "ADM1"),
    ],
)
def test_what_is_listed_together_is_of_one_kind(world: Gazetteer, text: str, code: str) -> None:
    spans = [match.span() for match in re.finditer(r"(?!Voters|Talks|Snow)[A-Z]\w+", text)]
    queries, _ = queries_of(text, spans)
    asked = [query.name in ("Washington", "Georgia") for query in queries]
    found = resolve(queries, world)[asked.index(True)]
    assert chosen(found).feature_code == code


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


def test_a_hint_finds_the_smallest_of_many_namesakes(world: Gazetteer) -> None:
    found = chosen(among(world, "Washington", within="Maine"))
    assert (found.country, found.admin1) == ("US", "Maine")


def test_a_direction_is_no_place_abroad(world: Gazetteer) -> None:
    found = among(world, "Western", "Moscow", "Syria")
    assert found.chosen is None
    assert found.unresolved is not None
    assert "a direction" in found.unresolved
    assert chosen(among(world, "Western", "Ghana", "Accra", "Kumasi")).country == "GH"
