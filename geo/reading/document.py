"""The text as sentences and tokens, each with its exact place in the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from geo.text import Span

_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|St|Ste|Mt|Ft|Gen|Col|Lt|Sgt|Maj|Capt|Adm|Gov|Sen|Rep|Rev|Hon|Jr|Sr|Cpl|Pvt"
    "|Supt|Insp|Det|Amb"
)
_STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb"
    "|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Alta|Ont|Que|Sask|Man"
)
_TOKEN = re.compile(
    rf"""
    (?P<abbreviation>(?:[^\W\d_]\.){{2,}}|\b[A-Z]\.(?=\s[A-Z])
        |\b(?:{_TITLES}|{_STATES}|Ave|Blvd|Rd|Inc|Corp|Ltd)\.)
    |(?P<possessive>(?<=[^\W_.])['’]s(?!\w)|(?<=s)['’](?!\w))
    |(?P<number>\d+(?:[.,]\d+)+)
    |(?P<word>[^\W_]+(?:['’](?!s\b)[^\W_]+)*)
    |(?P<mark>\.{{3}}|--|[^\w\s]|_)
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    rf"\b(?:{_TITLES}|vs|No|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
_MAY_END = re.compile(rf"\b(?:{_STATES}|Inc|Corp|Co|Ltd|a\.m|p\.m|[A-Z](?:\.[A-Z])+)\.$")
_SENTENCE_OPENER = re.compile(
    r"\s+[\"“‘'(]?(?:The|A|An|He|She|It|They|We|In|On|At|But|And|This|That|These|His|Her|Its"
    r"|Their|There|After|Before|When|While|As|For|Police|Mr|Mrs|Dr|Of|From|To|By|With|All|Both"
    r"|Many|Some|Most|Those|According|However|Also|Earlier|Last|One|Two|Three|If|I|You|What|No"
    r"|Since|During|So|Not|Under|More|Another|Other|Our|My|His|Officials|President|Its|Who|How)\b"
)
_END = re.compile(
    r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[^\W_a-z]|\s*\Z)|\s*\n\s*\n\s*|\n""", re.VERBOSE
)
_FINAL = tuple(".!?…:;\"”’')]")
LONGEST_SENTENCE = 600
"""Tokens; a longer "sentence" (a table, a list of names) is cut, so that time stays linear."""


@dataclass(slots=True)
class Token:
    """A word, an abbreviation, a possessive ending or a mark.

    Attributes:
        lower: The token in lower case.
        capital: Whether it begins with a capital letter.
        opens: Whether it is the first word of its sentence.
    """

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    opens: bool = False

    @property
    def word(self) -> bool:
        """Whether it is made of letters or digits."""
        return self.text[0].isalnum()


@dataclass(slots=True)
class Document:
    """A text with its tokens and sentences.

    Attributes:
        tokens: All tokens in order.
        sentences: Ranges of token numbers, one for each sentence.
    """

    text: str
    tokens: list[Token] = field(default_factory=list)
    sentences: list[range] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Document":
        """Split a text."""
        document = cls(text)
        for start, end in sentence_spans(text):
            first = len(document.tokens)
            opens = True
            for match in _TOKEN.finditer(text, start, end):
                token = _token(match)
                if token.word and opens:
                    token.opens, opens = True, False
                document.tokens.append(token)
            for at in range(first, len(document.tokens), LONGEST_SENTENCE):
                stop = min(at + LONGEST_SENTENCE, len(document.tokens))
                document.sentences.append(range(at, stop))
        return document

    def words(self, numbers: range) -> Iterator[str]:
        """The tokens with these numbers, in lower case."""
        return (self.tokens[number].lower for number in numbers)

    def span(self, numbers: range) -> Span:
        """Where these tokens stand in the text."""
        return self.tokens[numbers[0]].start, self.tokens[numbers[-1]].end

    def slice(self, first: int, stop: int) -> str:
        """The text from one token up to (not with) another."""
        return self.text[self.tokens[first].start : self.tokens[stop - 1].end]

    def sentence_of(self, number: int) -> int:
        """Number of the sentence that holds a token."""
        return bisect_right(self.sentences, number, key=attrgetter("start")) - 1

    def token_at(self, position: int) -> int:
        """Number of the token that holds or follows a position in the text."""
        return min(
            max(bisect_right(self.tokens, position, key=attrgetter("start")) - 1, 0),
            max(len(self.tokens) - 1, 0),
        )


def sentence_spans(text: str) -> list[Span]:
    """Where the sentences stand; line breaks inside wrapped paragraphs do not end one."""
    wrapped = _is_wrapped(text)
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


def _is_wrapped(text: str) -> bool:
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


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    capital = text[0].isupper() or (text[1:2] in ("'", "’") and text[2:3].isupper())
    return Token(match.start(), match.end(), text, text.lower(), capital)
