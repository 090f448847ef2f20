"""Names of places that mean something else here: a dish, a university, a brand, a species."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.toponym import Toponym

_NEAR = 8
"""Tokens on both sides that are looked at."""


@dataclass(frozen=True, slots=True)
class Homonyms:
    """The names of ``data/homonyms.toml``, in small letters.

    Attributes:
        never: Names that are hardly ever a place.
        words: By name, the words beside it that say that something else is meant.
    """

    never: frozenset[str]
    words: dict[str, frozenset[str]]


@cache
def homonyms() -> Homonyms:
    """The names, read when first asked for.

    Raises:
        ValueError: The file lacks a part, or a name has no words.
    """
    path = files("dateline.geo.reading").joinpath("data", "homonyms.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {name: frozenset(value.split()) for name, value in said.get("words", {}).items()}
    if set(said) != {"never", "words"} or not all(words.values()):
        raise ValueError("homonyms.toml: never and [words] are needed, each name with words")
    return Homonyms(frozenset(said["never"].split()), words)


def means_another(document: Document, toponym: Toponym) -> bool:
    """Whether a name means no place here."""
    name = toponym.name.lower()
    if name in homonyms().never:
        return True
    before = document.tokens[toponym.first - 1].lower if toponym.first else ""
    if before in ("in", "near"):
        return False
    others = homonyms().words.get(name)
    if not others:
        return False
    sentence = document.sentences[document.sentence_of(toponym.first)]
    near = range(
        max(sentence.start, toponym.first - _NEAR), min(sentence.stop, toponym.stop + _NEAR)
    )
    return any(document.tokens[number].lower in others for number in near)
