"""Filter expressions on features, independent of query languages and SQL dialects.

A condition is a tree of these; ``dateline.app.ogc.cql2`` makes it of a request and
``dateline.app.store.sql`` makes SQL of it. Names of properties are those of a collection and never
a stranger's words; values are kept apart from the SQL all the way.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from dateline.app.store.time_range import Span

Value = str | float | int | bool
Kind = Literal["string", "number", "integer", "boolean", "time", "strings"]
"""Type of a property's value. ``time`` is ISO 8601, which the feature's span represents too."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a feature, or its ``id``.

    Attributes:
        folded: Whether letters are compared without regard to case.
    """

    name: str
    kind: Kind
    folded: bool = False


@dataclass(frozen=True, slots=True)
class LiteralValue:
    """A value that a request gives."""

    value: Value
    folded: bool = False


Operand = Property | LiteralValue


class Comparator(StrEnum):
    """How two values compare."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class SpatialRelation(StrEnum):
    """How a feature's geometry lies to another (DE-9IM, as in Simple Features)."""

    INTERSECTS = "intersects"
    DISJOINT = "disjoint"
    EQUALS = "equals"
    TOUCHES = "touches"
    CROSSES = "crosses"
    WITHIN = "within"
    CONTAINS = "contains"
    OVERLAPS = "overlaps"


class TemporalRelation(StrEnum):
    """How a feature's time lies to another (Allen's relations, and two that sum some up)."""

    AFTER = "after"
    BEFORE = "before"
    CONTAINS = "contains"
    DISJOINT = "disjoint"
    DURING = "during"
    EQUALS = "equals"
    FINISHED_BY = "finishedBy"
    FINISHES = "finishes"
    INTERSECTS = "intersects"
    MEETS = "meets"
    MET_BY = "metBy"
    OVERLAPPED_BY = "overlappedBy"
    OVERLAPS = "overlaps"
    STARTED_BY = "startedBy"
    STARTS = "starts"


@dataclass(frozen=True, slots=True)
class Always:
    """True or false of every feature."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value beside another."""

    order: Comparator
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class OneOf:
    """A property is one of some values."""

    property: Property
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Like:
    r"""A text fits a pattern: ``%`` is any characters, ``_`` any one, ``\`` takes that away."""

    property: Property
    pattern: str


@dataclass(frozen=True, slots=True)
class IsNull:
    """A property has no value."""

    property: Property


@dataclass(frozen=True, slots=True)
class ArrayContains:
    """A property that is a list holds some values: all of them, or any."""

    property: Property
    values: tuple[str, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class SpatialPredicate:
    """The feature's geometry lies so to another, given as GeoJSON in degrees."""

    relation: SpatialRelation
    geometry: str


@dataclass(frozen=True, slots=True)
class GeometryIsNull:
    """The feature has no geometry."""


@dataclass(frozen=True, slots=True)
class WithinDistance:
    """The feature's geometry comes as near to a point as this.

    Attributes:
        lon: Longitude of the point, degrees.
        lat: Its latitude.
        metres: The greatest distance, along the ellipsoid.
    """

    lon: float
    lat: float
    metres: float


@dataclass(frozen=True, slots=True)
class ContainsWords:
    """All words occur in the feature's name, title, participants, places or quotes.

    Letters are compared without regard to case.
    """

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemporalPredicate:
    """The feature's time lies so to a span."""

    relation: TemporalRelation
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """The other does not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of them hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them holds."""

    conditions: tuple["Condition", ...]


Condition = (
    Always
    | Comparison
    | OneOf
    | Like
    | IsNull
    | ArrayContains
    | SpatialPredicate
    | GeometryIsNull
    | WithinDistance
    | ContainsWords
    | TemporalPredicate
    | Not
    | AllOf
    | AnyOf
)
