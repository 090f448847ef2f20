"""How likely a name means a place, without any context but what the query itself says.

A score is how well the name matches times how prominent the place is, and falls with the distance
from a given position. The figures were set by hand on the places of summit history.
"""

import re
from math import exp
from typing import NamedTuple

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold, is_latin
from dateline.geo.gazetteer.places import Facts
from dateline.geo.gazetteer.sphere import distance_km

_MATCH = {
    NameKind.PRIMARY: (1.0, "goes by this name"),
    NameKind.ALTERNATE: (0.8, "alternate name"),
    NameKind.FOREIGN: (0.65, "name in another language or script"),
    NameKind.CODE: (0.9, "code or abbreviation"),
    NameKind.DEMONYM: (0.85, "word for its people or what is theirs"),
    NameKind.HISTORICAL: (0.86, "former name"),
    NameKind.SHORT: (0.86, "short form of its name"),
    NameKind.ABBREVIATION: (0.9, "abbreviation"),
}
_SPELLINGS = (NameKind.ALTERNATE, NameKind.FOREIGN)
_SPELLING = 0.86
_SPELT_LONGER = 2
_SHORT = 3
"""Letters up to which a name is too short for its spellings to be told from other names."""
"""A name that a town has elsewhere and that is its own in another spelling: "Derna" for Darnah."""
_VOWELS = "aeiouyh"
_SOFT = re.compile(r"[aeiouyhw' -]|(.)(?=\1)")
"""Letters in which spellings of one name differ: vowels, breaths, doubled consonants."""
_IN_CAPITALS = 0.7
"""A short name in capitals is a code first: "WA" is not the town of Wa."""
_BEGINNING = 0.92
"""An alternate name that is the beginning of the full one: "Newcastle" upon Tyne."""
_EXACT, _FOLDED, _SCRIPT = 1.0, 0.95, 0.9
_FUZZY = (1.0, 0.6, 0.45)
_SPREAD = 0.6
"""Share of the score that prominence decides; the rest is the match."""

_NEAR_KM = 400.0
"""Distance from the given position at which most of the preference for nearness is gone."""

_FAR_SHARE = 0.5
_OUTSIDE_SHARE = 0.45


class Match(NamedTuple):
    """How a name was found.

    Attributes:
        number: The place's number.
        kind: What the name is to the place.
        folded: The folded name that was found.
        edits: Edits between what was asked and what was found.
    """

    number: int
    kind: NameKind
    folded: str
    edits: int = 0


class Scored(NamedTuple):
    """A match with its score, 0 to 1, and the reasons in words."""

    match: Match
    score: float
    why: tuple[str, ...]


def score(asked: str, match: Match, place: Facts, near: tuple[float, float] | None) -> Scored:
    """Score one match of a name.

    Args:
        asked: The name as it was asked for.
        match: What was found.
        place: The facts of the place found.
        near: Longitude and latitude near which places are preferred.
    """
    share, reason = _name_share(asked, match, place)
    reasons = [reason]
    value = share * ((1 - _SPREAD) + _SPREAD * place.prominence)
    reasons.append(_standing(place))
    if near is not None:
        apart = distance_km(*near, place.lon, place.lat)
        value *= _FAR_SHARE + (1 - _FAR_SHARE) * exp(
            -max(0.0, apart - place.uncertainty_km) / _NEAR_KM
        )
        reasons.append(f"{apart:,.0f} km from the given position")
    return Scored(match, round(min(1.0, value), 4), tuple(reasons))


def outside(scored: Scored, area: str) -> Scored:
    """The same match, marked down because it does not lie where the query says."""
    return Scored(
        scored.match, round(scored.score * _OUTSIDE_SHARE, 4), (*scored.why, f"not in {area}")
    )


def within(scored: Scored, area: str) -> Scored:
    """The same match, with the reason that it lies where the query says."""
    return Scored(scored.match, scored.score, (*scored.why, f"in {area}"))


def _name_share(asked: str, match: Match, place: Facts) -> tuple[float, str]:
    if match.edits:
        edits = "one letter" if match.edits == 1 else f"{match.edits} letters"
        return _FUZZY[match.edits], f"similar name, {edits} apart ({match.folded})"
    if asked.casefold() == place.name.casefold():
        if len(asked) <= _SHORT and asked.isupper() and not place.name.isupper():
            return _IN_CAPITALS, f"same name but for spelling ({place.name})"
        return _EXACT, "exact name"
    share, reason = _form(asked, match, place) or _MATCH[match.kind]
    return share, f"{reason} ({place.name})"


def _form(asked: str, match: Match, place: Facts) -> tuple[float, str] | None:
    """How a name is a form of the place's own, if it is one."""
    if match.kind is NameKind.FOREIGN and not is_latin(asked):
        return _SCRIPT, "name in another script"
    own = fold(place.name)
    if match.kind is NameKind.PRIMARY and own == match.folded:
        return _FOLDED, "same name but for spelling"
    if place.feature_class == "P" and _is_spelling(match, own):
        return _SPELLING, "another spelling of its name"
    if match.kind is NameKind.ALTERNATE and own.startswith(f"{match.folded} "):
        return _BEGINNING, "short form of its name"
    return None


def _is_spelling(match: Match, own: str) -> bool:
    """Whether another name of a place is its own, folded, in another spelling."""
    if match.kind not in _SPELLINGS:
        return False
    other = match.folded
    begin = own[:1] == other[:1] or (own[:1] in _VOWELS and other[:1] in _VOWELS)
    alike = begin and abs(len(own) - len(other)) <= _SPELT_LONGER
    return alike and len(other) > _SHORT and _skeleton(own) == _skeleton(other)


def _skeleton(folded: str) -> str:
    """The consonants of a folded name, by which its spellings are alike."""
    return _SOFT.sub("", folded)


def _standing(place: Facts) -> str:
    word = place.feature_word
    return f"{word}, population {place.population:,}" if place.population else word
