"""Names of several words that only the gazetteer holds together: "Santa Cruz de la Sierra"."""

from dateline.geo.reading.document.tokens import Document, Token
from dateline.geo.reading.entities.lookup import Entry, Lookup
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.lexicon import COMPASS, TITLES, common_words, given_names, words_of

_LONGEST = 10
_SITE_KINDS = words_of("headquarters camp plant prison crossing dam")
"""Kinds of sites that stand in lower case behind a name as part of it ("UN headquarters")."""
_KNOWN = 0.25
"""Prominence from which a name of several words is taken for one."""
_JOINTS = frozenset(["-", "–", "'", "’", "‘", "&", "'s", "’s"])


def compound_names(document: Document, lookup: Lookup) -> list[Run]:
    """The names of several words that the gazetteer has, in order, none within another.

    They settle where a run of capitals begins and ends, and that "Pedro" in "San Pedro Sula" is
    nobody. Whether such a name is a place here is weighed afterwards, as for any other.
    """
    found: list[Run] = []
    for sentence in document.sentences:
        at = sentence.start
        while at < sentence.stop:
            stop = _compound(document, at, sentence.stop, lookup)
            if stop is not None:
                found.append(Run(at, stop))
            at = stop or at + 1
    return found


def _compound(document: Document, first: int, limit: int, lookup: Lookup) -> int | None:
    """The end of the longest name of several words that begins at a token; None without one."""
    tokens = document.tokens
    if not tokens[first].capital or not tokens[first].word:
        return None
    if first and tokens[first - 1].lower in TITLES:
        return None
    if tokens[first].opens and tokens[first].lower == "the":
        return None
    best = None
    for stop in range(first + 2, min(limit, first + _LONGEST) + 1):
        last = tokens[stop - 1]
        if not (last.word or last.text in _JOINTS) or _broken(document, stop - 1):
            break
        words = document.slice(first, stop)
        if not lookup.begins(words):
            break
        if _may_end(tokens, stop) and _is_name(tokens[first:stop], lookup.entry(words)):
            best = stop
    return best


def _may_end(tokens: list[Token], stop: int) -> bool:
    """Whether a name may end before a token: with a capital, or a word that a hyphen joins on."""
    last, joint = tokens[stop - 1], tokens[stop - 2]
    if stop < len(tokens) and tokens[stop].text == "-" and tokens[stop].start == last.end:
        return False
    if last.lower in _SITE_KINDS and tokens[stop - 2].word:
        return True
    return last.capital or (last.word and joint.text == "-" and joint.end == last.start)


def _is_name(words: list[Token], entry: Entry | None) -> bool:
    if entry is None or entry.prominence < max(_KNOWN, entry.demonym, entry.code):
        return False
    if words[0].lower in COMPASS and words[-1].lower in COMPASS:
        return False
    if words[0].text in given_names() and not _particle(words):
        return False
    return not all(word.lower in common_words() for word in words if word.word) or (
        entry.prominence >= _WORDS_ONLY
    )


_WORDS_ONLY = 0.5
"""Prominence of a name of common words alone ("Salt Lake City")."""


def _particle(words: list[Token]) -> bool:
    """Whether a name goes on with words in lower case, as few names of persons do."""
    return any(word.word and not word.capital for word in words)


def _broken(document: Document, number: int) -> bool:
    """Whether more than one space, or a new paragraph, stands before a token."""
    gap = document.text[document.tokens[number - 1].end : document.tokens[number].start]
    return "\n\n" in gap or "\t" in gap or "   " in gap


def with_compounds(runs: list[Run], compounds: list[Run]) -> list[Run]:
    """The runs, joined where a name of several words goes from one into the next or beyond."""
    found: list[Run] = []
    for run in sorted([*runs, *compounds], key=lambda run: (run.first, run.stop)):
        if found and run.first < found[-1].stop:
            found[-1] = Run(found[-1].first, max(found[-1].stop, run.stop))
        else:
            found.append(run)
    return found
