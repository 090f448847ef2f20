"""From a query to options: the forms of its name, its hints, and names inside its name."""

from collections.abc import Iterator

from dateline.geo.errors import InvalidInput
from dateline.geo.model import Candidate
from dateline.geo.resolution.features import Feature, feature, forms
from dateline.geo.resolution.names import fold
from dateline.geo.resolution.options import Option, option
from dateline.geo.resolution.query import CandidateSource, ConsultedSource, PlaceQuery
from dateline.geo.resolution.sites import is_abroad, is_site, names_inside, whole_of

_NAMESAKES = 40
"""Candidates to ask for: namesakes that are small may be the ones the report means."""
_ALL = 100
"""Candidates to ask for when a hint will leave few of them."""
_SHOWN = 60
_STRIPPED = -0.7
"""A name without the word for its kind ("Karak" for "Karak district")."""


class Finder:
    """Finds options for queries; asks the source once for each name of a report.

    Attributes:
        failures: What the source could not ask, one sentence each.
    """

    def __init__(self, source: CandidateSource) -> None:
        self._source = source
        self._consult = source.consult if isinstance(source, ConsultedSource) else None
        self._known: dict[tuple[str, str | None, bool, int], list[Candidate]] = {}
        self._refusals: dict[str, str] = {}
        self.failures: dict[str, None] = {}

    def options(self, query: PlaceQuery) -> tuple[list[Option], str | None]:
        """The options that a query's country and feature leave, or why there are none."""
        kind = feature(query.feature) if query.feature else None
        countries = self._countries(query.country) if query.country else (None,)
        if not countries:
            return [], f"the country {query.country!r} is not known"
        found = [each for country in countries for each in self._called(query, kind, country)]
        if not found:
            return [], self._unknown(query)
        if kind is None:
            if query.feature:
                for each in found:
                    each.reasons.append(
                        f"{query.feature!r} is no kind of place known here: not used"
                    )
            return found, None
        fitting = [each for each in found if kind.admits(each.place)]
        if fitting:
            return fitting, None
        others = ", ".join(dict.fromkeys(described(each.place) for each in found[:3]))
        return [], f"no {kind.word} is called {query.name!r}, only {others}"

    def named(self, name: str) -> list[Option]:
        """Options for a name alone, the most prominent first."""
        found = self._called(PlaceQuery(name=name), None, None)
        return sorted(found, key=lambda each: -each.prior)

    def namesake_near(self, name: str, lon: float, lat: float) -> Candidate | None:
        """The place of a name that lies within a degree of a position."""
        for place in self._lookup(name):
            if abs(place.lon - lon) < 1 and abs(place.lat - lat) < 1:
                return place
        return None

    def _called(self, query: PlaceQuery, kind: Feature | None, country: str | None) -> list[Option]:
        said = next((feature(clue.feature) for clue in query.clues if clue.feature), None)
        most = _ALL if query.within or query.near else _NAMESAKES
        found: dict[tuple[str, str], Option] = {}
        for stripped, form in enumerate(forms(query.name)):
            wanted = kind or form.feature or said
            for name in _spellings(form.name, wanted):
                for place in self._lookup(name, country, most=most):
                    if form.feature is None or form.feature.admits(place):
                        each = option(name, place, wanted)
                        each.prior += _STRIPPED if stripped else 0.0
                        known = found.setdefault(each.identity, each)
                        if each.prior > known.prior:
                            found[each.identity] = each
            if any(each.is_country() for each in found.values()):
                # "Republic of Congo" is not the other Congo, which goes by that alone.
                break
        if any(kind is None or kind.admits(each.place) for each in found.values()):
            return list(found.values())
        part = list(self._whole(query.name, country)) if kind is None else []
        if part or is_site(query.name):
            return part
        return list(self._similar(query.name, kind, country)) or list(found.values())

    def _similar(self, name: str, kind: Feature | None, country: str | None) -> Iterator[Option]:
        for form in forms(name):
            wanted = kind or form.feature
            for place in self._lookup(form.name, country, fuzzy=True):
                if wanted is None or wanted.admits(place):
                    each = option(form.name, place, wanted)
                    each.similar = fold(form.name) != fold(place.name)
                    yield each

    def _whole(self, name: str, country: str | None) -> Iterator[Option]:
        whole = whole_of(name)
        for place in self._lookup(whole, country) if whole else ():
            each = option(whole or name, place, None)
            each.roughly = not_itself(name, place, "of which it is a part")
            yield each

    def inside(self, name: str) -> Iterator[list[Option]]:
        """Options for the names of towns and areas that a site's name holds, longest name first."""
        for part in names_inside(name):
            found = [
                option(part, place, None)
                for place in self._lookup(part)
                if _may_hold(place, part, name)
            ]
            if found:
                yield found

    def _unknown(self, query: PlaceQuery) -> str:
        refused = self._refusals.get(query.name)
        told = f" ({refused})" if refused else ""
        name = shortened(query.name)
        if query.country is None:
            return f"no gazetteer knows {name}{told}"
        elsewhere = self._lookup(query.name)
        there = f", only {described(elsewhere[0])}" if elsewhere else ""
        return f"no place called {name} is known in {query.country}{there}{told}"

    def _countries(self, given: str) -> tuple[str, ...]:
        """ISO codes for a code or a country's name; several for what was one country ("Korea")."""
        if len(given) == 2 and given.isalpha() and given.upper() != "UK":
            return (given.upper(),)
        named = (
            place.country
            for place in self._lookup(given)
            if place.country and (place.feature_code or "").startswith("PCL")
        )
        return tuple(dict.fromkeys(named))

    def _lookup(
        self,
        name: str,
        country: str | None = None,
        *,
        fuzzy: bool = False,
        most: int = _NAMESAKES,
    ) -> list[Candidate]:
        key = (name, country, fuzzy, most)
        if key not in self._known:
            self._known[key] = self._ask(name, country, fuzzy=fuzzy, most=most)
        return self._known[key]

    def _ask(self, name: str, country: str | None, *, fuzzy: bool, most: int) -> list[Candidate]:
        try:
            if self._consult is None:
                return self._source.candidates(name, country=country, limit=most, fuzzy=fuzzy)
            answer = self._consult(name, country=country, limit=most, fuzzy=fuzzy)
            self.failures |= dict.fromkeys(answer.failures)
            return list(answer.candidates)
        except InvalidInput as error:
            # A toponym of a report that no gazetteer would take is one that none knows.
            self._refusals[name] = "; ".join(problem.message for problem in error.problems)
            return []


def _spellings(name: str, kind: Feature | None) -> Iterator[str]:
    """The name with the word for its kind, then as it is."""
    if kind and kind.word[0].islower() and fold(kind.word) not in fold(name).split():
        yield f"{name} {kind.word.title()}"
    yield name


def _may_hold(place: Candidate, part: str, site: str) -> bool:
    """Whether a site's name can be taken from a place: it bears its name, or is its nation's."""
    if (place.feature_code or "").startswith("PCL"):
        return not is_abroad(site)
    return place.feature_class in "AP" and fold(place.name) == fold(part)


def shortened(name: str) -> str:
    """A name in quotes, cut when it is no name at all."""
    return repr(name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…")


def not_itself(name: str, place: Candidate, reason: str) -> str:
    """Why a place stands for something in it."""
    return f"{name} itself is in no gazetteer: placed at {place.name}, {reason}"


def described(place: Candidate) -> str:
    """A candidate in a few words, for a reason."""
    known = (place.feature_code or place.feature_class, place.admin1, place.country)
    return f"{place.name} ({', '.join(part for part in known if part)})"
