"""Meetings that a verb tells: who met, called on or received whom."""

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.company import distinct
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.grammar import Form, VerbGroup, cancels, verb_group
from dateline.geo.reading.rules.meeting import SummitFact, extent
from dateline.geo.reading.rules.phrases import place_in_phrase
from dateline.geo.reading.rules.scenes import place_of
from dateline.geo.reading.rules.sides import (
    between_officials,
    is_official,
    listed_actors,
    private,
    several_sides,
)
from dateline.geo.reading.rules.subjects import subject_of
from dateline.geo.reading.rules.verbs import MEETING_NOUNS

_NOT_MET = words_of(
    "criticism resistance opposition applause silence anger demand demands target targets deadline"
    " needs need goal goals standards requirements challenge challenges fate end"
)
TIME_TOGETHER: dict[str, Form] = {
    "spoke": Form.PAST, "speak": Form.BASE, "speaks": Form.THIRD,
    "spent": Form.PAST, "spend": Form.BASE, "spends": Form.THIRD,
    "lunched": Form.PAST, "lunch": Form.BASE, "lunches": Form.THIRD,
    "dined": Form.PAST, "dine": Form.BASE, "dines": Form.THIRD,
    "breakfasted": Form.PAST,
}  # fmt: skip
"""Verbs that tell a meeting by what they add: alone, for some hours, at a table."""
_NEEDING = frozenset({"speaking", *TIME_TOGETHER})
"""Verbs that tell a meeting only where it is an official with whom they do so."""
_ALONE = words_of("alone privately")
_HOURS = words_of("hour hours minutes")
_WITHIN = 8
"""Tokens behind "spent" within which the time ends and "with" follows."""


def met_by_verb(context: Context, number: int, form: Form, sentence: range) -> SummitFact | None:
    """The meeting of those who "met", "conferred" or "saw" each other."""
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
    if status is Status.ONGOING and context.document.tokens[group.first].lower == "to":
        status = Status.PLANNED  # "left to meet the envoy": the way has begun, and not the meeting
    if status is Status.PLANNED and _came_to(context, group, sentence):
        status = Status.HAPPENED
    first, stop = extent(number, sides, place, sentence)
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
    if not _by_this_verb(context, number, subject, objects, sentence):
        return ()
    sides = distinct([*subject, *objects])
    several = len(subject) > 1 or any(actor.plural for actor in subject)
    together = several and not all(private(context, actor) for actor in subject)
    enough = len(sides) > 1 if objects else together
    return sides if subject and enough and between_officials(sides) else ()


def _by_this_verb(
    context: Context,
    number: int,
    subject: tuple[Actor, ...],
    objects: tuple[Actor, ...],
    sentence: range,
) -> bool:
    """Whether a verb of several senses has that of a meeting, with these around it."""
    word = context.lower(number)
    if word.startswith(("conven", "reconven")):
        return context.lower(number + 1) in _MEETS_AT
    if word in _DISCUSSED:
        return bool(objects) and place_of(context, number, sentence) is not None
    if word in _NEEDING:
        return _with_official(context, number, subject, objects)
    return word not in _CALLS or _on_each_other(context, subject, objects, sentence)


def in_private(context: Context, number: int, sentence: range) -> bool:
    """Whether a verb of speaking, eating or spending time tells a meeting.

    "Spoke alone with the envoy", "spent two hours with the premier", "dined with the king".
    """
    word, after = context.lower(number), context.lower(number + 1)
    if word.startswith(("spoke", "speak")):
        return after in _ALONE
    if word.startswith("spen"):
        return _time_with(context, number, sentence) is not None
    verb = word != "lunch" or context.lower(number - 1) in ("to", "will")
    return verb and after == "with"


def _time_with(context: Context, number: int, sentence: range) -> int | None:
    """The "with" behind some hours that were spent."""
    ahead = range(number + 1, min(sentence.stop, number + _WITHIN))
    hours = next((n for n in ahead if context.lower(n) in _HOURS), None)
    if hours is None:
        return None
    return next((n for n in ahead if n > hours and context.lower(n) == "with"), None)


_MEETS_AT = words_of(
    "in at on for to , . this next last late early monday tuesday wednesday thursday friday"
)
"""Words behind "convened" where those who meet are its subject."""
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


def _with_official(
    context: Context, number: int, subject: tuple[Actor, ...], objects: tuple[Actor, ...]
) -> bool:
    """Whether time is spent with an official, or by two of them ("X and Y spoke alone")."""
    if objects:
        owner = context.lower(objects[0].stop) in ("’s", "'s", "’")
        return is_official(objects[0]) and not (owner or private(context, objects[0]))
    alone = context.lower(number + 1) in _ALONE
    several = len(subject) > 1 or any(each.plural for each in subject)
    return alone and several and all(is_official(each) for each in subject)


_CALL_ENDS = words_of(". , at in on and again twice once before after ; during")


def _object_start(context: Context, number: int, sentence: range) -> int:
    """Where those begin who are met: right behind the verb, or behind a "with" further on."""
    start = number + 1
    while context.lower(start) in _PASSED_OVER:
        start += 1
    if context.lower(number).startswith("spen"):
        return (_time_with(context, number, sentence) or number) + 1
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
_PASSED_OVER = words_of("with down again alone privately briefly directly separately on")


def _object_follows(context: Context, start: int) -> bool:
    return context.lower(start) not in _NO_OBJECT


_NO_OBJECT = {"", *words_of(". , in on at for to last this aboard over amid under outside near")}


def met_by_host(context: Context, number: int, form: Form, sentence: range) -> SummitFact | None:
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
    first, stop = extent(number, sides, place, sentence)
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
