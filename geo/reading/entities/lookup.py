"""What the reader asks the gazetteer for: whether words are a name, and of what."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from dateline.geo.gazetteer import NameKind


class Sense(Protocol):
    """One thing that a name can mean (``dateline.geo.gazetteer`` gives these)."""

    @property
    def kind(self) -> NameKind:
        """How the name stands to the place: its own, an alternate, a code, a demonym ..."""

    @property
    def prominence(self) -> float:
        """0 to 1: how likely a bare mention of the name means this place."""

    @property
    def feature_class(self) -> str:
        """GeoNames feature class."""

    @property
    def feature_code(self) -> str:
        """GeoNames feature code."""

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2."""

    @property
    def name(self) -> str:
        """The place's own name."""


class PlaceNames(Protocol):
    """Names of places, looked up by their words, without any search for similar ones."""

    def senses(self, name: str) -> Sequence[Sense]:
        """What a name can mean, the most prominent first; empty when it is no name."""

    def begins(self, name: str) -> bool:
        """Whether any name begins with these whole words."""


_SURE = 0.96
"""Prominence of countries with no namesake that news speaks of (Georgia has one)."""


class Entry(NamedTuple):
    """What the gazetteer knows of a name, summed up.

    Attributes:
        prominence: Of its most prominent sense that is a name; 0 when there is none.
        demonym: Prominence as a word for a people; 0 when it is none.
        code: Prominence as a code or abbreviation in capitals; 0 when it is none.
        code_of: Feature code of its leading sense.
        country: ISO code of its leading sense.
        name: Own name of its leading sense.
    """

    prominence: float
    demonym: float
    code: float
    code_of: str
    country: str | None
    name: str

    @property
    def is_country(self) -> bool:
        """Whether it is first of all a country, a continent or a first-order division."""
        return self.code_of.startswith(("PCL", "CONT", "ADM1"))

    @property
    def sure(self) -> bool:
        """Whether the name means its leading sense, whatever the words around."""
        return max(self.prominence, self.demonym, self.code) >= _SURE

    @property
    def is_area(self) -> bool:
        """Whether it is first of all something that towns lie in."""
        return self.code_of.startswith(("PCL", "CONT", "ADM", "RGN", "ISL"))


class Lookup:
    """The gazetteer behind a small cache, for one process."""

    def __init__(self, names: PlaceNames) -> None:
        self.entry = lru_cache(maxsize=50_000)(self._entry)
        self.begins = lru_cache(maxsize=50_000)(names.begins)
        self._names = names

    def nature(self, name: str) -> Entry | None:
        """The best known river, sea, desert, range ... of that name."""
        kinds = (NameKind.PRIMARY, NameKind.ALTERNATE, NameKind.SHORT)
        found = [
            sense
            for sense in self._names.senses(name)
            if sense.feature_class in ("H", "T") and sense.kind in kinds
        ]
        best = max(found, key=lambda sense: sense.prominence, default=None)
        if best is None:
            return None
        return Entry(best.prominence, 0.0, 0.0, best.feature_code, best.country, best.name)

    def town(self, name: str) -> float:
        """Prominence of the best known town of that name; 0 when no town bears it."""
        senses = self._names.senses(name)
        kinds = (NameKind.PRIMARY, NameKind.ALTERNATE, NameKind.SHORT, NameKind.CODE)
        return max(
            (
                sense.prominence
                for sense in senses
                if sense.feature_class == "P" and sense.kind in kinds
            ),
            default=0.0,
        )

    def _entry(self, name: str) -> Entry | None:
        senses = self._names.senses(name)
        if not senses:
            return None
        best = {"name": 0.0, "demonym": 0.0, "code": 0.0}
        leading = senses[0]
        alone = len({sense.name for sense in senses}) == 1
        for sense in senses:
            kind = _KINDS.get(sense.kind, "name")
            weighed = sense.prominence * _weight(sense, alone=alone)
            if weighed > max(best.values()):
                leading = sense
            best[kind] = max(best[kind], weighed)
        return Entry(
            prominence=best["name"],
            demonym=best["demonym"],
            code=best["code"],
            code_of=leading.feature_code,
            country=leading.country,
            name=leading.name,
        )


def _weight(sense: Sense, *, alone: bool) -> float:
    """How far a name counts: a town's name in another language is hardly ever meant.

    Unless nothing else bears it ("Avdiivka").
    """
    if alone and sense.kind == NameKind.FOREIGN and sense.feature_class == "P":
        return _ONLY
    area = sense.feature_code.startswith(("PCL", "ADM1", "CONT", "RGN"))
    if sense.kind == NameKind.ALTERNATE:
        return 0.95 if area else 0.8
    return _WEIGHTS.get(sense.kind, 1.0)


_ONLY = 0.7
_KINDS = {
    NameKind.CODE: "code",
    NameKind.ABBREVIATION: "code",
    NameKind.DEMONYM: "demonym",
}
_WEIGHTS = {NameKind.FOREIGN: 0.35, NameKind.HISTORICAL: 0.8, NameKind.SHORT: 0.85}
