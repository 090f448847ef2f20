"""What authors do with the versions of a map: see them, publish them, bring them back."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from dateline.app.http.compression import encode
from dateline.app.http.conditional import accepted_encodings, answer, send
from dateline.app.http.problems import not_found
from dateline.app.map_job import YAML
from dateline.app.routes.auth import Author, allowed_to, reader
from dateline.app.routes.dependencies import MapId, SettingsOfApp, StoreOfApp, known_parameters_only
from dateline.app.routes.drafts import PRIVATE, preview_page
from dateline.app.routes.idempotency import idempotent_request, run_idempotently, stored_answer
from dateline.app.routes.openapi import GEOJSON
from dateline.app.routes.openapi_maps import (
    CHANGE_ANSWERS,
    DELETE_ANSWERS,
    PRIVATE_ANSWERS,
    private_body,
)
from dateline.app.routes.preconditions import Matching
from dateline.app.routes.review import refuse_doubtful
from dateline.app.routes.write_options import Options
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.versions import NotThere, State, StoredVersion, Version, Written
from dateline.app.tokens import MAPS_DELETE, MAPS_PUBLISH, MAPS_WRITE
from dateline.geo.editorial import WebAddress

router = APIRouter(tags=["versions"], dependencies=[Depends(known_parameters_only)])

Number = Annotated[
    int, Path(ge=1, le=2_147_483_647, description="The version's number.", examples=[1])
]
_HTML = "text/html; charset=utf-8"


class VersionLinks(BaseModel):
    """Where a version is to be had."""

    self: str
    draft: str
    geojson: str
    page: str


class VersionEntry(BaseModel):
    """One version of a map."""

    map: str = Field(description="The map's id.")
    version: int
    state: State = Field(
        description="`published` is what the public sees; `draft` is the newest, if that is "
        "another; all others are `earlier`."
    )
    title: str
    counts: dict[str, int] = Field(description="Number of features by layer.")
    author: str = Field(description="Name of the token that it was sent with.")
    created: str = Field(description="When it was made, in RFC 3339.")
    etag: str = Field(description="For `If-Match`.")
    links: VersionLinks


class VersionList(BaseModel):
    """Versions, the newest first."""

    versions: list[VersionEntry]


# Plain functions: they run in a thread, where a store across a network may take its time.


@router.get(
    "/drafts",
    summary="List the drafts",
    dependencies=[Depends(reader)],
    response_model=VersionList,
    response_description="The newest version of each such map.",
    responses={status: one for status, one in PRIVATE_ANSWERS.items() if status != 404},
)
def list_drafts(request: Request, store: StoreOfApp, settings: SettingsOfApp) -> Response:
    """What authors work on: every map whose newest version is not published."""
    return _list(request, settings, store.drafts())


@router.get(
    "/maps/{map_id:slug}/versions",
    summary="List the versions of a map",
    dependencies=[Depends(reader)],
    response_model=VersionList,
    response_description="The versions.",
    responses=PRIVATE_ANSWERS,
)
def list_versions(
    request: Request, map_id: MapId, store: StoreOfApp, settings: SettingsOfApp
) -> Response:
    """Every version of a map, the newest first, also of a map that was deleted."""
    found = store.versions(map_id)
    if not found:
        raise not_found(f"map {map_id!r}")
    return _list(request, settings, found)


@router.get(
    "/maps/{map_id:slug}/draft",
    summary="The draft of a map",
    dependencies=[Depends(reader)],
    response_class=Response,
    responses=private_body("The draft in YAML, ready to be corrected and sent by PUT.", YAML),
)
def newest_draft(request: Request, map_id: MapId, store: StoreOfApp) -> Response:
    """What the newest version was made from; its ETag is the version's, for `If-Match`."""
    kept = store.newest(map_id)
    if kept is None:
        raise not_found(f"map {map_id!r}")
    return _send(request, kept, kept.draft.encode(), YAML)


@router.get(
    "/maps/{map_id:slug}/versions/{number:number}",
    summary="One version of a map",
    dependencies=[Depends(reader)],
    response_model=VersionEntry,
    response_description="The version.",
    responses=PRIVATE_ANSWERS,
)
def one_version(
    request: Request, map_id: MapId, number: Number, store: StoreOfApp, settings: SettingsOfApp
) -> Response:
    """Who made a version and when, and where it is to be had."""
    version = _kept(store, map_id, number).version
    # The state can change while the version stays as it is.
    body = _entry(settings, version).model_dump_json().encode()
    return answer(request, body, "application/json", cache_control=PRIVATE)


@router.get(
    "/maps/{map_id:slug}/versions/{number:number}/draft",
    summary="The draft of one version",
    dependencies=[Depends(reader)],
    response_class=Response,
    responses=private_body("The draft in YAML.", YAML),
)
def draft_of_version(
    request: Request, map_id: MapId, number: Number, store: StoreOfApp
) -> Response:
    """What a version was made from."""
    kept = _kept(store, map_id, number)
    return _send(request, kept, kept.draft.encode(), YAML)


@router.get(
    "/maps/{map_id:slug}/versions/{number:number}.geojson",
    summary="One version as GeoJSON",
    dependencies=[Depends(reader)],
    response_class=Response,
    responses=private_body("The whole map, as it was in this version.", GEOJSON),
)
def geojson_of_version(
    request: Request, map_id: MapId, number: Number, store: StoreOfApp
) -> Response:
    """Every feature of a version of a map."""
    kept = _kept(store, map_id, number)
    return _send(request, kept, kept.document, GEOJSON)


@router.get(
    "/maps/{map_id:slug}/versions/{number:number}.html",
    summary="One version as a page",
    dependencies=[Depends(reader)],
    response_class=Response,
    responses=private_body("A page that needs no server, to be saved and looked at.", _HTML),
)
def page_of_version(request: Request, map_id: MapId, number: Number, store: StoreOfApp) -> Response:
    """A version as one self-contained file, to look at before it is published."""
    page = preview_page(_kept(store, map_id, number))
    # Scripts and styles are in it: it changes with Dateline while the version stays as it is.
    return answer(request, page, _HTML, cache_control=PRIVATE)


@router.post(
    "/maps/{map_id:slug}/publish",
    summary="Publish a map",
    dependencies=[Depends(allowed_to(MAPS_PUBLISH))],
    response_model=VersionEntry,
    response_description="The published version.",
    responses={
        **{status: one for status, one in CHANGE_ANSWERS.items() if status not in (409, 422)},
        409: {"description": "There are open doubts, and they were to be settled first."},
    },
)
async def publish_map(
    request: Request,
    map_id: MapId,
    store: StoreOfApp,
    settings: SettingsOfApp,
    author: Author,
    condition: Matching,
    version: Annotated[
        int | None,
        Query(ge=1, le=2_147_483_647, description="Which version; the newest when left out."),
    ] = None,
    doubts: Annotated[
        Literal["refuse"] | None,
        Query(description="`refuse`: only if no doubt about it is open (`/maps/{id}/doubts`)."),
    ] = None,
) -> Response:
    """Let the public see a version of a map. To do it again changes nothing."""
    if doubts is not None:
        kept = await to_thread.run_sync(_meant, store, map_id, version)
        await refuse_doubtful(request, kept)
        version = kept.version.number  # and none that came meanwhile
    publish = partial(store.publish, map_id, version, author=author.name, condition=condition)
    return _changed(settings, await to_thread.run_sync(publish))


class TakeDown(BaseModel):
    """Why a map is taken down, for its readers to see."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field("", max_length=1000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")
    url: WebAddress | None = Field(None, description="Where the article is.")


@router.post(
    "/maps/{map_id:slug}/unpublish",
    summary="Unpublish a map",
    dependencies=[Depends(allowed_to(MAPS_PUBLISH))],
    response_model=VersionEntry,
    response_description="The map is no longer public; this is its newest version.",
    responses={status: one for status, one in CHANGE_ANSWERS.items() if status != 409},
)
def unpublish_map(
    map_id: MapId,
    store: StoreOfApp,
    settings: SettingsOfApp,
    author: Author,
    condition: Matching,
    why: TakeDown | None = None,
) -> Response:
    """Let the public see a map no longer; its authors still do.

    Its page and its embed say so, with the reason and the article's address.
    """
    told = why or TakeDown(reason="", url=None)
    version = store.unpublish(
        map_id, author=author.name, condition=condition, reason=told.reason, url=told.url
    )
    return _changed(settings, version)


@router.delete(
    "/maps/{map_id:slug}",
    summary="Delete a map",
    dependencies=[Depends(allowed_to(MAPS_DELETE))],
    status_code=204,
    response_class=Response,
    responses=DELETE_ANSWERS,
)
def delete_map(map_id: MapId, store: StoreOfApp, author: Author, condition: Matching) -> Response:
    """Let there be no such map any more, published or not.

    Its versions are kept, listed for authors, and can be brought back.
    """
    if not store.delete(map_id, author=author.name, condition=condition):
        raise not_found(f"map {map_id!r}")
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post(
    "/maps/{map_id:slug}/versions/{number:number}/restore",
    summary="Restore a version",
    dependencies=[Depends(allowed_to(MAPS_WRITE))],
    response_model=VersionEntry,
    response_description="A new version with the same content.",
    responses=CHANGE_ANSWERS,
)
async def restore_version(
    request: Request,
    map_id: MapId,
    number: Number,
    store: StoreOfApp,
    settings: SettingsOfApp,
    options: Options,
) -> Response:
    """Make an earlier version the newest again, also of a map that was deleted."""
    again = idempotent_request(request, options.author, options.key)
    if before := await stored_answer(store, again):
        return before
    restore = partial(
        store.restore,
        map_id,
        number,
        author=options.author.name,
        publish=options.publish,
        condition=options.condition,
    )

    def told(written: Written) -> JSONResponse:
        return _changed(settings, written.version)

    return await run_idempotently(store, again, lambda kept: restore(idempotent_request=kept), told)


def _meant(store: Store, map_id: str, number: int | None) -> StoredVersion:
    kept = store.newest(map_id) if number is None else store.version(map_id, number)
    if kept is None:
        raise NotThere(f"there is no map {map_id!r} or no such version of it")
    return kept


def _kept(store: Store, map_id: str, number: int) -> StoredVersion:
    kept = store.version(map_id, number)
    if kept is None:
        raise not_found(f"version {number} of a map {map_id!r}")
    return kept


def _entry(settings: Settings, version: Version) -> VersionEntry:
    here = f"{settings.root_path}/maps/{version.map_id}/versions/{version.number}"
    return VersionEntry(
        map=version.map_id,
        version=version.number,
        state=version.state,
        title=version.title,
        counts=dict(version.counts),
        author=version.author,
        created=version.created,
        etag=f'"{version.etag}"',
        links=VersionLinks(
            self=here, draft=f"{here}/draft", geojson=f"{here}.geojson", page=f"{here}.html"
        ),
    )


def _list(request: Request, settings: Settings, versions: Sequence[Version]) -> Response:
    entries = VersionList(versions=[_entry(settings, one) for one in versions])
    body = entries.model_dump_json().encode()
    return answer(request, body, "application/json", cache_control=PRIVATE)


def _send(request: Request, kept: StoredVersion, body: bytes, media_type: str) -> Response:
    """Something of a version, under the version's own ETag."""
    content = encode(body, accepted_encodings(request.headers), digest=kept.version.etag)
    return send(request, content, media_type, cache_control=PRIVATE)


def _changed(settings: Settings, version: Version) -> JSONResponse:
    headers = {"ETag": f'"{version.etag}"', "Cache-Control": "no-store"}
    content: dict[str, Any] = _entry(settings, version).model_dump()
    return JSONResponse(content, headers=headers)
