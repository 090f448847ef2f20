"""One report as one JSON object: what geoparsing evaluations and pipelines take."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from dateline.geo.kinds import catalogue
from dateline.geo.layers.plover import plover
from dateline.geo.model import AnyEvent, Event, EventMap, Evidence, Journey, Place, Role, Summit
from dateline.geo.reading.events.facts import EventTrace

_NO_POSITION = {"lat": None, "lon": None}


def line_of(
    report_id: Any, event_map: EventMap, traces: Sequence[EventTrace | None] = ()
) -> dict[str, Any]:
    """Toponyms, journeys, summits and other events of a report with positions and spans.

    Args:
        report_id: The report's id, as it was given.
        event_map: The report, read and geocoded.
        traces: What gave its first events, as :class:`Reading` has it.

    Returns:
        ``id``, ``toponyms``, ``journeys``, ``summits`` and ``events``. Spans count the characters
        of the text; a position is None where no place could be chosen.
    """
    places = {place.id: place for place in event_map.places}
    return {
        "id": report_id,
        "toponyms": _toponyms(event_map),
        "journeys": [_journey(e, places) for e in event_map.events if isinstance(e, Journey)],
        "summits": [_summit(e, places) for e in event_map.events if isinstance(e, Summit)],
        "events": [
            _event(event, trace, places)
            for event, trace in zip_longest(event_map.events, traces[: len(event_map.events)])
            if not isinstance(event, Journey | Summit)
        ],
    }


def _toponyms(event_map: EventMap) -> list[dict[str, Any]]:
    found = [
        {
            "start": mention.start,
            "end": mention.end,
            "name": mention.name,
            "role": mention.role.value,
            "use": place.use.value,
            **_position(place),
            "source_id": place.chosen.source_id if place.chosen else None,
        }
        for place in event_map.places
        for mention in place.mentions
    ]
    return sorted(found, key=lambda toponym: (toponym["start"], toponym["end"]))


def _position(place: Place) -> dict[str, float | None]:
    if place.chosen is None:
        return dict(_NO_POSITION)
    return {"lat": place.chosen.lat, "lon": place.chosen.lon}


def _journey(journey: Journey, places: dict[str, Place]) -> dict[str, Any]:
    stops = [
        None if stop.place is None else _end(places[stop.place], journey.evidence)
        for stop in journey.stops
    ]
    inferred = stops[0] if journey.stops[0].inferred else None
    modes = {leg.mode for leg in journey.legs}
    mode = modes.pop() if len(modes) == 1 else None
    return {
        "traveller": " and ".join(person.name for person in journey.participants),
        "origin": None if inferred else stops[0],
        **({"inferred_origin": inferred} if inferred else {}),
        "destination": stops[-1],
        "via": [stop for stop in stops[1:-1] if stop is not None],
        "mode": mode.value if mode else None,
        "status": journey.status.value,
        "evidence": _span(journey),
    }


def _summit(summit: Summit, places: dict[str, Place]) -> dict[str, Any]:
    when = summit.when
    return {
        "participants": [person.name for person in summit.participants],
        "place": _end(places[summit.place], summit.evidence) if summit.place else None,
        "when": (when.iso or when.text) if when else None,
        "status": summit.status.value,
        "evidence": _span(summit),
    }


def _event(event: Event, trace: EventTrace | None, places: dict[str, Place]) -> dict[str, Any]:
    when = event.when
    code = plover(event)
    return {
        "kind": event.kind.value,
        "family": catalogue().kinds[event.kind].family,
        "plover": {"type": code.type, "mode": code.mode},
        "trigger": list(trace.trigger) if trace else None,
        "participants": [
            person.model_dump(include={"name", "role", "number", "killed", "injured"})
            for person in event.participants
        ],
        "place": _scene(places[event.place], event.evidence, trace) if event.place else None,
        "when": (when.iso or when.text) if when else None,
        "status": event.status.value,
        "evidence": _span(event),
        "frame": trace.frame if trace else None,
    }


def _scene(
    place: Place, evidence: tuple[Evidence, ...], trace: EventTrace | None
) -> dict[str, Any]:
    """Where an event was, with other names of the same place."""
    found = _end(place, evidence)
    if trace is not None and trace.place is not None:
        found["start"], found["end"] = trace.place
    names = [place.name, *([place.chosen.name] if place.chosen else [])]
    names = [name for name in dict.fromkeys(names) if name != found["name"]]
    return {"name": found.pop("name"), "names": names, **found}


def _span(event: AnyEvent) -> list[int]:
    return [event.evidence[0].start, event.evidence[0].end]


def _end(place: Place, evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    """A place of an event, at its mention within the evidence, else at its first one."""
    mentions = [mention for mention in place.mentions if mention.role is not Role.ASSOCIATIVE]
    mentions = mentions or list(place.mentions)
    told = [
        mention
        for said in evidence
        for mention in mentions
        if said.start <= mention.start < said.end
    ]
    mention = next(iter(told or mentions), None)
    if mention is None:
        return {"name": place.name, "start": None, "end": None, **_position(place)}
    return {
        "name": mention.name,
        "start": mention.start,
        "end": mention.end,
        **_position(place),
    }
