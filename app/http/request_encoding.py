"""Request bodies that come compressed (RFC 9110 section 8.4)."""

import zlib

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_GZIP = ("gzip", "x-gzip")
_WITH_GZIP_HEADER = 31
"""What zlib calls a stream in gzip's format of any window size."""


class GzipRequests:
    """Decompresses bodies in gzip, so that everything within sees them as they are.

    Args:
        app: The application within.
        max_body_bytes: Longest body after decompression.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self.app = app
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body decompressed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = MutableHeaders(raw=list(scope["headers"]))
        if headers.get("content-encoding", "").strip().lower() not in _GZIP:
            await self.app(scope, receive, send)
            return
        del headers["content-encoding"]
        del headers["content-length"]
        await self.app({**scope, "headers": headers.raw}, self._decompressed(receive), send)

    def _decompressed(self, receive: Receive) -> Receive:
        stream = zlib.decompressobj(_WITH_GZIP_HEADER)
        read = 0

        async def decompressed() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] != "http.request" or stream.eof:
                return message
            try:
                # One byte more than allowed tells a body that is too long from one that just fits.
                body = stream.decompress(message.get("body", b""), self._max_body_bytes - read + 1)
            except zlib.error:
                raise HTTPException(400, "The body is not gzip, as Content-Encoding says") from None
            read += len(body)
            if read > self._max_body_bytes:
                limit = f"{self._max_body_bytes:,}"
                raise HTTPException(413, f"The body is longer than {limit} bytes when decompressed")
            if not message.get("more_body", False) and not stream.eof:
                raise HTTPException(400, "The body ends before its gzip stream does")
            return {**message, "body": body}

        return decompressed
