"""Who makes what a noun tells: the owner of a visit, a trip, talks."""

from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.company import OWNING, aside, dependent, with_conjuncts
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.subjects import MEANWHILE, behind_comma

_OPENING_WORDS = 9


def owner_of(context: Context, noun: int, sentence: range) -> tuple[Actor, ...]:
    """Who makes a visit, trip or journey that a noun tells."""
    for actor in reversed(context.actors_in(range(sentence.start, noun))):
        if actor.kind is ActorKind.STATE and not actor.official:
            continue
        if context.lower(actor.stop) in ("’s", "'s", "’", "'") and noun - actor.stop <= 6:
            return with_conjuncts(context, actor)
        if actor.name in OWNING and noun - actor.stop <= 5:
            return actor.means or _person_ahead(context, noun, sentence) or actor.who
    for number in range(noun + 1, min(sentence.stop, noun + 12)):
        if context.lower(number) == "by":
            behind = context.actors_in(range(number + 1, number + 6))
            if behind:
                return behind[0].who
    if context.lower(noun + 1) == "of":
        of = [each for each in context.actors_in(range(noun + 2, noun + 5)) if each.who]
        if of and of[0].kind is not ActorKind.STATE:
            return of[0].who
    return _maker(context, noun, sentence) or _behind_opening(context, noun, sentence)


def _behind_opening(context: Context, noun: int, sentence: range) -> tuple[Actor, ...]:
    """Who is on the visit that opens a sentence ("During a visit to Bern, the premier ...")."""
    if noun - sentence.start > _OPENING_WORDS or context.lower(sentence.start) not in MEANWHILE:
        return ()
    return behind_comma(context, noun + 1, sentence)


def _person_ahead(context: Context, noun: int, sentence: range) -> tuple[Actor, ...]:
    """Whom "her" means when the name comes only behind ("On her trip, Ms Cole ...")."""
    for actor in context.actors_in(range(noun, sentence.stop)):
        if actor.kind is ActorKind.PERSON and not dependent(context, actor, sentence.stop):
            return actor.who
    return ()


def _maker(context: Context, noun: int, sentence: range) -> tuple[Actor, ...]:
    """The subject of the verb that a noun of motion is the object of ("made a visit")."""
    for actor in reversed(context.actors_in(range(sentence.start, noun))):
        if dependent(context, actor, noun) or actor.kind is ActorKind.STATE or actor.stop > noun:
            continue
        if actor.stop == noun and actor.kind is not ActorKind.PERSON:
            continue
        if aside(context, actor.stop, noun):
            continue
        if noun - actor.stop <= 20:
            return with_conjuncts(context, actor)
    return ()
