"""Names as they are compared: the gazetteer's folding, remembered."""

from functools import lru_cache

from dateline.geo.gazetteer import folding


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name without case, accents, punctuation and script (:func:`geo.gazetteer.folding.fold`)."""
    return folding.fold(name)
