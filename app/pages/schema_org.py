"""A map in schema.org's words, for search engines: its events, trips and places."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.geo.story.wording import kind_of

Json = Mapping[str, Any]

_STATUS = {"cancelled": "https://schema.org/EventCancelled"}
_MOST = 200
"""Maximum number of features in the linked data; search engines read no further."""
_PART: Mapping[str, str] = {
    "host": "organizer",
    "organiser": "organizer",
    "speaker": "performer",
    **dict.fromkeys(("participant", "guest", "delegation", "signatory", "party"), "attendee"),
    **dict.fromkeys(("audience", "protester", "voter", "witness", "traveller"), "attendee"),
}
"""By role, the property for who has it; the rest, such as victims, is what an event is about."""
_SUFFERED = frozenset({"conflict", "coercion", "disaster", "accident"})
"""Families of events that nobody attends."""
_SCHEDULED = "https://schema.org/EventScheduled"


def linked_data(document: Json, address: str) -> dict[str, Any]:
    """The map as JSON-LD.

    Args:
        document: The whole-map document.
        address: The page's own address.
    """
    report = document["report"]
    return {
        "@context": "https://schema.org",
        "@type": "Map",
        "@id": address,
        "name": report["title"],
        "inLanguage": report["language"],
        "about": [_thing(feature) for feature in document["features"][:_MOST]],
    }


def _thing(feature: Json) -> dict[str, Any]:
    properties = feature["properties"]
    if properties["layer"] == "places":
        return _place(properties["name"], _position(feature["geometry"]))
    if properties["layer"] == "journeys":
        return _trip(properties)
    return _event(properties, feature["geometry"])


def _event(properties: Json, geometry: Json | None) -> dict[str, Any]:
    kind = kind_of(properties)
    event: dict[str, Any] = {
        "@type": kind.schema_org,
        "additionalType": kind.word,
        "name": properties["name"],
        "eventStatus": _STATUS.get(properties["status"], _SCHEDULED),
        **_times(properties["when"], "startDate", "endDate"),
    }
    if properties["place"]:
        event["location"] = _place(properties["place"], _position(geometry))
    without_role = "about" if kind.family in _SUFFERED else "attendee"
    for one in _people_of(properties):
        role = one.get("role")
        part = _PART.get(role, "about") if role else without_role
        event.setdefault(part, []).append(_someone(one))
    return event


def _people_of(properties: Json) -> list[Json]:
    """Who takes part, with roles; documents from before there were details have names only."""
    details = properties.get("participant_details")
    return details or [{"name": name, "role": None} for name in properties["participants"]]


def _someone(person: Json) -> dict[str, Any]:
    return {
        "@type": "Thing",
        "name": person["name"],
        **({"description": person["role"]} if person.get("role") else {}),
    }


def _trip(properties: Json) -> dict[str, Any]:
    stops = [stop for stop in properties["stops"] if stop["place"]]
    return {
        "@type": "Trip",
        "name": properties["name"],
        **_times(properties["when"], "departureTime", "arrivalTime"),
        "itinerary": [
            _place(stop["place"], None if stop["lon"] is None else (stop["lon"], stop["lat"]))
            for stop in stops
        ],
    }


def _times(iso: str | None, start: str, end: str) -> dict[str, str]:
    first, _, last = (iso or "").partition("/")
    return {name: value for name, value in ((start, first), (end, last)) if value not in ("", "..")}


def _position(geometry: Json | None) -> Sequence[float] | None:
    if geometry is None or geometry["type"] != "Point":
        return None
    position: Sequence[float] = geometry["coordinates"]
    return position


def _place(name: str, position: Sequence[float] | None) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": name}
    if position is not None:
        longitude, latitude = position[:2]
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": latitude,
            "longitude": longitude,
        }
    return place
