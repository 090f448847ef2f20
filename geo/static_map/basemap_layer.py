"""Land, water, borders and their names, under the story."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dateline.geo.static_map import style
from dateline.geo.static_map.label_space import Box, LabelSpace
from dateline.geo.static_map.svg import element, escaped, path_of, paths
from dateline.geo.static_map.text_metrics import FAMILY, readable, width_of
from dateline.geo.static_map.viewport import Viewport

Json = Mapping[str, Any]

_STYLES: Final[dict[str, dict[str, object]]] = {
    "land": {"fill": style.LAND, "stroke": style.COAST, "stroke_width": 1.2},
    "land_open": {"fill": style.LAND},
    "coast": {"fill": "none", "stroke": style.COAST, "stroke_width": 1.2},
    "lake": {"fill": style.SEA, "stroke": style.COAST, "stroke_width": 0.9},
    "river": {"fill": "none", "stroke": style.RIVER, "stroke_width": 1.2},
    "border": {"fill": "none", "stroke": style.BORDER, "stroke_width": 1.6},
    "border_disputed": {
        "fill": "none",
        "stroke": style.BORDER,
        "stroke_width": 1.6,
        "stroke_dasharray": "5 5",
    },
}
_SIZES: Final = {"country": 21, "capital": 18, "city": 17}
_MOST_NAMES: Final = 26
_DOT: Final = 3.5


def ground(basemap: Json, viewport: Viewport) -> Iterator[str]:
    """The basemap of `dateline.geo.basemap` as SVG, without names."""
    for feature in basemap["features"]:
        kind, geometry = feature["properties"]["kind"], feature["geometry"]
        closed = geometry["type"] == "MultiPolygon"
        lines = (
            (ring for polygon in geometry["coordinates"] for ring in polygon)
            if closed
            else geometry["coordinates"]
        )
        found = (
            path_of(at, closed=closed, viewport=viewport)
            for line in lines
            for at in viewport.copies(line)
        )
        yield paths(found, **_STYLES[kind])


def names(basemap: Json, viewport: Viewport, labels: LabelSpace) -> Iterator[str]:
    """Names of countries and towns, where they fit beside the story."""
    written = 0
    for label in basemap["labels"]:
        if label["zoom"] > viewport.zoom or written >= _MOST_NAMES:
            continue
        for (at,) in viewport.copies([(label["lon"], label["lat"])]):
            drawn = _name(label, float(at[0]), float(at[1]), viewport, labels)
            written += bool(drawn)
            yield drawn


def _name(label: Json, x: float, y: float, viewport: Viewport, labels: LabelSpace) -> str:
    kind, name = label["class"], readable(label["name"])
    size = _SIZES[kind]
    spacing = 1.6 if kind == "country" else 0.0
    width = width_of(name, size) + spacing * len(name)
    town = kind != "country"
    left = x + 9 if town else x - width / 2
    box = Box(left - (12 if town else 0), y - size * 0.6, left + width, y + size * 0.6)
    if not box.within(8, 8, viewport.width - 8, viewport.height - 8) or not labels.reserve(box):
        return ""
    dot = element("circle", cx=x, cy=y, r=_DOT, fill=style.NAME) if town else ""
    return dot + element(
        "text",
        escaped(name),
        x=left,
        y=y + size * 0.35,
        font_family=FAMILY,
        font_size=size,
        fill=style.NAME,
        letter_spacing=spacing or None,
        stroke=style.LAND,
        stroke_width=3,
        paint_order="stroke",
    )
