"""The words for the symbols on the picture: a shape says nothing to who has not learnt it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from dateline.geo.kinds import catalogue
from dateline.geo.static_map import style
from dateline.geo.static_map.label_space import Box, LabelSpace
from dateline.geo.static_map.svg import element, escaped
from dateline.geo.static_map.text_metrics import FAMILY, width_of
from dateline.geo.static_map.viewport import DOWN, WIDTH, Viewport
from dateline.geo.story.wording import family_of, symbol_of, words

Json = Mapping[str, Any]
Entry = tuple[str, str]

_SIZE: Final = 19
_ROW: Final = 30
_PAD: Final = 12
_SYMBOL: Final = 22
_GAP: Final = 10
_MARGIN: Final = 16
_BELOW: Final = 34
"""Pixels at the bottom that the credits have."""
_CORNERS: Final = ((0, 1), (0, 0), (1, 0), (1, 1))
"""Left before right: there the credits are shorter."""


def legend(features: Sequence[Json], viewport: Viewport, labels: LabelSpace) -> str:
    """Symbols and words for the families of events on the picture; nothing where there are none.

    It lies in the corner, in one column or more, where it hides least; its box is then reserved.

    Args:
        features: Those that are drawn as symbols, with the places around them.
        viewport: Of the whole map.
        labels: Space for labels of the whole map.
    """
    entries = _entries(features)
    if not entries:
        return ""
    spots = [viewport.pixels([one["geometry"]["coordinates"]])[0] for one in features]

    def hidden(choice: tuple[int, Box]) -> tuple[int, int]:
        _, box = choice
        inside = sum(Box.around(x, y, 12).meets(box) for x, y in spots)
        return inside, labels.crossings(box)

    choices = [one for one in _choices(entries) if labels.is_free(one[1])]
    if not choices:
        return ""
    columns, box = min(choices, key=hidden)
    labels.reserve(box)
    return "".join(_drawn(entries, columns, box))


def _entries(features: Sequence[Json]) -> list[Entry]:
    """Outline and word of each kind of symbol, summits first, then families in their order."""
    told = [one["properties"] for one in features if one["properties"]["layer"] == "events"]
    if not told:
        return []
    present = {family_of(one) for one in told}
    families = [
        (family.symbol, family.word.capitalize())
        for name, family in catalogue().families.items()
        if name in present
    ]
    if any(one["properties"]["layer"] == "summits" for one in features):
        _, outline = symbol_of({"layer": "summits", "kind": "summit"})
        families.insert(0, (outline, words()["layers"]["summits"]))
    return families


def _choices(entries: Sequence[Entry]) -> Iterator[tuple[int, Box]]:
    """Numbers of columns, each with a box in each corner."""
    for columns, (right, bottom) in product((1, 2, 3, len(entries)), _CORNERS):
        rows = -(-len(entries) // columns)
        width = 2 * _PAD + columns * _column(entries) - _GAP
        height = 2 * _PAD + rows * _ROW - 6
        left = WIDTH - _MARGIN - width if right else _MARGIN
        top = DOWN - _BELOW - height if bottom else _MARGIN
        if left >= _MARGIN and top >= _MARGIN and left + width <= WIDTH - _MARGIN:
            yield columns, Box(left, top, left + width, top + height)


def _column(entries: Sequence[Entry]) -> float:
    return _SYMBOL + _GAP + max(width_of(word, _SIZE) for _, word in entries) + 2 * _GAP


def _drawn(entries: Sequence[Entry], columns: int, box: Box) -> Iterator[str]:
    yield element(
        "rect",
        x=box.left,
        y=box.top,
        width=box.right - box.left,
        height=box.bottom - box.top,
        rx=6,
        fill=style.PAPER,
        opacity=0.9,
    )
    rows = -(-len(entries) // columns)
    for number, (outline, word) in enumerate(entries):
        left = box.left + _PAD + number // rows * _column(entries)
        top = box.top + _PAD + number % rows * _ROW
        scale = _SYMBOL / 24
        yield element(
            "path",
            d=outline,
            fill=style.MUTED,
            transform=f"translate({left:.1f} {top - 2:.1f}) scale({scale:.3f})",
        )
        yield element(
            "text",
            escaped(word),
            x=left + _SYMBOL + _GAP,
            y=top + _SIZE * 0.82,
            font_family=FAMILY,
            font_size=_SIZE,
            font_weight=400,
            fill=style.INK,
        )
