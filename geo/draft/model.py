"""The draft of a map: what the report says, places by name, before any geocoding.

A person writes it by hand (YAML) or corrects the one that was read from the text.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from dateline.geo.editorial import Editorial, EventEditorial, MapEditorial, Reviewed
from dateline.geo.errors import InvalidInput, Problem
from dateline.geo.frame_ancestors import frame_sources
from dateline.geo.kinds import catalogue
from dateline.geo.model import (
    EventKind,
    Latitude,
    Longitude,
    Mode,
    Model,
    Participant,
    Role,
    Status,
    Use,
)
from dateline.geo.text.search import Names, Span, find_quote
from dateline.geo.text.sentences import Sentences, sentences
from dateline.geo.when import When

MAX_TEXT = 1_000_000
"""Characters of report text: some 200 pages, far above any news report."""
MAX_ITEMS = 10_000
"""Places, events or stops in one list."""

MAX_SECONDS = 100 * 365.25 * 86400
"""A journey of a hundred years is a mistake."""
MAX_HINTS = 20
"""Quotes that are not in the text for which the nearest sentence is looked up."""

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""What an id looks like."""
_DURATION = re.compile(
    r"P(?=.)(?:(?P<days>[0-9]+(?:\.[0-9]+)?)D)?"
    r"(?:T(?=.)(?:(?P<hours>[0-9]+(?:\.[0-9]+)?)H)?(?:(?P<minutes>[0-9]+(?:\.[0-9]+)?)M)?"
    r"(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)S)?)?"
)


def _when(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04}"  # a year, which YAML takes for a number
    return When.parse(value) if isinstance(value, str) else value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("there has to be something to read in it")
    return text


def _seconds(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _DURATION.fullmatch(value.strip())
    if not match:
        raise ValueError(f"{value!r} is no ISO 8601 duration; write for example PT9H or P1DT6H")
    parts = {unit: float(amount) for unit, amount in match.groupdict(default="0").items()}
    return parts["days"] * 86400 + parts["hours"] * 3600 + parts["minutes"] * 60 + parts["seconds"]


def _named(key: str) -> BeforeValidator:
    """Accept a plain string in place of a mapping with this one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Name = Annotated[str, Field(min_length=1, max_length=300)]
Id = Annotated[str, Field(pattern=SLUG, max_length=80)]
DraftWhen = Annotated[When, BeforeValidator(_when)]
Seconds = Annotated[
    float, BeforeValidator(_seconds), Field(ge=1, le=MAX_SECONDS, allow_inf_nan=False)
]
Offset = Annotated[int, Field(ge=0, le=MAX_TEXT)]


class DraftReport(Model):
    """The source as given: see :class:`dateline.geo.model.Report`."""

    title: Name
    text: Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_not_blank)]
    published: DraftWhen | None = None
    publisher: Name | None = None
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")] = "en"
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=2000)] | None = None
    licence: Name | None = None
    credit: Name | None = None


class Quote(Model):
    """Evidence by its words.

    Attributes:
        quote: Words of the report, verbatim but for line breaks.
        attributed_to: Who the report says it from ("CNN"); None when it speaks for itself.
        start: Where the quote begins in the text, in characters; needed only for a quote that
            occurs more than once.
        id: What a program calls it; worked out when left out (:mod:`dateline.geo.draft.ids`).
    """

    quote: Annotated[str, Field(min_length=1, max_length=5000)]
    attributed_to: Name | None = None
    start: Offset | None = None
    id: Id | None = None


DraftQuote = Annotated[Quote, _named("quote")]


def _supported(quotes: tuple[Quote, ...], info: ValidationInfo) -> tuple[Quote, ...]:
    if not quotes and info.data.get("source") is None:
        raise ValueError(
            "give at least 1 quote of the report, or a `source` of your own for what it does not "
            "say"
        )
    return quotes


Quotes = Annotated[
    tuple[DraftQuote, ...],
    AfterValidator(_supported),
    Field(max_length=MAX_ITEMS, validate_default=True),
]
"""The words that an event rests on; none only where an editor gives a source."""


class DraftMention(Model):
    """One place where the text names a toponym, by span.

    Attributes:
        words: The words there, where they are not the name of the place ("American"): by it the
            mention is found again when the text was edited.
    """

    start: Offset
    end: Offset
    role: Role = Role.LITERAL
    words: Name | None = None


class Position(Model):
    """A position that a person gives instead of leaving it to the geocoding stage."""

    lat: Latitude
    lon: Longitude


class DraftPlace(Editorial, Reviewed):
    """A toponym and what distinguishes it from its namesakes.

    Attributes:
        name: As the gazetteer should look it up.
        label: What the map calls it; its name when left out.
        id: How events may refer to it; needed only when two places share a name.
        role: What the name stands for; taken from the mentions when they are given.
        use: What it is on the map for; an event's place is always one. Worked out when left out
            (:func:`dateline.geo.use.use_of`).
        country: ISO 3166-1 alpha-2 code or name of the country it is in.
        within: Name of an area it is in.
        near: Name of a place it is near.
        feature: What it is: ``city``, ``island``, ``river`` ...
        at: Its position, when a person knows better than any gazetteer.
        radius_km: How far from there it may be.
        mentions: Where the text names it; found by the name when left out.
        evidence: The words that speak of it; the sentences that name it when left out.
    """

    name: Name
    label: Name | None = None
    id: Id | None = None
    role: Role | None = None
    use: Use | None = None
    country: Name | None = None
    within: Name | None = None
    near: Name | None = None
    feature: Name | None = None
    at: Position | None = None
    radius_km: Annotated[float, Field(ge=0, le=20_000, allow_inf_nan=False)] | None = None
    mentions: Annotated[tuple[DraftMention, ...], Field(max_length=MAX_ITEMS)] = ()
    evidence: Annotated[tuple[DraftQuote, ...], Field(max_length=MAX_ITEMS)] = ()


Person = Annotated[Participant, _named("name")]
People = Annotated[tuple[Person, ...], Field(max_length=1000)]


class DraftEvent(EventEditorial, Reviewed):
    """An event that is neither a journey nor a meeting."""

    kind: EventKind
    id: Id | None = None
    title: Name | None = None
    participants: People = ()
    place: Name | None = None
    when: DraftWhen | None = None
    status: Status
    evidence: Quotes = ()

    def place_names(self) -> Iterator[tuple[str, str]]:
        """Field and name of every place that the event refers to."""
        if self.place is not None:
            yield "place", self.place


class DraftStop(Model):
    """A stop of an itinerary; ``place: null`` where the report does not say which.

    Attributes:
        inferred: Whether it follows from what the report says, which does not say it itself.
    """

    place: Name | None
    when: DraftWhen | None = None
    inferred: bool = False


class DraftLeg(Model):
    """The way between two stops.

    Attributes:
        duration: ISO 8601 (``PT9H``) or seconds.
        approximate: Whether the report says "about".
        path: The real track, if a person knows it: positions between the two stops.
    """

    mode: Mode | None = None
    duration: Seconds | None = None
    approximate: bool = False
    path: Annotated[tuple[Position, ...], Field(min_length=1, max_length=MAX_ITEMS)] | None = None


class DraftJourney(EventEditorial, Reviewed):
    """An itinerary: who travelled, from stop to stop.

    Attributes:
        mode: How, for every leg that does not say otherwise.
        duration: How long the whole way took; ISO 8601 (``PT9H``) or seconds.
        legs: One for every way between two stops; may be left out.
    """

    kind: Literal[EventKind.JOURNEY]
    id: Id | None = None
    title: Name | None = None
    travellers: Annotated[tuple[Person, ...], Field(min_length=1, max_length=1000)]
    stops: Annotated[tuple[Annotated[DraftStop, _named("place")], ...], Field(max_length=MAX_ITEMS)]
    mode: Mode | None = None
    duration: Seconds | None = None
    approximate: bool = False
    legs: tuple[DraftLeg, ...] | None = None
    when: DraftWhen | None = None
    status: Status
    evidence: Quotes = ()

    @field_validator("stops")
    @classmethod
    def _at_least_two(cls, stops: tuple[DraftStop, ...]) -> tuple[DraftStop, ...]:
        if len(stops) < 2:
            raise ValueError(
                f"a journey needs at least two stops, here is {len(stops)}; "
                "write {place: null} for an end that the report does not name"
            )
        if all(stop.place is None for stop in stops):
            raise ValueError("at least one stop must be named")
        return stops

    @model_validator(mode="after")
    def _a_leg_between_stops(self) -> "DraftJourney":
        if self.legs is not None and len(self.legs) != len(self.stops) - 1:
            raise ValueError(
                f"{len(self.stops)} stops need {len(self.stops) - 1} legs, "
                f"here are {len(self.legs)}"
            )
        return self

    def place_names(self) -> Iterator[tuple[str, str]]:
        """Field and name of every place that the journey refers to."""
        for number, stop in enumerate(self.stops):
            if stop.place is not None:
                yield f"stops[{number}]", stop.place


class DraftSummit(DraftEvent):
    """A meeting of leaders (``summit``) or of others who speak for a side (``meeting``)."""

    kind: Literal[EventKind.SUMMIT, EventKind.MEETING]
    participants: Annotated[People, Field(validate_default=True)] = ()
    host: Name | None = None
    outcome: Name | None = None

    @field_validator("participants")
    @classmethod
    def _someone(
        cls, participants: tuple[Participant, ...], info: ValidationInfo
    ) -> tuple[Participant, ...]:
        if not participants and info.data.get("kind") is EventKind.SUMMIT:
            raise ValueError("a summit needs at least 1 participant")
        return participants


def _event_tag(value: Any) -> str:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return "summit" if kind == "meeting" else kind if kind in ("journey", "summit") else "event"


AnyDraftEvent = Annotated[
    Annotated[DraftJourney, Tag("journey")]
    | Annotated[DraftSummit, Tag("summit")]
    | Annotated[DraftEvent, Tag("event")],
    Discriminator(_event_tag),
]


class Draft(MapEditorial):
    """A report with what it says, ready for the geocoding stage.

    Attributes:
        frame_ancestors: Sites that may show the map in a frame, as in CSP (``https://news.example``);
            of those that the service allows. All of them when left out.
    """

    id: Id | None = None
    report: DraftReport
    frame_ancestors: Annotated[Name, AfterValidator(frame_sources)] | None = None
    places: Annotated[
        tuple[Annotated[DraftPlace, _named("name")], ...], Field(max_length=MAX_ITEMS)
    ] = ()
    events: Annotated[tuple[AnyDraftEvent, ...], Field(max_length=MAX_ITEMS)] = ()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> "Draft":
        """A copy, in which what was worked out of this one is worked out anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    def check(self) -> None:
        """See that quotes, spans and references hold.

        Raises:
            InvalidInput: With every problem found: a quote or span that is not in the text, a
                name that stands for two places, two things with one id, a participant with a role
                that no one has in such an event.
        """
        problems = [*self._duplicates(), *self._bad_spans(), *self._bad_quotes()]
        problems += [*self._ambiguous_names(), *self._unknown_roles()]
        if problems:
            raise InvalidInput(problems)

    def quotes(self) -> Iterator[tuple[str, Quote]]:
        """Every quote of the draft with the path of its field."""
        for number, place in enumerate(self.places):
            for index, quote in enumerate(place.evidence):
                yield f"places[{number}].evidence[{index}]", quote
        for number, event in enumerate(self.events):
            for index, quote in enumerate(event.evidence):
                yield f"events[{number}].evidence[{index}]", quote

    @cached_property
    def sentences(self) -> list[Span]:
        """The spans of the sentences of the report's text."""
        return sentences(self.report.text)

    @cached_property
    def names(self) -> Names:
        """Finds names in the report's text."""
        return Names(self.report.text)

    @cached_property
    def attributions(self) -> list[tuple[int, int, str]]:
        """Start and end of every quote that is attributed to someone, and to whom."""
        located = ((self.locate(quote), quote.attributed_to) for _, quote in self.quotes())
        return [(*span, who) for span, who in located if span is not None and who is not None]

    @cached_property
    def _places_by_reference(self) -> dict[str, list[DraftPlace]]:
        references: dict[str, list[DraftPlace]] = {}
        for place in self.places:
            references.setdefault(place.name.casefold(), []).append(place)
        for place in self.places:
            if place.id is not None:
                references[place.id] = [place]
        return references

    def declared(self, reference: str) -> DraftPlace | None:
        """The place that an event refers to by id or name, if the draft declares it."""
        places = self._places_by_reference
        found = places.get(reference) or places.get(reference.casefold())
        return found[0] if found else None

    def locate(self, quote: Quote) -> Span | None:
        """The span of a quote in the report's text."""
        return find_quote(self.report.text, quote.quote, quote.start)

    def _duplicates(self) -> Iterator[Problem]:
        taken: dict[str, str] = {}
        for field, items in (("places", self.places), ("events", self.events)):
            for number, item in enumerate(items):
                if item.id is None:
                    continue
                if item.id in taken:
                    yield Problem(
                        f"{field}[{number}].id",
                        f"{item.id!r} is the id of {taken[item.id]} already",
                    )
                taken.setdefault(item.id, f"{field}[{number}]")
        names = {place.name.casefold(): number for number, place in enumerate(self.places)}
        for number, place in enumerate(self.places):
            if place.id is not None and names.get(place.id, number) != number:
                yield Problem(
                    f"places[{number}].id",
                    f"{place.id!r} is the name of places[{names[place.id]}]; choose another id",
                )

    def _bad_spans(self) -> Iterator[Problem]:
        length = len(self.report.text)
        for number, place in enumerate(self.places):
            for index, mention in enumerate(place.mentions):
                if not mention.start < mention.end <= length:
                    yield Problem(
                        f"places[{number}].mentions[{index}]",
                        f"{mention.start} to {mention.end} is no span of the text, "
                        f"which has {length} characters",
                    )

    def _bad_quotes(self) -> Iterator[Problem]:
        missing = ((field, quote) for field, quote in self.quotes() if self.locate(quote) is None)
        nearest = None
        for number, (field, quote) in enumerate(missing):
            nearest = nearest or Sentences(self.report.text)
            hint = nearest.closest(quote.quote) if number < MAX_HINTS else None
            yield Problem(f"{field}.quote", self._not_there(quote, hint))

    def _not_there(self, quote: Quote, nearest: str | None) -> str:
        shown = quote.quote if len(quote.quote) <= 80 else quote.quote[:79] + "…"
        elsewhere = quote.start is not None and find_quote(self.report.text, quote.quote)
        if elsewhere:
            return (
                f"{shown!r} does not begin at character {quote.start} of the text but, for one, "
                f"at {elsewhere[0]}; `start` may be left out where the quote occurs once"
            )
        hint = f"; the nearest there is: {nearest[:300]!r}" if nearest else ""
        return f"{shown!r} is not in the report's text{hint}"

    def _ambiguous_names(self) -> Iterator[Problem]:
        for number, event in enumerate(self.events):
            for field, name in event.place_names():
                places = self._places_by_reference
                found = places.get(name) or places.get(name.casefold(), [])
                if len(found) > 1:
                    yield Problem(
                        f"events[{number}].{field}",
                        f"{len(found)} places are called {name!r}; give each an id and use it",
                    )

    def _unknown_roles(self) -> Iterator[Problem]:
        for number, event in enumerate(self.events):
            if isinstance(event, DraftJourney):
                field, people = "travellers", event.travellers
            else:
                field, people = "participants", event.participants
            known = catalogue().roles_of(event.kind)
            for index, one in enumerate(people):
                if one.role is not None and one.role not in known:
                    yield Problem(
                        f"events[{number}].{field}[{index}].role",
                        f"{one.role!r} is no role in {event.kind.value}; choose one of "
                        f"{', '.join(sorted(known))}",
                    )
