"""Summits, talks and meetings of leaders and delegations: who, where, when, and what came of it."""

from dataclasses import dataclass, field

from geo.model import Status
from geo.reading.actor import ORGANISATION, Actor, ActorKind
from geo.reading.context import Context
from geo.reading.grammar import Form, VerbGroup, cancels, verb_group
from geo.reading.journeys import JourneyFact
from geo.reading.lexicon import words_of
from geo.reading.outcomes import outcome_of, status_of_noun
from geo.reading.places import place_in_phrase
from geo.reading.scenes import compound_place, place_of, scene_of
from geo.reading.sides import (
    between_officials,
    is_official,
    listed_actors,
    several_sides,
    sides_of_noun,
)
from geo.reading.subjects import distinct, subject_of
from geo.reading.toponym import Toponym
from geo.reading.verbs import HOSTING, MEETING_NOUNS, MEETING_VERBS

_NO_MEETING = words_of(
    "council board committee cabinet hall parent staff team prayer town press news general phone"
    " telephone telephonic video virtual shareholder shareholders annual class club community"
    " prayer media sales monthly weekly regular union faculty family business security swap"
    " company parliament parliamentary shareholders' party public open"
)
_PROCESS = words_of("talks negotiations dialogue consultations")
_HELD = words_of(
    "hold holds held holding have has had having attend attends attended attending begin began"
    " begun open opened opens resume resumed resumes conduct conducted convene convened continue"
    " continued continues for during after following ahead before at in of join joined host hosted"
    " hosts hosting concluded wrapped final first second latest two-day three-day bilateral"
    " trilateral ministerial high-level working closed-door upcoming scheduled planned secret"
)
_NOT_MET = words_of(
    "criticism resistance opposition applause silence anger demand demands target targets deadline"
    " needs need goal goals standards requirements challenge challenges fate end"
)


@dataclass(slots=True)
class SummitFact:
    """One telling of a meeting.

    Attributes:
        first: First token of the telling.
        stop: Token behind its last.
        at: The token of the verb or noun that tells it.
        place: Where, as the clause says.
        near: Where a journey to it, told in the same sentence, ends.
        weak: Whether it only speaks again of a meeting ("the summit").
    """

    participants: tuple[Actor, ...]
    status: Status
    first: int
    stop: int
    at: int
    place: Toponym | None = None
    near: Toponym | None = None
    host: Actor | None = None
    outcome: str | None = None
    weak: bool = False
    also: "list[SummitFact]" = field(default_factory=list)


def find_summits(context: Context, journeys: list[JourneyFact]) -> list[SummitFact]:
    """Every telling of a meeting, in order."""
    found: list[SummitFact] = []
    for sentence in context.document.sentences:
        for number in sentence:
            fact = _told_at(context, number, sentence)
            if fact is None:
                continue
            fact.near = _journey_end(fact, journeys, sentence) or scene_of(
                context, number, sentence
            )
            if fact.status is Status.HAPPENED:
                fact.outcome = outcome_of(context, fact.at, sentence)
            if found and found[-1].at in sentence and _same_clause(found[-1], fact):
                _absorb(found[-1], fact)
                continue
            found.append(fact)
    return found


def _told_at(context: Context, number: int, sentence: range) -> SummitFact | None:
    token = context.document.tokens[number]
    word = token.lower
    if token.capital and not token.opens and word != "summit":
        return None
    if word in _MEETS and not _at_a_distance(context, number, sentence):
        return _by_word(context, number, word, sentence)
    if word in _SITS and context.lower(number + 1) in ("with", "down"):
        return _by_verb(context, number, _SITS[word], sentence)
    if word == "called" and context.lower(number + 1) == "on":
        return _by_verb(context, number, Form.PAST, sentence)
    return None


_SITS = {"speaking": Form.PAST, "sitting": Form.PAST, "sat": Form.PAST, "sit": Form.BASE}


def _by_word(context: Context, number: int, word: str, sentence: range) -> SummitFact | None:
    if word in MEETING_NOUNS and (word not in MEETING_VERBS or context.is_noun(number)):
        return _by_noun(context, number, sentence)
    if word in MEETING_VERBS:
        return _by_verb(context, number, MEETING_VERBS[word], sentence)
    return _by_host(context, number, HOSTING[word], sentence)


def _at_a_distance(context: Context, number: int, sentence: range) -> bool:
    """Whether they only speak over a line ("held talks by telephone")."""
    around = range(max(sentence.start, number - 8), min(sentence.stop, number + 12))
    return any(
        context.lower(n) in _LINES and context.lower(n - 1) in ("by", "the", "over", "via", "a")
        for n in around
    )


_LINES = words_of("phone telephone video videoconference teleconference videolink")
_MEETS = MEETING_NOUNS | MEETING_VERBS.keys() | HOSTING.keys()


# Told by a noun.


def _by_noun(context: Context, number: int, sentence: range) -> SummitFact | None:
    before = context.lower(number - 1)
    if before in _NO_MEETING or context.lower(number + 1) in ("room", "rooms", "point", "place"):
        return None
    sides = sides_of_noun(context, number, sentence)
    place = place_of(context, number, sentence) or compound_place(context, number)
    host = _hosting_place(context, number, sentence)
    if host is not None:
        sides = tuple(side for side in sides if side.first != host.first)
        place = place or host
    definite = before == "the" or context.lower(number - 2) in ("the", "this")
    status = status_of_noun(context, number, sentence)
    if status is None:
        return None
    weak = not _enough(context, number, sides, placed=place is not None)
    if weak and not definite and not (sides and between_officials(sides)):
        return None
    if context.lower(number) in _PROCESS and not _really_held(
        context, number, sentence, sides, place
    ):
        return None
    first, stop = _extent(number, sides, place, sentence)
    return SummitFact(sides, status, first, stop, number, place, weak=weak)


def _hosting_place(context: Context, number: int, sentence: range) -> Toponym | None:
    """The town or country that hosts others ("Bern will host talks between ...")."""
    for at in range(number - 1, max(sentence.start, number - 6), -1):
        form = HOSTING.get(context.lower(at))
        if form is not None and context.lower(at).startswith("host"):
            first = verb_group(context.document, at, form, sentence).first
            return next(
                (place for place in context.places_in(range(first - 3, first))
                 if place.stop == first and not place.demonym), None,
            )  # fmt: skip
    return None


def _enough(context: Context, number: int, sides: tuple[Actor, ...], *, placed: bool) -> bool:
    """Whether the sides make a meeting: two of them, or several officials who hold it."""
    word = context.lower(number)
    if word == "summit" and (
        len(sides) > 1 or any(side.plural and side.official for side in sides)
    ):
        return True
    party = any(is_official(side) or side.stop == number for side in sides)
    if word == "summit" and party and placed:
        return True
    persons = [side for side in sides if side.kind is ActorKind.PERSON]
    if context.lower(number + 1) == "between" and len(persons) > 1 and len(persons) == len(sides):
        return True
    if not sides or not between_officials(sides) or any(_vague(context, side) for side in sides):
        return False
    held = {context.lower(n) for n in range(max(0, number - 3), number)} & _HOLD
    return len(sides) > 1 or (sides[0].plural and (bool(held) or word != "conference"))


_HOLD = words_of(
    "hold holds held holding have had began begin begun open opened attend attended attending"
    " attends"
)


def _vague(context: Context, side: Actor) -> bool:
    """Whether nobody in particular is meant ("foreign leaders")."""
    if side.kind is not ActorKind.GROUP or side.role == ORGANISATION or side.country is not None:
        return False
    if side.stop - side.first > _SPECIFIC:
        return False
    named = any(context.document.tokens[n].capital for n in range(side.first, side.stop))
    return not named and context.lower(side.first) not in _PARTICULAR


_SPECIFIC = 2
"""Words up to which a plural without a country is vague."""
_PARTICULAR = words_of("the two three both his her their a an several four five")


def _really_held(
    context: Context,
    number: int,
    sentence: range,
    sides: tuple[Actor, ...],
    place: Toponym | None,
) -> bool:
    """Whether talks were a meeting and not a process that goes on for years."""
    words = {context.lower(n) for n in range(max(sentence.start, number - 6), number)}
    named = [side for side in sides if side.kind is ActorKind.PERSON]
    if len(named) > 1 and context.lower(number + 1) in ("between", "with"):
        return True
    if "attended" in {context.lower(n) for n in range(number + 1, number + 4)}:
        return True
    stuck = words & {"stalled", "impasse"} or context.lower(number - 1) == "in"
    if stuck and place is None:
        return bool(words & {"held", "hold", "holding"})
    own = context.lower(number) == "talks" and bool(words & {"his", "her"})
    return place is not None or own or bool(words & _REALLY)


_REALLY = _HOLD | words_of("for secret host hosted conduct conducted")


# Told by a verb.


def _by_verb(context: Context, number: int, form: Form, sentence: range) -> SummitFact | None:
    if context.lower(number + 1) == "by" or context.attributive(number):
        return None
    group = verb_group(context.document, number, form, sentence)
    if group.status is None or group.passive:
        return None
    sides = _sides_of_verb(context, number, group, sentence)
    place = place_of(context, number, sentence)
    if not sides or (len(sides) < 2 and place is None and not several_sides(context, sides[0])):
        return None
    status = group.status
    if status is Status.PLANNED and cancels(context.document, sentence.start, sentence.stop):
        status = Status.CANCELLED
    if status is Status.PLANNED and _came_to(context, group, sentence):
        status = Status.HAPPENED
    first, stop = _extent(number, sides, place, sentence)
    return SummitFact(sides, status, first, stop, number, place)


def _came_to(context: Context, group: VerbGroup, sentence: range) -> bool:
    """Whether the way to a meeting is told as over ("flew to Bern to meet the envoy")."""
    if context.document.tokens[group.first].lower != "to":
        return False
    for number in range(group.first - 1, max(sentence.start, group.first - 14), -1):
        if context.lower(number) in ("flew", "travelled", "traveled", "went", "drove"):
            return verb_group(context.document, number, Form.PAST, sentence).status in _OVER
    return False


_OVER = (Status.HAPPENED,)


def _sides_of_verb(
    context: Context, number: int, group: VerbGroup, sentence: range
) -> tuple[Actor, ...]:
    """Who meets whom; empty when it is no meeting of officials."""
    start = _object_start(context, number, sentence)
    if {context.lower(start), context.lower(start + 1)} & _NOT_MET:
        return ()
    subject = subject_of(context, group, sentence)
    objects = (
        tuple(listed_actors(context, start, sentence)) if _object_follows(context, start) else ()
    )
    if context.lower(number) in _DISCUSSED and not (
        objects and place_of(context, number, sentence) is not None
    ):
        return ()
    if context.lower(number) == "speaking" and not any(is_official(each) for each in objects):
        return ()
    if context.lower(number) in _CALLS and not _on_each_other(context, subject, objects, sentence):
        return ()
    sides = distinct([*subject, *objects])
    together = not objects and (len(subject) > 1 or any(actor.plural for actor in subject))
    enough = subject and between_officials(sides) and (len(sides) > 1 or together)
    return sides if enough else ()


_CALLS = words_of("called see sees saw")


def _on_each_other(
    context: Context, subject: tuple[Actor, ...], objects: tuple[Actor, ...], sentence: range
) -> bool:
    """Whether one official calls on or sees another one, and nothing they are asked to do."""
    if not subject or not objects or not is_official(objects[0]) or objects[0].plural:
        return False
    person = subject[0].kind is ActorKind.PERSON or is_official(subject[0])
    behind = objects[0].stop if objects[0].first in sentence else sentence.stop
    following = context.lower(behind)
    return person and (following in _CALL_ENDS or context.is_time(behind))


_CALL_ENDS = words_of(". , at in on and again before after ; during")


def _object_start(context: Context, number: int, sentence: range) -> int:
    """Where those begin who are met: right behind the verb, or behind a "with" further on."""
    start = number + 1
    while context.lower(start) in _PASSED_OVER:
        start += 1
    discussed = context.lower(number) in _DISCUSSED
    if not discussed and context.lower(start) not in _BETWEEN and not context.is_time(start):
        return start
    for at in range(start, min(sentence.stop, start + 12)):
        if context.lower(at) == "with":
            return at + 1
        if context.lower(at) in _CLAUSE_ENDS or (context.verb_like(at) and at > start):
            break
    return start


_BETWEEN = words_of("in at for late early last this behind")
_CLAUSE_ENDS = words_of("who which that where when while and but said before after ; :")
_DISCUSSED = words_of("discussed discuss discusses discussing")
_PASSED_OVER = words_of("with down again privately briefly directly separately on")


def _object_follows(context: Context, start: int) -> bool:
    return context.lower(start) not in (".", ",", "in", "on", "at", "for", "to", "last", "this", "")


def _by_host(context: Context, number: int, form: Form, sentence: range) -> SummitFact | None:
    """A host who receives a guest ("the king received the envoy")."""
    if context.attributive(number):
        return None
    group = verb_group(context.document, number, form, sentence)
    greeted = group.passive and context.lower(number) == "greeted"
    if group.status is None or greeted or (group.passive and context.lower(number + 1) != "by"):
        return None
    hosts = subject_of(context, group, sentence)
    guests = tuple(listed_actors(context, number + 1 + group.passive, sentence))
    if not hosts or not guests or guests[0].first > number + 4 + group.passive:
        return None
    between = range(number + 1, guests[0].first)
    if any(context.lower(n) in MEETING_NOUNS or not _wordlike(context, n) for n in between):
        return None
    if group.passive:
        hosts, guests = guests, hosts
    sides = distinct([*hosts, *guests])
    if len(sides) < 2 or not between_officials(sides[:2]):
        return None
    place = place_of(context, number, sentence) or _welcomed_to(context, number, guests, sentence)
    first, stop = _extent(number, sides, place, sentence)
    return SummitFact(sides, group.status, first, stop, number, place, host=hosts[0])


def _wordlike(context: Context, number: int) -> bool:
    return context.document.tokens[number].text[0].isalnum() or context.lower(number) in "-’'"


def _welcomed_to(
    context: Context, number: int, guests: tuple[Actor, ...], sentence: range
) -> Toponym | None:
    """The place in "welcomed the envoy to Bern"."""
    if not context.lower(number).startswith("welcom"):
        return None
    for at in range(guests[-1].stop, min(sentence.stop, guests[-1].stop + 2)):
        if context.lower(at) == "to":
            return place_in_phrase(context, at + 1, sentence)
    return None


# What is common to both.


def _extent(
    number: int, sides: tuple[Actor, ...], place: Toponym | None, sentence: range
) -> tuple[int, int]:
    """First token and the token behind the last of the words that tell the meeting."""
    firsts = [actor.first for actor in sides if actor.first in sentence]
    stops = [actor.stop for actor in sides if actor.first in sentence]
    if place is not None and place.first in sentence:
        firsts.append(place.first)
        stops.append(place.stop)
    return min([number, *firsts]), max([number + 1, *stops])


def _journey_end(fact: SummitFact, journeys: list[JourneyFact], sentence: range) -> Toponym | None:
    for journey in journeys:
        if journey.first in sentence and journey.ends.destination and journey.first < fact.at:
            return journey.ends.destination
    return None


def _same_clause(earlier: SummitFact, fact: SummitFact) -> bool:
    """Whether a sentence tells one meeting twice ("met for talks with")."""
    return fact.at - earlier.at <= 12


def _absorb(earlier: SummitFact, fact: SummitFact) -> None:
    earlier.participants = distinct([*earlier.participants, *fact.participants])
    earlier.place = earlier.place or fact.place
    earlier.outcome = earlier.outcome or fact.outcome
    earlier.first, earlier.stop = min(earlier.first, fact.first), max(earlier.stop, fact.stop)
    earlier.weak = earlier.weak and fact.weak and len(earlier.participants) < 2
