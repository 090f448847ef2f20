"""Values that are created at first use and then shared."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Opened = TypeVar("Opened")


class Lazy(Generic[Opened]):
    """Creates a value once, thread-safely, at the first call.

    When the factory raises, the next call tries again.

    Args:
        open_it: The factory.
    """

    def __init__(self, open_it: Callable[[], Opened]) -> None:
        self._open_it = open_it
        self._opened: tuple[Opened, ...] = ()
        self._lock = Lock()

    def __call__(self) -> Opened:
        """The value."""
        if not self._opened:
            with self._lock:
                if not self._opened:
                    self._opened = (self._open_it(),)
        return self._opened[0]
