"""Writing SVG: elements, numbers and paths."""

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

import numpy as np

from dateline.geo.basemap.world import Floats
from dateline.geo.static_map.viewport import Viewport
from dateline.geo.text.xml import printable

_FINE: Final = 0.5
_BEYOND: Final = 150.0
"""Pixels, as the one above: further out of sight nothing is drawn."""
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


def path_of(points: Floats, *, closed: bool = False, viewport: Viewport | None = None) -> str:
    """A line through points, in tenths of a pixel; empty when nothing of it can be seen.

    Points that would lie within half a pixel of the one before are left out. What is far outside
    the frame, if there is one, is drawn along a box around it.
    """
    if viewport is not None:
        points = _near(points, viewport)
    grid = (points / _FINE).round()
    moved = (grid[1:] != grid[:-1]).any(axis=1)
    kept = points[[True, *moved.tolist()]]
    if len(kept) < (3 if closed else 2):
        return ""
    written = " ".join(f"{number(x)},{number(y)}" for x, y in kept.tolist())
    return f"M{written}{'Z' if closed else ''}"


def _near(points: Floats, viewport: Viewport) -> Floats:
    """The line with each point outside a box around the frame moved to the nearest one on it.

    Points where the line crosses the box's sides, made longer without end, are put in before, so
    that what is filled within stays the same. To draw land that reaches a hundred screens beyond
    the picture takes resvg half a second.
    """
    sides = ((0, viewport.width + _BEYOND), (1, viewport.height + _BEYOND))
    for axis, limit in ((0, -_BEYOND), (1, -_BEYOND), *sides):
        along = points[:, axis]
        before = np.flatnonzero((along[:-1] < limit) != (along[1:] < limit))
        if before.size:
            start, step = points[before], points[before + 1] - points[before]
            share = (limit - start[:, axis]) / step[:, axis]
            points = np.insert(points, before + 1, start + share[:, None] * step, axis=0)
    return np.clip(points, -_BEYOND, (viewport.width + _BEYOND, viewport.height + _BEYOND))


def paths(parts: Iterable[str], **style: object) -> str:
    """Several lines as one element; nothing when there are none."""
    joined = "".join(parts)
    return element("path", d=joined, **style) if joined else ""


def number(value: float) -> str:
    """A number to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
