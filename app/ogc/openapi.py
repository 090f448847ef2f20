"""The definition of the feature service in OpenAPI 3.0, everything inline.

``/openapi.json`` has the whole service in OpenAPI 3.1, these paths among the others. This document
is for clients that read OGC API - Features by its definition: they know version 3.0, and some of
them follow no reference.
"""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from dateline.app.http import problems
from dateline.app.http.negotiation import (
    DOCUMENTS,
    FEATURE,
    FEATURES,
    HTML,
    OPENAPI,
    SCHEMA,
    MediaFormat,
    names,
)
from dateline.app.ogc.collections import COLLECTIONS, Collection
from dateline.app.ogc.cql2_parser import LONGEST
from dateline.app.ogc.crs import CRS84, URIS
from dateline.app.ogc.documents import DESCRIPTION, TITLE, schema_of
from dateline.app.ogc.parameters import DEFAULT_LIMIT, FARTHEST, FILTER_TYPES, LANGUAGES, MOST

Json = dict[str, Any]

_TAG = "features"
_MOMENT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
_TIME = rf"^({_MOMENT}|P[0-9A-Z]+|\.\.)?(/({_MOMENT}|P[0-9A-Z]+|\.\.)?)?$"
"""The syntax of a time; a pattern cannot check whether the day exists."""
_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
_LINKS: Json = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["href", "rel"],
        "properties": {
            "href": {"type": "string"},
            "rel": {"type": "string"},
            "type": {"type": "string"},
            "title": {"type": "string"},
        },
    },
}
_FEATURE: Json = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "time": {"type": "object", "nullable": True, "description": "As in OGC JSON-FG."},
        "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "properties": {"type": "object"},
    },
}
_FEATURE_WITH_LINKS: Json = {
    **_FEATURE,
    "required": [*_FEATURE["required"], "links"],
    "properties": {**_FEATURE["properties"], "links": _LINKS},
}
_FEATURE_COLLECTION: Json = {
    "type": "object",
    "required": ["type", "features", "links", "timeStamp", "numberMatched", "numberReturned"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": _FEATURE},
        "links": _LINKS,
        "timeStamp": {"type": "string", "format": "date-time"},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
}
_COLLECTION: Json = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "itemType": {"type": "string"},
        "extent": {"type": "object"},
        "crs": {"type": "array", "items": {"type": "string"}},
        "links": _LINKS,
    },
}
_LANDING: Json = {
    "type": "object",
    "required": ["links"],
    "properties": {
        "title": {"type": "string"},
        "description": {"type": "string"},
        "links": _LINKS,
    },
}
_CONFORMANCE: Json = {
    "type": "object",
    "required": ["conformsTo"],
    "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
}
_COLLECTIONS: Json = {
    "type": "object",
    "required": ["links", "collections"],
    "properties": {"links": _LINKS, "collections": {"type": "array", "items": _COLLECTION}},
}
_PROBLEM: Json = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
_PAGE: Json = {"type": "string"}


def definition(base: str) -> Json:
    """The whole document."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE,
            "description": DESCRIPTION,
            "version": version("dateline"),
            "license": {"name": "Apache-2.0"},
        },
        "servers": [{"url": base}],
        "tags": [{"name": _TAG, "description": "OGC API - Features"}],
        "paths": paths(),
    }


def paths() -> dict[str, Json]:
    """The paths, each with all that a request may say and an answer may have."""
    found = {
        "/": _get("landing", "Landing page", _LANDING, DOCUMENTS),
        "/conformance": _get("conformance", "Conformance", _CONFORMANCE, DOCUMENTS),
        "/api": _get("api", "API definition", {"type": "object"}, (OPENAPI,)),
        "/collections": _get("collections", "Collections", _COLLECTIONS, DOCUMENTS),
    }
    for one in COLLECTIONS.values():
        found.update(_of_collection(one))
    return found


def _of_collection(about: Collection) -> Iterator[tuple[str, Json]]:
    path, name = f"/collections/{about.id}", about.id
    yield path, _get(f"{name}_collection", f"Collection {name}", _COLLECTION, DOCUMENTS)
    yield (
        f"{path}/queryables",
        _get(
            f"{name}_queryables",
            f"Queryables of {name}",
            {"type": "object"},
            (SCHEMA, HTML),
        ),
    )
    items = _get(
        f"{name}_items",
        f"Search {name}",
        _FEATURE_COLLECTION,
        FEATURES,
        list(_items_parameters(about)),
    )
    yield f"{path}/items", {**items, "post": _search(items["get"])}
    feature_id = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "description": "Id of the feature.",
        "schema": {"type": "string"},
    }
    parameters = [feature_id, _CRS, _PROFILE]
    one = _get(f"{name}_item", f"One feature of {name}", _FEATURE_WITH_LINKS, FEATURE, parameters)
    one["get"]["responses"]["404"] = _problem("There is no such feature.")
    yield f"{path}/items/{{featureId}}", one


def _search(get: Json) -> Json:
    """A search with the filter in the body, which is the same as one in the address."""
    schemas: dict[str, Json] = {
        "cql2-json": {"anyOf": [{"type": "object"}, {"type": "boolean"}]},
        "cql2-text": {"type": "string", "minLength": 1},
    }
    return {
        **get,
        "operationId": f"{get['operationId']}_by_filter",
        "summary": f"{get['summary']} with a filter in the body",
        "parameters": [
            one for one in get["parameters"] if one["name"] not in ("filter", "filter-lang")
        ],
        "requestBody": {
            "required": True,
            "description": "CQL2, as text or as JSON.",
            "content": {
                name: {"schema": schemas[language]} for name, language in FILTER_TYPES.items()
            },
        },
    }


def _items_parameters(about: Collection) -> Iterator[Json]:
    yield _parameter(
        "limit",
        f"Maximum number of features on a page; values above {MOST:,} mean {MOST:,}.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    )
    yield _parameter(
        "offset",
        "Number of features to skip; following `next` links is faster.",
        {"type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0},
    )
    yield _parameter(
        "bbox",
        "Features whose geometry meets the box: west, south, east, north in degrees, with a "
        "lowest and a highest height or without; west > east crosses the antimeridian.",
        _NUMBERS,
    )
    yield _CRS
    yield _parameter("bbox-crs", "CRS of the box.", {"type": "string", "enum": list(URIS)})
    yield _parameter(
        "q",
        "Words that must all occur in names, participants, places, quotes or the title.",
        {"type": "string", "minLength": 1},
    )
    yield _parameter(
        "properties",
        "Properties to send; all by default.",
        {"type": "array", "items": {"type": "string"}},
    )
    yield _parameter(
        "skipGeometry", "Whether to leave geometries out.", {"type": "boolean", "default": False}
    )
    yield _PROFILE
    yield _parameter(
        "datetime",
        "Features whose time meets this one: a date or date-time (RFC 3339), or an interval with "
        "both ends included, `..` for an open one or a duration in place of one.",
        {"type": "string", "pattern": _TIME},
    )
    names = "|".join(one for one in ("id", *about.queryables) if one != "participants")
    yield _parameter(
        "sortby",
        "Properties to sort by, each with `-` before it for the other way.",
        {"type": "string", "pattern": f"^[+-]?({names})(,[+-]?({names})){{0,4}}$"},
    )
    yield _parameter(
        "filter",
        f"A filter in CQL2, of up to {LONGEST:,} characters.",
        {"type": "string", "minLength": 1},
    )
    yield _parameter(
        "filter-lang",
        "Language of the filter.",
        {"type": "string", "enum": list(LANGUAGES), "default": "cql2-text"},
    )
    yield _parameter(
        "filter-crs", "CRS of geometries in the filter.", {"type": "string", "enum": [CRS84]}
    )
    yield _parameter("id", "Features of this id.", {"type": "string"})
    for name, queryable in about.queryables.items():
        schema = schema_of(queryable)
        if queryable.kind == "strings":  # of which one is given
            schema = schema["items"]
        yield _parameter(name, f"{queryable.title}.", {**schema, "title": name})


def _parameter(name: str, description: str, schema: Json) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "style": "form",
        "explode": False,
        "schema": schema,
    }


_CRS = _parameter("crs", "CRS of the answer.", {"type": "string", "enum": list(URIS)})
_PROFILE = _parameter(
    "profile",
    "`flat` leaves out properties that hold objects and joins lists, as tables need.",
    {"type": "string", "enum": ["full", "flat"], "default": "full"},
)


def _get(
    operation: str,
    summary: str,
    schema: Json,
    formats: tuple[MediaFormat, ...],
    parameters: list[Json] | None = None,
) -> Json:
    first = {"type": "string", "enum": names(formats)}
    content = {
        one.media_type: {"schema": schema if one is formats[0] else _PAGE} for one in formats
    }
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "tags": [_TAG],
            "parameters": [
                *(parameters or []),
                _parameter("f", "Format of the answer.", first),
            ],
            "responses": {
                "200": {
                    "description": f"{summary}.",
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": content,
                },
                "304": {"description": "Not modified since the version that was named."},
                "400": _problem("A parameter is unknown, or cannot be."),
                "4XX": _problem("The request cannot be answered."),
                "5XX": _problem("The service cannot answer now."),
            },
        }
    }


def _problem(description: str) -> Json:
    return {
        "description": description,
        "content": {
            problems.MEDIA_TYPE: {"schema": _PROBLEM},
            "text/html": {"schema": _PAGE},
        },
    }


def add_to(openapi: Json) -> Json:
    """The whole service's document, in OpenAPI 3.1, with these paths before the others."""
    return {**openapi, "paths": {**_as_3_1(paths()), **openapi["paths"]}}


def _as_3_1(node: Any) -> Any:
    """What OpenAPI 3.0 calls nullable is one of two types in 3.1, as JSON Schema has it."""
    if isinstance(node, list):
        return [_as_3_1(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {name: _as_3_1(value) for name, value in node.items() if name != "nullable"}
    if node.get("nullable") is True:
        found["type"] = [node["type"], "null"]
    return found
