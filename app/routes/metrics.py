"""The service's counts, for Prometheus."""

from ipaddress import ip_address, ip_network

from fastapi import APIRouter, Depends, Request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response

from dateline.app.http.problems import ProblemError
from dateline.app.routes.auth import Credentials, bearer
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp, known_parameters_only
from dateline.app.settings import Settings
from dateline.app.tokens import METRICS_READ

_HERE = ip_address("127.0.0.1")

router = APIRouter(include_in_schema=False, dependencies=[Depends(known_parameters_only)])


async def _may_read(
    request: Request, settings: SettingsOfApp, store: StoreOfApp, credentials: Credentials
) -> None:
    """Let through whom the operator has named, and who has a token for it."""
    if _is_named(request.client.host if request.client else "", settings):
        return
    if credentials is not None:
        token = await bearer(request, credentials, store)
        if METRICS_READ in token.scopes:
            return
    raise ProblemError(
        403,
        "Metrics are for the addresses in DATELINE_METRICS_FROM and for tokens with the scope "
        f"{METRICS_READ}.",
    )


@router.get("/metrics", dependencies=[Depends(_may_read)])
def metrics(request: Request) -> Response:
    """Everything that is counted, in Prometheus' text format."""
    body = request.app.state.metrics.exposition()
    return Response(
        body, headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE_PLAIN_0_0_4
    )


def _is_named(host: str, settings: Settings) -> bool:
    if settings.metrics_from == "*":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        # Not over a network: through a Unix socket, or within the process. A trusted proxy that
        # says so is believed as it would be if it said 127.0.0.1.
        address = _HERE
    named = settings.metrics_from.split(",") if settings.metrics_from else ()
    return any(address in ip_network(one, strict=False) for one in named)
