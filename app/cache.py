"""Caches of values computed from stored data, invalidated by version."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from dateline.app.http.compression import Content, Encoding, compress, digest_of

Value = TypeVar("Value")


class LRUCache(Generic[Value]):
    """A cache that evicts the least recently used value; a value is valid for one version.

    Args:
        max_weight: Total weight to keep.
        weight_of: Weight of a value, given its key; 1 by default.
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
        """The value of this version, computed now if it is not cached."""
        known = self.known(name, version)
        if known is not None:
            return known
        # Made outside the lock: two requests may both do the work, none waits for another's.
        value = make()
        self.keep(name, version, value)
        return value

    def known(self, name: Hashable, version: object) -> Value | None:
        """The value of this version, if it is cached."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(name)
            return kept[1]

    def keep(self, name: Hashable, version: object, value: Value) -> None:
        """Cache a value that was computed elsewhere."""
        with self._lock:
            self._keep(name, version, value)

    @property
    def weight(self) -> int:
        """Total weight of the cached values."""
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
    """Approximate size of a key in bytes: keys contain client input, such as ``Host``."""
    return len(repr(name))


@dataclass
class _Body:
    """A body with the compressed variants computed so far."""

    body: bytes
    digest: str
    variants: dict[Encoding, bytes | None] = field(default_factory=dict)


class CompressedCache:
    """Caches bodies, each compressed once per requested encoding.

    Args:
        max_bytes: Total size of bodies and keys, before compression.
        thorough: Whether to compress at the highest level, which is slow.
    """

    def __init__(self, max_bytes: int = 32_000_000, *, thorough: bool = True) -> None:
        self._latest: LRUCache[_Body] = LRUCache(
            max_bytes, lambda name, value: length_of(name) + len(value.body)
        )
        self._thorough = thorough

    @property
    def size(self) -> int:
        """Size of the cached bodies and keys in bytes, before compression."""
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
            name: The key.
            version: Version of the data that the body is computed from.
            make: Computes the body when this version is not cached.
            encodings: Accepted encodings, the preferred first.
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
