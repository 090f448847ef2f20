"""The OpenAPI description of making maps: what a body may be, and what comes back."""

from typing import Any

from dateline.app.http import problems
from dateline.app.map_job import HTML, JSON, TEXT, YAML
from dateline.app.routes.openapi import NOT_MODIFIED, Responses, problem_schema

_REPORT: dict[str, Any] = {
    "title": "Report",
    "description": "A report to be read.",
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 1_000_000},
        "title": {"type": "string", "maxLength": 300, "description": "The first line if not given"},
        "published": {
            "type": "string",
            "description": "ISO 8601 date or date-time, which relative times are counted from.",
            "examples": ["2019-04-24"],
        },
        "id": {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$", "maxLength": 80},
        "publisher": {"type": "string", "maxLength": 300},
        "language": {"type": "string", "description": "BCP 47; found out if not given."},
        "url": {"type": "string", "maxLength": 2000},
        "licence": {"type": "string", "maxLength": 300},
        "credit": {"type": "string", "maxLength": 300},
    },
}
_DRAFT: dict[str, Any] = {
    "title": "Draft",
    "description": "A draft, as docs/drafts.md explains.",
    "type": "object",
    "required": ["report"],
    "properties": {
        "id": _REPORT["properties"]["id"],
        "report": {"type": "object", "required": ["title", "text"]},
        "places": {"type": "array"},
        "events": {"type": "array"},
    },
}
MAP_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            TEXT: {"schema": {"type": "string", "description": "The report's text."}},
            HTML: {"schema": {"type": "string", "description": "The page that holds the report."}},
            JSON: {"schema": {"oneOf": [_REPORT, _DRAFT]}},
            YAML: {"schema": _DRAFT},
        },
    }
}


def _problem_answer(description: str, header: str = "", **members: Any) -> dict[str, Any]:
    schema = problem_schema()
    schema["properties"] |= members
    answer: dict[str, Any] = {
        "description": description,
        "content": {problems.MEDIA_TYPE: {"schema": schema}},
    }
    if header:
        answer["headers"] = {header: {"schema": {"type": "string"}}}
    return answer


_LOCATION = {"description": "The map's page.", "schema": {"type": "string"}}
_CHANGED = {
    "ETag": {"description": "Of this version, for `If-Match`.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "No-store.", "schema": {"type": "string"}},
}
REFUSED_ANSWERS: Responses = {
    401: _problem_answer("The token is missing or invalid.", "WWW-Authenticate"),
    403: _problem_answer("The token lacks the required scope.", "WWW-Authenticate"),
}

MAP_ANSWERS: Responses = {
    201: {"headers": {"Location": _LOCATION, **_CHANGED}},
    400: _problem_answer("The body or a parameter cannot be parsed."),
    **REFUSED_ANSWERS,
    409: _problem_answer("A map with this id exists; it was not changed."),
    413: _problem_answer("The body is too long."),
    415: _problem_answer("Unsupported media type of the body.", "Accept-Post"),
    422: _problem_answer(
        "The body was parsed and is invalid; each field concerned is named. A report "
        "that is not in English comes back with its places.",
        language={"type": "string", "description": "The report's language, when not English."},
        places={
            "type": "array",
            "items": {"type": "object"},
            "description": "Places of a report that is not in English.",
        },
    ),
    503: _problem_answer(
        "Too many maps are being made, or the store does not answer.", "Retry-After"
    ),
}
PUT_ANSWERS: Responses = {
    status: answer for status, answer in MAP_ANSWERS.items() if status not in (201, 409, 415)
} | {
    200: {"headers": _CHANGED},
    201: {
        "description": "The map was created; this is its first version.",
        "headers": {"Location": _LOCATION, **_CHANGED},
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/NewMap"}},
        },
    },
    409: _problem_answer("The same request is still being processed."),
    412: _problem_answer("`If-Match` or `If-None-Match` does not hold; nothing was changed."),
    415: _problem_answer("Unsupported media type of the body.", "Accept"),
}
CHANGE_ANSWERS: Responses = {
    200: {"headers": _CHANGED},
    **REFUSED_ANSWERS,
    404: _problem_answer("There is no such map or version."),
    409: _problem_answer("The same request is still being processed."),
    412: _problem_answer("`If-Match` does not hold; nothing was changed."),
    422: _problem_answer("The `Idempotency-Key` was used for another request."),
}
DELETE_ANSWERS: Responses = {
    204: {"description": "The map was deleted; its versions are kept."},
    **{status: answer for status, answer in CHANGE_ANSWERS.items() if status in (401, 403, 412)},
    404: _problem_answer("There is no such map."),
}


def private_body(description: str, media_type: str) -> Responses:
    """A draft, a map or a page, for holders of a token alone."""
    text = media_type.startswith("text/")
    etag = {"description": "Of the version, for `If-Match`.", "schema": {"type": "string"}}
    ok = {
        "description": description,
        "headers": {"ETag": etag},
        "content": {media_type: {"schema": {"type": "string" if text else "object"}}},
    }
    return {200: ok, **PRIVATE_ANSWERS}


PRIVATE_ANSWERS: Responses = {
    **NOT_MODIFIED,
    **REFUSED_ANSWERS,
    404: _problem_answer("There is no such map or version."),
}
