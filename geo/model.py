"""Dateline's vocabulary as frozen, typed models.

Coordinates are WGS 84 degrees, longitude first; lengths are kilometres, durations seconds.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dateline.geo.editorial import Editorial, EventEditorial, MapEditorial
from dateline.geo.when import When

LAYERS = ("places", "journeys", "summits", "events")
"""Every layer, in the order in which a map lists them."""

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class Model(BaseModel):
    """Base of the vocabulary: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What a toponym stands for where it is mentioned."""

    LITERAL = "literal"
    """The place itself."""
    ASSOCIATIVE = "associative"
    """A government, a nationality, a team: something that goes by the place's name."""
    DATELINE = "dateline"
    """Where the report was filed."""


class Use(StrEnum):
    """What a place is on the map for."""

    EVENT = "event"
    """An event of the map happens there, or a journey leads there."""
    SCENE = "scene"
    """The report says that something is or happens there, without an event that was read."""
    DATELINE = "dateline"
    """Where the report was filed."""
    MENTIONED = "mentioned"
    """Only named: listed, and drawn on request."""


class Status(StrEnum):
    """What the report says has become of an event; never guessed up."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How a traveller moves on a leg."""

    AIR = "air"
    TRAIN = "train"
    ROAD = "road"
    SEA = "sea"
    FOOT = "foot"


class EventKind(StrEnum):
    """What kind of event; :mod:`dateline.geo.kinds` has the words and codes of each.

    Journeys have a layer of their own, and so have summits and meetings together.
    """

    JOURNEY = "journey"
    ARRIVAL = "arrival"
    VISIT = "visit"
    DEPARTURE = "departure"
    SUMMIT = "summit"
    MEETING = "meeting"
    RECEPTION = "reception"
    ATTACK = "attack"
    BOMBING = "bombing"
    SHELLING = "shelling"
    AIR_STRIKE = "air-strike"
    SHOOTING = "shooting"
    STABBING = "stabbing"
    CLASH = "clash"
    ASSASSINATION = "assassination"
    KIDNAPPING = "kidnapping"
    ARSON = "arson"
    ROBBERY = "robbery"
    VIOLENCE = "violence"
    ARREST = "arrest"
    RAID = "raid"
    DEPORTATION = "deportation"
    CURFEW = "curfew"
    SANCTION = "sanction"
    DEMONSTRATION = "demonstration"
    RIOT = "riot"
    WALKOUT = "walkout"
    PROTEST = "protest"
    EARTHQUAKE = "earthquake"
    FLOOD = "flood"
    STORM = "storm"
    WILDFIRE = "wildfire"
    ERUPTION = "eruption"
    LANDSLIDE = "landslide"
    EPIDEMIC = "epidemic"
    DISASTER = "disaster"
    CRASH = "crash"
    DERAILMENT = "derailment"
    SINKING = "sinking"
    FIRE = "fire"
    EXPLOSION = "explosion"
    COLLAPSE = "collapse"
    SIGNING = "signing"
    CEASEFIRE = "ceasefire"
    PLEDGE = "pledge"
    AGREEMENT = "agreement"
    ELECTION = "election"
    VOTE = "vote"
    RESIGNATION = "resignation"
    APPOINTMENT = "appointment"
    TRIAL = "trial"
    RELIEF = "relief"
    RESCUE = "rescue"
    EVACUATION = "evacuation"
    DEPLOYMENT = "deployment"
    WITHDRAWAL = "withdrawal"
    EXERCISE = "exercise"
    MISSILE_TEST = "missile-test"
    SPEECH = "speech"
    STATEMENT = "statement"
    OTHER = "other"


class Basis(StrEnum):
    """What a leg's line rests on."""

    GREAT_CIRCLE = "great_circle"
    """The shortest line between its two stops: not the track that was travelled."""
    GIVEN = "given"
    """A line that a person gave in the draft."""


class Report(Model):
    """The source: what was published, by whom, and what may be done with it."""

    title: str
    text: str
    published: When | None = None
    publisher: str | None = None
    language: str = "en"
    url: str | None = None
    licence: str | None = None
    credit: str | None = None


class Evidence(Model):
    """A span of the report's text, and who it is attributed to.

    ``report.text[start:end] == quote`` always holds; offsets count Python characters.
    """

    start: int
    end: int
    quote: str
    attributed_to: str | None = None


class Mention(Model):
    """A toponym in the text: its span, the name as written, and its role there."""

    start: int
    end: int
    name: str
    role: Role


class Candidate(Model):
    """One answer of a gazetteer or geocoder for a name.

    Attributes:
        source: Who answered (``geonames``, ``overlay``, ``natural-earth``, ``nominatim`` ...).
        source_id: The place's identity there.
        feature_class: GeoNames class: A area, P populated place, H water, T terrain, S spot,
            L region, R route.
        feature_code: GeoNames code (``PPLC``, ``ISL``, ``PCLI``, ``RSTN`` ...), where known.
        country: ISO 3166-1 alpha-2, where the place is in one country.
        admin1: Name of the first-order division it is in.
        population: People, where known.
        uncertainty_km: Radius within which the named thing lies: the extent of an area or an
            island, some kilometres for a town.
        dispute: The fact of a dispute over the place, in one sentence; None if there is none.
        score: 0 to 1, comparable among the candidates for one name.
        why: The reasons for the score, in words a reader understands.
    """

    source: str
    source_id: str
    name: str
    lon: Longitude
    lat: Latitude
    feature_class: str
    feature_code: str | None = None
    country: str | None = None
    admin1: str | None = None
    population: int | None = None
    uncertainty_km: float = Field(ge=0)
    dispute: str | None = None
    score: float = Field(default=0.0, ge=0, le=1)
    why: tuple[str, ...] = ()


class Place(Editorial):
    """A location named in the report, resolved or not.

    Attributes:
        id: Stable within its map; a slug of the name.
        name: What the map calls it: its label, or the name it was looked up by.
        role: ``literal`` if any mention is literal, else ``dateline``, else ``associative``.
        use: What it is on the map for.
        chosen: The candidate taken; None when nothing could be resolved.
        alternatives: The candidates not chosen, best first.
        confidence: 0 to 1: how far the chosen candidate is ahead of the others.
        unresolved: Why nothing was chosen; None when something was.
    """

    id: str
    name: str
    role: Role
    use: Use = Use.SCENE
    mentions: tuple[Mention, ...] = ()
    evidence: tuple[Evidence, ...]
    chosen: Candidate | None = None
    alternatives: tuple[Candidate, ...] = ()
    confidence: float = Field(default=0.0, ge=0, le=1)
    unresolved: str | None = None

    @model_validator(mode="after")
    def _resolved_or_says_why(self) -> "Place":
        if (self.chosen is None) == (self.unresolved is None):
            raise ValueError("a place has either a chosen candidate or a reason why it has none")
        return self


Count = Annotated[int, Field(ge=0, le=10_000_000_000)]
"""People, as a report counts them."""


class Participant(Model):
    """Someone who takes part: a person, a delegation, a crowd, a vessel.

    Attributes:
        country: ISO 3166-1 alpha-2 of the side that the participant represents.
        role: What they are in the event: ``attacker``, ``victim``, ``signatory`` ...; one of those
            that the family of the event's kind has in :mod:`dateline.geo.kinds`.
        number: How many they are, as the report says.
        killed: How many of them died, as the report says.
        injured: How many of them were hurt, as the report says.
    """

    name: str = Field(min_length=1, max_length=300)
    title: str | None = Field(default=None, max_length=300)
    country: str | None = Field(default=None, max_length=300)
    role: str | None = Field(default=None, min_length=1, max_length=40)
    number: Count | None = None
    killed: Count | None = None
    injured: Count | None = None


class Duration(Model):
    """How long something took, in seconds, and whether the report says "about"."""

    seconds: float = Field(gt=0)
    approximate: bool = False


class Stop(Model):
    """A place on an itinerary, by place id, and when the traveller was there.

    Attributes:
        place: None where the report does not say which.
        inferred: Whether the report does not say so and it follows from what it says: a journey
            that goes on begins where the one before it ended.
    """

    place: str | None
    when: When | None = None
    inferred: bool = False


class Leg(Model):
    """The way from one stop to the next.

    Attributes:
        path: Positions that a person gave for the real track, from stop to stop; None draws
            the great circle.
    """

    mode: Mode | None = None
    duration: Duration | None = None
    path: tuple[tuple[Longitude, Latitude], ...] | None = None

    @property
    def basis(self) -> Basis:
        """What the leg's line rests on."""
        return Basis.GREAT_CIRCLE if self.path is None else Basis.GIVEN


class Event(EventEditorial):
    """Something that happens at a time and place.

    Attributes:
        id: Stable within its map.
        place: Id of the place where it happens, if the report says.
        evidence: Empty only where an editor gives a source instead.
    """

    id: str
    kind: EventKind
    title: str
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    when: When | None = None
    status: Status
    evidence: tuple[Evidence, ...]

    @model_validator(mode="after")
    def _rests_on_something(self) -> "Event":
        if not self.evidence and self.source is None:
            raise ValueError("an event needs evidence, or a source of the editor's own")
        return self


class Journey(Event):
    """An event with an itinerary; its participants are the travellers.

    Attributes:
        duration: How long the whole way took, as the report says.
    """

    kind: Literal[EventKind.JOURNEY] = EventKind.JOURNEY
    stops: tuple[Stop, ...] = Field(min_length=2)
    legs: tuple[Leg, ...] = Field(min_length=1)
    duration: Duration | None = None

    @model_validator(mode="after")
    def _a_leg_between_stops(self) -> "Journey":
        if len(self.legs) != len(self.stops) - 1:
            raise ValueError(f"{len(self.stops)} stops need {len(self.stops) - 1} legs")
        return self


class Summit(Event):
    """A meeting of leaders (``summit``) or of others who speak for a side (``meeting``).

    Attributes:
        host: Who receives the others, if the report says.
        outcome: How it ended, in a few words, where the text says so ("ended early, without an
            agreement").
    """

    kind: Literal[EventKind.SUMMIT, EventKind.MEETING] = EventKind.SUMMIT
    host: str | None = None
    outcome: str | None = None


AnyEvent = Journey | Summit | Event


class EventMap(MapEditorial):
    """One report with its places and events: what ``/maps/{id}`` shows.

    Attributes:
        frame_ancestors: Sites that may show the map in a frame, as in CSP; None for all those that
            the service allows.
    """

    id: str
    report: Report
    places: tuple[Place, ...] = ()
    events: tuple[AnyEvent, ...] = ()
    frame_ancestors: str | None = None

    @cached_property
    def _by_id(self) -> dict[str, Place]:
        return {place.id: place for place in self.places}

    def place(self, place_id: str) -> Place:
        """The place with this id.

        Raises:
            KeyError: No place has it.
        """
        return self._by_id[place_id]
