"""Words on a picture: the fonts they are in, how wide they are, and how they are cut."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from anyascii import anyascii
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

FONTS: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "Noto Sans"
_FILES: Final = {400: "NotoSans-Regular.ttf", 600: "NotoSans-SemiBold.ttf"}
_MEASURED_AT: Final = 100
_BEYOND: Final = re.compile(
    # Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari; punctuation, currencies, letterlike signs.
    r"[^\x20-\x7e\xa0-\u052f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u097f"
    r"\u1d00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20bf\u2100-\u214f\ufb1d-\ufdff\ufe70-\ufefc]+"
)


def readable(text: str) -> str:
    """The text with what the fonts have no signs for in Latin letters, on one line.

    A font for every script would weigh more than all of Dateline.
    """
    if not _BEYOND.search(text):
        return text
    latin = _BEYOND.sub(lambda match: f" {anyascii(match.group())} ", text)
    return " ".join(latin.split())


def width_of(text: str, size: float, weight: int = 400) -> float:
    """How wide a text is, in pixels."""
    return _font(weight).getlength(text) * size / _MEASURED_AT


def lines_of(text: str, size: float, weight: int, width: float, most: int) -> list[str]:
    """The text in lines no wider than `width` pixels, the last one cut short with an ellipsis."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, size, weight, width) for line in lines]


def _cut(line: str, size: float, weight: int, width: float) -> str:
    if width_of(line, size, weight) <= width:
        return line
    while line and width_of(f"{line}…", size, weight) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


@cache
def _font(weight: int) -> FreeTypeFont:
    file = str(FONTS / _FILES[weight])
    return ImageFont.truetype(file, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)
