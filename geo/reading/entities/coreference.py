"""Who is meant: "Lund", "the Norwegian premier", "he", "the two leaders".

Simple and cautious: a part of a name means the person last named in full, a role with "the" the
last person who was given that role (and that country), a pronoun the subject of its sentence or
of the one before, "the two leaders" the two named last.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.lexicon import words_of

_BOTH = words_of("leaders presidents ministers sides men women countries officials two pair")
_MEMORY = 4
"""Sentences back in which a pronoun is looked for."""


def link(document: Document, actors: list[Actor]) -> None:
    """Set whom each actor means."""
    named = _Named()
    _appose(document, actors)
    later = _later_names(actors)
    for number, actor in enumerate(actors):
        if actor.means:
            continue
        if actor.kind is ActorKind.PERSON:
            actor.means = named.same(actor) or _named_later(actor, later)
            named.add(actor)
        elif actor.kind in (ActorKind.ROLE, ActorKind.GROUP):
            before = actors[max(0, number - 60) : number]
            actor.means = _by_role(document, actor, before, named.last)
        elif actor.kind is ActorKind.PRONOUN:
            actor.means = _by_pronoun(document, actor, actors[max(0, number - 40) : number])


def _appose(document: Document, actors: list[Actor]) -> None:
    """Take a role beside a comma as the person's own ("the budget director, Ada Lund,")."""
    for one, other in pairwise(actors):
        if other.first - one.stop != 1 or document.tokens[one.stop].text != ",":
            continue
        if one.kind is ActorKind.ROLE and _names_one(document, other):
            other.kind, other.role, other.plural = ActorKind.PERSON, None, False
        if {one.kind, other.kind} != {ActorKind.PERSON, ActorKind.ROLE}:
            continue
        person, role = (one, other) if one.kind is ActorKind.PERSON else (other, one)
        person.role = person.role or role.role
        person.country = person.country or role.country
        person.official = person.official or role.official
        role.means = (person,)


def _names_one(document: Document, other: Actor) -> bool:
    """Whether two or three capitalised words between commas behind a role name its holder."""
    words = other.name.split()
    return (
        other.role == ORGANISATION
        and 1 < len(words) < 4
        and all(word.isalpha() and not word.isupper() for word in words)
        and other.stop < len(document.tokens)
        and document.tokens[other.stop].text in ",."
    )


class _Named:
    """The persons named so far, found by the words of their names."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[Actor]] = {}
        self.last: deque[Actor] = deque(maxlen=_ROLES)

    def add(self, actor: Actor) -> None:
        """Keep a person who was named."""
        self.last.append(actor)
        words = actor.who[0].name.split()
        for word in {words[0], words[-1]}:
            self._by_word.setdefault(word, []).append(actor)

    def same(self, actor: Actor) -> tuple[Actor, ...]:
        """The person of whose name this is a part, taking over what is newly said of them."""
        words = actor.name.split()
        for earlier in reversed(self._by_word.get(words[-1], [])[-_NAMESAKES:]):
            person = earlier.who[0]
            if _part_of(words, person.name.split()):
                person.role = person.role or actor.role
                person.country = person.country or actor.country
                person.official = person.official or actor.official
                return (person,)
        return ()


_ROLES = 300
"""Persons back to which "the premier" can refer, so that time stays linear."""
_NAMESAKES = 100
"""Persons with one surname among whom a name is looked for."""


def _part_of(words: list[str], full: list[str]) -> bool:
    """Whether a name is the same or a part of it; "Ann Lund" is not "Jan Lund"."""
    if len(words) == 1:
        return words[0] in (full[0], full[-1])
    ends = words[0] == full[0] and words[-1] == full[-1]
    return len(words) <= len(full) and (ends or full[-len(words) :] == words)


def _later_names(actors: list[Actor]) -> dict[str, list[Actor]]:
    """Persons named in full, by the first and the last word of their names, in order."""
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        words = actor.name.split()
        if actor.kind is ActorKind.PERSON and len(words) > 1:
            for word in {words[0], words[-1]}:
                found.setdefault(word, []).append(actor)
    return found


def _named_later(actor: Actor, later: dict[str, list[Actor]]) -> tuple[Actor, ...]:
    """The person whose full name comes only further on (a headline says "Lund")."""
    known = later.get(actor.name, [])
    at = bisect_right(known, actor.first, key=lambda each: each.first)
    return known[at].who if at < len(known) else ()


def _by_role(
    document: Document, actor: Actor, before: list[Actor], named: Sequence[Actor]
) -> tuple[Actor, ...]:
    opening = document.tokens[actor.first].lower
    if actor.plural:
        words = {document.tokens[n].lower for n in range(actor.first, actor.stop)}
        if opening in ("the", "both") and words & {"two", "both", "pair"} and words & _BOTH:
            return _last_two(before)
        return ()
    if opening not in ("the", "his", "her", "their") or actor.role is None:
        return ()
    for earlier in reversed(named):
        person = earlier.who[0]
        unsure = actor.country is not None and person.country is None
        if unsure and document.sentence_of(earlier.first) == document.sentence_of(actor.first):
            continue
        if _fits(person, actor):
            person.country = person.country or actor.country
            return (person,)
    return ()


_HEADS_OF_STATE = words_of("leader president premier chancellor king queen emir sultan")


def _fits(person: Actor, actor: Actor) -> bool:
    if actor.country and person.country and actor.country != person.country:
        return False
    if actor.role == person.role:
        return True
    return (
        actor.role == "leader"
        and person.role in _HEADS_OF_STATE
        and bool(actor.country and actor.country == person.country)
    )


def _last_two(before: list[Actor]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for earlier in reversed(before):
        if earlier.kind is ActorKind.PERSON and earlier.who[0] not in found:
            found.append(earlier.who[0])
        if len(found) == 2:
            return tuple(reversed(found))
    return ()


def _by_pronoun(document: Document, actor: Actor, before: list[Actor]) -> tuple[Actor, ...]:
    if actor.name == "who":
        return _nearest(before)
    sentence = document.sentence_of(actor.first)
    by_sentence: dict[int, list[Actor]] = {}
    for earlier in before:
        at = document.sentence_of(earlier.first)
        if _can_stand_for(earlier, actor) or (at < sentence and _same_pronoun(earlier, actor)):
            by_sentence.setdefault(at, []).append(earlier)
    for back in range(_MEMORY):
        candidates = by_sentence.get(sentence - back)
        if candidates:
            subjects = [each for each in candidates if not _governed(document, each)]
            return (subjects or candidates)[0].who
        joined = _joined_persons(document, before, sentence - back) if actor.plural else ()
        if joined:
            return joined
    return ()


def _joined_persons(document: Document, before: list[Actor], sentence: int) -> tuple[Actor, ...]:
    """Two persons that "and" joins in a sentence, for "they"."""
    persons = [each for each in before if each.kind in (ActorKind.PERSON, ActorKind.ROLE)]
    for one, other in pairwise(persons):
        if document.sentence_of(one.first) != sentence:
            continue
        if document.tokens[one.stop].lower == "and" and other.first == one.stop + 1:
            return (*one.who, *other.who)
    return ()


def _nearest(before: list[Actor]) -> tuple[Actor, ...]:
    for earlier in reversed(before):
        if earlier.kind is not ActorKind.STATE:
            return earlier.who
    return ()


def _can_stand_for(earlier: Actor, pronoun: Actor) -> bool:
    if earlier.kind in (ActorKind.STATE, ActorKind.PRONOUN) or len(earlier.who) == 0:
        return False
    if pronoun.name.startswith("it"):
        return earlier.kind is ActorKind.VEHICLE
    if pronoun.name in _OF_ONE and (earlier.role in _BODIES or earlier.role == ORGANISATION):
        return False
    return earlier.plural == pronoun.plural and earlier.kind is not ActorKind.VEHICLE


_OF_ONE = words_of("he she him her his")
_BODIES = words_of(
    "ministry government administration mission delegation party side faction militia coalition"
    " authority bloc federation junta army police company team group crew club squad union force"
)
"""Roles that no "he" or "she" stands for."""


def _same_pronoun(earlier: Actor, pronoun: Actor) -> bool:
    """Whether the subject of a sentence before goes on as the same pronoun ("He ... He ...")."""
    return (
        earlier.kind is ActorKind.PRONOUN
        and bool(earlier.means)
        and pronoun.name in _CASES.get(earlier.name, ())
    )


_CASES = {
    "he": words_of("he him his"),
    "she": words_of("she her"),
    "they": words_of("they them their"),
}
"""The forms of those pronouns that are only ever subjects."""


def _governed(document: Document, actor: Actor) -> bool:
    """Whether a preposition or a possessive stands before the expression or it owns something."""
    before = document.tokens[actor.first - 1].lower if actor.first else ""
    return before in ("of", "to", "with", "by", "from", "for", "in", "at", "on", "against", "about")
