"""The API reference at ``/docs``: a plain page that needs no script and nobody else's server."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.app.http.conditional import answer, cached_for
from dateline.app.http.json_body import to_bytes
from dateline.app.ogc.openapi import add_to
from dateline.app.pages.api_reference import reference
from dateline.app.pages.templating import render
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp
from dateline.app.store.query import MapQuery

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def api_reference(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """Every operation with its parameters, its answers and an address to try."""
    first = next(iter(store.maps_page(MapQuery(limit=1)).maps), None)
    known = {"map_id": first.id} if first else {}
    api = reference(add_to(request.app.openapi()), known)
    html = render(request.scope, "reference.html", api=api)
    return answer(
        request,
        html.encode(),
        "text/html; charset=utf-8",
        cache_control=cached_for(settings.cache_seconds),
    )


@router.get("/openapi.json")
def openapi_document(request: Request, settings: SettingsOfApp) -> Response:
    """The API for machines, in OpenAPI 3.1."""
    body = to_bytes(add_to(request.app.openapi()))
    return answer(
        request, body, "application/json", cache_control=cached_for(settings.cache_seconds)
    )
