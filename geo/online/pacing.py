"""How fast and how stubbornly an online geocoder may be asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geopy.extra.rate_limiter import RateLimiter


@dataclass(frozen=True)
class Pacing:
    """Manners towards a provider, in seconds.

    Attributes:
        min_delay_seconds: Least time between two requests of this process. The default of one
            second is what the usage policy of the public Nominatim allows to an application as a
            whole: with several server processes, multiply it by their number.
        max_retries: How often a request that timed out, was turned away for its rate or met a
            server's error is tried again.
        error_wait_seconds: Wait before such a retry; a longer ``Retry-After`` is honoured.
        longest_wait_seconds: A ``Retry-After`` beyond this is not waited for: the request fails.
        pause_seconds: After a request has failed for good the provider is left alone this long,
            so that a network that is down is waited for once and not once for every name.
        clock: Seconds on a clock that only goes forward.
        sleep: What waits.
    """

    min_delay_seconds: float = 1.0
    max_retries: int = 2
    error_wait_seconds: float = 5.0
    longest_wait_seconds: float = 30.0
    pause_seconds: float = 60.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def limiter(self, function: Callable[..., Any]) -> "PacedLimiter":
        """The rate limiter of geopy around a function, at this pace."""
        return PacedLimiter(function, self)


class PacedLimiter(RateLimiter):  # type: ignore[misc]  # geopy ships no types
    """geopy's rate limiter, with its clock and its sleep given from outside."""

    def __init__(self, function: Callable[..., Any], pacing: Pacing) -> None:
        super().__init__(
            function,
            min_delay_seconds=pacing.min_delay_seconds,
            max_retries=pacing.max_retries,
            error_wait_seconds=max(pacing.error_wait_seconds, pacing.min_delay_seconds),
            swallow_exceptions=False,
        )
        self._pacing = pacing

    def _clock(self) -> float:
        return self._pacing.clock()

    def _sleep(self, seconds: float) -> None:
        self._pacing.sleep(seconds)
