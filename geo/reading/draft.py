"""From what was understood to a draft: places by name, events with their quotes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dateline.geo.draft.model import (
    MAX_ITEMS,
    AnyDraftEvent,
    Draft,
    DraftEvent,
    DraftJourney,
    DraftMention,
    DraftPlace,
    DraftReport,
    DraftStop,
    DraftSummit,
    Position,
    Quote,
)
from dateline.geo.draft.stops import merge_repeated_stops
from dateline.geo.errors import InvalidInput
from dateline.geo.model import EventKind, Participant, Role, Use
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.attribution import attribution
from dateline.geo.reading.entities.leaders import is_leader
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.facts import EventFact, EventTrace
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.meeting import SummitFact
from dateline.geo.reading.rules.tellings import JourneyFact
from dateline.geo.reading.tours import follow_on
from dateline.geo.text.headline import headline_of
from dateline.geo.when import When

_LONGEST_QUOTE = 5000
_LONGEST_NAME = 300
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PLACES = 5000
"""Places of one draft; a longer list is no report."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft, and what gave its events.

    Attributes:
        traces: For each event of the draft, in its order, which words and which frame gave it;
            None for one that no frame gave.
    """

    draft: Draft
    traces: tuple[EventTrace | None, ...]


def draft_of(
    context: Context,
    journeys: Iterable[JourneyFact],
    summits: Iterable[SummitFact],
    others: Iterable[EventFact],
    *,
    title: str,
    published: When | None,
    language: str,
) -> Reading:
    """The draft of a report.

    Raises:
        InvalidInput: It has more events than a draft may have.
    """
    journeys, summits, others = list(journeys), list(summits), list(others)
    ends = {place.start for fact in journeys for place in fact.ends.all}
    scenes = [fact.place for fact in summits] + [fact.place for fact in others]
    ends |= {place.start for place in scenes if place is not None}
    told = [(_journey(context, fact), fact.ends.destination) for fact in journeys]
    events: list[tuple[AnyDraftEvent, EventTrace | None]] = [
        *((journey, None) for journey in follow_on(context, told)),
        *((_summit(context, fact), None) for fact in summits),
        *((_event(context, fact), _trace(context, fact)) for fact in others),
    ]
    if len(events) > MAX_ITEMS:
        raise InvalidInput.of(
            f"the text tells of {len(events):,} events; a draft has at most {MAX_ITEMS:,}. Read its"
            " parts one by one",
            "text",
        )
    events.sort(key=lambda each: each[0].evidence[0].start or 0)
    draft = Draft(
        report=DraftReport(
            title=_title(context, title),
            text=context.document.text,
            published=published,
            language=language,
        ),
        places=_places(context, ends),
        events=tuple(event for event, _ in events),
    )
    return Reading(draft, tuple(trace for _, trace in events))


def _title(context: Context, title: str) -> str:
    # A title that was cut in the middle of an emoji is no reason to refuse the report.
    words = " ".join(_SURROGATE.sub("\ufffd", title).split())
    return words[:_LONGEST_NAME] or headline_of(context.document.text)


def _places(context: Context, ends: set[int]) -> tuple[DraftPlace, ...]:
    """One place for all mentions of a name; an end of a journey is meant literally."""
    mentions: dict[str, list[DraftMention]] = {}
    known: dict[str, tuple[str | None, str | None]] = {}
    scenes: set[str] = set()
    positions: dict[str, Position] = {}
    for toponym, role in zip(context.toponyms, context.roles, strict=True):
        meant = Role.LITERAL if role is Role.ASSOCIATIVE and toponym.start in ends else role
        name = context.names[toponym.start]
        words = " ".join(context.document.text[toponym.start : toponym.end].split())
        mention = DraftMention(
            start=toponym.start,
            end=toponym.end,
            role=meant,
            words=None if words.casefold() == name.casefold() else words[:_LONGEST_NAME],
        )
        mentions.setdefault(name, []).append(mention)
        if meant is Role.DATELINE or (meant is Role.LITERAL and not toponym.aside):
            scenes.add(name)
        if toponym.at is not None:
            positions[name] = Position(lat=toponym.at[0], lon=toponym.at[1])
        if toponym.country is not None or toponym.feature is not None:
            known.setdefault(name, (toponym.country, toponym.feature))
    return tuple(
        DraftPlace(
            name=name,
            country=known.get(name, (None, None))[0],
            feature=known.get(name, (None, None))[1],
            at=positions.get(name),
            use=None if name in scenes or _is_associated(found) else Use.MENTIONED,
            mentions=tuple(found[:MAX_ITEMS]),
        )
        for name, found in list(mentions.items())[:_PLACES]
    )


def _is_associated(mentions: Iterable[DraftMention]) -> bool:
    """Whether the name never means the place itself, which says enough of its use."""
    return all(mention.role is Role.ASSOCIATIVE for mention in mentions)


def _journey(context: Context, fact: JourneyFact) -> DraftJourney:
    ends = fact.ends
    places = [ends.origin, *ends.via, ends.destination]
    if ends.destination and _is_meant_again(context, ends.destination, ends.origin):
        places[-1] = None
    journey = DraftJourney(
        kind=EventKind.JOURNEY,
        travellers=_people(context, fact.travellers),
        stops=tuple(DraftStop(place=_name(context, place) if place else None) for place in places),
        mode=fact.mode,
        duration=fact.duration.seconds if fact.duration else None,
        approximate=fact.duration.approximate if fact.duration else False,
        when=_when(context, fact),
        status=fact.status,
        evidence=_quotes(context, [each.first for each in (fact, *fact.also)]),
    )
    return merge_repeated_stops(journey, str)


def _name(context: Context, place: Toponym) -> str:
    """What a place is looked up by; grammar knows of places that no list has, by their words."""
    return context.names.get(place.start) or " ".join(place.name.split())[:_LONGEST_NAME]


def _is_meant_again(context: Context, place: Toponym, before: Toponym | None) -> bool:
    """Whether a place is only spoken of again ("left Russia owing to the country's course")."""
    if before is None or _name(context, before) != _name(context, place):
        return False
    return context.document.tokens[place.first].start != place.start


def _summit(context: Context, fact: SummitFact) -> DraftSummit:
    quotes = _quotes(context, [each.first for each in (fact, *fact.also)])
    return DraftSummit(
        kind=_meeting_kind(context, fact.participants, quotes),
        participants=_people(context, fact.participants),
        place=_name(context, fact.place) if fact.place else None,
        when=_when(context, fact),
        status=fact.status,
        host=fact.host.name[:_LONGEST_NAME] if fact.host else None,
        outcome=fact.outcome,
        evidence=quotes,
    )


_SUMMIT = re.compile(r"\bsummits?\b", re.IGNORECASE)


def _meeting_kind(
    context: Context, actors: Iterable[Actor], quotes: Iterable[Quote]
) -> Literal[EventKind.SUMMIT, EventKind.MEETING]:
    """A meeting is a summit where a leader of a state takes part or the report calls it one."""
    offices = [_office(context, one) for actor in actors for one in (actor, *actor.who)]
    called = any(_SUMMIT.search(quote.quote) for quote in quotes)
    return EventKind.SUMMIT if called or any(map(is_leader, offices)) else EventKind.MEETING


def _office(context: Context, actor: Actor) -> str | None:
    words = " ".join(context.document.slice(actor.first, actor.stop).split())
    if actor.kind is ActorKind.PERSON:
        words = words.removesuffix(" ".join(actor.name.split())).strip(" ,")
    return words or actor.role


def _event(context: Context, fact: EventFact) -> DraftEvent:
    return DraftEvent(
        kind=fact.kind,
        participants=tuple(fact.participants),
        place=_name(context, fact.place) if fact.place else None,
        when=fact.when,
        status=fact.status,
        evidence=_quotes(context, [each.at for each in fact.mentions]),
    )


def _trace(context: Context, fact: EventFact) -> EventTrace:
    token = context.document.tokens[fact.main.at]
    place = (fact.place.start, fact.place.end) if fact.place else None
    main = fact.main
    return EventTrace((token.start, token.end), main.frame.name, main.explain(), place)


def _when(context: Context, fact: JourneyFact | SummitFact) -> When | None:
    for told in (fact, *fact.also):
        sentence = context.document.sentences[context.document.sentence_of(told.first)]
        first, stop = told.at, min(told.stop, sentence.stop)
        if isinstance(told, SummitFact) and told.near is not None:
            # What stands before it tells when the journey was, not the meeting it leads to.
            sentence = range(told.at, sentence.stop)
        when = context.time_of(first, max(first + 1, stop), sentence, told.status)
        if when is not None:
            return when
    return None


def _quotes(context: Context, tokens: Iterable[int]) -> tuple[Quote, ...]:
    """The sentences that hold these tokens, each once, in the order given."""
    text = context.document.text
    quotes: dict[int, Quote] = {}
    for token in tokens:
        sentence = context.document.sentences[context.document.sentence_of(token)]
        start, end = context.document.span(sentence)
        end = min(end, start + _LONGEST_QUOTE)
        if start not in quotes:
            who = attribution(text, (start, end))
            quotes[start] = Quote(quote=text[start:end], start=start, attributed_to=who)
    return tuple(quotes.values())


def _people(context: Context, actors: tuple[Actor, ...]) -> tuple[Participant, ...]:
    people: dict[str, Participant] = {}
    for actor in actors[:50]:
        person = _participant(context, actor)
        people.setdefault(person.name.casefold(), person)
    return tuple(people.values())


def _participant(context: Context, actor: Actor) -> Participant:
    name = " ".join(actor.name.split())[:_LONGEST_NAME]
    title = None
    if actor.kind is ActorKind.PERSON:
        words = " ".join(context.document.slice(actor.first, actor.stop).split())
        title = words.removesuffix(name).strip(" ,")[:_LONGEST_NAME] or actor.role
    return Participant(name=name, title=title, country=actor.country)
