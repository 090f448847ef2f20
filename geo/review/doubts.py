"""What an editor should look at before a map is published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Literal

from dateline.geo.draft.model import Draft
from dateline.geo.editorial import Review
from dateline.geo.layers.geodesy import Position, distance_km
from dateline.geo.model import AnyEvent, Event, EventMap, Journey, Place, Role, Status, Use
from dateline.geo.use import DRAWN
from dateline.geo.when import When

_SURE = 0.7
"""Confidence from which a place needs no second look."""
_SMALL = 15_000
"""People up to which the only place of its name that a gazetteer knows may not be all there is."""
_FAR_KM = 1500.0
_FAR_TIMES = 4.0
"""How much farther than the others are from each other a place has to be."""
_LOOKED_AT = (Review.ACCEPTED, Review.CHANGED, Review.ADDED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at.

    Attributes:
        id: Of the place or the event.
        code: What sort of doubt, such as ``far-away``.
        message: The same for a person.
        waived: Whether an editor has put it aside.
    """

    type: Literal["place", "event"]
    id: str
    code: str
    message: str
    waived: bool = False


def doubts_of(draft: Draft, event_map: EventMap) -> list[Doubt]:
    """All doubts about a map, in the order of its draft, places first.

    Places that a person has looked at (``review``) or put in their position (``at``) have no doubts
    about where they are. What is not shown has none.

    Args:
        draft: A draft with ids (:func:`dateline.geo.draft.ids.with_ids`).
        event_map: The map that was made of it.
    """
    waived = {item.id: item.waived for item in (*draft.places, *draft.events)}
    looked_at = {one.id for one in draft.places if one.at or one.review in _LOOKED_AT}
    places = {place.id: place for place in event_map.places}
    found = [
        *_of_places(event_map, looked_at),
        *(
            doubt
            for event in event_map.events
            if event.shown
            for doubt in _of_event(event, places, event_map.report.published)
        ),
    ]
    return [
        Doubt(one.type, one.id, one.code, one.message, one.code in waived.get(one.id, ()))
        for one in found
    ]


def _of_places(event_map: EventMap, looked_at: set[str | None]) -> Iterator[Doubt]:
    shown = [place for place in event_map.places if place.shown]
    drawn = [place for place in shown if place.use in DRAWN and place.chosen]
    for place in shown:
        for code, message in _of_place(place, drawn, seen=place.id in looked_at):
            yield Doubt("place", place.id, code, message)


def _of_place(place: Place, drawn: Sequence[Place], *, seen: bool) -> Iterator[tuple[str, str]]:
    if place.unresolved is not None:
        if place.role is not Role.ASSOCIATIVE or place.use is Use.EVENT:
            yield "unresolved", f"{place.name} could not be placed: {place.unresolved}."
        return
    if seen or place.use not in DRAWN or place.chosen is None:
        return
    if place.confidence < _SURE:
        others = ", ".join(_where(one.country, one.admin1) for one in place.alternatives[:2])
        hint = f"; it may be the one in {others}" if others else ""
        yield "low-confidence", f"Which {place.name} is meant is not sure{hint}."
    elif not place.alternatives and (place.chosen.population or _SMALL) < _SMALL:
        yield "single-candidate", f"Only one {place.name} is known here, a small one."
    if (km := _apart(place, drawn)) is not None:
        yield "far-away", f"{place.name} is {km:,.0f} km from the nearest other place of the map."
    if place.use is Use.SCENE:
        yield "unused", f"Nothing on the map happens in {place.name}."


def _where(country: str | None, admin1: str | None) -> str:
    return ", ".join(filter(None, (admin1, country))) or "another country"


def _apart(place: Place, drawn: Sequence[Place]) -> float | None:
    """How far a place is from the nearest other, where that is out of all proportion."""
    others = [_position(one) for one in drawn if one.id != place.id]
    if len(others) < 3:
        return None
    own = min(distance_km(_position(place), one) for one in others)
    nearest = [
        min(distance_km(one, other) for other in others if other is not one) for one in others
    ]
    return own if own > _FAR_KM and own > _FAR_TIMES * median(nearest) else None


def _position(place: Place) -> Position:
    where = place.chosen
    if where is None:
        raise ValueError(f"{place.name} has no coordinates")
    return where.lon, where.lat


def _of_event(event: AnyEvent, places: dict[str, Place], published: When | None) -> Iterator[Doubt]:
    def doubt(code: str, message: str) -> Doubt:
        return Doubt("event", event.id, code, message)

    first = _first(event.when)
    today = _last(published)
    told_as_past = event.status in (Status.HAPPENED, Status.ONGOING)
    if told_as_past and first and today and first > today:
        yield doubt("future-told-as-past", f"{event.title}: after the report was published.")
    if isinstance(event, Journey):
        ends = (event.stops[0], event.stops[-1])
        if any(not _located(stop.place, places) for stop in ends):
            yield doubt("end-not-located", f"{event.title}: where it begins or ends is not known.")
        if _backwards(stop.when for stop in event.stops):
            yield doubt("dates-backwards", f"{event.title}: a stop is dated before the one before.")
    elif not _located(_place_of(event), places):
        yield doubt("not-located", f"{event.title}: where it happened is not known.")


def _place_of(event: Event) -> str | None:
    return event.place


def _located(place_id: str | None, places: dict[str, Place]) -> bool:
    place = places.get(place_id) if place_id else None
    return place is not None and place.chosen is not None


def _backwards(times: Iterable[When | None]) -> bool:
    latest: date | None = None
    for when in times:
        last, first = _last(when), _first(when)
        if last and latest and last < latest:
            return True
        latest = max(filter(None, (latest, first)), default=None)
    return False


def _first(when: When | None) -> date | None:
    return _day(when.bounds()[0]) if when else None


def _last(when: When | None) -> date | None:
    return _day(when.bounds()[1]) if when else None


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
