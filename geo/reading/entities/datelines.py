"""Datelines: where a report, or a part of it, says where it was filed.

As the agencies write them: ``RALEIGH, N.C. (AP) —``, ``KYIV/GENEVA (Reuters) -``, ``NAIROBI, 8
May 2024 –``, ``MOSCOW, May 8. /TASS/.``, ``GENEVA (8 May 2024) –``, ``Accra, May 8, GNA -``,
``PARIS:``. What ends one (an agency, a date, a mere dash) says how well known the place before it
has to be.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.lookup import Lookup
from dateline.geo.reading.lexicon import CONNECTORS, agencies, common_words, given_names

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DATE = (
    rf"(?:(?:{_WEEKDAY},?\s+)?(?:{_DAY}\s+{_MONTH}|{_MONTH}\s+{_DAY})(?:,?\s+\d{{4}}|\s+\d{{2}}\b)?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|{_WEEKDAY})"
)
_DATED = re.compile(rf"[\s,.]+{_DATE}$|^{_DATE}$", re.IGNORECASE)
_ENDING = re.compile(
    r"\s*\((?P<bracket>[^()\n]{2,60})\)\s*(?P<dash>\.?[-–—―:]|(?=\n)|(?=[A-Z“\"])|$)"
    r"|\s*/\s?(?P<stroke>[^\W\d_][^/\n]{1,30}?)\s?/(?:\.|\s|$)"
    r"|\s+(?:-{1,3}|–|—|―|\|)\s|\s?[—―]|--|:(?=\s)|\s*(?=\n)"
)
_LINE = re.compile(r"^[ \t>*_#]*(?:By\s[A-Z][^\n,:(]{3,50}[,.\n]\s*)?(?=[^\W\d_])", re.MULTILINE)
_PARTS = re.compile(r"\s*,\s*|\s+\(|\)$")
"""Between a town and what it lies in: a comma, or brackets around that."""
_JOINT = re.compile(r"\s*/\s*|\s+(?:and|&)\s+")
_WINDOW = 140
_EARLY = 600
"""Characters at the top of a report in which a dateline need not be in capitals."""
_MOST_WORDS = 6


class _Sign(IntEnum):
    """What speaks for a dateline, by how much it says."""

    DASH = 0
    DATE = 1
    AGENCY = 2


_LEAST = 0.15
"""Prominence of a place in small letters before a date or an agency."""
_CAPITALS = 0.3
"""Prominence of a town in capitals before a mere dash."""
_CITY = 0.5
"""Prominence of a town in small letters there, or before a colon."""
_ABOVE_ALL = 0.85
"""Share of the prominence of all that bears the name: "Jordan:" is no town."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: the places where it was filed, and what they lie in, as ranges of tokens."""

    places: tuple[range, ...]
    regions: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """The words before the end of a dateline: where they begin and stop, and what ended them."""

    start: int
    stop: int
    sign: _Sign
    colon: bool


def find_datelines(document: Document, lookup: Lookup) -> list[Dateline]:
    """The datelines of a text, in order."""
    found = []
    starts = dict.fromkeys(line.end() for line in _LINE.finditer(document.text))
    for start in starts:
        head = _head(document.text, start)
        dateline = _dateline(document, head, lookup) if head is not None else None
        if dateline is not None:
            found.append(dateline)
    return found


def _head(text: str, start: int) -> _Head | None:
    """What stands at the beginning of a line up to what can end a dateline."""
    window = text[start : start + _WINDOW]
    ending = _ENDING.search(window)
    if ending is None:
        return None
    said = ending["bracket"] or ending["stroke"]
    words, agency, dated = _without_signs(window[: ending.start()])
    if said is not None:
        agency, dated = agency or _is_agency(said), dated or bool(_DATED.search(said))
        if not agency and not ending["dash"]:
            return None
    alone = not ending.group().strip()
    sign = _Sign.AGENCY if agency else _Sign.DATE if dated else _Sign.DASH
    if not words or (alone and not _stands_alone(text, words, start, sign)):
        return None
    return _Head(start, start + len(words), sign, ending.group() == ":")


def _stands_alone(text: str, words: str, start: int, sign: _Sign) -> bool:
    """Whether a line of its own is a dateline: in capitals, at the top, before the story."""
    story = text[start + len(words) : start + len(words) + _WINDOW].lstrip()
    return words.isupper() and start < _EARLY and sign is not _Sign.DATE and not story.isupper()


def _without_signs(words: str) -> tuple[str, bool, bool]:
    """The words without date and agency behind them, and whether there were any."""
    agency = dated = False
    for _ in range(3):
        words = words.rstrip(" \t,.") if not words.endswith(tuple(".")) else words.rstrip()
        shorter = _DATED.sub("", words.rstrip(" ,."))
        if shorter != words.rstrip(" ,."):
            words, dated = shorter, True
            continue
        behind = re.search(r"[\s,.]+(\S+(?: \S+)?)$", words)
        parts = (behind.group(1), behind.group(1).split()[-1]) if behind else ()
        named = next((part for part in parts if part.strip(".") in agencies()), None)
        if named is None:
            break
        words, agency = words[: len(words) - len(named)].rstrip(" ,"), True
    return words.rstrip(" ,"), agency, dated


def _is_agency(said: str) -> bool:
    """Whether words in brackets or between strokes name an agency ("Reuters/AP")."""
    parts = [part.strip(" .") for part in re.split(r"[/,;&–]| and | - ", said)]
    return any(part in agencies() or part.split(" ")[0] in agencies() for part in parts)


def _dateline(document: Document, head: _Head, lookup: Lookup) -> Dateline | None:
    text = document.text
    parts = _spans(text, head.start, head.stop, _PARTS)
    if not 1 <= len(parts) <= 3:
        return None
    places = _spans(text, *parts[0], _JOINT)
    if not all(_may_be_filed(text[a:b], head, lookup) for a, b in places):
        whole = _may_be_filed(text[slice(*parts[0])], head, lookup)
        if not whole:
            return None
        places = parts[:1]
    if not all(_may_contain(text[a:b], lookup) for a, b in parts[1:]):
        return None
    tokens = [_tokens(document, span) for span in (*places, *parts[1:])]
    return Dateline(tuple(tokens[: len(places)]), tuple(tokens[len(places) :]))


def _spans(text: str, start: int, stop: int, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    """What stands between two positions, cut at every mark."""
    found = []
    for match in mark.finditer(text, start, stop):
        found.append((start, match.start()))
        start = match.end()
    return [(first, last) for first, last in (*found, (start, stop)) if first < last]


def _may_be_filed(name: str, head: _Head, lookup: Lookup) -> bool:
    """Whether a report can be filed from what bears this name."""
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or not _capitalised(words, lookup):
        return False
    if head.sign is _Sign.DASH:
        return _well_known(name, head, lookup)
    entry = lookup.entry(name)
    if entry is not None and max(entry.prominence, entry.code) >= _LEAST:
        return True
    unknown = [word for word in words if word.lower().strip(".") not in common_words()]
    named = words[0].title() in given_names() and len(words) > 1
    return name.isupper() and not named and any(word.isalpha() and word[2:] for word in unknown)


def _well_known(name: str, head: _Head, lookup: Lookup) -> bool:
    """Whether a name before a mere dash or colon is above all that of a town."""
    shouted = name.isupper() and not head.colon
    if not name.isupper() and (head.start >= _EARLY or name.lower() in common_words()):
        return False
    entry, town = lookup.entry(name), lookup.town(name)
    return entry is not None and town >= max(
        _CAPITALS if shouted else _CITY, _ABOVE_ALL * entry.prominence
    )


def _may_contain(name: str, lookup: Lookup) -> bool:
    """Whether a name behind the comma is that of a state, a country or the like."""
    entry = lookup.entry(name)
    return entry is not None and _capitalised(name.split(), lookup)


def _capitalised(words: list[str], lookup: Lookup) -> bool:
    """Whether words are written as one name; small words in it are known of some names only."""
    if not words or not words[0][0].isupper():
        return False
    small = [word for word in words if word[0].islower() and word.lower() not in CONNECTORS]
    return not small or lookup.entry(" ".join(words)) is not None


def _tokens(document: Document, span: tuple[int, int]) -> range:
    return range(document.token_at(span[0]), document.token_at(span[1] - 1) + 1)
