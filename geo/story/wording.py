"""Words, times and numbers of the list of everything on a map.

The words come from ``static/data/words.en.json``, as those of the map's scripts do; its member
``server`` has what only this module needs. A browser rewrites times and countries by its reader's
locale.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from dateline.geo.kinds import Kind, catalogue
from dateline.geo.model import EventKind
from dateline.geo.static_files import table
from dateline.geo.use import is_mentioned

_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)


def words() -> Mapping[str, Any]:
    """The one table of words: layers, statuses, modes, facts, phrases (kinds: the catalogue)."""
    return table("words.en.json")


def _server_words() -> Mapping[str, Any]:
    """Words that only the server needs: browsers have their own for times and durations."""
    found: Mapping[str, Any] = words()["server"]
    return found


@cache
def shapes() -> Mapping[str, Any]:
    """The paths of the symbols: shapes by layer, those of events by family, marks by status."""
    families = {name: family.symbol for name, family in catalogue().families.items()}
    return {**table("symbols.json"), "families": families}


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
    months = _server_words()["months"]
    parts = [day and str(int(day)), month and months[int(month) - 1], year.lstrip("0")]
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
    amounts = {"days": days, "hours": minutes // 60, "minutes": minutes % 60}
    forms = _server_words()["durations"]
    parts = [
        forms[unit][count > 1].replace("{0}", str(count))
        for unit, count in amounts.items()
        if count
    ]
    text = " ".join(parts)
    return phrase("about", text) if approximate else text


def list_words(names: Sequence[str]) -> str:
    """Names joined as in a sentence."""
    if len(names) < 2:
        return "".join(names)
    joined: str = _server_words()["and"]
    return joined.replace("{0}", ", ".join(names[:-1])).replace("{1}", names[-1])


def cast_words(properties: Mapping[str, Any], label: str) -> list[tuple[str, str]]:
    """Who takes part in what role, as pairs of a label and names; those without a role come first.

    Documents from before there were details have names only.

    Args:
        properties: Of an event.
        label: For those without a role.
    """
    details = properties.get("participant_details")
    if not details:
        return [(label, list_words(properties["participants"]))]
    roles: dict[str, list[str]] = {label: []}
    for one in details:
        role = one.get("role")
        key = role.replace("-", " ").capitalize() if role else label
        roles.setdefault(key, []).append(_person(one))
    return [(role, list_words(names)) for role, names in roles.items()]


def _person(details: Mapping[str, Any]) -> str:
    """As the report presents someone: "Minister Ida Berg (NO)", "dockers (8 people, 3 killed)"."""
    name, title = details["name"], details.get("title") or ""
    titled = f"{title} {name}" if title and not name.startswith(title) else name
    number, killed, injured = (details.get(key) for key in ("number", "killed", "injured"))
    said = name.lower().split(" ")[0] in words()["numerals"] or re.search(r"\d", name)
    written = said or number in (killed, injured)
    many = phrase("people", f"{number:,}") if number and not written else None
    tolls = [_toll("killed", killed, number), _toll("injured", injured, number)]
    found = [one for one in (details.get("country"), many, *tolls) if one]
    if found and re.fullmatch("[0-9]+", name):
        return ", ".join(found)
    return f"{titled} ({', '.join(found)})" if found else titled


def _toll(what: str, people: int | None, number: int | None) -> str | None:
    """Such as "3 killed"; of someone who is one alone, "killed"."""
    if not people:
        return None
    alone = people == 1 and (number or 1) == 1
    return phrase(f"{what}_alone") if alone else phrase(what, f"{people:,}")


def count_words(counts: Mapping[str, int]) -> list[str]:
    """How many of each layer: "2 summits"; layers with none are left out.

    Args:
        counts: By layer; ``talks`` are those of the summits that are called meetings.
    """
    summits = counts.get("summits", 0) - counts.get("talks", 0)
    shown = {**counts, "summits": summits}
    return [
        f"{shown[layer]} {names[0] if shown[layer] == 1 else names[1]}"
        for layer, names in words()["counts"].items()
        if shown.get(layer)
    ]


_KINDS = frozenset(kind.value for kind in EventKind)
_DIVISIONS = ("ADM1", "ADM2")
_AREA_KM = 100
"""Reach beyond which a country or region is no point that is merely uncertain."""


def is_area(properties: Mapping[str, Any]) -> bool:
    """Whether a place is an area so wide that its point only represents it.

    A country, state or district (GeoNames class A) or a region or continent (class L); the
    script's rule (``Dateline.isArea``).
    """
    group, code = properties.get("feature_class"), properties.get("feature_code") or ""
    wide = group == "L" or (group == "A" and (code.startswith("PCL") or code in _DIVISIONS))
    return wide and properties["uncertainty_km"] > _AREA_KM


def kind_words(properties: Mapping[str, Any]) -> str:
    """What a feature is, with its status: "Summit, planned"."""
    status = words()["statuses"].get(properties.get("status"))
    named = _kind_word(properties)
    return f"{named}, {status}" if status else named


def _kind_word(properties: Mapping[str, Any]) -> str:
    kind = "area" if is_area(properties) else properties["kind"]
    if properties.get("role") == "dateline":
        kind = "dateline"
    if is_mentioned(properties):
        kind = "mentioned"
    of_places: Mapping[str, str] = words()["kinds"]
    return of_places.get(kind) or kind_of(properties).word.capitalize()


def kind_of(properties: Mapping[str, Any]) -> Kind:
    """The entry in the catalogue of an event's kind; that of ``other`` for an unknown one."""
    kind = properties["kind"]
    return catalogue().kinds[EventKind(kind) if kind in _KINDS else EventKind.OTHER]


def family_of(properties: Mapping[str, Any]) -> str:
    """The family of an event; maps stored earlier do not say it."""
    family = str(properties.get("family"))
    return family if family in catalogue().families else kind_of(properties).family


def symbol_of(properties: Mapping[str, Any]) -> tuple[str, str]:
    """What class of symbol a feature has, and its outline as an SVG path.

    The class is the layer, ``dateline`` or ``area``.
    """
    name = str(properties["layer"])
    if properties.get("role") == "dateline":
        name = "dateline"
    elif is_area(properties):
        name = "area"
    elif name == "events":
        return name, shapes()["families"][family_of(properties)]
    return name, shapes()["shapes"][name]


def feature_words(properties: Mapping[str, Any]) -> str:
    """What kind of thing a place is: "island"."""
    table = words()["features"]
    found: str = table.get(properties["feature_code"]) or table.get(properties["feature_class"], "")
    return found
