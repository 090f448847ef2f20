"""Places in texts of other languages than English: whole names of the language, and no others.

Names are compared as the language writes them, never by a transliteration: that takes "plane" in
Chinese for Fiji. Where words are parted by spaces a name is whole words; in Chinese, Japanese and
Thai it is the longest name from a position on. What a language adds to a name (cases, prefixes,
particles) is in ``data/languages.toml``.
"""

import re
from collections.abc import Iterator
from itertools import product

from dateline.geo.reading.document.tokens import Document, Token
from dateline.geo.reading.entities.exonyms import (
    Exonyms,
    capital_words,
    clubs,
    exonyms,
    languages,
    plain,
)
from dateline.geo.reading.entities.lookup import Entry
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import given_names
from dateline.geo.text.search import Span
from dateline.geo.text.sentences import sentences

_SAMPLE = 100_000
"""Characters that are looked at; such a text is offered its places, it is not read."""
_WORD = re.compile(
    r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903"
    r"\u093a-\u094f\u0962\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])*"
)
"""Letters with the marks that belong to them: vowel signs are no letters to ``re``."""
_UNSPACED = {
    "zh": re.compile(r"[\u3400-\u9fff]+"),
    "ja": re.compile(r"[\u30a0-\u30ff]+|[\u3400-\u9fff]+"),
    "th": re.compile(r"[\u0e01-\u0e5b]+"),
}
_KATAKANA = re.compile(r"[\u30a0-\u30ff]+")
_NO_CAPITALS = frozenset({"ar", "fa", "he", "hi", "ja", "ko", "th", "zh"})
_JOINTS = re.compile(r"[ \u00a0\u200c]|\s?[-’'·]|\.\s?|\.?\s?-|\n")
_SHORT_REST = 3
"""Letters that have to be left of a word of Arabic or Hebrew without its prefix."""
_MOST_FORMS = 6


def find_foreign(text: str, language: str) -> tuple[Document, list[Toponym]]:
    """The places of a text, and a document of their names alone.

    Args:
        text: The text.
        language: Its language, by ISO 639-1 code.

    Returns:
        Nothing for a language of which no names are known.
    """
    document = Document(text)
    toponyms: list[Toponym] = []
    if language not in languages():
        return document, toponyms
    known = exonyms(language)
    unspaced = _UNSPACED.get(language)
    sample = text[:_SAMPLE]
    found = _in_script(sample, unspaced, known) if unspaced else _in_words(sample, language, known)
    for number, ((start, end), entry) in enumerate(found):
        name = text[start:end]
        document.tokens.append(Token(start, end, name, name.lower(), capital=True))
        toponyms.append(
            Toponym(
                number, number + 1, start, end, name, demonym=False, run=Run(number, number + 1),
                entry=entry, label=entry.name, country=entry.country, feature=entry.code_of,
            )
        )  # fmt: skip
    document.sentences = [range(len(document.tokens))] if document.tokens else []
    return document, toponyms


def _in_script(text: str, script: re.Pattern[str], known: Exonyms) -> Iterator[tuple[Span, Entry]]:
    """The longest names from each position on: there are no spaces between words."""
    for stretch in script.finditer(text):
        whole = _KATAKANA.fullmatch(stretch.group()) is not None
        at = stretch.start()
        while at < stretch.end() - 1:
            ends = range(min(at + known.longest[1], stretch.end()), at + 1, -1)
            if whole:
                ends = range(stretch.end(), stretch.end() - 1, -1)
            end = next((end for end in ends if _known(text[at:end], known)), None)
            if end is None:
                at = at + 1 if not whole else stretch.end()
                continue
            entry = known.names.get(plain(text[at:end]))
            if entry is not None and plain(text[at:end]) not in known.ambiguous:
                yield (at, end), entry
            at = end


def _known(name: str, known: Exonyms) -> bool:
    return plain(name) in known.names or plain(name) in known.ambiguous


def _in_words(text: str, language: str, known: Exonyms) -> Iterator[tuple[Span, Entry]]:
    """The longest names of whole words."""
    words = [match.span() for match in _WORD.finditer(text)]
    opening = {start for start, _ in sentences(text)}
    behind = 0
    for first in range(len(words)):
        if first < behind:
            continue
        found = _longest(text, words, first, language, known)
        if found is None:
            continue
        stop, span, entry = found
        if _is_place(text, words, (first, stop), span, opening, language, known):
            yield span, entry
        behind = stop


def _longest(
    text: str, words: list[Span], first: int, language: str, known: Exonyms
) -> tuple[int, Span, Entry] | None:
    """The longest name from a word on: the word behind it, its span, and what it means."""
    capitals = language not in _NO_CAPITALS
    if capitals and not text[words[first][0]].isupper():
        return None
    for stop in range(min(len(words), first + known.longest[0]), first, -1):
        if any(
            not _JOINTS.fullmatch(text[words[at][1] : words[at + 1][0]])
            for at in range(first, stop - 1)
        ):
            continue
        for start, end in _spans(text, words, first, stop, language, known):
            entry = _entry(text[start:end], known)
            if entry is not None:
                return stop, (start, end), entry
    return None


def _spans(
    text: str, words: list[Span], first: int, stop: int, language: str, known: Exonyms
) -> Iterator[Span]:
    """Where a name of these words can begin and end: with what the language adds, and without."""
    start, end = words[first][0], words[stop - 1][1]
    yield start, end
    last = text[words[stop - 1][0] : end]
    for suffix in known.suffixes:
        if last.endswith(suffix) and len(last) > len(suffix):
            yield start, end - len(suffix)
    if language in _NO_CAPITALS:
        for begin in _without_prefixes(text, start, end, known):
            yield begin, end


def _without_prefixes(text: str, start: int, end: int, known: Exonyms) -> Iterator[int]:
    """Where a name can begin behind one or two prefixes."""
    for _ in range(2):
        if text[start] not in known.prefixes or end - start <= _SHORT_REST:
            return
        start += 1
        yield start


def _entry(name: str, known: Exonyms) -> Entry | None:
    """What a name means, in the case that it stands in."""
    form = plain(name)
    entry = known.names.get(form)
    if entry is None and form and known.contracted:
        form = known.contracted + form
        entry = known.names.get(form)
    if form in known.acronyms:
        return entry if name.isupper() else None
    if entry is not None:
        return entry if capital_words(name) >= known.capitals[form] else None
    forms = [_nominatives(word, known) for word in form.split(" ")]
    for words in product(*forms):
        base = " ".join(words)
        entry = known.names.get(base)
        if entry is not None and base not in known.acronyms:
            return entry if capital_words(name) >= known.capitals[base] else None
    return None


def _nominatives(word: str, known: Exonyms) -> list[str]:
    """A word, and what it can be the genitive, dative ... of."""
    found = [word]
    for case, base in known.endings:
        if word.endswith(case) and len(word) - len(case) > 0:
            found.append(word[: len(word) - len(case)] + base)
    return found if len(found) <= _MOST_FORMS else found[: _MOST_FORMS * 2]


def _is_place(
    text: str,
    words: list[Span],
    numbers: tuple[int, int],
    span: Span,
    opening: set[int],
    language: str,
    known: Exonyms,
) -> bool:
    """Whether a name is no word, no person's name and no club's here."""
    first, stop = numbers
    before = _beside(text, words, first - 1, first)
    after = _beside(text, words, stop, stop - 1)
    name = text[slice(*span)]
    if language in _NO_CAPITALS:
        return plain(name) not in known.ambiguous
    if {before.lower(), after.lower()} & clubs() and before[:1].isupper() | after[:1].isupper():
        return False
    if any(one in known.ambiguous for one in (plain(name), *_nominatives(plain(name), known))):
        return before.lower() in known.prepositions
    if words[first][0] in opening or before.lower() in known.prepositions or stop - first > 1:
        before = ""
    if before in given_names() or (name in given_names() and after[:1].isupper()):
        return False
    return not (len(name) < _SYLLABLE and (before[:1].isupper() or after[:1].isupper()))


_SYLLABLE = 4
"""Letters up to which a name beside another capital is a part of that name."""


def _beside(text: str, words: list[Span], number: int, name: int) -> str:
    """The word beside a word of a name, where only a space or the like parts them."""
    if not 0 <= number < len(words):
        return ""
    first, second = sorted((number, name))
    gap = text[words[first][1] : words[second][0]]
    return text[slice(*words[number])] if gap in (" ", "-", "'", "’", "\u00a0") else ""
