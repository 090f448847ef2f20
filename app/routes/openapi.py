"""What the OpenAPI document says of answers, in one place so that it stays what is sent."""

from collections.abc import Mapping
from typing import Any

from dateline.app.http import problems

GEOJSON = "application/geo+json"

Responses = dict[int | str, dict[str, Any]]

_CACHED_HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "Changes with the content; differs by content encoding.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {
        "description": "How long the response may be cached.",
        "schema": {"type": "string"},
    },
}
NOT_MODIFIED: Responses = {
    304: {"description": "Not modified since the version that If-None-Match names."}
}


def html_page(description: str) -> Responses:
    """An answer that is a page for people."""
    ok = {
        "description": description,
        "headers": _CACHED_HEADERS,
        "content": {"text/html; charset=utf-8": {"schema": {"type": "string"}}},
    }
    return {200: ok, **NOT_MODIFIED}


def problem_schema() -> dict[str, Any]:
    """The schema in one piece: as FastAPI's own `model` it would be said to be plain JSON too."""
    schema = problems.ProblemDetails.model_json_schema()
    field = schema.pop("$defs")["FieldProblem"]
    schema["properties"]["errors"]["anyOf"][0]["items"] = field
    return schema


PROBLEMS: Responses = {
    status: {
        "description": description,
        "content": {problems.MEDIA_TYPE: {"schema": problem_schema()}},
    }
    for status, description in (
        ("4XX", "The request cannot be answered: what is wrong, and what would be right."),
        ("5XX", "The service cannot answer now."),
    )
}


def feature_collection(description: str, *own_members: str) -> Responses:
    """A GeoJSON answer, with the members that it has beyond GeoJSON's own."""
    schema = {
        "type": "object",
        "required": ["type", "features", *own_members],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "bbox": {
                "type": "array",
                "items": {"type": "number"},
                "minItems": 4,
                "maxItems": 4,
                "description": "West, south, east, north; west > east crosses the antimeridian.",
            },
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "id", "geometry", "properties"],
                    "properties": {
                        "type": {"type": "string", "enum": ["Feature"]},
                        "id": {"type": "string"},
                        "geometry": {"type": ["object", "null"]},
                        "time": {"type": ["object", "null"], "description": "As in JSON-FG."},
                        "properties": {"type": "object"},
                    },
                },
            },
        },
    }
    ok = {
        "description": description,
        "headers": _CACHED_HEADERS,
        "content": {GEOJSON: {"schema": schema}},
    }
    return {200: ok, **NOT_MODIFIED}


def download(formats: Mapping[str, str]) -> Responses:
    """Files in one of several formats, by media type and name."""
    ok = {
        "description": f"The file: {', '.join(formats.values())}.",
        "headers": _CACHED_HEADERS
        | {
            "Content-Disposition": {
                "description": "The file's name.",
                "schema": {"type": "string"},
            }
        },
        # Without a schema: OpenAPI 3.1 has it so for what is not JSON.
        "content": {media_type: {} for media_type in formats},
    }
    return {200: ok, **NOT_MODIFIED}
