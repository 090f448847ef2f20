"""Finding things in a report's text: quotes and names."""

import re
import unicodedata
from itertools import islice

from anyascii import anyascii

Span = tuple[int, int]

_WORD = re.compile(r"\w+")


def find_quote(text: str, quote: str, start: int | None = None) -> Span | None:
    """Find a quote in the text; line breaks and runs of spaces count as one space.

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


def find_quotes(text: str, quote: str) -> list[Span]:
    """Every span of a quote in the text, as :func:`find_quote` finds one."""
    words = quote.split()
    return [match.span() for match in _words(words).finditer(text)] if words else []


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


def slug(text: str) -> str:
    """A short ASCII identifier for use in ids and addresses (``Russky Island``: russky-island)."""
    # Imported late: its tables are wanted only when a map is made.
    ascii_text = anyascii(unicodedata.normalize("NFC", text)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].strip("-")
