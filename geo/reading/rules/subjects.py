"""Who acts in a clause: the subject of a verb, its object, the maker of what a noun tells."""

from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.callings import role_of
from dateline.geo.reading.entities.company import (
    GOVERNING,
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
_PHRASE_OPENERS = words_of(
    "the a an two three four five six seven eight nine ten several some his her"
)
_PHRASE_ENDS = words_of(
    "of in at to from by with for on against near into about and or but that which who whom as than"
    " it this there what when where while after before if because he she they we you i not also"
    " since until is are was were be been being has have had will would can could may might must"
    " should do does did later then earlier today yesterday tomorrow ago first last just only"
)
_THINGS = words_of(
    "storm hurricane cyclone typhoon earthquake tremor flood floods fire smoke virus disease"
    " outbreak flu fever plague strain case cases infection infections epidemic pandemic"
    " vaccine vaccines aid supply supplies shipment shipments cargo money cash funds price"
    " prices cost costs bill law plan deal agreement report reports letter message news call"
    " festival fair tournament concert parade marathon carnival trophy luggage parcel"
    " film movie album song book show series game season event campaign election vote talks"
    " war conflict violence protest protests wave rain snow temperature temperatures heat wind"
    " water oil gas goods product products weapon weapons drugs material sample samples body"
    " bodies remains package parcel mail decision move issue number toll figure total rate"
    " level market economy time day year week month night summer attack explosion announcement"
    " visit trip journey result results sale sales exports imports trade sanctions pressure"
    " attention focus road highway route path river line border sun moon death deaths power"
    " control interest hope life work story idea debate crisis fighting sunday monday tuesday"
    " wednesday thursday friday saturday it which that what this others"
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


def phrase_before(context: Context, verb: int, sentence: range) -> tuple[Actor, ...]:
    """The words right before a verb as its subject, where they can be someone.

    For those whom no list knows: "the Wolverhampton ensemble", "Fleet Foxes". A thing that
    only moves about (a storm, a letter) is nobody.
    """
    first = verb
    while first > sentence.start and verb - first < _PHRASE and _in_phrase(context, first - 1):
        first -= 1
    if first == verb or context.lower(verb - 1) in _THINGS or verb - 1 in context.inside:
        return ()
    head, opening = context.document.tokens[verb - 1], context.document.tokens[first]
    if not head.capital and head.lower.endswith(_ABSTRACT):
        return ()
    named = head.capital and not head.text.isupper() and not head.opens
    if not named and not (opening.lower in _PHRASE_OPENERS and head.text.isalpha()):
        return ()
    return (Actor(first, verb, context.document.slice(first, verb), ActorKind.GROUP, plural=True),)


_ABSTRACT = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ance",
    "ence",
    "ing",
    "age",
    "ure",
    "ics",
)
"""Endings of words for what is nobody ("celebration", "luggage")."""


def _in_phrase(context: Context, number: int) -> bool:
    token = context.document.tokens[number]
    return (
        (token.word or token.text == "-")
        and token.lower not in _PHRASE_ENDS
        and not context.verb_like(number)
        and not context.is_time(number)
    )


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


def team_before(context: Context, verb: int) -> tuple[Actor, ...]:
    """The team that the name of its town stands for ("Lyon travelled to Bern")."""
    place = next((t for t in context.places_in(range(verb - 4, verb)) if t.stop == verb), None)
    if place is None or place.demonym or context.lower(place.run.first - 1) in GOVERNING:
        return ()
    town = place.entry is not None and place.entry.code_of.startswith("PPL")
    if not town and not place.embedded:
        return ()
    first = place.run.first
    name = context.document.slice(first, verb)
    return (Actor(first, verb, name, ActorKind.GROUP, plural=True),)


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


def object_of(context: Context, first: int, sentence: range) -> tuple[tuple[Actor, ...], int]:
    """Whom the object right behind a verb means, and the token behind its words."""
    for actor in context.actors_in(range(first, min(first + _OBJECT, sentence.stop))):
        if any(context.lower(n) in ("to", "from", "in", ",") for n in range(first, actor.first)):
            break
        if actor.kind is not ActorKind.STATE:
            return actor.who, actor.stop
    return (), first


_OBJECT = 8
"""Tokens within which the object of a verb begins."""
