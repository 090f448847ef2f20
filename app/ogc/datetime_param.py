"""The ``datetime`` parameter: an instant, a day, or an interval of these, open ends included."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from dateline.app.store.time_range import Span, span_at, span_between
from dateline.geo.when import When

_DURATION = re.compile(
    r"P(?=[0-9T])(?:(?P<weeks>[0-9]{1,6})W|"
    r"(?:(?P<years>[0-9]{1,4})Y)?(?:(?P<months>[0-9]{1,6})M)?(?:(?P<days>[0-9]{1,8})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,8})H)?(?:(?P<minutes>[0-9]{1,8})M)?"
    r"(?:(?P<seconds>[0-9]{1,10})S)?)?)"
)
_OPEN = ("", "..")
_EXAMPLES = (
    "give for example 2019-04-24, 2019-04-24T09:00:00Z, 2019-04-01/2019-04-30, ../2019-04-30 or "
    "2019-04-24/P2D"
)


def span_of_parameter(text: str) -> Span:
    """The span that ``datetime`` gives; both its ends are included.

    A day is the whole day in UTC. An interval may have a duration for one of its ends.

    Raises:
        ValueError: It is no such time; the message says what would be.
    """
    first, slash, last = text.partition("/")
    try:
        if first.startswith("P") or last.startswith("P"):
            return _with_duration(first, last)
        if slash and first in _OPEN and last in _OPEN:
            return span_between(None, None)
        return span_between(*When.parse(text).bounds())
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text[:60]!r} is no time: {_reason(error)}; {_EXAMPLES}") from error


def span_of_literal(text: str) -> Span:
    """The span of one time in a filter.

    Raises:
        ValueError: It is no time.
    """
    return span_between(*When.parse(text).bounds())


def _with_duration(first: str, last: str) -> Span:
    if last.startswith("P"):
        start = _moment(first)
        end = _shifted(start, last, 1)
        return span_at(start)[0], span_at(end)[0]
    whole = span_of_literal(last)
    start = _shifted(_moment(last), first, -1)
    return span_at(start)[0], whole[1]


def _moment(text: str) -> datetime:
    if text in _OPEN or "/" in text:
        raise ValueError("a duration needs a time beside it")
    first, _ = When.parse(text).bounds()
    if isinstance(first, datetime):
        return first.astimezone(UTC)
    return datetime.combine(first or date.min, time.min, UTC)


def _shifted(moment: datetime, duration: str, sign: int) -> datetime:
    """A moment so much later or earlier; a month later than January 31 is the last of February."""
    match = _DURATION.fullmatch(duration)
    if not match:
        raise ValueError(f"{duration[:20]!r} is no duration such as P2D, P1M or PT12H")
    parts = {name: int(value or 0) for name, value in match.groupdict().items()}
    months = moment.year * 12 + moment.month - 1 + sign * (12 * parts["years"] + parts["months"])
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("beyond the years 1 to 9999")
    day = min(moment.day, monthrange(year, month + 1)[1])
    rest = timedelta(
        weeks=parts["weeks"],
        days=parts["days"],
        hours=parts["hours"],
        minutes=parts["minutes"],
        seconds=parts["seconds"],
    )
    return moment.replace(year=year, month=month + 1, day=day) + sign * rest


def _reason(error: Exception) -> str:
    # Pydantic's messages have lines of their own; what was wrong is the last that says so.
    errors = getattr(error, "errors", None)
    message = str(errors()[-1]["msg"] if callable(errors) else error)
    return message.removeprefix("Value error, ").partition(";")[0]
