"""Answers that a client need not fetch twice: negotiated encoding, strong ETag, 304."""

import re
from collections.abc import Mapping
from functools import lru_cache

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import Response

from dateline.app.http.compression import ENCODINGS, Content, Encoding, encode

NO_STORE = "no-store"
REVALIDATE = "no-cache"
"""A cache may keep the answer but asks each time whether it still holds."""
IMMUTABLE = "public, max-age=31536000, immutable"

_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7E\x80-\xFF]*")')


def cached_for(seconds: int) -> str:
    """Cache-Control that lets anyone keep an answer for so many seconds without asking."""
    return f"public, max-age={seconds}" if seconds else REVALIDATE


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    cache_control: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Some bytes made for this request, compressed if the client takes that, or 304."""
    content = encode(body, accepted_encodings(request.headers))
    return send(request, content, media_type, cache_control=cache_control, headers=headers)


def send(
    request: Request,
    content: Content,
    media_type: str,
    *,
    cache_control: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Content that is encoded already, or 304 when the client has it.

    Args:
        request: Whose ``If-None-Match`` counts.
        content: In an encoding that the request accepts (``accepted_encodings``).
        media_type: Sent as it is.
        cache_control: How long the answer may be kept.
        headers: Sent besides, also with a 304.
    """
    sent = {
        **(headers or {}),
        "ETag": content.etag,
        "Cache-Control": cache_control,
        "Vary": "Accept-Encoding",
    }
    known = request.headers.getlist("if-none-match")
    if known and matches(", ".join(known), content.etag):
        return Response(status_code=304, headers=sent)
    if content.encoding != "identity":
        sent["Content-Encoding"] = content.encoding
    sent["Content-Type"] = media_type
    return Response(content.body, headers=sent)


def by_accept(response: Response) -> Response:
    """An answer whose format ``Accept`` decided, which caches have to know."""
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def matches(if_none_match: str, etag: str) -> bool:
    """Whether ``If-None-Match`` names the ETag, by weak comparison (RFC 9110 section 13.1.2)."""
    return if_none_match.strip() == "*" or etag in _ENTITY_TAG.findall(if_none_match)


def accepted_encodings(headers: Headers) -> tuple[Encoding, ...]:
    """The encodings that a client takes, its own preference first, then ours."""
    return _accepted(", ".join(headers.getlist("accept-encoding")))


@lru_cache(maxsize=256)
def _accepted(accept_encoding: str) -> tuple[Encoding, ...]:
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        if coding:
            weights["gzip" if coding == "x-gzip" else coding] = _weight(parameters)
    others = weights.get("*", 0.0)

    def wanted(encoding: Encoding) -> float:
        # Identity is acceptable unless refused; it comes last where nothing is said of it.
        return weights.get(encoding, others if encoding != "identity" else 0.0)

    taken = [encoding for encoding in ENCODINGS if wanted(encoding) > 0]
    taken.sort(key=wanted, reverse=True)
    return tuple(dict.fromkeys((*taken, "identity")))


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
