"""Summits, talks and meetings of leaders and delegations: who, where, when, and what came of it."""

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.company import distinct
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.encounters import (
    TIME_TOGETHER,
    in_private,
    met_by_host,
    met_by_verb,
)
from dateline.geo.reading.rules.grammar import Form, verb_group
from dateline.geo.reading.rules.meeting import SummitFact, extent
from dateline.geo.reading.rules.outcomes import outcome_of, status_of_noun
from dateline.geo.reading.rules.scenes import (
    compound_place,
    is_another,
    place_of,
    scene_of,
    town_of_site,
)
from dateline.geo.reading.rules.sides import (
    between_officials,
    is_official,
    private,
    sides_of_noun,
)
from dateline.geo.reading.rules.tellings import JourneyFact
from dateline.geo.reading.rules.verbs import HOSTING, MEETING_NOUNS, MEETING_VERBS

_NO_MEETING = words_of(
    "council board committee cabinet hall parent staff team prayer town press news general phone"
    " telephone telephonic video virtual shareholder shareholders annual class club community"
    " prayer media sales monthly weekly regular union faculty family business security swap"
    " school church youth charity gala wedding birthday training"
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


def find_summits(context: Context, journeys: list[JourneyFact]) -> list[SummitFact]:
    """Every telling of a meeting, in order."""
    found: list[SummitFact] = []
    told = _by_sentence(context, journeys)
    for here, sentence in enumerate(context.document.sentences):
        for number in sentence:
            fact = _told_at(context, number, sentence)
            if fact is None:
                continue
            if fact.place is not None and _is_water(fact.place):
                fact.place = None  # "talks on migration in the Mediterranean"
            if not is_another(context, number, sentence):
                fact.near = (
                    _journey_end(context, fact, told.get(here, []))
                    or scene_of(context, number, sentence, fact.status)
                    or town_of_site(context, number, sentence)
                )
            if found and found[-1].at in sentence and _elsewhen(found[-1], fact):
                fact.near = None
            if fact.status is Status.HAPPENED:
                fact.outcome = outcome_of(context, fact.at, sentence)
            if found and found[-1].at in sentence and _same_clause(context, found[-1], fact):
                _absorb(found[-1], fact)
                continue
            found.append(fact)
    return found


def _is_water(place: Toponym) -> bool:
    return place.entry is not None and place.entry.code_of in _WATERS


_WATERS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "CHN", "CHNM", "LK", "STM"})
"""Feature codes of waters, in which nobody meets."""


def _told_at(context: Context, number: int, sentence: range) -> SummitFact | None:
    token = context.document.tokens[number]
    word = token.lower
    part_of_name = token.capital and not token.opens and word != "summit"
    if part_of_name or _no_talks(context, number, sentence):
        return None
    if word in _MEETS and not _at_a_distance(context, number, sentence):
        return _by_word(context, number, word, sentence)
    if word in _SITS and context.lower(number + 1) in ("with", "down"):
        return met_by_verb(context, number, _SITS[word], sentence)
    if word in TIME_TOGETHER and in_private(context, number, sentence):
        return met_by_verb(context, number, TIME_TOGETHER[word], sentence)
    if word == "called" and context.lower(number + 1) == "on":
        return met_by_verb(context, number, Form.PAST, sentence)
    return None


def _no_talks(context: Context, number: int, sentence: range) -> bool:
    """Whether something is negotiated, or teams meet."""
    word, following = context.lower(number), context.lower(number + 1)
    negotiated = word.startswith("negotiat") and following in ("the", "a", "an", "its")
    meets = word in _MEETS and not _SPORT.isdisjoint(context.document.words(sentence))
    return negotiated or meets


_SPORT = words_of(
    "friendly qualifier qualifiers match matches goal goals scorer kickoff semifinal quarterfinal"
    " playoff playoffs striker goalkeeper midfielder coach league"
)
"""Words of a fixture, in which countries meet as teams."""
_SITS = {"speaking": Form.PAST, "sitting": Form.PAST, "sat": Form.PAST, "sit": Form.BASE}


def _by_word(context: Context, number: int, word: str, sentence: range) -> SummitFact | None:
    if word in MEETING_NOUNS and (word not in MEETING_VERBS or context.is_noun(number)):
        return _by_noun(context, number, sentence)
    if word in MEETING_VERBS:
        return met_by_verb(context, number, MEETING_VERBS[word], sentence)
    return met_by_host(context, number, HOSTING[word], sentence)


def _at_a_distance(context: Context, number: int, sentence: range) -> bool:
    """Whether they only speak over a line ("held talks by telephone")."""
    around = range(max(sentence.start, number - 8), min(sentence.stop, number + 12))
    return any(
        context.lower(n) in _LINES and context.lower(n - 1) in ("by", "the", "over", "via", "a")
        for n in around
    )


_LINES = words_of("phone telephone video videoconference teleconference videolink")
_MEETS = MEETING_NOUNS | MEETING_VERBS.keys() | HOSTING.keys()


def _by_noun(context: Context, number: int, sentence: range) -> SummitFact | None:
    before = context.lower(number - 1)
    yearly = before == "annual" and context.lower(number) == "summit"
    if (before in _NO_MEETING and not yearly) or context.lower(number + 1) in (
        "room",
        "rooms",
        "point",
        "place",
    ):
        return None
    behind = number + 1 + (context.lower(number + 1) == ",")
    if context.lower(number) in _SESSIONS and context.lower(behind) not in ("with", "between"):
        return None
    sides = sides_of_noun(context, number, sentence)
    place = place_of(context, number, sentence) or compound_place(context, number)
    host = _hosting_place(context, number, sentence)
    if host is not None:
        sides = tuple(side for side in sides if side.first != host.first)
        place = place or host
    opening = context.document.tokens[number].opens and context.lower(number) in _PROCESS
    definite = opening or before == "the" or context.lower(number - 2) in ("the", "this")
    status = status_of_noun(context, number, sentence)
    if status is None or (len(sides) == 1 and private(context, sides[0])):
        return None
    weak = not _enough(context, number, sides, placed=place is not None)
    off = status is Status.CANCELLED or before in _LATEST
    if weak and not definite and not off and not (sides and between_officials(sides)):
        return None
    process = context.lower(number) in _PROCESS and status is not Status.CANCELLED
    if process and not _really_held(context, number, sentence, sides, place):
        return None
    first, stop = extent(number, sides, place, sentence)
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
    attended = {context.lower(n) for n in range(max(0, number - 4), number)} & _ATTENDED
    if word == "conference" and placed and attended and sides and is_official(sides[0]):
        return True
    persons = [side for side in sides if side.kind is ActorKind.PERSON]
    if context.lower(number + 1) == "between" and len(persons) > 1 and len(persons) == len(sides):
        return True
    vague = not placed and any(_vague(context, side) for side in sides)
    if not sides or not between_officials(sides) or vague:
        return False
    held = {context.lower(n) for n in range(max(0, number - 6), number)} & _HOLD
    return len(sides) > 1 or (sides[0].plural and (bool(held) or word != "conference"))


_LATEST = words_of("last next first second third previous")
_SESSIONS = words_of("session sessions discussions")
"""Nouns that tell a meeting only with those who are in it."""
_ATTENDED = words_of("attend attends attended attending")
_HOLD = words_of(
    "hold holds held holding have had began begin begun open opened attend attended attending"
    " attends closed closing ending concluding wrapped"
    " resumed"
)


def _vague(context: Context, side: Actor) -> bool:
    """Whether nobody in particular is meant ("foreign leaders")."""
    if side.kind is not ActorKind.GROUP or side.role == ORGANISATION or side.country is not None:
        return False
    if side.stop - side.first > _SPECIFIC or context.lower(side.stop) in ("of", "from"):
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


_REALLY = _HOLD | words_of("for secret host hosted conduct conducted resume resumes resumed")


def _by_sentence(context: Context, journeys: list[JourneyFact]) -> dict[int, list[JourneyFact]]:
    told: dict[int, list[JourneyFact]] = {}
    for journey in journeys:
        told.setdefault(context.document.sentence_of(journey.first), []).append(journey)
    return told


def _journey_end(context: Context, fact: SummitFact, journeys: list[JourneyFact]) -> Toponym | None:
    """Where a journey ends that a sentence tells before a meeting, or says it was made on.

    "Flew to Bern and met the envoy", "met the envoy when she visited Bern"; not "met the envoy and
    flew to Bern".
    """
    for journey in journeys:
        between = range(fact.at, min(journey.at, fact.at + _CLAUSES))
        meanwhile = not _MEANWHILE.isdisjoint(context.document.words(between))
        before = journey.at < fact.at or (journey.noun and journey.first < fact.at)
        if journey.ends.destination is not None and (meanwhile or before):
            return journey.ends.destination
    return None


_MEANWHILE = words_of("when while as where")
_CLAUSES = 40
"""Tokens behind a meeting within which such a word is looked for, so that time stays linear."""


def _elsewhen(earlier: SummitFact, fact: SummitFact) -> bool:
    """Whether a meeting to come stands beside one that has been, whose place is not its own."""
    return fact.status is Status.PLANNED and earlier.status in _BEGUN and fact.near is earlier.place


def _same_clause(context: Context, earlier: SummitFact, fact: SummitFact) -> bool:
    """Whether a sentence tells one meeting twice ("met for talks with").

    Two verbs with others each tell two ("was received by the king and conferred with the premier"),
    and so does a verb of what is to come ("met the envoy and will hold talks with the king").
    """
    between = {context.lower(number) for number in range(earlier.at + 1, fact.at)}
    if "will" in between and fact.status is Status.PLANNED and earlier.status in _BEGUN:
        return False
    verbs = not {context.lower(earlier.at), context.lower(fact.at)} & MEETING_NOUNS
    others = [side for side in fact.participants if side not in earlier.participants]
    if verbs and others and len(fact.participants) > 1 < len(earlier.participants):
        return False
    return fact.at - earlier.at <= 12


_BEGUN = (Status.HAPPENED, Status.ONGOING)


def _absorb(earlier: SummitFact, fact: SummitFact) -> None:
    earlier.participants = distinct([*earlier.participants, *fact.participants])
    earlier.place = earlier.place or fact.place
    earlier.outcome = earlier.outcome or fact.outcome
    earlier.first, earlier.stop = min(earlier.first, fact.first), max(earlier.stop, fact.stop)
    earlier.weak = earlier.weak and fact.weak and len(earlier.participants) < 2
