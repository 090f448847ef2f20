"""What a report says of an event, from all its mentions."""

from dataclasses import dataclass, field

from dateline.geo.model import EventKind, Participant, Status
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.mentions import EventMention
from dateline.geo.when import When


@dataclass(slots=True)
class EventFact:
    """An event that is neither a journey nor a meeting.

    Attributes:
        mentions: All mentions of it, the fullest first.
        place: Where it happened.
    """

    kind: EventKind
    status: Status
    mentions: list[EventMention]
    place: Toponym | None = None
    when: When | None = None
    participants: list[Participant] = field(default_factory=list)

    @property
    def main(self) -> EventMention:
        """The mention that tells most of it."""
        return self.mentions[0]


@dataclass(frozen=True, slots=True)
class EventTrace:
    """Which words and which frame gave an event of a draft.

    Attributes:
        trigger: Start and end of the word that tells it, in characters of the text.
        frame: Name of the frame.
        explanation: The frame, its trigger and the paths by which the roles were filled.
    """

    trigger: tuple[int, int]
    frame: str
    explanation: str
    place: tuple[int, int] | None = None
