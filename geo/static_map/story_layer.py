"""The story on the picture: its journeys, symbols and names."""

from collections.abc import Iterator, Mapping, Sequence
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any, Final

import numpy as np

from dateline.geo.basemap.world import Floats
from dateline.geo.static_map import style
from dateline.geo.static_map.label_space import Box, LabelSpace
from dateline.geo.static_map.svg import element, escaped, path_of
from dateline.geo.static_map.text_metrics import FAMILY, readable, width_of
from dateline.geo.static_map.viewport import Viewport, positions_of
from dateline.geo.story.wording import is_area, shapes, symbol_of

Json = Mapping[str, Any]

_DASHES: Final = {"planned": "15 10", "ongoing": "26 9", "cancelled": "3 10"}
_WIDTH: Final = 5.5
_THIN: Final = 2.8
_SYMBOL: Final = 1.55
"""How much larger than on the page: previews are shown at a half or a third."""
_REACH: Final = 12 * _SYMBOL + 3
_DOT: Final = 8.0
_SIZE: Final = 25
_RINGS: Final = (42.0, 66.0, 92.0, 122.0, 156.0)
_ANGLES: Final = (-90, -45, -135, 180, 135, 45, 90, 0, -65, -20, -115, -160, 160, 115, 65, 20)
_MOST_SYMBOLS: Final = 48
_MOST_NAMES: Final = 28
_ARROW: Final = 46
"""Pixels of line that an arrow needs."""


def journeys(features: Sequence[Json], viewport: Viewport, labels: LabelSpace) -> Iterator[str]:
    """Each journey's line over a white one, with an arrow on each part that has room for it.

    The line of a leg whose stops the report does not both name is thin.
    """
    for feature in features:
        lines = [viewport.pixels(line) for line in positions_of(feature["geometry"])]
        for line in lines:
            labels.block_line(_every(line, 12))
        status = feature["properties"]["status"]
        inferred = _inferred_parts(feature["properties"])
        for thin in (False, True):
            drawn = [line for index, line in enumerate(lines) if (index in inferred) is thin]
            yield from _line("".join(map(path_of, drawn)), status, _THIN if thin else _WIDTH)
        for line in lines:
            yield _arrow(line, style.tone(status), viewport)


def _inferred_parts(properties: Json) -> set[int]:
    """Which parts of a journey's geometry draw legs of which a stop is inferred."""
    legs = [leg["parts"] for leg in properties["legs"] if leg.get("inferred") and leg["parts"]]
    return {part for first, last in legs for part in range(first, last + 1)}


def _line(drawn: str, status: str, width: float) -> Iterator[str]:
    if not drawn:
        return
    shared: dict[str, object] = {
        "d": drawn,
        "fill": "none",
        "stroke_linejoin": "round",
        "stroke_linecap": "round" if status != "planned" else "butt",
    }
    yield element("path", **shared, stroke=style.HALO, stroke_width=width + 5, opacity=0.9)
    yield element(
        "path",
        **shared,
        stroke=style.tone(status),
        stroke_width=width,
        stroke_dasharray=_DASHES.get(status),
    )


def places(features: Sequence[Json], viewport: Viewport, labels: LabelSpace) -> Iterator[str]:
    """A dot for every place in sight, then the names of those where something happens."""
    found = [one for one in features if one["properties"]["layer"] == "places"]
    spots: set[tuple[int, int]] = set()
    for feature in found:
        x, y = _at(feature, viewport)
        if viewport.shows(x, y) and (spot := (round(x / 4), round(y / 4))) not in spots:
            spots.add(spot)
            labels.reserve(Box.around(x, y, _DOT + 3))
            yield _dot(feature["properties"], x, y)
    happens = {one["properties"].get("place_id") for one in features}
    happens |= {stop["place_id"] for one in features for stop in one["properties"].get("stops", ())}
    found.sort(key=lambda one: one["id"] not in happens)
    for feature in found[:_MOST_NAMES]:
        x, y = _at(feature, viewport)
        if viewport.shows(x, y):
            yield _name(feature["properties"], x, y, viewport, labels)


def symbols(
    features: Sequence[Json], viewport: Viewport, labels: LabelSpace
) -> tuple[list[str], list[str]]:
    """Lines to where things happen, and at their ends the symbols, summits first."""
    events = [one for one in features if one["properties"]["layer"] in ("summits", "events")]
    events.sort(key=lambda one: one["properties"]["layer"] != "summits")
    leaders, drawn = [], []
    for feature in events[:_MOST_SYMBOLS]:
        x, y = _at(feature, viewport)
        found = _beside(x, y, viewport, labels) if viewport.shows(x, y) else None
        if found:
            leaders.append(_leader(x, y, *found))
            drawn.append(
                _symbol(symbol_of(feature["properties"]), feature["properties"]["status"], *found)
            )
    return leaders, drawn


def _at(feature: Json, viewport: Viewport) -> tuple[float, float]:
    ((x, y),) = viewport.pixels([feature["geometry"]["coordinates"]]).tolist()
    return x, y


def _every(line: Floats, pixels: float) -> Floats:
    """Points along a line, no further apart than so many pixels."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0, along[-1], max(2, int(along[-1] / pixels)))
    return np.column_stack([np.interp(wanted, along, line[:, axis]) for axis in (0, 1)])


def _arrow(line: Floats, colour: str, viewport: Viewport) -> str:
    points = _every(line, 4)
    length = float(np.hypot(*np.diff(points, axis=0).T).sum())
    if length < _ARROW:
        return ""
    middle = len(points) // 2
    (ax, ay), (bx, by) = points[max(0, middle - 2)].tolist(), points[middle + 1].tolist()
    if hypot(bx - ax, by - ay) < 1 or not viewport.shows(bx, by):
        return ""
    turn = degrees(atan2(by - ay, bx - ax))
    return element(
        "path",
        d="M-9,-10L11,0L-9,10L-5,0Z",
        transform=f"translate({bx:.1f} {by:.1f}) rotate({turn:.1f})",
        fill=colour,
        stroke=style.HALO,
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def _dot(properties: Json, x: float, y: float) -> str:
    if properties["role"] == "dateline":
        # The foot of a flag is on the place.
        return _symbol(symbol_of(properties), None, x + 5 * _SYMBOL, y - 10 * _SYMBOL)
    if is_area(properties):
        return element(
            "circle", cx=x, cy=y, r=_DOT, fill=style.HALO, stroke=style.MUTED, stroke_width=3
        )
    return element(
        "circle", cx=x, cy=y, r=_DOT, fill=style.PLACE, stroke=style.HALO, stroke_width=3
    )


def _beside(
    x: float, y: float, viewport: Viewport, labels: LabelSpace
) -> tuple[float, float] | None:
    """Where near a point there is room for a symbol; that room is then taken."""
    offsets = [(0.0, 0.0)] + [
        (ring * cos(radians(angle)), ring * sin(radians(angle)))
        for ring in _RINGS
        for angle in _ANGLES
    ]
    boxes = {Box.around(x + dx, y + dy, _REACH): (x + dx, y + dy) for dx, dy in offsets}
    found = labels.best(
        box for box in boxes if box.within(4, 4, viewport.width - 4, viewport.height - 4)
    )
    if found is None:
        return None
    labels.reserve(found)
    return boxes[found]


def _leader(x: float, y: float, end_x: float, end_y: float) -> str:
    if (x, y) == (end_x, end_y):
        return ""
    line = f"M{x:.1f},{y:.1f}L{end_x:.1f},{end_y:.1f}"
    return element("path", d=line, stroke=style.MUTED, stroke_width=2)


def _symbol(symbol: tuple[str, str], status: str | None, x: float, y: float) -> str:
    """A symbol as on the page: its shape says what it is, fill and marks say its status."""
    _, outline = symbol
    mark = shapes()["marks"].get(status)
    colour = style.tone(status)
    solid = status in (None, "happened")
    parts = [
        element("path", d=outline, fill="none", stroke=style.HALO, stroke_width=6),
        element(
            "path",
            d=outline,
            fill=colour if solid else style.HALO,
            stroke=colour,
            stroke_width=2.4 if status == "planned" else 2,
            stroke_dasharray="3.6 3.4" if status == "planned" else None,
            stroke_linejoin="round",
        ),
    ]
    if mark and status == "ongoing":
        parts.append(element("path", d=mark, fill=colour))
    elif mark:
        parts.append(element("path", d=mark, fill="none", stroke=style.HALO, stroke_width=5.5))
        parts.append(element("path", d=mark, fill="none", stroke=colour, stroke_width=2.4))
    move = f"translate({x - 12 * _SYMBOL:.1f} {y - 12 * _SYMBOL:.1f}) scale({_SYMBOL})"
    return element("g", "".join(parts), transform=move)


def _name(properties: Json, x: float, y: float, viewport: Viewport, labels: LabelSpace) -> str:
    name = readable(properties["name"])
    width, half = width_of(name, _SIZE, 600), _SIZE * 0.62
    gap = _DOT + 8
    lefts = (
        (x + gap, y),
        (x - gap - width, y),
        (x - width / 2, y + gap + half),
        (x - width / 2, y - gap - half),
        (x + gap, y + 26),
        (x + gap, y - 26),
    )
    boxes = {
        Box(left - 3, middle - half, left + width + 3, middle + half): (left, middle)
        for left, middle in lefts
    }
    found = labels.best(
        box for box in boxes if box.within(6, 6, viewport.width - 6, viewport.height - 6)
    )
    if found is None:
        return ""
    labels.reserve(found)
    left, middle = boxes[found]
    return element(
        "text",
        escaped(name),
        x=left,
        y=middle + _SIZE * 0.35,
        font_family=FAMILY,
        font_weight=600,
        font_size=_SIZE,
        fill=style.INK,
        stroke=style.HALO,
        stroke_width=5,
        stroke_linejoin="round",
        paint_order="stroke",
    )
