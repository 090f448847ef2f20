"""Names of places that no gazetteer holds, where the words around leave no doubt.

They are listed as not located, or put in the town of their scene; nothing that reads as a place
vanishes.
"""

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym_evidence import Surroundings
from dateline.geo.reading.lexicon import (
    LOWER_TYPES,
    NAME_TYPES,
    common_words,
    words_of,
)

_TYPES_OF = LOWER_TYPES | words_of(
    "villages towns cities districts provinces suburbs communities slums parishes municipalities"
    " counties states called named hamlet islands"
)
_TYPES_AFTER = words_of(
    "village town township district province county municipality island islands river suburb"
    " governorate prefecture oblast slum slums neighbourhood neighborhood refugee state region"
    " parish commune"
)
_SITES = words_of(
    "square station bridge stadium airport palace plaza platz market harbour harbor port quay tower"
    " gate roundabout crossing checkpoint prison barracks cathedral mosque basilica avenue"
    " boulevard"
)
"""Kinds that close the name of a site ("Liberty Square")."""
_AT = words_of("in at near outside inside on around to from towards toward along across beneath")
_TAKEN = words_of(
    "blocked filled stormed occupied closed shut surrounded cleared evacuated reopened seized left"
    " reached bombed shelled hit struck sealed crossed cordoned guarded"
)
"""What is done to a site, which is its object."""
_OF_SITES = ("platz", "strasse", "straße", "plein", "gatan")
_LEAST_LETTERS = 8
_MOTION = words_of(
    "flew fly flies flown flying sailed sail sails sailing drove drive drives driven driving"
    " travelled traveled travel travels travelling headed heading fled flee marched hiked trekked"
    " cycled rode ferried steamed deported evacuated diverted bound en-route voyage ferry ferries"
    " flight flights train trains bus buses convoy convoys ship boat"
)
_BOUND = words_of("bound headed left leaving departed sailed set")
_ARRIVED = words_of("arrived arrives arriving landed docked anchored moored")
_LEFT = words_of("left leaves departed departs quit")
_CRAFT = words_of(
    "ferry ship boat vessel yacht liner tanker plane jet flight train bus convoy truck helicopter"
)
"""What leaves one place for another; a manager who left Google for Apple does not travel."""
_SUBJECT = 4
_BACK = 8
"""Words before a preposition in which the motion is told."""


def names_a_place(document: Document, run: Run, around: Surroundings) -> bool:
    """Whether a run of capitalised words that the gazetteer does not know names a place.

    Args:
        document: The report.
        run: The words; none of them is a person's name or a known place's.
        around: What is known to stand beside it.
    """
    tokens = document.tokens
    words = [tokens[number] for number in range(run.first, run.stop)]
    if any(word.text.isupper() for word in words):
        return False
    if _is_site(document, run, around):
        return True
    if any(word.lower in NAME_TYPES for word in words):
        return False
    if all(word.lower in common_words() for word in words):
        return False
    return _stands_as_place(document, run, around)


def _stands_as_place(document: Document, run: Run, around: Surroundings) -> bool:
    """Whether the words on both sides leave no doubt."""
    tokens = document.tokens
    before = tokens[run.first - 1].lower if run.first else ""
    after = tokens[run.stop].lower if run.stop < len(tokens) else ""
    kind = tokens[run.first - 2].lower if run.first > 1 else ""
    if before in ("of", "called", "named") and kind in _TYPES_OF:
        return True
    if after in _TYPES_AFTER and before in ("in", "the", "of", "near", "from", "at", "to"):
        return True
    if _ends_a_way(document, run, before, kind):
        return True
    return before in ("in", "near", "at", "from", "of") and around.container_behind(run.stop)


def _is_site(document: Document, run: Run, around: Surroundings) -> bool:
    """Whether a name says that it is a square, a station or the like, and stands as a place."""
    tokens = document.tokens
    last = tokens[run.stop - 1].lower
    alone = run.stop - run.first == 1
    if alone and not (len(last) >= _LEAST_LETTERS and last.endswith(_OF_SITES)):
        return False
    if not alone and last not in _SITES:
        return False
    at = run.first - 1
    if at >= 0 and tokens[at].lower == "the":
        at -= 1
    if at > 0 and tokens[at].lower in (",", "and") and at in around.ends:
        return True
    return at >= 0 and tokens[at].lower in _AT | _TAKEN


def _ends_a_way(document: Document, run: Run, before: str, kind: str) -> bool:
    """Whether a name is where someone travels to or from ("sailed to X", "left X for Rome")."""
    tokens = document.tokens
    if before == "for":
        return kind in _BOUND or _left_by_craft(document, run.first - 3)
    if before in ("in", "at"):
        return kind in _ARRIVED
    told = {tokens[n].lower for n in range(max(0, run.first - 1 - _BACK), max(0, run.first - 1))}
    if before in ("to", "from"):
        return bool(told & _MOTION)
    behind = [token.lower for token in tokens[run.stop : run.stop + 1]]
    return behind == ["for"] and _left_by_craft(document, run.first - 1)


def _left_by_craft(document: Document, verb: int) -> bool:
    """Whether a vessel leaves one place for another here ("the ferry left X for Y")."""
    words = [token.lower for token in document.tokens[max(0, verb - _SUBJECT) : verb + 1]]
    return verb > 0 and words[-1] in _LEFT and bool(_CRAFT & set(words))
