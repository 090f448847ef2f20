"""The way from a query to places: by their names, by similar names, and by what they lie in."""

from collections.abc import Sequence

from dateline.geo.gazetteer import fuzzy as fuzzily
from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.file_reader import Posting
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.places import Atlas, Facts
from dateline.geo.gazetteer.query import Query
from dateline.geo.gazetteer.ranking import Match, Scored, outside, score, within
from dateline.geo.gazetteer.sphere import distance_km

_FUZZY_KINDS = (NameKind.PRIMARY, NameKind.ALTERNATE, NameKind.SHORT, NameKind.HISTORICAL)
_AS_WRITTEN = (NameKind.CODE, NameKind.ABBREVIATION)
_LONGEST_CODE = 5
_CODE_LETTERS = 2


class Search:
    """Searches an atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def bearing(self, name: str) -> list[Posting]:
        """The places that bear a name as it is written, most prominent first."""
        found = self._atlas.postings(fold(name))
        for _, kind in found:
            if kind in _AS_WRITTEN:
                return [posting for posting in found if as_written(name, posting.kind)]
        return found

    def ranked(
        self, query: Query, country: str | None, near: tuple[float, float] | None, *, fuzzy: bool
    ) -> list[Scored]:
        """The places that a query can mean, best first.

        Args:
            query: What was asked.
            country: ISO 3166-1 alpha-2 code; only places there.
            near: Longitude and latitude near which places are preferred.
            fuzzy: Whether to fall back on similar names when none is the same.
        """
        whole = self._scored(query.text, country, near)
        if whole or not query.context:
            return whole or (self._similar(query.text, country, near) if fuzzy else [])
        found = self._scored(query.head, country, near)
        if not found and fuzzy:
            found = self._similar(query.head, country, near)
        for part in query.context:
            found = self._in_context(found, part)
        return sorted(found, key=lambda scored: -scored.score)

    def _scored(
        self, name: str, country: str | None, near: tuple[float, float] | None
    ) -> list[Scored]:
        folded = fold(name)
        found = self.bearing(name)
        if not found and folded.startswith("the "):
            folded, found = folded[4:], self.bearing(name[4:])
        matches = [Match(number, kind, folded) for number, kind in found]
        return self._score_all(name, matches, country, near)

    def _similar(
        self, name: str, country: str | None, near: tuple[float, float] | None
    ) -> list[Scored]:
        folded = fold(name)
        artefact = self._atlas.artefact
        similar = fuzzily.similar_names(folded, artefact.names, artefact.skeletons)
        for own in self._atlas.extra_names():
            edits = fuzzily.within_bound(folded, own)
            if edits:
                similar[own] = edits
        matches = [
            Match(number, kind, near_name, edits)
            for near_name, edits in similar.items()
            for number, kind in self._atlas.postings(near_name)
            if kind in _FUZZY_KINDS
            and self._atlas.facts(number).prominence >= fuzzily.least_prominence(folded)
        ]
        return self._score_all(name, matches, country, near)

    def _score_all(
        self,
        name: str,
        matches: Sequence[Match],
        country: str | None,
        near: tuple[float, float] | None,
    ) -> list[Scored]:
        best: dict[int, Scored] = {}
        for match in matches:
            place = self._atlas.facts(match.number)
            if country is not None and not self._is_in(match.number, place, country):
                continue
            scored = score(name, match, place, near)
            known = best.get(match.number)
            if known is None or scored.score > known.score:
                best[match.number] = scored
        return sorted(best.values(), key=lambda scored: -scored.score)

    def _is_in(self, number: int, place: Facts, country: str) -> bool:
        return place.country == country or country in self._atlas.members(number)

    def _in_context(self, found: list[Scored], part: str) -> list[Scored]:
        """Mark down what does not lie in any place that the part names."""
        areas = self._areas([number for number, _ in self.bearing(part)]) or self._coded(part)
        if not areas:
            return [outside(scored, part) for scored in found]
        return [
            within(scored, part)
            if any(self._belongs(scored.match.number, area) for area in areas)
            else outside(scored, part)
            for scored in found
        ]

    def _areas(self, named: list[int]) -> list[int]:
        """Of places with a name those that others lie in: a state before the river of its name."""
        places = [number for number in named if self._atlas.facts(number).feature_class in "AP"]
        return places or named

    def _coded(self, part: str) -> list[int]:
        """The country or state of the United States that two capitals stand for ("Paris, TX")."""
        if not (len(part) == _CODE_LETTERS and part.isupper()):
            return []
        artefact = self._atlas.artefact
        found = (artefact.admin1_place(f"US.{part}"), artefact.country_place(part))
        return [number for number in found if number is not None]

    def _belongs(self, number: int, area: int) -> bool:
        """Whether a place lies in an area, or beside the town that is named as its whereabouts."""
        if self._atlas.inside(number, area):
            return True
        place, other = self._atlas.facts(number), self._atlas.facts(area)
        apart = distance_km(place.lon, place.lat, other.lon, other.lat)
        return other.feature_class == "P" and number != area and apart <= 2 * other.uncertainty_km


def as_written(name: str, kind: NameKind) -> bool:
    """Whether a name is written as names of its kind have to be."""
    if kind is NameKind.CODE:
        return name.isupper() and len(name.replace(".", "")) <= _LONGEST_CODE
    if kind is NameKind.ABBREVIATION:
        return name.rstrip().endswith(".") or (name.isupper() and len(name) == _CODE_LETTERS)
    return True
