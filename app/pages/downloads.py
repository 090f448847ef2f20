"""Export formats of maps and their encoders."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dateline import geo
from dateline.app.http.problems import not_found
from dateline.app.store.base import Store
from dateline.app.store.model import StoredMap
from dateline.geo import exports
from dateline.geo.errors import InvalidInput

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExportContext:
    """Everything that an encoder may need.

    Attributes:
        document: The whole map.
        address: Of the map's page.
    """

    store: Store
    stored: StoredMap
    document: dict[str, Any]
    address: str


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """An export format.

    Attributes:
        name: As readers know it.
        media_type: As registered with IANA, where it is.
        make: Makes the file.
    """

    name: str
    media_type: str
    make: Callable[[ExportContext], bytes]


# Each is imported at its first use, with libraries that a service that shows maps never needs.


def _geopackage(context: ExportContext) -> bytes:
    return exports.geopackage_of(context.document, context.stored.summary.updated)


def _kml(context: ExportContext) -> bytes:
    return exports.kml_of(context.document)


def _gpx(context: ExportContext) -> bytes:
    return exports.gpx_of(context.document)


def _csv(context: ExportContext) -> bytes:
    return exports.csv_of(context.document["features"])


def _calendar(context: ExportContext) -> bytes:
    return exports.icalendar_of(context.document, context.address, context.stored.summary.updated)


def _draft(context: ExportContext) -> bytes:
    map_id = context.stored.summary.id
    # The newest draft may be one that is not published yet.
    public = (one for one in context.store.versions(map_id) if one.state == "published")
    kept = context.store.version(map_id, next((one.number for one in public), 0))
    try:
        if kept is not None:
            return exports.shared_draft(kept.draft, json.loads(kept.document)).encode()
    except InvalidInput:
        logger.warning("the draft of map %s does not hold and cannot be shared", map_id)
    raise not_found(f"draft of map {map_id!r} that could be shared")


def _page(context: ExportContext) -> bytes:
    return geo.DatelineMap(context.document).to_html().encode()


FORMATS: Final[Mapping[str, ExportFormat]] = {
    "gpkg": ExportFormat("GeoPackage", "application/geopackage+sqlite3", _geopackage),
    "kml": ExportFormat("KML", "application/vnd.google-earth.kml+xml", _kml),
    "gpx": ExportFormat("GPX", "application/gpx+xml", _gpx),
    "csv": ExportFormat("CSV", "text/csv; charset=utf-8", _csv),
    "ics": ExportFormat("iCalendar", "text/calendar; charset=utf-8", _calendar),
    "yaml": ExportFormat("Draft", "application/yaml", _draft),
    "html": ExportFormat("One HTML file", "text/html; charset=utf-8", _page),
}
"""Formats by the suffix of their paths; GeoJSON is stored, and has routes of its own."""
