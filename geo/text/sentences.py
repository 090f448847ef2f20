"""The sentences of a report, and which of them is most similar to some words."""

import re
from statistics import median

from dateline.geo.text.search import Span

TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|St|Ste|Mt|Ft|Gen|Col|Lt|Sgt|Maj|Capt|Adm|Gov|Sen|Rep|Rev|Hon|Jr|Sr|Cpl|Pvt"
    "|Supt|Insp|Det|Amb"
)
STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb"
    "|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Alta|Ont|Que|Sask|Man"
)
_ABBREVIATION = re.compile(
    rf"\b(?:{TITLES}|vs|No|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
_MAY_END = re.compile(rf"\b(?:{STATES}|Inc|Corp|Co|Ltd|a\.m|p\.m|[A-Z](?:\.[A-Z])+)\.$")
_SENTENCE_OPENER = re.compile(
    r"\s+[\"“‘'(]?(?:The|A|An|He|She|It|They|We|In|On|At|But|And|This|That|These|His|Her|Its"
    r"|Their|There|After|Before|When|While|As|For|Police|Mr|Mrs|Dr|Of|From|To|By|With|All|Both"
    r"|Many|Some|Most|Those|According|However|Also|Earlier|Last|One|Two|Three|If|I|You|What|No"
    r"|Since|During|So|Not|Under|More|Another|Other|Our|My|His|Officials|President|Its|Who|How)\b"
)
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++["'”’)\]]*(?=\s+["'“‘(\[]?[^\W_a-z]|\s*\Z)|\n[^\S\n]*+\n\s*|\n"""
)
"""Marks before a capital or the end, an empty line, or the end of a line.

Runs of marks and of spaces are tried once, so that time stays linear.
"""
_FINAL = tuple(".!?…:;\"”’')]")


def sentences(text: str) -> list[Span]:
    """The spans of the sentences; line breaks inside wrapped paragraphs do not end one."""
    wrapped = is_wrapped(text)
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, start, match, wrapped=wrapped):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, match: re.Match[str], *, wrapped: bool) -> bool:
    if "\n" in match.group():
        return match.group().count("\n") > 1 or not _soft(text, match, wrapped=wrapped)
    window = text[max(start, match.end() - 24) : match.end()]
    if _MAY_END.search(window):
        return _SENTENCE_OPENER.match(text, match.end()) is not None
    return _ABBREVIATION.search(window) is None


def _soft(text: str, match: re.Match[str], *, wrapped: bool) -> bool:
    """Whether a single line break only wraps a line."""
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    return not before.endswith(_FINAL) and (wrapped or after.islower())


def is_wrapped(text: str) -> bool:
    """Whether the lines are broken at a fixed width, as in e-mails and agency wires."""
    lines = [len(line) for line in text[:20_000].split("\n") if line.strip()]
    return len(lines) > 3 and median(lines) >= 45 and max(lines) <= 110


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


_WORD = re.compile(r"\w+")


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
