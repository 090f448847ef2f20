"""Places, names and disputes from the readable files of the repository, and airports."""

import csv
from collections.abc import Iterable
from pathlib import Path

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.overlay import OverlayPlace, read_overlay
from tools.gazetteer.countries import add_english, split
from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.towns import add_alternates

_KINDS = {
    "primary": NameKind.PRIMARY,
    "alternate": NameKind.ALTERNATE,
    "demonym": NameKind.DEMONYM,
    "historical": NameKind.HISTORICAL,
    "short": NameKind.SHORT,
    "code": NameKind.CODE,
    "abbreviation": NameKind.ABBREVIATION,
}
_AIRPORT_PROMINENCE = 0.3
_AIRPORT_RADIUS_KM = 2.0


def read_places(path: Path, source: str) -> list[PlaceEntry]:
    """The entries of a file in the format of overlays."""
    return [overlay_entry(place, source) for place in read_overlay(path)]


def overlay_entry(place: OverlayPlace, source: str) -> PlaceEntry:
    """One overlay place as an entry, with all its names."""
    entry = PlaceEntry(
        key=place.id if place.id.isdigit() else f"{source}:{place.id}",
        source="geonames" if place.id.isdigit() else source,
        name=place.name,
        lon=place.lon,
        lat=place.lat,
        code=place.feature_code,
        country=place.country,
        admin1=place.admin1,
        population=place.population,
        prominence=place.prominence,
        uncertainty_km=place.uncertainty_km,
        dispute=place.dispute,
        members=place.members,
    )
    entry.add_name(place.name, NameKind.PRIMARY)
    if fold(place.name).startswith("the "):
        entry.add_name(place.name[4:], NameKind.ALTERNATE)
    add_alternates(entry, [name for name in place.names if not name.isascii()])
    add_english(entry, [name for name in place.names if name.isascii()])
    for name in place.historical:
        entry.add_name(name, NameKind.HISTORICAL)
    for name in place.demonyms:
        entry.add_name(name, NameKind.DEMONYM)
    return entry


def read_airports(path: Path) -> list[PlaceEntry]:
    """The airports that have an IATA code, from airportsdata's CSV."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["iata"] or not row["name"]:
                continue
            entry = PlaceEntry(
                key=f"airport:{row['icao']}", source="airportsdata", name=row["name"],
                lon=float(row["lon"]), lat=float(row["lat"]), code="AIRP", country=row["country"],
                prominence=_AIRPORT_PROMINENCE, uncertainty_km=_AIRPORT_RADIUS_KM,
            )  # fmt: skip
            entry.add_name(row["name"], NameKind.PRIMARY)
            entry.add_name(row["iata"], NameKind.CODE)
            entry.add_name(row["icao"], NameKind.CODE)
            if row["city"]:
                entry.add_name(f"{row['city']} Airport", NameKind.SHORT)
            found.append(entry)
    return found


def add_names(
    path: Path,
    towns: Iterable[PlaceEntry],
    divisions: dict[str, PlaceEntry],
    others: Iterable[PlaceEntry],
) -> None:
    """Add the curated names (demonyms, former names, common usage) to their places.

    A row names its place by the code of a division, by the key of another place
    (``overlay:sea-baltic-sea``), or by the name of a town and its country.

    Raises:
        ValueError: A row's place is not in the data.
    """
    by_name = _largest(towns)
    by_key = {entry.key: entry for entry in others} | divisions
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            entry = by_key.get(row["place"]) or by_name.get((fold(row["place"]), row["country"]))
            if entry is None:
                raise ValueError(f"{path.name}: no place {row['place']} in {row['country']}")
            for name in split(row["names"]):
                entry.add_name(name, _KINDS[row["kind"]])


def add_disputes(
    path: Path,
    countries: dict[str, PlaceEntry],
    towns: list[PlaceEntry],
    divisions: dict[str, PlaceEntry],
) -> None:
    """Attach the facts of disputes: to a country, a division with its towns, or a town."""
    by_name = _largest(towns)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place, dispute = row["place"], row["dispute"]
            if not place:
                countries[row["country"]].dispute = dispute
            elif place in divisions:
                divisions[place].dispute = dispute
                for town in towns:
                    if town.admin1 == place and town.dispute is None:
                        town.dispute = dispute
            else:
                by_name[fold(place), row["country"]].dispute = dispute


def _largest(towns: Iterable[PlaceEntry]) -> dict[tuple[str, str], PlaceEntry]:
    """The largest town of each name and country; by its own name rather than by another."""
    found: dict[tuple[str, str], tuple[bool, int, PlaceEntry]] = {}
    for town in towns:
        own = fold(town.name)
        for name in town.names:
            key = (name, town.country or "")
            rank = (name == own, town.population or 0)
            if key not in found or rank > found[key][:2]:
                found[key] = (*rank, town)
    return {key: town for key, (_, _, town) in found.items()}
