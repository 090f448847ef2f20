"""All places in one numbering: the shipped file, then an operator's overlay."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from dateline.geo.gazetteer import file_format as layout
from dateline.geo.gazetteer.features import feature_class, feature_word
from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.file_reader import Artefact, Posting
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.overlay import OverlayPlace
from dateline.geo.gazetteer.sphere import distance_km

_CAPITALS = 4
"""Letters up to which an overlay's name in capitals counts only in capitals."""


class Facts(NamedTuple):
    """What the gazetteer knows of one place.

    Attributes:
        source: ``geonames``, ``natural-earth``, ``airportsdata``, ``overlay`` (curated) or
            ``extra`` (the operator's own).
        source_id: The GeoNames number where there is one; else the source's own identity.
        feature_code: GeoNames code.
        country: ISO 3166-1 alpha-2.
        admin1: GeoNames code of the first-order division (``RU.59``).
        admin2: The same for the second order (``US.CA.059``).
        prominence: 0 to 1, how likely a bare mention of its name means this place.
    """

    name: str
    lon: float
    lat: float
    source: str
    source_id: str
    feature_code: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int | None
    prominence: float
    uncertainty_km: float
    dispute: str | None

    @property
    def feature_class(self) -> str:
        """GeoNames class."""
        return feature_class(self.feature_code) or "P"

    @property
    def feature_word(self) -> str:
        """What a reader calls such a place."""
        return feature_word(self.feature_code)


class Atlas:
    """Names, facts and containment of all places, by number.

    Numbers from ``artefact.size`` on belong to the overlay.
    """

    def __init__(self, artefact: Artefact, extra: Sequence[OverlayPlace] = ()) -> None:
        self.artefact = artefact
        self._extra = extra
        self._extra_names: dict[str, list[Posting]] = defaultdict(list)
        for number, place in enumerate(extra, artefact.size):
            for name, kind in _names_of(place):
                self._extra_names[name].append(Posting(number, kind))
        self._extra_starts = {
            " ".join(words[:count])
            for words in map(str.split, self._extra_names)
            for count in range(1, len(words) + 1)
        }
        self.facts = lru_cache(maxsize=20_000)(self._facts)

    @property
    def extra(self) -> range:
        """Numbers of the overlay's places."""
        return range(self.artefact.size, self.artefact.size + len(self._extra))

    def postings(self, folded: str) -> list[Posting]:
        """The places that bear a folded name: the overlay's first, then by prominence."""
        found = self.artefact.postings(folded)
        own = self._extra_names.get(folded) if self._extra_names else None
        return [*own, *found] if own else found

    def begins(self, folded: str) -> bool:
        """Whether a name begins with these words, folded."""
        names = self.artefact.names
        return (
            folded in self._extra_starts
            or folded in names
            or next(names.iterkeys(folded + " "), None) is not None
        )

    def extra_names(self) -> Sequence[str]:
        """The overlay's folded names."""
        return list(self._extra_names)

    def position(self, number: int) -> tuple[float, float]:
        """Longitude and latitude of a place, degrees."""
        if number < self.artefact.size:
            return self.artefact.position(number)
        place = self._extra[number - self.artefact.size]
        return place.lon, place.lat

    def _facts(self, number: int) -> Facts:
        if number >= self.artefact.size:
            return _extra_facts(self._extra[number - self.artefact.size])
        artefact, tables = self.artefact, self.artefact.tables
        row = artefact.place(number)
        return Facts(
            name=artefact.string(row.name),
            lon=row.lon / layout.DEGREES,
            lat=row.lat / layout.DEGREES,
            source=tables["sources"][row.source],
            source_id=artefact.string(row.source_id).split(":", 1)[1]
            if row.flags & layout.ID_IS_STRING
            else str(row.source_id),
            feature_code=tables["features"][row.feature],
            country=None if row.country == layout.NO_COUNTRY else tables["countries"][row.country],
            admin1=None if row.admin1 == layout.NO_ADMIN else tables["admin1"][row.admin1],
            admin2=None if row.admin2 == layout.NO_ADMIN else tables["admin2"][row.admin2],
            population=None if row.population == layout.NO_POPULATION else row.population,
            prominence=row.prominence / 255,
            uncertainty_km=round(row.uncertainty_km, 1),
            dispute=tables["disputes"][row.dispute] or None,
        )

    def admin1_name(self, code: str | None) -> str | None:
        """Name of a first-order division, by its code."""
        number = self.artefact.admin1_place(code) if code else None
        return None if number is None else self.facts(number).name

    def country_name(self, iso: str | None) -> str | None:
        """Name of a country, by its ISO 3166-1 alpha-2 code."""
        number = self.artefact.country_place(iso) if iso else None
        return None if number is None else self.facts(number).name

    def capital(self, iso: str) -> int | None:
        """The capital of a country, by the country's ISO 3166-1 alpha-2 code."""
        found: int | None = self.artefact.tables["capitals"].get(iso)
        return found

    def iso(self, number: int) -> tuple[str, ...]:
        """Official codes of a country or first-order division.

        ISO 3166-1 alpha-2, alpha-3 and numeric of a country (``RU``, ``RUS``, ``643``); ISO 3166-2
        of a division (``RU-PRI``), where Natural Earth knows it; nothing for any other place.
        """
        codes = tuple(self.artefact.tables["iso"].get(str(number), ()))
        country = self.facts(number).country
        if country is not None and self.artefact.country_place(country) == number:
            return (country, *codes)
        return codes

    @cached_property
    def _countries_by_iso(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for iso in self.artefact.tables["countries"]:
            number = self.artefact.country_place(iso)
            if number is not None:
                found |= dict.fromkeys(self.iso(number), number)
        return found

    def country(self, code: str) -> int | None:
        """The country with an ISO 3166-1 code: alpha-2, alpha-3 or numeric."""
        code = code.strip().upper()
        return self.artefact.country_place(code) or self._countries_by_iso.get(code)

    def parents(self, number: int) -> list[int]:
        """The divisions and the country that hold a place, the smallest first."""
        place = self.facts(number)
        found = (
            self.artefact.admin2_place(place.admin2) if place.admin2 else None,
            self.artefact.admin1_place(place.admin1) if place.admin1 else None,
            self.artefact.country_place(place.country) if place.country else None,
        )
        return [parent for parent in found if parent is not None and parent != number]

    def members(self, number: int) -> frozenset[str]:
        """Country and admin-1 codes that a region or continent is made of; empty if not known."""
        if number >= self.artefact.size:
            return frozenset(self._extra[number - self.artefact.size].members)
        return frozenset(self.artefact.tables["members"].get(str(number), ()))

    @cached_property
    def _divisions(self) -> frozenset[int]:
        return self.artefact.coded_divisions()

    def inside(self, number: int, area: int) -> bool:
        """Whether a place lies in an area.

        Countries, divisions and continents are exact, by code. Of other areas (an island, a sea,
        a region without members) only the reach is known: inside is what lies within it.
        """
        if number == area:
            return False
        place, outer = self.facts(number), self.facts(area)
        if area == self.artefact.country_place(outer.country or ""):
            return place.country == outer.country
        if area in self._divisions:
            return area in self.parents(number)
        members = self.members(area)
        if members:
            return place.country in members or place.admin1 in members
        apart = distance_km(place.lon, place.lat, outer.lon, outer.lat)
        return outer.uncertainty_km > place.uncertainty_km and apart <= outer.uncertainty_km


def _names_of(place: OverlayPlace) -> list[tuple[str, NameKind]]:
    pairs = [
        (place.name, NameKind.PRIMARY),
        *((name, _alternate(name)) for name in place.names),
        *((name, NameKind.HISTORICAL) for name in place.historical),
        *((name, NameKind.DEMONYM) for name in place.demonyms),
    ]
    found: dict[str, NameKind] = {}
    for name, kind in pairs:
        if folded := fold(name):
            found.setdefault(folded, kind)
    return list(found.items())


def _alternate(name: str) -> NameKind:
    code = name.isupper() and len(fold(name)) <= _CAPITALS
    return NameKind.CODE if code else NameKind.ALTERNATE


def _extra_facts(place: OverlayPlace) -> Facts:
    return Facts(
        name=place.name, lon=place.lon, lat=place.lat, source="extra", source_id=place.id,
        feature_code=place.feature_code, country=place.country, admin1=place.admin1, admin2=None,
        population=place.population, prominence=place.prominence,
        uncertainty_km=place.uncertainty_km, dispute=place.dispute,
    )  # fmt: skip
