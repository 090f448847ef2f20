"""Writing SVG: elements, numbers and paths."""

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

import numpy as np

from geo.basemap.world import Floats
from geo.pictures.frame import Frame
from geo.printable import printable

_FINE: Final = 0.5
_COARSE: Final = 48.0
_BEYOND: Final = 150.0
"""Pixels, as are the two above."""
_CONTROL: Final = re.compile(r"\s+")


def element(tag: str, inner: str = "", /, **attributes: object) -> str:
    """An element; `stroke_width=2` is written `stroke-width="2"`, None is left out."""
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def escaped(text: str) -> str:
    """Text as the content of an element, on one line."""
    plain = _CONTROL.sub(" ", printable(text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def path_of(points: Floats, *, closed: bool = False, frame: Frame | None = None) -> str:
    """A line through points, in tenths of a pixel; empty when nothing of it can be seen.

    Points that would lie within half a pixel of the one before are left out; far outside the frame,
    if there is one, within some dozens of pixels.
    """
    cell = np.full((len(points), 1), _FINE)
    if frame is not None:
        size = (frame.width + _BEYOND, frame.height + _BEYOND)
        cell[((points < -_BEYOND) | (points > size)).any(axis=1)] = _COARSE
    grid = (points / cell).round()
    moved = (grid[1:] != grid[:-1]).any(axis=1)
    kept = points[[True, *moved.tolist()]]
    if len(kept) < (3 if closed else 2):
        return ""
    written = " ".join(f"{number(x)},{number(y)}" for x, y in kept.tolist())
    return f"M{written}{'Z' if closed else ''}"


def paths(parts: Iterable[str], **style: object) -> str:
    """Several lines as one element; nothing when there are none."""
    joined = "".join(parts)
    return element("path", d=joined, **style) if joined else ""


def number(value: float) -> str:
    """A number to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
