"""The draft of a map as JSON: whole, and one item at a time."""

from functools import partial
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from dateline.app.cache import LRUCache
from dateline.app.desk import jobs
from dateline.app.desk.jobs import EditedMap, run_job
from dateline.app.http.compression import encode
from dateline.app.http.conditional import accepted_encodings, send
from dateline.app.http.json_body import to_bytes
from dateline.app.http.problems import not_found
from dateline.app.map_job import JSON
from dateline.app.routes.auth import allowed_to, reader
from dateline.app.routes.dependencies import MapId, StoreOfApp, known_parameters_only
from dateline.app.routes.drafts import PRIVATE
from dateline.app.routes.idempotency import idempotent_request, run_idempotently, stored_answer
from dateline.app.routes.map_body import in_process, media_type_of, refuse_when_busy
from dateline.app.routes.openapi_maps import CHANGE_ANSWERS, private_body
from dateline.app.routes.write_options import Options
from dateline.app.store.calls import run_store_call
from dateline.app.store.versions import (
    IdempotentRequest,
    Precondition,
    State,
    StoredVersion,
    Written,
)
from dateline.app.tokens import MAPS_WRITE

router = APIRouter(tags=["drafts"], dependencies=[Depends(known_parameters_only)])

Collection = Annotated[
    Literal["places", "events"], Path(description="`places` or `events`.", examples=["places"])
]
Item = Annotated[str, Path(description="The item's id.", examples=["apia"], max_length=80)]
_writer = Depends(allowed_to(MAPS_WRITE))
_KINDS = {JSON: JSON, "application/merge-patch+json": JSON}
_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {JSON: {"schema": {"type": "object"}}}}
}
_ANSWERS = {
    **CHANGE_ANSWERS,
    409: {"description": "An event needs the place; or the same request is being answered."},
    422: {"description": "What comes of it does not hold; every field concerned is named."},
}


class ChangedDraft(BaseModel):
    """A change that was made."""

    map: str
    version: int
    state: State
    etag: str = Field(description="Of this version, for `If-Match`.")
    item: dict[str, Any] | None = Field(description="The item as it is now; null if it is gone.")


@router.get(
    "/maps/{map_id:slug}/draft.json",
    summary="The draft of a map as JSON",
    dependencies=[Depends(reader)],
    response_class=Response,
    responses=private_body("The draft, with an id for each place, event and quote.", JSON),
)
async def draft_as_json(request: Request, map_id: MapId, store: StoreOfApp) -> Response:
    """What the newest version was made from, in full; its ETag is the version's."""
    kept = await to_thread.run_sync(store.newest, map_id)
    if kept is None:
        raise not_found(f"map {map_id!r}")
    body = await _form(request, kept)
    content = encode(body, accepted_encodings(request.headers), digest=kept.version.etag)
    return send(request, content, JSON, cache_control=PRIVATE)


@router.put(
    "/maps/{map_id:slug}/draft.json",
    summary="Change the draft of a map",
    dependencies=[_writer],
    response_model=ChangedDraft,
    response_description="There is a new version, unless this is the newest already.",
    responses=_ANSWERS,
    openapi_extra=_BODY,
)
async def put_draft(
    request: Request, map_id: MapId, store: StoreOfApp, options: Options
) -> Response:
    """Make a new version from a whole draft in JSON. Send `If-Match` with the ETag it came with."""
    media_type_of(request, _KINDS, "A draft")
    refuse_when_busy(request)
    body = await request.body()
    again = idempotent_request(request, options.author, options.key, body)
    if before := await stored_answer(store, again):
        return before
    await run_store_call(store, lambda: store.check_precondition(map_id, options.condition))
    edited: EditedMap = await _job(request, jobs.build, body, map_id)
    return await _keep(store, map_id, options, options.condition, again, edited)


@router.patch(
    "/maps/{map_id:slug}/draft.json",
    summary="Change what a draft says of the whole map",
    dependencies=[_writer],
    response_model=ChangedDraft,
    responses=_ANSWERS,
    openapi_extra=_BODY,
)
async def patch_draft(
    request: Request, map_id: MapId, store: StoreOfApp, options: Options
) -> Response:
    """Apply a JSON merge patch (RFC 7396) to the draft, but for its places and events."""
    return await _edit(request, map_id, store, options, {"do": "patch"})


@router.post(
    "/maps/{map_id:slug}/draft/{collection}",
    summary="Add a place or an event to a draft",
    dependencies=[_writer],
    response_model=ChangedDraft,
    responses=_ANSWERS,
    openapi_extra=_BODY,
)
async def add_item(
    request: Request,
    map_id: MapId,
    collection: Collection,
    store: StoreOfApp,
    options: Options,
    at: Annotated[
        int | None, Query(ge=0, le=10_000, description="Where in the list; at its end if left out.")
    ] = None,
) -> Response:
    """Add one item; it gets an id if it has none."""
    change = {"do": "add", "collection": collection, "at": at}
    return await _edit(request, map_id, store, options, change)


@router.patch(
    "/maps/{map_id:slug}/draft/{collection}/{item:slug}",
    summary="Change a place or an event of a draft",
    dependencies=[_writer],
    response_model=ChangedDraft,
    responses=_ANSWERS,
    openapi_extra=_BODY,
)
async def patch_item(
    request: Request,
    map_id: MapId,
    collection: Collection,
    item: Item,
    store: StoreOfApp,
    options: Options,
) -> Response:
    """Apply a JSON merge patch (RFC 7396) to one item."""
    change = {"do": "patch-item", "collection": collection, "item": item}
    return await _edit(request, map_id, store, options, change)


@router.delete(
    "/maps/{map_id:slug}/draft/{collection}/{item:slug}",
    summary="Take a place or an event out of a draft",
    dependencies=[_writer],
    response_model=ChangedDraft,
    responses=_ANSWERS,
)
async def delete_item(
    request: Request,
    map_id: MapId,
    collection: Collection,
    item: Item,
    store: StoreOfApp,
    options: Options,
) -> Response:
    """Take one item out; a place that an event needs stays."""
    change = {"do": "remove", "collection": collection, "item": item}
    return await _edit(request, map_id, store, options, change)


async def _edit(
    request: Request, map_id: str, store: StoreOfApp, options: Options, change: dict[str, Any]
) -> Response:
    if change["do"] != "remove":
        media_type_of(request, _KINDS, "A change")
    refuse_when_busy(request)
    body = await request.body()
    again = idempotent_request(request, options.author, options.key, body)
    if before := await stored_answer(store, again):
        return before
    await run_store_call(store, lambda: store.check_precondition(map_id, options.condition))
    kept = await to_thread.run_sync(store.newest, map_id)
    if kept is None:
        raise not_found(f"map {map_id!r}")
    edited: EditedMap = await _job(request, jobs.edit, kept.draft, map_id, {**change, "body": body})
    # The change was made to this version, and is kept only if that is still the newest.
    unchanged = Precondition(etags=frozenset({kept.version.etag}))
    return await _keep(store, map_id, options, unchanged, again, edited)


async def _keep(
    store: StoreOfApp,
    map_id: str,
    options: Options,
    condition: Precondition,
    again: IdempotentRequest | None,
    edited: EditedMap,
) -> Response:
    def keep(known: IdempotentRequest | None) -> Written:
        made = edited.made
        return store.write(
            made.event_map,
            made.layers,
            made.draft_yaml,
            author=options.author.name,
            publish=options.publish,
            condition=condition,
            idempotent_request=known,
        )

    return await run_idempotently(store, again, keep, partial(_answer, map_id, edited.item))


def _answer(map_id: str, item: dict[str, Any] | None, written: Written) -> JSONResponse:
    version = written.version
    etag = f'"{version.etag}"'
    answer = ChangedDraft(
        map=map_id, version=version.number, state=version.state, etag=etag, item=item
    )
    headers = {"ETag": etag, "Cache-Control": "no-store"}
    return JSONResponse(answer.model_dump(), 201 if written.new else 200, headers)


async def _form(request: Request, kept: StoredVersion) -> bytes:
    """A stored draft as JSON; parsing YAML takes long, and a version never changes."""
    forms: LRUCache[bytes] = request.app.state.draft_forms
    known = forms.known(kept.version.etag, None)
    if known is None:
        known = to_bytes(await _job(request, jobs.form_of, kept.draft))
        forms.keep(kept.version.etag, None, known)
    return known


async def _job(request: Request, job: Any, *arguments: Any) -> Any:
    return await in_process(request, run_job, job, request.app.state.settings, *arguments)
