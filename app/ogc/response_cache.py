"""Cached responses, valid until a feature of their layer changes.

An answer's ETag is made of the layer's version and of what was asked, and not of the answer
itself: a conditional request is answered with 304 before any feature is read, and a long one can be
sent while it is still being read.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed_version

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dateline.app.cache import LRUCache, length_of
from dateline.app.http.compression import Content, Encoding, compress_pieces, encode
from dateline.app.http.conditional import accepted_encodings, matches
from dateline.app.store.model import Extent, LayerState
from dateline.app.store.query import FeatureQuery
from dateline.geo.model import LAYERS

_MOST_BYTES = 32_000_000
_LONGEST_KEPT = 1_000_000
_MOST_COUNTS = 2_000
_QUICKLY_COMPRESSED = 4_000
_SUFFIXES: Mapping[Encoding, str] = {"identity": "", "br": "-br", "gzip": "-gz"}
RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """An answer as it goes out.

    Attributes:
        lasting: Headers that are also sent with a 304.
        own: Headers about the body.
    """

    etag: str
    lasting: RawHeaders
    own: RawHeaders
    body: bytes


class ResponseCache:
    """The cached responses, counts and extents of one application."""

    def __init__(self) -> None:
        self.ready: LRUCache[CachedResponse] = LRUCache(
            _MOST_BYTES, lambda name, one: length_of(name) + len(one.body)
        )
        self.counts: LRUCache[int] = LRUCache(_MOST_COUNTS)
        self.extents: LRUCache[Extent] = LRUCache(len(LAYERS))

    def count(self, query: FeatureQuery, state: LayerState) -> int | None:
        """How many features match a query, where that is known."""
        if query.is_unfiltered:
            return state.number
        return self.counts.known(query.matching(), state.version)


class Sent(Response):
    """A response of headers and a body that are ready; Starlette would encode each anew."""

    def __init__(self, status: int, headers: RawHeaders, body: bytes) -> None:
        self.status_code = status
        self.raw_headers = headers
        self.body = body
        self.background = None


def send_cached(request: Request, ready: CachedResponse) -> Response:
    """An answer, or 304 when the client has it."""
    known = request.headers.getlist("if-none-match")
    if known and matches(", ".join(known), ready.etag):
        return Sent(304, list(ready.lasting), b"")
    return Sent(200, [*ready.lasting, *ready.own], ready.body)


@dataclass(frozen=True, slots=True)
class ResponseBuilder:
    """Builds a response whose ETag is known before its body.

    Attributes:
        digest: Of the layer's version and all that was asked: the ETag without its suffix.
        cache_control: How long the answer may be kept.
    """

    request: Request
    digest: str
    cache_control: str

    @classmethod
    def of(cls, request: Request, base: str, version: str, cache_control: str) -> "ResponseBuilder":
        """What a request asks of a version of a layer.

        Args:
            request: The request.
            base: The base URL of links in the response.
            version: The layer's.
            cache_control: How long the answer may be kept.
        """
        scope, accept = request.scope, request.headers.get("accept", "")
        parts = (_installed(), version, base, scope["path"], accept)
        told = "\n".join(parts).encode() + b"\n" + scope["query_string"]
        return cls(request, hashlib.sha256(told).hexdigest()[:32], cache_control)

    def not_modified(self) -> Response | None:
        """304, when the client has the answer in any encoding."""
        known = ", ".join(self.request.headers.getlist("if-none-match"))
        if not known:
            return None
        for encoding in _SUFFIXES:
            if matches(known, self._etag(encoding)):
                return Sent(304, self._lasting(encoding, {}), b"")
        return None

    def compresses(self, body: bytes) -> bool:
        """Whether the answer is going to be compressed, and long enough for that to take time."""
        first = accepted_encodings(self.request.headers)[0]
        return first != "identity" and len(body) > _QUICKLY_COMPRESSED

    def ready(self, body: bytes, media_type: str, headers: Mapping[str, str]) -> CachedResponse:
        """The answer with this body, compressed if the client takes that."""
        encodings = accepted_encodings(self.request.headers)
        content: Content = encode(body, encodings, digest=self.digest)
        own = {"Content-Type": media_type, "Content-Length": str(len(content.body))}
        if content.encoding != "identity":
            own["Content-Encoding"] = content.encoding
        return CachedResponse(
            content.etag, self._lasting(content.encoding, headers), _raw(own), content.body
        )

    def streamed(
        self, pieces: Iterable[bytes], media_type: str, headers: Mapping[str, str]
    ) -> Response:
        """An answer that is sent piece by piece, compressed as it goes if the client takes that."""
        encoding = accepted_encodings(self.request.headers)[0]
        response = StreamingResponse(compress_pieces(pieces, encoding))
        own = {"Content-Type": media_type}
        if encoding != "identity":
            own["Content-Encoding"] = encoding
        response.raw_headers = [*self._lasting(encoding, headers), *_raw(own)]
        return response

    def _etag(self, encoding: Encoding) -> str:
        return f'"{self.digest}{_SUFFIXES[encoding]}"'

    def _lasting(self, encoding: Encoding, headers: Mapping[str, str]) -> RawHeaders:
        return _raw(
            {
                **headers,
                "ETag": self._etag(encoding),
                "Cache-Control": self.cache_control,
                "Vary": "Accept, Accept-Encoding",
            }
        )


def worth_keeping(ready: CachedResponse) -> bool:
    """Whether an answer is short enough to be kept beside others."""
    return len(ready.body) <= _LONGEST_KEPT


@cache
def _installed() -> str:
    return installed_version("dateline")


def _raw(headers: Mapping[str, str]) -> RawHeaders:
    return [
        (name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()
    ]
