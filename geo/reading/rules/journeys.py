"""Journeys: who goes where, from where, how, how long, and whether they have."""

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import ActorKind
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.details import duration_of, mode_of
from dateline.geo.reading.rules.grammar import Form
from dateline.geo.reading.rules.moves import told_by_verb
from dateline.geo.reading.rules.places import Endpoints
from dateline.geo.reading.rules.tellings import JourneyFact, generic
from dateline.geo.reading.rules.trips import STAYS, told_by_noun, visitor
from dateline.geo.reading.rules.verbs import (
    MOTION_NOUNS,
    MOTION_VERBS,
    NOUN_MODES,
    PHRASES,
    SETTING_OFF,
    Motion,
)

_HABIT = words_of("often usually regularly frequently always annually daily weekly every")


def find_journeys(context: Context) -> list[JourneyFact]:
    """Every telling of a journey, in order."""
    found: list[JourneyFact] = []
    for sentence in context.document.sentences:
        for number in sentence:
            fact = _told_at(context, number, sentence)
            if fact is not None and not _habitual(context, fact, sentence):
                found.append(_detailed(context, fact, sentence))
    return found


def _told_at(context: Context, number: int, sentence: range) -> JourneyFact | None:
    token = context.document.tokens[number]
    numbered = context.lower(number + 1).isdigit() and token.lower in NOUN_MODES
    if token.capital and not token.opens and not numbered:
        return None
    word = token.lower
    if word == "visiting" and context.is_visitor(number):
        return visitor(context, number, sentence)
    if word in MOTION_NOUNS and context.is_noun(number):
        fact = told_by_noun(context, number, sentence)
        if fact is not None:
            return fact
    return _told_by_words(context, number, sentence)


def _told_by_words(context: Context, number: int, sentence: range) -> JourneyFact | None:
    word, following = context.lower(number), context.lower(number + 1)
    if (word, following) in PHRASES and not (
        word in _ENDS_UP and context.lower(number + 2) not in _AT_END
    ):
        motion = Motion(word, to=PHRASES[word, following], away=(word, following) in SETTING_OFF)
        form = _phrase_form(word)
        behind = number + (1 if following in ("in", "to", "for", "into") else 2)
        return told_by_verb(context, number, motion, form, sentence, behind=behind)
    if word in MOTION_VERBS:
        motion, form = MOTION_VERBS[word]
        noun = form is Form.THIRD and context.lower(number - 1) in _BEFORE_NOUNS
        return None if noun else told_by_verb(context, number, motion, form, sentence)
    return _bound_for(context, number, sentence) if word == "bound" else None


_ENDS_UP = words_of("ended wound")
_AT_END = words_of("in at on back")
_BEFORE_NOUNS = words_of(
    "about of for on the a an his her their its our my these those in with from by to more many"
    " first any some no all recent such new"
)
"""Words behind which "returns" and the like are nouns."""


def _bound_for(context: Context, number: int, sentence: range) -> JourneyFact | None:
    """The journey of "a Bari-bound ferry" and "the Bari-bound family"."""
    place = next(
        (p for p in context.places_in(range(sentence.start, number)) if p.stop == number - 1), None
    )
    if place is None or place.demonym or context.lower(number - 1) != "-":
        return None
    travellers = tuple(
        actor for actor in context.actors_in(range(max(sentence.start, number - 8), number + 2))
        if number < actor.stop and not (actor.plural and actor.kind is ActorKind.VEHICLE)
    )  # fmt: skip
    if not travellers or generic(context, travellers):
        return None
    ends = Endpoints(destination=place, stop=travellers[0].stop)
    first = min(place.first, travellers[0].first)
    return JourneyFact(travellers[:1], ends, Status.HAPPENED, first, ends.stop, number)


def _phrase_form(word: str) -> Form:
    if word in ("en", "bound"):
        return Form.ING
    if word in ("take", "make", "move"):
        return Form.BASE
    return Form.THIRD if word == "sets" else Form.PAST


def _habitual(context: Context, fact: JourneyFact, sentence: range) -> bool:
    first = max(sentence.start, fact.first - _HABIT_REACH)
    words = set(context.document.words(range(first, min(fact.stop + 3, sentence.stop))))
    return bool(words & _HABIT)


_HABIT_REACH = 5
"""Tokens before a telling among which "every two weeks" can stand."""


def _detailed(context: Context, fact: JourneyFact, sentence: range) -> JourneyFact:
    """Add the mode and the duration that the sentence says."""
    if fact.mode is None:
        fact.mode = mode_of(context, fact.travellers, range(fact.first, fact.stop), sentence)
    stays = context.lower(fact.at) in STAYS or context.lower(fact.at).startswith("visit")
    fact.duration = duration_of(context, sentence, days=not stays)
    return fact
