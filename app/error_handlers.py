"""Every error as a problem document (RFC 9457), without internal details."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.app.http.problems import (
    MEDIA_TYPE,
    FieldProblem,
    ProblemDetails,
    ProblemError,
    _sentence,
)
from dateline.app.http.request_context import current
from dateline.app.pages.templating import render
from dateline.app.store.errors import StoreError
from dateline.app.store.versions import NotThere, PreconditionFailed
from dateline.geo.errors import InvalidInput, MissingExtra, Problem

logger = logging.getLogger(__name__)

_RETRY_SECONDS = "5"
_TITLES = {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}
"""RFC 9110's phrases where Python still has older ones."""


def install(app: FastAPI) -> None:
    """Make the application answer every error with a problem document."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(InvalidInput, _on_invalid_input)
    app.add_exception_handler(NotThere, _on_not_there)
    app.add_exception_handler(PreconditionFailed, _on_condition_failed)
    app.add_exception_handler(StoreError, _on_store_error)
    app.add_exception_handler(MissingExtra, _on_missing_extra)


class UnexpectedErrors:
    """Turns what nobody foresaw into a 500 that says nothing but where to look in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer for it when that fails."""
        started = False

        async def noting_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting_start)
        except ClientDisconnect:
            logger.info("the client went away before it had sent its body")
        except Exception:
            told = (_request_id(), scope.get("method"), scope.get("path"))
            logger.exception("request %s, %s %s, failed", *told)
            if started or scope["type"] != "http":
                raise
            response = respond(
                scope,
                500,
                "Something went wrong here, and was noted. It is not about what you sent.",
            )
            await response(scope, receive, send)


def respond(
    scope: Scope,
    status: int,
    detail: str,
    *,
    errors: Sequence[Problem] = (),
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, Any] | None = None,
) -> Response:
    """A problem document, or a page of the same words for who asks for HTML first."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    instance = _request_id() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
    sent = {**(headers or {}), "Cache-Control": "no-store", "Vary": "Accept"}
    if wants_html(Headers(scope=scope).get("accept", "")):
        lines = [detail, *(str(one) for one in errors)] if len(errors) != 1 else [detail]
        lines += [f"To find it in the log: {instance}"] if instance else []
        page = render(scope, "error.html", title=title, lines=lines)
        html = page.encode("utf-8", "replace")
        return Response(html, status, sent, "text/html; charset=utf-8")
    problem = ProblemDetails(
        title=title,
        status=status,
        detail=detail,
        instance=instance,
        errors=[FieldProblem(field=one.field, message=one.message) for one in errors] or None,
    )
    content = {**(members or {}), **problem.model_dump(mode="json", exclude_none=True)}
    # What a client sent may come back in it with halves of surrogate pairs, which UTF-8 cannot
    # hold; written with a backslash they are what JSON calls them.
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode("utf-8", "backslashreplace"), status, sent, MEDIA_TYPE)


def _request_id() -> str | None:
    exchange = current()
    return exchange.id if exchange else None


def wants_html(accept: str) -> bool:
    """Whether HTML is named before any JSON, as browsers do."""
    kinds = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    html = kinds.index("text/html") if "text/html" in kinds else len(kinds)
    return html < min((n for n, kind in enumerate(kinds) if "json" in kind), default=len(kinds))


async def _on_problem(request: Request, error: Any) -> Response:
    return respond(
        request.scope,
        error.status,
        error.detail,
        errors=error.errors,
        headers=error.headers,
        members=error.members,
    )


async def _on_http_exception(request: Request, error: Any) -> Response:
    headers = dict(error.headers or {})
    if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return respond(request.scope, error.status_code, _detail(request, error), headers=headers)
    allowed = {"OPTIONS", *_methods(request)}
    if "GET" in allowed:
        allowed.add("HEAD")
    headers["Allow"] = ", ".join(sorted(allowed))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    detail = f"{request.method} is not allowed here (allowed: {headers['Allow']})."
    return respond(request.scope, 405, detail, headers=headers)


def _methods(request: Request) -> Iterator[str]:
    """Every method that the path supports; each route knows only its own."""
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            yield method


def _detail(request: Request, error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"There is nothing at {request.url.path[:200]}."
    return f"{error.detail}."


async def _on_invalid_request(request: Request, error: Any) -> Response:
    problems = [_input_problem(item) for item in error.errors()]
    in_body = any(item["loc"][:1] == ("body",) for item in error.errors())
    status = 422 if in_body else 400
    return respond(request.scope, status, _sentence(problems), errors=problems)


def _input_problem(item: Mapping[str, Any]) -> Problem:
    where = ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0])
    message = str(item["msg"]).removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    given = item.get("input")
    if isinstance(given, str | int | float) and item["type"] not in ("missing", "value_error"):
        message += f", not {str(given)[:80]!r}"
    return Problem(where, message)


async def _on_invalid_input(request: Request, error: Any) -> Response:
    return respond(request.scope, 400, _sentence(error.problems), errors=error.problems)


async def _on_not_there(request: Request, error: Any) -> Response:
    return respond(request.scope, 404, _capital(f"{error}."))


async def _on_condition_failed(request: Request, error: Any) -> Response:
    return respond(request.scope, 412, _capital(f"{error}."))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


async def _on_store_error(request: Request, error: Any) -> Response:
    logger.error("the store did not answer: %s", error)
    return respond(
        request.scope,
        503,
        "The store cannot answer now. Please try again in a moment.",
        headers={"Retry-After": _RETRY_SECONDS},
    )


async def _on_missing_extra(request: Request, error: Any) -> Response:
    logger.warning("%s", error)
    return respond(request.scope, 501, "This service is installed without that format.")
