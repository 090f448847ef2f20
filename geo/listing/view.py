"""What a list of everything on a map says, made from the whole-map document.

Everything here is data on its way to a template that escapes it; no markup is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geo.listing.wording import (
    count_words,
    distance_words,
    duration_words,
    feature_words,
    is_area,
    kind_words,
    people_words,
    phrase,
    speed_words,
    when_words,
    words,
)

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
class Quote:
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
class Stop:
    """A stop of a journey, and how it goes on from there."""

    place: str
    when: Time | None
    onward: str


@dataclass(frozen=True, slots=True)
class Item:
    """One feature in the list, with all that the map would say of it.

    Attributes:
        shape: Which symbol: the layer, ``dateline`` or ``area``.
        kind: "Summit, planned".
        located: Whether the map shows it.
        gist: What and where a place is, in a few words.
        alternatives: What else a place's name could have meant.
    """

    id: str
    shape: str
    status: str | None
    name: str
    kind: str
    when: Time | None
    when_text: str | None
    located: bool
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    stops: tuple[Stop, ...] = ()
    basis: str | None = None
    gist: Fact | None = None
    alternatives: tuple[Fact, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A name that is not on the map, and why."""

    name: str
    reason: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """A map with the head of its report and everything on it, in reading order."""

    id: str
    title: str
    published: Time | None
    publisher: str | None
    language: str
    url: str | None
    """The report's address, if it is one that a page may link to."""
    licence: str | None
    credit: str | None
    counts: tuple[str, ...]
    layers: tuple[tuple[str, str], ...]
    """Layers that have features: word in addresses, and word for readers."""
    empty: str | None
    """What is said in place of the list when nothing can be drawn or listed as told."""
    story: tuple[Item, ...]
    places: tuple[Item, ...]
    associated: tuple[Aside, ...]
    unresolved: tuple[Aside, ...]
    credits: tuple[str, ...]


def map_view(document: Json) -> MapView:
    """The list of a whole-map document (``geo.layers.Layers.document``)."""
    report, features = document["report"], sorted(document["features"], key=_first_mention)
    publisher = report["publisher"]
    counts = document["counts"]
    return MapView(
        id=document["id"],
        title=report["title"],
        published=Time.of(report["published"]),
        publisher=publisher,
        language=report["language"],
        url=_web_address(report["url"]),
        licence=report["licence"],
        credit=report["credit"],
        counts=tuple(count_words(counts)),
        layers=tuple((name, word) for name, word in words()["layers"].items() if counts.get(name)),
        empty=None if features else phrase("empty"),
        story=tuple(_item(one, publisher) for one in features if not _is_place(one)),
        places=tuple(_item(one, publisher) for one in features if _is_place(one)),
        associated=tuple(_aside(one, publisher) for one in document["associated"]),
        unresolved=tuple(_aside(one, publisher) for one in document["unresolved"]),
        credits=tuple(document["credits"]),
    )


def _is_place(feature: Json) -> bool:
    return bool(feature["properties"]["layer"] == "places")


def _first_mention(feature: Json) -> int:
    return min((said["start"] for said in feature["properties"]["evidence"]), default=0)


def _web_address(url: str | None) -> str | None:
    """A link may lead to the web only: ``javascript:`` and the like are addresses too."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def _item(feature: Json, publisher: str | None) -> Item:
    properties = feature["properties"]
    layer = properties["layer"]
    more: dict[str, Any] = {}
    if layer == "journeys":
        more = {"stops": _stops(properties), "basis": _basis(properties)}
    elif layer == "places":
        more = {
            "gist": _gist(properties),
            "alternatives": _alternatives(properties),
            "why": tuple(properties["why"]),
        }
    return Item(
        id=feature["id"],
        shape=_shape(properties),
        status=properties["status"],
        name=properties["name"],
        kind=kind_words(properties),
        when=Time.of(properties.get("when")),
        when_text=properties.get("when_text"),
        located=feature["geometry"] is not None,
        facts=tuple(_FACTS.get(layer, _event_facts)(properties)),
        quotes=_quotes(properties["evidence"], publisher),
        **more,
    )


def _shape(properties: Json) -> str:
    if properties.get("role") == "dateline":
        return "dateline"
    return "area" if is_area(properties) else str(properties["layer"])


def _quotes(evidence: Sequence[Json], publisher: str | None) -> tuple[Quote, ...]:
    told = publisher or phrase("report_says")
    return tuple(Quote(said["quote"], said["attributed_to"] or told) for said in evidence)


def _aside(listed: Json, publisher: str | None) -> Aside:
    return Aside(listed["name"], listed.get("reason"), _quotes(listed["evidence"], publisher))


def _event_facts(properties: Json) -> list[Fact]:
    labels = words()["facts"]
    found = {
        "who": people_words(properties),
        "where": properties["place"] or phrase("not_said"),
        "host": properties.get("host"),
        "outcome": properties.get("outcome"),
    }
    return [Fact(labels[name], value) for name, value in found.items() if value]


def _journey_facts(properties: Json) -> list[Fact]:
    labels = words()["facts"]
    found = {"travellers": people_words(properties), **_way(properties)}
    return [Fact(labels[name], value) for name, value in found.items() if value]


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
    words_of_it = (feature_words(properties), properties["admin1"])
    return Fact("", ", ".join(filter(None, words_of_it)), properties["country"])


_FACTS = {"journeys": _journey_facts, "places": _place_facts}


def _stops(properties: Json) -> tuple[Stop, ...]:
    legs = properties["legs"]
    # A journey of one leg has said all of it already.
    onward = [" · ".join(filter(None, _way(leg).values())) if len(legs) > 1 else "" for leg in legs]
    return tuple(
        Stop(stop["place"] or phrase("not_said"), Time.of(stop["when"]), way)
        for stop, way in zip(properties["stops"], [*onward, ""], strict=True)
    )


def _basis(properties: Json) -> str | None:
    """What the line on the map is, where there is one."""
    drawn = any(leg["parts"] for leg in properties["legs"])
    return phrase(properties["basis"]) if drawn else None


def _alternatives(properties: Json) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            ", ".join(filter(None, (other["name"], other["admin1"]))),
            "; ".join(other["why"]),
            other["country"],
        )
        for other in properties["alternatives"]
    )
