"""Verb groups: what the words before a verb say of its status.

A few closed classes of English words settle it: auxiliaries, modals, negations, and verbs that
take another verb with "to" (Huddleston and Pullum 2002, chapters 3 and 9). Status is never
guessed up: a plan stays a plan, a possibility is no event.
"""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from dateline.geo.model import Status
from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.lexicon import is_adverb, words_of


class Form(Enum):
    """The form of a verb."""

    BASE = "base"
    THIRD = "third person"
    PAST = "past"
    PARTICIPLE = "past participle"
    ING = "-ing"


_NEGATIONS = words_of("not never n't no cannot nor neither without")
_SKIPPED = words_of(
    "yet also just already now then still soon later first finally eventually reportedly recently"
    " currently previously once even only all both together personally subsequently immediately"
    " safely successfully secretly officially instead never not again twice tentatively ever"
)
_BE_PRESENT = words_of("is are am 's ’s")
_BE_PAST = words_of("was were")
_HAVE = words_of("has have had having")
_WILL = words_of("will shall")
_POSSIBLE = words_of("may might could can should must ought")
_PLANS = words_of(
    "plan plans planned planning expect expects expected scheduled due set intend intends intended"
    " intending going about slated poised preparing prepares prepared ready agreed decided likely"
    " try tries trying"
    " vowed promised pledged hope hopes hoped hoping want wants wanted wish wishes aims"
    " aiming seeks seeking booked arranged bound willing looking prepare supposed to"
)
_BEGINS = words_of("began begun started continued continues begins starts managed able chose")
_BLOCKS = words_of(
    "failed refused declined unable refuses declines refusing used tend tends able asked urged"
    " told ordered allowed wont forced banned barred wanting how where encouraged advised"
)
_CONDITIONS = words_of("if unless whether should")
_AHEAD = words_of("tomorrow next upcoming forthcoming later coming soon")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries.

    Attributes:
        first: Number of the first token of the group.
        verb: Number of the verb itself.
        status: What the group says has become of it; None when it says that nothing did, or
            leaves it open.
        passive: Whether it is passive.
        finite: Whether the group can have a subject right before it.
        bare: Whether it is a participle that takes its status from elsewhere.
    """

    first: int
    verb: int
    status: Status | None
    passive: bool = False
    finite: bool = True
    bare: bool = False


def verb_group(document: Document, verb: int, form: Form, sentence: range) -> VerbGroup:
    """The group around a verb."""
    first = _group_start(document, verb, sentence)
    before = [document.tokens[number].lower for number in range(first, verb)]
    passive = form in (Form.PAST, Form.PARTICIPLE) and _passive(before)
    status = _status(document, before, form, verb, sentence)
    if status is not None and _conditional(document, first, sentence):
        status = None
    if form is Form.ING and _planned_on(document, verb):
        status = Status.PLANNED
    elif form is Form.ING and _gerund(document, verb):
        status = Status.CANCELLED if forbidden_at(document, verb) is not None else None
    bare = form is Form.ING and not set(before) & (_BE_PRESENT | _BE_PAST | _HAVE | {"be", "been"})
    if bare and status is Status.HAPPENED and _main_is_planned(document, verb, sentence):
        status = Status.PLANNED
    infinitive = bool(before) and before[0] == "to"
    return VerbGroup(first, verb, status, passive, finite=not (bare or infinitive), bare=bare)


def _gerund(document: Document, verb: int) -> bool:
    """Whether an -ing form only names a deed ("the cost of travelling", "banned from leaving")."""
    return verb > 0 and document.tokens[verb - 1].lower in _GERUNDS


def _main_is_planned(document: Document, verb: int, sentence: range) -> bool:
    """Whether what a participle goes with is a plan ("will stop in Bern before flying home")."""
    for number in range(verb - 1, max(sentence.start, verb - 25) - 1, -1):
        word = document.tokens[number].lower
        if word in _WILL or word in _MAIN_PLANS:
            return True
        if word in _BE_PRESENT and document.tokens[number + 1].lower in _PLANNED:
            return True
        if word in _MAIN_DEEDS or word in ";:":
            return False
    return False


_MAIN_PLANS = words_of("plans plan intends intend hopes hope wants want aims would")
_PLANNED = words_of("to expected due scheduled set planning going likely planned slated")
_MAIN_DEEDS = words_of("was were had said told who which that has have did")
"""Words before a participle from which on another clause, or the past, is told."""


def forbidden_at(document: Document, verb: int) -> int | None:
    """The verb that keeps someone from a deed ("barred the crew from leaving"), if any."""
    if document.tokens[verb - 1].lower != "from":
        return None
    for number in range(verb - 2, max(verb - 9, -1), -1):
        if document.tokens[number].lower in _FORBIDDING:
            return number
    return None


_FORBIDDING = words_of(
    "forbade forbid forbids forbidden barred bars bar banned bans prevented prevents prevent"
    " stopped stops blocked blocks kept"
)
_GERUNDS = words_of("of for without against about from")


def _planned_on(document: Document, verb: int) -> bool:
    """Whether it is "planning on", "plans for", "hopes of" doing it."""
    if verb < 2 or document.tokens[verb - 1].lower not in ("on", "of", "for", "about"):
        return False
    return document.tokens[verb - 2].lower in _PLANS or document.tokens[verb - 2].lower == "plan"


def _group_start(document: Document, verb: int, sentence: range) -> int:
    first = verb
    while first > sentence.start:
        word = document.tokens[first - 1].lower
        if not _belongs(word):
            break
        chained = word in _PLANS | _BEGINS | _BLOCKS and word not in _UNCHAINED
        if chained and document.tokens[first].lower != "to":
            break
        first -= 1
    return first


_UNCHAINED = _HAVE | {"going", "to"}
"""Words before a verb that need no "to"."""


def _belongs(word: str) -> bool:
    return (
        word in _NEGATIONS | _SKIPPED | _BE_PRESENT | _BE_PAST | _HAVE | _WILL | _POSSIBLE
        or word in _PLANS | _BEGINS | _BLOCKS
        or word in ("be", "been", "being", "would", "did", "does", "do", "to")
        or word.endswith(("n’t", "n't"))
        or is_adverb(word)
    )


def _passive(before: list[str]) -> bool:
    words = [word for word in before if word not in _SKIPPED]
    return bool(words) and words[-1] in _BE_PRESENT | _BE_PAST | {"be", "been", "being"}


def _status(
    document: Document, before: list[str], form: Form, verb: int, sentence: range
) -> Status | None:
    words = set(before)
    if _denied(before):
        return None
    if words & {"would", "to", "should"} and "have" in words and not words & {"has", "had"}:
        # "would have flown": it did not; "was to have flown": it came to nothing.
        return Status.CANCELLED if words & _BE_PAST or "should" in words else None
    if words & (_WILL | {"would"}):
        return Status.PLANNED
    if words & _POSSIBLE:
        return None
    if "to" in words and form is Form.BASE:
        return _infinitive(document, words, verb - len(before), sentence)
    return _simple(document, words, form, verb, sentence)


def _denied(before: list[str]) -> bool:
    """Whether the words before a verb say that it did not come to it."""
    if any(word in _NEGATIONS or word.endswith(("n’t", "n't")) for word in before):
        return True
    if ("yet", "to") in pairwise(before):
        return True  # "has yet to arrive"
    return "to" in before and not _BLOCKS.isdisjoint(before)


def _infinitive(document: Document, words: set[str], first: int, sentence: range) -> Status | None:
    if words & _BEGINS:
        return Status.ONGOING if words & _STARTS else Status.HAPPENED
    if words & (_PLANS - {"to"} | _BE_PRESENT | _BE_PAST):
        return Status.PLANNED
    if words & {"has", "have", "had"}:
        return Status.HAPPENED if "had" in words else Status.PLANNED
    before = {document.tokens[n].lower for n in range(max(sentence.start, first - 6), first)}
    if before & _LEAVING:
        return Status.ONGOING
    if (
        before & _NEGATIONS
        or document.tokens[first - 1].lower in _WISHES
        or (before & _ASKED and "accepted" not in before)
    ):
        return None
    return Status.HAPPENED if before & (_ORDER | _RESULT) else Status.PLANNED


_ORDER = words_of("first last only latest")
"""Words that make an infinitive a fact ("the first leader to visit")."""
_RESULT = words_of(
    "cut interrupted defied braved risked used took required forced prompted led enabled caused"
)
"""Deeds whose purpose is told because it came about ("cut short his stay to return")."""
_ASKED = words_of(
    "invited invite invites inviting invitation urged urges asked asks advised begged encouraged"
    " warned persuade persuaded wants wanted"
)
"""What others say that someone should do."""
_WISHES = words_of(
    "haste desire call calls need right ability chance reason reasons effort efforts attempt"
    " attempts pressure urge refusal failure inability temptation freedom eagerness reluctance"
    " date advice warning warnings easier hard harder safe unsafe dangerous possible"
)
"""Words with which an infinitive is no plan yet ("the right to leave")."""
_LEAVING = words_of("left boarded departed")
"""Deeds with which the way that is their purpose has begun ("left the embassy to fly home")."""


def _simple(
    document: Document, words: set[str], form: Form, verb: int, sentence: range
) -> Status | None:
    if form is Form.ING:
        return _progressive(document, words, verb, sentence)
    if form is Form.BASE and words & _HAVE:
        return Status.HAPPENED
    if form in (Form.THIRD, Form.BASE) and _dated_ahead(document, verb, sentence):
        return Status.PLANNED
    if form is Form.BASE:
        return None
    if words & _BE_PRESENT and "be" not in words and form in (Form.PAST, Form.PARTICIPLE):
        return _present_passive(words, document.tokens[verb].lower)
    return Status.PLANNED if "be" in words else Status.HAPPENED


def _dated_ahead(document: Document, verb: int, sentence: range) -> bool:
    """Whether a verb in the present is told with a time that is still to come."""
    return (
        looks_ahead(document, verb, sentence)
        or _soon(document, verb, sentence, _WEEKDAYS | _THIS_DAY)
        or _this_week(document, verb, sentence)
        or _on_a_date(document, verb, sentence)
    )


def _on_a_date(document: Document, verb: int, sentence: range) -> bool:
    """Whether a day of the month follows without a year, or a day of the week opens the sentence.

    "Ministers hold a summit in Lome on June 20", "On Friday the premier hosts ...".
    """
    words = [document.tokens[n].lower for n in range(verb, min(sentence.stop, verb + 13))]
    for at, word in enumerate(words[:-2]):
        dated = word == "on" and any(each in _MONTHS for each in words[at + 1 : at + 3])
        if dated and not any(_YEAR.fullmatch(each) for each in words[at + 2 : at + 6]):
            return True
    if len(sentence) < 2:
        return False
    first, second = (document.tokens[sentence.start + n].lower for n in (0, 1))
    return verb - sentence.start < _NEAR_OPENING and first == "on" and second in _WEEKDAYS


_MONTHS = words_of(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NEAR_OPENING = 14
"""Tokens from the start of a sentence within which its opening day is that of a verb."""


def _present_passive(words: set[str], word: str) -> Status | None:
    """The status of "is being flown", which goes on, and "are flown", a habit or a wish."""
    if "being" in words:
        return Status.PLANNED if word in _ORDERED else Status.ONGOING
    if word in _UNDER_WAY:
        return Status.ONGOING
    return Status.HAPPENED if word in _SETTLED else None


_ORDERED = words_of("sent dispatched deployed")
"""Participles with which "is being" tells an order, and not yet the way."""
_UNDER_WAY = words_of("headed gone deployed")
"""Participles that with "is" tell a state: someone is on the way or there."""
_SETTLED = words_of("due expected refused denied")
"""Those that with "is" tell what has been settled."""
_STARTS = words_of("began begun started continued continues begins starts")


def _progressive(document: Document, words: set[str], verb: int, sentence: range) -> Status:
    if "be" in words:
        return Status.PLANNED if words & (_PLANS - {"to"}) else Status.ONGOING
    if verb > len(words) and document.tokens[verb - 1].lower in _STARTS:
        return Status.ONGOING
    if words & (_BE_PRESENT | _HAVE) and not words & (_BE_PAST | {"had"}):
        ahead = looks_ahead(document, verb, sentence) or _soon(document, verb, sentence)
        return Status.PLANNED if ahead else Status.ONGOING
    return Status.HAPPENED


def _soon(
    document: Document, verb: int, sentence: range, days: frozenset[str] = frozenset()
) -> bool:
    """Whether a day of the week follows ("leaders meet in Lyon on Friday")."""
    days = days or _WEEKDAYS
    stop = min(sentence.stop, verb + 13)
    return any(document.tokens[number].lower in days for number in range(verb, stop))


_WEEKDAYS = words_of("monday tuesday wednesday thursday friday saturday sunday")
_THIS_DAY = words_of("today tonight")
"""Days that a verb in the present announces, and a progressive does not ("is meeting today")."""


def _this_week(document: Document, verb: int, sentence: range) -> bool:
    """Whether a verb in the present speaks of these days ("travels to Bern this week")."""
    stop = min(sentence.stop, verb + 12)
    words = [document.tokens[number].lower for number in range(verb, stop)]
    return any(pair in _THESE_DAYS for pair in pairwise(words))


_THESE_DAYS = frozenset({("this", "week"), ("this", "weekend"), ("this", "month")})


def looks_ahead(document: Document, verb: int, sentence: range) -> bool:
    """Whether words behind a verb speak of what is to come."""
    stop = min(sentence.stop, verb + 14)
    words = [document.tokens[number].lower for number in range(verb, stop)]
    if "last" in words:
        return False
    return bool(set(words) & _AHEAD)


def _conditional(document: Document, first: int, sentence: range) -> bool:
    """Whether "if" opens the clause."""
    for number in range(first - 1, max(sentence.start, first - 7) - 1, -1):
        token = document.tokens[number]
        if token.lower in _CONDITIONS:
            return True
        if token.text in ",;:":
            return False
    return False


_CANCELLED = words_of(
    "cancelled canceled cancel cancels cancelling cancellation postponed scrapped shelved abandoned"
    " derailed suspended aborted axed withdrawn withdrew scuppered thwarted"
)


def cancels(document: Document, first: int, stop: int) -> bool:
    """Whether words between two tokens say that something was called off."""
    words = [document.tokens[number].lower for number in range(first, stop)]
    if set(words) & _CANCELLED:
        return True
    pairs = set(pairwise(words))
    return bool(
        pairs & {("called", "off"), ("calls", "off"), ("calling", "off"), ("pulled", "out"),
                 ("call", "off"), ("backed", "out"), ("fell", "through"), ("falls", "through")}
    )  # fmt: skip
