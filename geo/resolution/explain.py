"""What else in the report speaks for the places that were chosen, in words."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from dateline.geo.resolution.joint import ToponymOptions
from dateline.geo.resolution.neighbours import Neighbourhood
from dateline.geo.resolution.options import Option

_NEAR_KM = 250.0
_SHOWN = 3


def explain(toponyms: Sequence[ToponymOptions]) -> None:
    """Add to the best options' reasons what the report names in them, near them or around them."""
    resolved = [toponym for toponym in toponyms if toponym.options]
    named = _Named(resolved)
    for toponym in resolved:
        reason = None if toponym.fixed else named.beside(toponym)
        if reason:
            toponym.best.context.append(reason)


class _Named:
    """The names of a report by where they are."""

    def __init__(self, resolved: Sequence[ToponymOptions]) -> None:
        self._towns = Neighbourhood(
            (toponym.best, toponym.name) for toponym in resolved if toponym.best.is_local()
        )
        self._by_area: dict[Hashable, list[str]] = defaultdict(list)
        for toponym in resolved:
            for area in (toponym.best.country, toponym.best.division):
                names = self._by_area[area]
                if len(names) <= _SHOWN and toponym.name not in names:
                    names.append(toponym.name)

    def beside(self, toponym: ToponymOptions) -> str | None:
        """What the report names beside a toponym's best option, in words."""
        best = toponym.best
        if best.is_country() or best.place.feature_code == "ADM1":
            area = best.country if best.is_country() else best.division
            return self._told(area, toponym.name, "holds {}, which the report names too")
        near = self._nearest(best, toponym.name)
        if near is None:
            told = "in the same country as {}, which the report names too"
            return self._told(best.country, toponym.name, told)
        return f"{near[0]:,.0f} km from {near[1]}, which the report names too"

    def _nearest(self, best: Option, name: str) -> tuple[float, str] | None:
        near = [(km, other.name) for km, other in self._towns.near(best, name) if km < _NEAR_KM]
        return min(near, default=None)

    def _told(self, area: Hashable, name: str, told: str) -> str | None:
        if area is None:
            return None
        names = [other for other in self._by_area.get(area, ()) if other != name]
        return told.format(", ".join(names[:_SHOWN])) if names else None
