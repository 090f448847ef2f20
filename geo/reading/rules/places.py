"""Which places the words behind a verb or noun of motion name, and in which part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import (
    COMPASS,
    words_of,
)

if TYPE_CHECKING:
    from dateline.geo.reading.rules.context import Context

_ORIGIN = frozenset({"from"})
_BACK = words_of("back home here there over down up out onward onwards again abroad")
_TIMES = words_of(
    "on in at early late this last next earlier later after during for with by as aboard onboard"
    " about around before since of"
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
