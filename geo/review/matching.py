"""Which items of two readings of a report are the same."""

from collections.abc import Sequence

from dateline.geo.draft.model import AnyDraftEvent, DraftJourney, DraftPlace

_SAME = 5
"""Points from which two events are the same."""


def match_places(old: Sequence[DraftPlace], new: Sequence[DraftPlace]) -> dict[str, str]:
    """Ids of the places of one reading to those of the same in another: by id, or by name."""
    by_id = {place.id or "": place.id or "" for place in new}
    by_name = {place.name.casefold(): place.id or "" for place in new}
    found: dict[str, str] = {}
    for place in old:
        same = by_id.get(place.id or "") or by_name.get(place.name.casefold())
        if same and same not in found.values():
            found[place.id or ""] = same
    return found


def match_events(
    old: Sequence[AnyDraftEvent], new: Sequence[AnyDraftEvent], *, by_id: bool = False
) -> dict[str, str]:
    """Ids of the events of one reading to those of the same in another.

    Two events are the same if enough of kind, place, people and words is.

    Args:
        old: The one.
        new: The other, which refers to places by the same ids.
        by_id: Whether ids that are the same mean the same event.
    """
    known = {event.id for event in new}
    found = {one.id or "": one.id or "" for one in old if by_id and one.id in known}
    pairs = [
        (_likeness(one, other), -first, -second, one.id or "", other.id or "")
        for first, one in enumerate(old)
        for second, other in enumerate(new)
        if one.id not in found
    ]
    taken = set(found.values())
    for points, _, _, one_id, other_id in sorted(pairs, reverse=True):
        if points >= _SAME and one_id not in found and other_id not in taken:
            found[one_id] = other_id
            taken.add(other_id)
    return found


def _likeness(one: AnyDraftEvent, other: AnyDraftEvent) -> int:
    places = {name for _, name in one.place_names()}, {name for _, name in other.place_names()}
    people = _people(one), _people(other)
    words = _words(one), _words(other)
    return (
        2 * (one.kind is other.kind)
        + (2 if places[0] == places[1] else bool(places[0] & places[1]))
        + (2 if people[0] == people[1] and people[0] else bool(people[0] & people[1]))
        + 2 * _mostly(words[0], words[1])
    )


def _people(event: AnyDraftEvent) -> set[str]:
    people = event.travellers if isinstance(event, DraftJourney) else event.participants
    return {person.name.casefold() for person in people}


def _words(event: AnyDraftEvent) -> set[str]:
    return {word for quote in event.evidence for word in quote.quote.casefold().split()}


def _mostly(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) > len(one | other)
