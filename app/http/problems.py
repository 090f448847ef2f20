"""Problem documents (RFC 9457) and the exceptions that routes raise for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from dateline.geo.errors import Problem

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """An invalid parameter or member."""

    field: str = Field(description="The parameter or member concerned.", examples=["limit"])
    message: str = Field(description="What is wrong and what would be valid.")


class ProblemDetails(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field("about:blank", description="`about:blank`: the status is the type.")
    title: str = Field(description="The status in words.", examples=["Bad Request"])
    status: int = Field(description="The HTTP status.", examples=[400])
    detail: str = Field(description="Human-readable explanation.")
    instance: str | None = Field(
        None, description="For internal errors: the request id, by which the log has details."
    )
    errors: list[FieldProblem] | None = Field(None, description="The individual errors, by field.")


class ProblemError(Exception):
    """An error response as a problem document.

    Args:
        status: The HTTP status.
        detail: Human-readable explanation.
        errors: The individual errors, by field.
        headers: Headers to send with it.
        members: Extension members (RFC 9457 section 3.2).
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Problem] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        self.status = status
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.members = dict(members or {})
        super().__init__(detail)


def not_found(what: str) -> ProblemError:
    """404 for a missing resource."""
    return ProblemError(404, f"There is no {what}.")


def gone(title: str, reason: str) -> ProblemError:
    """410: a map that was taken down."""
    why = f" {reason}" if reason else ""
    return ProblemError(410, f"The map {title!r} was taken down.{why}")


def bad_request(*problems: Problem) -> ProblemError:
    """400 with the invalid parameters."""
    return refused(400, problems)


def refused(
    status: int, problems: Sequence[Problem], members: Mapping[str, Any] | None = None
) -> ProblemError:
    """An error status with the invalid fields."""
    return ProblemError(status, _sentence(problems), errors=problems, members=members)


def _sentence(problems: Sequence[Problem]) -> str:
    if len(problems) == 1:
        return f"{problems[0]}."
    return f"{len(problems)} things are wrong with the request."
