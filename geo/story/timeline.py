"""The moments of a story, for a slider that plays it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.geo.story.wording import when_words

Json = Mapping[str, Any]

_MOST = 60
"""A slider with more stops than this can no longer be aimed."""
_LENGTHS = (16, 10, 7, 4)
"""Characters of an ISO 8601 time down to the minute, the day, the month and the year."""


@dataclass(frozen=True, slots=True)
class Moments:
    """When the events of a story begin.

    Attributes:
        starts: Each moment's beginning as ISO 8601, earliest first.
        labels: The same in words.
        length: To how many characters times were cut: 16 minutes, 10 days, 7 months, 4 years.
        undated: Number of events without a known beginning.
    """

    starts: tuple[str, ...]
    labels: tuple[str, ...]
    length: int
    undated: int


def moments(features: Iterable[Json]) -> Moments | None:
    """The moments of a map's events, in the finest steps that a slider can hold.

    Returns:
        None where events form no sequence: fewer than two moments.
    """
    events = [one for one in features if one["properties"]["layer"] != "places"]
    begun = [start for one in events if (start := _start(one))]
    for length in _LENGTHS:
        starts = tuple(sorted({start[:length] for start in begun}))
        if len(starts) <= _MOST:
            break
    if len(starts) < 2:
        return None
    labels = tuple(when_words(start) for start in starts)
    return Moments(starts, labels, length, len(events) - len(begun))


def _start(feature: Json) -> str | None:
    """When an event begins; None for one without a time, or known by its end alone."""
    iso: str | None = feature["properties"].get("when")
    first = (iso or "").partition("/")[0]
    return first if first and first != ".." else None
