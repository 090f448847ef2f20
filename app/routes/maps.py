"""Maps as data: the list of them, each as GeoJSON, and each of its layers."""

from dataclasses import asdict
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field, TypeAdapter
from starlette.responses import Response

from dateline.app.http.compression import encode
from dateline.app.http.conditional import accepted_encodings, answer, by_accept, cached_for, send
from dateline.app.http.negotiation import DOCUMENTS, HTML, format_accepted
from dateline.app.http.problems import not_found
from dateline.app.http.ranges import send_ranged
from dateline.app.http.rate_limits import costly_read
from dateline.app.map_query import LONGEST, MOST_MAPS, addresses, link_header, map_query
from dateline.app.rendered import list_of_maps
from dateline.app.routes.dependencies import (
    MapId,
    SettingsOfApp,
    StoreOfApp,
    known_parameters_only,
)
from dateline.app.routes.drafts import PRIVATE, draft_for
from dateline.app.routes.openapi import GEOJSON, NOT_MODIFIED, feature_collection
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.calls import run_store_call
from dateline.app.store.query import MAPS_ON_A_PAGE
from dateline.app.store.serialise import as_map
from dateline.app.store.versions import StoredVersion
from dateline.geo.model import LAYERS

router = APIRouter(tags=["maps"], dependencies=[Depends(known_parameters_only)])

Layer = Annotated[str, Path(description=f"One of {', '.join(LAYERS)}.", examples=["places"])]


class MapLinks(BaseModel):
    """Where a map is to be had."""

    page: str
    embed: str
    geojson: str
    layers: dict[str, str]


class MapEntry(BaseModel):
    """A map in the list of maps."""

    id: str
    title: str
    published: str | None = Field(description="When the report was published, in ISO 8601.")
    publisher: str | None
    language: str
    counts: dict[str, int] = Field(description="Number of features by layer.")
    bbox: tuple[float, float, float, float] | None = Field(
        description="West, south, east, north; west > east crosses the antimeridian."
    )
    updated: str = Field(description="When the map was last changed, in RFC 3339.")
    links: MapLinks


class MapList(BaseModel):
    """A page of the list of maps."""

    maps: list[MapEntry]
    next: str | None = Field(
        default=None, description="Address of the page that follows; left out at the end."
    )


_MAP_LIST = TypeAdapter(MapList)


@router.get(
    "/maps",
    summary="List the maps",
    response_model=MapList,
    response_description="The list.",
    responses=NOT_MODIFIED,
)
async def list_maps(
    request: Request,
    store: StoreOfApp,
    settings: SettingsOfApp,
    q: Annotated[
        str,
        Query(
            max_length=LONGEST,
            description="Words, each of which has to occur in the title, the publisher, the id or "
            "the name of a place.",
        ),
    ] = "",
    limit: Annotated[
        int, Query(ge=1, le=MOST_MAPS, description="Most maps on a page.")
    ] = MAPS_ON_A_PAGE,
    after: Annotated[
        str, Query(max_length=LONGEST, description="Where the page before ended: from a link.")
    ] = "",
    before: Annotated[
        str, Query(max_length=LONGEST, description="Where the page after begins: from a link.")
    ] = "",
) -> Response:
    """The maps, the latest published first; as a page for who likes HTML better than JSON.

    A long list is cut into pages; the header `Link` leads to the next and the previous one.
    """
    if format_accepted(request.headers.get("accept", ""), DOCUMENTS) is HTML:
        page = await to_thread.run_sync(list_of_maps, request, store, settings)
        return by_accept(page)
    root = settings.root_path
    asked = {"q": q, "limit": str(limit), "after": after, "before": before}
    query = map_query(asked)
    if query.words:  # may look at the places of every map
        await costly_read(request)
        found = await to_thread.run_sync(store.maps_page, query)
    else:
        found = await run_store_call(store, lambda: store.maps_page(query))
    turns = addresses(root, query, found)
    listed: dict[str, Any] = {
        "maps": [{**asdict(one), "links": links(root, one.id)} for one in found.maps]
    }
    if "next" in turns:
        listed["next"] = turns["next"]
    body = _MAP_LIST.dump_json(_MAP_LIST.validate_python(listed), exclude_unset=True)
    return by_accept(
        answer(
            request,
            body,
            "application/json",
            cache_control=cached_for(settings.cache_seconds),
            headers=link_header(turns),
        )
    )


@router.get(
    "/maps/{map_id:slug}.geojson",
    summary="A whole map as GeoJSON",
    response_class=Response,
    responses=feature_collection(
        "Every feature of the map, with the report's particulars and what could not be drawn.",
        "id",
        "report",
        "counts",
        "associated",
        "unresolved",
        "credits",
    ),
)
async def whole_map(
    request: Request, map_id: MapId, store: StoreOfApp, settings: SettingsOfApp
) -> Response:
    """Every feature of a map in the order of its layers."""
    return await _geojson(request, store, settings, map_id, None)


@router.get(
    "/maps/{map_id:slug}/{layer:slug}.geojson",
    summary="One layer of a map as GeoJSON",
    response_class=Response,
    responses=feature_collection("The features of one layer.", "map", "layer"),
)
async def one_layer(
    request: Request, map_id: MapId, layer: Layer, store: StoreOfApp, settings: SettingsOfApp
) -> Response:
    """The places, journeys, summits or other events of a map."""
    if layer not in LAYERS:
        raise not_found(f"layer {layer!r}; a map has {', '.join(LAYERS)}")
    return await _geojson(request, store, settings, map_id, layer)


async def _geojson(
    request: Request, store: Store, settings: Settings, map_id: str, layer: str | None
) -> Response:
    encodings = accepted_encodings(request.headers)
    content = await run_store_call(store, lambda: store.content(map_id, layer, encodings))
    if content is None:
        kept = await to_thread.run_sync(draft_for, request, store, map_id)
        if kept is None:
            raise not_found(f"map {map_id!r}")
        body = kept.document if layer is None else await _layer_of(kept, layer)
        content = encode(body, encodings, digest=kept.version.etag)
        return send(request, content, GEOJSON, cache_control=PRIVATE)
    return send_ranged(request, content, GEOJSON, cache_control=cached_for(settings.cache_seconds))


async def _layer_of(kept: StoredVersion, layer: str) -> bytes:
    stored = await to_thread.run_sync(as_map, kept)
    return stored.collection(layer)


def links(root: str, map_id: str) -> dict[str, Any]:
    """Where a map is to be had, under the service's root path."""
    page = f"{root}/maps/{map_id}"
    return {
        "page": page,
        "embed": f"{page}/embed",
        "geojson": f"{page}.geojson",
        "layers": {layer: f"{page}/{layer}.geojson" for layer in LAYERS},
    }
