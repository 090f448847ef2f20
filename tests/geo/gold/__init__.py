"""The project's own gold set of places: short texts by kind, and how a map of one is judged.

A text is right when every place that it should show is found where it is and for what it is, and no
other place is drawn. ``python -m tests.geo.gold`` prints what is right and wrong by kind.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import EventMap, Place, Use
from dateline.geo.reading import Reader
from dateline.geo.use import DRAWN

_FILE = Path(__file__).parent / "places.jsonl"
_NEAR_KM = 60.0
"""How far from what is meant a place may be put, beyond the extent of what was found."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A text with what is wrong with its map, in words.

    Attributes:
        right: Marks drawn that should be.
        drawn: Marks drawn.
        wanted: Marks that should be drawn.
    """

    kind: str
    text: str
    faults: tuple[str, ...]
    right: int
    drawn: int
    wanted: int


def texts() -> list[Json]:
    """The set: ``kind``, ``text`` and ``places`` with ``name``, ``use``, ``lat`` and ``lon``.

    A use of ``drawn`` is any that a map draws; ``unresolved`` is listed without a position.
    """
    return [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def judge_all() -> Iterator[Judged]:
    """Every text read, geocoded and judged."""
    world = Gazetteer.open()
    reader = Reader(world)
    for one in texts():
        yield _judged(one, geocode(reader.read(one["text"]), world))


def _judged(one: Json, story: EventMap) -> Judged:
    wanted = [place for place in one["places"] if place["use"] not in ("mentioned", "unresolved")]
    marks = [place for place in story.places if place.chosen and place.use in DRAWN]
    names = {place["name"] for place in wanted}
    others = [place.name for place in marks if not _names(place) & names]
    found = [fault for place in one["places"] if (fault := _fault(story, place))]
    return Judged(
        kind=one["kind"],
        text=one["text"],
        faults=(*found, *(f"{name} is drawn" for name in others)),
        right=sum(any(_fits(mark, place) for mark in marks) for place in wanted),
        drawn=len(marks),
        wanted=len(wanted),
    )


def _names(place: Place) -> set[str]:
    return {place.name, *(mention.name for mention in place.mentions)}


def _fault(story: EventMap, wanted: Json) -> str | None:
    named = [place for place in story.places if wanted["name"] in _names(place)]
    if not named:
        return f"{wanted['name']} is not found"
    if any(_fits(place, wanted) for place in named):
        return None
    where = named[0].chosen
    told = (
        ", ".join(filter(None, (where.name, where.admin1, where.country))) if where else "nowhere"
    )
    return f"{wanted['name']} is {named[0].use.value}, in {told}"


def _fits(place: Place, wanted: Json) -> bool:
    chosen = place.chosen
    if wanted["name"] not in _names(place):
        return False
    if wanted["use"] == "unresolved" or chosen is None:
        return wanted["use"] == "unresolved" and chosen is None
    uses = DRAWN if wanted["use"] == "drawn" else (Use(wanted["use"]),)
    apart = _km(chosen.lat, chosen.lon, wanted["lat"], wanted["lon"])
    return place.use in uses and apart <= _NEAR_KM + chosen.uncertainty_km


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    one, two = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    cosine = math.sin(one) * math.sin(two) + math.cos(one) * math.cos(two) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))
