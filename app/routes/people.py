"""People and their tokens, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from dateline.app.http.problems import ProblemError, not_found, refused
from dateline.app.routes.auth import Author, allowed_to
from dateline.app.routes.dependencies import StoreOfApp, known_parameters_only
from dateline.app.routes.openapi_maps import REFUSED_ANSWERS
from dateline.app.store.errors import AlreadyThere
from dateline.app.tokens import ROLES, TOKENS_MANAGE, ApiToken, issue
from dateline.geo.errors import InvalidInput, Problem

router = APIRouter(
    tags=["people"],
    dependencies=[Depends(allowed_to(TOKENS_MANAGE)), Depends(known_parameters_only)],
)
_NO_STORE = {"Cache-Control": "no-store"}


class TokenEntry(BaseModel):
    """A token, without its secret."""

    name: str
    role: str | None
    scopes: list[str]
    last_four: str
    state: str = Field(description="`active`, `expired` or `revoked`.")
    created: str
    expires: str | None


class TokenList(BaseModel):
    """Every token, the oldest first."""

    tokens: list[TokenEntry]


class NewToken(TokenEntry):
    """A token that was made, shown this once."""

    token: str


class TokenWanted(BaseModel):
    """A token to be made: a role, or scopes."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=200)
    role: str | None = Field(None, description=f"One of {', '.join(ROLES)}.")
    scopes: list[str] | None = Field(None, max_length=20)
    days: int | None = Field(None, description="How long it lasts; until revoked if left out.")


@router.get(
    "/tokens", summary="List the tokens", response_model=TokenList, responses=REFUSED_ANSWERS
)
def list_tokens(store: StoreOfApp) -> Response:
    """Every token with its state, also those that were revoked."""
    listed = TokenList(tokens=[_entry(one) for one in store.tokens()])
    return JSONResponse(listed.model_dump(), headers=_NO_STORE)


@router.post(
    "/tokens",
    summary="Make a token",
    status_code=201,
    response_model=NewToken,
    responses={
        **REFUSED_ANSWERS,
        409: {"description": "There is a token of this name."},
        422: {"description": "A name, role, scope or time that cannot be."},
    },
)
def make_token(store: StoreOfApp, wanted: TokenWanted) -> Response:
    """Make a token for somebody; its secret is in this answer and nowhere else."""
    try:
        secret, token = issue(wanted.name, _scopes(wanted), days=wanted.days)
    except InvalidInput as error:
        raise refused(422, error.problems) from error
    try:
        store.add_token(token)
    except AlreadyThere as error:
        raise ProblemError(409, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    made = NewToken(**_entry(token).model_dump(), token=secret)
    return JSONResponse(made.model_dump(), 201, _NO_STORE)


@router.delete(
    "/tokens/{name}",
    summary="Revoke a token",
    status_code=204,
    response_class=Response,
    responses={**REFUSED_ANSWERS, 404: {"description": "There is no such token that is good."}},
)
def revoke_token(
    store: StoreOfApp,
    author: Author,
    name: Annotated[str, Path(max_length=64, description="The token's name.", examples=["ana"])],
) -> Response:
    """Make a token useless at once, and end its sessions. Nobody revokes their own."""
    if name == author.name:
        raise ProblemError(409, "This is the token that you are using; have another revoke it.")
    if not store.revoke_token(name):
        raise not_found(f"token {name!r} that is good")
    return Response(status_code=204, headers=_NO_STORE)


def _scopes(wanted: TokenWanted) -> tuple[str, ...]:
    if (wanted.role is None) == (wanted.scopes is None):
        raise refused(422, [Problem("role", "give either a role or scopes")])
    if wanted.scopes is not None:
        return tuple(wanted.scopes)
    if wanted.role not in ROLES:
        raise refused(422, [Problem("role", f"there are the roles {', '.join(ROLES)}")])
    return ROLES[wanted.role]


def _entry(token: ApiToken) -> TokenEntry:
    return TokenEntry(
        name=token.name,
        role=token.role(),
        scopes=list(token.scopes),
        last_four=token.last_four,
        state=token.state(),
        created=token.created,
        expires=token.expires,
    )
