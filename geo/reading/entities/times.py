"""Time expressions: dates in words, resolved against the day of publication.

A weekday means the last one up to that day, or the next one when the sentence speaks of what is
to come. What cannot be resolved (no date of publication, "last spring") keeps its words only.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.geo.when import Precision, When

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_DAY_NUMBER = r"(?:0?[1-9]|[12][0-9]|3[01])"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_NUMBERS = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        range(1, 11),
        strict=True,
    )
) | {"a": 1}
_WORDS = (
    r"\b(?:"
    rf"(?:(?P<vague>early|late|mid|earlier|later) )?(?:on )?(?:the )?"
    rf"(?P<day>{_DAY_NUMBER})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month1')}"
    rf"(?:,? (?P<year1>{_YEAR}))?"
    rf"|{_MONTH.format('month2')} (?P<day2>{_DAY_NUMBER})(?:st|nd|rd|th)?\b(?!:)"
    rf"(?:(?:-|–| to )(?P<day3>{_DAY_NUMBER})(?:st|nd|rd|th)?\b)?(?:,? (?P<year2>{_YEAR}))?"
    rf"|{_MONTH.format('month3')},? (?P<year3>{_YEAR})"
    r"|(?P<iso>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})"
    rf"|(?P<relative>yesterday|today|tonight|tomorrow){_PART}"
    rf"|(?:(?P<which>last|next|this|this coming|the following) )?"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)}){_PART}"
    r"|(?:(?:early|late|earlier|later) )?"
    r"(?P<step>last|next|this|the past|the previous) (?P<unit>week|weekend|month|year)"
    r"|(?P<count>[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|a)"
    r" (?P<units>day|week|month|year)s? (?P<dir>ago|earlier)"
    rf"|(?:in|by|late|early|mid|last|next|this) {_MONTH.format('month4')}(?! [0-9])"
    rf"|(?:in|by|during|early|late) (?P<year4>{_YEAR})\b(?!-)"
    r")\b(?!['’]s \w+ (?:Post|Times))"
)
_PATTERN = re.compile(_WORDS.replace(" ", r"\s+"))


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of the text that say when; the match is resolved once it is known for what.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends.
        text: The words.
    """

    start: int
    end: int
    text: str
    match: re.Match[str]


def find_times(text: str) -> list[TimeExpression]:
    """All time expressions of a text, in order."""
    return [
        TimeExpression(match.start(), match.end(), match.group(), match)
        for match in _PATTERN.finditer(text)
        if not _BOUND.search(text, max(0, match.start() - 8), match.start())
    ]


_BOUND = re.compile(r"\b(?:since|until|till)\s+$")
"""What makes a time a bound of something, not the time of an event."""


def resolve_time(expression: TimeExpression, published: When | None, *, ahead: bool) -> When:
    """The time that an expression means.

    Args:
        expression: As found.
        published: When the report was published.
        ahead: Whether the sentence speaks of what is still to come.

    Returns:
        ISO 8601 with the precision of the words; without start and end when it stays open,
        or is no date of the years 1 to 9999.
    """
    anchor = _Anchor(_day(published), ahead)
    words = " ".join(expression.text.split())
    # What is counted from a day may be no date that exists, or before the year 1 or after 9999.
    with suppress(ValueError, OverflowError):
        for value in anchor.readings(expression.match):
            if value is not None:
                return When.parse(value, text=words)
    return When(start=None, end=None, precision=Precision.DAY, text=words)


_STEPS = {"last": -1, "the past": -1, "the previous": -1, "next": 1}


def _plain(words: str | None) -> str | None:
    """Words with single spaces, whatever the line breaks."""
    return None if words is None else " ".join(words.split())


def _day(published: When | None) -> date | None:
    if published is None or published.start is None or len(published.start) < 10:
        return None
    return date.fromisoformat(published.start[:10])


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _valid(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day).isoformat()


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What relative times count from.

    Attributes:
        today: The day of publication, if it is known.
        ahead: Whether the sentence speaks of what is still to come.
    """

    today: date | None
    ahead: bool

    def readings(self, match: re.Match[str]) -> Iterator[str | None]:
        """What each way to read the words gives; None where it is not theirs."""
        yield self._calendar_date(match)
        yield self._month(match)
        yield match["year4"]
        yield self._near_day(match)
        yield self._weekday(match)
        yield self._span(match)
        yield self._ago(match)

    def _calendar_date(self, match: re.Match[str]) -> str | None:
        if match["iso"]:
            return _valid(*map(int, match["iso"].split("-")))
        name, day = match["month1"] or match["month2"], match["day"] or match["day2"]
        if not name or not day:
            return None
        month = _month_number(name)
        year = match["year1"] or match["year2"]
        number = int(year) if year else self._likely_year(month, int(day))
        if number is None:
            return None
        first = _valid(number, month, int(day))
        last = _valid(number, month, int(match["day3"])) if match["day3"] else None
        return f"{first}/{last}" if first and last and first < last else first

    def _month(self, match: re.Match[str]) -> str | None:
        name, year = match["month3"] or match["month4"], match["year3"]
        if not name:
            return None
        month = _month_number(name)
        number = int(year) if year else self._likely_year(month, 15)
        return None if number is None else f"{number:04}-{month:02}"

    def _near_day(self, match: re.Match[str]) -> str | None:
        if not match["relative"] or self.today is None:
            return None
        step = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["relative"]]
        return (self.today + timedelta(days=step)).isoformat()

    def _weekday(self, match: re.Match[str]) -> str | None:
        if not match["weekday"] or self.today is None:
            return None
        wanted = _WEEKDAYS.index(match["weekday"])
        if _plain(match["which"]) in ("next", "this coming", "the following") or (
            self.ahead and _plain(match["which"]) != "last"
        ):
            step = (wanted - self.today.weekday()) % 7 or (
                0 if _plain(match["which"]) is None else 7
            )
        else:
            step = -((self.today.weekday() - wanted) % 7)
            step = -7 if step == 0 and _plain(match["which"]) == "last" else step
        return (self.today + timedelta(days=step)).isoformat()

    def _span(self, match: re.Match[str]) -> str | None:
        if not match["unit"] or self.today is None:
            return None
        step = _STEPS.get(_plain(match["step"]) or "", 0)
        if match["unit"] == "year":
            return f"{self.today.year + step:04}"
        if match["unit"] == "month":
            month = self.today.year * 12 + self.today.month - 1 + step
            return f"{month // 12:04}-{month % 12 + 1:02}"
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=step)
        first = monday + timedelta(days=5 if match["unit"] == "weekend" else 0)
        return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"

    def _ago(self, match: re.Match[str]) -> str | None:
        if not match["units"] or self.today is None:
            return None
        count = _NUMBERS.get(match["count"]) or int(match["count"])
        if match["units"] in ("day", "week"):
            days = count * (7 if match["units"] == "week" else 1)
            return (self.today - timedelta(days=days)).isoformat()
        months = (
            self.today.year * 12
            + self.today.month
            - 1
            - count * (12 if match["units"] == "year" else 1)
        )
        if months < 12:
            return None
        if match["units"] == "year":
            return f"{months // 12:04}"
        return f"{months // 12:04}-{months % 12 + 1:02}"

    def _likely_year(self, month: int, day: int) -> int | None:
        """The year of a date without one: the nearest in the direction of the sentence."""
        if self.today is None:
            return None
        year = self.today.year
        day = min(day, monthrange(year, month)[1])
        distance = (date(year, month, day) - self.today).days
        if self.ahead and distance < -60:
            return year + 1
        if not self.ahead and distance > 60:
            return year - 1
        return year
