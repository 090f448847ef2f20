"""Which places the words behind a verb or noun of motion name, and in which part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import (
    COMPASS,
    is_adverb,
    words_of,
)
from dateline.geo.reading.rules.phrases import listed, object_place, place_in_phrase

if TYPE_CHECKING:
    from dateline.geo.reading.rules.context import Context

_ORIGIN = frozenset({"from"})
_VIA = frozenset({"via", "through"})
_BACK = words_of("back home here there over down up out onward onwards again abroad")
_TIMES = words_of(
    "on in at early late this last next earlier later after during for with by as aboard onboard"
    " about around before since of"
)
_BREAKS = words_of(
    "who which that where when while because but said says saying told adding although if then"
    " and-then whose before after until as"
)
_REACH = 22


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a way begins, leads through and ends, as far as one clause says.

    Attributes:
        stop: Token behind the last of these words.
    """

    origin: Toponym | None = None
    via: tuple[Toponym, ...] = ()
    destination: Toponym | None = None
    stop: int = 0

    @property
    def any(self) -> bool:
        """Whether a start or an end is named."""
        return self.origin is not None or self.destination is not None

    @property
    def all(self) -> tuple[Toponym, ...]:
        """Every place, in the order of the way."""
        ends = (self.origin, *self.via, self.destination)
        return tuple(place for place in ends if place is not None)

    def with_origin(self, place: Toponym) -> Endpoints:
        """The same with a start, unless one is known."""
        return replace(self, origin=self.origin or place, stop=max(self.stop, place.stop))

    def with_destination(self, place: Toponym, context: Context) -> Endpoints:
        """The same with what the verb has as its object as the end."""
        stop = max(self.stop, place.stop)
        places, behind = listed(context, place)
        stop = max(stop, behind)
        return replace(self, destination=places[-1], via=(*places[:-1], *self.via), stop=stop)


def endpoints_after(context: Context, first: int, sentence: range, to: frozenset[str]) -> Endpoints:
    """Read the prepositional phrases that follow a verb or noun of motion.

    Args:
        context: The report.
        first: The token behind the verb.
        sentence: Its sentence.
        to: Prepositions that lead to the end of the way.
    """
    ends = Endpoints()
    number = first
    limit = min(sentence.stop, first + _REACH)
    while number < limit:
        word = context.lower(number)
        if word == "including" and to:
            word = next(iter(to))
        aside = _aside(context, number)
        if aside is not None:
            number = aside
            continue
        if word == "to" and (_infinitive(context, number + 1) or _going_to(context, number)):
            break
        place = _led_to(context, number, word, to, ends, sentence)
        if place is not None:
            ends, number = _with(context, ends, word, place)
            continue
        onward = _onward(context, number)
        if onward is not None and ends.destination is not None:
            number = onward
            continue
        if _breaks(context, number, first, ends) or _another_way(context, number):
            break
        number += 1
    return ends


def _onward(context: Context, number: int) -> int | None:
    """The "to" of a further stop behind "and then" or ", then on"."""
    at = number
    while context.lower(at) in (",", "and"):
        at += 1
    if context.lower(at) != "then":
        return None
    at += 1
    while context.lower(at) in ("on", "onward", "onwards", "further"):
        at += 1
    return at if context.lower(at) == "to" else None


def _led_to(
    context: Context, number: int, word: str, to: frozenset[str], ends: Endpoints, sentence: range
) -> Toponym | None:
    """The place that a preposition leads to, if it is one of the way."""
    if word == "out" and context.lower(number + 1) == "of":
        place = object_place(context, number + 2, sentence)
        return place if place is not None and place.first <= number + 4 else None
    if word in _ORIGIN:
        if _of_another(context, number, ends):
            return None
        return place_in_phrase(context, _behind_trip(context, number + 1), sentence)
    return place_in_phrase(context, number + 1, sentence) if word in to or word in _VIA else None


def _of_another(context: Context, origin: int, ends: Endpoints) -> bool:
    """Whether "from" belongs to a noun beside it ("flew to Rome with an envoy from Mali")."""
    if ends.destination is None or origin - 1 in context.inside:
        return False
    token = context.document.tokens[origin - 1]
    plain = token.text.isalpha() and not token.capital and not is_adverb(token.lower)
    return plain and token.lower not in _BACK | _TIMES | _WITHIN_WAYS


_WITHIN_WAYS = words_of(
    "morning afternoon evening night week weekend month year today yesterday tomorrow tonight time"
    " straight direct train plane bus car boat ship ferry jet helicopter air sea road rail foot"
)
"""Words behind which "from" still leads to where a way begins."""


def _another_way(context: Context, number: int) -> bool:
    """Whether another way is told from here ("landed in Bern on its way to Rome")."""
    return context.lower(number) == "on" and context.lower(number + 2) in ("way", "route")


def _going_to(context: Context, to: int) -> bool:
    """Whether "going to" only tells what will be done ("going to make things in Mali")."""
    if context.lower(to - 1) != "going":
        return False
    names = any(number in context.starting for number in range(to + 1, to + 4))
    return not names and context.lower(to + 1) not in _BEFORE_PLACES


def _infinitive(context: Context, number: int) -> bool:
    """Whether "to" leads to a verb with a place as its object ("a mission to rebuild Mali")."""
    token = context.document.tokens[number] if number < context.size else None
    if token is None or token.capital or not token.text.isalpha():
        return False
    if number + 1 not in context.starting or token.lower in _BEFORE_PLACES:
        return False
    return not token.lower.endswith(_ADJECTIVES)


_BEFORE_PLACES = COMPASS | words_of(
    "the a an his her its their our my this nearby mainland rural downtown inner outer old new"
    " central tiny war both either places what another occupied faraway distant sub"
)
_ADJECTIVES = (
    "ern",
    "ing",
    "ed",
    "al",
    "by",
    "an",
    "ous",
    "ful",
    "ly",
    "ic",
    "ish",
    "less",
    "torn",
)


def _behind_trip(context: Context, first: int) -> int:
    """Where the place begins that one returns from ("from a visit to Rome"), else the same."""
    for number in range(first, first + 4):
        if context.lower(number) in TRIPS and context.lower(number + 1) in ("to", "in", "of"):
            return number + 2
    return first


TRIPS = words_of("visit visits trip trips tour tours holiday holidays vacation mission pilgrimage")
_GOES_ON = _TIMES | COMPASS | {"from", "to", "via", "including"}


def _aside(context: Context, comma: int) -> int | None:
    """The token behind words between commas that only describe ("from A, near B, to C")."""
    if context.lower(comma) != ",":
        return None
    for number in range(comma + 1, comma + 10):
        if context.lower(number) == "and" or context.verb_like(number):
            return None
        if context.lower(number) == ",":
            return number + 1 if context.lower(number + 1) in ("to", "from", "via") else None
    return None


def _with(context: Context, ends: Endpoints, word: str, place: Toponym) -> tuple[Endpoints, int]:
    places, stop = listed(context, place)
    if word in _VIA:
        return replace(ends, via=(*ends.via, *places), stop=stop), stop
    if word in _ORIGIN or word == "out":
        return replace(ends, origin=ends.origin or places[0], stop=stop), stop
    if ends.destination is not None:
        before = {context.lower(n) for n in range(place.first - 4, place.first - 1)}
        if word in ("to", "into") and before & {"and", "then"}:
            via = (*ends.via, ends.destination, *places[:-1])
            return replace(ends, destination=places[-1], via=via, stop=stop), stop
        return ends, stop
    return replace(ends, destination=places[-1], via=(*ends.via, *places[:-1]), stop=stop), stop


def _breaks(context: Context, number: int, first: int, ends: Endpoints) -> bool:
    token = context.document.tokens[number]
    if token.lower in _BREAKS and not (token.lower == "as" and number == first):
        return True
    if token.text in ';:“"()':
        return True
    if token.lower == "to" and number > first and not ends.any:
        return context.verb_like(number + 1)
    if token.text == ",":
        following = context.lower(number + 1)
        return not (following in _GOES_ON or context.is_time(number + 1))
    if token.lower == "and":
        return context.lower(number + 1) not in ("to", "then", "from", "on")
    return context.verb_like(number)
