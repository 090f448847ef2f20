"""Small EventMaps to vary in tests."""

from typing import Any

from dateline.geo.model import (
    AnyEvent,
    Candidate,
    Event,
    EventKind,
    EventMap,
    Evidence,
    Journey,
    Leg,
    Participant,
    Place,
    Report,
    Role,
    Status,
    Stop,
    Summit,
)

TEXT = "Ida Berg sailed from Apia to Suva. She met Per Lund in Suva."


def evidence(quote: str = TEXT, attributed_to: str | None = None) -> tuple[Evidence, ...]:
    """The quote's first occurrence in the text."""
    start = TEXT.index(quote)
    said = Evidence(start=start, end=start + len(quote), quote=quote, attributed_to=attributed_to)
    return (said,)


def candidate(name: str, lon: float, lat: float, **more: Any) -> Candidate:
    fields: dict[str, Any] = {"source": "geonames", "source_id": name, "feature_class": "P"}
    return Candidate(name=name, lon=lon, lat=lat, **(fields | {"uncertainty_km": 5} | more))


def place(name: str, lon: float | None = None, lat: float = 0.0, **more: Any) -> Place:
    """A place; without a longitude, an unresolved one."""
    chosen = None if lon is None else candidate(name, lon, lat)
    fields: dict[str, Any] = {
        "id": name.lower(),
        "name": name,
        "role": Role.LITERAL,
        "evidence": evidence(),
        "chosen": chosen,
        "unresolved": None if chosen else "no gazetteer knows it",
    }
    return Place(**(fields | more))


APIA = place("Apia", -171.76, -13.83)
SUVA = place("Suva", 178.44, -18.14)


def journey(*stops: str | None, **more: Any) -> Journey:
    fields: dict[str, Any] = {
        "id": "voyage",
        "title": "Ida Berg's voyage",
        "participants": (Participant(name="Ida Berg"),),
        "status": Status.HAPPENED,
        "stops": tuple(Stop(place=stop) for stop in stops),
        "legs": (Leg(),) * (len(stops) - 1),
        "evidence": evidence("Ida Berg sailed from Apia to Suva."),
    }
    return Journey(**(fields | more))


def summit(**more: Any) -> Summit:
    fields: dict[str, Any] = {
        "id": "summit-suva",
        "title": "Summit in Suva",
        "participants": (Participant(name="Ida Berg"), Participant(name="Per Lund")),
        "place": "suva",
        "status": Status.HAPPENED,
        "evidence": evidence("She met Per Lund in Suva."),
    }
    return Summit(**(fields | more))


def event(kind: EventKind, **more: Any) -> Event:
    fields: dict[str, Any] = {
        "id": kind.value,
        "kind": kind,
        "title": kind.value,
        "status": Status.HAPPENED,
        "evidence": evidence(),
    }
    return Event(**(fields | more))


def event_map(*events: AnyEvent, places: tuple[Place, ...] = (APIA, SUVA)) -> EventMap:
    return EventMap(
        id="pacific", report=Report(title="Pacific", text=TEXT), places=places, events=events
    )
