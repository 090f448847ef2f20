"""One form for all the ways to write a name.

Folding keeps what distinguishes names and drops what distinguishes only spellings: letter case,
accents, script, apostrophes, hyphens, abbreviations such as "St.". The artefact's keys and every
query go through the same function, so it must not change without a rebuild of the artefact.
"""

import re
import unicodedata

from anyascii import anyascii

LONGEST_NAME = 200
"""Characters of a query that are looked at; no name in the gazetteer is longer."""

_EXPANSIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
_APOSTROPHES = re.compile(r"['`\u00b4\u02b9-\u02bf\u2018\u2019\u201b]")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_SEPARATORS = re.compile(r"[^a-z0-9&]+")


def fold(name: str) -> str:
    """The name in lower-case ASCII words with single spaces; empty when nothing is left.

    >>> fold("Saint-Étienne"), fold("St. Petersburg"), fold("Xi'an"), fold("Москва"), fold("U.S.")
    ('saint etienne', 'saint petersburg', 'xian', 'moskva', 'us')
    """
    if not name.isascii():
        name = anyascii(unicodedata.normalize("NFKC", _APOSTROPHES.sub("", name)))
    name = name.lower()
    if name.isalpha():
        return _EXPANSIONS.get(name, name)
    name = _INITIALS.sub(r"\1", _APOSTROPHES.sub("", name))
    words = _SEPARATORS.sub(" ", name).split()
    return " ".join([_EXPANSIONS.get(word, word) for word in words])


def is_latin(name: str) -> bool:
    """Whether the name is written in Latin letters (no letter is from another script)."""
    return name.isascii() or all(
        "LATIN" in unicodedata.name(char, "") for char in name if char.isalpha()
    )


def skeleton(folded: str) -> str:
    """The folded name without vowels, h and doubled letters: what most misspellings leave alone.

    >>> skeleton("philippines") == skeleton("phillipines") == "plpns"
    True
    """
    kept = [char for char in folded if char not in "aeiouyhw "]
    return "".join(char for at, char in enumerate(kept) if at == 0 or char != kept[at - 1])
