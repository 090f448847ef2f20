"""The formats that maps come in, and what makes each."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dateline.app.http.problems import not_found
from dateline.app.store.base import Store
from dateline.app.store.model import StoredMap
from dateline.geo.errors import InvalidInput

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is made from.

    Attributes:
        document: The whole map.
        address: Of the map's page.
    """

    store: Store
    stored: StoredMap
    document: dict[str, Any]
    address: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format that maps come in.

    Attributes:
        name: As readers know it.
        media_type: As registered with IANA, where it is.
        make: Makes the file.
    """

    name: str
    media_type: str
    make: Callable[[Asked], bytes]


# Each brings libraries that a service which is only looked at never needs.


def _geopackage(asked: Asked) -> bytes:
    from dateline.geo.exports import geopackage_of  # noqa: PLC0415

    return geopackage_of(asked.document, asked.stored.summary.updated)


def _kml(asked: Asked) -> bytes:
    from dateline.geo.exports import kml_of  # noqa: PLC0415

    return kml_of(asked.document)


def _gpx(asked: Asked) -> bytes:
    from dateline.geo.exports import gpx_of  # noqa: PLC0415

    return gpx_of(asked.document)


def _csv(asked: Asked) -> bytes:
    from dateline.geo.exports import csv_of  # noqa: PLC0415

    return csv_of(asked.document["features"])


def _calendar(asked: Asked) -> bytes:
    from dateline.geo.exports import icalendar_of  # noqa: PLC0415

    return icalendar_of(asked.document, asked.address, asked.stored.summary.updated)


def _draft(asked: Asked) -> bytes:
    from dateline.geo.exports import shared_draft  # noqa: PLC0415

    map_id = asked.stored.summary.id
    # The newest draft may be one that is not published yet.
    public = (one for one in asked.store.versions(map_id) if one.state == "published")
    kept = asked.store.version(map_id, next((one.number for one in public), 0))
    try:
        if kept is not None:
            return shared_draft(kept.draft, json.loads(kept.document)).encode()
    except InvalidInput:
        logger.warning("the draft of map %s does not hold and cannot be shared", map_id)
    raise not_found(f"draft of map {map_id!r} that could be shared")


def _page(asked: Asked) -> bytes:
    from dateline.geo.maps import DatelineMap  # noqa: PLC0415

    return DatelineMap(asked.document).to_html().encode()


FORMATS: Final[Mapping[str, Format]] = {
    "gpkg": Format("GeoPackage", "application/geopackage+sqlite3", _geopackage),
    "kml": Format("KML", "application/vnd.google-earth.kml+xml", _kml),
    "gpx": Format("GPX", "application/gpx+xml", _gpx),
    "csv": Format("CSV", "text/csv; charset=utf-8", _csv),
    "ics": Format("iCalendar", "text/calendar; charset=utf-8", _calendar),
    "yaml": Format("Draft", "application/yaml", _draft),
    "html": Format("One HTML file", "text/html; charset=utf-8", _page),
}
"""Formats by the ending of their addresses; GeoJSON is kept ready and has a room of its own."""
