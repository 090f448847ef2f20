"""What a map is made of, as it comes in a request's body: a report or a draft."""

import logging
from asyncio import CancelledError
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Depends, Query, Request

from dateline.app.http.problems import ProblemError, bad_request, refused
from dateline.app.map_job import (
    HTML,
    JSON,
    TEXT,
    YAML,
    BuiltMap,
    FailedBody,
    InvalidBody,
    Refused,
    build_map,
)
from dateline.app.process_pool import ProcessDied, TimeLimitExceeded
from dateline.app.settings import Settings
from dateline.geo.errors import Problem

logger = logging.getLogger(__name__)

_KINDS = {
    TEXT: TEXT,
    HTML: HTML,
    "application/xhtml+xml": HTML,
    JSON: JSON,
    YAML: YAML,
    # The names that YAML had before RFC 9512.
    "application/x-yaml": YAML,
    "text/yaml": YAML,
    "text/x-yaml": YAML,
}
_MOST_WAITING = 32
"""Requests that may wait for their turn; each holds a whole body in memory."""
_RETRY_SECONDS = "10"


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
    kind, charset = media_type_of(request, _KINDS, "A map")
    if facts and kind not in (TEXT, HTML):
        raise bad_request(
            *(
                Problem(name, f"goes with {TEXT} and {HTML}; in {kind} it is a member")
                for name in facts
            )
        )
    refuse_when_busy(request)
    return kind, charset


async def map_of_body(
    request: Request,
    kind: tuple[str, str | None],
    body: bytes,
    facts: dict[str, str],
    map_id: str | None = None,
) -> BuiltMap:
    """Understand the body and make its map.

    Args:
        request: The request.
        kind: Of what ``kind_of`` says that it is.
        body: The body.
        facts: What the query says of it.
        map_id: What the map is called by its address; its own id when left out.

    Raises:
        ProblemError: 400 or 422, there is no map in it, or making it takes too long; 503, the
            process that made it died.
    """
    settings: Settings = request.app.state.settings
    built: BuiltMap = await in_process(
        request, build_map, settings, *kind, body, facts, map_id, facts=facts
    )
    return built


async def in_process(
    request: Request,
    function: Callable[..., Any],
    *arguments: Any,
    facts: Mapping[str, str] | None = None,
) -> Any:
    """Call a function in a process of its own, and wait for its turn and its result.

    Args:
        request: The request.
        function: May return ``InvalidBody``, ``FailedBody`` or ``Refused`` in place of a result.
        arguments: Its arguments.
        facts: What the query says of the body.

    Raises:
        ProblemError: 400 or 422, something is wrong with the body, or the call takes too long; 503,
            the process died; or what it was refused with.
    """
    state = request.app.state
    settings: Settings = state.settings
    call = partial(state.processes.run, function, *arguments, seconds=settings.making_limit)
    try:
        # The thread only waits for the other process.
        return await to_thread.run_sync(
            _result, settings, call, facts or {}, limiter=state.making, abandon_on_cancel=True
        )
    except CancelledError as error:
        # The service is stopping, and has drained for as long as it may.
        raise ProblemError(503, _STOPPING, headers={"Retry-After": _RETRY_SECONDS}) from error


def refuse_when_busy(request: Request) -> None:
    """Refuse a request for which too many are waiting already.

    Raises:
        ProblemError: 503.
    """
    if request.app.state.making.statistics().tasks_waiting >= _MOST_WAITING:
        raise ProblemError(
            503,
            "Many maps are being made just now. Please try again in a moment.",
            headers={"Retry-After": _RETRY_SECONDS},
        )


def media_type_of(request: Request, kinds: Mapping[str, str], what: str) -> tuple[str, str | None]:
    """The kind of a request's body, and its charset if it says.

    Args:
        request: The request.
        kinds: The media types that are taken, and what each counts as.
        what: What is made of the body, for the refusal.

    Raises:
        ProblemError: 415.
    """
    names = ", ".join(dict.fromkeys(kinds.values()))
    taken = {"Accept-Post" if request.method == "POST" else "Accept": names}
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", ""):
        raise ProblemError(
            415,
            f"A body in the encoding {encoding[:40]!r} is not taken; send it in gzip or as it is.",
            headers={**taken, "Accept-Encoding": "gzip, identity"},
        )
    given = request.headers.get("content-type", "")
    name, *parameters = (part.strip() for part in given.split(";"))
    kind = kinds.get(name.lower())
    if kind is None:
        given = f"not of {name[:80]!r}" if name else "and the request does not say what it sends"
        raise ProblemError(
            415,
            f"{what} is made of {names}, {given}; say so in Content-Type.",
            headers=taken,
        )
    charsets = (
        value
        for key, _, value in (one.partition("=") for one in parameters)
        if key.strip().lower() == "charset"
    )
    return kind, next(charsets, "").strip().strip('"') or None


def _result(settings: Settings, call: Callable[[], Any], facts: Mapping[str, str]) -> Any:
    """What comes of a call in another process; all that can go wrong becomes a problem."""
    try:
        built = call()
    except TimeLimitExceeded as error:
        logger.warning("a map took longer than %g seconds to make", settings.making_limit)
        # The same again would take as long: nothing invites the client to repeat it.
        raise ProblemError(422, _TOO_LONG.format(settings.making_limit)) from error
    except ProcessDied as error:
        logger.warning("a map was not made: %s", error)
        raise ProblemError(503, _DIED, headers={"Retry-After": _RETRY_SECONDS}) from error
    if isinstance(built, FailedBody):
        logger.error("a body that no map could be made of:\n%s", built.traceback)
        raise ProblemError(422, _FAILED.format(built.summary))
    if isinstance(built, InvalidBody):
        raise _refused(built, facts)
    if isinstance(built, Refused):
        raise ProblemError(built.status, built.detail)
    return built


_TOO_LONG = (
    "Making this map took longer than {:g} seconds, which is the limit here. "
    "Send a shorter report, or a draft of it."
)
_STOPPING = "This service is being stopped. Please try again in a moment."
_DIED = "The process that made this map was ended. Please try again in a moment."
_FAILED = "Reading failed on this text ({}), which was noted here. Send a draft of it instead."


def _refused(invalid: InvalidBody, facts: Mapping[str, str]) -> ProblemError:
    if invalid.places is not None:
        members = {"language": invalid.language, "places": list(invalid.places)}
        return refused(422, invalid.problems, members)
    # 422 when the body was understood and a field of it does not hold.
    fields = {one.field for one in invalid.problems}
    return refused(422 if fields - {"", *facts} else 400, invalid.problems)
