"""Candidates of one toponym as options: what each is worth before the report is looked at."""

import math
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
_FAR_LARGER = 0.9
"""A name that an area shares with a town in it means the town, unless the area is far larger."""
_SHARED_WITH_NATION = -2.5
"""A name that a capital shares with its country means the country."""
_GOVERNMENT = 0.6
"""A capital stands for a government."""
_COUNTRY = 7.8
_TERRITORY = 6.5
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
_KIND_SAID = 1.2
_BARE_FEATURE = -2.0
"""A river that is called as a state is: the bare name means the state."""


@dataclass(slots=True, eq=False)
class Option:
    """A candidate with its worth so far and the reasons for it.

    Attributes:
        prior: Worth by name and prominence alone.
        worth: Worth with what the report says and names.
        reasons: Why, in words.
        share: How likely it is among the options of its toponym, 0 to 1.
        division: Its country and first-order division, as a key.
        kin: What it shares with others of its kind: the countries, the divisions of one country.
        context: Reasons that the rest of the report gives.
        similar: Whether its name is only like the one asked for.
        foreign: Whether it goes by the name only in other languages, and is spelt quite otherwise.
        roughly: Why it only stands for a site somewhere in it; None when it is the place itself.
    """

    place: Candidate
    prior: float
    reasons: list[str]
    worth: float = 0.0
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

    def peers(self) -> tuple[str, ...] | None:
        """What it may be listed with: its kin; capitals with capitals."""
        return ("PPLC",) if self.place.feature_code == "PPLC" else self.kin

    def is_namesake(self) -> bool:
        """Whether the name asked for is the place's own."""
        return not self.place.why or self.place.why[0].startswith(("exact", "same", "goes by"))

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
    prior = _prominence(place) + match + (_FOREIGN_NAME if foreign else 0.0)
    reasons = [reason, *place.why] if reason else list(place.why)
    if kind and kind.usually(place):
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
        country=place.country,
        division=division,
        kin=_kin(code, place.country, division),
        x=math.cos(lat) * math.cos(lon),
        y=math.cos(lat) * math.sin(lon),
        z=math.sin(lat),
    )


def compare(options: list[Option], *, associated: bool) -> None:
    """Adjust the priors of one toponym's options by each other and by what the name stands for.

    Args:
        options: All options of a toponym.
        associated: Whether the name stands for a government or the like.
    """
    towns: dict[tuple[str, str] | None, float] = {}
    for each in options:
        if each.place.feature_class == "P":
            towns[each.division] = max(each.prior, towns.get(each.division, each.prior))
    namesakes = any(each.is_namesake() for each in options)
    nations = {each.country for each in options if each.is_country() and each.is_namesake()}
    areas = any(each.kin and each.kin[0] in ("PCL", "ADM1") for each in options)
    for each in options:
        code = each.place.feature_code or ""
        town = towns.get(each.division) if code == "ADM1" else None
        if town is not None and each.prior - town < _FAR_LARGER:
            each.prior = min(each.prior, town + _SHARED_WITH_TOWN)
        if areas and each.place.feature_class in "HT":
            each.prior += _BARE_FEATURE
        if code == "PPLC" and each.country in nations:
            each.prior += _SHARED_WITH_NATION
        if namesakes and each.foreign:
            each.prior += _FOREIGN_BESIDE
        if associated and code == "PPLC":
            each.prior += _GOVERNMENT


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
    """What the way the name matches is worth, and the reason if the source gives none."""
    told = place.why[0] if place.why else ""
    for beginning, worth in _MATCHES.items():
        if told.startswith(beginning):
            return worth, None
    if fold(asked) == fold(place.name):
        return 0.0, "the name is the same"
    return _OTHER_NAME, f"{asked!r} is another name of {place.name}"


def _is_foreign(asked: str, place: Candidate) -> bool:
    """Whether a name in another language is more than another spelling ("Odessa" for Odesa)."""
    if not place.why or not place.why[0].startswith(_FOREIGN):
        return False
    return within_bound(fold(asked), fold(place.name)) is None


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
