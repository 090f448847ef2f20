"""What is made from stored things on demand and kept while they stay as they are."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from dateline.app.http.compression import Content, Encoding, compress, digest_of

Value = TypeVar("Value")


class LRUCache(Generic[Value]):
    """Keeps the latest results, each until what it was made from has another version.

    Args:
        most: How much to keep; the result not asked for longest goes first.
        weigh: How much of that a result is, with its name; each is 1 when left out.
    """

    def __init__(
        self, max_weight: int, weight_of: Callable[[Hashable, Value], int] = lambda *_: 1
    ) -> None:
        self._max_weight = max_weight
        self._weight_of = weight_of
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[object, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable, version: object, make: Callable[[], Value]) -> Value:
        """The result of this version, made now if it is not there yet."""
        known = self.known(name, version)
        if known is not None:
            return known
        # Made outside the lock: two requests may both do the work, none waits for another's.
        value = make()
        self.keep(name, version, value)
        return value

    def known(self, name: Hashable, version: object) -> Value | None:
        """The result of this version, if it is there."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(name)
            return kept[1]

    def keep(self, name: Hashable, version: object, value: Value) -> None:
        """Keep a result that was made elsewhere."""
        with self._lock:
            self._keep(name, version, value)

    @property
    def weight(self) -> int:
        """How much is kept."""
        return self._weight

    def _keep(self, name: Hashable, version: object, value: Value) -> None:
        before = self._kept.pop(name, None)
        if before is not None:
            self._weight -= self._weight_of(name, before[1])
        self._kept[name] = (version, value)
        self._weight += self._weight_of(name, value)
        while self._weight > self._max_weight:
            oldest, (_, gone) = self._kept.popitem(last=False)
            self._weight -= self._weight_of(oldest, gone)


def length_of(name: Hashable) -> int:
    """About how many bytes a name takes: what clients send stands in it, such as their ``Host``."""
    return len(repr(name))


@dataclass
class _Body:
    """Some bytes, with the encodings made so far."""

    body: bytes
    digest: str
    variants: dict[Encoding, bytes | None] = field(default_factory=dict)


class CompressedCache:
    """Bodies made on demand, each compressed once in every encoding asked for.

    Args:
        most_bytes: Bodies to keep with their names, before compression.
        thorough: Whether to compress as well as it goes, which takes its time.
    """

    def __init__(self, max_bytes: int = 32_000_000, *, thorough: bool = True) -> None:
        self._latest: LRUCache[_Body] = LRUCache(
            max_bytes, lambda name, value: length_of(name) + len(value.body)
        )
        self._thorough = thorough

    @property
    def size(self) -> int:
        """Bytes of the bodies that are kept and of their names, before compression."""
        return self._latest.weight

    def content(
        self,
        name: Hashable,
        version: object,
        make: Callable[[], bytes],
        encodings: Sequence[Encoding],
    ) -> Content:
        """The body in the first of the encodings that makes it smaller.

        Args:
            name: What is asked for.
            version: Of what it is made from.
            make: Called when there is no body of this version yet.
            encodings: What the client takes, the preferred first.
        """
        value = self._latest.get(name, version, lambda: _fresh(make()))
        for encoding in encodings:
            if encoding == "identity":
                break
            if encoding not in value.variants:
                value.variants[encoding] = compress(value.body, encoding, thorough=self._thorough)
            smaller = value.variants[encoding]
            if smaller is not None:
                return Content(value.digest, encoding, smaller)
        return Content(value.digest, "identity", value.body)


def _fresh(body: bytes) -> _Body:
    return _Body(body, digest_of(body))
