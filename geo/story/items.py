"""One feature in the list: its words, facts, quotations and candidates.

Everything here is data on its way to a template that escapes it; no markup is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.geo.story.editorial import EditorialItem
from dateline.geo.story.wording import (
    cast_words,
    distance_words,
    duration_words,
    feature_words,
    is_area,
    kind_words,
    phrase,
    speed_words,
    symbol_of,
    when_words,
    words,
)
from dateline.geo.use import is_mentioned

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Time:
    """A time: its words, and as the report's ISO 8601 for a browser to write in its locale."""

    iso: str
    words: str

    @classmethod
    def of(cls, iso: str | None) -> "Time | None":
        """The time, if there is one."""
        return cls(iso, when_words(iso)) if iso else None

    @property
    def datetime(self) -> str | None:
        """What HTML's ``datetime`` may hold; an interval is beyond it."""
        return None if "/" in self.iso else self.iso


@dataclass(frozen=True, slots=True)
class QuoteItem:
    """A sentence of the report, and who says so."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a feature; a country is a code that the browser writes out."""

    label: str
    value: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class StopItem:
    """A stop of a journey, and how it goes on from there.

    Attributes:
        inferred: Whether the report does not say it in so many words.
    """

    place: str
    when: Time | None
    onward: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class CandidateItem:
    """One answer of a gazetteer for a name: where it is, how it scored, and why."""

    name: str
    country: str | None
    score: str
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One feature in the list, with all that the map would say of it.

    Attributes:
        shape: Class of its symbol: the layer, ``dateline`` or ``area``.
        outline: Its symbol as an SVG path.
        kind: "Summit, planned".
        located: Whether the map shows it.
        gist: What and where a place is, in a few words.
        steps: Numbers of the steps whose passages speak of it.
        candidates: What a place's name could have meant, the one taken first.
        why: Reasons for taking it.
        mentioned: Whether it is a place that is only named.
        editorial: What an editor says of it.
    """

    id: str
    shape: str
    outline: str
    status: str | None
    name: str
    kind: str
    when: Time | None
    when_text: str | None
    located: bool
    facts: tuple[Fact, ...]
    quotes: tuple[QuoteItem, ...]
    stops: tuple[StopItem, ...] = ()
    basis: str | None = None
    gist: Fact | None = None
    steps: tuple[int, ...] = ()
    candidates: tuple["CandidateItem", ...] = ()
    why: tuple[str, ...] = ()
    mentioned: bool = False
    editorial: EditorialItem | None = None


def item_of(feature: Json, publisher: str | None, steps: tuple[int, ...] = ()) -> Item:
    """A feature in the list.

    Args:
        feature: Of a whole-map document.
        publisher: Who says what no one else is quoted with.
        steps: Numbers of the steps that speak of it.
    """
    properties = feature["properties"]
    layer = properties["layer"]
    shape, outline = symbol_of(properties)
    more: dict[str, Any] = {}
    if layer == "journeys":
        more = {"stops": _stops(properties), "basis": _basis(properties)}
    elif layer == "places":
        more = {
            "gist": _gist(properties),
            "candidates": _candidates(properties),
            "why": tuple(properties["why"]),
            "mentioned": is_mentioned(properties),
        }
    return Item(
        id=feature["id"],
        shape=shape,
        outline=outline,
        status=properties["status"],
        name=properties["name"],
        kind=kind_words(properties),
        when=Time.of(properties.get("when")),
        when_text=properties.get("when_text"),
        located=feature["geometry"] is not None,
        facts=tuple(_FACTS.get(layer, _event_facts)(properties)),
        quotes=quotes_of(properties["evidence"], publisher),
        steps=steps,
        editorial=EditorialItem.of(properties),
        **more,
    )


def quotes_of(evidence: Sequence[Json], publisher: str | None) -> tuple[QuoteItem, ...]:
    """Quotations, each with who says so: whoever is quoted, else the report's publisher."""
    told = publisher or phrase("report_says")
    return tuple(QuoteItem(said["quote"], said["attributed_to"] or told) for said in evidence)


def _event_facts(properties: Json) -> list[Fact]:
    labels = words()["facts"]
    found = {
        "where": properties["place"] or phrase("not_said"),
        "host": properties.get("host"),
        "outcome": properties.get("outcome"),
    }
    return [
        *_cast(properties, "who"),
        *(Fact(labels[name], value) for name, value in found.items() if value),
    ]


def _cast(properties: Json, label: str) -> list[Fact]:
    cast = cast_words(properties, words()["facts"][label])
    return [Fact(role, names) for role, names in cast if names]


def _journey_facts(properties: Json) -> list[Fact]:
    labels = words()["facts"]
    way = _way(properties)
    return [
        *_cast(properties, "travellers"),
        *(Fact(labels[name], value) for name, value in way.items() if value),
    ]


def _way(leg: Json) -> dict[str, str]:
    """How, how long, how far and how fast, of a leg or of a whole journey."""
    seconds, km = leg["duration_s"], leg["distance_km"]
    approximate = bool(leg["duration_approximate"])
    return {
        "how": words()["modes"].get(leg["mode"], ""),
        "duration": duration_words(seconds, approximate=approximate) if seconds else "",
        "length": distance_words(km) if km else "",
        "speed": speed_words(leg),
    }


def _place_facts(properties: Json) -> list[Fact]:
    labels = words()["facts"]
    found = ", ".join(filter(None, (properties["gazetteer_name"], properties["admin1"])))
    what = feature_words(properties)
    named = f"{found} ({what})" if what else found
    facts = [
        Fact(labels["found"], named, properties["country"]),
        Fact(labels["source"], f"{properties['source']} {properties['source_id']}"),
        _extent(properties),
        Fact(labels["confidence"], f"{properties['confidence']:.0%}"),
    ]
    if properties["dispute"]:
        facts.append(Fact(labels["dispute"], properties["dispute"]))
    return facts


def _extent(properties: Json) -> Fact:
    """What the point is worth."""
    labels = words()["facts"]
    if is_area(properties):
        return Fact(labels["drawn"], phrase("area_drawn"))
    reach = distance_words(properties["uncertainty_km"])
    return Fact(labels["within"], phrase("within_km", reach))


def _gist(properties: Json) -> Fact:
    if any(_STANDS_FOR in reason for reason in properties["why"][:1]):
        put = phrase("somewhere_in", properties["gazetteer_name"])
        return Fact("", put, properties["country"])
    words_of_it = (feature_words(properties), properties["admin1"])
    return Fact("", ", ".join(filter(None, words_of_it)), properties["country"])


_STANDS_FOR = "itself is in no gazetteer"
"""Part of the first reason of a place that stands for a site somewhere in it."""
_FACTS = {"journeys": _journey_facts, "places": _place_facts}


def _stops(properties: Json) -> tuple[StopItem, ...]:
    legs = properties["legs"]
    # A journey of one leg has said all of it already.
    onward = [" · ".join(filter(None, _way(leg).values())) if len(legs) > 1 else "" for leg in legs]
    return tuple(
        StopItem(
            stop["place"] or phrase("not_said"),
            Time.of(stop["when"]),
            way,
            inferred=bool(stop.get("inferred")),
        )
        for stop, way in zip(properties["stops"], [*onward, ""], strict=True)
    )


def _basis(properties: Json) -> str | None:
    """What the line on the map is, where there is one."""
    drawn = any(leg["parts"] for leg in properties["legs"])
    told = [phrase(properties["basis"])] if drawn else []
    told += [phrase("inferred_stop")] if properties.get("inferred") else []
    return "; ".join(told) or None


def _candidates(properties: Json) -> tuple[CandidateItem, ...]:
    """The one taken, then the others, best first."""
    taken = {
        **properties,
        "name": properties["gazetteer_name"],
        "score": properties["confidence"],
    }
    return tuple(
        CandidateItem(
            name=", ".join(filter(None, (one["name"], one["admin1"]))),
            country=one["country"],
            score=f"{score:.0%}" if (score := one.get("score")) is not None else "",
            why="; ".join(one["why"]),
        )
        for one in (taken, *properties["alternatives"])
    )
