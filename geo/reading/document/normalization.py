"""Text as people paste it, made fit for reading, with the way back to what was given.

Letters whose accents stand apart, soft hyphens and zero-width characters inside words, spaces and
line breaks of many kinds, HTML entities and words broken at the end of a line are put right; lines
that are not of the report (bylines, credits of photos, "Sign up for our newsletter") are passed
over. What is read is tied to the text as it was given: every span has its exact span there.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.entities import html5

from dateline.geo.reading.lexicon import boilerplate, common_words
from dateline.geo.text.search import Span
from dateline.geo.text.sentences import is_wrapped

_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_JAMO = "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
)
_ODD = re.compile(
    rf"(?P<break>\r\n?|[{_BREAKS}])"
    rf"|(?P<invisible>[{_INVISIBLE}]+|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]+(?=[A-Za-z]))"
    rf"|(?P<space>[{_SPACES}])"
    rf"|(?P<composed>[^\W\d_][{_MARKS}]+|{_JAMO})"
    r"|(?P<ligature>[\ufb00-\ufb06])"
    r"|(?P<apostrophe>(?<=[A-Za-z\u00c0-\u024f])[\u2018\u201b\u02bc\u2032\uff07`\u00b4]"
    r"(?=[A-Za-z\u00c0-\u024f]))"
    r"|(?P<hyphen>[\u2010\u2011])"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
)
_HYPHENATED = re.compile(r"(?P<first>[^\W\d_]{2,})-\r?\n(?P<rest>[^\W\d_]{2,})")


@dataclass(frozen=True, slots=True)
class _Change:
    """Characters that were replaced.

    Attributes:
        start: Where their replacement begins in the normalized text.
        length: Characters of the replacement.
        given: Their span in the text as it was given.
    """

    start: int
    length: int
    given: Span


class NormalizedText:
    """A text fit for reading, and where each of its characters comes from.

    Args:
        given: The text.
        all_lines: Whether to keep lines that are not of the report.

    Attributes:
        text: The normalized text.
        given: The text as it was given.
    """

    def __init__(self, given: str, *, all_lines: bool = False) -> None:
        self.given = given
        self._changes: list[_Change] = []
        pieces: list[str] = []
        at = length = 0
        for (start, end), replacement in _replacements(given, all_lines=all_lines):
            pieces += [given[at:start], replacement]
            length += start - at
            self._changes.append(_Change(length, len(replacement), (start, end)))
            length += len(replacement)
            at = end
        self.text = "".join([*pieces, given[at:]]) if pieces else given
        self._starts = [change.start for change in self._changes]

    @property
    def changed(self) -> bool:
        """Whether anything was put right."""
        return bool(self._changes)

    def span(self, start: int, end: int) -> Span:
        """The span in the text as given, for one of the normalized text."""
        if not self._changes or start >= end:
            return start, end
        return self._first(start), self._last(end - 1)

    def _first(self, at: int) -> int:
        change = self._change(at)
        if change is None:
            return at
        if at < change.start + change.length:
            return change.given[0]
        return change.given[1] + at - change.start - change.length

    def _last(self, at: int) -> int:
        change = self._change(at)
        if change is not None and at < change.start + change.length:
            return change.given[1]
        return self._first(at) + 1

    def _change(self, at: int) -> _Change | None:
        """The last change that begins at or before a character."""
        number = bisect_right(self._starts, at)
        return self._changes[number - 1] if number else None


def _replacements(text: str, *, all_lines: bool) -> Iterator[tuple[Span, str]]:
    """Spans to be replaced and by what, in order, none of which overlap."""
    found = [*(() if all_lines else _not_of_report(text)), *_odd(text)]
    if is_wrapped(text):
        found += _hyphenated(text)
    # Of two that begin together the longer comes first, and takes the other with it.
    found.sort(key=lambda one: (one[0][0], -one[0][1]))
    end = 0
    for span, replacement in found:
        if span[0] >= end:
            end = span[1]
            yield span, replacement


def _odd(text: str) -> Iterator[tuple[Span, str]]:
    for match in _ODD.finditer(text):
        kind = match.lastgroup or ""
        replacement = _REPLACE[kind](match.group())
        if replacement != match.group():
            yield match.span(), replacement


def _entity(entity: str) -> str:
    """What an HTML entity stands for; no line break and no control character."""
    found = _named(entity[1:], entity)
    return "".join(
        each if each.isprintable() else "" if each == "\u00ad" else " " for each in found
    )


def _named(name: str, entity: str) -> str:
    if not name.startswith("#"):
        return html5.get(name, entity)
    code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _composed(letters: str) -> str:
    return unicodedata.normalize("NFC", letters)


_REPLACE: dict[str, Callable[[str], str]] = {
    "break": lambda _: "\n",
    "invisible": lambda _: "",
    "space": lambda _: " ",
    "composed": _composed,
    "ligature": lambda letters: unicodedata.normalize("NFKC", letters),
    "apostrophe": lambda _: "’",
    "hyphen": lambda _: "-",
    "entity": _entity,
}


def _hyphenated(text: str) -> Iterator[tuple[Span, str]]:
    """Hyphens that only break a word at the end of a line ("dele-", "gation")."""
    words = common_words()
    for match in _HYPHENATED.finditer(text):
        first, rest = match["first"].lower(), match["rest"].lower()
        whole = first + rest in words
        apart = first in words and rest in words
        if match["rest"].islower() and (whole or not apart):
            yield (match.end("first"), match.start("rest")), ""


_LINE = re.compile(r"[^\r\n]+")
_LONGEST_LINE = 160
_CREDIT = re.compile(
    r"[ \t]*\((?:(?:AP|AFP|EPA|Reuters|Xinhua)/[^()\r\n]{1,60}|(?:Photo|Picture|Image)(?: by|:)"
    r"[^()\r\n]{1,60}|[^()\r\n]{0,30}\b(?:Photo|Images|Pictures)\b[^()\r\n]{0,60})\)"
)
"""The credit of a photo behind its caption: "(AP Photo/Jo Lund)", but not "(Reuters)"."""
_BYLINE = re.compile(
    r"\s*(?:By|BY) [A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|and|of|for|in|at|\|)(?:,(?= ))?)*,?\s*"
)
_BYLINE_WORDS = 2
_HEAD = 6
"""Lines with words at the top of a report of which one may be its byline."""


def _not_of_report(text: str) -> Iterator[tuple[Span, str]]:
    """Lines, and credits within lines, that are not what the report says."""
    lines = 0
    for match in _LINE.finditer(text):
        line = match.group()
        if len(line) <= _LONGEST_LINE and line.strip():
            lines += 1
            if _boilerplate().fullmatch(line.strip()) or (lines <= _HEAD and _is_byline(line)):
                yield match.span(), ""
                continue
        if "(" in line or "[" in line:
            yield from ((found.span(), "") for found in _CREDIT.finditer(text, *match.span()))


def _is_byline(line: str) -> bool:
    return len(line.split()) > _BYLINE_WORDS and _BYLINE.fullmatch(line) is not None


@cache
def _boilerplate() -> re.Pattern[str]:
    lines = (re.escape(line).replace(r"\*", ".*") for line in boilerplate())
    return re.compile("|".join(lines), re.IGNORECASE)
