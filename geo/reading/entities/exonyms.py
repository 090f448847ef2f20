"""Names of countries and large towns in one language, and how they stand in its texts."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.geo.reading.entities.lookup import Entry

_MARKS = {0x640: None, **dict.fromkeys(range(0x64B, 0x656))}
_JOINTS = str.maketrans(dict.fromkeys("-'’\u02bc.\u200c·・", " "))
_COLUMNS = 5


def plain(name: str) -> str:
    """A name as it is compared: small letters of one form, single spaces.

    Accents count ("Ý" is not "Y"); what joins the words of a name does not, nor which of two
    forms of a letter is written (``letters`` of ``data/languages.toml``).
    """
    name = unicodedata.normalize("NFC", name).casefold().translate(_MARKS)
    return " ".join(name.translate(_letters()).translate(_JOINTS).split())


def capital_words(name: str) -> int:
    """How many of its words begin with a capital."""
    return sum(word[:1].isupper() for word in name.replace("-", " ").split())


@cache
def _usage() -> dict[str, Any]:
    path = files("dateline.geo.reading").joinpath("data", "languages.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _letters() -> dict[int, str]:
    found: dict[int, str] = str.maketrans(_usage()["letters"])
    return found


@cache
def clubs() -> frozenset[str]:
    """Words beside a town's name that make it the name of a club."""
    return frozenset(_usage()["clubs"].split())


@dataclass(frozen=True, slots=True)
class Exonyms:
    """Place names of one language.

    Attributes:
        names: What each name means, by its :func:`plain` form.
        capitals: How many words of a name begin with a capital, by its :func:`plain` form.
        acronyms: Those of the names that count only in capitals.
        longest: Most words, and most characters, that a name has.
        ambiguous: Names that are words or people's names as well.
        prepositions: Words that stand right before a place.
        prefixes: What is written in front of a name, as one word with it.
        contracted: What a prefix swallows of a name ("لل" is "ل" before "ال").
        suffixes: What is written behind a name, as one word with it; the longest first.
        endings: Endings of the other cases with the nominative's that each can stand for.
    """

    names: dict[str, Entry]
    capitals: dict[str, int]
    acronyms: frozenset[str]
    longest: tuple[int, int]
    ambiguous: frozenset[str]
    prepositions: frozenset[str]
    prefixes: tuple[str, ...]
    contracted: str
    suffixes: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]


@cache
def languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages that there are place names of."""
    folder = files("dateline.geo.reading").joinpath("data", "exonyms")
    return frozenset(
        file.name.removesuffix(".tsv") for file in folder.iterdir() if file.name.endswith(".tsv")
    )


@cache
def exonyms(language: str) -> Exonyms:
    """The place names of a language, read when first asked for.

    Raises:
        ValueError: A row of the file has not the five cells that it should have.
    """
    folder = files("dateline.geo.reading").joinpath("data")
    names: dict[str, Entry] = {}
    capitals: dict[str, int] = {}
    acronyms = set()
    path = folder.joinpath("exonyms", f"{language}.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(f"{language}.tsv: {line!r} has {len(cells)} cells, not {_COLUMNS}")
        name, label, country, code, prominence = cells
        entry = Entry(float(prominence), 0.0, 0.0, code, country or None, label)
        names[plain(name)] = entry
        capitals[plain(name)] = capital_words(name)
        if name.isascii() and name.replace(".", "").replace(" ", "").isupper():
            acronyms.add(plain(name))
    usage = _usage().get(language, {})
    ambiguous = frozenset(map(plain, usage.get("ambiguous", "").split()))
    return Exonyms(
        names=names,
        capitals=capitals,
        acronyms=frozenset(acronyms),
        longest=(max(name.count(" ") + 1 for name in names), max(map(len, names))),
        ambiguous=ambiguous,
        prepositions=frozenset(usage.get("prepositions", "").split()),
        prefixes=tuple(usage.get("prefixes", "").split()),
        contracted=usage.get("contracted", ""),
        suffixes=tuple(sorted(usage.get("suffixes", "").split(), key=len, reverse=True)),
        endings=tuple(
            (case, base.strip())
            for base, cases in usage.get("endings", {}).items()
            for case in cases.split()
        ),
    )
