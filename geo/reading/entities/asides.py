"""Literal mentions of a place where nothing is said to be or happen: "a teacher from Leeds".

Such a mention keeps its role (the name means the place), but a map that has no other mention of
the place lists it and does not draw it.
"""

from bisect import bisect_right
from itertools import pairwise

from dateline.geo.model import Role
from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.namesakes import containers
from dateline.geo.reading.entities.scene_words import SceneWords, scene_words
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import ORGANISATION_WORDS, SPEECH, words_of

_JOINED = words_of("based born headquartered trained educated raised bred")
"""Words that a hyphen joins to the seat or the origin of someone ("the Geneva-based body")."""
_MOTION = words_of(
    "arrived arriving came come coming flew flown flying fly travelled traveled travelling"
    " traveling returned returning return went going moved moving fled fleeing drove driving sailed"
    " departed departing escaped evacuated expelled deported rescued transferred taken brought"
    " launched fired withdrew withdrawn retreated marched walked crossed abducted kidnapped"
    " reporting reported disappeared missing ferried pulled stolen"
)
_LOOKED_BACK = 14


def mark_asides(document: Document, toponyms: list[Toponym], roles: list[Role]) -> None:
    """Mark the mentions that only say where someone or something is from or has its seat."""
    words = scene_words()
    holders = _holders(document, toponyms)
    lines = _lines_aside(document, words)
    starts = [start for start, _ in lines]
    previous: Toponym | None = None
    for toponym, role in zip(toponyms, roles, strict=True):
        if role is Role.LITERAL:
            at = bisect_right(starts, toponym.start) - 1
            outside = at >= 0 and toponym.end <= lines[at][1]
            toponym.aside = outside or (
                _joined(document, toponym)
                or toponym.start in holders
                or _origin(document, toponym, words)
                or _of_a_life(document, toponym, words)
                or _seat(document, toponym, words)
                or _own_seat(document, toponym, words)
            )
            if previous is not None and previous.start not in holders:
                listed = _listed(document, previous, toponym)
                toponym.aside = toponym.aside or (listed and previous.aside)
        previous = toponym


def _lines_aside(document: Document, words: SceneWords) -> list[tuple[int, int]]:
    """Where captions, credits and standing paragraphs are: sentence by sentence."""
    # Most reports have none of the words: they are looked for in the whole text first.
    whole = document.text.lower()
    marks = [mark for mark in words.captions + words.boilerplate if mark in whole]
    found = []
    for sentence in document.sentences if marks else ():
        start, end = document.span(sentence)
        said = document.text[start:end].lower()
        if any(mark in said for mark in marks):
            found.append((start, end))
    return found


def _joined(document: Document, toponym: Toponym) -> bool:
    tokens, at = document.tokens, toponym.stop
    return at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].lower in _JOINED


def _holders(document: Document, toponyms: list[Toponym]) -> set[int]:
    """Starts of the names that only say what the town before the comma lies in."""
    inner = containers(document.text, toponyms)
    return {outer.start for one, outer in pairwise(toponyms) if one.start in inner}


def _listed(document: Document, previous: Toponym, toponym: Toponym) -> bool:
    """Whether two names are parts of one list."""
    between = " ".join(document.text[previous.end : toponym.start].split())
    return between in (",", "and", ", and", "or")


def _origin(document: Document, toponym: Toponym, words: SceneWords) -> bool:
    """Whether someone is only said to be from there ("two farmers from Kent", "Lee, of Leeds")."""
    tokens = document.tokens
    at = _before(document, toponym)
    if at < 1 or tokens[at].lower not in ("from", "of"):
        return False
    head = tokens[at - 1]
    if tokens[at].lower == "of":
        who = tokens[at - 2]
        return head.text == "," and at > 1 and (who.capital or _age(who.text))
    sentence = document.sentences[document.sentence_of(at)]
    behind = range(max(sentence.start, at - 4), at)
    if any(tokens[number].lower in _MOTION for number in behind):
        return False
    if head.lower in words.people:
        return True
    return head.text == "," and at > 1 and _age(tokens[at - 2].text)


def _age(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _of_a_life(document: Document, toponym: Toponym, words: SceneWords) -> bool:
    """Whether someone was born or brought up there."""
    at = _before(document, toponym)
    tokens = document.tokens
    if at < 1 or tokens[at].lower not in ("in", "of", "at", "near"):
        return False
    head = tokens[at - 1].lower
    return head in words.lives or (
        head == "up" and at > 1 and tokens[at - 2].lower in ("grew", "growing", "brought")
    )


def _seat(document: Document, toponym: Toponym, words: SceneWords) -> bool:
    """Whether it is the seat of someone who is quoted ("..., an analyst at a bank in Rome, said").

    The words between the comma and the name have to say who it is, and the sentence that somebody
    speaks.
    """
    tokens = document.tokens
    at = _before(document, toponym)
    if at < 1 or tokens[at].lower not in ("in", "at", "of", "near"):
        return False
    sentence = document.sentences[document.sentence_of(at)]
    said = any(tokens[number].lower in SPEECH for number in sentence)
    quoted = False
    for number in range(at - 1, max(sentence.start - 1, at - _LOOKED_BACK), -1):
        token = tokens[number]
        if token.text in ",;" or token.lower in SPEECH:
            return quoted and said
        if token.lower in words.quoted:
            quoted = True
        elif token.lower in ("was", "were", "is", "are", "has", "had", "who", "that", "killed"):
            return False
    seat = tokens[at - 1].lower
    return quoted and said and (seat in words.seats or seat in ORGANISATION_WORDS)


def _own_seat(document: Document, toponym: Toponym, words: SceneWords) -> bool:
    """Whether it is where someone sits: "its headquarters in Detroit", "officials in Rome said"."""
    tokens = document.tokens
    at = _before(document, toponym)
    if at < 1 or tokens[at].lower not in ("in", "at"):
        return False
    head = tokens[at - 1].lower
    if head in words.speakers:
        return toponym.stop < len(tokens) and tokens[toponym.stop].lower in SPEECH
    owned = at > 1 and tokens[at - 2].lower in ("its", "their", "his", "her")
    return owned and head in ("headquarters", "office", "offices", "seat")


def _before(document: Document, toponym: Toponym) -> int:
    """The token before a name and what belongs to it ("in the northern town of ...")."""
    at = toponym.first - 1
    while at >= 0 and document.tokens[at].lower in ("the", "nearby", "downtown", "central"):
        at -= 1
    return at
