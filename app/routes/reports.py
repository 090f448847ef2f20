"""Making maps over HTTP, of reports and of drafts."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from app.errors import ProblemError, bad_request, refused
from app.making import MadeMap, MapMaker, OtherLanguage
from app.metrics import Metrics
from app.routes.bearer import allowed_to
from app.routes.describe_maps import JSON, MAP_ANSWERS, MAP_BODY, TEXT, YAML
from app.routes.maps import MapLinks, links
from app.routes.parameters import SettingsOfApp, StoreOfApp, known_parameters_only
from app.store.base import AlreadyThere, Store
from app.tokens import MAPS_WRITE
from geo.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from app.given import GivenDraft, GivenReport

# Who may not write is told so before anything else of the request is looked at.
router = APIRouter(
    tags=["maps"],
    dependencies=[Depends(allowed_to(MAPS_WRITE)), Depends(known_parameters_only)],
)

_KINDS = {
    TEXT: TEXT,
    JSON: JSON,
    YAML: YAML,
    # The names that YAML had before RFC 9512.
    "application/x-yaml": YAML,
    "text/yaml": YAML,
    "text/x-yaml": YAML,
}
_ACCEPT_POST = {"Accept-Post": f"{TEXT}, {JSON}, {YAML}"}
_MOST_WAITING = 32
"""Requests that may wait for their turn; each holds a whole body in memory."""
_RETRY_SECONDS = "10"


class Unresolved(BaseModel):
    """A place that the report names and the map does not show."""

    name: str
    reason: str = Field(description="Why it could not be placed.")


class NewMap(BaseModel):
    """A map that was made."""

    id: str
    links: MapLinks
    counts: dict[str, int] = Field(description="Number of features by layer.")
    unresolved: list[Unresolved] = Field(description="What could not be placed, and why.")
    associated: list[str] = Field(
        description="What the report names without anything happening there; listed, not drawn."
    )
    notes: list[str] = Field(description="What to know of how the report was understood.")


async def facts_of_report(
    title: Annotated[
        str | None,
        Query(max_length=300, description="The report's title; its first line when left out."),
    ] = None,
    published: Annotated[
        str | None,
        Query(
            max_length=80,
            description="When it was published: an ISO 8601 date or date-time, which 'on Monday' "
            "and the like are counted from.",
            examples=["2019-04-24"],
        ),
    ] = None,
    publisher: Annotated[str | None, Query(max_length=300, description="Who published it.")] = None,
    language: Annotated[
        str | None,
        Query(max_length=40, description="BCP 47 tag of its language; found out when left out."),
    ] = None,
    url: Annotated[
        str | None, Query(max_length=2000, description="Where it was published.")
    ] = None,
    map_id: Annotated[
        str | None,
        Query(alias="id", max_length=80, description="The map's id; made of the title if left out"),
    ] = None,
) -> dict[str, str]:
    """What the query says of a report that is sent as plain text."""
    return {
        name: value
        for name, value in (
            ("title", title),
            ("published", published),
            ("publisher", publisher),
            ("language", language),
            ("url", url),
            ("id", map_id),
        )
        if value
    }


Facts = Annotated[dict[str, str], Depends(facts_of_report)]


@router.post(
    "/maps",
    status_code=201,
    summary="Make a map",
    response_model=NewMap,
    response_description="The map is made and kept.",
    responses=MAP_ANSWERS,
    openapi_extra=MAP_BODY,
)
async def make_map(
    request: Request,
    store: StoreOfApp,
    settings: SettingsOfApp,
    facts: Facts,
) -> Response:
    """Make a map of a report or of a draft, and keep it.

    The body is a report's text, with the parameters here; or JSON, which is a report with its
    particulars as members, or a draft; or a draft in YAML. A map is never replaced.
    """
    kind, charset = _media_type(request)
    if facts and kind != TEXT:
        raise bad_request(
            *(Problem(name, f"goes with {TEXT}; in {kind} it is a member") for name in facts)
        )
    limiter = request.app.state.making
    if limiter.statistics().tasks_waiting >= _MOST_WAITING:
        raise ProblemError(
            503,
            "Many maps are being made just now. Please try again in a moment.",
            headers={"Retry-After": _RETRY_SECONDS},
        )
    body = await request.body()
    state = request.app.state
    make = partial(_make, state.maker, state.metrics, store, kind, charset, body, facts)
    made, notes = await to_thread.run_sync(make, limiter=limiter)
    return _created(settings.base_url, settings.root_path, made, notes)


def _media_type(request: Request) -> tuple[str, str | None]:
    """The kind of body, and its charset if it says; 415 when no map is made of it."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", ""):
        raise ProblemError(
            415,
            f"A body in the encoding {encoding[:40]!r} is not taken; send it as it is.",
            headers={**_ACCEPT_POST, "Accept-Encoding": "identity"},
        )
    given = request.headers.get("content-type", "")
    name, *parameters = (part.strip() for part in given.split(";"))
    kind = _KINDS.get(name.lower())
    if kind is None:
        what = f"not of {name[:80]!r}" if name else "and the request does not say what it sends"
        raise ProblemError(
            415,
            f"A map is made of {TEXT}, {JSON} or {YAML}, {what}; say so in Content-Type.",
            headers=_ACCEPT_POST,
        )
    charsets = (
        value
        for key, _, value in (one.partition("=") for one in parameters)
        if key.strip().lower() == "charset"
    )
    return kind, next(charsets, "").strip().strip('"') or None


def _make(
    maker: MapMaker,
    metrics: Metrics,
    store: Store,
    kind: str,
    charset: str | None,
    body: bytes,
    facts: dict[str, str],
) -> tuple[MadeMap, tuple[str, ...]]:
    """Understand the body, make its map and keep it: in a thread, for it takes its time."""
    try:
        with metrics.making():
            given = _given(kind, charset, body, facts)
            made = given.made_by(maker)
            store.add(made.event_map, made.layers, made.draft_yaml)
    except AlreadyThere as error:
        raise ProblemError(
            409, f"{str(error)[:1].upper()}{str(error)[1:]}; give this one another id."
        ) from error
    except OtherLanguage as error:
        members = {"language": error.language, "places": list(error.places)}
        raise refused(422, error.problems, members) from error
    except InvalidInput as error:
        raise refused(_status(error, facts), error.problems) from error
    return made, given.notes


def _given(
    kind: str, charset: str | None, body: bytes, facts: dict[str, str]
) -> "GivenReport | GivenDraft":
    # Brings drafts and YAML, which a service that makes no maps starts without.
    from app.given import draft_in_yaml, given_in_json, report_of_text  # noqa: PLC0415

    if kind == TEXT:
        return report_of_text(body, charset, facts)
    return given_in_json(body) if kind == JSON else draft_in_yaml(body)


def _status(error: InvalidInput, facts: dict[str, str]) -> int:
    """422 when the body was understood and a field of it does not hold."""
    fields = {one.field for one in error.problems}
    return 422 if fields - {"", *facts} else 400


def _created(
    base_url: str | None, root: str, made: MadeMap, notes: tuple[str, ...]
) -> JSONResponse:
    layers = made.layers
    answer = NewMap(
        id=layers.map_id,
        links=MapLinks.model_validate(links(root, layers.map_id)),
        counts=layers.document()["counts"],
        unresolved=[Unresolved.model_validate(one) for one in layers.unresolved],
        associated=[one["name"] for one in layers.associated],
        notes=list(notes),
    )
    location = f"{base_url or root}/maps/{layers.map_id}"
    headers = {"Location": location, "Cache-Control": "no-store"}
    return JSONResponse(answer.model_dump(), 201, headers)
