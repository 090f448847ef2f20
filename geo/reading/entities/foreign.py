"""Places in texts whose script has no capitals: well-known names of the gazetteer."""

import re

from dateline.geo.reading.document.tokens import Document, Token
from dateline.geo.reading.entities.lookup import Lookup
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym import Toponym

_SAMPLE = 20_000
"""Characters that are looked at; such a text is offered its places, it is not read."""
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_NAME = 6
_WELL_KNOWN = 0.7
SCRIPTS_WITHOUT_CAPITALS = frozenset({"ar", "he", "zh", "ja", "ko", "hi", "th"})


def find_foreign(text: str, language: str, lookup: Lookup) -> Document:
    """A document of the names found, for a language whose script has no capitals.

    Args:
        text: The text.
        language: Its language, by ISO 639-1 code.
        lookup: The gazetteer.
    """
    whole = language in ("zh", "ja")
    spans = _in_ideographs(text[:_SAMPLE], lookup) if whole else _in_words(text[:_SAMPLE], lookup)
    document = Document(text)
    for start, end in spans:
        name = text[start:end]
        document.tokens.append(Token(start, end, name, name.lower(), capital=True))
    document.sentences = [range(len(document.tokens))] if document.tokens else []
    return document


def foreign_toponyms(document: Document, lookup: Lookup) -> list[Toponym]:
    """Its names as toponyms."""
    return [
        Toponym(
            number, number + 1, token.start, token.end, token.text,
            demonym=False, run=Run(number, number + 1), entry=lookup.entry(token.text),
        )
        for number, token in enumerate(document.tokens)
    ]  # fmt: skip


def _known(name: str, lookup: Lookup) -> bool:
    return lookup.foreign(name) >= _WELL_KNOWN


def _in_ideographs(text: str, lookup: Lookup) -> list[tuple[int, int]]:
    """The longest names from each position on: there are no spaces between words."""
    found = []
    for stretch in _IDEOGRAPHS.finditer(text):
        at = stretch.start()
        while at < stretch.end() - 1:
            ends = range(min(at + _LONGEST_NAME, stretch.end()), at + 1, -1)
            end = next((end for end in ends if _known(text[at:end], lookup)), None)
            if end is None:
                at += 1
            else:
                found.append((at, end))
                at = end
    return found


def _in_words(text: str, lookup: Lookup) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text) if _known(match.group(), lookup)]
