"""A map's features in the formats that other programs open.

Each module takes whole-map documents or features as `geo.layers.features` makes them and returns
bytes; the same input gives the same bytes in every process. Each is imported at its first use.
"""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.exports.calendar import icalendar_of
    from dateline.geo.exports.kml import kml_of
    from dateline.geo.exports.rows import csv_of
    from dateline.geo.exports.sharing import shared_draft
    from dateline.geo.exports.tables import flatgeobuf_of, geopackage_of, geopackage_of_layer
    from dateline.geo.exports.tracks import gpx_of
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "icalendar_of": "dateline.geo.exports.calendar",
            "kml_of": "dateline.geo.exports.kml",
            "csv_of": "dateline.geo.exports.rows",
            "shared_draft": "dateline.geo.exports.sharing",
            "flatgeobuf_of": "dateline.geo.exports.tables",
            "geopackage_of": "dateline.geo.exports.tables",
            "geopackage_of_layer": "dateline.geo.exports.tables",
            "gpx_of": "dateline.geo.exports.tracks",
        },
    )

__all__ = [
    "csv_of",
    "flatgeobuf_of",
    "geopackage_of",
    "geopackage_of_layer",
    "gpx_of",
    "icalendar_of",
    "kml_of",
    "shared_draft",
]
