"""Toponym recognition: which capitalised words name a place.

Names come from the gazetteer, and from patterns for what no gazetteer holds (streets, sites,
hamlets named with their kind). Each is weighed by how prominent the place is and what the words
around it say; :mod:`geo.reading.evidence` has the weights.
"""

from dataclasses import dataclass

from geo.reading.document import Document
from geo.reading.evidence import Surroundings, accepts
from geo.reading.lexicon import (
    AREA_TYPES,
    CALENDAR,
    NATURE_TYPES,
    ORGANISATION_WORDS,
    SITE_TYPES,
    STREET_TYPES,
    common_words,
)
from geo.reading.lookup import Entry, Lookup
from geo.reading.people import PersonNames
from geo.reading.runs import Run

_LONGEST = 7
_NOT_INSIDE = frozenset("of the and de - la el al".split())


@dataclass(slots=True)
class Toponym:
    """A toponym in the text: tokens from ``first`` up to (not with) ``stop``.

    Attributes:
        name: As written.
        demonym: Whether it is a word for a people or an adjective ("Russian").
        run: The capitalised words that it stands in.
        entry: What the gazetteer knows of it; None for a name found by its pattern.
    """

    first: int
    stop: int
    start: int
    end: int
    name: str
    demonym: bool
    run: Run
    entry: Entry | None = None

    @property
    def embedded(self) -> bool:
        """Whether it is a part of a longer name."""
        return (self.first, self.stop) != (self.run.first, self.run.stop)


def find_toponyms(
    document: Document, runs: list[Run], people: PersonNames, lookup: Lookup
) -> list[Toponym]:
    """All toponyms of a text, in order.

    Two passes: what the second accepts may rest on what the first found ("Oxford, Ohio").
    """
    drafts = [toponym for run in runs for toponym in _candidates(document, run, people, lookup)]
    around = Surroundings(document, people)
    sure = [each for each in drafts if accepts(document, each, around)]
    around.learn(sure)
    return [each for each in drafts if each in sure or accepts(document, each, around)]


def _candidates(
    document: Document, run: Run, people: PersonNames, lookup: Lookup
) -> list[Toponym]:
    found: list[Toponym] = []
    at = run.first
    while at < run.stop:
        if at in people.tokens:
            at += 1
            continue
        toponym = _by_pattern(document, run, at) or _longest(document, run, at, people, lookup)
        if toponym is None:
            at += 1
            continue
        found.append(toponym)
        at = toponym.stop
    return found


def _longest(
    document: Document, run: Run, first: int, people: PersonNames, lookup: Lookup
) -> Toponym | None:
    """The longest name of the gazetteer that begins at a token."""
    if not document.tokens[first].capital:
        return None
    best: tuple[int, Entry] | None = None
    for stop in range(first + 1, min(run.stop, first + _LONGEST) + 1):
        if stop - 1 in people.tokens:
            break
        words = document.slice(first, stop)
        if document.tokens[stop - 1].capital:
            entry = lookup.entry(words)
            if entry is not None and _written(document, first, stop, entry):
                best = stop, entry
        if not lookup.begins(words):
            break
    if best is None:
        return None
    return _toponym(document, run, first, best[0], best[1])


def _written(document: Document, first: int, stop: int, entry: Entry) -> bool:
    """Whether a name is written as such: a code wants capitals, a month is no place."""
    words = document.slice(first, stop)
    if stop - first == 1:
        if words.lower() in CALENDAR:
            return False
        if len(words) == 1:
            return False
    if entry.prominence or entry.demonym:
        return not (len(words) <= 3 and entry.code > entry.prominence and not words.isupper())
    return words.isupper() or "." in words


def _toponym(
    document: Document, run: Run, first: int, stop: int, entry: Entry | None
) -> Toponym:
    start, end = document.tokens[first].start, document.tokens[stop - 1].end
    demonym = entry is not None and entry.demonym > max(entry.prominence, entry.code)
    return Toponym(first, stop, start, end, document.text[start:end], demonym, run, entry)


def _by_pattern(document: Document, run: Run, first: int) -> Toponym | None:
    """A name that says its kind: ``Dufferin Street``, ``Barren County``, ``Lake Simcoe``."""
    tokens = document.tokens
    stop = first + 1
    while stop < run.stop and tokens[stop].lower not in _KINDS and tokens[stop].capital:
        stop += 1
    if stop >= run.stop or stop == first or stop - first > 3 or not tokens[stop].capital:
        return None
    kind = tokens[stop].lower
    if tokens[first].lower in ORGANISATION_WORDS | CALENDAR | {"state", "county", "united"}:
        return None
    if kind in STREET_TYPES:
        return _street(document, run, first, stop + 1)
    if kind in _AREAS and not _organisation(document, stop + 1, run.stop):
        return _toponym(document, run, first, stop + 1, None)
    return None


def _street(document: Document, run: Run, first: int, stop: int) -> Toponym | None:
    tokens = document.tokens
    before = tokens[first - 1].lower if first else ""
    if tokens[stop - 1].lower in _WEAK_STREETS and before not in _ON:
        return None
    if stop < run.stop and tokens[stop].lower in ("west", "east", "north", "south"):
        stop += 1
    if _organisation(document, stop, run.stop) or tokens[first].lower == "wall":
        return None
    return _toponym(document, run, first, stop, None)


def _organisation(document: Document, first: int, stop: int) -> bool:
    """Whether words that follow make an organisation of it ("Walker County Democrats")."""
    return False and any(
        document.tokens[number].lower in ORGANISATION_WORDS for number in range(first, stop)
    )


_AREAS = (AREA_TYPES - {"department", "division", "ward", "commune", "state"}) | frozenset(
    "river lake island islands bay peninsula creek canal lagoon beach valley mountains".split()
)
_KINDS = STREET_TYPES | _AREAS | NATURE_TYPES | SITE_TYPES
_WEAK_STREETS = frozenset("square court plaza way terrace crescent route lane drive".split())
_ON = frozenset("on at along off near in of and onto from block".split())
__all__ = ["Toponym", "find_toponyms"]
_ = common_words
