"""The resolver: from the toponyms of a whole report to places, all together."""

from collections import Counter
from collections.abc import Sequence

from dateline.geo.model import Candidate, Role
from dateline.geo.resolution.candidates import Finder, described, not_itself, shortened
from dateline.geo.resolution.explain import explain
from dateline.geo.resolution.joint import ToponymOptions, resolve_jointly, weight
from dateline.geo.resolution.names import fold
from dateline.geo.resolution.options import Option, compare, option
from dateline.geo.resolution.query import CandidateSource, PlaceQuery, Resolution
from dateline.geo.resolution.sites import is_direction, is_site, is_way
from dateline.geo.resolution.whereabouts import Whereabouts, is_list

_ALTERNATIVES = 9
_NEAR_KM = 300.0
"""How far a place may be from the one that it is said to be near."""
_SAME_PLACE_KM = 50.0
"""A city and its district are one answer when the question is how sure it is."""
_ROUGHLY = 0.5
"""Most confidence in a place that only stands for a site in it."""
_SIMILAR = 0.6
"""Most confidence in a place whose name is only like the one in the report."""
_FAMOUS = 6.5
"""Score above which a town is named anywhere without more words."""
_FIRM = 0.8
_BESIDE_KM = 600.0
_SMALL_COUNTRY_KM = 1400.0
"""Radius of a country up to which its being named bears a lesser-known name out."""
_STRANGERS = 3
"""Other places of a report, all of one country, that make a town abroad a stranger."""


def resolve(queries: Sequence[PlaceQuery], source: CandidateSource) -> list[Resolution]:
    """Resolve all toponyms of a report together.

    Args:
        queries: The toponyms in the order of the report, with hints that are obeyed and clues
            that are weighed.
        source: Where candidates come from.

    Returns:
        One resolution for each query, in their order. A toponym that cannot be resolved, or that
        no candidate satisfies the hints for, says so.
    """
    return _Report(queries, Finder(source)).resolutions()


class _Report:
    """One report while it is being resolved."""

    def __init__(self, queries: Sequence[PlaceQuery], finder: Finder) -> None:
        self._finder = finder
        self._queries = queries
        self._reasons: list[str | None] = [None] * len(queries)
        self._outer = {fold(c.within) for query in queries for c in query.clues if c.within}
        self._toponyms = [self._toponym(index, query) for index, query in enumerate(queries)]
        self._background: list[ToponymOptions] = []
        self._by_name: dict[str, ToponymOptions] = {}
        for toponym in self._toponyms:
            self._by_name.setdefault(fold(toponym.name), toponym)
        self._link_clues()

    def resolutions(self) -> list[Resolution]:
        """Settle the whole report, obey what names other places, and settle what is left."""
        everything = [*self._toponyms, *self._background]
        resolve_jointly(everything)
        if self._obey_places():
            resolve_jointly(everything)
        self._doubt_names()
        self._doubt_strangers()
        self._obey_appositions()
        self._put_roughly()
        explain(self._toponyms)
        return [self._resolution(index, toponym) for index, toponym in enumerate(self._toponyms)]

    def _toponym(self, index: int, query: PlaceQuery) -> ToponymOptions:
        if query.at:
            options = [self._given(query.name, *query.at)]
        else:
            options, self._reasons[index] = self._finder.options(query)
            # In "ATHENS, Ga." the state is no town.
            filed = query.filed and fold(query.name) not in self._outer
            if is_site(query.name):
                # A town is not called "Liberty Square", whatever it once was.
                options = [each for each in options if not each.other_name]
            compare(options, associated=query.role is Role.ASSOCIATIVE, filed=filed)
        return ToponymOptions(
            name=query.name,
            options=options,
            weight=weight(query.mentions, query.role),
            similar=bool(options) and all(each.similar for each in options),
            fixed=query.at is not None,
        )

    def _given(self, name: str, lon: float, lat: float) -> Option:
        known = self._finder.namesake_near(name, lon, lat)
        place = Candidate(
            source="given",
            source_id=f"{lat},{lon}",
            name=name,
            lon=lon,
            lat=lat,
            feature_class=known.feature_class if known else "S",
            feature_code=known.feature_code if known else None,
            country=known.country if known else None,
            admin1=known.admin1 if known else None,
            uncertainty_km=0.0,
            why=("the position was given by a person",),
        )
        return option(name, place, None)

    def _link_clues(self) -> None:
        """Tie toponyms to what the report says they are in, asking for it when it is no query."""
        for query, toponym in zip(self._queries, self._toponyms, strict=True):
            for clue in query.clues:
                listed = self._by_name.get(fold(clue.beside)) if clue.beside else None
                if listed is not None and listed is not toponym:
                    toponym.beside.append(listed)
                if not clue.within:
                    continue
                outer = self._by_name.get(fold(clue.within))
                if outer is None:
                    outer = ToponymOptions(clue.within, self._finder.named(clue.within), weight=0.5)
                    self._by_name[fold(clue.within)] = outer
                    self._background.append(outer)
                if outer is not toponym and outer.options:
                    toponym.within.append((outer, clue.quote))

    def _obey_places(self) -> bool:
        """Keep what satisfies ``within`` and ``near``, now that the report has taken shape."""
        obeyed = False
        for index, (query, toponym) in enumerate(zip(self._queries, self._toponyms, strict=True)):
            for relation, name in (("in", query.within), ("near", query.near)):
                if name and toponym.options and not toponym.fixed:
                    self._obey(index, toponym, relation, name)
                    obeyed = True
        return obeyed

    def _obey(self, index: int, toponym: ToponymOptions, relation: str, name: str) -> None:
        anchors = self._anchors(name)
        kept = [
            each
            for each in toponym.options
            if any(_satisfies(relation, each, anchor) for anchor in anchors)
        ]
        for each in kept:
            each.reasons.append(f"it is {relation} {name}")
        if not anchors:
            self._reasons[index] = f"{name!r}, which it should be {relation}, is not known"
        elif not kept:
            self._reasons[index] = f"no place called {toponym.name!r} is {relation} {name}"
        toponym.options = kept

    def _anchors(self, name: str) -> list[Option]:
        toponym = self._by_name.get(fold(name))
        if toponym is not None and toponym.options:
            return toponym.options[:1]
        return self._finder.named(name)[:3]

    def _doubt_names(self) -> None:
        """Give up names that may well not be a place's, where nothing else in the report is."""
        doubts = [_doubt(each) for each in self._toponyms]
        firm = [
            each
            for each, doubt in zip(self._toponyms, doubts, strict=True)
            if each.options and doubt is None
        ]
        countries = {each.best.country for each in firm}
        for index, toponym in enumerate(self._toponyms):
            if doubts[index] is None or not toponym.options or toponym.fixed:
                continue
            loose = toponym.best.is_loose()
            borne_out = loose and any(_bears_out(toponym.best, each.best) for each in firm)
            if borne_out or (not loose and (not countries or toponym.best.country in countries)):
                continue
            self._reasons[index] = (
                f"no gazetteer knows {shortened(toponym.name)} where the report is; {doubts[index]}"
                f" {described(toponym.best.place)}, but nothing else in the report is there"
            )
            toponym.options = []

    def _doubt_strangers(self) -> None:
        """Give up a town that is listed with towns of one country and alone is abroad."""
        countries = Counter(each.best.country for each in self._toponyms if each.options)
        for index, toponym in enumerate(self._toponyms):
            if not toponym.options or toponym.fixed or toponym.best.prior > _FAMOUS:
                continue
            home = {each.best.country for each in toponym.beside if each.options}
            alone = countries[toponym.best.country] == 1 and len(countries) == len(home) + 1
            if alone and len(home) == 1 and countries.total() > _STRANGERS:
                names = ", ".join(each.name for each in toponym.beside)
                self._reasons[index] = (
                    f"it is listed with {names}, where no gazetteer knows it; elsewhere there is "
                    f"{described(toponym.best.place)}"
                )
                toponym.options = []

    def _obey_appositions(self) -> None:
        """Give up a town in another state than the one that the report puts it in.

        "HOLLIDAY, Mo." is not the Holliday in Texas, though no gazetteer has the one in Missouri.
        """
        for index, toponym in enumerate(self._toponyms):
            if not toponym.options or toponym.fixed or toponym.best.prior > _FAMOUS:
                continue
            for outer, quote in toponym.within:
                told = quote.removeprefix(toponym.name).startswith(", ")
                told = told and all(_is_same(other, outer) for other in toponym.beside)
                if told and _is_firm_area(outer) and not is_list(toponym, outer):
                    if not any(outer.best.contains(each) for each in toponym.options):
                        self._reasons[index] = (
                            f"no gazetteer knows {shortened(toponym.name)} where the report says "
                            f"“{quote}”"
                        )
                        toponym.options = []
                    break

    def _put_roughly(self) -> None:
        """Put what nobody knows where the report says it is, or its own name does."""
        whereabouts = Whereabouts(self._finder, self._queries, self._toponyms, self._by_name)
        for index, (query, toponym) in enumerate(zip(self._queries, self._toponyms, strict=True)):
            hinted = query.country or query.within or query.near or query.feature
            if toponym.options or hinted:
                continue
            where, reason = whereabouts.find(query, toponym)
            if where is not None:
                put = option(where.place.name, where.place, None)
                put.roughly = not_itself(query.name, where.place, reason)
                put.share = where.share
                toponym.options = [put]
            elif is_site(query.name):
                told = self._reasons[index] or f"no gazetteer knows {shortened(query.name)}"
                self._reasons[index] = f"{told}; the report does not say in which town it is"

    def _resolution(self, index: int, toponym: ToponymOptions) -> Resolution:
        if not toponym.options:
            reason = self._reasons[index] or f"no gazetteer knows {shortened(toponym.name)}"
            return Resolution(unresolved="; ".join([reason, *self._finder.failures]))
        places = [each.scored() for each in toponym.options[: _ALTERNATIVES + 1]]
        return Resolution(
            chosen=places[0], alternatives=tuple(places[1:]), confidence=_confidence(toponym)
        )


def _bears_out(minor: Option, other: Option) -> bool:
    """Whether another place of the report is where a lesser-known name would put one."""
    if other.is_country() and minor.country == other.country:
        return other.place.uncertainty_km <= _SMALL_COUNTRY_KM
    return minor.division == other.division or minor.km_to(other) <= _BESIDE_KM


def _is_same(other: ToponymOptions, outer: ToponymOptions) -> bool:
    """Whether two names are one place's ("Mo.", "Missouri")."""
    if not (other.options and outer.options):
        return other is outer
    return other.best.identity == outer.best.identity


def _is_firm_area(outer: ToponymOptions) -> bool:
    """Whether a name is surely a state's or a country's."""
    area = bool(outer.options) and (
        outer.best.is_country() or outer.best.place.feature_code == "ADM1"
    )
    return area and outer.best.share >= _FIRM


def _doubt(toponym: ToponymOptions) -> str | None:
    """Why a name may not be the place's that was found for it; None where nothing says so."""
    if toponym.similar:
        return "the name is like"
    if is_direction(toponym.name):
        return "a direction, and also"
    if toponym.options and toponym.best.is_loose():
        return "it is a lesser-known name of"
    if is_way(toponym.name):
        return "it is also"
    return None


def _satisfies(relation: str, each: Option, anchor: Option) -> bool:
    if relation == "in":
        return anchor.contains(each)
    return each.km_to(anchor) <= _NEAR_KM + anchor.place.uncertainty_km


def _confidence(toponym: ToponymOptions) -> float:
    if toponym.fixed:
        return 1.0
    best = toponym.best
    same = sum(
        each.share for each in toponym.options if each is best or each.km_to(best) <= _SAME_PLACE_KM
    )
    most = _ROUGHLY if best.roughly else _SIMILAR if best.similar else 1.0
    return round(min(most, same * (1.0 - toponym.doubt)), 4)
