"""Making and changing maps over HTTP, of reports and of drafts."""

from functools import partial

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from dateline.app.http.problems import ProblemError
from dateline.app.map_builder import MadeMap
from dateline.app.map_job import BuiltMap
from dateline.app.routes.auth import Author, allowed_to
from dateline.app.routes.dependencies import (
    MapId,
    SettingsOfApp,
    StoreOfApp,
    known_parameters_only,
)
from dateline.app.routes.idempotency import (
    IdempotencyKey,
    idempotent_request,
    run_idempotently,
    stored_answer,
)
from dateline.app.routes.map_body import Facts, FactsWithId, kind_of, map_of_body
from dateline.app.routes.maps import MapLinks, links
from dateline.app.routes.openapi_maps import MAP_ANSWERS, MAP_BODY, PUT_ANSWERS
from dateline.app.routes.write_options import Options, Publish
from dateline.app.settings import Settings
from dateline.app.store.calls import run_store_call
from dateline.app.store.errors import AlreadyThere
from dateline.app.store.versions import IdempotentRequest, State, Written
from dateline.app.tokens import MAPS_WRITE

# Authorisation is checked before anything else of the request.
router = APIRouter(
    tags=["maps"],
    dependencies=[Depends(allowed_to(MAPS_WRITE)), Depends(known_parameters_only)],
)


class Unresolved(BaseModel):
    """A place that the report names and the map does not show."""

    name: str
    reason: str = Field(description="Why it could not be placed.")


class NewMap(BaseModel):
    """A map that was made, or made anew."""

    id: str
    version: int = Field(description="Number of this version; 1 is the first.")
    state: State = Field(description="`draft`: visible to its authors only; or `published`.")
    links: MapLinks
    counts: dict[str, int] = Field(description="Number of features by layer.")
    unresolved: list[Unresolved] = Field(description="Places without coordinates, and why.")
    associated: list[str] = Field(
        description="What the report names without anything happening there; listed, not drawn."
    )
    notes: list[str] = Field(description="Notes on how the report was read.")


@router.post(
    "/maps",
    status_code=201,
    summary="Create a map",
    response_model=NewMap,
    response_description="The map was created.",
    responses=MAP_ANSWERS,
    openapi_extra=MAP_BODY,
)
async def make_map(
    request: Request,
    store: StoreOfApp,
    settings: SettingsOfApp,
    author: Author,
    facts: FactsWithId,
    publish: Publish,
    key: IdempotencyKey,
) -> Response:
    """Make a map of a report or of a draft, and keep it.

    The body is a report's text, with the parameters here; or JSON, which is a report with its
    particulars as members, or a draft; or a draft in YAML. A map that is there is never replaced.
    The map is a draft, seen by its authors alone, until it is published.
    """

    def keep(made: MadeMap, again: IdempotentRequest | None) -> Written:
        return store.add(
            made.event_map,
            made.layers,
            made.draft_yaml,
            author=author.name,
            publish=publish,
            idempotent_request=again,
        )

    kind = kind_of(request, facts)
    body = await request.body()
    again = idempotent_request(request, author, key, body)
    if before := await stored_answer(store, again):
        return before
    made = await map_of_body(request, kind, body, facts)
    answer = partial(_answer, settings, made)
    try:
        response = await run_idempotently(store, again, partial(keep, made.map), answer)
    except AlreadyThere as error:
        told = f"{str(error)[:1].upper()}{str(error)[1:]}"
        detail = f"{told}; give this one another id, or change it by PUT."
        raise ProblemError(409, detail) from error
    request.app.state.metrics.made(made.seconds)
    return response


@router.put(
    "/maps/{map_id:slug}",
    summary="Create or replace a map",
    response_model=NewMap,
    response_description="The map has a new version, unless the content equals the newest one.",
    responses=PUT_ANSWERS,
    openapi_extra=MAP_BODY,
)
async def change_map(
    request: Request,
    map_id: MapId,
    store: StoreOfApp,
    settings: SettingsOfApp,
    facts: Facts,
    options: Options,
) -> Response:
    """Make a new version of a map from a report or a draft; or its first, if there is none.

    The body is as for `POST /maps`. What the public sees stays as it is until the new version is
    published. Send `If-Match` with the ETag of the version that was changed, so that nobody's
    change is overwritten unseen.
    """

    def keep(made: MadeMap, again: IdempotentRequest | None) -> Written:
        return store.write(
            made.event_map,
            made.layers,
            made.draft_yaml,
            author=options.author.name,
            publish=options.publish,
            condition=options.condition,
            idempotent_request=again,
        )

    kind = kind_of(request, facts)
    body = await request.body()
    again = idempotent_request(request, options.author, options.key, body)
    if before := await stored_answer(store, again):
        return before
    # Asked again when it is kept; but nobody should wait for what is refused in the end.
    await run_store_call(store, lambda: store.check_precondition(map_id, options.condition))
    made = await map_of_body(request, kind, body, facts, map_id)
    answer = partial(_answer, settings, made)
    response = await run_idempotently(store, again, partial(keep, made.map), answer)
    request.app.state.metrics.made(made.seconds)
    return response


def _answer(settings: Settings, made: BuiltMap, written: Written) -> JSONResponse:
    layers, version = made.map.layers, written.version
    answer = NewMap(
        id=layers.map_id,
        version=version.number,
        state=version.state,
        links=MapLinks.model_validate(links(settings.root_path, layers.map_id)),
        counts=dict(version.counts),
        unresolved=[Unresolved.model_validate(one) for one in layers.unresolved],
        associated=[one["name"] for one in layers.associated],
        notes=list(made.notes),
    )
    headers = {"ETag": f'"{version.etag}"', "Cache-Control": "no-store"}
    if written.new:
        headers["Location"] = f"{settings.base_url or settings.root_path}/maps/{layers.map_id}"
    return JSONResponse(answer.model_dump(), 201 if written.new else 200, headers)
