"""Maps to take away, in the formats that other programs open."""

import codecs
import json
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from dateline.app.http.conditional import cached_for
from dateline.app.http.problems import not_found
from dateline.app.http.ranges import send_ranged
from dateline.app.http.rate_limits import costly_read
from dateline.app.pages.downloads import FORMATS, ExportContext
from dateline.app.rendered import absolute, file_of, stored_map
from dateline.app.routes.dependencies import MapId, SettingsOfApp, StoreOfApp, known_parameters_only
from dateline.app.routes.openapi import download

router = APIRouter(
    tags=["maps"], dependencies=[Depends(costly_read), Depends(known_parameters_only)]
)

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
    bom: Annotated[
        bool,
        Query(description="For CSV: whether to begin with a byte order mark, as Excel needs it."),
    ] = False,
) -> Response:
    """A map as a file: `gpkg`, `kml`, `gpx`, `csv`, `ics`, `yaml` (its draft) or `html`."""
    chosen = FORMATS.get(ending)
    if chosen is None:
        raise not_found(f"format {ending[:20]!r}; a map comes as geojson, {', '.join(FORMATS)}")
    stored = stored_map(store, map_id)
    marked = bom and ending == "csv"
    address = absolute(request, settings, f"/maps/{map_id}")

    def make() -> bytes:
        context = ExportContext(store, stored, json.loads(stored.document), address)
        return codecs.BOM_UTF8 * marked + chosen.make(context)

    headers = {
        "Content-Disposition": f'attachment; filename="{map_id}.{ending}"',
        "Link": f'<{address}>; rel="canonical"',
    }
    return send_ranged(
        request,
        file_of(request, stored, ("export", ending, address, str(marked)), make),
        chosen.media_type,
        cache_control=cached_for(settings.cache_seconds),
        headers=headers,
    )
