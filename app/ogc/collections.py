"""The four collections, and the properties by which their features can be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.app.store.filters import Kind, Property
from dateline.geo.kinds import catalogue
from dateline.geo.model import LAYERS, EventKind, Mode, Use


@dataclass(frozen=True, slots=True)
class Queryable:
    """A property that can be asked for.

    Attributes:
        values: The only values it has, where these are few.
    """

    kind: Kind
    title: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """A layer of all maps together.

    Attributes:
        lines: Whether its features are lines, and not points.
        nested: Properties that it cannot be asked by, as they hold lists or objects.
    """

    id: str
    title: str
    description: str
    queryables: Mapping[str, Queryable]
    nested: tuple[str, ...] = ("layer", "evidence")
    lines: bool = False

    def property(self, name: str) -> Property | None:
        """A queryable by name; None for an unknown one."""
        if name == "id":
            return Property("id", "string")
        found = self.queryables.get(name)
        return Property(name, found.kind) if found else None


_STATUSES = ("happened", "ongoing", "planned", "cancelled")
_OF_ALL = {
    "map": Queryable("string", "Id of the map"),
    "kind": Queryable("string", "What the feature is", ("place",)),
    "name": Queryable("string", "Name or title"),
    "attribution": Queryable("string", "Everyone whom the evidence is attributed to"),
    "use": Queryable("string", "What it is on the map for", tuple(Use)),
    "country": Queryable("string", "ISO 3166-1 alpha-2 code of the country"),
    "time_start": Queryable("string", "First second of its time, in RFC 3339 (UTC)"),
    "time_end": Queryable("string", "Last second of its time, in RFC 3339 (UTC)"),
    "published": Queryable("string", "When the report was published, in ISO 8601"),
    "publisher": Queryable("string", "Who published the report"),
    "report_title": Queryable("string", "Title of the report"),
    "url": Queryable("string", "Address of the report"),
    "licence": Queryable("string", "Licence of the report"),
}
_OF_EVENTS = {
    **_OF_ALL,
    "status": Queryable("string", "Whether it has happened", _STATUSES),
    "when": Queryable("time", "When, in ISO 8601: a time, a day, a month, a year or an interval"),
    "when_text": Queryable("string", "When, in the words of the report"),
    "participants": Queryable("strings", "Who took part"),
    "participant_ids": Queryable("strings", "Ids of who took part, the same in every map"),
    "family": Queryable("string", "Which family its kind is of"),
    "roles": Queryable("strings", "What those who took part are in it"),
    "killed": Queryable("integer", "The largest number of dead that is given for one participant"),
    "injured": Queryable("integer", "The largest number of injured, in the same way"),
    "plover_type": Queryable("string", "Type of the event in PLOVER"),
    "plover_mode": Queryable("string", "Mode of the event in PLOVER"),
}
_TOGETHER = ("summit", "meeting")
"""Kinds that are in the collection of summits."""
_KINDS = tuple(kind.value for kind in EventKind if kind not in (EventKind.JOURNEY, *_TOGETHER))
_FAMILIES = tuple(dict.fromkeys(catalogue().kinds[EventKind(kind)].family for kind in _KINDS))
_AT_A_PLACE = {
    "place": Queryable("string", "Name of the place"),
    "place_id": Queryable("string", "Id of the place's feature"),
}

_EVERY = (
    Collection(
        "places",
        "Places",
        "Where reports say that something happened, or were filed, each tied to its sentence.",
        {
            **_OF_ALL,
            "role": Queryable("string", "What the report names it for", ("literal", "dateline")),
            "source": Queryable("string", "The gazetteer"),
            "source_id": Queryable("string", "Id of the place in the gazetteer"),
            "gazetteer_name": Queryable("string", "Name of the place in the gazetteer"),
            "feature_class": Queryable("string", "Class of the place in GeoNames"),
            "feature_code": Queryable("string", "Code of the place in GeoNames"),
            "admin1": Queryable("string", "State, province or region"),
            "population": Queryable("integer", "Inhabitants"),
            "uncertainty_km": Queryable("number", "Radius within which the place is, in km"),
            "confidence": Queryable("number", "How sure it is that this place is meant, 0 to 1"),
            "dispute": Queryable("string", "Who disputes whose it is"),
        },
    ),
    Collection(
        "journeys",
        "Journeys",
        "Who travelled where, stop by stop, each tied to the sentences that say so.",
        {
            **_OF_EVENTS,
            "kind": Queryable("string", "What the feature is", ("journey",)),
            "traveller": Queryable("string", "Who travelled, the first of several"),
            "origin": Queryable("string", "Name of the first stop"),
            "destination": Queryable("string", "Name of the last stop"),
            "ends": Queryable(
                "string",
                "Which ends are known; only journeys with both are lines",
                ("both", "origin", "destination", "none"),
            ),
            "mode": Queryable("string", "By what it was made", tuple(Mode)),
            "duration_s": Queryable("number", "How long it took, in seconds"),
            "duration_approximate": Queryable("boolean", "Whether the duration is a rough one"),
            "distance_km": Queryable("number", "Length of the line, in km"),
            "speed_kmh": Queryable("number", "Speed along the line, in km/h"),
            "inferred": Queryable("boolean", "Whether a stop is inferred"),
            "basis": Queryable(
                "string", "What the line rests on", ("great_circle", "given", "mixed")
            ),
        },
        lines=True,
    ),
    Collection(
        "summits",
        "Summits",
        "Meetings of leaders or delegations, each tied to the sentences that say so.",
        {
            **_OF_EVENTS,
            **_AT_A_PLACE,
            "kind": Queryable("string", "Of leaders (summit), or of others (meeting)", _TOGETHER),
            "host": Queryable("string", "Who hosted it"),
            "outcome": Queryable("string", "What came of it"),
        },
    ),
    Collection(
        "events",
        "Events",
        "Everything else that reports say has happened or will, each tied to its sentence.",
        {
            **_OF_EVENTS,
            **_AT_A_PLACE,
            "kind": Queryable("string", "What the feature is", _KINDS),
            "family": Queryable("string", "Which family its kind is of", _FAMILIES),
        },
    ),
)

COLLECTIONS: dict[str, Collection] = {one.id: one for one in _EVERY}
"""By id, which is the layer's name."""

assert tuple(COLLECTIONS) == LAYERS  # noqa: S101 -- a layer without a collection could not be read
