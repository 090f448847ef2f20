"""One telling of a meeting."""

from dataclasses import dataclass, field

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import Actor
from dateline.geo.reading.entities.toponym import Toponym


@dataclass(slots=True)
class SummitFact:
    """One telling of a meeting.

    Attributes:
        first: First token of the telling.
        stop: Token behind its last.
        at: The token of the verb or noun that tells it.
        place: Where, as the clause says.
        near: Where a journey to it, told in the same sentence, ends.
        weak: Whether it only speaks again of a meeting ("the summit").
    """

    participants: tuple[Actor, ...]
    status: Status
    first: int
    stop: int
    at: int
    place: Toponym | None = None
    near: Toponym | None = None
    host: Actor | None = None
    outcome: str | None = None
    weak: bool = False
    also: "list[SummitFact]" = field(default_factory=list)


def extent(
    number: int, sides: tuple[Actor, ...], place: Toponym | None, sentence: range
) -> tuple[int, int]:
    """First token and the token behind the last of the words that tell the meeting."""
    firsts = [actor.first for actor in sides if actor.first in sentence]
    stops = [actor.stop for actor in sides if actor.first in sentence]
    if place is not None and place.first in sentence:
        firsts.append(place.first)
        stops.append(place.stop)
    return min([number, *firsts]), max([number + 1, *stops])
