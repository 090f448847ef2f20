"""Whether the service can do its work."""

from typing import Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from dateline.app.routes.dependencies import StoreOfApp, known_parameters_only

router = APIRouter(tags=["service"], dependencies=[Depends(known_parameters_only)])


class Health(BaseModel):
    """The service is well; when it is not, the answer is a problem."""

    status: Literal["ok"] = "ok"
    maps: int = Field(description="Number of maps in the store.")


@router.get(
    "/healthz", summary="Health of the service", response_description="The service is healthy."
)
def healthz(response: Response, store: StoreOfApp) -> Health:
    """Asks the store; 503 when it does not answer."""
    response.headers["Cache-Control"] = "no-store"
    return Health(maps=store.check())
