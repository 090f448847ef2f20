"""Journeys from mentions: who counts as a traveller, and what is no journey of its own."""

from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.company import distinct
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.mentions import EventMention
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.details import duration_of, mode_of
from dateline.geo.reading.rules.phrases import contains
from dateline.geo.reading.rules.places import Endpoints
from dateline.geo.reading.rules.tellings import JourneyFact, generic

_STAYS = frozenset({"visit", "stop", "stopover", "layover", "stay", "holiday", "vacation", "spend"})
"""Triggers that say that someone was there, with how long they stayed."""


def journeys_of(mentions: list[EventMention], context: Context) -> list[JourneyFact]:
    """Every mention of a journey, in order."""
    found = [fact for each in mentions for fact in _journeys(each, context)]
    return [fact for fact in found if not _within_another(fact, found, context)]


def _journeys(mention: EventMention, context: Context) -> list[JourneyFact]:
    """The journey of a mention; each of those of "arrived in Poland and in Hungary"."""
    travellers = _travellers(mention, context)
    if not travellers or (mention.generic and mention.paths.get("traveller") != "owner"):
        return []
    origin = next(iter(mention.places.get("origin", ())), None)
    ends = [
        place
        for place in mention.places.get("destination", ())
        if origin is None or place.first != origin.first
    ]
    routes = [[end] for end in ends] if _no_route(ends, context) else [ends]
    return [
        fact
        for route in routes
        if (fact := _journey(mention, context, travellers, origin, route)) is not None
    ]


def _no_route(ends: list[Toponym], context: Context) -> bool:
    """Whether a list of places is one of where someone was, not of a way."""
    return len(ends) > 1 and context.lower(ends[0].first - 1) in ("in", "at")


def _journey(
    mention: EventMention,
    context: Context,
    travellers: tuple[Actor, ...],
    origin: Toponym | None,
    route: list[Toponym],
) -> JourneyFact | None:
    stops = (*mention.places.get("via", ()), *route[:-1])
    endpoints = Endpoints(origin, stops, route[-1] if route else None, mention.stop)
    if not endpoints.any:
        return None
    fact = JourneyFact(
        travellers, endpoints, mention.status, mention.first, mention.stop, mention.at,
        noun=mention.noun,
    )  # fmt: skip
    sentence = context.document.sentences[mention.sentence]
    telling = range(mention.first, mention.stop)
    fact.mode = mention.frame.data.mode or mode_of(context, travellers, telling, sentence)
    fact.duration = duration_of(context, sentence, days=mention.trigger not in _STAYS)
    return fact


def _travellers(mention: EventMention, context: Context) -> tuple[Actor, ...]:
    """Those who travel, if they are someone in particular."""
    who = distinct(mention.actors.get("traveller", []))
    who = tuple(actor for actor in who if actor.kind is not ActorKind.STATE)
    # Next to a person, a name that no list knows is what they travel for.
    who = tuple(actor for actor in who if actor.role != ORGANISATION) or who
    if not who:
        return ()
    unknown = who[0].role == ORGANISATION and len(who[0].name.split()) > 1 and not mention.noun
    if generic(context, who) and not unknown:
        return ()
    known = {id(meant) for actor in context.actors for meant in actor.who}
    someone = any(
        id(actor) in known or actor.kind is ActorKind.VEHICLE or _is_name(actor, context)
        for actor in who
    )
    return who if someone else ()


def _is_name(actor: Actor, context: Context) -> bool:
    token = context.document.tokens[actor.stop - 1]
    return token.capital and not token.opens


def _within_another(fact: JourneyFact, others: list[JourneyFact], context: Context) -> bool:
    """Whether a noun only says in which wider area the way of a verb was.

    "During a visit to Darfur, he visited Nyala" is one journey.
    """
    area = fact.ends.destination
    if not fact.noun or fact.ends.origin is not None or area is None:
        return False
    here = context.document.sentence_of(fact.at)
    return any(
        not other.noun
        and context.document.sentence_of(other.at) == here
        and other.status is fact.status
        and _is_or_holds(area, other)
        and any(a is b for a in fact.travellers for b in other.travellers)
        for other in others
    )


def _is_or_holds(area: Toponym, other: JourneyFact) -> bool:
    """Whether a place is where a way begins ("returned from a visit to"), or holds its end."""
    origin, end = other.ends.origin, other.ends.destination
    left = origin is not None and origin.first == area.first
    return left or (end is not None and contains(area, end))
