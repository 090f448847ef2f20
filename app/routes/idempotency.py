"""Idempotency keys: a request that comes twice is carried out once.

The header is that of the IETF's draft-ietf-httpapi-idempotency-key-header.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Header, Request
from starlette.responses import JSONResponse, Response

from dateline.app.http.problems import ProblemError, bad_request
from dateline.app.store.base import Store
from dateline.app.store.calls import run_store_call
from dateline.app.store.versions import DuplicateRequest, IdempotentRequest, Written
from dateline.app.tokens import ApiToken
from dateline.geo.errors import Problem

REPLAYED = {"Idempotency-Replayed": "true"}
"""Told with an answer that was given before."""


_KEY = re.compile(r"[\x21-\x7E]{1,255}")


async def idempotency_key(
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="A name for this request, such as a UUID: should it come again within 24 "
            "hours, it is not done again but answered as before.",
        ),
    ] = None,
) -> str | None:
    """The request's key, with or without the quotes that the draft standard has around it."""
    if key is None:
        return None
    name = key.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1]
    if not _KEY.fullmatch(name):
        raise bad_request(
            Problem("Idempotency-Key", "give 1 to 255 visible ASCII characters, such as a UUID")
        )
    return name


IdempotencyKey = Annotated[str | None, Depends(idempotency_key)]


def idempotent_request(
    request: Request, token: ApiToken, key: str | None, body: bytes = b""
) -> IdempotentRequest | None:
    """How to know the request again; None when it has no key.

    Args:
        request: The request.
        token: Whose it is; keys of others are other keys.
        key: Its ``Idempotency-Key``.
        body: Its body.
    """
    if key is None:
        return None
    known = hashlib.sha256()
    for part in (
        request.method,
        request.url.path,
        request.url.query,
        request.headers.get("content-type", ""),
        request.headers.get("if-match", ""),
        request.headers.get("if-none-match", ""),
    ):
        known.update(part.encode() + b"\0")
    known.update(body)
    return IdempotentRequest(token.selector, key, known.hexdigest())


async def run_idempotently(
    store: Store,
    request: IdempotentRequest | None,
    change: Callable[[IdempotentRequest | None], Written],
    answer: Callable[[Written], JSONResponse],
) -> Response:
    """Make a change and answer; a request that comes again meanwhile is answered the same.

    Args:
        store: Where.
        request: How to know the request again.
        change: Makes the change, in a thread.
        answer: Makes the answer.
    """
    kept = replace(request, answer=lambda written: _packed(answer(written))) if request else None
    try:
        written = await to_thread.run_sync(change, kept)
    except DuplicateRequest as error:
        before = await stored_answer(store, request)
        if before is None:
            raise ProblemError(409, "The same request is being answered just now.") from error
        return before
    return answer(written)


async def stored_answer(store: Store, request: IdempotentRequest | None) -> Response | None:
    """The answer to the same request, if it came before.

    Raises:
        ProblemError: 422; the key was used for another request.
    """
    if request is None:
        return None
    before = await run_store_call(store, lambda: store.stored_response(request.owner, request.key))
    if before is None:
        return None
    if before.request != request.request:
        raise ProblemError(
            422,
            "This Idempotency-Key was used for another request; give each request its own.",
        )
    kept = json.loads(before.answer)
    return Response(
        kept["body"], kept["status"], {**kept["headers"], **REPLAYED}, "application/json"
    )


def _packed(answer: JSONResponse) -> bytes:
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in ("content-length", "content-type")
    }
    body = bytes(answer.body).decode()
    return json.dumps({"status": answer.status_code, "headers": headers, "body": body}).encode()
