"""From an EventMap to layers: RFC 7946 features that say what they rest on."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry import mapping

from dateline.geo import model
from dateline.geo.kinds import catalogue, toll
from dateline.geo.layers.geodesy import Position, bbox_of
from dateline.geo.layers.itinerary import Itinerary, itinerary
from dateline.geo.layers.json_fg import JSON_FG
from dateline.geo.layers.plover import plover
from dateline.geo.layers.standalone import person_ids, standalone_properties
from dateline.geo.model import (
    AnyEvent,
    Candidate,
    Event,
    EventKind,
    EventMap,
    Evidence,
    Journey,
    Place,
    Role,
    Summit,
    Use,
)
from dateline.geo.use import is_mentioned
from dateline.geo.when import When, json_fg_time

LAYERS = model.LAYERS

Json = dict[str, Any]

CREDITS = {
    "geonames": "Place data: GeoNames, CC BY 4.0, modified",
    "natural-earth": "Place data: Natural Earth, public domain",
    "nominatim": "Place data: © OpenStreetMap contributors, ODbL 1.0",
    "photon": "Place data: © OpenStreetMap contributors, ODbL 1.0",
}
"""What a map owes to those whose gazetteer answered, by candidate source."""


@dataclass(frozen=True)
class Layers:
    """One report's features by layer, as plain JSON values in a fixed order."""

    map_id: str
    report: Json
    features: tuple[Json, ...]
    associated: tuple[Json, ...]
    unresolved: tuple[Json, ...]
    credits: tuple[str, ...]
    frame_ancestors: str | None = None
    note: str | None = None
    view: Json | None = None
    theme: str | None = None

    def collection(self, layer: str) -> Json:
        """One layer as a FeatureCollection.

        Raises:
            KeyError: There is no such layer.
        """
        if layer not in LAYERS:
            raise KeyError(layer)
        features = [one for one in self.features if one["properties"]["layer"] == layer]
        return {
            "type": "FeatureCollection",
            "conformsTo": list(JSON_FG),
            "map": self.map_id,
            "layer": layer,
            **_bbox_member(features),
            "features": features,
        }

    def document(self) -> Json:
        """The whole map: all features, and what is known but not drawn.

        ``counts`` are of what is drawn at first, by layer; ``mentioned`` counts the places that
        are only named, ``talks`` the summits that are meetings of other than leaders.
        """
        named = [one for one in self.features if is_mentioned(one["properties"])]
        layers = Counter(one["properties"]["layer"] for one in self.features)
        layers["places"] -= len(named)
        talks = sum(one["properties"]["kind"] == EventKind.MEETING for one in self.features)
        return {
            "type": "FeatureCollection",
            "conformsTo": list(JSON_FG),
            "id": self.map_id,
            **_bbox_member(self.features),
            "report": self.report,
            "counts": {layer: layers[layer] for layer in LAYERS}
            | {"mentioned": len(named)}
            | ({"talks": talks} if talks else {}),
            "associated": list(self.associated),
            "unresolved": list(self.unresolved),
            "credits": list(self.credits),
            **_given(self, ("frame_ancestors", "note", "view", "theme")),
            "features": list(self.features),
        }


def to_json(value: Json) -> bytes:
    """Compact UTF-8 JSON; the same value gives the same bytes.

    Raises:
        ValueError: The value holds NaN or an infinity, which JSON has no word for.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def lay_out(event_map: EventMap) -> Layers:
    """Lay a map out as layers of features.

    Features are literal and dateline places that were resolved, and every event. The ``use`` of a
    place says whether a map draws it (:mod:`dateline.geo.use`). An event whose place the report
    does not say, or that could not be resolved, is a feature without geometry. What is only
    associated, and what could not be resolved, is listed beside the features.
    """
    places = [place for place in event_map.places if place.shown]
    named = [place for place in places if place.chosen and not _is_associated(place)]
    features = [_place_feature(event_map, place) for place in named]
    features += [_event_feature(event_map, event) for event in event_map.events if event.shown]
    features.sort(key=lambda feature: LAYERS.index(feature["properties"]["layer"]))
    return Layers(
        map_id=event_map.id,
        report=_report(event_map),
        features=tuple(features),
        associated=tuple(map(_associated, filter(_is_associated, places))),
        unresolved=tuple(
            {"name": place.name, "reason": place.unresolved, "evidence": _quotes(place.evidence)}
            for place in places
            if place.unresolved is not None and not _is_associated(place)
        ),
        credits=_credits(places),
        frame_ancestors=event_map.frame_ancestors,
        note=event_map.note,
        view=event_map.view.model_dump() if event_map.view else None,
        theme=event_map.theme,
    )


def _is_associated(place: Place) -> bool:
    return place.role is Role.ASSOCIATIVE and place.use is not Use.EVENT


def _report(event_map: EventMap) -> Json:
    report = event_map.report
    return {
        "title": report.title,
        "published": _iso(report.published),
        "publisher": report.publisher,
        "language": report.language,
        "url": report.url,
        "licence": report.licence,
        "credit": report.credit,
    }


def _associated(place: Place) -> Json:
    where = place.chosen
    return {
        "name": place.name,
        "use": place.use.value,
        "evidence": _quotes(place.evidence),
        "place": where
        and {
            "name": where.name,
            "lon": where.lon,
            "lat": where.lat,
            "country": where.country,
            "source": where.source,
            "source_id": where.source_id,
        },
    }


def _credits(places: Iterable[Place]) -> tuple[str, ...]:
    sources = {place.chosen.source for place in places if place.chosen}
    return tuple(dict.fromkeys(CREDITS[source] for source in CREDITS if source in sources))


def _place_feature(event_map: EventMap, place: Place) -> Json:
    where = place.chosen
    if where is None:
        raise ValueError(f"{place.name} has no coordinates")
    properties = {
        "map": event_map.id,
        "layer": "places",
        "kind": "place",
        "name": place.name,
        "role": place.role.value,
        "use": place.use.value,
        "status": None,
        **_said(place.evidence),
        "source": where.source,
        "source_id": where.source_id,
        "gazetteer_name": where.name,
        "feature_class": where.feature_class,
        "feature_code": where.feature_code,
        "country": where.country,
        "admin1": where.admin1,
        "population": where.population,
        "uncertainty_km": where.uncertainty_km,
        "confidence": round(place.confidence, 3),
        "score": round(where.score, 3),
        "why": list(where.why),
        "dispute": where.dispute,
        "alternatives": [_alternative(one) for one in place.alternatives],
        **_given(place, ("note",)),
    }
    geometry = {"type": "Point", "coordinates": [where.lon, where.lat]}
    return _feature(event_map, place.id, geometry, None, properties)


def _alternative(candidate: Candidate) -> Json:
    kept = ("source", "source_id", "name", "lon", "lat", "country", "admin1", "feature_code")
    found = candidate.model_dump(include={*kept, "population", "score", "why"}, mode="json")
    found["score"] = round(candidate.score, 3)
    return {key: found[key] for key in (*kept, "population", "score", "why")}


def _event_feature(event_map: EventMap, event: AnyEvent) -> Json:
    properties = {
        "map": event_map.id,
        "layer": _layer(event),
        "kind": event.kind.value,
        "family": catalogue().kinds[event.kind].family,
        "name": event.title,
        "use": Use.EVENT.value,
        "status": event.status.value,
        "when": _iso(event.when),
        "when_text": event.when.text if event.when else None,
        "participants": [person.name for person in event.participants],
        "participant_details": [person.model_dump() for person in event.participants],
        "participant_ids": person_ids([person.name for person in event.participants]),
        "roles": [person.role for person in event.participants if person.role],
        "killed": toll(event.participants, "killed"),
        "injured": toll(event.participants, "injured"),
    }
    if isinstance(event, Journey):
        way = itinerary(event_map, event)
        geometry = _plain(mapping(way.geometry)) if way.geometry else None
        properties |= _said(event.evidence) | _codes(event) | _way(event_map, way)
        properties |= _ends(event_map, event, way)
    else:
        geometry = _point(event_map, event)
        properties |= _where(event_map, event) | _said(event.evidence) | _codes(event)
    if isinstance(event, Summit):
        properties |= {"host": event.host, "outcome": event.outcome}
    properties |= _editorial(event)
    return _feature(event_map, event.id, geometry, event.when, properties)


def _editorial(event: Event) -> Json:
    """What an editor says of an event; no member for what is not said."""
    said = event.model_dump(include={"picture", "source"})
    source = {"editor_source": said["source"]} if event.source else {}
    picture = {"picture": said["picture"]} if event.picture else {}
    return _given(event, ("note", "caption")) | picture | source


def _given(item: object, names: Sequence[str]) -> Json:
    """The attributes of an item that are not empty."""
    return {name: value for name in names if (value := getattr(item, name))}


def _layer(event: Event) -> str:
    if isinstance(event, Journey):
        return "journeys"
    return "summits" if isinstance(event, Summit) else "events"


def _point(event_map: EventMap, event: Event) -> Json | None:
    where = event_map.place(event.place).chosen if event.place else None
    return {"type": "Point", "coordinates": [where.lon, where.lat]} if where else None


def _where(event_map: EventMap, event: Event) -> Json:
    if event.place is None:
        return {"place": None, "place_id": None, "country": None}
    place = event_map.place(event.place)
    return {
        "place": place.name,
        "place_id": f"{event_map.id}.{place.id}",
        "country": place.chosen.country if place.chosen else None,
    }


def _codes(event: Event) -> Json:
    code = plover(event)
    return {"plover_type": code.type, "plover_mode": code.mode}


def _way(event_map: EventMap, way: Itinerary) -> Json:
    return {
        "mode": way.mode.value if way.mode else None,
        "duration_s": way.duration.seconds if way.duration else None,
        "duration_approximate": way.duration.approximate if way.duration else None,
        "distance_km": way.distance_km,
        "speed_kmh": way.speed_kmh,
        "basis": way.basis,
        "inferred": any(stop.inferred for stop in way.stops),
        "stops": [
            {
                "place": stop.name,
                "place_id": stop.place and f"{event_map.id}.{stop.place}",
                "lon": stop.position[0] if stop.position else None,
                "lat": stop.position[1] if stop.position else None,
                "when": _iso(stop.when),
                "inferred": stop.inferred,
            }
            for stop in way.stops
        ],
        "legs": [
            {
                "from": leg.start,
                "to": leg.end,
                "mode": leg.mode.value if leg.mode else None,
                "duration_s": leg.duration.seconds if leg.duration else None,
                "duration_approximate": leg.duration.approximate if leg.duration else None,
                "distance_km": leg.distance_km,
                "speed_kmh": leg.speed_kmh,
                "basis": leg.basis.value,
                "parts": list(leg.parts) if leg.parts else None,
                "inferred": leg.inferred,
            }
            for leg in way.legs
        ],
    }


def _ends(event_map: EventMap, journey: Journey, way: Itinerary) -> Json:
    """Who went from where to where, as plain properties.

    ``ends`` distinguishes journeys with a line from those with one known end, or none.
    """
    first, last = way.stops[0], way.stops[-1]
    known = [name for name, stop in (("origin", first), ("destination", last)) if stop.position]
    place = event_map.place(last.place).chosen if last.place else None
    return {
        "traveller": next((one.name for one in journey.participants), None),
        "origin": first.name,
        "destination": last.name,
        "ends": "both" if len(known) == 2 else next(iter(known), "none"),
        "country": place.country if place else None,
    }


def _said(evidence: Sequence[Evidence]) -> Json:
    said_by = dict.fromkeys(said.attributed_to for said in evidence if said.attributed_to)
    return {"attribution": "; ".join(said_by) or None, "evidence": _quotes(evidence)}


def _quotes(evidence: Sequence[Evidence]) -> list[Json]:
    return [
        {
            "quote": said.quote,
            "start": said.start,
            "end": said.end,
            "attributed_to": said.attributed_to,
        }
        for said in evidence
    ]


def _feature(
    event_map: EventMap, own_id: str, geometry: Json | None, when: When | None, properties: Json
) -> Json:
    feature_id, time = f"{event_map.id}.{own_id}", json_fg_time(when)
    feature = {
        "type": "Feature",
        "id": feature_id,
        "geometry": geometry,
        "time": time,
        "properties": properties | standalone_properties(feature_id, time, _report(event_map)),
    }
    return feature | _bbox_member([feature])


def _bbox_member(features: Iterable[Json]) -> Json:
    bbox = bbox_of(line for feature in features for line in _lines(feature["geometry"]))
    return {"bbox": bbox} if bbox else {}


def _lines(geometry: Json | None) -> list[list[Position]]:
    """The positions of a geometry, line by line; a point is a line of one."""
    if geometry is None:
        return []
    at = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [[at]]
    return [at] if geometry["type"] == "LineString" else list(at)


def _plain(value: Any) -> Any:
    """Shapely's tuples as the lists that JSON has."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _iso(when: When | None) -> str | None:
    return when.iso or None if when else None
