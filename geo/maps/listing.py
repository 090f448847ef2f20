"""Everything on a map as a list to read, for those who do not see the map or have no script."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One feature as the list names it.

    Attributes:
        id: the feature's.
        name: what it is called.
        kind: kind and status in words.
        tone: a style class: `place` or the status.
        when: ISO 8601, or nothing.
        when_text: the report's own words for the time, where it gives no date.
        facts: further facts as pairs of a word and a text.
        evidence: the sentences that say so, each with `quote` and `said_by`.
    """

    id: str
    name: str
    kind: str
    tone: str
    when: str | None
    when_text: str | None
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[dict[str, str], ...]


def entries(document: Mapping[str, Any], words: Words) -> list[Entry]:
    """The features in reading order: events as the text tells them, then the places."""
    features = sorted(document["features"], key=_reading_order)
    return [_entry(feature, words) for feature in features]


def _reading_order(feature: Mapping[str, Any]) -> tuple[bool, float]:
    properties = feature["properties"]
    start = min((one["start"] for one in properties["evidence"]), default=math.inf)
    return properties["layer"] == "places", start


def _entry(feature: Mapping[str, Any], words: Words) -> Entry:
    properties = feature["properties"]
    status = properties["status"]
    return Entry(
        id=feature["id"],
        name=properties["name"],
        kind=", ".join(part for part in (_kind(properties, words), _status(status, words)) if part),
        tone=status or "place",
        when=properties.get("when"),
        when_text=properties.get("when_text"),
        facts=tuple(_facts(properties, words)),
        evidence=tuple(
            {"quote": one["quote"], "said_by": one["attributed_to"] or ""}
            for one in properties["evidence"]
        ),
    )


def _kind(properties: Mapping[str, Any], words: Words) -> str:
    if properties.get("role") == "dateline":
        return str(words["kinds"]["dateline"])
    return str(words["kinds"].get(properties["kind"], words["kinds"]["other"]))


def _status(status: str | None, words: Words) -> str:
    return str(words["statuses"].get(status, "")) if status else ""


def _facts(properties: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    facts, journey = words["facts"], properties["layer"] == "journeys"
    if properties.get("participants"):
        yield facts["travellers" if journey else "who"], ", ".join(properties["participants"])
    if journey:
        yield facts["where"], " → ".join(_stops(properties, words))
        yield from _distance(properties, words)
    elif properties.get("place") and properties["place"] != properties["name"]:
        yield facts["where"], properties["place"]
    for key in ("host", "outcome", "dispute"):
        if properties.get(key):
            yield (
                facts.get("disputed" if key == "dispute" else key, facts.get(key, "")),
                str(properties[key]),
            )


def _stops(properties: Mapping[str, Any], words: Words) -> Iterator[str]:
    for stop in properties["stops"]:
        yield stop["place"] or words["phrases"]["not_said"]


def _distance(properties: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    if properties.get("distance_km"):
        basis = words["phrases"].get(properties.get("basis"), "")
        km = f"{properties['distance_km']:,.0f} km"
        yield words["facts"]["length"], f"{km} ({basis})" if basis else km
