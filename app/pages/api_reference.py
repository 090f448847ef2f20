"""The API reference for people, from the OpenAPI document that machines read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

Json = Mapping[str, Any]

_LIMITS = (
    ("minimum", "at least {}"),
    ("exclusiveMinimum", "more than {}"),
    ("maximum", "at most {}"),
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("default", "{} when left out"),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a request may say."""

    name: str
    place: str
    required: bool
    meaning: str
    limits: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back."""

    status: str
    meaning: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API does.

    Attributes:
        example: An address to try; empty where a browser cannot.
        bodies: Media types that the request may have.
    """

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    example: str
    bodies: tuple[str, ...] = ()
    needs_token: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole API."""

    summary: str
    version: str
    operations: tuple[Operation, ...]


def reference(openapi: Json, known: Mapping[str, str]) -> Reference:
    """The API in the order of its OpenAPI document.

    Args:
        openapi: The document.
        known: Values that examples should have, by parameter, in place of the document's own.
    """
    return Reference(
        summary=openapi["info"].get("summary", ""),
        version=openapi["info"]["version"],
        operations=tuple(_operations(openapi, known)),
    )


def _operations(openapi: Json, known: Mapping[str, str]) -> Iterator[Operation]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", ())
            needs_token = bool(operation.get("security"))
            can_be_tried = method == "get" and not needs_token
            yield Operation(
                id=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                description=operation.get("description", ""),
                parameters=tuple(map(_parameter, parameters)),
                answers=tuple(_answers(operation["responses"])),
                example=_example(path, parameters, known) if can_be_tried else "",
                bodies=tuple(operation.get("requestBody", {}).get("content", {})),
                needs_token=needs_token,
            )


def _parameter(parameter: Json) -> Parameter:
    schema = _non_null(parameter["schema"])
    limits = [
        phrase.format(schema[name])
        for name, phrase in _LIMITS
        if schema.get(name) not in (None, "")
    ]
    return Parameter(
        name=parameter["name"],
        place=parameter["in"],
        required=bool(parameter.get("required")),
        meaning=parameter.get("description", ""),
        limits=f"({', '.join(limits)})" if limits else "",
    )


def _non_null(schema: Json) -> Json:
    """A schema, or what it allows besides null."""
    others = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return {**schema, **others[0]} if len(others) == 1 else schema


def _answers(responses: Json) -> Iterator[Answer]:
    for status, response in sorted(responses.items()):
        meaning = response.get("description", "")
        yield Answer(status, meaning, tuple(response.get("content", {})))


def _example(path: str, parameters: Any, known: Mapping[str, str]) -> str:
    query = {}
    for parameter in parameters:
        name = parameter["name"]
        examples = parameter["schema"].get("examples") or [""]
        value = known.get(name, str(examples[0]))
        if parameter["in"] == "path" and not value:
            return ""  # it is unknown what could be tried
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(value))
        elif value and (parameter.get("required") or name in known):
            query[name] = value
    return f"{path}?{urlencode(query)}" if query else path
