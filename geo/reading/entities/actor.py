"""Someone who acts, as an expression of the text speaks of them."""

from dataclasses import dataclass, field
from enum import Enum

ORGANISATION = "organisation"
"""The role of a name that is neither a place's nor a person's."""


class ActorKind(Enum):
    """What kind of expression speaks of the actor."""

    PERSON = "person"
    ROLE = "role"
    GROUP = "group"
    VEHICLE = "vehicle"
    STATE = "state"
    PRONOUN = "pronoun"


@dataclass(slots=True)
class Actor:
    """An expression for someone: tokens from ``first`` up to (not with) ``stop``.

    Attributes:
        name: The person's name, or the words.
        role: The word for what they are (``president``), in the singular.
        country: ISO 3166-1 alpha-2 of the side they stand for.
        plural: Whether several are meant.
        official: Whether the words say that they act for a state or an organisation.
        means: Whom it stands for; the actor itself when it is a first mention.
    """

    first: int
    stop: int
    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    plural: bool = False
    official: bool = False
    means: "tuple[Actor, ...]" = field(default=())

    @property
    def who(self) -> "tuple[Actor, ...]":
        """Whom the expression stands for."""
        return self.means or (self,)
