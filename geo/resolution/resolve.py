"""The resolver: from the toponyms of a whole report to places, all together."""

from collections.abc import Sequence

from geo.model import Candidate
from geo.resolution.features import Feature, feature, forms
from geo.resolution.joint import Toponym, settle, weight
from geo.resolution.names import fold
from geo.resolution.options import Option, option
from geo.resolution.query import CandidateSource, ConsultedSource, PlaceQuery, Resolution

_NAMESAKES = 40
_ALTERNATIVES = 9
_NEAR_KM = 300.0


class _Lookup:
    """The source, asked once for each name."""

    def __init__(self, source: CandidateSource) -> None:
        self._source = source
        self._known: dict[tuple[str, str | None, bool], list[Candidate]] = {}
        self.failures: dict[str, None] = {}

    def __call__(
        self, name: str, country: str | None = None, *, fuzzy: bool = False
    ) -> list[Candidate]:
        key = (name, country, fuzzy)
        if key not in self._known:
            self._known[key] = self._ask(name, country, fuzzy)
        return self._known[key]

    def _ask(self, name: str, country: str | None, fuzzy: bool) -> list[Candidate]:
        if isinstance(self._source, ConsultedSource):
            consulted = self._source.consult(name, country=country, limit=_NAMESAKES, fuzzy=fuzzy)
            self.failures |= dict.fromkeys(consulted.failures)
            return list(consulted.candidates)
        return self._source.candidates(name, country=country, limit=_NAMESAKES, fuzzy=fuzzy)


def resolve(queries: Sequence[PlaceQuery], source: CandidateSource) -> list[Resolution]:
    """Resolve all toponyms of a report together.

    Args:
        queries: The toponyms, with hints that are obeyed and clues that are weighed.
        source: Where candidates come from.

    Returns:
        One resolution for each query, in their order. A toponym that cannot be resolved says why.
    """
    return _Report(queries, source).resolutions()


class _Report:
    """One report while it is being resolved."""

    def __init__(self, queries: Sequence[PlaceQuery], source: CandidateSource) -> None:
        self._lookup = _Lookup(source)
        self._queries = queries
        self._reasons: list[str | None] = [None] * len(queries)
        self._toponyms = [self._toponym(index, query) for index, query in enumerate(queries)]
        self._link_clues()

    def resolutions(self) -> list[Resolution]:
        settle(self._toponyms)
        self._obey_places()
        settle(self._toponyms)
        return [self._resolution(index, toponym) for index, toponym in enumerate(self._toponyms)]

    def _toponym(self, index: int, query: PlaceQuery) -> Toponym:
        if query.at:
            options = [self._given(query)]
        else:
            options, self._reasons[index] = self._options(query)
        return Toponym(
            name=query.name,
            options=options,
            weight=weight(query.mentions, query.role),
            fixed=query.at is not None,
        )

    def _given(self, query: PlaceQuery) -> Option:
        lon, lat = query.at or (0.0, 0.0)
        known = next(iter(self._lookup(query.name)), None)
        place = Candidate(
            source="given",
            source_id=f"{lat},{lon}",
            name=query.name,
            lon=lon,
            lat=lat,
            feature_class=known.feature_class if known else "S",
            uncertainty_km=0.0,
            why=("the position was given by a person",),
        )
        return option(query.name, place, None)

    def _options(self, query: PlaceQuery) -> tuple[list[Option], str | None]:
        """The options that the hints of a query leave, or why there are none."""
        kind = feature(query.feature) if query.feature else None
        country = self._country(query.country) if query.country else None
        if query.country and country is None:
            return [], f"the country {query.country!r} is not known"
        found = self._found(query, kind, country)
        if not found:
            where = f" in {query.country}" if query.country else ""
            elsewhere = country and self._found(query, kind, None)
            there = "; there are places of that name elsewhere" if elsewhere else ""
            return [], f"no gazetteer knows {query.name!r}{where}{there}"
        if kind:
            fitting = [each for each in found if kind.admits(each.place)]
            if not fitting:
                others = ", ".join(dict.fromkeys(_described(each.place) for each in found[:3]))
                return [], f"none of the places called {query.name!r} is a {kind.word}: {others}"
            return fitting, None
        return found, None

    def _found(self, query: PlaceQuery, kind: Feature | None, country: str | None) -> list[Option]:
        clue = next((feature(clue.feature) for clue in query.clues if clue.feature), None)
        for form in forms(query.name):
            asked = [form.name]
            if kind and fold(kind.word) not in fold(form.name):
                asked.insert(0, f"{form.name} {kind.word.title()}")
            found: dict[tuple[str, str], Option] = {}
            for name in asked:
                for place in self._lookup(name, country):
                    if form.feature is None or form.feature.admits(place):
                        key = (place.source, place.source_id)
                        found.setdefault(key, option(name, place, kind or form.feature or clue))
            if found and (kind is None or any(kind.admits(each.place) for each in found.values())):
                return list(found.values())
        for form in forms(query.name):
            near = [
                option(form.name, place, kind or form.feature or clue)
                for place in self._lookup(form.name, country, fuzzy=True)
                if form.feature is None or form.feature.admits(place)
            ]
            if near:
                return near
        return []

    def _country(self, given: str) -> str | None:
        if len(given) == 2 and given.isalpha() and given.upper() != "UK":
            return given.upper()
        for place in self._lookup(given):
            if (place.feature_code or "").startswith("PCL"):
                return place.country
        return None

    def _link_clues(self) -> None:
        by_name = {fold(toponym.name): toponym for toponym in self._toponyms}
        for query, toponym in zip(self._queries, self._toponyms, strict=True):
            for clue in query.clues:
                outer = by_name.get(fold(clue.within)) if clue.within else None
                if outer is not None and outer is not toponym:
                    toponym.within.append((outer, clue.quote))

    def _obey_places(self) -> None:
        """Keep what satisfies ``within`` and ``near``, now that the report has taken shape."""
        for index, (query, toponym) in enumerate(zip(self._queries, self._toponyms, strict=True)):
            if not toponym.options or toponym.fixed:
                continue
            for relation, name in (("in", query.within), ("near", query.near)):
                if name and toponym.options:
                    self._obey(index, toponym, relation, name)

    def _obey(self, index: int, toponym: Toponym, relation: str, name: str) -> None:
        anchors = self._anchors(name)
        if not anchors:
            toponym.options = []
            self._reasons[index] = f"{name!r}, which it should be {relation}, is not known"
            return
        kept = []
        for each in toponym.options:
            if any(_satisfies(relation, each, anchor) for anchor in anchors):
                each.reasons.append(f"it is {relation} {name}")
                kept.append(each)
        if not kept:
            self._reasons[index] = f"no place called {toponym.name!r} is {relation} {name}"
        toponym.options = kept

    def _anchors(self, name: str) -> list[Option]:
        for toponym in self._toponyms:
            if fold(toponym.name) == fold(name) and toponym.options:
                return toponym.options[:1]
        query = PlaceQuery(name=name)
        found = self._found(query, None, None)
        found.sort(key=lambda each: -each.prior)
        return found[:3]

    def _resolution(self, index: int, toponym: Toponym) -> Resolution:
        if not toponym.options:
            reason = self._reasons[index] or f"no gazetteer knows {toponym.name!r}"
            return Resolution(unresolved="; ".join([reason, *self._lookup.failures]))
        places = [
            each.place.model_copy(
                update={
                    "score": round(each.share, 4),
                    "why": tuple(dict.fromkeys([*each.reasons, *each.context])),
                }
            )
            for each in toponym.options[: _ALTERNATIVES + 1]
        ]
        return Resolution(
            chosen=places[0], alternatives=tuple(places[1:]), confidence=_confidence(toponym)
        )


def _satisfies(relation: str, each: Option, anchor: Option) -> bool:
    if relation == "in":
        return anchor.contains(each)
    return each.km_to(anchor) <= _NEAR_KM + anchor.place.uncertainty_km


def _confidence(toponym: Toponym) -> float:
    if toponym.fixed:
        return 1.0
    best = toponym.best
    same = sum(each.share for each in toponym.options if each is best or each.km_to(best) <= 25.0)
    return round(min(1.0, same), 4)


def _described(place: Candidate) -> str:
    where = ", ".join(part for part in (place.admin1, place.country) if part)
    return (
        f"{place.name} ({place.feature_code or place.feature_class}{', ' + where if where else ''})"
    )
