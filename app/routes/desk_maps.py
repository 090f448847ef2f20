"""What the desk shows of maps: the overview, history, previews, who is at work."""

import io
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import segno
from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from dateline.app.desk.sessions import digest_of
from dateline.app.http.problems import not_found
from dateline.app.rendered import absolute
from dateline.app.routes.auth import Author, allowed_to, reader
from dateline.app.routes.dependencies import (
    MapId,
    SettingsOfApp,
    StoreOfApp,
    known_parameters_only,
)
from dateline.app.routes.desk import desk_enabled
from dateline.app.routes.openapi_maps import PRIVATE_ANSWERS
from dateline.app.store.base import Store
from dateline.app.store.desk import Presence, Preview
from dateline.app.store.versions import LatestVersion
from dateline.app.tokens import MAPS_WRITE, rfc3339

router = APIRouter(
    tags=["desk"],
    dependencies=[
        Depends(desk_enabled),
        Depends(reader),
        Depends(known_parameters_only),
    ],
)
_ANSWERS = {status: one for status, one in PRIVATE_ANSWERS.items() if status != 304}
_GONE_AFTER = timedelta(seconds=30)
"""Who was not heard of for so long has closed the window."""
_NO_STORE = {"Cache-Control": "no-store"}


class Given(BaseModel):
    """What a client sends; nothing besides is understood."""

    model_config = ConfigDict(extra="forbid")


class OverviewEntry(BaseModel):
    """A map in the overview."""

    id: str
    title: str
    state: str = Field(
        description="`draft`, `published`, `changed` since publishing, `taken-down` or `deleted`."
    )
    version: int
    published_version: int | None
    etag: str
    changed: str
    changed_by: str
    counts: dict[str, int]


class Overview(BaseModel):
    """Every map, the latest changed first."""

    maps: list[OverviewEntry]


class HistoryEntry(BaseModel):
    """What was done to a map."""

    time: str
    author: str
    action: str
    version: int | None


class History(BaseModel):
    """What was done to a map, the latest first."""

    entries: list[HistoryEntry]


class PreviewWanted(Given):
    """How long a preview is to last."""

    hours: float = Field(72, gt=0, le=24 * 90)


class PreviewEntry(BaseModel):
    """A link that shows a map to whoever has it."""

    id: str
    author: str
    created: str
    expires: str


class NewPreview(PreviewEntry):
    """A preview with its addresses, shown this once."""

    page: str
    embed: str
    qr: str = Field(description="The page's address as a QR code, in SVG.")


class PreviewList(BaseModel):
    """The previews of a map."""

    previews: list[PreviewEntry]


class Here(Given):
    """Where somebody is at work."""

    client: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="Any id of the window.")
    item: str | None = Field(None, pattern=r"^[a-z0-9-]{1,80}$")
    leave: bool = False


class Someone(BaseModel):
    """Somebody else who is at work on a map."""

    name: str
    client: str
    item: str | None
    seen: str


class Others(BaseModel):
    """Who else is at work on a map, and its newest version."""

    others: list[Someone]
    etag: str
    version: int


@router.get(
    "/maps-overview",
    summary="Every map with its state",
    response_model=Overview,
    responses=_ANSWERS,
)
def overview(store: StoreOfApp) -> Response:
    """Every map that there is or was, the latest changed first."""
    maps = [_overview(store, one) for one in store.latest()]
    return JSONResponse(Overview(maps=maps).model_dump(), headers=_NO_STORE)


@router.get(
    "/maps/{map_id:slug}/history",
    summary="What was done to a map",
    response_model=History,
    responses=_ANSWERS,
)
def history(map_id: MapId, store: StoreOfApp) -> Response:
    """Who did what to a map and when, the latest first."""
    entries = [
        HistoryEntry(time=one.time, author=one.author, action=one.action, version=one.version)
        for one in store.audit(subject=map_id, limit=1000)
    ]
    if not entries:
        raise not_found(f"map {map_id!r}")
    return JSONResponse(History(entries=entries).model_dump(), headers=_NO_STORE)


@router.post(
    "/maps/{map_id:slug}/previews",
    summary="Make a link for a preview",
    dependencies=[Depends(allowed_to(MAPS_WRITE))],
    status_code=201,
    response_model=NewPreview,
    responses=_ANSWERS,
)
def add_preview(
    request: Request,
    map_id: MapId,
    store: StoreOfApp,
    settings: SettingsOfApp,
    author: Author,
    wanted: PreviewWanted,
) -> Response:
    """A link that shows the newest version of a map, without signing in, until it expires."""
    _see_that_there_is(store, map_id)
    now, secret = datetime.now(UTC), secrets.token_urlsafe(32)
    preview = Preview(
        id=secrets.token_hex(6),
        digest=digest_of(secret),
        map_id=map_id,
        author=author.name,
        created=rfc3339(now),
        expires=rfc3339(now + timedelta(hours=wanted.hours)),
    )
    store.desk.add_preview(preview)
    page = absolute(request, settings, f"/preview/{secret}")
    made = NewPreview(
        **_entry(preview).model_dump(), page=page, embed=f"{page}/embed", qr=_qr(page)
    )
    return JSONResponse(made.model_dump(), 201, _NO_STORE)


@router.get(
    "/maps/{map_id:slug}/previews",
    summary="The previews of a map",
    response_model=PreviewList,
    responses=_ANSWERS,
)
def previews(map_id: MapId, store: StoreOfApp) -> Response:
    """The previews that have not expired, without their addresses."""
    found = store.desk.previews(map_id, rfc3339(datetime.now(UTC)))
    listed = PreviewList(previews=[_entry(one) for one in found])
    return JSONResponse(listed.model_dump(), headers=_NO_STORE)


@router.delete(
    "/maps/{map_id:slug}/previews/{preview_id:slug}",
    summary="End a preview",
    dependencies=[Depends(allowed_to(MAPS_WRITE))],
    status_code=204,
    response_class=Response,
    responses=_ANSWERS,
)
def end_preview(
    map_id: MapId,
    preview_id: Annotated[str, Path(description="The preview's id.", examples=["0f3a9c"])],
    store: StoreOfApp,
) -> Response:
    """Let the link show nothing any more."""
    if not store.desk.end_preview(map_id, preview_id):
        raise not_found(f"preview {preview_id!r} of this map")
    return Response(status_code=204, headers=_NO_STORE)


@router.post(
    "/maps/{map_id:slug}/presence",
    summary="Say that you are at work on a map",
    response_model=Others,
    responses=_ANSWERS,
)
def presence(map_id: MapId, store: StoreOfApp, author: Author, here: Here) -> Response:
    """Who else is at work on a map, and on which item. To be said anew every 10 seconds."""
    kept = next((one for one in store.versions(map_id) if one.state != "earlier"), None)
    if kept is None:
        raise not_found(f"map {map_id!r}")
    now = datetime.now(UTC)
    if here.leave:
        store.desk.leave(map_id, here.client)
        return Response(status_code=204, headers=_NO_STORE)
    mine = Presence(map_id, here.client, author.name, here.item, rfc3339(now))
    found = store.desk.present(mine, rfc3339(now - _GONE_AFTER))
    others = [
        Someone(name=one.name, client=one.client, item=one.item, seen=one.seen) for one in found
    ]
    told = Others(others=others, etag=f'"{kept.etag}"', version=kept.number)
    return JSONResponse(told.model_dump(), headers=_NO_STORE)


@router.get(
    "/maps/{map_id:slug}/taken-down",
    summary="Why a map was taken down",
    responses=_ANSWERS,
)
def taken_down(map_id: MapId, store: StoreOfApp) -> dict[str, Any]:
    """The reason, who gave it and when."""
    found = store.desk.taken_down(map_id)
    if found is None:
        raise not_found(f"map {map_id!r} that was taken down")
    return {
        "map": map_id,
        "title": found.title,
        "reason": found.reason,
        "url": found.url,
        "author": found.author,
        "time": found.time,
    }


def _see_that_there_is(store: Store, map_id: str) -> None:
    if store.newest(map_id) is None:
        raise not_found(f"map {map_id!r}")


def _overview(store: Store, latest: LatestVersion) -> OverviewEntry:
    version = latest.version
    return OverviewEntry(
        id=version.map_id,
        title=version.title,
        state=_state(store, latest),
        version=version.number,
        published_version=latest.published,
        etag=f'"{version.etag}"',
        changed=version.created,
        changed_by=version.author,
        counts=dict(version.counts),
    )


def _state(store: Store, latest: LatestVersion) -> str:
    if latest.current is None:
        return "deleted"
    if latest.published is not None:
        return "published" if latest.published == latest.current else "changed"
    return "taken-down" if store.desk.taken_down(latest.version.map_id) else "draft"


def _entry(preview: Preview) -> PreviewEntry:
    return PreviewEntry(
        id=preview.id, author=preview.author, created=preview.created, expires=preview.expires
    )


def _qr(address: str) -> str:
    written = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(written, kind="svg", scale=4, border=4, xmldecl=False, light="#fff", svgns=True)
    return written.getvalue().decode()
