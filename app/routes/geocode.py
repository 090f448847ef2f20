"""The gazetteer over HTTP.

Only the offline gazetteer is asked, also where the operator has turned an online geocoder on for
making maps: a stranger's request must not use up what that provider allows, nor wait for it.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, BaseModel, Field
from starlette.responses import Response

from dateline.app.http.conditional import answer, cached_for
from dateline.app.http.rate_limits import costly_read
from dateline.app.positions import position_of
from dateline.app.routes.dependencies import GazetteerOfApp, SettingsOfApp, known_parameters_only
from dateline.app.routes.openapi import NOT_MODIFIED
from dateline.geo.model import Candidate

router = APIRouter(
    tags=["places"], dependencies=[Depends(costly_read), Depends(known_parameters_only)]
)


class Candidates(BaseModel):
    """What a name can mean, or what is near a position."""

    candidates: list[Candidate] = Field(
        description="Best first, or nearest first, each with the reasons for its score."
    )


def _checked(text: str | None) -> str | None:
    if text is not None:
        position_of(text)
    return text


Limit = Annotated[int, Query(ge=1, le=50, description="Maximum number of candidates.")]


# Plain functions: looking a name up takes the processor for a while, which a thread may have.


@router.get(
    "/geocode",
    summary="Look up a place name",
    response_model=Candidates,
    response_description="The candidates; an empty list when no place has this name.",
    responses=NOT_MODIFIED,
)
def geocode(
    request: Request,
    gazetteer: GazetteerOfApp,
    settings: SettingsOfApp,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=300,
            description="A name such as `Paris, Texas`, or a position, latitude first.",
            examples=["Russky Island, Russia"],
        ),
    ],
    country: Annotated[
        str | None,
        Query(
            pattern="^[A-Za-z]{2}$",
            description="ISO 3166-1 alpha-2 code of a country that candidates must be in.",
            examples=["RU"],
        ),
    ] = None,
    near: Annotated[
        str | None,
        AfterValidator(_checked),
        Query(
            description="Longitude and latitude near which candidates are preferred.",
            examples=["131.9,43.1"],
        ),
    ] = None,
    limit: Limit = 10,
) -> Response:
    """Ambiguity is a result, not an error: every candidate comes with its score and why."""
    about = None if near is None else position_of(near)
    found = gazetteer.candidates(q, country=country, near=about, limit=limit)
    return _answer(request, settings.cache_seconds, found)


@router.get(
    "/reverse",
    summary="Find places near a position",
    response_model=Candidates,
    response_description="The nearest populated places.",
    responses=NOT_MODIFIED,
)
def reverse(
    request: Request,
    gazetteer: GazetteerOfApp,
    settings: SettingsOfApp,
    lon: Annotated[
        float,
        Query(ge=-180, le=180, description="Longitude in degrees (WGS 84).", examples=["131.9"]),
    ],
    lat: Annotated[
        float, Query(ge=-90, le=90, description="Latitude in degrees (WGS 84).", examples=["43.1"])
    ],
    limit: Limit = 1,
) -> Response:
    """Populated places, nearest first, each with its distance among the reasons."""
    return _answer(request, settings.cache_seconds, gazetteer.nearest(lon, lat, limit=limit))


def _answer(request: Request, cache_seconds: int, found: list[Candidate]) -> Response:
    body = Candidates(candidates=found).model_dump_json().encode()
    return answer(request, body, "application/json", cache_control=cached_for(cache_seconds))
