"""Positions as people write them: decimal degrees, degrees and minutes, degrees, minutes, seconds.

The forms are those of ISO 6709 (annex D) and of what maps, receivers and encyclopaedias print:
``43.1, 131.9``; ``43,1 131,9``; ``N 43.1 E 131.9``; ``43°06'20"N 131°52'24"E``; ``52 4 0.77 N 0 37
58.62 W``; ``lat 43.1 lon 131.9``. Without letters the latitude comes first.
"""

import re

from dateline.geo.errors import InvalidInput

_SIGN = r"[-+\u2212]?"
_NUMBER = r"\d{1,3}(?:[.,]\d{1,12})?"
_DEGREE = r"(?:\s*(?:\u00b0|\u00ba|deg(?:rees)?\b))?"
_MINUTE = r"\s*(?:['\u2019\u2032]|min(?:utes)?\b)?"
_SECOND = r"\s*(?:[\"\u201d\u2033]|''|\u2032\u2032|sec(?:onds)?\b)?"
_ANGLE = (
    rf"(?P<sign>{_SIGN})\s*(?P<degrees>{_NUMBER}){_DEGREE}"
    rf"(?:[\s:]*(?P<minutes>{_NUMBER}){_MINUTE}(?:[\s:]*(?P<seconds>{_NUMBER}){_SECOND})?)?"
)
_NAME = r"(?:lat(?:itude)?|lon(?:g|gitude)?)\b[\s.:=]*"
_END = r"\s*[,;/]?\s*"
_BEFORE = re.compile(rf"\s*(?P<name>{_NAME}|[NSEW])\s*{_ANGLE}{_END}", re.IGNORECASE)
_AFTER = re.compile(rf"\s*{_ANGLE}\s*(?P<name>[NSEW])(?![a-z]){_END}", re.IGNORECASE)
_PAIR = re.compile(
    rf"\(?\s*({_SIGN}\d{{1,3}}(?:\.\d+)?)\s*°?\s*[,;\s]\s*({_SIGN}\d{{1,3}}(?:\.\d+)?)\s*°?\s*\)?"
)
_COMMAS = re.compile(r"([-+\u2212]?\d{1,3}),(\d+)\s*[;\s]\s*([-+\u2212]?\d{1,3}),(\d+)")


def position_of_text(text: str) -> tuple[float, float] | None:
    """Longitude and latitude in degrees WGS 84; None where the text is no position.

    The numbers may be out of range: whoever asks checks that.

    Raises:
        InvalidInput: It has the shape of a position and cannot be one: two latitudes, 61 minutes.
    """
    if pair := _PAIR.fullmatch(_COMMAS.sub(r"\1.\2 \3.\4", text)):
        lat, lon = (_float(number) for number in pair.groups())
        return lon, lat
    parts = _parts(text)
    if parts is None:
        return None
    (first, axis), (second, other) = parts
    if axis == other:
        raise InvalidInput.of(f"{text!r} gives two {axis}s; write for example 43.1 N 131.9 E", "q")
    return (second, first) if axis == "latitude" else (first, second)


def _parts(text: str) -> tuple[tuple[float, str], tuple[float, str]] | None:
    """Two angles, each with the axis that its letter or label names."""
    bare = text.strip("() ")
    for form in (_BEFORE, _AFTER):
        if (one := form.match(bare)) and (two := form.fullmatch(bare, one.end())):
            return _angle(one, text), _angle(two, text)
    return None


def _angle(part: re.Match[str], text: str) -> tuple[float, str]:
    sign, degrees, minutes, seconds, name = (
        part["sign"], part["degrees"], part["minutes"], part["seconds"], part["name"].upper(),
    )  # fmt: skip
    sixtieths = [_float(one) if one else 0.0 for one in (minutes, seconds)]
    if max(sixtieths) >= 60:
        raise InvalidInput.of(f"{text!r} has 60 minutes or seconds, or more", "q")
    value = _float(degrees) + sixtieths[0] / 60 + sixtieths[1] / 3600
    latitude = name in ("N", "S") or name.startswith("LAT")
    negative = name in ("S", "W") or sign in ("-", "\u2212")
    return (-value if negative else value), "latitude" if latitude else "longitude"


def _float(number: str) -> float:
    return float(number.replace("\u2212", "-").replace(",", "."))
