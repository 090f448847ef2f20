"""From the draft's events to the model's: references followed, quotes located, titles given."""

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.geo.draft.model import (
    AnyDraftEvent,
    Draft,
    DraftJourney,
    DraftLeg,
    DraftPlace,
    DraftSummit,
    Quote,
)
from dateline.geo.editorial import EventEditorial
from dateline.geo.kinds import names_in_words, title_of
from dateline.geo.model import AnyEvent, Duration, Event, Evidence, Journey, Leg, Mode, Stop, Summit
from dateline.geo.text.search import slug

_BY_MODE = {
    Mode.AIR: "by air",
    Mode.TRAIN: "by train",
    Mode.ROAD: "by road",
    Mode.SEA: "by sea",
    Mode.FOOT: "on foot",
}


class References:
    """Which place an event means when it refers to one by name or id."""

    def __init__(self, places: Sequence[DraftPlace], ids: Sequence[str]) -> None:
        self._ids = {place.name.casefold(): one for place, one in zip(places, ids, strict=True)}
        self._ids |= {place.id: one for place, one in zip(places, ids, strict=True) if place.id}
        self._names = {
            one: place.label or place.name for place, one in zip(places, ids, strict=True)
        }

    def id(self, reference: str) -> str:
        """Id of the place."""
        return self._ids.get(reference) or self._ids[reference.casefold()]

    def name(self, reference: str) -> str:
        """Name of the place."""
        return self._names[self.id(reference)]


class Ids:
    """Gives out the ids of one map: places and events share them, and none is given twice.

    Ids that a person chose are set aside first, so that they stay what they are.
    """

    def __init__(self, draft: Draft) -> None:
        self._taken = {item.id for item in (*draft.places, *draft.events) if item.id}
        self._next: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """The wanted id, with a number if it is taken."""
        one, number = wanted, self._next.get(wanted, 2)
        while one in self._taken:
            one, number = f"{wanted}-{number}", number + 1
        self._next[wanted] = number
        self._taken.add(one)
        return one


def events_of(draft: Draft, references: References, ids: Ids) -> tuple[AnyEvent, ...]:
    """The events of a checked draft, in its order."""
    return tuple(_event(draft, references, event, ids) for event in draft.events)


def evidence_of(draft: Draft, quotes: Iterable[Quote]) -> tuple[Evidence, ...]:
    """The quotes of a checked draft as spans of its text."""
    text = draft.report.text
    located = ((quote, draft.locate(quote)) for quote in quotes)
    return tuple(
        Evidence(
            start=span[0],
            end=span[1],
            quote=text[span[0] : span[1]],
            attributed_to=quote.attributed_to,
        )
        for quote, span in located
        if span is not None
    )


def _event(draft: Draft, references: References, event: AnyDraftEvent, ids: Ids) -> AnyEvent:
    title = event_title(event, references)
    common: dict[str, Any] = {
        "id": event.id or ids.new(slug(title) or event.kind.value),
        "title": title,
        "when": event.when,
        "status": event.status,
        "evidence": evidence_of(draft, event.evidence),
        **{name: getattr(event, name) for name in EventEditorial.model_fields},
    }
    if isinstance(event, DraftJourney):
        stops = tuple(
            Stop(
                place=references.id(stop.place) if stop.place else None,
                when=stop.when,
                inferred=stop.inferred,
            )
            for stop in event.stops
        )
        return Journey(
            **common,
            participants=event.travellers,
            stops=stops,
            legs=_legs(event),
            duration=_duration(event.duration, approximate=event.approximate),
        )
    common |= {
        "participants": event.participants,
        "place": references.id(event.place) if event.place else None,
    }
    if isinstance(event, DraftSummit):
        return Summit(**common, kind=event.kind, host=event.host, outcome=event.outcome)
    return Event(**common, kind=event.kind)


def _legs(journey: DraftJourney) -> tuple[Leg, ...]:
    legs = journey.legs or (DraftLeg(),) * (len(journey.stops) - 1)
    if len(legs) == 1 and legs[0].duration is None:
        whole = {"duration": journey.duration, "approximate": journey.approximate}
        legs = (legs[0].model_copy(update=whole),)
    return tuple(
        Leg(
            mode=leg.mode or journey.mode,
            duration=_duration(leg.duration, approximate=leg.approximate),
            path=tuple((at.lon, at.lat) for at in leg.path) if leg.path else None,
        )
        for leg in legs
    )


def _duration(seconds: float | None, *, approximate: bool) -> Duration | None:
    return None if seconds is None else Duration(seconds=seconds, approximate=approximate)


def event_title(event: AnyDraftEvent, references: References) -> str:
    """The event's title, or one made of who and where."""
    if event.title:
        return event.title
    if isinstance(event, DraftJourney):
        return _journey_title(event, references)
    place = references.name(event.place) if event.place else None
    host = event.host if isinstance(event, DraftSummit) else None
    return title_of(event.kind, event.participants, place, host)


def _journey_title(journey: DraftJourney, references: References) -> str:
    who = names_in_words([person.name for person in journey.travellers])
    names = [references.name(stop.place) for stop in journey.stops if stop.place]
    modes = {leg.mode for leg in _legs(journey)}
    mode = modes.pop() if len(modes) == 1 else None
    how = f" {_BY_MODE[mode]}" if mode else ""
    if journey.stops[0].place is None:
        return f"{who} to {names[-1]}{how}"
    if journey.stops[-1].place is None:
        return f"{who} from {names[0]}{how}"
    via = f" via {names_in_words(names[1:-1])}" if len(names) > 2 else ""
    return f"{who} from {names[0]} to {names[-1]}{via}{how}"
