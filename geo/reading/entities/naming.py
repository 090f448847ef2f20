"""By which name the draft knows each place."""

from collections.abc import Sequence

from dateline.geo.reading.entities.namesakes import ABBREVIATED, Container, containers, senses
from dateline.geo.reading.entities.toponym import Toponym

_LONGEST_NAME = 300


def place_names(text: str, toponyms: Sequence[Toponym]) -> dict[int, str]:
    """The name by which the draft knows each toponym, by where it starts.

    Spellings that differ only in case are one name, and so are all names of one country ("US",
    "U.S.", "American"): the gazetteer's own is taken for them. Namesakes that the report puts in
    different areas are named with these ("Portland, Oregon").

    Args:
        text: The report's text.
        toponyms: In the order of the text.
    """
    known = containers(text, toponyms)
    groups: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        groups.setdefault(_key(toponym), []).append(toponym)
    names: dict[int, str] = {}
    for group in groups.values():
        parted: dict[Container | None, list[Toponym]] = {}
        for toponym, where in zip(group, senses(text, group, known), strict=True):
            parted.setdefault(where, []).append(toponym)
        for where, same in parted.items():
            name = _sense_name(same, where, alone=len(parted) == 1)
            names |= {toponym.start: name[:_LONGEST_NAME] for toponym in same}
    return names


def _key(toponym: Toponym) -> str:
    entry = toponym.entry
    if entry is not None and entry.country and entry.code_of.startswith("PCL") and entry.sure:
        return f"country {entry.country}"
    return toponym.label.casefold()


def _sense_name(same: list[Toponym], where: Container | None, *, alone: bool) -> str:
    """The name of one sense: with its area, or as it is abbreviated, where there are others."""
    if where is None or (where is ABBREVIATED and alone):
        return _group_name(same)
    return same[0].name if where is ABBREVIATED else f"{_group_name(same)}, {where.name}"


def _group_name(group: list[Toponym]) -> str:
    labels = list(dict.fromkeys(toponym.label for toponym in group))
    folded = {label.casefold() for label in labels}
    first = group[0]
    if len(folded) > 1 and first.entry is not None:
        return first.entry.name
    return next((label for label in labels if not label.isupper()), labels[0])
