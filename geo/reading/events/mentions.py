"""A mention of an event: one place in the text where a frame fits."""

from dataclasses import dataclass, field

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import Actor
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.frames import Frame
from dateline.geo.reading.events.tolls import Toll


@dataclass(slots=True)
class EventMention:
    """One place in the text where a frame fits.

    Attributes:
        frame: The frame.
        trigger: The word or phrase that tells the event, as a lemma.
        at: Token of the trigger.
        sentence: Number of the sentence.
        noun: Whether a noun tells it.
        actors: Who fills each role, in order.
        places: The places that fill each role.
        paths: For each role the path by which it was filled.
        tokens: Tokens of all that fills a role.
        generic: Whether it speaks of no event in particular ("attacks").
        definite: Whether it speaks of one already told ("the attack").
        numbers: How many those are who fill a role, by their first token.
        tolls: Who was killed and injured.
        times_of_others: Starts of the times of its sentence that belong to other clauses.
    """

    frame: Frame
    trigger: str
    at: int
    sentence: int
    status: Status
    noun: bool
    actors: dict[str, list[Actor]] = field(default_factory=dict)
    places: dict[str, list[Toponym]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    tokens: list[int] = field(default_factory=list)
    generic: bool = False
    definite: bool = False
    numbers: dict[int, int] = field(default_factory=dict)
    tolls: list[Toll] = field(default_factory=list)
    times_of_others: frozenset[int] = frozenset()

    @property
    def kind(self) -> str:
        """The kind of event."""
        return self.frame.kind

    @property
    def first(self) -> int:
        """First token of what tells it."""
        return min([self.at, *self.tokens])

    @property
    def stop(self) -> int:
        """The token behind the last of what tells it."""
        return max([self.at, *self.tokens]) + 1

    @property
    def place(self) -> Toponym | None:
        """Where it happened."""
        return next(iter(self.places.get("place", ())), None)

    def explain(self) -> str:
        """Which frame fits, and by which paths its roles were filled."""
        roles = ", ".join(f"{role} by {path}" for role, path in self.paths.items())
        return f"{self.frame.name} on {self.trigger!r}" + (f": {roles}" if roles else "")
