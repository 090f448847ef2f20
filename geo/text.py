"""Finding things in a report's text: quotes, names and the sentences around them."""

import re
import unicodedata

Span = tuple[int, int]

_SENTENCE_END = re.compile(
    r"""(?:[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[A-Z0-9])|\n\s*\n|\n(?=\S))""",
)
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


def find_names(text: str, name: str) -> list[Span]:
    """Every occurrence of a name as whole words, in either case, as spans."""
    if not name.split():
        return []
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in name.split()) + r"(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def closest_sentence(text: str, quote: str) -> str | None:
    """The sentence that shares most words with the quote, if it shares half of them."""
    wanted = _word_set(quote)
    shared, start, end = max(
        ((len(wanted & _word_set(text[start:end])), start, end) for start, end in sentences(text)),
        default=(0, 0, 0),
    )
    return text[start:end] if wanted and shared * 2 >= len(wanted) else None


def _word_set(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def slug(text: str) -> str:
    """A short ASCII identifier for use in ids and addresses (``Russky Island``: russky-island)."""
    # Imported late: its tables are wanted only when a map is made.
    from anyascii import anyascii  # noqa: PLC0415

    ascii_text = anyascii(unicodedata.normalize("NFC", text)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].strip("-")
