"""What requests that change a map have in common: their conditions, and that they may come twice.

``If-Match`` and ``If-None-Match`` as in RFC 9110 section 13, ``Idempotency-Key`` as in the IETF's
draft-ietf-httpapi-idempotency-key-header.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Header, Query, Request
from starlette.responses import JSONResponse, Response

from app.errors import ProblemError, bad_request
from app.routes.bearer import Author, demand
from app.routes.parameters import ask
from app.store.base import Store
from app.store.history import Condition, Repeatable, Repeated, Written
from app.tokens import MAPS_PUBLISH, Token
from geo.errors import Problem

REPLAYED = {"Idempotency-Replayed": "true"}
"""Told with an answer that was given before."""

_STRONG_TAG = re.compile(r'(?<![^\s,])"([\x21\x23-\x7E\x80-\xFF]*)"')
_KEY = re.compile(r"[\x21-\x7E]{1,255}")
_ENCODED = re.compile(r"-(?:br|gz)$")


async def condition_of(
    if_match: Annotated[
        str | None,
        Header(
            description="ETags of the newest version, as whoever changes it saw it; `*` for any. "
            "When it is another by now, the answer is 412 and nothing is changed."
        ),
    ] = None,
) -> Condition:
    """What ``If-Match`` demands. The ETags of all encodings of a version are one to it."""
    if if_match is None:
        return Condition()
    if if_match.strip() == "*":
        return Condition(present=True)
    # Weak tags never match here (RFC 9110 section 13.1.1); they are no mistake either.
    tags = [_ENCODED.sub("", tag) for tag in _STRONG_TAG.findall(if_match)]
    if not tags and "W/" not in if_match:
        raise bad_request(
            Problem("If-Match", f"give an ETag in its quotes, or *, not {if_match[:80]!r}")
        )
    return Condition(etags=frozenset(tags))


async def condition_of_writing(
    matching: Annotated[Condition, Depends(condition_of)],
    if_none_match: Annotated[
        str | None,
        Header(description="`*`: only if there is no such map yet; else the answer is 412."),
    ] = None,
) -> Condition:
    """What ``If-Match`` and ``If-None-Match`` demand."""
    if if_none_match is None:
        return matching
    if if_none_match.strip() != "*":
        raise bad_request(Problem("If-None-Match", "only * makes sense here"))
    return Condition(absent=True, present=matching.present, etags=matching.etags)


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


async def whether_to_publish(
    author: Author,
    publish: Annotated[
        bool,
        Query(
            description="Whether the public is to see it at once; needs the scope "
            f"{MAPS_PUBLISH}. Else it is a draft, which its authors see alone."
        ),
    ] = False,
) -> bool:
    """What the query says of publishing, if the token allows it."""
    if publish:
        demand(author, MAPS_PUBLISH)
    return publish


Publish = Annotated[bool, Depends(whether_to_publish)]

Matching = Annotated[Condition, Depends(condition_of)]
IdempotencyKey = Annotated[str | None, Depends(idempotency_key)]


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """On what terms a new version is kept.

    Attributes:
        author: The token that it is sent with.
        publish: Whether the public is to see it at once.
        condition: What has to hold of the map as it stands.
        key: The request's ``Idempotency-Key``.
    """

    author: Token
    publish: bool
    condition: Condition
    key: str | None


async def terms_of_change(
    author: Author,
    publish: Publish,
    condition: Annotated[Condition, Depends(condition_of_writing)],
    key: IdempotencyKey,
) -> ChangeTerms:
    """The terms that a request names."""
    return ChangeTerms(author, publish, condition, key)


Terms = Annotated[ChangeTerms, Depends(terms_of_change)]


def repeatable(
    request: Request, token: Token, key: str | None, body: bytes = b""
) -> Repeatable | None:
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
    return Repeatable(token.selector, key, known.hexdigest())


async def once(
    store: Store,
    request: Repeatable | None,
    change: Callable[[Repeatable | None], Written],
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
    except Repeated as error:
        before = await answer_before(store, request)
        if before is None:
            raise ProblemError(409, "The same request is being answered just now.") from error
        return before
    return answer(written)


async def answer_before(store: Store, request: Repeatable | None) -> Response | None:
    """The answer to the same request, if it came before.

    Raises:
        ProblemError: 422; the key was used for another request.
    """
    if request is None:
        return None
    before = await ask(store, lambda: store.remembered(request.owner, request.key))
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
