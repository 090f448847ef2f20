"""Conditions as SQL, in the dialect of a store; every value is a parameter."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from dateline.app.store.filters import (
    AllOf,
    Always,
    AnyOf,
    ArrayContains,
    Comparison,
    Condition,
    ContainsWords,
    GeometryIsNull,
    IsNull,
    Like,
    LiteralValue,
    Not,
    OneOf,
    Operand,
    Property,
    SpatialPredicate,
    SpatialRelation,
    TemporalPredicate,
    TemporalRelation,
    Value,
    WithinDistance,
)
from dateline.app.store.geometry import box_of
from dateline.app.store.query import Box, Cursor, Sorting
from dateline.app.store.time_range import EARLIEST, LATEST, Span

Parameter = str | float | int | bool | None


class Dialect(Protocol):
    """What stores say differently. The features' table is called ``f`` in every statement."""

    def parameter(self, name: str) -> str:
        """A parameter in a statement."""
        ...

    def property(self, property: Property) -> str:
        """The value of a property; null where the feature has none."""
        ...

    def folded(self, text: str) -> str:
        """A text with its letters' case taken away."""
        ...

    def like(self, text: str, pattern: str) -> str:
        """Whether a text fits a pattern; ``pattern`` is a parameter made with ``pattern``."""
        ...

    def pattern(self, pattern: str) -> str:
        """A pattern of ``Like`` as the value that ``like`` compares with."""
        ...

    def holds(self, property: Property, value: str) -> str:
        """Whether a list holds a value."""
        ...

    def lies(self, relation: SpatialRelation, geometry: str) -> str:
        """Whether the feature's geometry lies so to another; null where it has none."""
        ...

    def has_no_geometry(self) -> str:
        """Whether the feature has no geometry."""
        ...

    def within(self, lon: str, lat: str, metres: str) -> str:
        """Whether the feature's geometry comes as near to a point as this."""
        ...

    def words(self) -> str:
        """The text that free-text search looks into, with its letters' case taken away."""
        ...

    def same(self, left: str, right: str) -> str:
        """Whether two values are the same, nulls among them."""
        ...


class Parameters:
    """The values of a statement, each by a name of its own."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.values: dict[str, Parameter] = {}

    def __call__(self, value: Parameter) -> str:
        """Add a value; the placeholder for it."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return self._dialect.parameter(name)


def sql_of(condition: Condition, dialect: Dialect, given: Parameters) -> str:
    """A condition as an SQL expression, its values among the parameters."""
    return _Writer(dialect, given).write(condition)


def containing(word: str, dialect: Dialect) -> str:
    """A pattern for ``Dialect.like`` that texts fit in which a word occurs, whatever its case."""
    escaped = re.sub(r"([\\%_])", r"\\\1", word.casefold())
    return dialect.pattern(f"%{escaped}%")


class _Writer:
    def __init__(self, dialect: Dialect, given: Parameters) -> None:
        self._dialect = dialect
        self._given = given

    def write(self, condition: Condition) -> str:  # noqa: C901, PLR0911, PLR0912 -- one line for each kind
        match condition:
            case Always(holds):
                return "(1 = 1)" if holds else "(1 = 0)"
            case Comparison(order, left, right):
                return f"({self._operand(left)} {order.value} {self._operand(right)})"
            case OneOf(property, values):
                return f"({self._operand(property)} IN ({self._values(values)}))"
            case Like(property, pattern):
                wanted = self._dialect.pattern(pattern)
                return self._dialect.like(self._operand(property), self._given(wanted))
            case IsNull(property):
                return f"({self._dialect.property(property)} IS NULL)"
            case ArrayContains(property, values, every):
                each = [self._dialect.holds(property, self._given(one)) for one in values]
                return f"({(' AND ' if every else ' OR ').join(each)})"
            case SpatialPredicate(relation, geometry):
                return self._dialect.lies(relation, self._given(geometry))
            case GeometryIsNull():
                return self._dialect.has_no_geometry()
            case WithinDistance(lon, lat, metres):
                return self._dialect.within(self._given(lon), self._given(lat), self._given(metres))
            case ContainsWords(words):
                return f"({' AND '.join(map(self._occurs, words))})"
            case TemporalPredicate(relation, span):
                return f"({temporal_sql(relation, span, self._given)})"
            case Not(inner):
                return f"(NOT {self.write(inner)})"
            case AllOf(conditions):
                return f"({' AND '.join(map(self.write, conditions))})"
            case AnyOf(conditions):
                return f"({' OR '.join(map(self.write, conditions))})"

    def _occurs(self, word: str) -> str:
        pattern = containing(word, self._dialect)
        return self._dialect.like(self._dialect.words(), self._given(pattern))

    def _operand(self, operand: Operand) -> str:
        if isinstance(operand, LiteralValue):
            written = self._given(operand.value)
        else:
            written = self._dialect.property(operand)
        return self._dialect.folded(written) if operand.folded else written

    def _values(self, values: Iterable[Value]) -> str:
        return ", ".join(map(self._given, values))


_HAPPENS: Final = {
    TemporalRelation.AFTER: "f.starts > {last}",
    TemporalRelation.BEFORE: "f.ends < {first}",
    TemporalRelation.CONTAINS: "f.starts < {first} AND f.ends > {last}",
    TemporalRelation.DISJOINT: "f.starts > {last} OR f.ends < {first}",
    TemporalRelation.DURING: "f.starts > {first} AND f.ends < {last}",
    TemporalRelation.EQUALS: "f.starts = {first} AND f.ends = {last}",
    TemporalRelation.FINISHED_BY: "f.starts < {first} AND f.ends = {last}",
    TemporalRelation.FINISHES: "f.starts > {first} AND f.ends = {last}",
    TemporalRelation.INTERSECTS: "f.starts <= {last} AND f.ends >= {first}",
    TemporalRelation.MEETS: "f.ends IN ({first}, {before})",
    TemporalRelation.MET_BY: "f.starts IN ({last}, {after})",
    TemporalRelation.OVERLAPPED_BY: "f.starts > {first} AND f.starts <= {last} AND f.ends > {last}",
    TemporalRelation.OVERLAPS: "f.starts < {first} AND f.ends >= {first} AND f.ends < {last}",
    TemporalRelation.STARTED_BY: "f.starts = {first} AND f.ends > {last}",
    TemporalRelation.STARTS: "f.starts = {first} AND f.ends < {last}",
}


def temporal_sql(relation: TemporalRelation, span: Span, given: Parameters) -> str:
    """How a feature's time lies to a span, as SQL.

    A day ends with its last microsecond, so that it also meets the one that begins right after.
    """
    first, last = span
    neighbours = {"before": max(first - 1, EARLIEST), "after": min(last + 1, LATEST)}
    values = {"first": first, "last": last, **neighbours}
    template = _HAPPENS[relation]
    used = {name: given(at) for name, at in values.items() if f"{{{name}}}" in template}
    return template.format(**used)


def order_by(sort: Sequence[Sorting], dialect: Dialect) -> str:
    """The order of features: nulls last, either way; the key settles what is equal."""
    columns = [f"{column} {way}" for column, way in _columns(sort, dialect)]
    return ", ".join((*columns, "f.key ASC"))


def sorted_values(sort: Sequence[Sorting], dialect: Dialect) -> list[str]:
    """What a cursor is made of, besides the key."""
    return [dialect.property(one.property) for one in sort]


def keyset_predicate(
    cursor: Cursor, sort: Sequence[Sorting], dialect: Dialect, given: Parameters
) -> str:
    """A predicate that holds of features after a cursor (keyset pagination)."""
    known: list[Parameter] = []
    for value in cursor[:-1]:
        known += [value is None, value]
    columns = [*_columns(sort, dialect), ("f.key", "ASC")]
    known.append(cursor[-1])
    cases, same = [], ""
    for (column, way), value in zip(columns, known, strict=True):
        cases.append(f"{same}{column} {'<' if way == 'DESC' else '>'} {given(value)}")
        same += f"{dialect.same(column, given(value))} AND "
    return f"({' OR '.join(cases)})"


def _columns(sort: Sequence[Sorting], dialect: Dialect) -> list[tuple[str, str]]:
    columns = []
    for one in sort:
        value = dialect.property(one.property)
        columns += [
            (f"({value} IS NULL)", "ASC"),
            (value, "DESC" if one.descending else "ASC"),
        ]
    return columns


_WITHIN_BOX = frozenset(SpatialRelation) - {SpatialRelation.DISJOINT}


def box_within(condition: Condition | None) -> Box | None:
    """A box that every matching feature intersects, if the condition implies one.

    It lets an index of boxes serve a condition on geometries; the smallest is taken of several.
    """
    if isinstance(condition, SpatialPredicate) and condition.relation in _WITHIN_BOX:
        return box_of(condition.geometry)
    if isinstance(condition, WithinDistance):
        return _box_around(condition)
    if isinstance(condition, AllOf):
        found = [box for one in condition.conditions if (box := box_within(one))]
        return min(found, key=_area, default=None)
    return None


_METRES_A_DEGREE = 110_500
"""Of latitude on WGS 84, the least there is (110,574 at the equator)."""


def _box_around(near: WithinDistance) -> Box | None:
    """A box around all that is as near to a point; None where it would reach a pole."""
    height = near.metres / _METRES_A_DEGREE
    south, north = near.lat - height, near.lat + height
    if south <= -89 or north >= 89:
        return None
    width = height / math.cos(math.radians(max(abs(south), abs(north))))
    if width >= 180:
        return None
    west, east = near.lon - width, near.lon + width
    return (west + 540) % 360 - 180, south, (east + 540) % 360 - 180, north


def _area(box: Box) -> float:
    west, south, east, north = box
    return (east - west + (360 if east < west else 0)) * (north - south)
