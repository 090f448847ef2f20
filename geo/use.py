"""What each place of a map is on it for: events, the report's scenes, or merely named."""

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.geo.model import AnyEvent, Candidate, Journey, Role, Use

DRAWN = (Use.EVENT, Use.SCENE, Use.DATELINE)
"""Uses that a map draws at first."""

_WIDE_KM = {"PCL": 50.0, "CONT": 0.0, "OCN": 0.0, "TERR": 50.0, "RGN": 100.0, "ADM1": 100.0}
"""By GeoNames code, the radius in km from which a place is no scene: Singapore and Bali are."""


def use_of(
    role: Role, chosen: Candidate | None, *, of_event: bool, given: Use | None = None
) -> Use:
    """What a place is on the map for.

    Args:
        role: What its name stands for.
        chosen: Where it is, if it was resolved.
        of_event: Whether an event happens there, or a journey stops there.
        given: What the draft says; an event's place is one all the same.
    """
    if of_event:
        return Use.EVENT
    if given is not None:
        return given
    if role is Role.ASSOCIATIVE or is_wide(chosen):
        return Use.MENTIONED
    return Use.DATELINE if role is Role.DATELINE else Use.SCENE


def is_wide(place: Candidate | None) -> bool:
    """Whether a place is too wide to be a scene: a country, a state, a world region, an ocean."""
    if place is None:
        return False
    code = place.feature_code or ""
    return any(code.startswith(one) and place.uncertainty_km >= km for one, km in _WIDE_KM.items())


def event_places(events: Iterable[AnyEvent]) -> set[str]:
    """Ids of the places where events happen and journeys stop."""
    found: set[str] = set()
    for event in events:
        if event.place is not None:
            found.add(event.place)
        if isinstance(event, Journey):
            found |= {stop.place for stop in event.stops if stop.place is not None}
    return found


def is_mentioned(properties: Mapping[str, Any]) -> bool:
    """Whether a feature is a place that is only named; maps stored earlier have no use."""
    return bool(properties.get("use") == Use.MENTIONED)


def drawn_features(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Features of a whole-map document that a map draws at first: those with a place in use."""
    return [
        one
        for one in document["features"]
        if one["geometry"] and not is_mentioned(one["properties"])
    ]
