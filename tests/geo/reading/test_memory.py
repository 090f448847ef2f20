"""What is kept between reports is bounded, however many names they hold."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from itertools import islice, permutations

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.reading import Reader

_KEPT = 100_000
"""Answers that any one cache may keep for names that no report will use again."""


def caches() -> dict[int, _lru_cache_wrapper[object]]:
    """Every cache of the pipeline that is alive, by its identity."""
    return {
        id(found): found
        for found in gc.get_objects()
        if isinstance(found, _lru_cache_wrapper) and found.__module__.startswith("dateline.geo.")
    }


def reports(first: int, stop: int) -> Iterator[str]:
    """Reports of persons and places, each with names that no other one has."""
    for letters in islice(permutations("aeiklmnors"), first, stop):
        a, b, c = (mark + "".join(letters) for mark in "BDF")
        yield f"Minister Ann {a} flew from {b} to Oslo on Monday. She met Premier {c} in {b}."


def test_new_names_leave_nothing_behind_without_a_bound(world: Gazetteer) -> None:
    reader = Reader(world)
    for text in reports(0, 20):
        geocode(reader.read(text), world)
    before = {key: cache.cache_info().currsize for key, cache in caches().items()}
    for text in reports(20, 220):
        geocode(reader.read(text), world)
    kept = caches()
    assert kept
    for key, cache in kept.items():
        most = cache.cache_info().maxsize
        grown = cache.cache_info().currsize - before.get(key, 0)
        assert grown == 0 if most is None else most <= _KEPT, cache
