"""From mentions to events: which mentions tell one event, where and when it was, who was in it.

For every kind but journeys and meetings, which have policies of their own.
"""

from dateline.geo.model import EventKind, Participant, Status
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.facts import EventFact
from dateline.geo.reading.events.mentions import Mention
from dateline.geo.reading.events.tolls import Toll
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.merging import one_place
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
    "accident": frozenset(),
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


def gather(mentions: list[Mention], context: Context) -> list[EventFact]:
    """The events that mentions tell, in the order of the text."""
    facts: list[EventFact] = []
    for mention in mentions:
        if mention.generic and mention.place is None:
            continue
        fact = _fact(mention, context)
        known = next((f for f in reversed(facts[-_COMPARED:]) if _one_event(f, fact)), None)
        if known is None:
            facts.append(fact)
        else:
            _join(known, fact)
    for fact in facts:
        _find_scene(fact, context)
        fact.participants = _participants(fact, context)
    return [fact for fact in facts if _says_enough(fact)]


def _fact(mention: Mention, context: Context) -> EventFact:
    sentence = context.document.sentences[mention.sentence]
    stop = min(mention.stop, sentence.stop)
    when = context.time_of(mention.at, max(mention.at + 1, stop), sentence, mention.status)
    return EventFact(
        EventKind(mention.kind), mention.status, [mention], place=mention.place, when=when
    )


def _says_enough(fact: EventFact) -> bool:
    """Whether there is a place, or someone in particular, to tell of."""
    return fact.place is not None or bool(fact.participants)


def _one_event(known: EventFact, fact: EventFact) -> bool:
    """Whether a mention tells again of an event that is known."""
    new, last = fact.main, known.mentions[-1]
    if not _kinds_agree(known, fact) or not _statuses_agree(known.status, fact.status):
        return False
    places = one_place(known.place, fact.place)
    if places is False or _days_differ(known.when, fact.when):
        return False
    if new.sentence == last.sentence:
        return True
    near = new.sentence - last.sentence <= _REACH
    if places is True:
        return near or new.definite or _days_agree(known.when, fact.when)
    if fact.place is None and new.noun:
        return near and (new.definite or not new.actors)
    return near and _shares_someone(known, fact)


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


def _days_agree(known: When | None, new: When | None) -> bool:
    return bool(
        known is not None
        and new is not None
        and known.start is not None
        and known.start == new.start
    )


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


def _fullness(mention: Mention) -> int:
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
        fact.place = scene_of(context, mention.at, sentence, mention.status)


_WITH_SCENE = frozenset({"conflict", "disaster", "accident", "protest", "coercion", "aid"})


def _participants(fact: EventFact, context: Context) -> list[Participant]:
    """Who takes part, in which role, and how many were killed and injured."""
    found: dict[str, Participant] = {}
    hurt: set[int] = set()
    for toll in (toll for mention in fact.mentions for toll in mention.tolls):
        _add_victims(found, toll, context)
        hurt.update(range(toll.first, toll.stop))
    for mention in fact.mentions:
        for role, actors in mention.actors.items():
            for actor in actors:
                if actor.first in hurt or actor.stop - 1 in hurt or _is_scene(actor, fact):
                    continue
                name = " ".join(actor.name.split())[:_LONGEST_NAME]
                found.setdefault(
                    name.casefold(),
                    Participant(
                        name=name,
                        role=role,
                        country=actor.country,
                        number=mention.numbers.get(actor.first),
                    ),
                )
    return list(found.values())[:_MOST]


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
