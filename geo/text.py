"""Finding things in a report's text: quotes, names and the sentences around them."""

import re
import unicodedata
from itertools import islice

Span = tuple[int, int]

_SENTENCE_END = re.compile(
    r"""(?:[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[A-Z0-9])|\n\s*\n|\n(?=\S))""",
)
_WORD = re.compile(r"\w+")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Adm|Gov|Sen|Rep|Rev|Jr|Sr|vs|No|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)


def sentences(text: str) -> list[Span]:
    """The spans of the text's sentences, without surrounding white space."""
    spans: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _NO_END.search(text, start, match.end()) and "\n" not in match.group():
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def find_quote(text: str, quote: str, start: int | None = None) -> Span | None:
    """Where a quote stands in the text; line breaks and runs of spaces count as one space.

    Args:
        text: The report's text.
        quote: The words to find; case and punctuation must agree.
        start: Where the quote begins, when it occurs more than once.

    Returns:
        Start and end in characters, or None when the quote is not in the text (there).
    """
    words = quote.split()
    if not words:
        return None
    if start is not None and text.startswith(quote, start) and quote == quote.strip():
        return start, start + len(quote)
    if start is not None:
        match = _words(words).match(text, start)
        return match.span() if match else None
    found = text.find(quote)
    if found >= 0:
        return found, found + len(quote)
    match = _words(words).search(text)
    return match.span() if match else None


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words))


class Names:
    """Finds names in one text; made once, so that many names cost little more than one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}
        for word in _WORD.finditer(text):
            self._starts.setdefault(word.group().casefold(), []).append(word.start())

    def find(self, name: str, most: int | None = None) -> list[Span]:
        """Occurrences of a name as whole words, in either case, as spans.

        Args:
            name: The name; runs of white space count as one space.
            most: Stop after so many.
        """
        first = _WORD.search(name := " ".join(name.split()))
        if first is None:
            return []
        pattern = re.compile(
            r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE
        )
        starts = (at - first.start() for at in self._starts.get(first.group().casefold(), ()))
        matches = (pattern.match(self._text, at) for at in starts if at >= 0)
        return [match.span() for match in islice(filter(None, matches), most)]


class Sentences:
    """The sentences of one text, and which of them some words are most like."""

    def __init__(self, text: str) -> None:
        self._texts = [text[start:end] for start, end in sentences(text)]
        self._words = [_word_set(sentence) for sentence in self._texts]

    def closest(self, quote: str) -> str | None:
        """The sentence that shares most words with the quote, if it shares half of them."""
        wanted = _word_set(quote)
        shared = [len(wanted & words) for words in self._words]
        most = max(shared, default=0)
        return self._texts[shared.index(most)] if most and most * 2 >= len(wanted) else None


def _word_set(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def slug(text: str) -> str:
    """A short ASCII identifier for use in ids and addresses (``Russky Island``: russky-island)."""
    # Imported late: its tables are wanted only when a map is made.
    from anyascii import anyascii  # noqa: PLC0415

    ascii_text = anyascii(unicodedata.normalize("NFC", text)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].strip("-")
