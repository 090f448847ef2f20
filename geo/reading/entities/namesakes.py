"""Namesakes in one report: mentions of a name that the report puts in different places.

"Portland, Oregon" and "Portland, Maine" are two places. A name is taken for one place throughout
(one sense per discourse, Gale, Church and Yarowsky 1992) unless the words put it in two areas; a
bare mention means the last one named.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import abbreviations

_COMMA = re.compile(r",\s+(?:the\s+)?|\s+\(")
"""Between a name and what it lies in."""
_CLOSED = re.compile(r"\s*(?:[,.;:)]|\s-|[-–—]{1,2}|$|\s+(?![A-Z]))")
"""Behind what a name lies in: the area is at its end."""
_LISTED = re.compile(r",?\s+(?:and|or|&)\s+(?:the\s+)?|,\s+|/")
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"])|\n\s*\n")
"""An end of a sentence, roughly: the text is looked at between two mentions only."""


class Container(NamedTuple):
    """What a mention's words put it in.

    Attributes:
        name: As the draft adds it to the name: "Oregon".
        key: The same for all spellings of one area.
        country: ISO 3166-1 alpha-2 of the area's country, if it is known.
        nation: Whether the area is a country itself.
    """

    name: str
    key: str
    country: str | None
    nation: bool


def containers(text: str, toponyms: Sequence[Toponym]) -> dict[int, Container]:
    """What each toponym's words put it in, by where it starts; most say nothing.

    Args:
        text: The report's text.
        toponyms: In the order of the text.
    """
    found: dict[int, Container] = {}
    for number, (inner, outer) in enumerate(pairwise(toponyms)):
        between = text[inner.end : outer.start]
        if inner.demonym or not _COMMA.fullmatch(between):
            continue
        if outer.demonym and not text[outer.end :].startswith(" capital"):
            continue
        if _holds(inner, outer) and not _in_list(text, toponyms, number):
            found[inner.start] = _container(outer)
    return found


def _holds(inner: Toponym, outer: Toponym) -> bool:
    """Whether the second name can be an area that the first lies in, by what both mostly mean."""
    if outer.label.casefold() == inner.label.casefold() or outer.entry is None:
        return False
    if outer.entry.is_area or outer.label in _states():
        return inner.entry is None or inner.entry.code_of[:4] != outer.entry.code_of[:4]
    # A borough or a suburb's city: only of what is mostly something larger ("Jamaica, Queens").
    return inner.entry is not None and inner.entry.code_of.startswith("PCL")


def _in_list(text: str, toponyms: Sequence[Toponym], number: int) -> bool:
    """Whether "A, B" goes on as a list ("A, B and C"), in which B is no area around A."""
    inner, outer = toponyms[number], toponyms[number + 1]
    if not _CLOSED.match(text, outer.end):
        return True
    if number + 2 >= len(toponyms):
        return False
    third = toponyms[number + 2]
    if not _LISTED.fullmatch(text[outer.end : third.start]):
        return False
    if third.label.casefold() == inner.label.casefold():
        return False
    fourth = toponyms[number + 3] if number + 3 < len(toponyms) else None
    paired = fourth is not None and _COMMA.fullmatch(text[third.end : fourth.start])
    return not paired and (_kind(third) == _kind(outer) or not _kind(third))


@cache
def _states() -> frozenset[str]:
    """States and provinces that have an abbreviation: "New York" is one behind a comma."""
    return frozenset(area.name for areas in abbreviations().values() for area in areas)


def _kind(toponym: Toponym) -> str:
    """What sort of area a name mostly means: a country, a state; empty for a town."""
    entry = toponym.entry
    return entry.code_of[:4] if entry is not None and entry.is_area else ""


def _container(outer: Toponym) -> Container:
    entry = outer.entry
    name = entry.name if entry is not None and outer.demonym else outer.label
    return Container(
        name=name,
        key=(entry.name if entry is not None else name).casefold(),
        country=entry.country if entry is not None else None,
        nation=entry is not None and entry.code_of.startswith("PCL"),
    )


def senses(
    text: str, group: Sequence[Toponym], known: dict[int, Container]
) -> Iterator[Container | None]:
    """The sense of each mention of one name: its area; None for all where the report has one sense.

    A country that is named beside its namesake ("a storm hit Jamaica, Queens, after it left
    Jamaica") is marked as the country.

    Args:
        text: The report's text.
        group: The mentions of the name, in the order of the text.
        known: What :func:`containers` found.
    """
    said = [_first_like(known.get(one.start), group, known) for one in group]
    distinct = list(dict.fromkeys(one for one in said if one is not None))
    nations = {one.start for one in group if _is_nation_beside(text, one, group, known)}
    if any(one.feature and one.name != one.label for one in group):
        for one, where in zip(group, said, strict=True):
            yield _beside_abbreviation(one, where, split=bool(distinct))
        return
    if len(distinct) < (1 if nations else 2):
        yield from [None] * len(group)
        return
    last = distinct[0]
    for toponym, where in zip(group, said, strict=True):
        if toponym.start in nations and toponym.entry is not None:
            toponym.country, toponym.feature = toponym.entry.country, toponym.entry.code_of
            yield None
            continue
        last = where or last
        yield last


ABBREVIATED = Container("", "", None, nation=False)
"""The sense of a name that is abbreviated as a state is ("Wash.")."""


def _beside_abbreviation(
    toponym: Toponym, where: Container | None, *, split: bool
) -> Container | None:
    """The sense of a name that the report has as an abbreviation too.

    The abbreviation is the state. A bare "Washington" is so where the report tells the other one
    by its area ("Washington, D.C."), and open where it does not.
    """
    if where is not None:
        return where
    return ABBREVIATED if toponym.feature and not split else None


def _is_nation_beside(
    text: str, bare: Toponym, group: Sequence[Toponym], known: dict[int, Container]
) -> bool:
    """Whether a bare mention is a country's, in one sentence with a namesake of it."""
    if bare.start in known or bare.entry is None or not bare.entry.code_of.startswith("PCL"):
        return False
    return any(
        one.start in known
        and not _SENTENCE.search(text[min(one.end, bare.end) : max(one.start, bare.start) + 1])
        for one in group
    )


def _first_like(
    where: Container | None, group: Sequence[Toponym], known: dict[int, Container]
) -> Container | None:
    """The first area of the name's that is the same, or that holds it or lies in it."""
    if where is None:
        return None
    for one in group:
        other = known.get(one.start)
        if other is not None and _alike(where, other):
            return other
    return where


def _alike(one: Container, other: Container) -> bool:
    nested = one.nation != other.nation and one.country is not None
    return one.key == other.key or (nested and one.country == other.country)
