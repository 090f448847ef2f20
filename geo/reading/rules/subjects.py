"""Who acts in a clause: the subject of a verb, its object, the maker of what a noun tells."""

from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.callings import role_of
from dateline.geo.reading.entities.company import (
    aside,
    dependent,
    dependent_list,
    with_conjuncts,
)
from dateline.geo.reading.lexicon import is_adverb, words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.grammar import Form, VerbGroup, forbidden_at, verb_group

_BARRIERS = words_of("that which because although whereas but ; : said says say told")
_CLAUSES = _BARRIERS - {"said", "says", "say", "told"}
_PHRASE = 7
_PHRASE_ENDS = words_of(
    "of in at to from by with for on against near into about and or but that which who whom as than"
    " it this there what when where while after before if because he she they we you i not also"
    " since until is are was were be been being has have had will would can could may might must"
    " should do does did later then earlier today yesterday tomorrow ago first last just only"
)
MEANWHILE = words_of("before after while when since during on upon by in speaking at")
"""Words behind which the subject of the main clause acts, before it or behind the comma."""


def subject_of(context: Context, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
    """Whom the subject of a verb group means; empty when it is not clear."""
    before = context.lower(group.first - 1)
    if before in ("that", "which"):
        return _antecedent(context, group.first - 1)
    found: tuple[Actor, ...] = ()
    if group.bare:
        found = _beside(context, group.first) or _kept(context, group, sentence)
    elif before in ("and", "but"):
        found = _shared_subject(context, group.first, sentence)
    if not found and group.bare and before in MEANWHILE:
        found = _shared_subject(context, group.first, sentence, _CLAUSES)
    found = found or _subject_before(context, group, sentence)
    if not found and (not group.finite or group.first == sentence.start):
        found = _subject_behind(context, group, sentence)
    return found


def _subject_before(context: Context, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
    thing = _own_noun(context, group.first, sentence)
    passed = {
        actor.first for actor in context.actors_in(_relative_clause(context, group.first, sentence))
    }
    for actor in reversed(context.actors_in(range(sentence.start, group.first))):
        if actor.stop <= thing:
            break
        if _told_to(context, actor, group):
            return with_conjuncts(context, actor)
        if actor.stop > group.first or dependent(context, actor, group.first):
            continue
        if _describes_noun(context, actor, group.first) or actor.first in passed:
            continue
        owned = dependent_list(context, actor)
        if owned:
            passed |= owned
            continue
        if aside(context, actor.stop, group.first):
            continue
        if _barred(context, actor.stop, group.first):
            break
        return with_conjuncts(context, actor)
    return ()


def _relative_clause(context: Context, verb: int, sentence: range) -> range:
    """The clause between commas before a verb ("the envoy, who is visiting troops, will ...")."""
    if context.lower(verb - 1) != ",":
        return range(0)
    for number in range(verb - 2, max(sentence.start, verb - _CLAUSE), -1):
        if context.lower(number) in ("who", "which", "whose") and context.lower(number - 1) == ",":
            return range(number, verb)
    return range(0)


_CLAUSE = 30
"""Tokens that a clause between commas has at most."""


def _describes_noun(context: Context, actor: Actor, verb: int) -> bool:
    """Whether a name only describes the noun behind it ("the Ann Lund prize went to Oslo")."""
    named = actor.role == ORGANISATION or actor.kind is ActorKind.PERSON
    return (
        named
        and 0 < verb - actor.stop < _NOUN_WORDS - 2
        and all(_common(context, n) and not is_adverb(context.lower(n)) and not context.is_time(n)
                for n in range(actor.stop, verb))
    )  # fmt: skip


def _told_to(context: Context, actor: Actor, group: VerbGroup) -> bool:
    """Whether an actor is the subject of an infinitive ("plans for the king to visit")."""
    return (
        not group.finite
        and actor.kind is not ActorKind.STATE
        and actor.stop == group.first
        and context.lower(group.first) == "to"
        and context.lower(actor.first - 1) == "for"
    )


def _own_noun(context: Context, verb: int, sentence: range) -> int:
    """Where the noun right before a verb begins that is its subject, and nobody; else -1.

    In "he waited until the parcel left Lyon", it is "the parcel" that left.
    """
    at = verb - 1
    while at > max(sentence.start, verb - _NOUN_WORDS) and _common(context, at):
        at -= 1
    opened = at < verb - 1 and context.lower(at) in _NOUN_OPENERS
    return at if opened and context.lower(at - 1) in _CLAUSE_OPENERS else -1


def _common(context: Context, number: int) -> bool:
    token = context.document.tokens[number]
    plain = token.text.isalpha() and not token.capital and token.lower not in _PHRASE_ENDS
    return (
        plain
        and token.lower not in _NOUN_OPENERS
        and not context.verb_like(number)
        and role_of(token.lower) is None
    )


_NOUN_WORDS = 5
_NOUN_OPENERS = words_of("the a an its their his her this")
_CLAUSE_OPENERS = words_of("before after when while as because since that where if until though")


def behind_comma(context: Context, first: int, sentence: range) -> tuple[Actor, ...]:
    """The subject of a main clause behind an opening phrase ("After talks with X, Y said")."""
    for number in range(first, min(sentence.stop, first + 25)):
        if context.lower(number) == ",":
            for actor in context.actors_in(range(number + 1, min(number + 4, sentence.stop))):
                if _wider(context, actor):
                    break
                if not dependent(context, actor, actor.stop) and actor.stop < sentence.stop:
                    return with_conjuncts(context, actor)
    return ()


def _wider(context: Context, actor: Actor) -> bool:
    """Whether an actor behind a comma is what a place lies in ("to Bath, Maine, the premier")."""
    place = context.starting.get(actor.first)
    if actor.kind is not ActorKind.STATE or place is None:
        return False
    return any(
        t.stop == actor.first - 1 for t in context.places_in(range(actor.first - 4, actor.first))
    )


def _subject_behind(context: Context, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
    """The subject of the main clause, where a participle opens the sentence."""
    found = behind_comma(context, group.verb + 1, sentence)
    if found:
        return found
    for actor in context.actors_in(range(group.verb + 1, sentence.stop)):
        if not dependent(context, actor, sentence.stop) and actor.kind is not ActorKind.STATE:
            return actor.who
    return ()


def _beside(context: Context, participle: int) -> tuple[Actor, ...]:
    """The actor right before a participle ("passengers arriving in ...")."""
    for actor in context.actors_in(range(max(0, participle - 10), participle)):
        if actor.stop == participle:
            return with_conjuncts(context, actor)
    return ()


def _kept(context: Context, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
    """Who is kept from a deed ("barred the crew from leaving", "the crew was barred from ...")."""
    forbidding = forbidden_at(context.document, group.verb)
    if forbidding is None:
        return ()
    for actor in context.actors_in(range(forbidding + 1, group.first)):
        if actor.stop == group.first - 1:
            return actor.who
    passive = verb_group(context.document, forbidding, Form.PAST, sentence)
    return _subject_before(context, passive, sentence) if passive.passive else ()


def _shared_subject(
    context: Context, verb: int, sentence: range, barriers: frozenset[str] = _BARRIERS
) -> tuple[Actor, ...]:
    """The subject of the verb before "and", which the verb behind it shares."""
    start = sentence.start
    for number in range(verb - 2, sentence.start, -1):
        if context.lower(number) in barriers and not _inserted(context, number, verb):
            start = number + 1
            break
    for actor in context.actors_in(range(start, verb - 1)):
        if not dependent(context, actor, verb) and not aside(context, actor.stop, verb):
            return with_conjuncts(context, actor)
    return ()


def _inserted(context: Context, relative: int, verb: int) -> bool:
    """Whether a relative clause is closed before a verb ("the crew, which landed, then left")."""
    return (
        context.lower(relative) in ("which", "that")
        and context.lower(relative - 1) == ","
        and any(context.lower(n) == "," for n in range(relative + 1, verb))
    )


def _antecedent(context: Context, relative: int) -> tuple[Actor, ...]:
    """Whom "that" or "which" means: the actor right before it."""
    for actor in context.actors_in(range(max(0, relative - 12), relative)):
        if relative - actor.stop <= (context.lower(relative - 1) == ","):
            return actor.who
    return ()


def _barred(context: Context, first: int, stop: int) -> bool:
    """Whether another clause begins between a possible subject and a verb."""
    if context.lower(first) == "," and context.lower(stop - 1) == "," and stop - first > 1:
        first += 1
    relative = first < stop and context.lower(first) in ("that", "which")
    return any(context.lower(n) in _BARRIERS for n in range(first + relative, stop))
