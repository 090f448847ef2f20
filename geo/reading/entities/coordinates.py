"""Coordinates in running text: "12°30'N 45°E", "at 6.92 N, 103.58 E", "48.2°N, 16.4°E"."""

import re
from collections.abc import Iterator

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym import Toponym

_ANGLE = (
    r"(?P<{0}d>\d{{1,3}}(?:\.\d+)?)\s?(?:°|º|degrees?)?\s?"
    r"(?:(?P<{0}m>\d{{1,2}}(?:\.\d+)?)\s?(?:['′’]|minutes?)\s?)?"
    r"(?:(?P<{0}s>\d{{1,2}}(?:\.\d+)?)\s?(?:[\"″”]|''|seconds?)\s?)?"
)
_POSITION = re.compile(
    r"(?<![\w.])"
    + _ANGLE.format("lat")
    + r"(?P<latc>[NS])(?:orth|outh)?\b[\s,;/]{0,3}(?:(?:and|by)\s)?"
    + _ANGLE.format("lon")
    + r"(?P<lonc>[EW])(?:ast|est)?\b",
    re.IGNORECASE,
)


def find_coordinates(document: Document) -> Iterator[Toponym]:
    """Positions that the text gives in degrees, latitude first, as toponyms."""
    for match in _POSITION.finditer(document.text):
        lat, lon = _degrees(match, "lat"), _degrees(match, "lon")
        if abs(lat) > 90 or abs(lon) > 180 or not _looks_like_one(match.group()):
            continue
        first = document.token_at(match.start())
        stop = document.token_at(match.end() - 1) + 1
        yield Toponym(
            first,
            stop,
            match.start(),
            match.end(),
            match.group(),
            demonym=False,
            run=Run(first, stop),
            at=(lat, lon),
        )


def _degrees(match: re.Match[str], part: str) -> float:
    value = float(match[part + "d"])
    value += float(match[part + "m"] or 0) / 60 + float(match[part + "s"] or 0) / 3600
    return -value if match[part + "c"].upper() in "SW" else value


def _looks_like_one(words: str) -> bool:
    """Whether the words are a position and no streets or prices ("5 N 12 E")."""
    return bool(re.search(r"[°º′]|degree|\d\.\d+\s?[NSEW]", words, re.IGNORECASE))
