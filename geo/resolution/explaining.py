"""What else in the report speaks for the places that were chosen, in words."""

from collections import defaultdict
from collections.abc import Sequence

from geo.resolution.joint import Toponym
from geo.resolution.neighbours import Neighbourhood

_NEAR_KM = 250.0
_SHOWN = 3


def explain(toponyms: Sequence[Toponym]) -> None:
    """Add to the best options' reasons what the report names near them, or in their country."""
    resolved = [toponym for toponym in toponyms if toponym.options]
    towns = Neighbourhood(
        (toponym.best, toponym.name) for toponym in resolved if toponym.best.is_local()
    )
    in_country: dict[str, list[str]] = defaultdict(list)
    for toponym in resolved:
        names = in_country[toponym.best.country or ""]
        if len(names) <= _SHOWN and toponym.name not in names:
            names.append(toponym.name)
    for toponym in resolved:
        best = toponym.best
        km, beside = min(towns.near(best, toponym.name), default=(_NEAR_KM, None))
        named = [name for name in in_country[best.country or ""] if name != toponym.name]
        if toponym.fixed:
            continue
        if beside is not None and km < _NEAR_KM:
            best.context.append(f"{km:,.0f} km from {beside.name}, which the report names too")
        elif best.country and named:
            shown = ", ".join(named[:_SHOWN])
            best.context.append(f"in the same country as {shown}, which the report names too")
