"""The gazetteer as the rest of Dateline uses it, and as a geopy geocoder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.file_reader import Artefact, Posting
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.overlay import read_overlay
from dateline.geo.gazetteer.places import Atlas, Facts
from dateline.geo.gazetteer.query import Query, check_position, parse
from dateline.geo.gazetteer.ranking import Match, Scored
from dateline.geo.gazetteer.search import Search, as_written
from dateline.geo.gazetteer.sense import NameSense
from dateline.geo.model import Candidate

if TYPE_CHECKING:
    from geopy.location import Location
    from geopy.point import Point

SHIPPED = Path(__file__).parent / "world.gaz"
"""The artefact that ships with Dateline."""

MOST_RESULTS = 100
"""Upper bound of every ``limit``."""


class Gazetteer:
    """Places of the whole world, offline. Safe to share between threads.

    It answers as a geopy geocoder does, and is none by descent: geopy brings the HTTP clients of
    all its geocoders along, so that it is imported only when a geopy ``Location`` is asked for.

    >>> world = Gazetteer.open()
    >>> world.geocode("Khasan, Russia").point.latitude
    42.4278
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._search = Search(atlas)

    @classmethod
    def open(cls, path: Path | None = None, extra: Path | None = None) -> "Gazetteer":
        """Open the gazetteer; takes milliseconds.

        Args:
            path: The artefact; the shipped one if left out.
            extra: The operator's own places, CSV or GeoJSON (:mod:`geo.gazetteer.overlay`).

        Raises:
            ArtefactError: There is no artefact at the path.
            InvalidInput: The operator's file is wrong; says where.
        """
        places = read_overlay(extra) if extra is not None else []
        return cls(Atlas(Artefact(path or SHIPPED), places))

    # Look-up ---------------------------------------------------------------------------------

    def lookup(self, name: str) -> list[Posting]:
        """The places that bear a name, however it is spelt, most prominent first.

        No similar names, no context: the fast way in. Codes ("US", "LA") match only in capitals,
        abbreviations ("Ky.") only with their full stop or as two capitals.
        """
        return self._search.bearing(name)

    def senses(self, name: str) -> list[NameSense]:
        """What a name can mean, the most prominent first; codes count in any spelling."""
        return [
            NameSense(kind, self.atlas.facts(number))
            for number, kind in self.atlas.postings(fold(name))
            if kind is not NameKind.ABBREVIATION or as_written(name, kind)
        ]

    def begins(self, name: str) -> bool:
        """Whether any name begins with these whole words."""
        folded = fold(name)
        return bool(folded) and self.atlas.begins(folded)

    def longest(self, words: Sequence[str], start: int = 0) -> int:
        """How many words from ``start`` on make up the longest name; 0 if none does.

        Args:
            words: The words of a text, in order.
            start: Where the name has to begin.
        """
        longest = 0
        folded = ""
        for at in range(start, len(words)):
            word = fold(words[at])
            folded = f"{folded} {word}" if folded and word else folded or word
            if not folded:
                break
            if self.atlas.postings(folded):
                longest = at - start + 1
            if not self.atlas.begins(folded):
                break
        return longest

    # Facts -----------------------------------------------------------------------------------

    def facts(self, number: int) -> Facts:
        """What is known of a place, by its number in a :class:`Match`."""
        found: Facts = self.atlas.facts(number)
        return found

    def country(self, code: str) -> int | None:
        """Number of the country with this ISO 3166-1 code (``RU``, ``RUS``, ``643``), if any."""
        return self.atlas.country(code)

    def capital(self, code: str) -> int | None:
        """Number of the capital of the country with this ISO 3166-1 code, if there is one."""
        country = self.country(code)
        return None if country is None else self.atlas.capital(self.facts(country).country or "")

    def iso(self, number: int) -> tuple[str, ...]:
        """Official codes of a country or division (:meth:`geo.gazetteer.places.Atlas.iso`)."""
        return self.atlas.iso(number)

    def parents(self, number: int) -> list[int]:
        """The divisions and the country that hold a place, the smallest first."""
        return self.atlas.parents(number)

    def inside(self, number: int, area: int) -> bool:
        """Whether one place lies in another (:meth:`geo.gazetteer.places.Atlas.inside`)."""
        return self.atlas.inside(number, area)

    def candidate(self, found: Scored) -> Candidate:
        """A scored match as a candidate."""
        place: Facts = self.atlas.facts(found.match.number)
        return Candidate(
            source=place.source,
            source_id=place.source_id,
            name=place.name,
            lon=place.lon,
            lat=place.lat,
            feature_class=place.feature_class,
            feature_code=place.feature_code,
            country=place.country,
            admin1=self.atlas.admin1_name(place.admin1),
            population=place.population,
            uncertainty_km=place.uncertainty_km,
            dispute=place.dispute,
            score=found.score,
            why=found.why,
        )

    # Ranking ---------------------------------------------------------------------------------

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """Places that a name can mean, best first, each with its score and the reasons.

        Args:
            name: A name, a name with what it lies in ("Paris, Texas"), or a position
                ("43.1, 131.9": latitude first).
            country: ISO 3166-1 alpha-2 code; only places there.
            near: Longitude and latitude near which places are preferred.
            limit: Most candidates to return, up to 100.
            fuzzy: Whether to fall back on similar names when none is the same.

        Raises:
            InvalidInput: The name is empty or too long, or another argument is not what it
                should be.
        """
        query = parse(name)
        _check_limit(limit)
        if near is not None:
            check_position(*near, "near")
        if country is not None:
            country = self._known_country(country)
        if query.position is not None:
            return [self._at_position(query, query.position)]
        found = self._search.ranked(query, country, near, fuzzy=fuzzy)
        return [self.candidate(scored) for scored in found[:limit]]

    def _known_country(self, code: str) -> str:
        if self.atlas.artefact.country_place(code.upper()) is None:
            raise InvalidInput.of(
                f"{code[:20]!r} is not an ISO 3166-1 alpha-2 code such as RU", "country"
            )
        return code.upper()

    def _at_position(self, query: Query, position: tuple[float, float]) -> Candidate:
        lon, lat = position
        why = ["the query is a position"]
        for apart, number in self._nearest(lon, lat, 1):
            why.append(f"{apart:,.0f} km from {self.facts(number).name}")
        return Candidate(
            source="position",
            source_id=f"{lat:.5f},{lon:.5f}",
            name=query.text,
            lon=lon,
            lat=lat,
            feature_class="S",
            uncertainty_km=0.1,
            score=1.0,
            why=tuple(why),
        )

    # geopy -----------------------------------------------------------------------------------

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = None,  # noqa: ARG002 - geopy's convention; nothing is waited for
        country_codes: str | Sequence[str] | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
    ) -> "Location | list[Location] | None":
        """Places for a query, in geopy's conventions.

        Args:
            query: As for :meth:`candidates`.
            exactly_one: Return the best location, not a list.
            timeout: Accepted for geopy's sake.
            country_codes: ISO 3166-1 alpha-2 code or codes; only places there.
            near: Longitude and latitude near which places are preferred.
            limit: Most locations to return, up to 100.

        Returns:
            A location, or a list; None when there is no such place. ``raw`` is the candidate as
            a dictionary.

        Raises:
            InvalidInput: As for :meth:`candidates`.
        """
        codes: list[str | None] = (
            [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        )
        found: list[Candidate] = []
        for code in codes or [None]:
            found += self.candidates(query, country=code, near=near, limit=limit)
        found.sort(key=lambda candidate: -candidate.score)
        return _as_geopy([self._location(each) for each in found[:limit]], exactly_one)

    def reverse(
        self,
        query: "Point | str | Sequence[float]",
        *,
        exactly_one: bool = True,
        timeout: Any = None,  # noqa: ARG002 - geopy's convention; nothing is waited for
        limit: int = 1,
    ) -> "Location | list[Location] | None":
        """The nearest populated places to a position, in geopy's conventions.

        Args:
            query: Latitude and longitude, as geopy takes them: a point, a pair or a string.
            exactly_one: Return the nearest location, not a list.
            timeout: Accepted for geopy's sake.
            limit: Most locations to return, up to 100.

        Raises:
            InvalidInput: That is no position.
        """
        lon, lat = _position_of(query)
        found = self.nearest(lon, lat, limit=limit)
        return _as_geopy([self._location(each) for each in found], exactly_one)

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> list[Candidate]:
        """The nearest populated places to a position, nearest first.

        The score is 1 within a place's own extent and falls with the distance.

        Raises:
            InvalidInput: That is no position, or the limit is not from 1 to 100.
        """
        check_position(lon, lat, "position")
        _check_limit(limit)
        return [
            self.candidate(self._by_distance(number, apart))
            for apart, number in self._nearest(lon, lat, limit)
        ]

    def _nearest(self, lon: float, lat: float, limit: int) -> list[tuple[float, int]]:
        # Imported late: it brings numpy, which looking names up does without.
        from dateline.geo.gazetteer.reverse import nearest  # noqa: PLC0415

        return nearest(self.atlas, lon, lat, limit)

    def _by_distance(self, number: int, apart: float) -> Scored:
        place = self.atlas.facts(number)
        beyond = max(0.0, apart - place.uncertainty_km)
        match = Match(number, NameKind.PRIMARY, fold(place.name))
        return Scored(match, round(1 / (1 + beyond / 10), 4), (f"{apart:,.1f} km away",))

    def _location(self, candidate: Candidate) -> "Location":
        from geopy.location import Location  # noqa: PLC0415 - see the class

        parts = [candidate.name, candidate.admin1, self.atlas.country_name(candidate.country)]
        address = ", ".join(dict.fromkeys(part for part in parts if part))
        return Location(address, (candidate.lat, candidate.lon), candidate.model_dump(mode="json"))


def _as_geopy(found: "list[Location]", exactly_one: bool) -> "Location | list[Location] | None":
    if not found:
        return None
    return found[0] if exactly_one else found


def _position_of(query: "Point | str | Sequence[float]") -> tuple[float, float]:
    if isinstance(query, str):
        position = parse(query).position
        if position is None:
            raise InvalidInput.of(
                f"{query[:40]!r} is no position; write latitude, longitude", "query"
            )
        return position
    try:
        lat, lon = float(query[0]), float(query[1])
    except (IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise InvalidInput.of(
            f"{query!r:.40} is no position; give a point, a pair (latitude, longitude) or a text",
            "query",
        ) from error
    check_position(lon, lat, "query")
    return lon, lat


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST_RESULTS:
        raise InvalidInput.of(f"is {limit}; give a number from 1 to {MOST_RESULTS}", "limit")
