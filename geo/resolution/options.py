"""Candidates of one toponym as options, scored before the rest of the report is looked at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.geo.gazetteer.fuzzy import within_bound
from dateline.geo.model import Candidate
from dateline.geo.resolution.features import Feature
from dateline.geo.resolution.names import fold

EARTH_RADIUS_KM = 6371.0088
_OUTSKIRTS_KM = 30.0
"""What lies this near a town is still called the town's."""

_WATERS = ("OCN", "SEA", "GULF", "BAY", "LK")
"""Waters that islands lie in."""

# Prominence is counted in powers of ten of people, so that a city of a million stands one point
# above a city of a hundred thousand. Things without inhabitants stand where news names them as
# often as towns of that size.
_STANDING = {
    "CONT": 8.0, "OCN": 7.5, "SEA": 6.5, "GULF": 6.0, "RGN": 6.0, "STRT": 5.5, "CHN": 5.0,
    "PEN": 5.5, "DSRT": 5.5, "STM": 5.0, "MTS": 5.5, "MT": 4.5, "VLC": 4.7, "PK": 4.3,
    "ISLS": 5.2, "ISL": 4.8, "LK": 4.6, "BAY": 4.6, "CNL": 4.6, "VAL": 4.4, "PRK": 4.4,
    "AIRP": 4.2, "AIRB": 4.2, "RSTN": 3.5, "ADM1": 5.5, "ADM2": 4.3, "ADM3": 3.8, "ADM4": 3.3,
    "PPLC": 4.5, "PPLA": 4.0,
}  # fmt: skip
_STANDING_OF_CLASS = {"A": 3.5, "P": 2.7, "H": 4.2, "T": 4.0, "L": 4.5, "S": 3.8, "R": 3.0}
_BONUS = {"PPLC": 1.8, "PPLA": 0.3, "ADM2": -0.7, "ADM3": -1.4, "ADM4": -1.8,
          "PPLX": -0.7, "PPLH": -1.5, "PPLQ": -1.5}  # fmt: skip
_SHARED_WITH_TOWN = -0.1
_LARGER = 0.3
_FAR_LARGER = 0.9
_FAR_LARGER_KM = 300.0
"""A name that a division shares with a town in it means the town, unless the division ranks far
above it (Quebec), the less so the larger it is: the limit is lower from this radius on."""
_DIVISION_ALONE = 0.6
"""A state or province is named oftener than a town that stands as high in the gazetteer."""
_LOOSE = 4.0
"""Score below which a name that is not the place's own needs the report to speak for it."""
_BESIDE_WORLD_REGION = -4.0
"""A suburb that is called as an ocean, a continent or a world region is."""
_WORLD_REGION_KM = 500.0
_SHARED_WITH_NATION = -2.5
"""A name that a capital shares with its country means the country."""
_GOVERNMENT = 0.6
"""A capital stands for a government."""
_FILED = 1.5
"""Reports are filed in towns."""
_COUNTRY = 7.8
_TERRITORY = 6.5
_WATERS_AND_CONTINENTS = 6.0
_OTHER_NAME = -0.6
_FOREIGN = "name in another language"
_FOREIGN_NAME = -2.4
_FOREIGN_BESIDE = -2.0
"""What it costs to be called so abroad where another place is called so at home."""
# How the gazetteer says that a name matched (the first reason of a candidate).
_MATCHES = {
    "exact name": 0.0,
    "goes by this name": 0.0,
    "same name": 0.0,
    "another spelling": -0.2,
    "code or abbreviation": -0.2,
    "word for its people": -0.2,
    "former name": -0.4,
    "short form": -0.4,
    "alternate name": _OTHER_NAME,
    "name in another script": _OTHER_NAME,
    _FOREIGN: _OTHER_NAME,
    "similar name, one": -2.5,
    "similar name": -4.0,
}
# A source's own score for what has no population: 0 to 1, where a tenth of the score is a place
# some forty times as prominent.
_OF_SCORE = 15.8
_SCORE_BASE = -6.8
# Divisions whose people nobody counted have scores too low for their rank.
_UNCOUNTED = {"ADM1": 1.0, "ADM2": 1.2}
_SHARES = {
    "another spelling": 0.86,
    "alternate name": 0.8,
    "former name": 0.86,
    "name in another": 0.65,
}
"""What a source makes of a score for such a name, as a share of what the own name would have."""
_KIND_SAID = 1.2
_BARE_FEATURE = -2.0
"""A river that is called as a state is: the bare name means the state."""


@dataclass(slots=True, eq=False)
class Option:
    """A candidate with its score so far and the reasons for it.

    Attributes:
        prior: Score by name and prominence alone.
        score: Score with what the report says and names.
        reasons: Why, in words.
        share: How likely it is among the options of its toponym, 0 to 1.
        division: Its country and first-order division, as a key.
        kin: What it shares with others of its kind: the countries, the divisions of one country.
        context: Reasons that the rest of the report gives.
        similar: Whether its name is only like the one asked for.
        foreign: Whether it goes by the name only in other languages, and is spelt quite otherwise.
        shared: Whether a town in it bears its name, so that the name says nothing of divisions.
        other_name: Whether the name is an alternate, former or foreign one, spelt quite otherwise.
        said: Whether the words around the name say that it is of this kind.
        roughly: Why it only stands for a site somewhere in it; None when it is the place itself.
    """

    place: Candidate
    prior: float
    reasons: list[str]
    score: float = 0.0
    share: float = 0.0
    country: str | None = None
    division: tuple[str, str] | None = None
    kin: tuple[str, ...] | None = None
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    context: list[str] = field(default_factory=list)
    roughly: str | None = None
    similar: bool = False
    foreign: bool = False
    shared: bool = False
    other_name: bool = False
    said: bool = False

    def km_to(self, other: "Option") -> float:
        """Great-circle distance on a sphere: enough for ranking."""
        cosine = self.x * other.x + self.y * other.y + self.z * other.z
        return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, cosine)))

    @property
    def identity(self) -> tuple[str, str]:
        """Who knows it, and as what."""
        return self.place.source, self.place.source_id

    def scored(self) -> Candidate:
        """The candidate with its share as score and all reasons."""
        rough = [self.roughly] if self.roughly else []
        return self.place.model_copy(
            update={
                "score": round(self.share, 4),
                "why": tuple(dict.fromkeys([*rough, *self.reasons, *self.context])),
            }
        )

    def is_namesake(self) -> bool:
        """Whether the name asked for is the place's own."""
        return not self.place.why or self.place.why[0].startswith(("exact", "same", "goes by"))

    def is_loose(self) -> bool:
        """Whether it is a minor place that only goes by the name as well, spelt quite otherwise."""
        return self.prior < _LOOSE and self.other_name

    def is_world_region(self) -> bool:
        """Whether it is an ocean, a continent or a region of several countries."""
        code = self.place.feature_code or ""
        if code in ("OCN", "CONT"):
            return True
        return code == "RGN" and not self.country and self.place.uncertainty_km >= _WORLD_REGION_KM

    def is_local(self) -> bool:
        """Whether it is a town, or no larger than a county."""
        return self.place.feature_class == "P" or self.place.feature_code in ("ADM2", "ADM3")

    def is_at_most_a_division(self) -> bool:
        """Whether it is a town or an area within a country."""
        return self.place.feature_class == "P" or (self.place.feature_code or "").startswith("ADM")

    def is_country(self) -> bool:
        """Whether it is a country or a territory of its own."""
        return (self.place.feature_code or "").startswith("PCL")

    def contains(self, other: "Option") -> bool:
        """Whether another option lies in this one, as far as the two of them tell."""
        by_code = self._contains_by_code(other)
        if by_code is not None:
            return by_code
        if self.place.feature_class == "P":
            return self.km_to(other) <= max(3 * self.place.uncertainty_km, _OUTSKIRTS_KM)
        return (
            (self.place.feature_class in "ALT" or self.place.feature_code in _WATERS)
            and self.place.uncertainty_km >= other.place.uncertainty_km
            and self.km_to(other) <= self.place.uncertainty_km
        )

    def _contains_by_code(self, other: "Option") -> bool | None:
        """Whether it contains another by country and division; None where they do not tell."""
        if self.place.feature_class not in "AL" or not (self.country and other.country):
            return None
        if self.country != other.country:
            return False
        if self.is_country():
            return True
        if self.division and self.place.feature_code == "ADM1":
            return self.division == other.division
        return None


def option(asked: str, place: Candidate, kind: Feature | None) -> Option:
    """A candidate as an option for a name.

    Args:
        asked: The name that was looked up.
        place: The candidate.
        kind: What the words around the name say that it is.
    """
    lon, lat = math.radians(place.lon), math.radians(place.lat)
    match, reason = _match(asked, place)
    foreign = _is_foreign(asked, place)
    prior = _ranked(place)
    if prior is None:
        prior = _prominence(place) + match + (_FOREIGN_NAME if foreign else 0.0)
    reasons = [reason, *place.why] if reason else list(place.why)
    said = kind is not None and kind.usually(place)
    if kind and said:
        prior += _KIND_SAID
        reasons.append(f"it is of the kind asked for: {kind.word}")
    code = place.feature_code or ""
    own_division = place.name if code == "ADM1" else place.admin1
    division = (place.country, fold(own_division)) if place.country and own_division else None
    return Option(
        place=place,
        prior=prior,
        reasons=reasons,
        foreign=foreign,
        said=said,
        other_name=_is_other_name(asked, place),
        country=place.country,
        division=division,
        kin=_kin(code, place.country, division),
        x=math.cos(lat) * math.cos(lon),
        y=math.cos(lat) * math.sin(lon),
        z=math.sin(lat),
    )


def compare(options: list[Option], *, associated: bool, filed: bool = False) -> None:
    """Adjust the priors of one toponym's options by each other and by what the name stands for.

    Args:
        options: All options of a toponym.
        associated: Whether the name stands for a government or the like.
        filed: Whether the report was filed there: in a town.
    """
    namesakes = [each.prior for each in options if each.is_namesake()]
    nations = {each.country for each in options if each.is_country() and each.is_namesake()}
    areas = any(each.kin and each.kin[0] in ("PCL", "ADM1") for each in options)
    world = any(each.is_world_region() for each in options)
    _weigh_divisions(options)
    for each in options:
        code = each.place.feature_code or ""
        if areas and each.place.feature_class in "HT":
            each.prior += _BARE_FEATURE
        if code == "PPLC" and each.country in nations:
            each.prior += _SHARED_WITH_NATION
        if namesakes and each.foreign:
            each.prior += _FOREIGN_BESIDE
        if namesakes and each.is_loose():
            each.prior = min(each.prior, max(namesakes) + _SHARED_WITH_TOWN)
        if world and not each.is_world_region():
            each.prior += _BESIDE_WORLD_REGION
        if associated and code == "PPLC":
            each.prior += _GOVERNMENT
        if filed and each.place.feature_class == "P":
            each.prior += _FILED


def _weigh_divisions(options: Sequence[Option]) -> None:
    """Adjust the priors of divisions by the towns of their name: their own, and any elsewhere."""
    towns = [each for each in options if each.place.feature_class == "P"]
    for division in options:
        code = division.place.feature_code or ""
        if not code.startswith("ADM"):
            continue
        own = [town for town in towns if _is_of(town, division)]
        for town in own:
            _name_seat(town, division)
        largest = max((town.prior for town in own), default=-math.inf)
        wide = division.place.uncertainty_km >= _FAR_LARGER_KM
        if not division.said and division.prior - largest < (_LARGER if wide else _FAR_LARGER):
            prior = division.prior + (_DIVISION_ALONE if wide else 0.0)
            division.prior = min(prior, largest + _SHARED_WITH_TOWN)
            division.shared = True
        elif code == "ADM1" and all(division.prior > town.prior for town in towns):
            division.prior += _DIVISION_ALONE


def _is_of(town: Option, division: Option) -> bool:
    """Whether a town lies in a division, by code or as far as its extent tells."""
    if town.division is None or town.division != division.division:
        return False
    within = division.place.uncertainty_km + _OUTSKIRTS_KM
    return division.place.feature_code == "ADM1" or town.km_to(division) <= within


def _name_seat(town: Option, division: Option) -> None:
    """Let a seat go by its division's name where the gazetteer has it in a rarer spelling only."""
    seat = (town.place.feature_code or "").startswith(("PPLA", "PPLC"))
    known, wanted = _share_of_match(town.place), _share_of_match(division.place)
    same = division.is_namesake() or fold(town.place.name) == fold(division.place.name)
    if seat and same and known < wanted:
        score = min(1.0, town.place.score * wanted / known)
        prior = min(_OF_SCORE * score + _SCORE_BASE, division.prior - _SHARED_WITH_TOWN)
        town.prior = max(town.prior, prior)
        town.other_name, town.foreign = division.other_name, division.foreign


def _share_of_match(place: Candidate) -> float:
    told = place.why[0] if place.why else ""
    return next((share for word, share in _SHARES.items() if told.startswith(word)), 1.0)


def _kin(
    code: str, country: str | None, division: tuple[str, str] | None
) -> tuple[str, ...] | None:
    if code.startswith("PCL"):
        return ("PCL",)
    if code == "ADM1" and country:
        return (code, country)
    if code == "ADM2" and division:
        return (code, *division)
    return None


def _match(asked: str, place: Candidate) -> tuple[float, str | None]:
    """The score of how the name matches, and the reason if the source gives none."""
    told = place.why[0] if place.why else ""
    for beginning, score in _MATCHES.items():
        if told.startswith(beginning):
            return score, None
    if fold(asked) == fold(place.name):
        return 0.0, "the name is the same"
    return _OTHER_NAME, f"{asked!r} is another name of {place.name}"


_OTHER_NAMES = ("alternate name", "former name", "code or abbreviation", _FOREIGN)


def _is_other_name(asked: str, place: Candidate) -> bool:
    """Whether a name is another one than the place's own and no spelling or part of it."""
    if not place.why or not place.why[0].startswith(_OTHER_NAMES):
        return False
    name, own = fold(asked), fold(place.name)
    if name in own or f"{name} ".startswith(f"{own} "):
        return False
    if name.replace(" ", "") in own.replace(" ", ""):
        return False
    return within_bound(name, own) is None


def _is_foreign(asked: str, place: Candidate) -> bool:
    """Whether a name in another language is more than another spelling ("Odessa" for Odesa)."""
    if not place.why or not place.why[0].startswith(_FOREIGN):
        return False
    return within_bound(fold(asked), fold(place.name)) is None


def _ranked(place: Candidate) -> float | None:
    """The score that a source's own ranking gives, where it says how the name matched."""
    if not (place.score > 0 and place.why and place.why[0].startswith(tuple(_MATCHES))):
        return None
    prior = _OF_SCORE * place.score + _SCORE_BASE
    if place.feature_code in ("OCN", "CONT", "SEA"):
        prior = max(prior, _WATERS_AND_CONTINENTS)
    return min(prior, _COUNTRY)


def _prominence(place: Candidate) -> float:
    code = place.feature_code or ""
    if code in ("PCLI", "PCLIX", "PCLS"):
        return _COUNTRY
    if code.startswith("PCL") or code == "TERR":
        return _TERRITORY
    standing = _STANDING.get(code, _STANDING_OF_CLASS.get(place.feature_class, 3.5))
    if place.population and place.feature_class in "AP":
        standing = max(math.log10(place.population), standing - 1.0)
    elif place.score:
        standing = _OF_SCORE * place.score + _SCORE_BASE + _UNCOUNTED.get(code, 0.0)
    return standing + _BONUS.get(code, 0.0)
