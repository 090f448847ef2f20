"""A picture as PNG, small enough for every link preview.

Drawn by resvg (through resvg-py, MIT and MPL-2.0, a wheel of 1 MB): one engine without a browser,
without system fonts and the same on every machine. Of its peers, cairosvg needs the system's cairo
and does no text shaping, skia-python weighs 20 MB and asks the system for fonts. Pillow (MIT-CMU)
puts it into a palette.
"""

import io
from collections.abc import Mapping
from functools import cache
from itertools import combinations, product
from typing import Any, Final

from PIL import Image
from resvg_py import svg_to_bytes

from dateline.geo.static_map import style
from dateline.geo.static_map.picture import picture_of
from dateline.geo.static_map.text_metrics import FAMILY, FONTS
from dateline.geo.static_map.viewport import WIDTH

Colour = tuple[int, int, int]

_GROUND: Final = (style.LAND, style.SEA, style.PAPER, style.HALO)
_LINES: Final = (style.COAST, style.BORDER, style.RIVER, style.LINE)
_SIGNS: Final = (*style.STATUS.values(), style.INK, style.MUTED, style.NAME)
_STEPS: Final[tuple[tuple[float, ...], ...]] = ((0.25, 0.5, 0.75), (0.5,), ())
"""How smooth edges are: shares of the one colour and the other, the smoothest first."""

MOST_BYTES: Final = 60_000
"""What a picture may weigh; the edges of a busy map are drawn the rougher for it."""


def card_of(document: Mapping[str, Any], width: int = WIDTH) -> bytes:
    """A map as PNG, in full 1200 by 630 pixels, for link previews (OpenGraph, oEmbed ...).

    Args:
        document: As `dateline.geo.layers.features.Layers.document` gives it.
        width: In pixels; the height follows.
    """
    drawn = svg_to_bytes(
        svg_string=picture_of(document),
        width=width,
        skip_system_fonts=True,
        font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    with Image.open(io.BytesIO(bytes(drawn))) as image:
        whole = image.convert("RGB")
    for steps in _STEPS:
        palette = Image.new("P", (1, 1))
        palette.putpalette(bytes(value for colour in _palette(steps) for value in colour))
        out = io.BytesIO()
        flat = whole.quantize(palette=palette, dither=Image.Dither.NONE)
        # The best costs six times as long and saves a twentieth.
        flat.save(out, "PNG", compress_level=7)
        if len(out.getvalue()) <= MOST_BYTES:
            break
    return out.getvalue()


@cache
def _palette(steps: tuple[float, ...]) -> tuple[Colour, ...]:
    """The colours of the style, and what lies between those that meet at an edge.

    One palette for all pictures: a status that is drawn once keeps its colour, which a palette
    taken from the picture's own colours would trade for another shade of the sea.
    """
    ground, lines, signs = (
        [_rgb(colour) for colour in group] for group in (_GROUND, _LINES, _SIGNS)
    )
    met = [*product(signs, ground), *product(lines, ground[:2]), *combinations(ground, 2)]
    between = (_mixed(a, b, step) for a, b in met for step in steps)
    return tuple(dict.fromkeys((*ground, *lines, *signs, *between)))


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _mixed(a: Colour, b: Colour, share: float) -> Colour:
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue
