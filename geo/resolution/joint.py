"""All toponyms of a report together: which options make the report one story."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.geo.model import Role
from dateline.geo.resolution.neighbours import Neighbour, Neighbourhood
from dateline.geo.resolution.options import Option

_ROUNDS = 3
_SHARPNESS = 1.3
"""How many times likelier one more point of score makes an option, in powers of e."""
_SHARE_OF_COUNTRY = 1.3
_COUNTRY_NAMED = 0.8
_SHARE_OF_DIVISION = 1.0
_DIVISION_NAMED = 1.6
_SHARE_OF_KIN = 0.5
_KIN_NAMED = 0.8
_CAPITAL_OF_NAMED = 0.8
_NEAR = 1.8
_NEAR_KM = 250.0
_TOO_WIDE_KM = 300.0
"""Extent from which being near a place says nothing."""
_HOPELESS = 2.0
_CLUE = 5.0
_LIST = 0.35
_NAMED_OTHERWISE = 1.0
_UNLISTED = 3.0
"""Score of there being a place that no gazetteer lists: that of a village where nothing else is."""
_ENOUGH = 3.0
_CONTAINERS = 12
_ASSOCIATED = 0.8
_SIMILAR = 0.1
"""A name that is only similar says little about where a report happens."""
_NEGLIGIBLE = 0.02


@dataclass(eq=False)
class ToponymOptions:
    """A toponym with its options.

    Attributes:
        weight: How much it says about where the report happens.
        similar: Whether its options only bear a name like it.
        doubt: How likely it is some place that no gazetteer lists, 0 to 1.
        within: Toponyms that the report's words put it in, with the words.
        beside: Toponyms that it is listed with.
    """

    name: str
    options: list[Option]
    weight: float = 1.0
    similar: bool = False
    doubt: float = 0.0
    within: list[tuple["ToponymOptions", str]] = field(default_factory=list)
    beside: list["ToponymOptions"] = field(default_factory=list)
    fixed: bool = False

    @property
    def best(self) -> Option:
        """The option with the highest score."""
        return self.options[0]


def weight(mentions: int, role: Role) -> float:
    """How much a toponym says about where a report happens: more often named, more."""
    return (1 + math.log(mentions)) * (_ASSOCIATED if role is Role.ASSOCIATIVE else 1.0)


@dataclass
class _Evidence:
    """How much the present shares of options speak for countries, divisions and kin."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    kin: dict[tuple[str, ...], float] = field(default_factory=lambda: defaultdict(float))
    nations: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    places: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0

    def add(self, toponym: ToponymOptions) -> None:
        """Count what the likely options of a toponym speak for."""
        weight = toponym.weight * (_SIMILAR if toponym.similar else 1.0)
        self.total += weight
        for option in toponym.options:
            if option.share < _NEGLIGIBLE:
                break
            part = weight * option.share
            self.places[option.identity] += part
            if option.country:
                self.countries[option.country] += part
                if option.is_country():
                    self.nations[option.country] += part
            if option.division:
                self.divisions[option.division] += part
            if option.kin and not option.shared:
                self.kin[option.kin] += part


def resolve_jointly(toponyms: Sequence[ToponymOptions]) -> None:
    """Weigh the options of all toponyms by each other, and sort them best first.

    Every round takes the present shares of all options as evidence for countries and first-order
    divisions and the present best ones as neighbours, so that the work grows with the number of
    options, not with its square.
    """
    live = [toponym for toponym in toponyms if toponym.options]
    for toponym in live:
        for option in toponym.options:
            option.score = option.prior
        _softmax(toponym)
    for _ in range(_ROUNDS):
        before = [toponym.best for toponym in live]
        scene = _Evidence()
        for toponym in live:
            scene.add(toponym)
        neighbours = _neighbourhood(live)
        clues = _clues(live)
        for toponym in live:
            _weigh(toponym, scene, neighbours, clues)
        for toponym in live:
            _softmax(toponym)
        if before == [toponym.best for toponym in live]:
            break
    for toponym in live:
        _doubt(toponym, sum(other.weight for other in live) - toponym.weight)


def _doubt(toponym: ToponymOptions, others: float) -> None:
    """How likely none of the options is meant; the more is told beside it, the more can be said."""
    unlisted = _UNLISTED * min(1.0, others / _ENOUGH)
    against = math.exp(_SHARPNESS * min(10.0, toponym.best.score - unlisted)) / toponym.best.share
    toponym.doubt = 1.0 / (1.0 + against) if others > 0 else 0.0


def _softmax(toponym: ToponymOptions) -> None:
    options = toponym.options
    options.sort(key=lambda option: -option.score)
    top = options[0].score
    total = 0.0
    for option in options:
        option.share = math.exp(_SHARPNESS * max(option.score - top, -20.0))
        total += option.share
    for option in options:
        option.share /= total


def _neighbourhood(toponyms: Sequence[ToponymOptions]) -> Neighbourhood:
    return Neighbourhood(
        (toponym.best, toponym.name)
        for toponym in toponyms
        if toponym.best.place.uncertainty_km <= _TOO_WIDE_KM and not toponym.similar
    )


def _clues(toponyms: Sequence[ToponymOptions]) -> dict[Option, tuple[float, str]]:
    """Points for options by what the report's words say: this is in that."""
    points: dict[Option, tuple[float, str]] = {}

    def give(option: Option, score: float, quote: str) -> None:
        if score > points.get(option, (0.0, ""))[0]:
            points[option] = (score, f"the report says “{quote}”")

    for inner in toponyms:
        kin = {option.kin for option in inner.options}
        for outer, quote in inner.within:
            for container in outer.options[:_CONTAINERS]:
                held = [option for option in inner.options if container.contains(option)]
                if not held:
                    continue
                # "Illinois, Missouri" is more often a list than the Illinois in Missouri.
                score = _CLUE * (_LIST if container.kin in kin and container.kin else 1.0)
                for option in held:
                    give(option, score * math.sqrt(container.share), quote)
                give(container, score * math.sqrt(max(option.share for option in held)), quote)
    return points


def _weigh(
    toponym: ToponymOptions,
    scene: _Evidence,
    neighbours: Neighbourhood,
    clues: dict[Option, tuple[float, str]],
) -> None:
    own = _Evidence()
    own.add(toponym)
    for option in toponym.options:
        points, reason = clues.get(option, (0.0, ""))
        option.context = [reason] if reason else []
        option.score = (
            option.prior + _by_country(option, scene, own) + _by_kind(option, scene, own) + points
        )
    # Nearness is the dear part, and what it can add will not save an option far behind.
    hopeless = max(option.score for option in toponym.options) - _NEAR - _HOPELESS
    for option in toponym.options:
        if option.score > hopeless:
            option.score += _NEAR * _nearness(neighbours.near(option, toponym.name))


def _by_country(option: Option, scene: _Evidence, own: _Evidence) -> float:
    """Points for lying in a country and a division that other toponyms lie in or name."""
    others = max(scene.total - own.total, 1e-9)
    points = 0.0
    if option.country:
        named = scene.countries.get(option.country, 0.0) - own.countries[option.country]
        points += _SHARE_OF_COUNTRY * named / others + _COUNTRY_NAMED * min(1.0, named)
        if option.is_country():
            # What is in a country speaks for it as what is in a division does for a town.
            points += _SHARE_OF_DIVISION * named / others + _DIVISION_NAMED * min(1.0, named)
    if option.division:
        named = scene.divisions.get(option.division, 0.0) - own.divisions[option.division]
        points += _SHARE_OF_DIVISION * named / others + _DIVISION_NAMED * min(1.0, named)
    return points


def _by_kind(option: Option, scene: _Evidence, own: _Evidence) -> float:
    """Points for being one of a kind, named otherwise too, or the capital of a named country."""
    points = 0.0
    if option.kin:
        named = scene.kin.get(option.kin, 0.0) - own.kin[option.kin]
        others = max(scene.total - own.total, 1e-9)
        points += _SHARE_OF_KIN * named / others + _KIN_NAMED * min(1.0, named / 4)
    named = scene.places[option.identity] - own.places[option.identity]
    points += _NAMED_OTHERWISE * min(1.0, max(0.0, named))
    if option.country and option.place.feature_code == "PPLC":
        points += _CAPITAL_OF_NAMED * min(1.0, scene.nations.get(option.country, 0.0))
    return points


def _nearness(near: Sequence[tuple[float, Neighbour]]) -> float:
    """0 to 1: how near the other toponyms' best options are, the nearest two counting."""
    if not near:
        return 0.0
    closeness = sorted([other.share * math.exp(-km / _NEAR_KM) for km, other in near])
    return sum(closeness[-1:] + closeness[-2:]) / 3
