"""Titles of events, from what is known of them."""

from collections.abc import Iterable, Sequence

from dateline.geo.kinds.catalogue import OTHER_SLOTS, catalogue
from dateline.geo.kinds.templates import fill, slots_of
from dateline.geo.model import EventKind, Participant


def title_of(
    kind: EventKind,
    participants: Sequence[Participant],
    place: str | None = None,
    host: str | None = None,
) -> str:
    """A title such as "Air strike by the navy on a depot, Port Ada: 3 killed".

    Args:
        kind: Of the event.
        participants: With their roles, as far as these are known.
        place: Name of the place.
        host: Who receives the others.
    """
    template = catalogue().template(kind)
    by_role: dict[str, list[str]] = {}
    for one in participants:
        # A title that names no role is of everyone.
        role = one.role if slots_of(template) - OTHER_SLOTS else None
        by_role.setdefault(role or "who", []).append(_within(one.name))
    values = {role: names_in_words(names) for role, names in by_role.items()}
    values |= {
        "word": catalogue().kinds[kind].word,
        "place": place or "",
        "host": host or "",
        "toll": toll_in_words(participants),
    }
    text = fill(template, values)
    return text[:1].upper() + text[1:]


def _within(name: str) -> str:
    """A name as it stands within a title: "A gunman" began a sentence, "the navy" never did."""
    first, space, rest = name.partition(" ")
    small = first.lower() in catalogue().small_words and not rest[:1].isupper()
    return f"{first.lower()}{space}{rest}" if small else name


def toll(participants: Iterable[Participant], what: str) -> int | None:
    """How many were killed or injured: the largest number that is given for one participant.

    Numbers are not added up: a report may count the same people twice ("12 people, 3 of them
    children").

    Args:
        participants: Of one event.
        what: ``killed`` or ``injured``.
    """
    counts = (getattr(one, what) for one in participants)
    return max((count for count in counts if count is not None), default=None)


def toll_in_words(participants: Sequence[Participant]) -> str:
    """The toll of an event: "3 killed, 5 injured"; nothing where no number is known."""
    found = ((toll(participants, what), what) for what in ("killed", "injured"))
    return ", ".join(f"{count:,} {what}" for count, what in found if count)


def names_in_words(names: Sequence[str]) -> str:
    """A list in words; a long one is cut short."""
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
