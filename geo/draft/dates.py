"""Dates of a draft that cannot all be right: worth a second look, and no error."""

from collections.abc import Iterator
from datetime import date, datetime

from dateline.geo.draft.model import AnyDraftEvent, Draft, DraftJourney
from dateline.geo.model import Status
from dateline.geo.when import When


def date_notes(draft: Draft) -> tuple[str, ...]:
    """What a person should look at again, one sentence each.

    A journey whose stops are dated in another order than they are listed, or that lie outside of
    the journey's own dates; an event that has happened and is dated after the report, or that is
    planned and dated before it. Only times that have no day in common run backwards.
    """
    return tuple(
        f"events[{number}]{problem}"
        for number, event in enumerate(draft.events)
        for problem in _problems(event, draft.report.published)
    )


def is_before(first: When | None, second: When | None) -> bool:
    """Whether one time is wholly before another; never where either is unknown.

    A day has no zone: beside a clock time, one day of difference means nothing.
    """
    last = first.bounds()[1] if first else None
    start = second.bounds()[0] if second else None
    if last is None or start is None:
        return False
    if isinstance(last, datetime) and isinstance(start, datetime):
        return last < start
    mixed = isinstance(last, datetime) or isinstance(start, datetime)
    return _day(last).toordinal() + mixed < _day(start).toordinal()


def _problems(event: AnyDraftEvent, published: When | None) -> Iterator[str]:
    if isinstance(event, DraftJourney):
        yield from _stops(event)
    times = [event.when]
    times += [stop.when for stop in event.stops] if isinstance(event, DraftJourney) else []
    for when in filter(None, times):
        if event.status is Status.HAPPENED and is_before(published, when):
            yield f": has happened, and is dated {when.iso}, after the report ({_iso(published)})"
            return
        if event.status is Status.PLANNED and is_before(when, published):
            yield f": is planned, and is dated {when.iso}, before the report ({_iso(published)})"
            return


def _stops(journey: DraftJourney) -> Iterator[str]:
    latest: When | None = None
    for number, stop in enumerate(journey.stops):
        if is_before(stop.when, latest):
            yield f".stops[{number}]: dates run backwards: {_iso(stop.when)} after {_iso(latest)}"
        elif is_before(stop.when, journey.when) or is_before(journey.when, stop.when):
            yield (
                f".stops[{number}]: is dated {_iso(stop.when)}, outside of the journey "
                f"({_iso(journey.when)})"
            )
        latest = stop.when or latest


def _iso(when: When | None) -> str:
    return when.iso if when else ""


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
