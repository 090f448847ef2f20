"""Where to put, roughly, what no gazetteer knows: a street, a station, an embassy, a suburb.

Such a place is given as what it is: the town, with the town's extent and the reason, never as the
site itself. The report has to tell the town; nothing is taken from what is merely named near by.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from dateline.geo.model import Role
from dateline.geo.resolution.candidates import Finder
from dateline.geo.resolution.joint import ToponymOptions
from dateline.geo.resolution.names import fold
from dateline.geo.resolution.options import Option
from dateline.geo.resolution.query import PlaceQuery
from dateline.geo.resolution.sites import STREETS, is_site

_WORDS = 12
"""Words of a name that are searched for the names of towns."""


class Whereabouts:
    """Finds the place that stands for one that is in no gazetteer.

    Args:
        finder: Looks names up.
        queries: What is asked, in the order of the toponyms.
        toponyms: All toponyms of the report, resolved as far as they can be.
        by_name: The same by their folded names.
    """

    def __init__(
        self,
        finder: Finder,
        queries: Sequence[PlaceQuery],
        toponyms: Sequence[ToponymOptions],
        by_name: Mapping[str, ToponymOptions],
    ) -> None:
        self._finder = finder
        self._resolved = [each for each in toponyms if each.options and not each.similar]
        self._by_name = by_name
        self._scenes = {
            toponym.best.country
            for toponym, query in zip(toponyms, queries, strict=True)
            if toponym.options and query.role is not Role.ASSOCIATIVE
        }

    def find(self, query: PlaceQuery, toponym: ToponymOptions) -> tuple[Option | None, str]:
        """The place, and how the report tells it; None where it does not."""
        said = [
            (outer.best, quote)
            for outer, quote in toponym.within
            if outer.options and not is_list(toponym, outer)
        ]
        for place, quote in said:
            if place.is_local():
                return place, f"as the report says “{quote}”"
        held = self._held_by(toponym.name)
        is_one = is_site(toponym.name) or any(clue.feature in STREETS for clue in query.clues)
        if held is None and is_one:
            held = self._town_inside(toponym.name)
        if held is not None:
            return held, "which its name holds"
        for place, quote in said:
            if place.is_at_most_a_division():
                return place, f"as the report says “{quote}”"
        return self._scene(query) if is_one else (None, "")

    def _held_by(self, name: str) -> Option | None:
        """A town of the report whose name is part of a name ("St. Louis Hills")."""
        words = fold(name).split()[:_WORDS]
        for start, end in combinations(range(len(words) + 1), 2):
            toponym = self._by_name.get(" ".join(words[start:end]))
            if toponym is None or not toponym.options or toponym.similar:
                continue
            if toponym.best.is_local() and not toponym.best.roughly:
                return toponym.best
        return None

    def _town_inside(self, name: str) -> Option | None:
        """The place in a site's name that the report names too, or that suits the report."""
        countries = {toponym.best.country for toponym in self._resolved}
        for options in self._finder.inside(name):
            named = self._by_name.get(fold(options[0].place.name))
            if named is not None and named.options:
                return named.best
            suited = [each for each in options if not countries or each.country in countries]
            if suited:
                best = max(suited, key=lambda each: each.prior)
                best.share = 1.0 / len(suited)
                return best
        return None

    def _scene(self, query: PlaceQuery) -> tuple[Option | None, str]:
        """The town of the sentence or the dateline; in a report of one country the last one."""
        told = [(query.sentence, "which the same sentence names")]
        told += [(query.dateline, "where the report was filed")]
        if len(self._scenes) == 1:
            told += [(query.before, "the town that the report names last before it")]
        towns = [each for each in self._resolved if _is_town(each)]
        if len({each.best.country for each in self._resolved}) == len({*map(_area, towns)}) == 1:
            told += [((towns[0].name,), "the one town that the report names")]
        for names, reason in told:
            for name in names:
                toponym = self._by_name.get(fold(name))
                if toponym is not None and _is_town(toponym):
                    return toponym.best, reason
        return None, ""


def _area(toponym: ToponymOptions) -> tuple[str, str] | None:
    return toponym.best.division


def _is_town(toponym: ToponymOptions) -> bool:
    return bool(
        toponym.options
        and not toponym.similar
        and not toponym.best.roughly
        and toponym.best.is_local()
    )


def is_list(toponym: ToponymOptions, outer: ToponymOptions) -> bool:
    """Whether "A, B" begins a list ("A, B and C") and does not say that A is in B."""
    return outer in toponym.beside and any(
        other is not toponym and other.options and not other.best.contains(outer.best)
        for other in outer.beside
    )
