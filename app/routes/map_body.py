"""What a map is made of, as it comes in a request's body: a report or a draft."""

from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

from anyio import to_thread
from fastapi import Depends, Query, Request

from dateline.app.http.problems import ProblemError, bad_request, refused
from dateline.app.map_builder import MadeMap, MapMaker, OtherLanguage
from dateline.app.routes.openapi_maps import JSON, TEXT, YAML
from dateline.geo.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from dateline.app.map_input import GivenDraft, GivenReport

_KINDS = {
    TEXT: TEXT,
    JSON: JSON,
    YAML: YAML,
    # The names that YAML had before RFC 9512.
    "application/x-yaml": YAML,
    "text/yaml": YAML,
    "text/x-yaml": YAML,
}
_TAKEN = f"{TEXT}, {JSON}, {YAML}"
_MOST_WAITING = 32
"""Requests that may wait for their turn; each holds a whole body in memory."""
_RETRY_SECONDS = "10"


@dataclass(frozen=True, slots=True)
class MadeOfBody:
    """A map that was made of a body.

    Attributes:
        notes: What the client should know of how the body was understood.
        seconds: How long it took.
    """

    map: MadeMap
    notes: tuple[str, ...]
    seconds: float


async def facts_of_report(
    title: Annotated[
        str | None,
        Query(max_length=300, description="The report's title; its first line when left out."),
    ] = None,
    published: Annotated[
        str | None,
        Query(
            max_length=80,
            description="When it was published: an ISO 8601 date or date-time, which 'on Monday' "
            "and the like are counted from.",
            examples=["2019-04-24"],
        ),
    ] = None,
    publisher: Annotated[str | None, Query(max_length=300, description="Who published it.")] = None,
    language: Annotated[
        str | None,
        Query(max_length=40, description="BCP 47 tag of its language; found out when left out."),
    ] = None,
    url: Annotated[
        str | None, Query(max_length=2000, description="Where it was published.")
    ] = None,
) -> dict[str, str]:
    """What the query says of a report that is sent as plain text."""
    return {
        name: value
        for name, value in (
            ("title", title),
            ("published", published),
            ("publisher", publisher),
            ("language", language),
            ("url", url),
        )
        if value
    }


Facts = Annotated[dict[str, str], Depends(facts_of_report)]


async def facts_with_id(
    facts: Facts,
    map_id: Annotated[
        str | None,
        Query(alias="id", max_length=80, description="The map's id; made of the title if left out"),
    ] = None,
) -> dict[str, str]:
    """The same, and what the map is to be called."""
    return {**facts, "id": map_id} if map_id else facts


FactsWithId = Annotated[dict[str, str], Depends(facts_with_id)]


def kind_of(request: Request, facts: dict[str, str]) -> tuple[str, str | None]:
    """The kind of body, and its charset if it says.

    Raises:
        ProblemError: 415, no map is made of it; 400, the query says what goes with text alone;
            503, too many are waiting already.
    """
    kind, charset = _media_type(request)
    if facts and kind != TEXT:
        raise bad_request(
            *(Problem(name, f"goes with {TEXT}; in {kind} it is a member") for name in facts)
        )
    if request.app.state.making.statistics().tasks_waiting >= _MOST_WAITING:
        raise ProblemError(
            503,
            "Many maps are being made just now. Please try again in a moment.",
            headers={"Retry-After": _RETRY_SECONDS},
        )
    return kind, charset


async def map_of_body(
    request: Request,
    kind: tuple[str, str | None],
    body: bytes,
    facts: dict[str, str],
    map_id: str | None = None,
) -> MadeOfBody:
    """Understand the body and make its map.

    Args:
        request: The request.
        kind: Of what ``kind_of`` says that it is.
        body: The body.
        facts: What the query says of it.
        map_id: What the map is called by its address; its own id when left out.

    Raises:
        ProblemError: 400 or 422; there is no map in it.
    """
    make = partial(_make, request.app.state.maker, kind, body, facts, map_id)
    return await to_thread.run_sync(make, limiter=request.app.state.making)


def _media_type(request: Request) -> tuple[str, str | None]:
    taken = {"Accept-Post" if request.method == "POST" else "Accept": _TAKEN}
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", ""):
        raise ProblemError(
            415,
            f"A body in the encoding {encoding[:40]!r} is not taken; send it as it is.",
            headers={**taken, "Accept-Encoding": "identity"},
        )
    given = request.headers.get("content-type", "")
    name, *parameters = (part.strip() for part in given.split(";"))
    kind = _KINDS.get(name.lower())
    if kind is None:
        what = f"not of {name[:80]!r}" if name else "and the request does not say what it sends"
        raise ProblemError(
            415,
            f"A map is made of {TEXT}, {JSON} or {YAML}, {what}; say so in Content-Type.",
            headers=taken,
        )
    charsets = (
        value
        for key, _, value in (one.partition("=") for one in parameters)
        if key.strip().lower() == "charset"
    )
    return kind, next(charsets, "").strip().strip('"') or None


def _make(
    maker: MapMaker,
    kind: tuple[str, str | None],
    body: bytes,
    facts: dict[str, str],
    map_id: str | None,
) -> MadeOfBody:
    """In a thread, for it takes its time."""
    started = perf_counter()
    try:
        given = _given(kind, body, facts)
        made = (given.called(map_id) if map_id else given).made_by(maker)
    except OtherLanguage as error:
        members = {"language": error.language, "places": list(error.places)}
        raise refused(422, error.problems, members) from error
    except InvalidInput as error:
        raise refused(_status(error, facts), error.problems) from error
    return MadeOfBody(made, given.notes, perf_counter() - started)


def _given(
    kind: tuple[str, str | None], body: bytes, facts: dict[str, str]
) -> "GivenReport | GivenDraft":
    # Brings drafts and YAML, which a service that makes no maps starts without.
    from dateline.app.map_input import draft_in_yaml, given_in_json, report_of_text  # noqa: PLC0415

    name, charset = kind
    if name == TEXT:
        return report_of_text(body, charset, facts)
    return given_in_json(body) if name == JSON else draft_in_yaml(body)


def _status(error: InvalidInput, facts: dict[str, str]) -> int:
    """422 when the body was understood and a field of it does not hold."""
    fields = {one.field for one in error.problems}
    return 422 if fields - {"", *facts} else 400
