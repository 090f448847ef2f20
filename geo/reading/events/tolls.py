"""How many were killed and injured, as a sentence says."""

import re
from dataclasses import dataclass

from dateline.geo.reading.events.fillers import Sentence
from dateline.geo.reading.rules.details import NUMBERS
from dateline.geo.reading.syntax.tree import RELATIVE, Word

_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "twenty-one": 21,
}  # fmt: skip
_TIMES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_MOST = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Toll:
    """Those who were killed or injured, and how many they are.

    Attributes:
        first: First token of the words for them.
        stop: The token behind the last.
        at: Token of the word that says what became of them.
        fatal: Whether they died.
        number: How many; None where the report gives no number.
    """

    first: int
    stop: int
    at: int
    fatal: bool
    number: int | None


def number_of(head: Word) -> int | None:
    """The number that a noun phrase gives ("some 1,200 people", "ten thousand protesters")."""
    if head.tag == "CD":
        return _value([head, *head.having("compound", "nummod")])
    for child in head.having("nummod", "amod", "det"):
        if child.tag == "CD" or child.lower in _TIMES:
            return _value([child, *child.having("compound", "nummod", "quantmod")])
    return None


def _value(words: list[Word]) -> int | None:
    total, seen = 1, False
    for word in words:
        if word.lower in _TIMES:
            total *= _TIMES[word.lower]
            seen = True
            continue
        match = _DIGITS.fullmatch(word.lower)
        number = int(word.lower.replace(",", "")) if match else _named(word.lower)
        if number is not None:
            total *= number
            seen = True
    return total if seen and total <= _MOST else None


def _named(word: str) -> int | None:
    number = NUMBERS.get(word) if word not in ("a", "an") else None
    return int(number) if number else _TENS.get(word)


def tolls_of(sentence: Sentence) -> list[Toll]:
    """The tolls of a sentence, in order."""
    found: list[Toll] = []
    for word in sentence.tree.words:
        for head, at, fatal in _hurt(sentence, word):
            toll = _toll(sentence, head, at, fatal=fatal)
            if toll is not None and not any(each.first == toll.first for each in found):
                found.append(toll)
    return found


def _hurt(sentence: Sentence, word: Word) -> list[tuple[Word, Word, bool]]:
    """Those of whom a word says that they were killed or injured."""
    tree, lists = sentence.tree, sentence.vocabulary.words
    if word.is_verb and not tree.negated(word):
        lemma = tree.lemma(word)
        if lemma in lists("killing"):
            return [(head, word, True) for head in _patients(sentence, word)]
        if lemma in lists("injuring"):
            return [(head, word, False) for head in _patients(sentence, word)]
        if lemma in lists("dying"):
            return [(head, word, True) for head in tree.subjects(word)]
    if word.lower in ("dead", "injured", "wounded", "hurt"):
        head = _described(word)
        return [(head, word, word.lower == "dead")] if head is not None else []
    return []


def _patients(sentence: Sentence, verb: Word) -> list[Word]:
    """Whom a verb says to be hurt; "two wounded" is a passive without its auxiliary."""
    if verb.tag == "VBN" and sentence.tree.lemma(verb.head) == "leave" and verb.head is not verb:
        return verb.head.having("dobj")  # "left two people wounded"
    found = sentence.tree.objects(verb)
    if (
        not found
        and verb.tag in ("VBN", "VBD")
        and verb.having("nsubj")
        and not verb.having("dobj")
    ):
        joined = verb.relation in ("conj", "ccomp", "advcl") or verb.lower in ("wounded", "injured")
        return sentence.tree.subjects(verb) if joined else []
    return found


def _described(word: Word) -> Word | None:
    """Those whom "dead" or "injured" describes ("12 people dead", "nine injured")."""
    head = word.head
    if word.relation in ("amod", "acl") and head.is_noun:
        return head
    if word.relation in ("oprd", "acomp", "ccomp", "xcomp", "advcl"):
        own = [*word.having("nsubj"), *head.having("dobj")]
        return own[0] if own else None
    return word if number_of(word) is not None else None


_NOBODY = RELATIVE | {"it", "he", "she", "they", "him", "her", "them", "we", "i", "you", "bill"}


def _toll(sentence: Sentence, head: Word, at: Word, *, fatal: bool) -> Toll | None:
    head = sentence.tree.counted(head)
    if head.lower in _NOBODY or not (head.is_noun or head.tag == "CD" or head is at):
        return None
    number = number_of(head)
    if number is None and head.tag in ("NN", "NNP") and sentence.is_someone(head):
        collective = sentence.tree.lemma(head) in sentence.vocabulary.words("collectives")
        number = None if collective else 1
    if number is None and not sentence.is_someone(head):
        return None
    left = [c.i for c in head.children if c.i < head.i and c.relation in _OF_PHRASE]
    first = sentence.token(sentence.tree.words[min([head.i, *left])])
    return Toll(first, sentence.token(head) + 1, sentence.token(at), fatal, number)


_OF_PHRASE = frozenset({"amod", "compound", "nummod", "nmod"})
