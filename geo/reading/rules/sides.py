"""Who meets whom: the sides of a summit, of talks or of a meeting."""

from collections.abc import Iterator

from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.callings import OFFICIALS
from dateline.geo.reading.entities.company import dependent, distinct, with_conjuncts
from dateline.geo.reading.lexicon import SPEECH, words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.grammar import Form, VerbGroup, verb_group
from dateline.geo.reading.rules.makers import owner_of
from dateline.geo.reading.rules.meeting import SummitFact
from dateline.geo.reading.rules.subjects import behind_comma, subject_of
from dateline.geo.reading.rules.verbs import MOTION_VERBS

_WITH = words_of("with between of among involving")
_GAP_ENDS = words_of(
    ". ; : on in at to from for who which that when where while after before was is were are said"
    " has have had will would ) ( as by about over amid during"
)

_HOLDING = {
    "hold": Form.BASE, "holds": Form.THIRD, "held": Form.PAST, "holding": Form.ING,
    "convene": Form.BASE, "convened": Form.PAST, "attend": Form.BASE, "attended": Form.PAST,
    "open": Form.BASE, "opens": Form.THIRD, "opened": Form.PAST, "begin": Form.BASE,
    "began": Form.PAST, "conduct": Form.BASE, "conducted": Form.PAST, "resume": Form.BASE,
    "resumed": Form.PAST, "attending": Form.ING, "attends": Form.THIRD, "begins": Form.THIRD,
    "concluded": Form.PAST, "concludes": Form.THIRD, "ended": Form.PAST, "conducting": Form.ING,
    "have": Form.BASE, "had": Form.PAST, "resumes": Form.THIRD, "resuming": Form.ING,
    "opening": Form.ING, "closed": Form.PAST, "closes": Form.THIRD, "closing": Form.ING,
    "ending": Form.ING, "concluding": Form.ING, "wrapped": Form.PAST, "wrapping": Form.ING,
}  # fmt: skip

_ORGANISED = words_of(
    "organisation team group delegation company executive party side developer union boss expert"
    " manager lawyer attorney activist engineer"
    " pair duo trio"
)


def sides_of_noun(context: Context, number: int, sentence: range) -> tuple[Actor, ...]:
    """Who meets, from the words on both sides of a noun ("X's talks with Y")."""
    found: list[Actor] = []
    compound = _compound_sides(context, number)
    if compound:
        return distinct(compound)
    behind = _behind(context, number, sentence)
    holder = holder_of(context, number, sentence)
    if holder is not None and holder.finite:
        found += subject_of(context, holder, sentence)
    elif holder is not None and context.lower(holder.verb) in CLOSING:
        found += _first_official(context, holder, sentence)
    between = context.lower(number + 1) in ("between", "of", "among")
    if not found and not (between and len(behind) > 1):
        found += owner_of(context, number, sentence)
    if context.lower(number) == "summit":
        before = context.actors_in(range(max(0, number - 4), number))
        found += [actor for actor in before if actor.stop == number and actor.role == ORGANISATION]
    if not behind and context.lower(number - 1) in ("a", "the", "their", "at", "during"):
        at_it = {context.lower(n) for n in range(number - 3, number)} & {"at", "during"}
        found += spoken_at(context, number, sentence) if at_it else ()
    sides = distinct([*found, *behind])
    if len(sides) < 2 and {context.lower(number - 1), context.lower(number - 2)} & _OPENING:
        return distinct([*behind_comma(context, number + 1, sentence), *sides])
    return sides


CLOSING = words_of("closing ending concluding wrapping opening")


def _first_official(context: Context, holder: VerbGroup, sentence: range) -> tuple[Actor, ...]:
    """Who does what a participle behind a comma goes with ("agreed ..., closing a summit")."""
    if context.lower(holder.first - 1) != ",":
        return ()
    for actor in context.actors_in(range(sentence.start, holder.first)):
        if is_official(actor) and not dependent(context, actor, holder.first):
            return with_conjuncts(context, actor)
    return ()


_OPENING = words_of("after during following at in before")


def parties_to(context: Context, fact: SummitFact) -> tuple[Actor, ...]:
    """Who meets in talks whose sides only the sentence before tells ("Talks in Doha failed")."""
    here = context.document.sentence_of(fact.at)
    if len(fact.participants) > 1 or not here:
        return fact.participants
    before = context.document.sentences[here - 1]
    parties = [actor for actor in context.actors_in(before) if is_official(actor)]
    if context.lower(fact.at) not in _OF_PARTIES and not _two_leaders(context, fact, parties):
        return fact.participants
    named = [each for each in fact.participants if each.kind is not ActorKind.PRONOUN]
    found = distinct([*named, *parties])
    return found if len(found) > 1 else fact.participants


def _two_leaders(context: Context, fact: SummitFact, parties: list[Actor]) -> bool:
    """Whether just two leaders were spoken of, whose "dinner" or "last meeting" this then is."""
    if context.lower(fact.at + 1) in ("of", "with", "between", "for"):
        return False
    leaders = [each for each in parties if each.kind is not ActorKind.STATE]
    people = distinct(leaders)
    return len(people) == 2 or (len(people) == 1 and several_sides(context, people[0]))


_OF_PARTIES = words_of("talks negotiations summit")


def holder_of(context: Context, number: int, sentence: range) -> VerbGroup | None:
    """The verb of which a meeting is the object ("will hold a summit")."""
    for at in range(number - 1, max(sentence.start, number - 6), -1):
        form = _HOLDING.get(context.lower(at))
        if form is not None:
            return verb_group(context.document, at, form, sentence)
        if context.document.tokens[at].text in ",;":
            break
    return None


def _compound_sides(context: Context, number: int) -> list[Actor]:
    """The sides of "the Japan-Mongolia summit" and "the Lund-Salo meeting"."""
    for actor in context.actors_in(range(max(0, number - 6), number)):
        if context.lower(actor.stop) in ("-", "–", "/"):
            others = context.actors_in(range(actor.stop + 1, number))
            if others and context.lower(others[0].stop) != ",":
                return [actor, others[0]]
    return []


def _behind(context: Context, number: int, sentence: range) -> list[Actor]:
    """The actors behind "with", "between" or "of"."""
    for at in range(number + 1, min(sentence.stop, number + 8)):
        word = context.lower(at)
        leads = word in _WITH and (word != "of" or at == number + 1)
        if leads or (word == "for" and context.lower(number) in _MEALS):
            return list(listed_actors(context, at + 1, sentence))
        if word == "," and context.lower(at + 1) in ("with", "between"):
            continue
        if word in (",", ";", "that", "which", "and") or context.verb_like(at):
            break
    for at in range(number + 1, min(sentence.stop, number + 14)):
        if context.lower(at) == "between" and _HELD & {context.lower(n) for n in range(number, at)}:
            return list(listed_actors(context, at + 1, sentence))
    return _attending(context, number, sentence)


def _attending(context: Context, number: int, sentence: range) -> list[Actor]:
    """Who comes, by a clause on the meeting or by the sentence that follows it.

    "A summit in Lome, where the ministers will ...", "talks attended by ...", "Those attending
    include ...".
    """
    for at in range(number + 1, min(sentence.stop, number + 14)):
        word, before = context.lower(at), context.lower(at - 1)
        together = word == "together" and before.startswith("br")
        if word == "where" or together or (word == "by" and before == "attended"):
            return list(listed_actors(context, at + 1, sentence))
        if word in _CLAUSE_ENDS:
            break
    here = context.document.sentence_of(number)
    following = context.document.sentences[here + 1 : here + 2]
    if not following or context.lower(following[0].start) not in _ATTENDERS:
        return []
    for at in range(following[0].start + 1, min(following[0].stop, following[0].start + 5)):
        if context.lower(at) in ("include", "included", "including"):
            return list(listed_actors(context, at + 1, following[0]))
    return []


_CLAUSE_ENDS = words_of("; said says told who after before while")
_ATTENDERS = words_of("those participants attendees delegates others guests")
_TELLING = words_of(
    "told warned urged pressed assured informed briefed confronted promised thanked asked offered"
)


def spoken_at(context: Context, number: int, sentence: range) -> tuple[Actor, ...]:
    """Who told whom something at a meeting ("the premier warned the envoy at a summit")."""
    for at in range(number - 1, sentence.start, -1):
        if context.lower(at) in _TELLING:
            group = verb_group(context.document, at, Form.PAST, sentence)
            objects = list(listed_actors(context, at + 1, sentence))
            if group.passive or not objects or objects[0].first > at + 2:
                return ()
            return distinct([*subject_of(context, group, sentence), *objects[0].who])
    return ()


_MEALS = words_of("dinner lunch banquet reception")
_HELD = words_of("held convened scheduled planned place begin began open opened")


def listed_actors(context: Context, first: int, sentence: range) -> Iterator[Actor]:
    """The actors of a list that begins at a token ("X, the Y and Z")."""
    at = first
    reach = 6
    while at < sentence.stop:
        ahead = context.actors_in(range(at, min(at + reach, sentence.stop)))
        if not ahead:
            return
        actor = ahead[0]
        gap = [context.lower(n) for n in range(at, actor.first)]
        moves = at > first and any(word in MOTION_VERBS for word in gap)
        if moves or any(word in _GAP_ENDS for word in gap) or _says_so(context, actor):
            return
        owned = ahead[1].first if len(ahead) > 1 else 0
        if context.lower(actor.stop) in _POSSESSIVE and owned > actor.stop:
            at = owned  # "the farmers' leaders" are the leaders
            continue
        yield actor
        at = actor.stop
        if context.lower(at) == "of" and actor.role not in _COLLECTIVE:
            at = _behind_owner(context, at, sentence)
        if context.lower(at) in (",", "and", "or", "of"):
            at += 1
            if context.lower(at) == "and":
                at += 1
            reach = 4
            continue
        return


def _says_so(context: Context, actor: Actor) -> bool:
    """Whether someone behind a comma only tells the news (", the Danish government said")."""
    stop = actor.stop
    if context.lower(stop) == "and":
        others = context.actors_in(range(stop + 1, stop + 2))
        stop = others[0].stop if others else stop
    return context.lower(actor.first - 1) == "," and context.lower(stop) in SPEECH


_POSSESSIVE = ("’s", "'s", "’", "'")
_COLLECTIVE = words_of("group team delegation crew pair band")
"""Words that only count those behind "of"."""


def _behind_owner(context: Context, of: int, sentence: range) -> int:
    """The token behind what someone is of ("the leaders of the farmers' union, ...")."""
    at = of + 1
    for actor in context.actors_in(range(of + 1, min(of + 8, sentence.stop))):
        if actor.first - at > (at == of + 1):
            break
        at = actor.stop
        at += context.lower(at) in _POSSESSIVE
    return at if at > of + 1 else of


def is_official(actor: Actor) -> bool:
    """Whether someone acts for a state or an organisation."""
    if actor.kind is ActorKind.STATE:
        return actor.official
    return actor.official or (actor.role in OFFICIALS)


def between_officials(sides: tuple[Actor, ...]) -> bool:
    """Whether leaders, officials or states meet, and nobody who is plainly neither."""
    if not any(is_official(actor) for actor in sides):
        return False
    return all(
        is_official(actor) or actor.kind is ActorKind.PERSON or actor.kind is ActorKind.PRONOUN
        or actor.role in _ORGANISED
        for actor in sides
    )  # fmt: skip


def private(context: Context, actor: Actor) -> bool:
    """Whether a group leads no state ("church leaders", "the leaders of the two unions")."""
    stop = actor.stop + (4 if context.lower(actor.stop) == "of" else 0)
    words = {context.lower(number) for number in range(actor.first, stop)}
    return actor.role in _OF_FIRMS or bool(words & _PRIVATE)


_OF_FIRMS = words_of("executive ceo boss manager company")
_PRIVATE = words_of(
    "business church religious faith industry industrial student youth community civic union unions"
    " company companies corporate club clubs bank banks association charity school gang"
    " farmers labour labor sales marketing"
)


def several_sides(context: Context, actor: Actor) -> bool:
    """Whether one expression names more than one side ("the two presidents")."""
    words = {context.lower(number) for number in range(actor.first, actor.stop)}
    return bool(words & {"two", "three", "both", "sides", "and", "counterparts"})
