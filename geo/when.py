"""Times as reports give them: an instant, a day, a month, a year or an interval of these."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_OPEN = ".."


class _NoZoneError(ValueError):
    """A clock time that could be anywhere on Earth."""


class Precision(StrEnum):
    """How finely a time is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    INSTANT = "instant"


class When(BaseModel):
    """A time or an interval, as far as the report says.

    Attributes:
        start: ISO 8601 year, month, date, or RFC 3339 date-time with its offset; None when the
            interval has no known start.
        end: The same for the end of an interval, which includes it; equal to ``start`` for a
            single time; None when the interval has no known end.
        precision: The coarser precision of the two ends.
        text: The words of the report ("on Wednesday"), where they are known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: str | None = None
    end: str | None = None
    precision: Precision = Precision.DAY
    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _known_ends(cls, data: Any) -> Any:
        """Refuse an end that is no time, and find the precision where it is left out."""
        if not isinstance(data, dict):
            return data
        ends = [end for end in (data.get("start"), data.get("end")) if isinstance(end, str)]
        order = list(Precision)
        known = sorted((_precision(end) for end in ends), key=order.index)
        if known and data.get("precision", known[0]) != known[0]:
            raise ValueError(f"the precision of {' and '.join(ends)} is {known[0].value}")
        return {**data, "precision": known[0]} if known else data

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first, last = self.bounds()
        if first is None and last is None and self.text is None:
            raise ValueError("an interval needs a start, an end or both")
        if first is not None and last is not None and _reversed(first, last):
            raise ValueError(f"the interval ends ({self.end}) before it starts ({self.start})")
        return self

    @classmethod
    def parse(cls, value: str, text: str | None = None) -> Self:
        """Read ``2019``, ``2019-04``, ``2019-04-24``, ``2019-04-24T15:00+10:00`` or ``A/B``.

        ``..`` (or nothing) is an open end, as in OGC API - Features.

        Raises:
            ValueError: The value is not such a time, is no real date, or ends before it starts.
        """
        first, slash, last = value.strip().partition("/")
        ends = [end.strip() for end in ([first, last] if slash else [first, first])]
        start, end = (None if end in ("", _OPEN) else end for end in ends)
        if start is None and end is None:
            raise ValueError(f"{value[:60]!r} names no time; give for example 2019-04-24")
        return cls(start=start, end=end, text=text)

    def bounds(self) -> tuple[date | datetime | None, date | datetime | None]:
        """First and last day (or instant) that the time covers; None where it is open."""
        first = None if self.start is None else _bound(self.start, last=False)
        last = None if self.end is None else _bound(self.end, last=True)
        return first, last

    @property
    def iso(self) -> str:
        """The time as one ISO 8601 string, an interval as ``start/end``."""
        if self.start == self.end:
            return self.start or ""
        return f"{self.start or _OPEN}/{self.end or _OPEN}"


def json_fg_time(when: When | None) -> dict[str, object] | None:
    """The ``time`` member of OGC JSON-FG: a date, a UTC timestamp, or an interval of either.

    A month or a year becomes the interval of its days: JSON-FG knows nothing coarser than a day.
    Both ends of an interval are of one kind; beside a day an instant becomes the day it is on,
    where it is. Source: OGC 21-045, section "Temporal information".
    """
    if when is None or (when.start is None and when.end is None):
        return None
    first, last = when.bounds()
    if first is not None and first == last:
        return {"timestamp" if isinstance(first, datetime) else "date": _rfc3339(first)}
    ends = [end for end in (first, last) if end is not None]
    days = any(not isinstance(end, datetime) for end in ends)
    return {"interval": [_interval_end(first, days=days), _interval_end(last, days=days)]}


def _interval_end(end: date | datetime | None, *, days: bool) -> str:
    if end is None:
        return _OPEN
    return _rfc3339(_day(end) if days else end)


def _precision(value: str) -> Precision:
    """The precision of one end.

    Raises:
        ValueError: It is no time, or none that exists.
    """
    try:
        return _precision_of(value)
    except (ValueError, OverflowError) as error:
        if isinstance(error, _NoZoneError):
            raise
        raise ValueError(
            f"{value[:60]!r} is no time that exists ({error}); write for example 2019, 2019-04, "
            "2019-04-24, 2019-04-24T15:00+10:00 or two of these with / between"
        ) from error


def _precision_of(value: str) -> Precision:
    if _YEAR.fullmatch(value):
        date(int(value), 1, 1)
        return Precision.YEAR
    if match := _MONTH.fullmatch(value):
        date(int(match[1]), int(match[2]), 1)
        return Precision.MONTH
    if _DAY.fullmatch(value):
        date.fromisoformat(value)
        return Precision.DAY
    clock = _CLOCK.fullmatch(value)
    if clock is None:
        raise ValueError("it is not written in one of the forms known here")
    moment = datetime.fromisoformat(value)
    if clock["zone"] is None:
        raise _NoZoneError(
            f"{value!r} has no offset from UTC; write for example {value}+10:00 or {value}Z"
        )
    moment.astimezone(UTC)
    return Precision.INSTANT


def _bound(value: str, *, last: bool) -> date | datetime:
    if _YEAR.fullmatch(value):
        return date(int(value), 12, 31) if last else date(int(value), 1, 1)
    if match := _MONTH.fullmatch(value):
        year, month = int(match[1]), int(match[2])
        return date(year, month, monthrange(year, month)[1] if last else 1)
    if _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value)


def _reversed(first: date | datetime, last: date | datetime) -> bool:
    if isinstance(first, datetime) and isinstance(last, datetime):
        return first > last
    # A day has no zone: beside an instant it may be the day before or after.
    mixed = isinstance(first, datetime) or isinstance(last, datetime)
    return _day(first).toordinal() > _day(last).toordinal() + mixed


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _rfc3339(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()
