"""A map in schema.org's words, for search engines: its events, trips and places."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

_STATUS = {"cancelled": "https://schema.org/EventCancelled"}
_MOST = 200
"""Features told to a search engine, which reads no further."""
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
    event: dict[str, Any] = {
        "@type": "Event",
        "name": properties["name"],
        "eventStatus": _STATUS.get(properties["status"], _SCHEDULED),
        **_times(properties["when"], "startDate", "endDate"),
    }
    if properties["place"]:
        event["location"] = _place(properties["place"], _position(geometry))
    if properties["participants"]:
        event["attendee"] = [
            {"@type": "Thing", "name": name} for name in properties["participants"]
        ]
    return event


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
