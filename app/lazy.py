"""What is opened when it is first asked for, and then shared."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Opened = TypeVar("Opened")


class Lazy(Generic[Opened]):
    """Opens something once, however many threads ask for it first: the others wait.

    An attempt that fails leaves it unopened, and the next one who asks tries again.

    Args:
        open_it: What opens it.
    """

    def __init__(self, open_it: Callable[[], Opened]) -> None:
        self._open_it = open_it
        self._opened: tuple[Opened, ...] = ()
        self._lock = Lock()

    def __call__(self) -> Opened:
        """The thing itself."""
        if not self._opened:
            with self._lock:
                if not self._opened:
                    self._opened = (self._open_it(),)
        return self._opened[0]
