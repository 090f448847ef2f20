"""Parses the parameters of a feature request into a query; errors name the parameter."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from starlette.datastructures import QueryParams

from dateline.app.http.negotiation import FEEDS, MediaFormat, format_accepted, format_named, names
from dateline.app.http.problems import bad_request
from dateline.app.ogc.collections import Collection
from dateline.app.ogc.cql2 import condition_of
from dateline.app.ogc.cql2_parser import Language, NotUnderstood
from dateline.app.ogc.crs import DEFAULT, Crs, crs_named
from dateline.app.ogc.cursors import NotACursor, cursor_of
from dateline.app.ogc.datetime_param import span_of_parameter
from dateline.app.ogc.selection import Selection
from dateline.app.store.filters import (
    AllOf,
    ArrayContains,
    Comparator,
    Comparison,
    Condition,
    ContainsWords,
    LiteralValue,
    Property,
)
from dateline.app.store.query import Box, FeatureQuery, Sorting
from dateline.geo.errors import Problem

DEFAULT_LIMIT = 100
LATEST_FIRST = (Sorting(Property("published", "string"), descending=True),)
"""The order of a feed that asks for no other."""
MOST = 10_000
"""Most features of one answer; also how many a file has at most when no limit is given."""
FARTHEST = 100_000
"""Features that ``offset`` may leave out; links to the next page go on from any."""
_LONGEST_VALUE = 1_000
_MOST_WORDS = 10
_FARTHEST_TURN = 3_600
"""Degrees that a web map may have been turned to; Leaflet counts on and on."""
_FARTHEST_POLE = 1_000
_MOST_SORTED_BY = 5
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?")

LANGUAGES: Mapping[str, Language] = {
    "cql2-text": "cql2-text",
    "cql2-json": "cql2-json",
    "cql-text": "cql2-text",
}
"""What ``filter-lang`` may be. GDAL before 3.9 knows the first one by the last name alone."""

FILTER_TYPES: Mapping[str, Language] = {
    "application/json": "cql2-json",
    "application/cql2+json": "cql2-json",
    "application/query-cql-json": "cql2-json",
    "text/plain": "cql2-text",
    "text/cql2": "cql2-text",
}
"""Media types of a filter in the body, and the language of each."""

_COMMON = (
    "f",
    "limit",
    "crs",
    "bbox",
    "bbox-crs",
    "datetime",
    "sortby",
    "filter",
    "filter-lang",
    "filter-crs",
    "next",
    "offset",
    "properties",
    "skipGeometry",
    "profile",
    "q",
)
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class ItemsRequest:
    """What a request for features asks for.

    Attributes:
        given: The raw parameters, for links to other pages and formats.
    """

    query: FeatureQuery
    format: MediaFormat
    selection: Selection
    given: tuple[tuple[str, str], ...]


class ParameterReader:
    """Parses parameters one by one and collects the errors."""

    def __init__(self, params: QueryParams, allowed: Iterable[str]) -> None:
        self._params = params
        self.problems = list(_unknown(params, tuple(allowed)))

    def __call__(self, name: str, read: Callable[[str], _Read], default: _Read) -> _Read:
        """A parameter, read; the default where it is left out or cannot be."""
        text = self._params.get(name)
        if text is None:
            return default
        try:
            return read(text)
        except ValueError as error:
            self.problems.append(Problem(name, str(error)))
            return default

    def finish(self) -> None:
        """Raise what is wrong with the parameters, all at once.

        Raises:
            ProblemError: 400, naming each.
        """
        if self.problems:
            raise bad_request(*self.problems)


def read_format(params: QueryParams, accept: str, formats: tuple[MediaFormat, ...]) -> MediaFormat:
    """The format of a document, whose request has no other parameter.

    Raises:
        ProblemError: 400; ``f`` names no format, or there is another parameter.
    """
    reader = ParameterReader(params, ("f",))
    found = reader("f", lambda text: _format(text, formats), format_accepted(accept, formats))
    reader.finish()
    return found


def read_feature_format(
    params: QueryParams, accept: str, formats: tuple[MediaFormat, ...]
) -> tuple[MediaFormat, Selection]:
    """The format of a feature and what is sent of it.

    Raises:
        ProblemError: 400; a parameter is unknown or cannot be.
    """
    reader = ParameterReader(params, ("f", "crs", "profile"))
    found = reader("f", lambda text: _format(text, formats), format_accepted(accept, formats))
    crs = reader("crs", crs_named, DEFAULT)
    flat = reader("profile", _flat, False)
    reader.finish()
    return found, Selection(crs=crs, flat=flat)


def read_items(
    params: QueryParams, accept: str, collection: Collection, formats: tuple[MediaFormat, ...]
) -> ItemsRequest:
    """What a request for the features of a collection asks for.

    Raises:
        ProblemError: 400, naming each parameter that is unknown or cannot be.
    """
    reader = ParameterReader(params, (*_COMMON, "id", *collection.queryables))
    format = reader("f", lambda text: _format(text, formats), format_accepted(accept, formats))
    reader("filter-crs", _only_degrees, None)
    box_crs = reader("bbox-crs", crs_named, DEFAULT)
    language: Language = reader("filter-lang", _language, "cql2-text")
    conditions = [
        reader("filter", lambda text: _condition(text, language, collection), None),
        reader("q", _words, None),
        *(_equals(name, collection, reader) for name in ("id", *collection.queryables)),
    ]
    query = FeatureQuery(
        layer=collection.id,
        bbox=reader("bbox", lambda text: _box(text, box_crs), None),
        span=reader("datetime", span_of_parameter, None),
        map_id=reader("map", _text, None),
        where=_all([one for one in conditions if one is not None]),
        sort=reader(
            "sortby",
            lambda text: _sorting(text, collection),
            LATEST_FIRST if format in FEEDS else (),
        ),
        limit=reader("limit", _limit, MOST if format.file else DEFAULT_LIMIT),
        offset=reader("offset", _offset, 0),
    )
    selection = Selection(
        properties=reader("properties", lambda text: _properties(text, collection), None),
        geometry=not reader("skipGeometry", _truth, False),
        flat=reader("profile", _flat, False),
        crs=reader("crs", crs_named, DEFAULT),
    )
    if format.file and not selection.is_everything:
        hint = f"crs, properties, skipGeometry and profile do not go with f={format.name}"
        reader.problems.append(Problem("f", hint))
    query = reader("next", lambda token: _at(token, query), query)
    reader.finish()
    return ItemsRequest(query, format, selection, tuple(params.multi_items()))


def _unknown(params: QueryParams, allowed: tuple[str, ...]) -> Iterable[Problem]:
    given = [name for name, _ in params.multi_items()]
    for name in dict.fromkeys(given):
        if name not in allowed:
            hint = f"unknown parameter (allowed: {', '.join(allowed)})"
            yield Problem(name[:80], hint)
        elif given.count(name) > 1:
            yield Problem(name, "given more than once; give it once")


def _format(text: str, formats: tuple[MediaFormat, ...]) -> MediaFormat:
    found = format_named(text, formats)
    if found is None:
        raise ValueError(
            f"{text[:40]!r} is no format here; give one of {', '.join(names(formats))}"
        )
    return found


def _limit(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    if number < 1:
        raise ValueError(f"{text[:40]!r} is no number of features; give 1 to {MOST:,}")
    return min(number, MOST)


def _offset(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= FARTHEST):
        raise ValueError(f"{text[:40]!r} is no number of features to leave out, 0 to {FARTHEST:,}")
    return int(text)


def _words(text: str) -> Condition:
    words = tuple(dict.fromkeys(_text(text).split()))
    if not 0 < len(words) <= _MOST_WORDS:
        raise ValueError(f"give 1 to {_MOST_WORDS} words, all of which have to occur")
    return ContainsWords(words)


def _properties(text: str, collection: Collection) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    known = (*collection.queryables, *collection.nested)
    for name in names:
        if name not in known and name != "id":
            raise ValueError(f"there is no property {name[:60]!r}; there are {', '.join(known)}")
    return names


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text[:40]!r} is neither true nor false")
    return text == "true"


def _flat(text: str) -> bool:
    if text not in ("flat", "full"):
        raise ValueError(f"{text[:40]!r} is no profile; give flat or full")
    return text == "flat"


def _box(text: str, crs: Crs) -> Box:
    try:
        numbers = [float(one) for one in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        del numbers[5], numbers[2]  # heights, which no feature has
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise ValueError(
            f"{text[:80]!r} is no box; give west,south,east,north in degrees, such as "
            "177,65,-177,70"
        )
    west, south, east, north = crs.box_in_degrees(numbers)
    if south > north:
        raise ValueError(f"the south ({south:g}) is north of the north ({north:g})")
    if max(abs(west), abs(east)) > _FARTHEST_TURN or max(-south, north) > _FARTHEST_POLE:
        raise ValueError("a longitude is -180 to 180 and a latitude -90 to 90")
    return _box_of(west, south, east, north)


def _box_of(west: float, south: float, east: float, north: float) -> Box:
    """A box within the world; web maps give views that reach beyond it on either side."""
    south, north = max(south, -90.0), min(north, 90.0)
    if -180 <= west <= 180 and -180 <= east <= 180:
        return west, south, east, north
    if east - west >= 360:
        return -180.0, south, 180.0, north
    return _within(west), south, _within(east), north


def _within(lon: float) -> float:
    return (lon + 180) % 360 - 180


def _only_degrees(text: str) -> None:
    if crs_named(text) is not DEFAULT:
        raise ValueError(f"geometries in a filter are in {DEFAULT.uri}")


def _language(text: str) -> Language:
    if text not in LANGUAGES:
        raise ValueError(f"{text[:40]!r} is no language of filters; give cql2-text or cql2-json")
    return LANGUAGES[text]


def _condition(text: str, language: Language, collection: Collection) -> Condition:
    try:
        return condition_of(text, language, collection)
    except NotUnderstood as error:
        raise ValueError(f"this filter cannot be used: {error}") from error


def _equals(name: str, collection: Collection, reader: ParameterReader) -> Condition | None:
    property = collection.property(name)
    if property is None or name == "map":  # which is looked up by its own index
        return None
    values = collection.queryables[name].values if name in collection.queryables else ()
    return reader(name, lambda text: _equal(property, text, values), None)


def _equal(property: Property, text: str, values: tuple[str, ...]) -> Condition:
    text = _text(text)
    if values and text not in values:
        raise ValueError(f"{text[:40]!r} is none of {', '.join(values)}")
    match property.kind:
        case "strings":
            return ArrayContains(property, (text,), every=True)
        case "number" | "integer" as kind:
            return Comparison(
                Comparator.EQUAL, property, LiteralValue(_number(text, whole=kind == "integer"))
            )
        case "boolean":
            if text not in ("true", "false"):
                raise ValueError(f"{text[:40]!r} is neither true nor false")
            return Comparison(Comparator.EQUAL, property, LiteralValue(text == "true"))
        case _:
            return Comparison(Comparator.EQUAL, property, LiteralValue(text))


def _number(text: str, *, whole: bool) -> float:
    pattern, kind = (_WHOLE, "whole number") if whole else (_NUMBER, "number")
    if not pattern.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no {kind}")
    return float(text)


def _text(text: str) -> str:
    if len(text) > _LONGEST_VALUE:
        raise ValueError(f"it is longer than {_LONGEST_VALUE:,} characters")
    return text


def _all(conditions: list[Condition]) -> Condition | None:
    if len(conditions) > 1:
        return AllOf(tuple(conditions))
    return conditions[0] if conditions else None


def _sorting(text: str, collection: Collection) -> tuple[Sorting, ...]:
    found = []
    for part in text.split(","):
        # A + that was not written as %2B arrives as a space.
        name = part.strip().lstrip("+-")
        property = collection.property(name)
        if property is None or property.kind == "strings":
            known = ", ".join(("id", *collection.queryables))
            raise ValueError(f"nothing is sorted by {name[:60]!r}; there are {known}")
        found.append(Sorting(property, descending=part.strip().startswith("-")))
    if len(found) > _MOST_SORTED_BY:
        raise ValueError(f"{_MOST_SORTED_BY} properties to sort by are the most")
    return tuple(found)


def _at(token: str, query: FeatureQuery) -> FeatureQuery:
    try:
        return replace(query, after=cursor_of(token, query))
    except NotACursor:
        raise ValueError(
            "this page does not belong to the other parameters; follow the link of the page before"
        ) from None
