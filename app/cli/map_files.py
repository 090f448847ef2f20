"""What ``dateline map`` writes: one map in each format that the service offers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import geo
from dateline.geo import exports, static_map
from dateline.geo import layers as geojson
from dateline.geo.errors import InvalidInput

if TYPE_CHECKING:
    from dateline.geo.layers.features import Layers

Document = dict[str, Any]


def encoder_of(output: Path) -> "Callable[[Layers], bytes]":
    """What makes the bytes of a file with this ending; GeoJSON for standard output.

    Raises:
        InvalidInput: There is no such format.
    """
    if str(output) == "-":
        return _geojson
    try:
        return _ENCODERS[output.suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(_ENCODERS))
        raise InvalidInput.of(f"{output}: the file's name has to end in one of {known}") from None


# Each is imported at its first use, with libraries that the other formats have no need of.


def _geojson(layers: "Layers") -> bytes:
    return geojson.to_json(layers.document())


def _html(layers: "Layers") -> bytes:
    return geo.DatelineMap(layers).to_html().encode()


def _svg(layers: "Layers") -> bytes:
    return static_map.picture_of(layers.document()).encode()


def _png(layers: "Layers") -> bytes:
    return static_map.card_of(layers.document())


def _export(name: str) -> "Callable[[Layers], bytes]":
    def encode(layers: "Layers") -> bytes:
        encoder: Callable[[Document], bytes] = getattr(exports, name)
        return encoder(layers.document())

    return encode


def _csv(layers: "Layers") -> bytes:
    return exports.csv_of(layers.document()["features"])


_ENCODERS: "dict[str, Callable[[Layers], bytes]]" = {
    ".html": _html,
    ".htm": _html,
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpkg": _export("geopackage_of"),
    ".kml": _export("kml_of"),
    ".gpx": _export("gpx_of"),
    ".ics": _export("icalendar_of"),
    ".csv": _csv,
    ".svg": _svg,
    ".png": _png,
}
