"""Journeys whose stops are one place under two names, or the same place twice in a row."""

from collections.abc import Callable, Hashable

from dateline.geo.draft.model import DraftJourney, DraftLeg, DraftStop


def merge_repeated_stops(
    journey: DraftJourney, location: Callable[[str], Hashable]
) -> DraftJourney:
    """A journey on which nobody goes from a place to itself.

    Of stops in a row at one location the last is kept; a leg with a path of its own is a round trip
    and stays. Where one stop is left, it is the end of a way that began no one knows where.

    Args:
        journey: The journey.
        location: What the place of a stop is, such as its name; equal for one and the same place.
    """
    ways = journey.legs or (None,) * (len(journey.stops) - 1)
    stops = [journey.stops[-1]]
    legs: list[DraftLeg | None] = []
    for stop, leg in zip(reversed(journey.stops[:-1]), reversed(ways), strict=True):
        if _is_same(stop, stops[0], location) and not (leg and leg.path):
            continue
        stops.insert(0, stop)
        legs.insert(0, leg)
    if len(stops) == len(journey.stops):
        return journey
    if len(stops) == 1:
        stops.insert(0, DraftStop(place=None))
        legs.append(ways[-1])
    kept = tuple(leg for leg in legs if leg is not None)
    return journey.model_copy(update={"stops": tuple(stops), "legs": kept or None})


def _is_same(one: DraftStop, other: DraftStop, location: Callable[[str], Hashable]) -> bool:
    if one.place is None or other.place is None:
        return False
    return location(one.place) == location(other.place)
