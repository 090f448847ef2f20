"""Maps to take away, in the formats that other programs open."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from app.conditional import cached_for, send
from app.errors import not_found
from app.made import absolute, file_of, stored_map
from app.routes.describe import download
from app.routes.maps import MapId
from app.routes.parameters import SettingsOfApp, StoreOfApp, known_parameters_only
from app.store.base import Store, StoredMap
from geo.errors import InvalidInput

router = APIRouter(tags=["maps"], dependencies=[Depends(known_parameters_only)])


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
    from geo.exports import geopackage_of  # noqa: PLC0415

    return geopackage_of(asked.document, asked.stored.summary.updated)


def _kml(asked: Asked) -> bytes:
    from geo.exports import kml_of  # noqa: PLC0415

    return kml_of(asked.document)


def _gpx(asked: Asked) -> bytes:
    from geo.exports import gpx_of  # noqa: PLC0415

    return gpx_of(asked.document)


def _csv(asked: Asked) -> bytes:
    from geo.exports import csv_of  # noqa: PLC0415

    return csv_of(asked.document["features"])


def _calendar(asked: Asked) -> bytes:
    from geo.exports import icalendar_of  # noqa: PLC0415

    return icalendar_of(asked.document, asked.address, asked.stored.summary.updated)


def _draft(asked: Asked) -> bytes:
    from geo.exports import shared_draft  # noqa: PLC0415

    draft = asked.store.draft(asked.stored.summary.id)
    try:
        return shared_draft(draft or "", asked.document).encode()
    except InvalidInput:
        raise not_found(f"draft of map {asked.stored.summary.id!r} that could be shared") from None


def _page(asked: Asked) -> bytes:
    from geo.maps import DatelineMap  # noqa: PLC0415

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


Ending = Annotated[
    str,
    Path(
        description="Which format.", examples=["kml"], json_schema_extra={"enum": sorted(FORMATS)}
    ),
]


# A plain function, so that files are made in a thread and not in the event loop.
@router.get(
    "/maps/{map_id:slug}.{ending}",
    summary="A whole map in another format",
    response_class=Response,
    responses=download({one.media_type: one.name for one in FORMATS.values()}),
)
def take_away(
    request: Request,
    map_id: MapId,
    ending: Ending,
    store: StoreOfApp,
    settings: SettingsOfApp,
) -> Response:
    """A map as a file: `gpkg`, `kml`, `gpx`, `csv`, `ics`, `yaml` (its draft) or `html`."""
    chosen = FORMATS.get(ending)
    if chosen is None:
        raise not_found(f"format {ending[:20]!r}; a map comes as geojson, {', '.join(FORMATS)}")
    stored = stored_map(store, map_id)
    address = absolute(request, settings, f"/maps/{map_id}")

    def make() -> bytes:
        asked = Asked(store, stored, json.loads(stored.document), address)
        return chosen.make(asked)

    headers = {
        "Content-Disposition": f'attachment; filename="{map_id}.{ending}"',
        "Link": f'<{address}>; rel="canonical"',
    }
    return send(
        request,
        file_of(request, stored, ("export", ending, address), make),
        chosen.media_type,
        cache_control=cached_for(settings.cache_seconds),
        headers=headers,
    )
