"""The request that is being answered: what its log lines, metrics and answer have in common."""

import re
import secrets
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field

Header = tuple[bytes, bytes]

REQUEST_ID = b"x-request-id"
_USABLE = re.compile(rb"[A-Za-z0-9._~=-]{1,128}")
"""Request ids accepted from clients: safe in log lines and URIs without escaping."""


@dataclass(slots=True)
class Exchange:
    """One request and its answer.

    Attributes:
        id: By which the log, the answer and whoever asks name this request.
        route: The template of its address, such as ``/maps/{map_id}``; None when there is none.
        headers: What the answer is to carry besides what the route gives it.
    """

    id: str
    route: str | None = None
    headers: list[Header] = field(default_factory=list)


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


def begin(headers: Iterable[Header]) -> Exchange:
    """A new exchange, which is the current one from now on in this task and its threads.

    Args:
        headers: The request's; an ``X-Request-ID`` that a proxy gave is kept.
    """
    given = next((value for name, value in headers if name == REQUEST_ID), b"")
    known = given.decode("ascii") if _USABLE.fullmatch(given) else secrets.token_hex(16)
    exchange = Exchange(known)
    _current.set(exchange)
    return exchange


def current() -> Exchange | None:
    """The exchange that this code runs for; None outside of any."""
    return _current.get()
