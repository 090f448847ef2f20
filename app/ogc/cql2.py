"""CQL2, the OGC's language of filters, as conditions that a store understands.

Both encodings are parsed to the JSON one (``dateline.app.ogc.cql2_parser``), which is walked here.
Functions are not offered and are refused.
"""

import json
import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from dateline.app.ogc.collections import Collection
from dateline.app.ogc.cql2_parser import Language, NotUnderstood, parsed
from dateline.app.ogc.datetime_param import span_of_literal
from dateline.app.store.filters import (
    AllOf,
    Always,
    AnyOf,
    ArrayContains,
    Comparator,
    Comparison,
    Condition,
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
from dateline.app.store.geometry import outline_of
from dateline.app.store.serialise import split_at_antimeridian
from dateline.app.store.time_range import EARLIEST, LATEST, Span

_MOST_WILDCARDS = 5
"""A pattern with many would take very long to compare with a text that almost fits."""

_ORDERS = {one.value: one for one in Comparator}
_SPATIAL = {f"s_{one.value.lower()}": one for one in SpatialRelation}
_TEMPORAL = {f"t_{one.value.lower()}": one for one in TemporalRelation}
# Enumerations of texts are equal where their texts are, so each has a table of its own.
_TURNED_ORDERS = {
    Comparator.LESS: Comparator.MORE,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.LESS,
    Comparator.AT_LEAST: Comparator.AT_MOST,
}
_TURNED_SPATIAL = {
    SpatialRelation.WITHIN: SpatialRelation.CONTAINS,
    SpatialRelation.CONTAINS: SpatialRelation.WITHIN,
}
_TURNED_TEMPORAL = {
    TemporalRelation.AFTER: TemporalRelation.BEFORE,
    TemporalRelation.BEFORE: TemporalRelation.AFTER,
    TemporalRelation.CONTAINS: TemporalRelation.DURING,
    TemporalRelation.DURING: TemporalRelation.CONTAINS,
    TemporalRelation.FINISHED_BY: TemporalRelation.FINISHES,
    TemporalRelation.FINISHES: TemporalRelation.FINISHED_BY,
    TemporalRelation.MEETS: TemporalRelation.MET_BY,
    TemporalRelation.MET_BY: TemporalRelation.MEETS,
    TemporalRelation.OVERLAPPED_BY: TemporalRelation.OVERLAPS,
    TemporalRelation.OVERLAPS: TemporalRelation.OVERLAPPED_BY,
    TemporalRelation.STARTED_BY: TemporalRelation.STARTS,
    TemporalRelation.STARTS: TemporalRelation.STARTED_BY,
}
"""What is said of B and A where something is said of A and B; what is missing is the same."""

_GEOMETRY = "geometry"
_UNITS = {"meters": 1, "metres": 1, "m": 1, "kilometers": 1000, "kilometres": 1000, "km": 1000}


def condition_of(text: str, language: Language, collection: Collection) -> Condition:
    """The condition that a filter expresses.

    Args:
        text: The filter.
        language: Its encoding.
        collection: Whose properties it may name.

    Raises:
        NotUnderstood: It is too long or too deep, is no CQL2, or asks for what is not offered.
    """
    return _Reader(collection).condition(parsed(text, language))


class _Reader:
    """Walks an expression in CQL2's JSON encoding."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def condition(self, node: Any) -> Condition:
        if isinstance(node, bool):
            return Always(node)
        if not isinstance(node, dict) or "op" not in node:
            return self._truth(node)
        name, args = str(node["op"]), node["args"]
        read = self._reading(name.lower())
        if read is None:
            raise NotUnderstood(f"{name[:40]} is not offered")
        _refuse_unless(bool(args), f"{name[:40]} is about nothing")
        try:
            return read(args)
        except NotUnderstood:
            raise
        except (IndexError, TypeError, KeyError, ValueError) as error:
            raise NotUnderstood(f"{name[:40]} lacks what it is about") from error

    def _reading(self, name: str) -> Callable[[Any], Condition] | None:
        if name in _ORDERS:
            return partial(self._comparison, _ORDERS[name])
        if name in _SPATIAL:
            return partial(self._spatial, _SPATIAL[name])
        if name in _TEMPORAL:
            return partial(self._temporal, _TEMPORAL[name])
        others: dict[str, Callable[[Any], Condition]] = {
            "and": lambda args: AllOf(tuple(map(self.condition, args))),
            "or": lambda args: AnyOf(tuple(map(self.condition, args))),
            "not": lambda args: Not(self.condition(args[0])),
            "between": self._between,
            "in": self._one_of,
            "like": self._like,
            "isnull": self._is_null,
            "s_dwithin": self._near,
            "a_contains": partial(self._holds, every=True),
            "a_overlaps": partial(self._holds, every=False),
        }
        return others.get(name)

    def _truth(self, node: Any) -> Condition:
        property = self._property(node)
        if property.kind != "boolean":
            raise NotUnderstood(f"{property.name} is neither true nor false")
        return Comparison(Comparator.EQUAL, property, LiteralValue(True))

    def _comparison(self, order: Comparator, args: Sequence[Any]) -> Condition:
        first, second = args
        left, right = _operand_json(first), _operand_json(second)
        if _is_property(left) or not _is_property(right):
            return self._compared(order, first, second)
        return self._compared(_TURNED_ORDERS.get(order, order), second, first)

    def _compared(self, order: Comparator, first: Any, second: Any) -> Condition:
        left = self._operand(first)
        if not isinstance(left, Property):
            raise NotUnderstood("two values are compared, and no property")
        if left.kind == "strings":
            raise NotUnderstood(f"{left.name} is a list: use A_CONTAINS or A_OVERLAPS")
        if left.kind == "time" and not left.folded and not _is_property(_operand_json(second)):
            return _happens(order, _span(second))
        right = self._operand(second)
        if isinstance(right, Property):
            _refuse_unless(_kind(left) == _kind(right), f"{left.name} and {right.name} differ")
        else:
            _refuse_other_type(left, right.value)
        return Comparison(order, left, right)

    def _between(self, args: Sequence[Any]) -> Condition:
        value, low, high = args
        return AllOf(
            (
                self._compared(Comparator.AT_LEAST, value, low),
                self._compared(Comparator.AT_MOST, value, high),
            )
        )

    def _one_of(self, args: Sequence[Any]) -> Condition:
        property = self._operand(args[0])
        if not isinstance(property, Property):
            raise NotUnderstood("IN has no property before it")
        if property.kind in ("time", "strings"):
            return AnyOf(tuple(self._compared(Comparator.EQUAL, args[0], one) for one in args[1]))
        values = tuple(_value(one) for one in args[1])
        for value in values:
            _refuse_other_type(property, value)
        return OneOf(property, values) if values else Always(False)

    def _like(self, args: Sequence[Any]) -> Condition:
        property, pattern = self._operand(args[0]), self._operand(args[1])
        if not isinstance(property, Property) or not isinstance(pattern, LiteralValue):
            raise NotUnderstood("LIKE takes a property and a pattern")
        if _kind(property) != "string" or not isinstance(pattern.value, str):
            raise NotUnderstood(f"{property.name} is no text, which LIKE compares")
        text = pattern.value.casefold() if property.folded else pattern.value
        if text.count("%") > _MOST_WILDCARDS:
            raise NotUnderstood(f"a pattern may have {_MOST_WILDCARDS} % at most")
        return Like(property, text)

    def _holds(self, args: Sequence[Any], *, every: bool) -> Condition:
        property = self._property(args[0])
        values = tuple(_value(one) for one in args[1])
        if property.kind != "strings" or not all(isinstance(one, str) for one in values):
            raise NotUnderstood(f"{property.name} is no list of texts")
        if not values:
            return Always(every)
        return ArrayContains(property, cast(tuple[str, ...], values), every)

    def _spatial(self, relation: SpatialRelation, args: Sequence[Any]) -> Condition:
        first, second = args
        if _is_property(first):
            return SpatialPredicate(relation, self._geometries(first, second))
        turned = _TURNED_SPATIAL.get(relation, relation)
        return SpatialPredicate(turned, self._geometries(second, first))

    def _is_null(self, args: Sequence[Any]) -> Condition:
        if _is_property(args[0]) and args[0]["property"] == _GEOMETRY:
            return GeometryIsNull()
        return IsNull(self._property(args[0]))

    def _near(self, args: Sequence[Any]) -> Condition:
        own, point, distance = args[:3]
        unit = str(args[3]).lower() if len(args) > 3 else "meters"
        metres = float(_value(distance)) * _UNITS.get(unit, math.nan)
        _refuse_unless(len(args) <= 4, "S_DWITHIN takes a geometry, a point, a distance and a unit")
        _refuse_unless(math.isfinite(metres) and metres >= 0, "no distance in meters or kilometers")
        location = json.loads(self._geometries(own, point))
        _refuse_unless(location["type"] == "Point", "S_DWITHIN is about a point")
        lon, lat = location["coordinates"][:2]
        return WithinDistance(lon, lat, metres)

    def _geometries(self, own: Any, other: Any) -> str:
        _refuse_unless(
            _is_property(own) and own["property"] == _GEOMETRY,
            f"one side has to be the property {_GEOMETRY}, and the other a geometry",
        )
        return _geometry(other)

    def _temporal(self, relation: TemporalRelation, args: Sequence[Any]) -> Condition:
        first, second = args
        if not _is_property(first):
            first, second = second, first
            relation = _TURNED_TEMPORAL.get(relation, relation)
        property = self._property(first)
        _refuse_unless(property.kind == "time", f"{property.name} is no time")
        return TemporalPredicate(relation, _span(second))

    def _operand(self, node: Any) -> Operand:
        if isinstance(node, dict) and str(node.get("op", "")).lower() == "casei":
            inner = self._operand(node["args"][0])
            if isinstance(inner, Property):
                _refuse_unless(_kind(inner) == "string", f"{inner.name} is no text")
                return Property(inner.name, "string", folded=True)
            return LiteralValue(str(inner.value).casefold())
        return self._property(node) if _is_property(node) else LiteralValue(_value(node))

    def _property(self, node: Any) -> Property:
        if not _is_property(node):
            raise NotUnderstood("a property is expected where there is none")
        name = str(node["property"])
        found = self._collection.property(name)
        if found is None:
            known = ", ".join(("id", *self._collection.queryables, _GEOMETRY))
            raise NotUnderstood(f"there is no property {name[:60]!r}; there are {known}")
        return found


def _operand_json(node: Any) -> Any:
    """An operand without the CASEI about it."""
    wrapped = isinstance(node, dict) and str(node.get("op", "")).lower() == "casei"
    return node["args"][0] if wrapped else node


def _is_property(node: Any) -> bool:
    return isinstance(node, dict) and "property" in node


def _kind(property: Property) -> str:
    same = {"integer": "number", "time": "string"}
    return same.get(property.kind, property.kind)


def _value(node: Any) -> Value:
    if isinstance(node, dict):
        node = next((node[name] for name in ("date", "timestamp") if name in node), None)
    if not isinstance(node, str | int | float):
        raise NotUnderstood("a text, a number, true or false is expected")
    if isinstance(node, float) and not math.isfinite(node):
        raise NotUnderstood("a number is beyond what can be counted")
    return node


def _refuse_other_type(property: Property, value: Value) -> None:
    kinds = {"string": str, "number": float, "boolean": bool}
    given = float if type(value) is int else type(value)
    wanted = {"string": "a text", "number": "a number", "boolean": "true or false"}
    kind = _kind(property)
    _refuse_unless(given is kinds.get(kind), f"{property.name} is {wanted.get(kind)}")


def _refuse_unless(holds: bool, message: str) -> None:
    if not holds:
        raise NotUnderstood(message)


def _span(node: Any) -> Span:
    """The span of a date, a timestamp, an interval, or a text that is one."""
    if isinstance(node, dict) and "interval" in node:
        first, last = (_end(one) for one in node["interval"])
        span = (first[0] if first else EARLIEST, last[1] if last else LATEST)
        _refuse_unless(span[0] <= span[1], "an interval ends before it starts")
        return span
    found = _end(node)
    if found is None:
        raise NotUnderstood("a time is expected")
    return found


def _end(node: Any) -> Span | None:
    text = _value(node)
    if text == "..":
        return None
    try:
        return span_of_literal(str(text))
    except (ValueError, OverflowError) as error:
        raise NotUnderstood(f"{str(text)[:60]!r} is no time") from error


def _happens(order: Comparator, span: Span) -> Condition:
    """A time compared with another: before is wholly before."""
    first, last = span
    match order:
        case Comparator.EQUAL:
            return TemporalPredicate(TemporalRelation.EQUALS, span)
        case Comparator.UNEQUAL:
            return Not(TemporalPredicate(TemporalRelation.EQUALS, span))
        case Comparator.LESS:
            return TemporalPredicate(TemporalRelation.BEFORE, span)
        case Comparator.MORE:
            return TemporalPredicate(TemporalRelation.AFTER, span)
        case Comparator.AT_MOST:
            return TemporalPredicate(TemporalRelation.BEFORE, (min(last + 1, LATEST), LATEST))
        case Comparator.AT_LEAST:
            return TemporalPredicate(TemporalRelation.AFTER, (EARLIEST, max(first - 1, EARLIEST)))


def _geometry(node: Any) -> str:
    """A geometry as GeoJSON, in degrees within the world."""
    import shapely  # noqa: PLC0415 -- only a condition on geometries needs it

    _refuse_unless(isinstance(node, dict), "a geometry is expected")
    if "bbox" in node:
        node = _outline(node["bbox"])
    try:
        geometry = shapely.from_geojson(json.dumps(node))
    except (shapely.GEOSException, ValueError) as error:
        raise NotUnderstood("a geometry cannot be understood") from error
    _refuse_unless(geometry is not None and not geometry.is_empty, "a geometry is empty")
    _refuse_unless(geometry.geom_type != "GeometryCollection", "collections are not offered")
    west, south, east, north = geometry.bounds
    inside = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    _refuse_unless(inside, "a geometry is not within -180 to 180 and -90 to 90 degrees")
    _refuse_unless(geometry.is_valid, "a geometry is not valid: it crosses itself")
    return str(shapely.to_geojson(geometry))


def _outline(bbox: Any) -> Any:
    """A box as a geometry: two, where it crosses the antimeridian."""
    _refuse_unless(isinstance(bbox, list) and len(bbox) in (4, 6), "a box has 4 or 6 numbers")
    numbers = [float(_value(one)) for one in bbox]
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    parts = [
        json.loads(outline_of(half)) for half in split_at_antimeridian((west, south, east, north))
    ]
    if len(parts) == 1:
        return parts[0]
    # Both are areas, or both are lines where the box has no height.
    return {
        "type": f"Multi{parts[0]['type']}",
        "coordinates": [part["coordinates"] for part in parts],
    }
