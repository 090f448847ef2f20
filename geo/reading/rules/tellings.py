"""One telling of a journey, and who is no traveller of his own."""

from dataclasses import dataclass, field

from dateline.geo.model import Duration, Mode, Status
from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.details import NUMBERS
from dateline.geo.reading.rules.places import Endpoints

_GENERIC = words_of(
    "people tourists visitors travellers travelers passengers residents citizens nationals patients"
    " migrants refugees americans anyone everyone someone person consumers customers commuters"
    " others those parents"
)


@dataclass(slots=True)
class JourneyFact:
    """One telling of a journey.

    Attributes:
        travellers: Who travels.
        ends: Where from, over, and to.
        first: First token of the telling.
        stop: Token behind its last.
        at: The verb or noun that tells it.
    """

    travellers: tuple[Actor, ...]
    ends: Endpoints
    status: Status
    first: int
    stop: int
    at: int
    mode: Mode | None = None
    duration: Duration | None = None
    noun: bool = False
    also: "list[JourneyFact]" = field(default_factory=list)


def generic(context: Context, travellers: tuple[Actor, ...]) -> bool:
    """Whether anyone at all is meant, not someone."""
    actor = travellers[0]
    if actor.kind is ActorKind.STATE or actor.role == ORGANISATION:
        return True
    if actor.kind not in (ActorKind.GROUP, ActorKind.ROLE, ActorKind.VEHICLE):
        return False
    if context.lower(actor.stop) == "who" and context.lower(actor.stop + 1) in _HAVING:
        return False  # "travellers who had returned": some, and not anyone
    words = [context.lower(n) for n in range(actor.first - 2, actor.stop)]
    if "all" in words or "any" in words:
        return True
    bare = actor.stop - actor.first == 1
    return bare and actor.plural if actor.kind is ActorKind.VEHICLE else _anyone(actor, words, bare)


_HAVING = words_of("had recently returned arrived")


def _anyone(actor: Actor, words: list[str], bare: bool) -> bool:
    """Whether a role or group is one that anyone can belong to, without a number."""
    opening = words[2]
    if any(word[:1].isdigit() or word in _COUNTS for word in words):
        return False
    if actor.role in ("people", "tourist", "visitor", "passenger", "citizen", "person"):
        return opening not in _SPECIFIC and not (opening in ("a", "an") and not actor.plural)
    return bare and actor.plural and opening in _GENERIC


_SPECIFIC = words_of("the these two three four five some about")
_COUNTS = frozenset(word for word in NUMBERS if " " not in word) - {"a", "an"}
