"""Requests as bytes, many in one go, and their answers: thousands a second over one connection."""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: chunked\r\n", re.IGNORECASE)
_PART = 0x40000


@dataclass(frozen=True)
class Got:
    """An answer: status, head and body."""

    status: int
    head: bytes
    body: bytes

    @property
    def is_last(self) -> bool:
        """Whether the connection is closed after it."""
        return b"\r\nconnection: close\r\n" in self.head.lower()


class Closed(Exception):
    """The server has closed the connection, between two answers."""


class Pipeline:
    """A connection on which requests are sent without waiting for the answers before."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._read = bytearray()

    def send(self, requests: Sequence[bytes]) -> None:
        """Send requests."""
        self._connection.sendall(b"".join(requests))

    def answer(self, method: bytes = b"GET") -> Got:
        """The next answer, to a request with this method.

        Raises:
            Closed: There is none: the connection was closed.
        """
        head = self._head()
        found = _STATUS.match(head)
        assert found, head[:200]
        status = int(found[1])
        if method == b"HEAD" or status in (204, 304):
            return Got(status, head, b"")
        if _CHUNKED.search(head):
            return Got(status, head, self._chunks())
        length = _LENGTH.search(head)
        assert length, head
        return Got(status, head, self._take(int(length[1])))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _head(self) -> bytes:
        while (end := self._read.find(b"\r\n\r\n")) < 0:
            try:
                part = self._connection.recv(_PART)
            except ConnectionResetError:
                part = b""
            if not part:
                assert not self._read, f"cut off: {bytes(self._read[:200])!r}"
                raise Closed
            self._read += part
        return self._take(end + 4)

    def _take(self, length: int) -> bytes:
        while len(self._read) < length:
            part = self._connection.recv(_PART)
            assert part, "the answer was cut off"
            self._read += part
        taken = bytes(self._read[:length])
        del self._read[:length]
        return taken

    def _chunks(self) -> bytes:
        body = b""
        while True:
            while (end := self._read.find(b"\r\n")) < 0:
                part = self._connection.recv(_PART)
                assert part, "the answer was cut off"
                self._read += part
            size = int(self._take(end + 2), 16)
            body += self._take(size + 2)[:size]
            if size == 0:
                return body


def request(
    target: str | bytes, method: bytes = b"GET", body: bytes = b"", **headers: str | bytes
) -> bytes:
    """A request as it is sent."""
    lines = [b"%s %s HTTP/1.1" % (method, _bytes(target)), b"Host: localhost"]
    lines += [
        name.replace("_", "-").encode() + b": " + _bytes(value) for name, value in headers.items()
    ]
    if body or method in (b"POST", b"PUT", b"PATCH"):
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1", "replace")
