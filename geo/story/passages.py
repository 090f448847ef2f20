"""A report's story in steps: the passages that say what is on the map, in the report's order.

Of the report's text a map shows what supports a feature and no more: quotations, as one may take
them from a text of someone else's. The rest is left to the report, which the page links.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.geo.use import is_mentioned

Json = Mapping[str, Any]

_MOST = 50
"""Pieces of evidence to one passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the report that speaks of features of the map.

    Attributes:
        start: Where it begins in the report, in characters.
        text: As the report has it.
        speakers: Who is quoted in it; empty where the report itself says so.
        features: What it speaks of: events before places, each in the order of the map.
    """

    start: int
    text: str
    speakers: tuple[str, ...]
    features: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """One piece of evidence with the feature that it supports."""

    start: int
    end: int
    quote: str
    speaker: str | None
    feature: Json


def passages(features: Iterable[Json]) -> tuple[Passage, ...]:
    """The passages that support features, in the report's order; overlapping ones are merged.

    The place of filing opens no passage: it is a line's head, not a sentence; nor does a place that
    is only named. A passage with very many features is split.

    Args:
        features: Of a whole-map document.
    """
    told = [one for one in features if not _opens_nothing(one["properties"])]
    said = sorted(
        (piece for feature in told for piece in _pieces(feature)),
        key=lambda piece: (piece.start, -piece.end),
    )
    groups: list[list[_Said]] = []
    reached = 0
    for piece in said:
        if groups and piece.start < reached and len(groups[-1]) < _MOST:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        reached = max(reached, piece.end)
    return tuple(_passage(group) for group in groups)


def _opens_nothing(properties: Json) -> bool:
    return properties.get("role") == "dateline" or is_mentioned(properties)


def _pieces(feature: Json) -> Iterable[_Said]:
    for said in feature["properties"]["evidence"]:
        yield _Said(said["start"], said["end"], said["quote"], said["attributed_to"], feature)


def _passage(group: Sequence[_Said]) -> Passage:
    text = ""
    start = group[0].start
    for piece in group:
        text += piece.quote[max(0, start + len(text) - piece.start) :]
    features = {piece.feature["id"]: piece.feature for piece in group}
    return Passage(
        start=start,
        text=text,
        speakers=tuple(dict.fromkeys(piece.speaker for piece in group if piece.speaker)),
        features=tuple(sorted(features.values(), key=_is_place)),
    )


def _is_place(feature: Json) -> bool:
    return bool(feature["properties"]["layer"] == "places")
