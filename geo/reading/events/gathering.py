"""From mentions to events: which mentions tell one event, where and when it was, who was in it.

For every kind but journeys and meetings, which have policies of their own.
"""

from collections.abc import Sequence

from dateline.geo.kinds import catalogue
from dateline.geo.model import EventKind, Participant, Role, Status
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.facts import EventFact
from dateline.geo.reading.events.frames import frames
from dateline.geo.reading.events.mentions import EventMention
from dateline.geo.reading.events.tolls import Toll
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.merging import one_place
from dateline.geo.reading.rules.phrases import contains
from dateline.geo.reading.rules.scenes import scene_of
from dateline.geo.when import When

_LONGEST_NAME = 300
_MOST = 50
"""Participants of one event."""
_COMPARED = 30
"""Events told last with which a mention is compared, so that time stays linear."""
_REACH = 3
"""Sentences back to which "the attack" can refer."""
_DONE = {Status.HAPPENED, Status.ONGOING}
_BROAD = {
    "conflict": frozenset({"attack", "violence"}),
    "protest": frozenset({"demonstration", "protest"}),
    "disaster": frozenset({"disaster"}),
    "agreement": frozenset({"signing", "agreement"}),
}
"""Kinds of a family that can be said of its others, too."""
_SAME = (
    frozenset({"crash", "derailment", "sinking", "collapse"}),
    frozenset({"fire", "explosion"}),
    frozenset({"signing", "agreement", "ceasefire"}),
    frozenset({"rescue", "evacuation", "relief"}),
    frozenset({"bombing", "explosion"}),
)
"""Kinds that can be said of one event."""


def gather(mentions: list[EventMention], context: Context) -> list[EventFact]:
    """The events that mentions tell, in the order of the text."""
    facts: list[EventFact] = []
    for mention in mentions:
        if mention.generic and mention.place is None and not mention.actors:
            continue
        places: Sequence[Toponym | None] = mention.places.get("place") or [None]
        for place in places:
            fact = _fact(mention, context, place)
            known = next((f for f in reversed(facts[-_COMPARED:]) if _one_event(f, fact)), None)
            if known is None:
                facts.append(fact)
            else:
                _join(known, fact)
    for fact in facts:
        _find_scene(fact, context)
        fact.participants = _participants(fact, context)
    placed = {fact.main.frame.family for fact in facts if fact.place is not None}
    facts = [fact for fact in facts if _says_enough(fact, placed)]
    context.add_places(fact.place for fact in facts if fact.place is not None)
    return facts


def _fact(mention: EventMention, context: Context, place: Toponym | None) -> EventFact:
    """A mention as an event; one of several places ("in Batumi and Kutaisi") is one event."""
    sentence = context.document.sentences[mention.sentence]
    stop = min(mention.stop, sentence.stop)
    when = context.time_of(
        mention.at, max(mention.at + 1, stop), sentence, mention.status, mention.times_of_others
    )
    return EventFact(EventKind(mention.kind), mention.status, [mention], place=place, when=when)


def _says_enough(fact: EventFact, placed: set[str]) -> bool:
    """Whether there is a place, a day, a toll or an action of someone to tell of.

    Violence that a noun only speaks of ("the murders of the past") is no event of the report; nor
    is, where the report says of other violence where it was, what has neither place, day nor toll.

    Args:
        fact: The event.
        placed: Families of which the report tells events with a place.
    """
    if fact.place is not None:
        return True
    if fact.main.frame.family != "conflict":
        return bool(fact.participants)
    counted = any(mention.tolls for mention in fact.mentions)
    acted = any(not mention.noun and mention.actors for mention in fact.mentions)
    if "conflict" in placed:
        return acted and (counted or fact.when is not None)
    return acted or (counted and fact.when is not None)


def _one_event(known: EventFact, fact: EventFact) -> bool:
    """Whether a mention tells again of an event that is known."""
    if not _kinds_agree(known, fact) or not _statuses_agree(known.status, fact.status):
        return False
    if _days_differ(known.when, fact.when):
        return False
    places = one_place(known.place, fact.place)
    same_sentence = fact.main.sentence == known.mentions[-1].sentence
    return _refers(known, fact) if places is None and not same_sentence else places is not False


def _refers(known: EventFact, fact: EventFact) -> bool:
    """Whether a mention speaks of a known event, one of the two being without a place."""
    new, apart = fact.main, fact.main.sentence - known.mentions[-1].sentence
    if fact.place is None and known.kind is fact.kind and new.frame.family in _WITH_SCENE:
        return True
    shared = _shares_someone(known, fact)
    if apart > _REACH:
        return shared and _named_someone(fact)
    if fact.place is None:
        return new.definite or apart <= 1 or shared
    # Where it was comes after what it was: "Gunmen shot a judge. The attack was in Cali."
    return known.place is None and (new.definite or shared)


def _kinds_agree(known: EventFact, fact: EventFact) -> bool:
    kinds = {known.kind.value, fact.kind.value}
    if len(kinds) == 1 or any(kinds <= group for group in _SAME):
        return True
    if known.main.frame.family != fact.main.frame.family:
        return False
    return bool(kinds & _BROAD.get(known.main.frame.family, frozenset()))


def _statuses_agree(known: Status, new: Status) -> bool:
    return known is new or {known, new} <= _DONE


def _days_differ(known: When | None, new: When | None) -> bool:
    if known is None or new is None or known.start is None or new.start is None:
        return False
    length = min(len(known.start), len(new.start), 10)
    return known.start[:length] != new.start[:length]


def _shares_someone(known: EventFact, fact: EventFact) -> bool:
    names = {
        actor.name.casefold()
        for mention in known.mentions
        for actors in mention.actors.values()
        for actor in actors
    }
    return any(
        actor.name.casefold() in names
        for actors in fact.main.actors.values()
        for actor in actors
        if actor.kind is not ActorKind.PRONOUN
    )


def _named_someone(fact: EventFact) -> bool:
    """Whether someone is in it who is more than "a man" or "he"."""
    return any(
        actor.kind is ActorKind.PERSON for actors in fact.main.actors.values() for actor in actors
    )


def _join(known: EventFact, fact: EventFact) -> None:
    broad = _BROAD.get(known.main.frame.family, frozenset())
    if known.kind.value in broad and fact.kind.value not in broad:
        known.kind = fact.kind
    if _fullness(fact.main) > _fullness(known.main):
        known.mentions = [*fact.mentions, *known.mentions]
    else:
        known.mentions = [*known.mentions, *fact.mentions]
    known.place = _finer(known.place, fact.place)
    known.when = known.when or fact.when
    if fact.status is Status.HAPPENED:
        known.status = Status.HAPPENED if known.status in _DONE else known.status


def _fullness(mention: EventMention) -> int:
    filled = len(mention.actors) + 2 * len(mention.places) + len(mention.tolls)
    return filled + (not mention.definite)


def _finer(one: Toponym | None, other: Toponym | None) -> Toponym | None:
    if one is None or other is None:
        return one or other
    wide = one.entry is not None and one.entry.code_of.startswith(("PCL", "ADM", "RGN"))
    return other if wide and one_place(one, other) and one.name != other.name else one


def _find_scene(fact: EventFact, context: Context) -> None:
    """The town that the sentence of an event, or the one before, says something is in."""
    if fact.place is None and fact.main.frame.family in _WITH_SCENE:
        mention = fact.main
        sentence = context.document.sentences[mention.sentence]
        fact.place = _only_place(context, sentence) or scene_of(
            context, mention.at, sentence, mention.status
        )


def _only_place(context: Context, sentence: range) -> Toponym | None:
    """The one place that a sentence names, if it stands for itself there."""
    literal = [
        place
        for place in context.places_in(sentence)
        if context.role(place) is Role.LITERAL and not place.demonym and not place.embedded
    ]
    smallest = [
        each
        for each in literal
        if not any(other is not each and contains(each, other) for other in literal)
    ]
    if len(smallest) != 1:
        return None
    before = {context.lower(smallest[0].first - step) for step in (1, 2, 3)}
    return smallest[0] if before & _LOCATING else None


_LOCATING = frozenset({"in", "at", "near", "outside", "inside", "around"})
_WITH_SCENE = frozenset({"conflict", "disaster", "accident", "protest", "coercion", "aid"})


def _participants(fact: EventFact, context: Context) -> list[Participant]:
    """Who takes part, in which role, and how many were killed and injured."""
    found: dict[str, Participant] = {}
    # A mention of another kind ("the attack" of an explosion) may have roles that this one lacks.
    known = catalogue().roles_of(fact.kind)
    hurt: set[int] = set()
    for toll in (toll for mention in fact.mentions for toll in mention.tolls):
        _add_victims(found, toll, context)
        hurt.update(range(toll.first, toll.stop))
    for mention in fact.mentions:
        for role, actors in mention.actors.items():
            for actor in actors:
                counted = actor.first in hurt or actor.stop - 1 in hurt
                if counted or _is_scene(actor, fact) or _is_instrument(actor, context):
                    continue
                name = " ".join(actor.name.split())[:_LONGEST_NAME]
                found.setdefault(
                    name.casefold(),
                    Participant(
                        name=name,
                        role=role if role in known else None,
                        country=actor.country,
                        number=mention.numbers.get(actor.first),
                    ),
                )
    return list(found.values())[:_MOST]


def _is_instrument(actor: Actor, context: Context) -> bool:
    """Whether words stand for what was used, or for an attack ("a car bomb", "the raid")."""
    head = frames().vocabulary.noun(context.lower(actor.stop - 1))
    unnamed = actor.kind in (ActorKind.GROUP, ActorKind.VEHICLE)
    return unnamed and any(each.family == "conflict" for each in frames().nouns.get(head, ()))


def _is_scene(actor: Actor, fact: EventFact) -> bool:
    """Whether a name stands for where it happened, not for someone."""
    if actor.kind is not ActorKind.STATE:
        return actor.kind is ActorKind.PRONOUN and not actor.means
    return fact.place is not None and actor.first == fact.place.first


def _add_victims(found: dict[str, Participant], toll: Toll, context: Context) -> None:
    name = " ".join(context.document.slice(toll.first, toll.stop).split())[:_LONGEST_NAME]
    known = found.get(name.casefold())
    killed = toll.number if toll.fatal else known.killed if known else None
    injured = toll.number if not toll.fatal else known.injured if known else None
    found[name.casefold()] = Participant(
        name=name, role="victim", number=toll.number, killed=killed, injured=injured
    )
