"""Which place a noun phrase names: "the northern city of Tromso", "her office in Rome"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import (
    LOWER_TYPES,
    SITE_TYPES,
    common_words,
    words_of,
)

if TYPE_CHECKING:
    from dateline.geo.reading.rules.context import Context


def place_in_phrase(context: Context, first: int, sentence: range) -> Toponym | None:
    """The place that a noun phrase means: the most specific that it names.

    "the northern city of Tromso" and "Norway's Tromso" mean the last name, "the
    farm of a man from Kent" none.
    """
    found: Toponym | None = None
    number = first
    while number < min(sentence.stop, first + _PHRASE):
        toponym = context.starting.get(number)
        if toponym is not None:
            if _names(context, toponym):
                found = toponym
                if not toponym.demonym and not _goes_on(context, toponym):
                    break
            number = toponym.stop
            continue
        if found is None and _apposed(context, number):
            number += 1
            continue
        meant = _meant(context, number) if found is None else None
        if meant is not None or _phrase_ends(context, number, first, found):
            return meant or _if_place(context, found)
        number += 1
    return _if_place(context, found)


_PHRASE = 12
"""Tokens that a phrase with a place has at most."""


def _if_place(context: Context, found: Toponym | None) -> Toponym | None:
    return found if found is not None and context.is_place(found) else None


def _apposed(context: Context, comma: int) -> bool:
    """Whether a comma stands between a kind of place and its name ("the capital, Juba")."""
    return (
        context.lower(comma) == ","
        and context.lower(comma - 1) in LOWER_TYPES
        and comma + 1 in context.starting
    )


def _meant(context: Context, number: int) -> Toponym | None:
    """The place that "the region" means, unless its name follows."""
    if context.lower(number + 1) == "of" or number + 1 in context.starting:
        return None
    if _apposed(context, number + 1):
        return None
    return context.meant(number)


def _phrase_ends(context: Context, number: int, first: int, found: Toponym | None) -> bool:
    token = context.document.tokens[number]
    if token.lower in ("in", "at") and found is None:
        if context.lower(number - 1) in _STAYS:
            return False
        if number > first + 1:
            return False
    inside = token.word or token.lower in ("’s", "'s", "-", "’")
    return (
        not inside
        or token.lower in _NO_JOURNEY
        or token.lower in _ENDS_PHRASE
        or (number > first and context.verb_like(number))
    )


_ENDS_PHRASE = words_of(
    "to from via in on at by with for after before and or but who which that where when while as"
    " during said since until because is was were are has have had will"
)
_STAYS = words_of("holiday holidays vacation duty leave work service")
"""What one returns from that is in a place ("returned from holiday in Nice")."""
_NO_JOURNEY = words_of(
    "hospital hospitals clinic infirmary jail prison court school end power terms aid rescue grips"
    " conclusion market attention"
)
"""What one is taken or comes to without a journey that a map would show."""
_AFTER_PLACE = words_of(
    "aboard alone again yesterday today tomorrow tonight then together later ahead this last next"
    " late early every each once twice since than only too also instead now there here home"
    " city town village province state island county district area region"
)


def _names(context: Context, toponym: Toponym) -> bool:
    """Whether a name stands for the place: itself, or its people's word in "the Thai capital"."""
    if toponym.demonym:
        return context.lower(toponym.stop) in _OF_COUNTRY
    return not _modifies(context, toponym.stop)


_OF_COUNTRY = words_of("capital city border coast mainland territory province town side soil")


def _modifies(context: Context, number: int) -> bool:
    """Whether a name only describes the noun behind it ("a US tour", "the Lyon hospital")."""
    if number >= context.size:
        return False
    token = context.document.tokens[number]
    word = token.lower
    if token.capital or not token.text.isalpha() or word.endswith(("ly", "ing", "ed", "s")):
        return False
    if word in _ENDS_PHRASE or word in _AFTER_PLACE or word in LOWER_TYPES:
        return False
    if context.lower(number + 1) == "-":
        return False
    return word in common_words() and not context.verb_like(number) and word not in _CLAUSE


_CLAUSE = words_of(
    "if he she it they we i you his her their its a an the out over into onto about against among"
    " around between through under amid aimed so yet not no all both some two three one because"
    " despite without within along near off up down back began took after drew fell rose won lost"
    " rather even more less soon just right straight ever never still most almost per plus much"
    " very well long sank hit grew led became broke saw got gave kept sent ran set brought left"
    " died went came"
)


def _goes_on(context: Context, toponym: Toponym) -> bool:
    """Whether the phrase goes on to something inside the place ("Russia's ...")."""
    return context.lower(toponym.stop) in ("’s", "'s", "’")


_OWN_SITES = SITE_TYPES | LOWER_TYPES | words_of("home homes house office offices apartment flat")


def listed(context: Context, first: Toponym) -> tuple[tuple[Toponym, ...], int]:
    """The places of a list that a place opens ("Bern, Basel and Chur"), and where it ends.

    What a place lies in ("Nashville, Tennessee") is passed over.
    """
    places = [first]
    last = first
    joined = False
    while True:
        gap = context.document.tokens[last.stop].text if last.stop < context.size else ""
        ahead = last.stop + 1
        if gap == "," and context.lower(ahead) == "and":
            ahead += 1
        following = context.starting.get(ahead) if gap in (",", "and", "(") else None
        if following is None or following.demonym:
            break
        if gap in ",(" and contains(following, last):
            last = following
            continue
        joined = joined or gap == "and" or context.lower(ahead - 1) == "and"
        if not context.is_place(following):
            break
        places.append(following)
        last = following
    if len(places) > 1 and not joined:
        places = places[:1]
    return tuple(places), last.stop


def contains(outer: Toponym, inner: Toponym) -> bool:
    """Whether one place can be what the other lies in, by what kinds of places they are."""
    if outer.entry is None:
        return False
    if not outer.entry.is_area:
        return False
    if inner.entry is None or not inner.entry.is_area:
        return True
    return outer.entry.is_country and not inner.entry.is_country
