"""KML 2.2 (OGC 07-147r2) for Google Earth, phones and whoever asks for it.

Written here: the libraries that know styles and times are no longer kept up or bring more than the
hundred lines that this takes, and GDAL's driver writes neither styles per status nor folders.
"""

import html
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from dateline.geo.exports.rows import Cell, Json, quotes_of, rows
from dateline.geo.layers.features import LAYERS
from dateline.geo.story.wording import kind_words, when_words, words
from dateline.geo.text.xml import printable
from dateline.geo.use import is_mentioned

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_COLOURS: Final = {
    None: "ff25201b",
    "happened": "ff85560b",
    "ongoing": "ff00459c",
    "planned": "ff9c356a",
    "cancelled": "ff2a1f9f",
}
"""By status, as on the page; KML writes opacity, blue, green, red."""
_MENTIONED: Final = "mentioned"
_TOLD_ALREADY: Final = {"name", "quote", "time_start", "time_end"}


def kml_of(document: Json) -> bytes:
    """A whole map as KML: a folder for each layer, a placemark for each feature.

    Places that are only mentioned have a folder of their own that is off at first.

    Colours are by status. Descriptions are HTML that holds the quotes as text; everything else that
    is known is in ExtendedData under the names of `geo.exports.rows`, the ids of features too:
    KML's own are XML names, which may not begin with a digit as ours may.
    """
    root = ET.Element("kml", xmlns=_NAMESPACE)
    top = ET.SubElement(root, "Document")
    _text(top, "name", document["report"]["title"])
    _text(top, "description", "<br>".join(_source(document)))
    for status, colour in _COLOURS.items():
        _style(top, status, colour)
    for layer in (*LAYERS, _MENTIONED):
        chosen = [one for one in document["features"] if _folder_of(one["properties"]) == layer]
        if chosen:
            folder = ET.SubElement(top, "Folder")
            _text(folder, "name", words()["layers"][layer])
            if layer == _MENTIONED:
                _text(folder, "visibility", "0")
            for feature in chosen:
                _placemark(folder, feature)
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _folder_of(properties: Json) -> str:
    return _MENTIONED if is_mentioned(properties) else str(properties["layer"])


def _source(document: Json) -> Iterator[str]:
    report = document["report"]
    told = (report["publisher"], report["published"], report["url"], report["licence"])
    yield from (
        html.escape(line) for line in (*told, report["credit"], *document["credits"]) if line
    )


def _style(parent: ET.Element, status: str | None, colour: str) -> None:
    style = ET.SubElement(parent, "Style", id=_style_id(status))
    icon = ET.SubElement(style, "IconStyle")
    _text(icon, "color", colour)
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", colour)
    _text(line, "width", "3")


def _style_id(status: str | None) -> str:
    return status or "place"


def _placemark(folder: ET.Element, feature: Json) -> None:
    properties = feature["properties"]
    columns, (row,) = rows([feature])
    placemark = ET.SubElement(folder, "Placemark")
    _text(placemark, "name", properties["name"])
    if is_mentioned(properties):
        _text(placemark, "visibility", "0")
    _text(placemark, "description", _description(properties))
    _time(placemark, row["time_start"], row["time_end"])
    _text(placemark, "styleUrl", f"#{_style_id(properties['status'])}")
    extended = ET.SubElement(placemark, "ExtendedData")
    for name in columns:
        if name not in _TOLD_ALREADY and row[name] is not None:
            _text(ET.SubElement(extended, "Data", name=name), "value", str(row[name]))
    if feature["geometry"]:
        _geometry(placemark, feature["geometry"])


def _description(properties: Json) -> str:
    """Viewers run a description as HTML: the report's words are escaped."""
    when = when_words(properties["when"]) if properties.get("when") else ""
    head = " · ".join(filter(None, (kind_words(properties), when)))
    lines = (head, *quotes_of(properties).split("\n"))
    return "<br>".join(html.escape(line) for line in lines)


def _time(placemark: ET.Element, start: Cell, end: Cell) -> None:
    if start is None and end is None:
        return
    if start == end:
        _moment(ET.SubElement(placemark, "TimeStamp"), "when", start)
        return
    span = ET.SubElement(placemark, "TimeSpan")
    _moment(span, "begin", start)
    _moment(span, "end", end)


def _moment(parent: ET.Element, tag: str, moment: Any) -> None:
    if moment is not None:
        _text(parent, tag, moment.isoformat().replace("+00:00", "Z"))


def _geometry(parent: ET.Element, geometry: Json) -> None:
    at = geometry["coordinates"]
    if geometry["type"] == "Point":
        _text(ET.SubElement(parent, "Point"), "coordinates", _position(at))
        return
    lines = [at] if geometry["type"] == "LineString" else at
    if len(lines) > 1:
        parent = ET.SubElement(parent, "MultiGeometry")
    for line in lines:
        string = ET.SubElement(parent, "LineString")
        _text(string, "tessellate", "1")
        _text(string, "coordinates", " ".join(map(_position, line)))


def _position(position: Any) -> str:
    return f"{position[0]},{position[1]}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = printable(text)
