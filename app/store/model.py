"""What a store returns: maps, their documents, pages of features, states of layers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.app.store.query import Box, Cursor, MapKey
from dateline.app.store.time_range import Span

MAP_ID = "(?=[a-z0-9-]{1,80}(?![a-z0-9-]))[a-z0-9]+(?:-[a-z0-9]+)*"
"""What a map's id looks like, as a regular expression: lower-case words joined by hyphens."""


@dataclass(frozen=True, slots=True)
class MapSummary:
    """What a list of maps says of each.

    Attributes:
        published: When the report was published, in ISO 8601, as precisely as it is known.
        counts: Number of features by layer.
        bbox: The extent of all features; None when none has a place.
        updated: When the map was last changed in the store, in RFC 3339 (UTC).
    """

    id: str
    title: str
    published: str | None
    publisher: str | None
    language: str
    counts: Mapping[str, int]
    bbox: Box | None
    updated: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """Some maps, the latest published first.

    Attributes:
        maps: What a list says of each.
        previous: What to pass as ``before`` for the page before; None at the beginning.
        next: What to pass as ``after`` for the page that follows; None at the end.
    """

    maps: Sequence[MapSummary]
    previous: MapKey | None
    next: MapKey | None


@dataclass(frozen=True, slots=True)
class StoredMap:
    """One map as it is kept.

    Attributes:
        etag: Content hash of the whole-map document, without quotes.
        document: The whole map as GeoJSON.
        collections: Each layer's FeatureCollection as GeoJSON.
    """

    summary: MapSummary
    etag: str
    document: bytes
    collections: Mapping[str, bytes]

    def collection(self, layer: str) -> bytes:
        """One layer's FeatureCollection.

        Raises:
            KeyError: There is no such layer.
        """
        return self.collections[layer]


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """Some features of a layer, in the order that was asked for, which stays as it is.

    Attributes:
        features: Each as GeoJSON.
        next: What to pass as ``after`` for the page that follows; None at the end.
    """

    features: Sequence[bytes]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class LayerState:
    """What a layer is at a moment.

    Attributes:
        number: How many features it has, over all maps.
        version: Another one after each change of any of them.
        changed: When that was, in RFC 3339 (UTC).
    """

    number: int
    version: str
    changed: str


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when the features of a layer are.

    Attributes:
        bbox: The extent of all features; None when none has a place.
        span: The same in time; None when none has a time.
    """

    bbox: Box | None
    span: Span | None
