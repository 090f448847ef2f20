"""iCalendar (RFC 5545) of what has a date, with the kept library icalendar (BSD)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from icalendar import Calendar, Event, vGeo

from dateline.geo.exports.rows import Json, quotes_of
from dateline.geo.story.wording import family_of, kind_of, kind_words

_STATUS: Final = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}
_A_YEAR: Final = re.compile(r"(?:^|/)\d{4}(?:/|$)")
_OPEN: Final = ".."
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def icalendar_of(document: Json, address: str | None = None, changed: str | None = None) -> bytes:
    """The dated events, journeys and summits of a map as a calendar.

    A day or a month is an all-day entry; an instant is in UTC, and so is an interval of instants.
    What is only known to a year is left out, and so is what has no start: it would appear on every
    day. Entries block nobody's time.

    Args:
        document: As `dateline.geo.layers.features.Layers.document` gives it.
        address: Where the map's page is, for entries to link to.
        changed: When the map was last changed, in RFC 3339.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//Maps of news reports//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _clean(document["report"]["title"]))
    stamp = datetime.fromisoformat(changed) if changed else datetime(1970, 1, 1, tzinfo=UTC)
    for feature in document["features"]:
        for start, end in _span(feature):
            entry = _entry(feature, address)
            entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
            entry.add("dtstart", start)
            if end is not None:
                entry.add("dtend", end)
            calendar.add_component(entry)
    body: bytes = calendar.to_ical()
    return body


def _span(feature: Json) -> Iterator[tuple[Any, Any]]:
    """Start, and end as iCalendar has it (the day after the last); nothing for what is undated."""
    told = feature["time"]
    if not told or _A_YEAR.search(feature["properties"]["when"] or ""):
        return
    if "timestamp" in told:
        yield datetime.fromisoformat(told["timestamp"]), None
        return
    first, last = told.get("interval") or (told["date"], told["date"])
    if first == _OPEN:
        return
    if "T" in first:
        yield (
            datetime.fromisoformat(first),
            None if last == _OPEN else datetime.fromisoformat(last),
        )
        return
    start = date.fromisoformat(first)
    # An open end says only that it went on: the entry is on the day it began.
    end = start if last == _OPEN else date.fromisoformat(last)
    # An entry of days ends before the day after; the calendar has none after its last.
    yield start, end if end == date.max else end + timedelta(days=1)


def _entry(feature: Json, address: str | None) -> Event:
    properties, geometry = feature["properties"], feature["geometry"]
    entry = Event()
    entry.add("uid", f"{feature['id']}@dateline")
    entry.add("summary", _clean(properties["name"]))
    entry.add("description", _clean(f"{kind_words(properties)}\n{quotes_of(properties)}"))
    entry.add("status", _STATUS.get(properties["status"], "CONFIRMED"))
    entry.add("categories", [kind_of(properties).word, family_of(properties)])
    entry.add("transp", "TRANSPARENT")
    if place := properties.get("place") or _route(properties):
        entry.add("location", _clean(place))
    if geometry and geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        entry.add("geo", vGeo((lat, lon)))
    if address:
        entry.add("url", f"{address}?feature={feature['id']}")
    return entry


def _route(properties: Json) -> str:
    return " – ".join(stop["place"] for stop in properties.get("stops", ()) if stop["place"])


def _clean(text: str) -> str:
    """Text without control characters, which iCalendar has no way to write."""
    return _CONTROLS.sub("\ufffd", text)
