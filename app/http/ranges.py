"""Byte ranges of large files, as map clients request them (RFC 9110 section 14).

Starlette's ``FileResponse`` knows ranges too, but answers a malformed one with 400 where RFC 9110
lets a server ignore it, reports 416 without a problem document, does not know ``If-None-Match``,
and reads 64 kB at a time in a thread: around these, little would be saved.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse

from dateline.app.http.compression import Content
from dateline.app.http.conditional import matches, send
from dateline.app.http.problems import ProblemError

_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})", re.IGNORECASE)
_AT_ONCE = 1 << 20
"""Bytes that are read and sent in one piece."""


def requested(headers: Headers, etag: str, size: int) -> tuple[int, int] | None:
    """Which bytes of a file a request asks for.

    Args:
        headers: Of the request.
        etag: The file's strong ETag; ``If-Range`` with any other asks for the whole file.
        size: Of the file, in bytes.

    Returns:
        First byte, and the one after the last; None for the whole file, also where the header
        is not understood or asks for several ranges, which a server may ignore.

    Raises:
        ProblemError: 416, the range begins after the end of the file.
    """
    match = _RANGE.fullmatch(headers.get("range", "").strip())
    if match is None or headers.get("if-range", etag).strip() != etag:
        return None
    first, last = match.groups()
    if (not first and not last) or (first and last and int(last) < int(first)):
        return None
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if start >= end:
        raise ProblemError(
            416,
            f"There are {size:,} bytes; the range begins after the last.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return start, end


def send_ranged(
    request: Request,
    content: Content,
    media_type: str,
    *,
    cache_control: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Content or the part of it that is asked for, as GDAL's ``/vsicurl/`` does; 304 as ``send``.

    Raises:
        ProblemError: 416, the range begins after the content's end.
    """
    sent = {**(headers or {}), "Accept-Ranges": "bytes"}
    whole = send(request, content, media_type, cache_control=cache_control, headers=sent)
    size = len(content.body)
    asked = requested(request.headers, content.etag, size) if whole.status_code == 200 else None
    if asked is None:
        return whole
    start, end = asked
    partial = Response(content.body[start:end], 206, dict(whole.headers))
    partial.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    partial.headers["Content-Length"] = str(end - start)
    return partial


def send_file(
    request: Request, path: Path, etag: str, media_type: str, *, cache_control: str
) -> Response:
    """A file or the part of it that is asked for, uncompressed; 304 when the client has it.

    Raises:
        ProblemError: 416, the range begins after the end of the file.
    """
    headers = {"ETag": etag, "Cache-Control": cache_control, "Accept-Ranges": "bytes"}
    known = request.headers.getlist("if-none-match")
    if known and matches(", ".join(known), etag):
        return Response(status_code=304, headers=headers)
    size = path.stat().st_size
    asked = requested(request.headers, etag, size)
    start, end = asked or (0, size)
    headers["Content-Length"] = str(end - start)
    if asked:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if asked else 200
    if end - start <= _AT_ONCE:
        body = next(_pieces(path, start, end), b"")
        return Response(body, status, headers, media_type)
    return StreamingResponse(_pieces(path, start, end), status, headers, media_type)


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            piece = file.read(min(_AT_ONCE, end - start))
            if not piece:
                return
            start += len(piece)
            yield piece
