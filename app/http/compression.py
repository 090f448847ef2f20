"""Bytes as they are served: as they are, and compressed, each with its own strong ETag."""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import brotli

Encoding = Literal["br", "gzip", "identity"]
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip", "identity")
"""Content codings that the service speaks, the one it would rather use first."""

_ETAG_SUFFIX = {"br": "-br", "gzip": "-gz", "identity": ""}
WORTH_COMPRESSING = 600
"""Bytes below which a body fits one network packet anyway."""


@dataclass(frozen=True, slots=True)
class Content:
    """One encoding of some bytes.

    Attributes:
        digest: Content hash of the bytes before encoding (``digest_of``).
        encoding: How ``body`` is encoded.
        body: The bytes to send.
    """

    digest: str
    encoding: Encoding
    body: bytes

    @property
    def etag(self) -> str:
        """The strong ETag, which differs by encoding as RFC 9110 section 8.8.3.3 asks."""
        return f'"{self.digest}{_ETAG_SUFFIX[self.encoding]}"'


def digest_of(body: bytes) -> str:
    """The content hash that an ETag is made of: 128 bits of SHA-256, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()[:32]


def compress(body: bytes, encoding: Encoding, *, thorough: bool) -> bytes | None:
    """The body in an encoding; None where that would not make it smaller.

    Args:
        body: What to compress.
        encoding: ``identity`` is never smaller.
        thorough: Whether the bytes are kept and sent often, so that time spent now pays later.
            The same bytes always give the same result.
    """
    if len(body) < WORTH_COMPRESSING or encoding == "identity":
        return None
    if encoding == "br":
        smaller = brotli.compress(body, quality=_brotli_quality(len(body)) if thorough else 4)
    else:
        smaller = gzip.compress(body, compresslevel=9 if thorough else 5, mtime=0)
    return smaller if len(smaller) < len(body) else None


def _brotli_quality(size: int) -> int:
    # Brotli's best takes two seconds for each megabyte; its ninth a tenth of that.
    return 11 if size < 500_000 else 9


def encode(body: bytes, accepted: Sequence[Encoding], *, digest: str | None = None) -> Content:
    """Content in the first of the accepted encodings that makes it smaller, compressed now."""
    digest = digest or digest_of(body)
    for encoding in accepted:
        smaller = compress(body, encoding, thorough=False)
        if smaller is not None:
            return Content(digest, encoding, smaller)
        if encoding == "identity":
            break
    return Content(digest, "identity", body)


def compress_pieces(pieces: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """The pieces of a body in an encoding, each as soon as it comes.

    Fast rather than small: a long body would else keep the processor longer than the network.
    """
    if encoding == "identity":
        yield from pieces
    elif encoding == "br":
        brotli_ = brotli.Compressor(quality=1)
        for piece in pieces:
            yield brotli_.process(piece)
        yield brotli_.finish()
    else:
        gzip_ = zlib.compressobj(level=1, wbits=zlib.MAX_WBITS | 16)
        for piece in pieces:
            yield gzip_.compress(piece)
        yield gzip_.flush()
