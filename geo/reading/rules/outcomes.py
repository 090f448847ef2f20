"""What has become of a meeting that a noun tells, and how it ended."""

import re
from itertools import pairwise

from dateline.geo.model import Status
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.grammar import VerbGroup, cancels
from dateline.geo.reading.rules.nouns import noun_status
from dateline.geo.reading.rules.sides import CLOSING, holder_of

_OUTCOME = re.compile(
    r"\b(?:ended\s+(?!up|their|his|her|the|a\s)|broke\s+(?:up|down)|collapsed|fell\s+apart"
    r"|(?:(?:was|were)\s+)?cut\s+short|failed\s+to\s+(?:reach|produce|yield|agree)"
    r"|concluded\s+with|yielded"
    r"|produced\s+(?:no|an?)\s)[^,.;:]{0,70}",
    re.IGNORECASE,
)
_ARRIVAL = words_of("arrive arrived arriving arrives left leaving leave heading headed")
_TRAVELLED = words_of("travelled traveled flew went visited sailed drove came")


def status_of_noun(context: Context, number: int, sentence: range) -> Status | None:
    """The status of a meeting from the verb it belongs to."""
    around = range(max(sentence.start, number - 10), min(sentence.stop, number + 14))
    whole = " ".join(context.lower(n) for n in range(number, sentence.stop))
    if cancels(context.document, around.start, around.stop) or _WAS_CALLED_OFF.search(whole):
        return Status.CANCELLED
    if _only_wished(context, number, sentence):
        return None
    holder = holder_of(context, number, sentence)
    told = holder is not None and not (holder.bare and context.lower(holder.verb) not in CLOSING)
    if holder is not None and told and not holder.passive:
        return _of_holder(context, holder, sentence)
    behind = " ".join(context.lower(n) for n in range(number + 1, min(sentence.stop, number + 16)))
    for pattern, status in _BEHIND:
        if pattern.match(behind):
            return status
    return _of_purpose(context, number, sentence) or noun_status(context, number, sentence)


def _of_holder(context: Context, holder: VerbGroup, sentence: range) -> Status | None:
    """The status that the verb gives of which a meeting is the object."""
    if context.lower(holder.verb) in _BEGUN and holder.status in _TRUE:
        over = _ENDED & set(context.document.words(sentence))
        return Status.HAPPENED if over else Status.ONGOING
    if holder.status is Status.ONGOING and not holder.finite:
        return Status.PLANNED  # "left to attend a summit": the way has begun, and not the summit
    return holder.status


def _only_wished(context: Context, number: int, sentence: range) -> bool:
    """Whether a meeting is only talked of ("the prospect of talks", "calls for a summit")."""
    words = [context.lower(n) for n in range(max(sentence.start, number - 9), number)]
    pairs = list(pairwise(words))
    return any(pair in _WISHED for pair in pairs) or not _WANTED.isdisjoint(words[-3:])


_WANTED = words_of("want wants wanted seek seeks demand demands demanded reject rejects rejected")
"""Verbs of which talks are the object that nobody has held."""
_WISHED = frozenset(
    {("prospect", "of"), ("prospects", "of"), ("prospects", "for"), ("possibility", "of"),
     ("idea", "of"), ("call", "for"), ("calls", "for"), ("called", "for"), ("calling", "for"),
     ("open", "to"), ("offer", "of"), ("ready", "for"), ("chance", "of"), ("hopes", "for"),
     ("hope", "for"), ("push", "for"), ("pushed", "for"), ("instead", "of"), ("need", "for")}
)  # fmt: skip
_BEGUN = words_of("began begun begins opened opens resumed")
_TRUE = (Status.HAPPENED, Status.ONGOING)
_ENDED = words_of("ended concluded finished collapsed failed ago closed")
_WAS_CALLED_OFF = re.compile(
    r"^(?:\S+ ){0,24}?(?:(?:was|were|been|being) (?:\S+ )?"
    r"(?:called off|cancell?ed|postponed|scrapped|abandoned|suspended|broken off)\b"
    r"|(?:did not|did n[’']t|didn[’']t) take place\b|never took place\b|came to nothing\b"
    r"|(?:fell|falls|fallen) through\b)"
)
_BEHIND = (
    (
        re.compile(
            r"(?:(?!to |who |that |which |said |where |has |have )\S+ ){0,12}?"
            r"(?:opens?|begins?|starts?|resumes?|convenes?|reconvenes?|takes? place)\b"
            r"(?! (?:to|for|talks|with the)\b)"
        ),
        Status.PLANNED,
    ),
    (
        re.compile(
            r"(?:(?!to |who |that |which |said |where |was |were |has |had |, )\S+ ){0,10}?"
            r"(?:began|resumed|got under ?way)\b(?!.*\b(?:ended|collapsed|failed|broke|ago)\b)"
        ),
        Status.ONGOING,
    ),
    (
        re.compile(r"(?:\S+ ){0,9}?(?:continues?|(?:is|are) under ?way|underway)\b"),
        Status.ONGOING,
    ),
    (
        re.compile(
            r"(?:\S+ ){0,10}?(?:is|are|will|was|were) (?:\S+ ){0,2}?"
            r"(?:expected|scheduled|due|set|planned|slated|to|be|likely|take)\b"
        ),
        Status.PLANNED,
    ),
    (
        re.compile(
            r"(?:\S+ ){0,8}?(?:ended|concluded|collapsed|took place|was held|were held|broke|lasted"
            r"|failed|produced|was|were|came)\b"
        ),
        Status.HAPPENED,
    ),
)
"""What follows a noun for a meeting, and the status it tells."""


def _of_purpose(context: Context, number: int, sentence: range) -> Status | None:
    """The status of a meeting that someone travels for ("arrived for talks")."""
    before = {context.lower(n) for n in range(max(sentence.start, number - 6), number)}
    if "for" not in before:
        return None
    motion = {context.lower(n) for n in range(sentence.start, number)}
    if motion & _ARRIVAL:
        return Status.PLANNED
    if motion & _TRAVELLED:
        return Status.HAPPENED
    there = any(
        context.lower(n) in ("is", "are") and context.lower(n + 1) == "in"
        for n in range(sentence.start, number)
    )
    return Status.ONGOING if there else None


def outcome_of(context: Context, at: int, sentence: range) -> str | None:
    """What came of a meeting that took place ("ended without agreement")."""
    start = context.document.tokens[at].start
    end = context.document.tokens[sentence.stop - 1].end
    match = _OUTCOME.search(context.document.text, start, end)
    if match is None or match.start() - start > 120:
        return None
    words = " ".join(match.group().split())
    return re.split(r" (?:in|on|at|last|this) (?=[A-Z]|week|month|year)", words)[0]
