"""A map's features in the formats that other programs open.

Each module takes whole-map documents or features as `geo.layers.features` makes them and returns
bytes; the same input gives the same bytes in every process. Nothing heavy is imported before it is
called: GDAL (pyogrio) only for GeoPackage and FlatGeobuf.
"""

from dateline.geo.exports.calendar import icalendar_of
from dateline.geo.exports.kml import kml_of
from dateline.geo.exports.rows import csv_of
from dateline.geo.exports.sharing import shared_draft
from dateline.geo.exports.tables import flatgeobuf_of, geopackage_of, geopackage_of_layer
from dateline.geo.exports.tracks import gpx_of

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
