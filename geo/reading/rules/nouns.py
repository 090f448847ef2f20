"""What has become of a visit, a journey or talks that a noun tells."""

import re

from dateline.geo.model import Status
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.grammar import cancels, looks_ahead

_DENIED = words_of(
    "no not without if never declined refused rejected may might could should potential"
)
_MODALS = words_of("may might could should")
"""What they leave open is what went on during a visit, and not the visit."""
_AHEAD = words_of(
    "planned upcoming forthcoming scheduled expected next possible will would plan plans ahead"
    " agreed hope hopes announced due preparing prepares prepare invited accepted invitation before"
    " intends proposed yet opportunity opportunities"
)
_AT_IT = words_of("at during after following")
_DECIDED = words_of("agreed announced hope hopes proposed plan plans to")
"""What is decided at a meeting is ahead, and the meeting is not."""
_DONE = words_of("made paid concluded ended finished began begun completed")
_GOES_ON = words_of("comes continues is marks takes")
_OVER = words_of("was came ended took were had , said")
_REACH = 12


def noun_status(context: Context, noun: int, sentence: range) -> Status | None:
    """The status that the words around a noun give; None when they deny it or leave it open.

    Args:
        context: The report.
        noun: Number of the noun's token.
        sentence: Its sentence.
    """
    document = context.document
    if cancels(document, max(sentence.start, noun - 8), min(sentence.stop, noun + _REACH)):
        return Status.CANCELLED
    words = {context.lower(n) for n in range(max(sentence.start, noun - _REACH), noun)}
    at_it = bool({context.lower(n) for n in range(noun - 3, noun)} & _AT_IT)
    if words & (_DENIED - _MODALS if at_it else _DENIED):
        return None
    if at_it:
        words = words - _DECIDED
    if words & _AHEAD or _is_to(context, noun, sentence) or _lies_ahead(context, noun, sentence):
        return Status.PLANNED
    if _under_way(context, noun, words) or _present(context, noun, sentence):
        return Status.ONGOING
    return Status.HAPPENED


def _lies_ahead(context: Context, noun: int, sentence: range) -> bool:
    """Whether what follows the noun says that it is still to come."""
    if looks_ahead(context.document, noun, sentence):
        return True
    behind = [context.lower(n) for n in range(noun, min(sentence.stop, noun + 20))]
    opens = context.lower(sentence.start) == "on" and "will" in behind
    return opens or _ARRANGED.match(" ".join(behind[1:16])) is not None


def _under_way(context: Context, noun: int, words: set[str]) -> bool:
    """Whether it is told as going on: "is on a visit", "are paying visits", "began a tour"."""
    near = {context.lower(n) for n in range(noun - 5, noun)}
    opening = {context.lower(n) for n in range(noun - 7, noun)}
    if {"is", "are"} & near and "going" in near and "on" in near:
        return False
    present = bool(words & {"is", "are", "currently"})
    if "on" in near and not words & _PAST:
        return True
    return (present and bool(words & _BEING_MADE)) or bool(opening & (_OPENING | _HEADLINE))


_HEADLINE = words_of("concludes ends continues wraps kicks embarks makes pays")
"""Verbs in the present by which a visit is told while it lasts."""


_BEING_MADE = words_of("on paying making leading end")
_PAST = words_of("was were been had while when returned after went embarked did sent")
_OPENING = words_of("began begins begun started starts opened kicked starting")


_ARRANGED = re.compile(
    r"(?:[^\s.;]+ ){0,9}?(?:(?:is|are) (?:\S+ )?(?:expected|scheduled|due|set|planned|slated)\b"
    r"|(?:, |due |is |are )?(?:scheduled|planned|slated) (?:for|to)\b|will\b"
    r"|(?:starts|begins) (?:on |in )?(?:\w+day|next|tomorrow|january|february|march|april|may|june"
    r"|july|august|september|october|november|december)\b)"
)
"""What follows the noun of an undertaking that is still ahead."""


def _is_to(context: Context, noun: int, sentence: range) -> bool:
    """Whether it is an undertaking that someone "is to" or "is set to" begin."""
    for number in range(max(sentence.start, noun - _REACH), noun - 1):
        if context.lower(number) in ("is", "are", "set") and context.lower(number + 1) == "to":
            return True
    return False


def _present(context: Context, noun: int, sentence: range) -> bool:
    """Whether the verb behind the noun speaks of the present ("comes amid")."""
    for number in range(noun + 1, min(sentence.stop, noun + 8)):
        word = context.lower(number)
        if word in _GOES_ON or word in _OVER:
            return word in _GOES_ON
    return False
