"""The routes of OGC API - Features.

They are Starlette's own and not FastAPI's: reading parameters is done in this package (a box, a
filter), and FastAPI's dependencies would cost more than all that is done here. Answers with
features are coroutines that read a local store directly where that is quick, and in a thread
otherwise.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.app.http.compression import digest_of
from dateline.app.http.conditional import answer, by_accept, cached_for
from dateline.app.http.json_body import to_bytes
from dateline.app.http.negotiation import (
    DOCUMENTS,
    FEATURE,
    FEATURES,
    FEEDS,
    GEOJSON,
    GEOJSON_SEQ,
    HTML,
    OPENAPI,
    SCHEMA,
    MediaFormat,
    format_accepted,
)
from dateline.app.http.problems import ProblemError, bad_request, not_found
from dateline.app.http.rate_limits import costly_read
from dateline.app.ogc import documents, pages
from dateline.app.ogc.collections import COLLECTIONS, Collection
from dateline.app.ogc.downloads import file_of
from dateline.app.ogc.feeds import feed_of
from dateline.app.ogc.items import BATCH, Listing, in_pieces, item, links_of_item, sequence, whole
from dateline.app.ogc.links import base_of, link_header
from dateline.app.ogc.openapi import definition
from dateline.app.ogc.parameters import FILTER_TYPES, read_feature_format, read_format, read_items
from dateline.app.ogc.response_cache import (
    CachedResponse,
    ResponseBuilder,
    ResponseCache,
    send_cached,
    worth_keeping,
)
from dateline.app.ogc.selection import Selection
from dateline.app.rendered import list_of_maps
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.calls import run_store_call
from dateline.app.store.model import Extent, FeaturePage, LayerState
from dateline.app.store.query import FeatureQuery
from dateline.geo.errors import Problem as InputProblem

router = APIRouter(include_in_schema=False)

Result = TypeVar("Result")

_MOST_IN_PLACE = 2_000
"""Features that may have to be looked at for a search to be made in the event loop."""


async def landing(request: Request) -> Response:
    """The list of maps for a browser, else what there is and where."""
    accept = request.headers.get("accept", "")
    wants_page = format_accepted(accept, DOCUMENTS) is HTML and "f" not in request.query_params
    if wants_page or request.query_params.get("f") == HTML.name:
        page = await to_thread.run_sync(list_of_maps, request, _store(request), _settings(request))
        return by_accept(page)
    read_format(request.query_params, accept, DOCUMENTS)
    return _document(request, documents.landing(_base(request)))


async def conformance(request: Request) -> Response:
    """The conformance classes."""
    format = _format(request, DOCUMENTS)
    found = documents.conformance(_base(request), format)
    return await _shown(request, format, found, pages.conformance)


async def api(request: Request) -> Response:
    """The definition of this part of the API, in OpenAPI 3.0."""
    _format(request, (OPENAPI,))
    return _document(request, definition(_base(request)), OPENAPI.media_type)


async def collections(request: Request) -> Response:
    """Every collection."""
    format, store = _format(request, DOCUMENTS), _store(request)
    extents = {one: await _extent(request, store, one) for one in COLLECTIONS}
    found = documents.collections(_base(request), extents, format)
    return await _shown(request, format, found, pages.collections)


async def collection(request: Request) -> Response:
    """One collection."""
    about, format = _collection(request), _format(request, DOCUMENTS)
    extent = await _extent(request, _store(request), about.id)
    found = documents.collection(_base(request), about, extent, format)
    return await _shown(request, format, found, pages.collection)


async def queryables(request: Request) -> Response:
    """Queryables of a collection."""
    about, format = _collection(request), _format(request, (SCHEMA, HTML))
    found = documents.queryables(_base(request), about)
    return await _shown(request, format, found, pages.queryables, SCHEMA.media_type)


async def items(request: Request) -> Response:
    """The features of a collection that match, page by page."""
    about, store = _collection(request), _store(request)
    state = await run_store_call(store, partial(store.layer, about.id))
    answers, key = _answers(request), _key(request)
    known = answers.ready.known(key, state.version)
    if known is not None:
        return send_cached(request, known)
    base = _base(request)
    accept = request.headers.get("accept", "")
    asked = read_items(request.query_params, accept, about, FEATURES)
    if asked.format.file:
        await costly_read(request)
    answer = ResponseBuilder.of(request, base, state.version, _cache_control(request))
    listing = Listing(base, about, asked)
    made = answer.not_modified() or await _listed(request, answer, listing, state)
    if isinstance(made, Response):
        return made
    if worth_keeping(made):
        answers.ready.keep(key, state.version, made)
    return send_cached(request, made)


async def search(request: Request) -> Response:
    """The same with the filter in the body: CQL2 as JSON, or as text where the type says so."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    language = FILTER_TYPES.get(media_type)
    if language is None:
        raise ProblemError(
            415,
            f"{media_type[:60]!r} is no filter; send one of {', '.join(FILTER_TYPES)}.",
            headers={"Accept": ", ".join(FILTER_TYPES)},
        )
    given = request.query_params.multi_items()
    if any(name in ("filter", "filter-lang") for name, _ in given):
        raise bad_request(InputProblem("filter", "it is in the body; leave it out of the address"))
    body = (await request.body()).decode("utf-8", "replace")
    query = urlencode([*given, ("filter", body), ("filter-lang", language)])
    return await items(Request({**request.scope, "query_string": query.encode()}, request.receive))


async def feature(request: Request) -> Response:
    """One feature."""
    about, store = _collection(request), _store(request)
    state = await run_store_call(store, partial(store.layer, about.id))
    answers, key = _answers(request), _key(request)
    known = answers.ready.known(key, state.version)
    if known is not None:
        return send_cached(request, known)
    base = _base(request)
    accept = request.headers.get("accept", "")
    format, selection = read_feature_format(request.query_params, accept, FEATURE)
    feature_id = request.path_params["feature"]
    found = await run_store_call(store, partial(store.feature, about.id, feature_id))
    if found is None:
        raise not_found(f"feature {feature_id[:80]!r} among {about.id}")
    body = item(selection.feature(found), links_of_item(base, about, feature_id, format))
    if format is HTML:
        body = await to_thread.run_sync(pages.feature, request.scope, about, body)
    made = ResponseBuilder(request, digest_of(body), _cache_control(request)).ready(
        body, _content_type(format), _content_crs(selection)
    )
    answers.ready.keep(key, state.version, made)
    return send_cached(request, made)


async def _listed(
    request: Request, answer: ResponseBuilder, listing: Listing, state: LayerState
) -> CachedResponse | Response:
    """A page of features in its format: ready to be sent, or sent as it is made."""
    store, query, format = _store(request), listing.asked.query, listing.asked.format
    crs = _content_crs(listing.asked.selection)
    media_type = _content_type(format)
    if format is GEOJSON_SEQ:
        return answer.streamed(sequence(store, listing), media_type, crs)
    if format.file:
        body, after = await to_thread.run_sync(file_of, store, listing, state)
        headers = crs | link_header(listing.next(after) if after else None, format)
        name = f'attachment; filename="{listing.collection.id}.{format.name}"'
        return send_cached(
            request, answer.ready(body, media_type, {**headers, "Content-Disposition": name})
        )
    if format is GEOJSON and query.limit > BATCH:
        matched = await _count(request, query, state)
        pieces = in_pieces(store, listing, state, matched)
        return answer.streamed(pieces, media_type, crs)
    page = await _search(store, query, state, lambda: store.features(query))
    matched = await _count(request, query, state, page)
    headers = crs | link_header(listing.next(page.next) if page.next else None, format)
    if format in FEEDS:
        body = feed_of(listing, page, state)
    elif format is HTML:
        body = await to_thread.run_sync(pages.items, request.scope, listing, page, matched)
    else:
        body = whole(listing, page, state, matched)
    return await _compressed(answer, body, media_type, headers)


def _content_crs(selection: Selection) -> dict[str, str]:
    return {"Content-Crs": f"<{selection.crs.uri}>"}


async def _compressed(
    answer: ResponseBuilder, body: bytes, media_type: str, headers: dict[str, str]
) -> CachedResponse:
    make = partial(answer.ready, body, media_type, headers)
    return await to_thread.run_sync(make) if answer.compresses(body) else make()


async def _count(
    request: Request, query: FeatureQuery, state: LayerState, page: FeaturePage | None = None
) -> int:
    """How many features match: known already, seen on the only page, or counted now."""
    answers, store = _answers(request), _store(request)
    if page is not None and page.next is None and query.after is None:
        return len(page.features)
    known = answers.count(query, state)
    if known is None:
        known = await _search(store, query, state, lambda: store.count(query))
        answers.counts.keep(query.matching(), state.version, known)
    return known


async def _search(
    store: Store, query: FeatureQuery, state: LayerState, question: Callable[[], Result]
) -> Result:
    """Ask the store in place if that is quick, and in a thread if it may not be."""
    if store.is_local and _quick(query, state):
        return question()
    return await to_thread.run_sync(question)


def _quick(query: FeatureQuery, state: LayerState) -> bool:
    """Whether so few features have to be looked at that a thread would cost more."""
    if query.sort or query.where:
        return state.number <= _MOST_IN_PLACE // 10
    if query.is_unfiltered:
        return query.limit <= BATCH
    expected = state.number * (_share(query.bbox) if query.bbox else 1.0)
    return expected <= _MOST_IN_PLACE


def _share(box: tuple[float, float, float, float]) -> float:
    """How much of the world a box is, in degrees."""
    west, south, east, north = box
    width = east - west if west <= east else east - west + 360
    return width * (north - south) / (360 * 180)


async def _extent(request: Request, store: Store, layer: str) -> Extent:
    state = await run_store_call(store, partial(store.layer, layer))
    extents = _answers(request).extents
    known = extents.known(layer, state.version)
    if known is None:
        known = await to_thread.run_sync(store.extent, layer)
        extents.keep(layer, state.version, known)
    return known


async def _shown(
    request: Request,
    format: MediaFormat,
    found: dict[str, Any],
    page: Callable[..., bytes],
    media_type: str = "application/json",
) -> Response:
    """A document as JSON, or as a page."""
    if format is not HTML:
        return _document(request, found, media_type)
    body = await to_thread.run_sync(page, request.scope, found)
    return _sent(request, body, _content_type(HTML))


def _document(request: Request, found: Any, media_type: str = "application/json") -> Response:
    return _sent(request, to_bytes(found), media_type)


def _sent(request: Request, body: bytes, media_type: str) -> Response:
    return by_accept(answer(request, body, media_type, cache_control=_cache_control(request)))


def _content_type(format: MediaFormat) -> str:
    text = format.media_type.startswith("text/")
    return f"{format.media_type}; charset=utf-8" if text else format.media_type


def _key(request: Request) -> tuple[object, ...]:
    """All of a request that an answer depends on."""
    scope, given = request.scope, request.scope["headers"]
    headers = dict(given)
    return (
        None if len(headers) == len(given) else tuple(given),  # one that is given twice
        scope["path"],
        scope["query_string"],
        scope["scheme"],
        scope.get("root_path"),
        headers.get(b"host"),
        headers.get(b"accept"),
        headers.get(b"accept-encoding"),
    )


def _format(request: Request, formats: tuple[MediaFormat, ...]) -> MediaFormat:
    return read_format(request.query_params, request.headers.get("accept", ""), formats)


def _collection(request: Request) -> Collection:
    name = request.path_params["collection"]
    try:
        return COLLECTIONS[name]
    except KeyError:
        known = ", ".join(COLLECTIONS)
        raise not_found(f"collection {name[:80]!r}; there are {known}") from None


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _answers(request: Request) -> ResponseCache:
    answers: ResponseCache = request.app.state.answers
    return answers


def _base(request: Request) -> str:
    return base_of(request, _settings(request))


def _cache_control(request: Request) -> str:
    return cached_for(_settings(request).cache_seconds)


# Those asked for most often come first.
for _path, _answer in (
    ("/collections/{collection}/items/{feature}", feature),
    ("/collections/{collection}/items", items),
    ("/collections/{collection}", collection),
    ("/collections", collections),
    ("/collections/{collection}/queryables", queryables),
    ("/", landing),
    ("/conformance", conformance),
    ("/api", api),
):
    router.add_route(_path, _answer, methods=["GET"], include_in_schema=False)
router.add_route("/collections/{collection}/items", search, methods=["POST"])
