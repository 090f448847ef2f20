"""Runs of capitalised words: what may be a name of a place, a person or an organisation."""

from dataclasses import dataclass

from dateline.geo.reading.document.tokens import Document, Token
from dateline.geo.reading.lexicon import CALENDAR, CONNECTORS, TITLES, words_of

_GLUE = {"&", "/"}
_JOINED = words_of(
    "au aux en sous sur am bei kwa les ibn ul ur un ye hye jae je hun min ho woo hyun seok sik soo"
    " su yong hee hwa kyung jin joo ju jong eun sook hwan geun tae kyu chul cheol hoon seung wook"
)
"""Words in lower case inside hyphenated names ("Port-au-Prince", "Jae-in")."""
_LONGEST = 24
_FUNCTION = words_of(
    "the a an this that these those he she it they we i you his her its their our my your there"
    " here what which who whom whose when where why how if but and or nor so yet for at by in on"
    " from with without about after before since until while as because although though despite"
    " during under over not no yes then now also just only even still however meanwhile moreover"
    " according some many most all both each every any several few more other another such one"
    " two three four five six seven eight nine ten is are was were be been has have had do does"
    " did will would can could may might must should shall let"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens from ``first`` up to (not with) ``stop`` that stand together as one name may."""

    first: int
    stop: int


def runs_of(document: Document) -> list[Run]:
    """Every run of capitalised words, without a first word that only opens a sentence."""
    found: list[Run] = []
    for sentence in document.sentences:
        number = sentence.start
        while number < sentence.stop:
            if not document.tokens[number].capital:
                number += 1
                continue
            stop = _run_end(document, number, sentence.stop)
            first = _without_opener(document, number, stop)
            if first < stop:
                found.append(Run(first, stop))
            number = stop
    return found


def _run_end(document: Document, first: int, limit: int) -> int:
    """The end of the run that begins at a capitalised token."""
    tokens = document.tokens
    stop = first + 1
    limit = min(limit, first + _LONGEST)
    while stop < limit:
        following = _next_capital(tokens, stop, limit)
        if following is None or _apart(document, stop - 1, following):
            break
        stop = following + 1
    return stop


def _next_capital(tokens: list[Token], at: int, limit: int) -> int | None:
    """The capitalised token at a position, or behind connecting words there."""
    for ahead in range(at, min(at + 4, limit)):
        token = tokens[ahead]
        if token.capital:
            return None if _is_date(tokens, ahead) else ahead
        if token.text == "-":
            if not _adjacent(tokens, ahead):
                return None
        elif token.lower in _JOINED and tokens[ahead - 1].text == "-":
            if ahead + 1 >= limit or tokens[ahead + 1].text != "-":
                return ahead
        elif token.lower not in CONNECTORS and token.text not in _GLUE:
            return None
    return None


_ALSO_NAMES = words_of("jan april may june august mar mark")


def _is_date(tokens: list[Token], number: int) -> bool:
    """Whether a word of the calendar is that here, and not a name ("Jan Novak")."""
    token = tokens[number]
    if token.lower not in CALENDAR:
        return False
    before = tokens[number - 1] if number else None
    if token.lower in _ALSO_NAMES and before and before.capital and before.lower in TITLES:
        return False  # "Prime Minister May"
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    return token.lower not in _ALSO_NAMES or following is None or not following.capital


def _adjacent(tokens: list[Token], hyphen: int) -> bool:
    """Whether a hyphen joins the words on both sides of it."""
    return (
        hyphen + 1 < len(tokens)
        and tokens[hyphen - 1].end == tokens[hyphen].start
        and tokens[hyphen].end == tokens[hyphen + 1].start
    )


def _apart(document: Document, before: int, after: int) -> bool:
    """Whether white space other than single spaces parts two tokens (a table, a new line)."""
    gap = document.text[document.tokens[before].end : document.tokens[after].start]
    return "\n\n" in gap or "\t" in gap or "   " in gap


def _without_opener(document: Document, first: int, stop: int) -> int:
    token = document.tokens[first]
    if token.lower in _FUNCTION and token.text not in ("US", "IT"):
        return _next_start(document, first + 1, stop)
    if _is_date(document.tokens, first):
        return _next_start(document, first + 1, stop)
    return first


def _next_start(document: Document, at: int, stop: int) -> int:
    while at < stop and not document.tokens[at].capital:
        at += 1
    return at
