"""Times as two whole numbers, so that any store can compare them and keep an index of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

Span = tuple[int, int]
"""First and last microsecond that a time covers, counted from 1970 in UTC, both included."""

EARLIEST, LATEST = -(2**63), 2**63 - 1
"""Ends of a span that is open: the least and greatest number that stores keep."""

_OPEN = ".."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1) // _MICROSECOND


def span_of(member: Mapping[str, Any] | None) -> Span | None:
    """The span of a feature's ``time`` member, as JSON-FG has it; None where it has no time.

    Raises:
        ValueError: It is no such member.
    """
    if not member:
        return None
    if "interval" in member:
        first, last = member["interval"]
        return (
            EARLIEST if first == _OPEN else _ends(first)[0],
            LATEST if last == _OPEN else _ends(last)[1],
        )
    return _ends(member["date"] if "date" in member else member["timestamp"])


def span_between(first: date | datetime | None, last: date | datetime | None) -> Span:
    """The span from one day or instant to another; None is an open end."""
    return (
        EARLIEST if first is None else span_at(first)[0],
        LATEST if last is None else span_at(last)[1],
    )


def span_at(moment: date | datetime) -> Span:
    """The span of a whole day in UTC, or of an instant; one without a zone is taken as UTC."""
    if isinstance(moment, datetime):
        at = _microseconds(moment)
        return at, at
    first = _microseconds(datetime.combine(moment, time.min))
    return first, first + _DAY - 1


def rfc3339_of(at: int) -> str | None:
    """An end of a span as a timestamp to the second, in UTC; None where it is open."""
    if at in (EARLIEST, LATEST):
        return None
    moment = _EPOCH + timedelta(microseconds=at)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _ends(text: str) -> Span:
    return span_at(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))


def _microseconds(moment: datetime) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND
