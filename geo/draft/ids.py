"""Ids for all that a draft holds, the same whenever they are worked out."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from dateline.geo.draft.model import AnyDraftEvent, Draft, DraftJourney, DraftPlace, Quote
from dateline.geo.draft.to_events import Ids, References, event_title
from dateline.geo.text.search import slug


def with_ids(draft: Draft) -> Draft:
    """The draft with an id for each place, event and quote; nothing that it says is changed.

    Ids that are there stay. The others are those that the map's features get, and those of quotes
    are hashes of their words, unique within one item. Places that only an event names are
    declared.

    Args:
        draft: A checked draft.
    """
    ids = Ids(draft)
    declared = (*draft.places, *undeclared(draft))
    names = {place.name.casefold(): place.name for place in declared}
    places = tuple(_place(place, ids, names) for place in declared)
    references = References(places, [place.id or "" for place in places])
    events = tuple(_event(event, ids, references) for event in draft.events)
    return draft.model_copy(update={"places": places, "events": events})


def undeclared(draft: Draft) -> Iterator[DraftPlace]:
    """Places that an event names and the draft does not declare: taken literally."""
    seen: set[str] = set()
    for event in draft.events:
        for _, name in event.place_names():
            if draft.declared(name) is None and name.casefold() not in seen:
                seen.add(name.casefold())
                yield DraftPlace(name=name)


def referring_by_id(draft: Draft) -> Draft:
    """The draft with ids, and its events referring to places by them.

    Args:
        draft: A checked draft.
    """
    whole = with_ids(draft)
    ids = {place.name.casefold(): place.id or "" for place in whole.places}
    known = {place.id for place in whole.places}
    names = {
        name: ids[name.casefold()]
        for event in whole.events
        for _, name in event.place_names()
        if name not in known and name.casefold() in ids
    }
    return whole.model_copy(update={"events": tuple(with_references(whole.events, names))})


def with_references(events: Iterable[AnyDraftEvent], ids: Mapping[str, str]) -> list[AnyDraftEvent]:
    """Events that refer to places otherwise.

    Args:
        events: The events.
        ids: What to call a place, by what it is called so far.
    """
    found: list[AnyDraftEvent] = []
    for event in events:
        if isinstance(event, DraftJourney):
            stops = tuple(
                stop.model_copy(update={"place": ids.get(stop.place or "", stop.place)})
                for stop in event.stops
            )
            found.append(event.model_copy(update={"stops": stops}))
        else:
            place = ids.get(event.place or "", event.place)
            found.append(event.model_copy(update={"place": place}))
    return found


def quote_id(quote: Quote) -> str:
    """An id for a quote, from its words and their offset."""
    known = f"{quote.start}:{' '.join(quote.quote.split())}"
    return f"q-{hashlib.sha256(known.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _place(place: DraftPlace, ids: Ids, names: dict[str, str]) -> DraftPlace:
    one = place.id
    while one is None:
        wanted = ids.new(slug(place.name) or "place")
        # An id that is another place's name would make what an event refers to ambiguous.
        one = wanted if names.get(wanted, place.name) == place.name else None
    return place.model_copy(update={"id": one, "evidence": _quotes(place.evidence)})


def _event(event: AnyDraftEvent, ids: Ids, references: References) -> AnyDraftEvent:
    made = slug(event_title(event, references)) or event.kind.value
    one = event.id or ids.new(made)
    return event.model_copy(update={"id": one, "evidence": _quotes(event.evidence)})


def _quotes(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    return tuple(one if one.id else one.model_copy(update={"id": quote_id(one)}) for one in quotes)
