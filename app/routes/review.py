"""What editors ask about reports and drafts; nothing here is kept."""

from collections.abc import Mapping
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from dateline.app.desk import jobs
from dateline.app.desk.jobs import run_job
from dateline.app.desk.report_files import EMAIL, HTML, WORD
from dateline.app.http.problems import ProblemError, bad_request, not_found
from dateline.app.map_job import JSON, TEXT, YAML
from dateline.app.routes.auth import allowed_to, reader
from dateline.app.routes.dependencies import MapId, StoreOfApp, known_parameters_only
from dateline.app.routes.map_body import Facts, in_process, media_type_of, refuse_when_busy
from dateline.app.routes.openapi import Responses
from dateline.app.routes.openapi_maps import CHANGE_ANSWERS, REFUSED_ANSWERS
from dateline.app.store.base import Store
from dateline.app.store.versions import StoredVersion
from dateline.app.tokens import MAPS_WRITE
from dateline.geo.errors import Problem

router = APIRouter(tags=["drafts"], dependencies=[Depends(reader), Depends(known_parameters_only)])
_REPORTS = {TEXT: TEXT, HTML: HTML, JSON: JSON, EMAIL: EMAIL, WORD: WORD}
_DRAFTS = {JSON: JSON, YAML: YAML}
_ONLY_JSON = {JSON: JSON}
_NO_STORE = {"Cache-Control": "no-store"}
_ANSWERS: Responses = {
    **REFUSED_ANSWERS,
    400: {"description": "The body cannot be understood."},
    415: {"description": "The body is of another kind."},
    422: {"description": "The body was understood and does not hold."},
}
_STORED_ANSWERS = {**_ANSWERS, 404: CHANGE_ANSWERS[404]}


def _body(*kinds: str) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    content = {kind: {"schema": {"type": "object"}} if kind == JSON else text for kind in kinds}
    return {"requestBody": {"required": True, "content": content}}


class Found(BaseModel):
    """What a report says of itself."""

    title: str
    published: Any
    publisher: str | None
    language: str


class ReadReport(BaseModel):
    """A report that was read."""

    draft: dict[str, Any]
    found: Found
    notes: list[str] = Field(description="What to know of how it was understood.")


class DraftProblem(BaseModel):
    """What is wrong with a draft."""

    field: str
    item: str | None = Field(description="Id of the place or event; null for the whole draft.")
    message: str


class DoubtEntry(BaseModel):
    """What an editor should look at."""

    type: str = Field(description="`place` or `event`.")
    id: str
    code: str
    message: str
    waived: bool


class DoubtList(BaseModel):
    """The doubts about a map."""

    doubts: list[DoubtEntry]
    open: int = Field(description="How many are not waived.")


class UnresolvedPlace(BaseModel):
    """A place that could not be placed."""

    id: str
    name: str
    reason: str


class LaidOut(BaseModel):
    """A draft that was laid out, as far as it holds."""

    map: dict[str, Any] | None = Field(description="As of `/maps/{id}.geojson`.")
    problems: list[DraftProblem]
    unresolved: list[UnresolvedPlace]
    doubts: list[DoubtEntry]
    draft: dict[str, Any] | None = Field(description="What was sent, with ids.")


class CandidateList(BaseModel):
    """What a name may mean, the best first."""

    candidates: list[dict[str, Any]]
    unresolved: str | None


class MergedDraft(BaseModel):
    """A draft into which a new text was merged, and what became of each item."""

    draft: dict[str, Any]
    rows: list[dict[str, Any]]


class DifferenceList(BaseModel):
    """What differs between two drafts."""

    rows: list[dict[str, Any]]


@router.post(
    "/read",
    summary="Read a report",
    response_model=ReadReport,
    responses=_ANSWERS,
    openapi_extra=_body(TEXT, HTML, JSON, EMAIL, WORD),
)
async def read_report(request: Request, facts: Facts) -> Response:
    """Read a report and give its draft; nothing is kept.

    The report is text, a web page, an e-mail, a Word document, or JSON with `text`.
    """
    kind, charset = media_type_of(request, _REPORTS, "A draft")
    return await _answer(request, jobs.read_report, kind, charset, await _whole(request), facts)


@router.post(
    "/layout",
    summary="Lay a draft out",
    response_model=LaidOut,
    responses=_ANSWERS,
    openapi_extra=_body(JSON, YAML),
)
async def lay_out_draft(request: Request) -> Response:
    """Lay out what holds of a draft, and say what does not; nothing is kept."""
    kind, _ = media_type_of(request, _DRAFTS, "A map")
    return await _answer(request, jobs.lay_out_draft, kind, await _whole(request))


@router.post(
    "/candidates",
    summary="What a name may mean in a report",
    response_model=CandidateList,
    responses=_ANSWERS,
    openapi_extra=_body(JSON),
)
async def candidates(request: Request) -> Response:
    """Places that a name may mean, as the other places of the report speak for them, and why."""
    media_type_of(request, _ONLY_JSON, "An answer")
    return await _answer(request, jobs.candidates, await _whole(request))


@router.post(
    "/merge",
    summary="Merge a new text into a draft",
    response_model=MergedDraft,
    responses=_ANSWERS,
    openapi_extra=_body(JSON),
)
async def merge(request: Request) -> Response:
    """Read a new text of a report and merge it into an edited draft; nothing is kept."""
    media_type_of(request, _ONLY_JSON, "A draft")
    return await _answer(request, jobs.merge_drafts, await _whole(request))


@router.post(
    "/maps/{map_id:slug}/merge",
    summary="Merge a new text into a map's draft",
    dependencies=[Depends(allowed_to(MAPS_WRITE))],
    response_model=MergedDraft,
    responses=_STORED_ANSWERS,
    openapi_extra=_body(TEXT, HTML, JSON, EMAIL, WORD),
)
async def merge_into(request: Request, map_id: MapId, store: StoreOfApp, facts: Facts) -> Response:
    """The same for the newest draft of a map; nothing is kept until the result is sent."""
    kind, charset = media_type_of(request, _REPORTS, "A draft")
    body = await _whole(request)
    kept = await to_thread.run_sync(_newest, store, map_id)
    return await _answer(
        request, jobs.merge_into, kept.draft, kind, charset, body, facts, etag=kept.version.etag
    )


@router.post(
    "/differences",
    summary="What differs between two drafts",
    response_model=DifferenceList,
    responses=_ANSWERS,
    openapi_extra=_body(JSON),
)
async def differences_of_drafts(request: Request) -> Response:
    """Compare two drafts, `from` and `to`; nothing is kept."""
    media_type_of(request, _ONLY_JSON, "An answer")
    return await _answer(request, jobs.compare_given, await _whole(request))


Which = Annotated[
    str,
    Query(
        pattern=r"^(?:newest|published|machine|[1-9][0-9]{0,8})$",
        description="A version's number, `newest`, `published`, or `machine`: what the text is "
        "read as.",
    ),
]


@router.get(
    "/maps/{map_id:slug}/differences",
    summary="What differs between two versions",
    response_model=DifferenceList,
    responses=_STORED_ANSWERS,
)
async def differences_of_versions(
    request: Request,
    map_id: MapId,
    store: StoreOfApp,
    before: Annotated[Which, Query(alias="from")] = "published",
    after: Annotated[Which, Query(alias="to")] = "newest",
) -> Response:
    """Compare two versions item by item: added, removed, moved, renamed, of another status."""
    if before == after == "machine":
        raise bad_request(Problem("to", "one of the two has to be a version"))
    first, second = await to_thread.run_sync(
        lambda: (_chosen(store, map_id, before), _chosen(store, map_id, after))
    )
    told = {"from": _told(first, before), "to": _told(second, after)}
    drafts = (_draft_of(first, before), _draft_of(second, after))
    return await _answer(request, jobs.compare, *drafts, members=told)


@router.get(
    "/maps/{map_id:slug}/doubts",
    summary="What to look at before publishing",
    response_model=DoubtList,
    responses=_STORED_ANSWERS,
)
async def doubts(request: Request, map_id: MapId, store: StoreOfApp) -> Response:
    """The doubts about the newest version of a map, and which of them were put aside."""
    kept = await to_thread.run_sync(_newest, store, map_id)
    return await _answer(request, jobs.doubts, kept.draft)


async def refuse_doubtful(request: Request, kept: StoredVersion) -> None:
    """Refuse a version with doubts that nobody has put aside.

    Raises:
        ProblemError: 409, with the doubts.
    """
    found = await in_process(request, run_job, jobs.doubts, request.app.state.settings, kept.draft)
    if found["open"]:
        raise ProblemError(
            409,
            f"{found['open']} doubts about this map are open; settle or waive them first.",
            members=found,
        )


async def _whole(request: Request) -> bytes:
    refuse_when_busy(request)
    return await request.body()


async def _answer(
    request: Request,
    job: Any,
    *arguments: Any,
    etag: str | None = None,
    members: Mapping[str, Any] | None = None,
) -> Response:
    settings = request.app.state.settings
    found = await in_process(request, run_job, job, settings, *arguments)
    headers = {**_NO_STORE, "ETag": f'"{etag}"'} if etag else _NO_STORE
    return JSONResponse({**(members or {}), **found}, headers=headers)


def _newest(store: Store, map_id: str) -> StoredVersion:
    kept = store.newest(map_id)
    if kept is None:
        raise not_found(f"map {map_id!r}")
    return kept


def _chosen(store: Store, map_id: str, which: str) -> StoredVersion | None:
    """The version that is meant; None for the machine's reading, or where nothing is published."""
    newest = _newest(store, map_id)
    if which in ("newest", "machine"):
        return newest if which == "newest" else None
    number = int(which) if which.isdecimal() else _published(store, map_id)
    kept = store.version(map_id, number) if number else None
    if kept is None and number:
        raise not_found(f"version {which} of a map {map_id!r}")
    return kept


def _published(store: Store, map_id: str) -> int:
    states = (one.number for one in store.versions(map_id) if one.state == "published")
    return next(states, 0)


def _draft_of(kept: StoredVersion | None, which: str) -> str | None:
    """A draft to compare: None for the machine's reading, empty where nothing is published."""
    if kept is None:
        return None if which == "machine" else ""
    return kept.draft


def _told(kept: StoredVersion | None, which: str) -> dict[str, Any]:
    if kept is None:
        return {"version": "machine" if which == "machine" else None}
    return {"version": kept.version.number}
