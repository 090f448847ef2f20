"""Words, times and numbers as a written list says them.

The words are those of the map's scripts (``static/js/dateline-words.js``), so that a list and its
map speak alike; a browser rewrites times and countries by its reader's locale.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from dateline.geo.static_files import static_dir
from dateline.geo.use import is_mentioned

_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@cache
def words() -> Mapping[str, Any]:
    """The one table of words: layers, kinds, statuses, modes, facts, phrases."""
    return _table("dateline-words.js")


@cache
def shapes() -> Mapping[str, Any]:
    """The paths of the symbols: shapes by layer, marks by status."""
    return _table("dateline-shapes.js")


def _table(name: str) -> Mapping[str, Any]:
    """The object literal that a script of ours assigns; it is written as JSON."""
    script = (static_dir() / "js" / name).read_text(encoding="utf-8")
    table: Mapping[str, Any] = json.loads(script[script.index("{") : script.rindex("}") + 1])
    return table


def phrase(name: str, value: str = "") -> str:
    """A fixed phrase with its blank filled in."""
    text: str = words()["phrases"][name]
    return text.replace("{0}", value)


def when_words(iso: str | None) -> str:
    """A time, as precise as it is known: "24 April 2019", "from April 2019".

    The wall clock of the report is kept: nothing is moved to another time zone.
    """
    if not iso:
        return ""
    first, slash, last = iso.partition("/")
    start, end = _moment(first), _moment(last)
    if not slash:
        return start or iso
    if start and end:
        return f"{start} – {end}"
    return phrase("from", start) if start else phrase("until", end) if end else iso


def _moment(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        return ""
    year, month, day, clock, offset = match.groups()
    parts = [day and str(int(day)), month and _MONTHS[int(month) - 1], year.lstrip("0")]
    date = " ".join(part for part in parts if part)
    return f"{date}, {clock}{_zone(offset)}" if clock else date


def _zone(offset: str | None) -> str:
    if offset is None:
        return ""
    if offset == "Z":
        return " UTC"
    hours, minutes = int(offset[1:3]), offset[-2:]
    sign = "\N{MINUS SIGN}" if offset[0] == "-" else "+"
    return f" UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")


def distance_words(km: float) -> str:
    """A length in kilometres, no finer than it deserves."""
    if km >= 1000:
        return f"{round(km, -1):,.0f} km"
    return f"{km:.1f} km".replace(".0 ", " ") if km < 10 else f"{km:.0f} km"


def speed_words(leg: Mapping[str, Any]) -> str:
    """The mean speed of a leg or a journey, with what it is worth.

    Along a great circle the length is a lower bound of the way travelled, so the speed is one too:
    "at least 14 km/h on average, along the shortest line".

    Args:
        leg: Has ``speed_kmh``, ``basis`` and ``duration_approximate``.
    """
    kmh = leg["speed_kmh"]
    if not kmh:
        return ""
    speed = f"{kmh:.1f} km/h".replace(".0 ", " ") if kmh < 10 else f"{kmh:,.0f} km/h"
    if leg["duration_approximate"]:
        speed = phrase("about", speed)
    return phrase("speed_given" if leg["basis"] == "given" else "speed_at_least", speed)


def duration_words(seconds: float, *, approximate: bool = False) -> str:
    """A duration in days, hours and minutes."""
    minutes = max(1, round(seconds / 60))
    days = minutes // 1440 if minutes >= 2880 else 0
    minutes -= days * 1440
    amounts = {"day": days, "hour": minutes // 60, "minute": minutes % 60}
    parts = [
        f"{count} {unit}{'s' if count > 1 else ''}" for unit, count in amounts.items() if count
    ]
    text = " ".join(parts)
    return phrase("about", text) if approximate else text


def list_words(names: Sequence[str]) -> str:
    """Names joined as in a sentence."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def people_words(properties: Mapping[str, Any]) -> str:
    """Who takes part, as the report presents them: "Minister Ida Berg (NO)".

    Documents from before there were details have names only.
    """
    details = properties.get("participant_details")
    return list_words([*map(_person, details)] if details else properties["participants"])


def _person(details: Mapping[str, Any]) -> str:
    name, title, country = (details.get(key) or "" for key in ("name", "title", "country"))
    titled = f"{title} {name}" if title and not name.startswith(title) else name
    return f"{titled} ({country})" if country else titled


def count_words(counts: Mapping[str, int]) -> list[str]:
    """How many of each layer: "2 summits"; layers with none are left out."""
    return [
        f"{counts[layer]} {names[0] if counts[layer] == 1 else names[1]}"
        for layer, names in words()["counts"].items()
        if counts.get(layer)
    ]


_DIVISIONS = ("ADM1", "ADM2")
_AREA_KM = 100
"""Reach beyond which a country or region is no point that is merely uncertain."""


def is_area(properties: Mapping[str, Any]) -> bool:
    """Whether a place is an area so wide that its point only stands for it.

    A country, state or district (GeoNames class A) or a region or continent (class L); the
    script's rule (``Dateline.isArea``).
    """
    group, code = properties.get("feature_class"), properties.get("feature_code") or ""
    wide = group == "L" or (group == "A" and (code.startswith("PCL") or code in _DIVISIONS))
    return wide and properties["uncertainty_km"] > _AREA_KM


def kind_words(properties: Mapping[str, Any]) -> str:
    """What a feature is, with its status: "Summit, planned"."""
    kinds, statuses = words()["kinds"], words()["statuses"]
    kind = "area" if is_area(properties) else properties["kind"]
    if properties.get("role") == "dateline":
        kind = "dateline"
    if is_mentioned(properties):
        kind = "mentioned"
    named: str = kinds.get(kind, kinds["other"])
    status = statuses.get(properties.get("status"))
    return f"{named}, {status}" if status else named


def feature_words(properties: Mapping[str, Any]) -> str:
    """What kind of thing a place is: "island"."""
    table = words()["features"]
    found: str = table.get(properties["feature_code"]) or table.get(properties["feature_class"], "")
    return found
