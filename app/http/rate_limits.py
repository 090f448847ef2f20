"""Rate limits for expensive requests, and their response headers.

Each process counts for itself, in memory that is bounded: with several workers a client may have
up to so many times the rate. What has to hold across machines belongs into the proxy in front of
them, which sees all requests.

The library `limits` was weighed: its counters in memory have no bound, so that addresses made up
by the million would fill it, and a thread sweeps them a hundred times a second.
"""

import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request

from dateline.app.http.problems import ProblemError
from dateline.app.http.request_context import current

_RATE = re.compile(r"(\d{1,7}) ?/ ?(second|minute|hour|day)")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
OFF = "off"
MOST_CLIENTS = 20_000
"""Clients remembered at a time, some 200 bytes each; who has not asked for longest is forgotten."""
_ONE_IPV6_CLIENT = 64
"""Leading bits of an IPv6 address: a network of so many is given to a single subscriber."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds; all of them may come at once."""

    requests: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Rate | None":
        """The rate that is written as ``600/minute``; None for ``off``.

        Raises:
            ValueError: It is not written so.
        """
        if text.strip().lower() == OFF:
            return None
        found = _RATE.fullmatch(text.strip().lower())
        if not found or not int(found[1]):
            raise ValueError(f"{text!r} is no rate; give for example 600/minute, or {OFF}")
        return cls(int(found[1]), _SECONDS[found[2]])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may be answered.

    Attributes:
        allowed: Whether it may.
        remaining: How many more may follow at once.
        reset: Seconds until as many as ever may.
        retry: Seconds until one more may; 0 when it may now.
    """

    allowed: bool
    remaining: int
    reset: float
    retry: float


class Limiter:
    """Lets each client have its rate, by the generic cell rate algorithm: one number for each.

    Args:
        rate: What each client may have.
        clock: Tells the time in seconds.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._each = rate.seconds / rate.requests
        # When each client will have used nothing up, if it asks for no more.
        self._tat: OrderedDict[Hashable, float] = OrderedDict()

    def take(self, client: Hashable) -> Verdict:
        """Count a request of a client; one that is refused is not counted."""
        now = self._clock()
        tat = max(self._tat.get(client, now), now)
        after = tat + self._each
        allowed = after - now <= self.rate.seconds + 1e-9
        if allowed:
            self._remember(client, after)
        else:
            after = tat
        left = self.rate.seconds - (after - now)
        return Verdict(
            allowed=allowed,
            remaining=max(0, math.floor(left / self._each + 1e-9)),
            reset=after - now,
            retry=0.0 if allowed else after + self._each - now - self.rate.seconds,
        )

    def _remember(self, client: Hashable, tat: float) -> None:
        self._tat[client] = tat
        self._tat.move_to_end(client)
        if len(self._tat) > MOST_CLIENTS:
            self._tat.popitem(last=False)


class Rates:
    """The limits of one application.

    Args:
        write: Of requests that need a token, by address and by token; None for no limit.
        read: Of reads that cost much, by address; None for no limit.
        sign_in: Of attempts to sign in, by address; None for no limit.
    """

    def __init__(self, write: Rate | None, read: Rate | None, sign_in: Rate | None = None) -> None:
        self._by_address = Limiter(write) if write else None
        self._by_token = Limiter(write) if write else None
        self._reading = Limiter(read) if read else None
        self._signing_in = Limiter(sign_in) if sign_in else None

    def count_address(self, request: Request) -> None:
        """Count a request that needs a token, before anything else is looked at.

        Raises:
            ProblemError: 429; its client has sent too many.
        """
        _count(self._by_address, "address", _client(request))

    def count_token(self, selector: str) -> None:
        """Count a request with a token that is good.

        Raises:
            ProblemError: 429; too many were sent with it.
        """
        _count(self._by_token, "token", selector)

    def count_read(self, request: Request) -> None:
        """Count a read that costs much.

        Raises:
            ProblemError: 429; its client has sent too many.
        """
        _count(self._reading, "read", _client(request))

    def count_sign_in(self, request: Request) -> None:
        """Count an attempt to sign in.

        Raises:
            ProblemError: 429; its client has tried too often.
        """
        _count(self._signing_in, "sign-in", _client(request))


async def costly_read(request: Request) -> None:
    """A dependency of routes whose answers cost much to make.

    Raises:
        ProblemError: 429; the client has asked too often.
    """
    request.app.state.rates.count_read(request)


def _count(limiter: Limiter | None, policy: str, client: Hashable) -> None:
    if limiter is None:
        return
    verdict = limiter.take(client)
    _tell(policy, limiter.rate, verdict)
    if not verdict.allowed:
        seconds = math.ceil(verdict.retry)
        rate = f"{limiter.rate.requests:,} in {limiter.rate.seconds:,} seconds"
        raise ProblemError(
            429,
            f"That is more than {rate} from one {'token' if policy == 'token' else 'address'}. "
            f"Please try again in {seconds:,} s.",
            headers={"Retry-After": str(seconds)},
        )


def _tell(policy: str, rate: Rate, verdict: Verdict) -> None:
    """Say it in the answer's headers, in the form of draft-ietf-httpapi-ratelimit-headers-10."""
    exchange = current()
    if exchange is not None:
        limit = f'"{policy}";q={rate.requests};w={rate.seconds}'
        left = f'"{policy}";r={verdict.remaining};t={math.ceil(verdict.reset)}'
        exchange.headers.append((b"ratelimit-policy", limit.encode("ascii")))
        exchange.headers.append((b"ratelimit", left.encode("ascii")))


def _client(request: Request) -> str:
    """The client's address: from a trusted proxy's header, or of the connection."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:  # of a test, or of a proxy that speaks through a file
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((int(address), _ONE_IPV6_CLIENT), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
