"""Which towns a report names in the sentence of a mention, and where it was filed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from dateline.geo.model import Role
from dateline.geo.resolution.clues import Span

_BEFORE = 8
"""Mentions before a name that are looked at for a town."""


class NamedAt(NamedTuple):
    """A mention: where it starts, the name it is known by, and its role there."""

    start: int
    name: str
    role: Role


class Scenes:
    """The mentions of a report by sentence.

    Args:
        sentences: Spans of the report's sentences, in order.
        mentions: All mentions, in any order.
    """

    def __init__(self, sentences: Sequence[Span], mentions: Sequence[NamedAt]) -> None:
        self._sentences = sentences
        self._by_sentence: dict[int, list[NamedAt]] = {}
        for mention in mentions:
            self._by_sentence.setdefault(self._sentence(mention.start), []).append(mention)
        self._literal = sorted(one for one in mentions if one.role is Role.LITERAL)
        filed = [one for one in mentions if one.role is Role.DATELINE]
        self.datelines = tuple(
            dict.fromkeys(one.name for one in sorted(filed, key=lambda one: one.start))
        )

    def beside(self, name: str, starts: Sequence[int]) -> tuple[str, ...]:
        """What the sentences of a name's mentions name literally beside it, the nearest first."""
        found = (
            (abs(other.start - start), other.name)
            for start in starts
            for other in self._by_sentence.get(self._sentence(start), ())
            if other.name != name and other.role is Role.LITERAL
        )
        return tuple(dict.fromkeys(other for _, other in sorted(found)))

    def before(self, name: str, starts: Sequence[int]) -> tuple[str, ...]:
        """What the report names literally before the first mention of a name, the last first."""
        stop = bisect_left(self._literal, min(starts, default=0), key=lambda one: one.start)
        last = (one.name for one in reversed(self._literal[max(0, stop - _BEFORE) : stop]))
        return tuple(dict.fromkeys(other for other in last if other != name))

    def _sentence(self, start: int) -> int:
        return bisect_right(self._sentences, start, key=itemgetter(0)) - 1
