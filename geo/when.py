"""Times as reports give them: an instant, a day, a month, a year or an interval of these."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPEN = ".."


class _NoZone(ValueError):
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

        ``..`` (or nothing) stands for an open end, as in OGC API - Features.

        Raises:
            ValueError: The value is not such a time, is no real date, or ends before it starts.
        """
        first, slash, last = value.strip().partition("/")
        ends = [first, last] if slash else [first, first]
        try:
            parsed = [
                None if end.strip() in ("", _OPEN) else _precision(end.strip()) for end in ends
            ]
        except _NoZone:
            raise
        except ValueError as error:
            raise ValueError(
                f"{value[:60]!r} is no time that exists ({error}); write for example 2019, "
                "2019-04, 2019-04-24, 2019-04-24T15:00+10:00 or two of these with / between"
            ) from error
        known = [precision for precision in parsed if precision is not None]
        if not known:
            raise ValueError(f"{value!r} names no time; give for example 2019-04-24")
        order = list(Precision)
        return cls(
            start=ends[0].strip() if parsed[0] else None,
            end=ends[1].strip() if parsed[1] else None,
            precision=min(known, key=order.index),
            text=text,
        )

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
    Source: OGC 21-045, section "Temporal information".
    """
    if when is None or (when.start is None and when.end is None):
        return None
    first, last = when.bounds()
    if first is not None and first == last:
        return {"timestamp" if isinstance(first, datetime) else "date": _rfc3339(first)}
    return {"interval": [_rfc3339(first) if first else _OPEN, _rfc3339(last) if last else _OPEN]}


def _precision(value: str) -> Precision:
    if _YEAR.fullmatch(value):
        if value == "0000":
            raise ValueError("there is no year 0; give a year from 0001 on")
        return Precision.YEAR
    if match := _MONTH.fullmatch(value):
        date(int(match[1]), int(match[2]), 1)
        return Precision.MONTH
    if _DAY.fullmatch(value):
        date.fromisoformat(value)
        return Precision.DAY
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise _NoZone(
            f"{value!r} has no offset from UTC; write for example {value}+10:00 or {value}Z"
        )
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
    return _day(first) > _day(last) + timedelta(days=1 if mixed else 0)


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _rfc3339(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()
