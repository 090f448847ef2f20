"""The text as sentences and tokens, each with its exact place in the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from dateline.geo.text.search import Span
from dateline.geo.text.sentences import STATES, TITLES, sentences

CONTRACTED = {"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"}
"""Auxiliaries that pronouns and nouns draw to themselves ("she’ll"), and the words they are."""
_TOKEN = re.compile(
    rf"""
    (?P<abbreviation>(?:[^\W\d_]\.){{2,}}|\b[A-Z]\.(?=\s[A-Z])
        |\b(?:{TITLES}|{STATES}|Ave|Blvd|Rd|Inc|Corp|Ltd)\.)
    |(?P<possessive>(?<=[^\W_.])['’]s(?!\w)|(?<=s)['’](?!\w))
    |(?P<contraction>(?<=[A-Za-z])['’](?:{"|".join(CONTRACTED)})\b)
    |(?P<number>\d+(?:[.,]\d+)+)
    |(?P<word>[^\W_]+(?:['’](?!(?:s|{"|".join(CONTRACTED)})\b)[^\W_]+)*)
    |(?P<mark>\.{{3}}|--|[^\w\s]|_)
    """,
    re.VERBOSE,
)
LONGEST_SENTENCE = 600
"""Tokens; a longer "sentence" (a table, a list of names) is cut, so that time stays linear."""


@dataclass(slots=True)
class Token:
    """A word, an abbreviation, a possessive ending or a mark.

    Attributes:
        lower: The token in lower case; of a contracted auxiliary the whole word ("will").
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
        return self.lower[0].isalnum()


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
        for start, end in sentences(text):
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


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    capital = text[0].isupper() or (text[1:2] in ("'", "’") and text[2:3].isupper())
    lower = CONTRACTED[text[1:]] if match["contraction"] else text.lower()
    return Token(match.start(), match.end(), text, lower, capital)
