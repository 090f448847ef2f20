"""A title for a report that came without one: its headline, or its first clause."""

import re
from collections.abc import Sequence

from dateline.geo.text.sentences import is_wrapped, sentences

LONGEST = 90
"""Characters of a title; search engines and cards for links cut longer ones off."""
UNTITLED = "Untitled report"

_WIRE = re.compile(r"\([^()]{1,40}\)|/[A-Z]{2,12}/")
_DASH = re.compile(r"\s*(?:[—–]|--?(?=\s)|:)\s+")
_CLAUSE_ENDS = re.compile(r"[;:]\s|\s[—–-]\s|,\s")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_LEAST = 40
_READ = 2_000


def headline_of(text: str) -> str:
    """The headline of a text, or its first clause, at most ``LONGEST`` characters.

    A first line of its own that does not end as a sentence is a headline. Otherwise the first
    sentence is taken without its dateline ("OSLO (Reuters) -"); one that is too long is cut after
    its last whole clause, and only where there is none after a whole word, with an ellipsis.

    Args:
        text: A report, plain text.

    Returns:
        The title; ``Untitled report`` for an empty text.
    """
    first, _, rest = text.strip().partition("\n")
    first = " ".join(first.split())
    apart = rest.startswith("\n") or not is_wrapped(text)
    if rest and apart and len(first) <= LONGEST and not _SENTENCE_END.search(first):
        return first
    spans = sentences(text[:_READ])
    sentence = " ".join(text[slice(*spans[0])].split()) if spans else ""
    return _shortened(_without_dateline(sentence).rstrip(" .")) or UNTITLED


def _without_dateline(sentence: str) -> str:
    dash = _DASH.search(sentence, 0, 80)
    if dash is None:
        return sentence
    before = _WIRE.sub(" ", sentence[: dash.start()]).replace(",", " ").split()
    if before and len(before) <= 7 and all(map(_may_be_dateline, before)):
        return sentence[dash.end() :]
    return sentence


def _may_be_dateline(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _shortened(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    clauses: Sequence[int] = [
        found.start() for found in _CLAUSE_ENDS.finditer(words, _LEAST, LONGEST)
    ]
    if clauses:
        return words[: clauses[-1]]
    return words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
