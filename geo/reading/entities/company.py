"""Who belongs to whom: lists of actors, and those that only say whose or with whom."""

from collections.abc import Iterable

from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.verbs import MOTION_VERBS

GOVERNING = words_of(
    "of in at to from by with for on against near into about via through between like after under"
    " along inside outside beyond behind across among within around throughout toward towards"
    " despite without"
)
OWNING = words_of("his her their its our my")


def dependent_list(context: Context, actor: Actor) -> set[int]:
    """Where those begin of a list that belongs to someone else ("teams from A, B and C")."""
    if context.lower(actor.first - 1 - (context.lower(actor.first - 1) == "the")) != "and":
        return set()
    listed = _conjuncts(context, actor)
    if len(listed) > 1:
        return {each.first for each in listed} if _governed(context, listed[0]) else set()
    return {actor.first} if _ends_phrase_of_others(context, actor) else set()


def _ends_phrase_of_others(context: Context, actor: Actor) -> bool:
    """Whether "and" joins an actor to what others are of ("officials from the state and X")."""
    for number in range(actor.first - 2, actor.first - 9, -1):
        word = context.lower(number)
        if word in ("of", "from", "for"):
            before = context.actors_in(range(max(0, number - 5), number))
            return any(each.stop == number and each.plural for each in before)
        if word == "," or context.verb_like(number):
            break
    return False


def aside(context: Context, first: int, stop: int) -> bool:
    """Whether an actor stands between dashes and the verb behind them."""
    return sum(context.lower(n) in ("--", "—", "–") for n in range(first, stop)) % 2 == 1


def dependent(context: Context, actor: Actor, stop: int) -> bool:
    """Whether an actor's expression only belongs to another one."""
    if _governed(context, actor):
        return True
    before, after = context.lower(actor.first - 1), context.lower(actor.stop)
    if after in ("’s", "'s", "’") or actor.name in OWNING:
        return True
    if actor.kind is ActorKind.STATE:
        if before in MOTION_VERBS:
            return True
        follows = context.document.tokens[actor.stop] if actor.stop < context.size else None
        return not actor.official or follows is None or actor.stop != stop
    return False


def _governed(context: Context, actor: Actor) -> bool:
    """Whether a preposition stands before an actor, other than in "three of the sailors"."""
    if actor.name in _NOMINATIVE or context.lower(actor.first) in ("least", "most"):
        return False
    at = actor.first - 1
    at -= context.lower(at)[:1].isdigit()
    at -= context.lower(at) in ("the", "those", "these")
    before = context.lower(at)
    return before in GOVERNING and not (before == "of" and _counts(context.lower(at - 1)))


_NOMINATIVE = words_of("he she they we i who")


def _counts(word: str) -> bool:
    """Whether a word before "of" only counts those behind it ("three of the sailors")."""
    return word.isdigit() or word in _COUNTING


_COUNTING = words_of(
    "two three four five six seven eight nine ten eleven twelve some many most several all both"
    " dozens hundreds thousands scores"
)


def with_conjuncts(context: Context, actor: Actor) -> tuple[Actor, ...]:
    """Whom an actor and those that "and" joins to it mean."""
    return distinct(_conjuncts(context, actor))


def _conjuncts(context: Context, actor: Actor) -> list[Actor]:
    """An actor with those that "and" joins to it, in order."""
    found = [actor]
    while True:
        joint = found[0].first - 1
        joint -= context.lower(joint) == "the"
        if context.lower(joint) not in ("and", ","):
            break
        earlier = [
            each
            for each in context.actors_in(range(max(0, joint - 12), joint))
            if each.stop in (joint, joint - 1)
        ]
        if not earlier:
            break
        if context.lower(joint) == "," and len(found) == 1:
            if earlier[-1].who != found[0].who:
                break
            found[0] = earlier[-1]
            continue
        found.insert(0, earlier[-1])
    return found


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Whom a list of actors means, each once."""
    found: list[Actor] = []
    for actor in actors:
        for meant in actor.who:
            if not any(meant is each for each in found):
                found.append(meant)
    return tuple(found)
