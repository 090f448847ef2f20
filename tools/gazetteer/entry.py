"""A place while the artefact is being built."""

import math
from dataclasses import dataclass, field

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold

_LARGEST_CITY = math.log10(4e7)
_CITY_PEOPLE_PER_KM2 = 3000


@dataclass
class PlaceEntry:
    """One place with everything that the artefact will say about it.

    Attributes:
        key: Unique among all entries; the GeoNames number, or ``kind:id``.
        prominence: 0 to 1, how likely a bare mention of the name means this place.
        admin1: Code of the first-order division (``RU.59``); None where there is none.
        admin2: The same for the second order (``US.CA.059``).
        division: Code of the division that this entry itself is.
        iso: Its official codes: ISO 3166-1 alpha-3 and numeric, or ISO 3166-2.
        members: ISO codes and admin-1 codes that a region is made of.
    """

    key: str
    source: str
    name: str
    lon: float
    lat: float
    code: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int | None = None
    prominence: float = 0.0
    uncertainty_km: float = 1.0
    dispute: str | None = None
    division: str | None = None
    iso: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    names: dict[str, NameKind] = field(default_factory=dict)

    def add_name(self, name: str, kind: NameKind) -> None:
        """Add a name under its folded form; the stronger of two kinds stays."""
        folded = fold(name)
        if not folded or len(folded) > 120:
            return
        known = self.names.get(folded)
        if known is None or _STRENGTH[kind] > _STRENGTH[known]:
            self.names[folded] = kind


_STRENGTH = {
    NameKind.PRIMARY: 6,
    NameKind.HISTORICAL: 5,
    NameKind.DEMONYM: 4,
    NameKind.ALTERNATE: 3,
    NameKind.SHORT: 2,
    NameKind.CODE: 1,
    NameKind.ABBREVIATION: 1.5,
    NameKind.FOREIGN: 0,
}


def town_prominence(population: int, code: str) -> float:
    """How prominent a populated place is: by the logarithm of its people, more for a capital."""
    share = min(1.0, math.log10(max(population, 10)) / _LARGEST_CITY)
    bonus = {"PPLC": 0.1, "PPLA": 0.04}.get(code, 0.0)
    penalty = 0.12 if code in ("PPLX", "PPLH", "PPLQ", "PPLW") else 0.0
    return max(0.05, 0.05 + 0.8 * share + bonus - penalty)


def area_prominence(base: float, span: float, population: int) -> float:
    """How prominent an administrative area is: ``base``, and up to ``span`` more by its people."""
    return base + span * min(1.0, math.log10(max(population, 10)) / _LARGEST_CITY)


def town_radius_km(population: int) -> float:
    """Radius of a town of so many people at 3,000 to the square kilometre, at least 1 km."""
    return max(1.0, math.sqrt(population / _CITY_PEOPLE_PER_KM2 / math.pi))
