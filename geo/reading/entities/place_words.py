"""Words that mean a place named before: "here", "the city", "the capital"."""

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter

from dateline.geo.model import Role
from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.toponym import Toponym

_KINDS = {
    "region": ("ADM", "RGN", "PCL", "P", "ISL"), "area": ("ADM", "RGN", "P", "ISL"),
    "city": ("PPL",), "town": ("PPL",), "village": ("PPL",), "capital": ("PPLC", "PPLA"),
    "country": ("PCL",), "island": ("ISL",), "province": ("ADM1",), "state": ("ADM1",),
}  # fmt: skip
"""Words for a place named before, and the feature codes that they can mean."""
_AREAS = ("ADM", "RGN", "ISL")
"""Codes that "the region" means before it means a town or a country."""
_UNIONS = ("European Union", "EU", "United Nations", "UN", "African Union", "AU")
"""Names of unions of states, which are no region."""
_NEAREST = 12
"""Toponyms before the word that are looked at."""


class PlaceWords:
    """Resolves such words against the toponyms of one text.

    Args:
        document: The text.
        toponyms: Its toponyms, in order.
        roles: What each of them stands for.
    """

    def __init__(self, document: Document, toponyms: list[Toponym], roles: list[Role]) -> None:
        self._document = document
        self._toponyms = toponyms
        self._roles = roles
        self._firsts = [toponym.first for toponym in toponyms]
        self._filed = [
            one for one, role in zip(toponyms, roles, strict=True) if role is Role.DATELINE
        ]

    def meant(self, number: int) -> Toponym | None:
        """The toponym that the word with this number means, at the word's own place in the text.

        "here" is the place of the last dateline before it; "the city", "the capital" and the like
        are the last place before that can be one, those that are literally meant first.
        """
        tokens = self._document.tokens
        if not 0 <= number < len(tokens):
            return None
        if tokens[number].lower == "here":
            at = bisect_left(self._filed, number, key=attrgetter("first"))
            return replace(self._filed[at - 1], first=number, stop=number + 1) if at else None
        kinds = _KINDS.get(tokens[number].lower)
        if kinds is None or number == 0 or tokens[number - 1].lower != "the":
            return None
        low = bisect_left(self._firsts, number)
        nearest = slice(max(0, low - _NEAREST), low)
        before = list(zip(self._toponyms[nearest], self._roles[nearest], strict=True))
        found = _last(before, kinds)
        return None if found is None else replace(found, first=number, stop=number + 1)


def _last(before: list[tuple[Toponym, Role]], kinds: tuple[str, ...]) -> Toponym | None:
    """The last toponym of certain kinds, those that are literally meant first."""
    named = [(one, role) for one, role in before if not one.demonym and one.name not in _UNIONS]
    areas = tuple(code for code in kinds if code in _AREAS)
    literal = [one for one, role in named if role is not Role.ASSOCIATIVE]
    for codes in (areas, kinds) if areas else (kinds,):
        for toponym in (*reversed(literal), *(one for one, _ in reversed(named))):
            code = toponym.entry.code_of if toponym.entry else ""
            if code.startswith(codes):
                return toponym
    return None
