"""A whole picture: the map, and under it what it is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from dateline.geo.basemap import basemap_of
from dateline.geo.static_map import basemap_layer as ground
from dateline.geo.static_map import story_layer as story
from dateline.geo.static_map import style
from dateline.geo.static_map.inset import Inset, inset_of
from dateline.geo.static_map.label_space import Box, LabelSpace
from dateline.geo.static_map.legend import legend
from dateline.geo.static_map.svg import element, escaped
from dateline.geo.static_map.text_metrics import FAMILY, lines_of, readable, width_of
from dateline.geo.static_map.viewport import (
    DOWN,
    HEIGHT,
    STRIP,
    WIDTH,
    Viewport,
    positions_of,
    viewport_of,
)
from dateline.geo.story.wording import count_words, phrase, when_words
from dateline.geo.use import drawn_features

Json = Mapping[str, Any]

_MARGIN: Final = 40
_TITLE: Final = 36
_SMALL: Final = 22
_CREDIT: Final = 15


def picture_of(document: Json) -> str:
    """A map as SVG of 1200 by 630 pixels, in the light style: the map, title, source and credits.

    Text is text, in Noto Sans where the reader has it. The picture is for looking at: the list on
    the map's page says what it shows.

    Args:
        document: As `dateline.geo.layers.features.Layers.document` gives it.
    """
    title = escaped(document["report"]["title"])
    return element(
        "svg",
        element("title", title or "Map") + "".join(_parts(document)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
    )


def _parts(document: Json) -> Iterator[str]:
    basemap, viewport, labels = basemap_of(document), viewport_of(document), LabelSpace()
    drawn = drawn_features(document)
    credit = _credit(document, basemap, labels)
    for feature in _lines(drawn):
        for line in positions_of(feature["geometry"]):
            labels.block_line(viewport.pixels(line))
    detail = inset_of(_points(drawn), viewport, labels)
    told = [one for one in drawn if not detail or one["id"] not in detail.ids]
    if detail:
        labels.reserve(detail.around)
    key = legend(_points(drawn), viewport, labels)
    yield from _map(basemap, viewport, labels, told, [*_lines(drawn)])
    if not drawn:
        yield _nothing()
    if detail:
        yield _inset(basemap, detail, drawn)
    yield key
    yield credit
    yield from _strip(document)


def _points(features: Iterable[Json]) -> list[Json]:
    return [one for one in features if one["geometry"]["type"] == "Point"]


def _lines(features: Iterable[Json]) -> list[Json]:
    return [one for one in features if one["geometry"]["type"] != "Point"]


def _map(
    basemap: Json,
    viewport: Viewport,
    labels: LabelSpace,
    told: Sequence[Json],
    lines: Sequence[Json],
) -> Iterator[str]:
    """Ground and story; what is drawn first lies lowest, labels placed first have priority."""
    yield element("rect", width=viewport.width, height=viewport.height, fill=style.SEA)
    yield from ground.ground(basemap, viewport)
    ways = [*story.journeys(lines, viewport, labels)]
    places = [*story.places([*told, *lines], viewport, labels)]
    leaders, symbols = story.symbols(_points(told), viewport, labels)
    if told or lines:
        yield from ground.names(basemap, viewport, labels)
    yield from (*ways, *leaders, *places, *symbols)


def _inset(basemap: Json, detail: Inset, drawn: Sequence[Json]) -> str:
    """What lies close together, larger; a box on the map says where that is."""
    around, box, viewport = detail.around, detail.box, detail.viewport
    shared: dict[str, object] = {"fill": "none", "stroke": style.INK, "stroke_width": 2, "rx": 4}
    inner = "".join(_map(basemap, viewport, LabelSpace(), _points(drawn), _lines(drawn)))
    return (
        element("rect", **_rect(around), **shared)
        + element("svg", inner, **_rect(box), viewBox=f"0 0 {viewport.width} {viewport.height}")
        + element("rect", **_rect(box), **shared)
    )


def _rect(box: Box) -> dict[str, object]:
    width, height = box.right - box.left, box.bottom - box.top
    return {"x": float(box.left), "y": float(box.top), "width": width, "height": height}


def _nothing() -> str:
    """The map of a story of which nothing could be placed."""
    text = phrase("empty")
    width = width_of(text, 28, 600)
    x, y = WIDTH / 2, DOWN / 2
    return element(
        "rect", x=x - width / 2 - 28, y=y - 36, width=width + 56, height=72, rx=8, fill=style.PAPER
    ) + _text(text, x - width / 2, y + 10, 28, 600, style.INK)


def _credit(document: Json, basemap: Json, labels: LabelSpace) -> str:
    text = " · ".join((*document["credits"], basemap["credit"]))
    width = width_of(text, _CREDIT)
    box = Box(WIDTH - width - 20, DOWN - 26, WIDTH, DOWN)
    labels.reserve(box)
    back = element(
        "rect", x=box.left, y=box.top, width=width + 20, height=26, fill=style.PAPER, opacity=0.8
    )
    return back + _text(text, box.left + 10, DOWN - 8, _CREDIT, 400, style.MUTED)


def _strip(document: Json) -> Iterator[str]:
    report = document["report"]
    yield element("rect", y=DOWN, width=WIDTH, height=STRIP, fill=style.PAPER)
    yield element("rect", y=DOWN, width=WIDTH, height=2, fill=style.LINE)
    room = WIDTH - 2 * _MARGIN
    title = readable(report["title"])
    lines = lines_of(title, _TITLE, 600, room, 1)
    size = _TITLE
    if lines[0] != title:
        size = 30
        lines = lines_of(title, size, 600, room, 2)
    top = DOWN + (54 if len(lines) == 1 else 42)
    for number, line in enumerate(lines):
        yield _text(line, _MARGIN, top + number * 37, size, 600, style.INK)
    published = when_words(report["published"]) if report["published"] else ""
    source = " · ".join(filter(None, (report["publisher"], published)))
    counts = " · ".join(count_words(document["counts"]))
    below = DOWN + STRIP - (32 if len(lines) == 1 else 18)
    wide = width_of(counts, _SMALL)
    (told,) = lines_of(readable(source), _SMALL, 400, room - wide - 30, 1)
    yield _text(told, _MARGIN, below, _SMALL, 400, style.MUTED)
    yield _text(counts, WIDTH - _MARGIN - wide, below, _SMALL, 400, style.MUTED)


def _text(text: str, x: float, y: float, size: int, weight: int, fill: str) -> str:
    return element(
        "text",
        escaped(text) or " ",
        x=float(x),
        y=float(y),
        font_family=FAMILY,
        font_size=size,
        font_weight=weight,
        fill=fill,
    )
