"""Bearer tokens in requests (RFC 6750)."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from dateline.app.desk.gate import SIGNED_IN
from dateline.app.http.problems import ProblemError
from dateline.app.http.rate_limits import Rates
from dateline.app.routes.dependencies import StoreOfApp
from dateline.app.store.calls import run_store_call
from dateline.app.tokens import MAPS_READ, ApiToken, authenticate

_REALM = 'Bearer realm="dateline"'
_HINT = "make one with: dateline token create NAME"

_bearer = HTTPBearer(
    scheme_name="token",
    description="A token from `dateline token create`, sent as `Authorization: Bearer ...`.",
    auto_error=False,
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


# Coroutines: looking a token up by its key takes less than the way to a thread and back.


async def bearer(request: Request, credentials: Credentials, store: StoreOfApp) -> ApiToken:
    """The token that a request carries, or the token of its session at the desk.

    Raises:
        ProblemError: 401; there is none, or it is wrong, expired or revoked (which of these is
            nobody's business). 429; the client, or others with this token, ask too often.
    """
    rates: Rates = request.app.state.rates
    rates.count_address(request)
    if who := request.scope.get(SIGNED_IN):
        signed_in: ApiToken = who.token
        rates.count_token(signed_in.selector)
        return signed_in
    if credentials is None:
        raise ProblemError(
            401,
            f"This needs a token, sent as Authorization: Bearer ...; {_HINT}.",
            headers={"WWW-Authenticate": _REALM},
        )
    secret = credentials.credentials
    token = await run_store_call(store, lambda: authenticate(secret, store))
    if token is None:
        raise ProblemError(
            401,
            f"The token is unknown, expired or revoked; {_HINT}.",
            headers={"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
        )
    rates.count_token(token.selector)
    return token


Author = Annotated[ApiToken, Depends(bearer)]
"""Whose token a request carries."""


def require_scope(token: ApiToken, scope: str) -> None:
    """See whether a token is good for something.

    Raises:
        ProblemError: 403; it is not.
    """
    if scope not in token.scopes:
        raise ProblemError(
            403,
            f"The token {token.name!r} lacks the scope {scope}.",
            headers={"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{scope}"'},
        )


async def reader(token: Author) -> ApiToken:
    """A token that may see drafts.

    Raises:
        ProblemError: 403; it may not.
    """
    if not token.sees_drafts():
        require_scope(token, MAPS_READ)
    return token


def allowed_to(scope: str) -> Callable[..., Awaitable[ApiToken]]:
    """A dependency that lets requests through whose token has a scope, and refuses others."""

    async def token_with_scope(token: Author) -> ApiToken:
        require_scope(token, scope)
        return token

    return token_with_scope
