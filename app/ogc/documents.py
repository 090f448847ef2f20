"""The documents about the service and its collections, as JSON values."""

from typing import Any

from dateline.app.http.negotiation import (
    DOCUMENTS,
    FEATURES,
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    SCHEMA,
    MediaFormat,
)
from dateline.app.ogc.collections import COLLECTIONS, Collection, Queryable
from dateline.app.ogc.crs import CRS84, URIS
from dateline.app.ogc.links import QUERYABLES, Link, link, representations
from dateline.app.store.model import Extent
from dateline.app.store.time_range import rfc3339_of

Json = dict[str, Any]

TITLE = "Dateline"
DESCRIPTION = (
    "Maps of news reports: places, journeys, summits and other events, each tied to the sentence "
    "that says so."
)
_CONF = "http://www.opengis.net/spec"
CONFORMS_TO = (
    f"{_CONF}/ogcapi-common-1/1.0/conf/core",
    f"{_CONF}/ogcapi-common-2/1.0/conf/collections",
    f"{_CONF}/ogcapi-features-1/1.0/conf/core",
    f"{_CONF}/ogcapi-features-1/1.0/conf/geojson",
    f"{_CONF}/ogcapi-features-1/1.0/conf/html",
    f"{_CONF}/ogcapi-features-1/1.0/conf/oas30",
    f"{_CONF}/ogcapi-features-2/1.0/conf/crs",
    f"{_CONF}/ogcapi-features-3/1.0/conf/queryables",
    f"{_CONF}/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    f"{_CONF}/ogcapi-features-3/1.0/conf/filter",
    f"{_CONF}/ogcapi-features-3/1.0/conf/features-filter",
    f"{_CONF}/cql2/1.0/conf/cql2-text",
    f"{_CONF}/cql2/1.0/conf/cql2-json",
    f"{_CONF}/cql2/1.0/conf/basic-cql2",
    f"{_CONF}/cql2/1.0/conf/advanced-comparison-operators",
    f"{_CONF}/cql2/1.0/conf/case-insensitive-comparison",
    f"{_CONF}/cql2/1.0/conf/basic-spatial-functions",
    f"{_CONF}/cql2/1.0/conf/basic-spatial-functions-plus",
    f"{_CONF}/cql2/1.0/conf/spatial-functions",
    f"{_CONF}/cql2/1.0/conf/temporal-functions",
    f"{_CONF}/cql2/1.0/conf/property-property",
)
"""Conformance classes of the service, each with tests in tests/app/ogc."""


def landing(base: str) -> Json:
    """The landing page."""
    root = f"{base}/"
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "links": [
            *representations(root, DOCUMENTS, JSON),
            link("service-desc", f"{base}/api", OPENAPI.media_type, "API definition"),
            link("service-doc", f"{base}/docs", HTML.media_type, "API reference"),
            link("conformance", f"{base}/conformance", JSON.media_type, "Conformance"),
            link("data", f"{base}/collections", JSON.media_type, "Collections"),
        ],
    }


def conformance(base: str, format: MediaFormat) -> Json:
    """The conformance classes."""
    links = representations(f"{base}/conformance", DOCUMENTS, format)
    return {"links": links, "conformsTo": list(CONFORMS_TO)}


def collections(base: str, extents: dict[str, Extent], format: MediaFormat) -> Json:
    """All collections."""
    return {
        "title": TITLE,
        "links": [
            *representations(f"{base}/collections", DOCUMENTS, format),
            link("root", f"{base}/", JSON.media_type, "Landing page"),
        ],
        "collections": [
            collection(base, one, extents[one.id], format) for one in COLLECTIONS.values()
        ],
    }


def collection(base: str, about: Collection, extent: Extent, format: MediaFormat) -> Json:
    """One collection: what it is, where its features are, and how to get at them."""
    return {
        "id": about.id,
        "title": about.title,
        "description": about.description,
        "itemType": "feature",
        "extent": _extent(extent),
        "crs": list(URIS),
        "storageCrs": CRS84,
        "links": _links_of_collection(base, about, format),
    }


def _links_of_collection(base: str, about: Collection, format: MediaFormat) -> list[Link]:
    address = f"{base}/collections/{about.id}"
    items = [
        link(
            "items",
            f"{address}/items" if one is GEOJSON else f"{address}/items?f={one.name}",
            one.media_type,
            f"{about.title} as {one.title}",
        )
        for one in FEATURES
    ]
    queryables = link(
        QUERYABLES, f"{address}/queryables", SCHEMA.media_type, f"Queryables of {about.id}"
    )
    return [*representations(address, DOCUMENTS, format), *items, queryables]


def _extent(extent: Extent) -> Json:
    """What the features cover; nothing is said of what none of them has."""
    found: Json = {}
    if extent.bbox:
        found["spatial"] = {"bbox": [list(extent.bbox)], "crs": CRS84}
    if extent.span:
        interval = [rfc3339_of(end) for end in extent.span]
        trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
        found["temporal"] = {"interval": [interval], "trs": trs}
    return found


def queryables(base: str, about: Collection) -> Json:
    """The queryables of a collection, as a JSON Schema."""
    geometry = "geometry-linestring" if about.lines else "geometry-point"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/collections/{about.id}/queryables",
        "type": "object",
        "title": f"Queryables of {about.id}",
        "properties": {
            "id": {"title": "Id of the feature", "type": "string", "x-ogc-role": "id"},
            **{name: schema_of(one) for name, one in about.queryables.items()},
            "geometry": {"x-ogc-role": "primary-geometry", "format": geometry},
        },
        "additionalProperties": False,
    }


def schema_of(queryable: Queryable) -> Json:
    """The JSON Schema of a property."""
    kinds: dict[str, Json] = {
        "time": {"type": "string"},
        "strings": {"type": "array", "items": {"type": "string"}},
    }
    schema = {"title": queryable.title, **kinds.get(queryable.kind, {"type": queryable.kind})}
    if queryable.values:
        schema["enum"] = list(queryable.values)
    return schema
