"""Whether a name that could be a place is one here: prominence and the words around it, weighed.

The weights are points on one scale: a name is accepted from ``ENOUGH`` on. A world city reaches
it by its prominence alone, a village needs words that say "place" ("in", "near", a county behind
it), a common word or a given name needs more of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.reading.document import Document
from geo.reading.lexicon import (
    DIRECTIONS,
    LOCATIVE,
    LOWER_TYPES,
    ORGANISATION_WORDS,
    PLACE_TYPES,
    SPEECH,
    TITLES,
    common_words,
    given_names,
)
from geo.reading.people import PersonNames

if TYPE_CHECKING:
    from geo.reading.toponyms import Toponym

ENOUGH = 0.5
_IN = frozenset("in near at from to into outside across around via".split())


class Surroundings:
    """What is known of the whole text when one name is weighed."""

    def __init__(self, document: Document, people: PersonNames) -> None:
        self.people = people
        self.lower = {token.text for token in document.tokens if not token.capital}
        self.places: set[str] = set()
        self.ends: dict[int, int] = {}
        self.starts: dict[int, int] = {}

    def learn(self, toponyms: list[Toponym]) -> None:
        """Remember what was accepted, for the second pass."""
        self.places = {each.name for each in toponyms}
        self.starts = {each.first: each.stop for each in toponyms}
        self.ends = {each.stop: each.first for each in toponyms}


def accepts(document: Document, toponym: Toponym, around: Surroundings) -> bool:
    """Whether the evidence is enough."""
    return weigh(document, toponym, around) >= ENOUGH


def weigh(document: Document, toponym: Toponym, around: Surroundings) -> float:
    """Points for a name to be a place here."""
    if toponym.entry is None:
        return 1.0
    if toponym.demonym:
        return _demonym(document, toponym)
    entry = toponym.entry
    points = max(entry.prominence, entry.code)
    points += _before(document, toponym) + _after(document, toponym, around)
    points += _itself(document, toponym, around)
    points += _in_run(document, toponym)
    if toponym.name in around.places:
        points += 0.25
    return points


def _demonym(document: Document, toponym: Toponym) -> float:
    return 1.0


def _before(document: Document, toponym: Toponym) -> float:
    """What stands before the name."""
    at = toponym.first - 1
    while at >= 0 and document.tokens[at].lower in DIRECTIONS | {"the", "both"}:
        at -= 1
    if at < 0:
        return 0.0
    token = document.tokens[at]
    if token.lower == "of" and at and document.tokens[at - 1].lower in LOWER_TYPES:
        return 0.6
    if token.lower in LOWER_TYPES and not token.capital:
        return 0.2
    if token.lower in _IN:
        return 0.3
    if token.lower in LOCATIVE:
        return 0.2
    if token.lower in TITLES and not token.capital:
        return -0.5
    if token.lower in SPEECH:
        return -0.3
    return 0.0


def _after(document: Document, toponym: Toponym, around: Surroundings) -> float:
    """What stands behind the name."""
    tokens, at = document.tokens, toponym.stop
    if at + 1 >= len(tokens):
        return 0.0
    token, following = tokens[at], tokens[at + 1]
    if token.text in ",(" and (at + 1) in around.starts:
        return 0.35
    if token.text == "," and following.text.isdigit() and len(following.text) <= 2:
        return -0.5
    if token.lower in LOWER_TYPES:
        return 0.25
    if token.lower in SPEECH or token.lower in ("who", "whose"):
        return -0.15
    return 0.0


def _itself(document: Document, toponym: Toponym, around: Surroundings) -> float:
    """What the name itself says against it."""
    words = toponym.name.split()
    if len(words) > 1:
        return 0.15
    word = words[0]
    points = 0.0
    if word in around.people.surnames:
        points -= 0.5
    if word.lower() in common_words() and not word.isupper():
        points -= 0.4
        if document.tokens[toponym.first].opens or word.lower() in around.lower:
            points -= 0.3
    elif word in given_names():
        points -= 0.15
    return points


def _in_run(document: Document, toponym: Toponym) -> float:
    """What the other words of a longer name say."""
    if not toponym.embedded:
        return 0.0
    return _run_before(document, toponym) + _run_after(document, toponym)


def _run_before(document: Document, toponym: Toponym) -> float:
    if toponym.first == toponym.run.first:
        return 0.0
    before = document.tokens[toponym.first - 1]
    lower = before.lower
    if lower in DIRECTIONS or lower in ("of", "the", "-", "/") or lower in TITLES:
        return 0.0
    if lower in PLACE_TYPES | ORGANISATION_WORDS:
        return -0.1
    if before.text in given_names() or lower not in common_words():
        return -0.5
    return -0.25


def _run_after(document: Document, toponym: Toponym) -> float:
    if toponym.stop == toponym.run.stop:
        return 0.0
    after = document.tokens[toponym.stop]
    lower = after.lower
    if lower in ORGANISATION_WORDS | PLACE_TYPES | TITLES or after.text in "-/":
        return -0.05
    if lower in common_words() or not after.capital:
        return -0.1
    return -0.35
