"""A search for features, and where in its answer a page begins."""

from dataclasses import dataclass, replace

from dateline.app.store.filters import Condition, Property
from dateline.app.store.time_range import Span

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west > east crosses the antimeridian (RFC 7946 5.2)."""

Cursor = tuple[str | float | int | bool | None, ...]
"""The feature that a page ends with: what it is sorted by, then its key."""


MapKey = tuple[str, str]
"""Where a map is in the list of maps: when its report was published, or nothing, and its id."""


MAPS_ON_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class MapQuery:
    """Which maps are wanted, and which page of their list.

    Attributes:
        words: Each has to occur in the title, the publisher, the id or the name of a place.
        limit: Most maps on a page.
        after: Only maps that come after this one in the list.
        before: Only maps that come before this one, the last of them; ``after`` is None then.
    """

    words: tuple[str, ...] = ()
    limit: int = MAPS_ON_A_PAGE
    after: MapKey | None = None
    before: MapKey | None = None


@dataclass(frozen=True, slots=True)
class Sorting:
    """What features are sorted by; those without a value come last, either way."""

    property: Property
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FeatureQuery:
    """Which features of a layer are wanted, over all maps.

    Attributes:
        layer: Which layer.
        bbox: Only features whose geometry meets this box; those without a place never do.
        span: Only features whose time meets this span; those without a time never do.
        map_id: Only features of this map.
        where: Only features of which this holds.
        sort: The order, before that in which features were first kept.
        limit: Most features on a page.
        after: Where the page before ended (``FeaturePage.next``).
        offset: Features to skip before the page; ``after`` is faster for late pages.
    """

    layer: str
    bbox: Box | None = None
    span: Span | None = None
    map_id: str | None = None
    where: Condition | None = None
    sort: tuple[Sorting, ...] = ()
    limit: int = 100
    after: Cursor | None = None
    offset: int = 0

    @property
    def is_unfiltered(self) -> bool:
        """Whether every feature of the layer is wanted."""
        return (self.bbox, self.span, self.map_id, self.where) == (None, None, None, None)

    def matching(self) -> "FeatureQuery":
        """The query without its order and page: two that match the same features are equal."""
        return replace(self, sort=(), limit=0, after=None, offset=0)
