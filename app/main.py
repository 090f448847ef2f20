"""The service, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI
from starlette.middleware import Middleware

from dateline import geo
from dateline.app import error_handlers
from dateline.app.cache import LRUCache
from dateline.app.cors import CrossOrigin
from dateline.app.desk.gate import DeskGate
from dateline.app.http.head import HeadAsGet
from dateline.app.http.proxy_headers import ForwardedHeaders, RootPath
from dateline.app.http.rate_limits import Rate, Rates
from dateline.app.http.request_encoding import GzipRequests
from dateline.app.http.security import SecurityHeaders
from dateline.app.lazy import Lazy
from dateline.app.limits import RequestLimits
from dateline.app.map_job import warm_up
from dateline.app.metrics import Metrics
from dateline.app.ogc import routes as ogc
from dateline.app.ogc.response_cache import ResponseCache
from dateline.app.pages.assets import Assets
from dateline.app.process_pool import ProcessPool
from dateline.app.rendered import RenderCache
from dateline.app.request_log import Observing, Routed
from dateline.app.routes import (
    desk,
    desk_maps,
    draft_items,
    embed,
    exports,
    feeds,
    geocode,
    health,
    maps,
    metrics,
    oembed,
    pages,
    people,
    pictures,
    previews,
    reference,
    review,
    static,
    versions,
)
from dateline.app.routes import maps_write as reports
from dateline.app.routes.dependencies import GazetteerSearch
from dateline.app.routes.openapi import PROBLEMS
from dateline.app.settings import PREFIX, Settings, load_settings
from dateline.app.store import StoreError, open_store
from dateline.geo.errors import InvalidInput
from dateline.geo.static_files import static_dir

_ROOMS = (
    maps,
    desk,
    desk_maps,
    draft_items,
    people,
    previews,
    review,
    pictures,
    exports,
    reports,
    versions,
    pages,
    embed,
    oembed,
    feeds,
    static,
    geocode,
    health,
    metrics,
    reference,
)
_DRAFT_BYTES = 16_000_000
"""Of drafts as JSON that are kept: parsing YAML takes long, and the desk asks again and again."""
_METHODS = ("GET", "HEAD", "OPTIONS")
_HEADERS = ("If-None-Match", "Range")
_WRITING_METHODS = ("POST", "PUT", "PATCH", "DELETE")
_WRITING_HEADERS = ("Authorization", "Content-Type", "If-Match", "Idempotency-Key")
"""What scripts of other origins may send with a token, where the operator allows it."""
_EXPOSED = (
    "ETag",
    "Link",
    "Content-Range",
    "Location",
    "X-Request-ID",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application, with its store open.

    Args:
        settings: Taken from the environment when left out.

    Raises:
        InvalidInput: A setting has a value it cannot have, or the operator's own places are wrong.
        StoreError: The store cannot be opened.
    """
    settings = settings or load_settings()
    _check_root_path(settings.root_path)
    counts = Metrics()
    app = FastAPI(
        title="Dateline",
        summary="Maps of news reports: places, journeys and summits, each tied to its sentence.",
        version=version("dateline"),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=_servers(settings),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=PROBLEMS,
        middleware=_middleware(settings, counts),
        lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings
    app.state.metrics = counts
    app.state.store = open_store(settings)
    app.state.assets = Assets(static_dir(), f"{settings.root_path}/static")
    app.state.renders = RenderCache()
    app.state.answers = ResponseCache()
    app.state.draft_forms = LRUCache[bytes](_DRAFT_BYTES, lambda _, form: len(form))
    app.state.gazetteer = Lazy(lambda: _open_gazetteer(settings.gazetteer_extra))
    app.state.processes = ProcessPool(warm_up)
    app.state.rates = Rates(
        Rate.parse(settings.write_rate),
        Rate.parse(settings.costly_read_rate),
        Rate.parse(settings.desk_sign_in_rate),
    )
    app.state.making = CapacityLimiter(settings.making_at_once)
    if settings.gazetteer_extra:
        app.state.gazetteer()  # so that a mistake in the operator's own file is reported at once
    _read_at_each_scrape(app)
    error_handlers.install(app)
    # First, and as they are: within another router each request would be matched twice, which
    # takes longer than finding a feature.
    app.router.routes.extend(ogc.router.routes)
    for room in _ROOMS:
        app.include_router(room.router)
    return app


def _read_at_each_scrape(app: FastAPI) -> None:
    """Tell the metrics what to ask when they are asked: the store, and what memory holds."""

    def maps() -> dict[str, float]:
        with suppress(StoreError):
            return {"": app.state.store.check()}
        return {}

    def size() -> dict[str, float]:
        with suppress(StoreError):
            return {"": app.state.store.size()}
        return {}

    renders: RenderCache = app.state.renders
    read = app.state.metrics.read
    read("dateline_store_up", "Whether the store answers.", lambda: {"": bool(maps())})
    read("dateline_store_maps", "Published maps in the store.", maps)
    read("dateline_store_bytes", "Size of the store on its disk.", size)
    read(
        "dateline_cache_bytes",
        "Bytes of cached pages and files, before compression.",
        lambda: {
            "pages": renders.pages.size,
            "files": renders.files.size,
            "answers": app.state.answers.ready.weight,
        },
        label="cache",
    )


def _open_gazetteer(extra: Path | None) -> GazetteerSearch:
    return geo.Gazetteer.open(extra=extra)


def _check_root_path(root_path: str) -> None:
    """Refuse a root path that begins as our own addresses do.

    Whether the proxy has taken the root path off would then be unknown: ``/maps/x`` would be
    the map below it, or the whole of a path.
    """
    paths = (getattr(route, "path", "") for room in (ogc, *_ROOMS) for route in room.router.routes)
    own = sorted({f"/{path.split('/')[1]}" for path in paths if "{" not in path.split("/")[1]})
    first = f"/{root_path.lstrip('/').split('/')[0]}"
    if root_path and first in own:
        raise InvalidInput.of(
            f"{root_path!r} begins like an address of Dateline's own; give another, such as "
            f"/news, that begins with none of {', '.join(one for one in own if one != '/')}",
            f"{PREFIX}ROOT_PATH",
        )


def _servers(settings: Settings) -> list[dict[str, Any]] | None:
    public = settings.base_url or settings.root_path
    return [{"url": public}] if public else None


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.processes.close()
    app.state.store.close()


def _middleware(settings: Settings, counts: Metrics) -> list[Middleware]:
    """What every request passes on its way in, and every response on its way out."""
    return [
        Middleware(Observing, metrics=counts),
        Middleware(ForwardedHeaders, trusted_hosts=settings.trusted_proxies),
        Middleware(RootPath, root_path=settings.root_path),
        Middleware(SecurityHeaders, tiles=settings.basemap_origin),
        Middleware(HeadAsGet),
        Middleware(
            CrossOrigin,
            allow_origins=settings.cors_origins.split(),
            allow_methods=_METHODS + (_WRITING_METHODS if settings.cors_tokens else ()),
            allow_headers=_HEADERS + (_WRITING_HEADERS if settings.cors_tokens else ()),
            expose_headers=_EXPOSED,
            max_age=86_400,
        ),
        Middleware(error_handlers.UnexpectedErrors),
        Middleware(
            RequestLimits,
            max_body_bytes=settings.max_body_bytes,
            body_seconds=settings.client_seconds,
        ),
        Middleware(GzipRequests, max_body_bytes=settings.max_body_bytes),
        Middleware(DeskGate, enabled=settings.desk),
        Middleware(Routed, routes=[one for room in (ogc, *_ROOMS) for one in room.router.routes]),
    ]
