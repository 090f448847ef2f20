"""By which name the draft knows each place."""

from collections.abc import Iterable

from dateline.geo.reading.entities.toponym import Toponym

_LONGEST_NAME = 300


def place_names(toponyms: Iterable[Toponym]) -> dict[int, str]:
    """The name by which the draft knows each toponym, by where it starts.

    Spellings that differ only in case are one name, and so are all names of one country ("US",
    "U.S.", "American"): the gazetteer's own is taken for them.
    """
    groups: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        groups.setdefault(_key(toponym), []).append(toponym)
    names: dict[int, str] = {}
    for group in groups.values():
        name = _group_name(group)[:_LONGEST_NAME]
        names |= {toponym.start: name for toponym in group}
    return names


def _key(toponym: Toponym) -> str:
    entry = toponym.entry
    if entry is not None and entry.country and entry.code_of.startswith("PCL") and entry.sure:
        return f"country {entry.country}"
    return toponym.label.casefold()


def _group_name(group: list[Toponym]) -> str:
    labels = list(dict.fromkeys(toponym.label for toponym in group))
    folded = {label.casefold() for label in labels}
    first = group[0]
    if len(folded) > 1 and first.entry is not None:
        return first.entry.name
    return next((label for label in labels if not label.isupper()), labels[0])
