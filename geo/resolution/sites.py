"""Sites that no gazetteer lists, put where the report or their own name puts them, roughly.

A hospital or a street is seldom in a gazetteer, yet a reader wants to see the town. Such a place
is given as what it is: the town, with the town's extent and the reason, never as the site itself.
"""

import re
from collections.abc import Iterator

_BUILDINGS = (
    "hospital|clinic|medical cent(?:er|re)|university|college|institute|school|academy|seminary"
    "|church|cathedral|mosque|temple|basilica|synagogue|monastery|abbey|chapel|hotel|inn|motel"
    "|restaurant|cafe|theat(?:er|re)|cinema|museum|gallery|library|stadium|arena|speedway"
    "|racecourse|circuit|embassy|consulate|courts?|courthouse|prison|jail|penitentiary"
    "|sheriff[’']?s? office|police|council|hall|cent(?:er|re)|station|terminal|airport|airfield"
    "|castle|palace|bank|parliament|senate|assembly|ministry|department|park|zoo|bridge|tunnel"
    "|mall|market|tower|office|club|factory|plant|mine|refinery|farm|cemetery|base|barracks|port"
    "|capitol|statehouse|harbou?r|dam|school district|fire department|fairgrounds|campus"
)
_WAYS = (
    "street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|highway|motorway|freeway|expressway"
    "|route|way|crescent|square|plaza|block|parkway|interstate|platz|strasse|straße|allee|prospekt"
)
STREETS = ("street", "road", "avenue", "highway")
"""Words for kinds of places that no gazetteer holds."""

_BUILDING = re.compile(rf"\b(?:{_BUILDINGS})\b", re.IGNORECASE)
_WAY = re.compile(
    rf".*\d.*\b(?:{_WAYS}|of)\b.*|.+ (?:{_WAYS})\.?(?: (?:north|south|east|west))?"
    r"|\w{4,}(?:platz|stra(?:ss|ß)e|plein|gatan|gasse)|[A-Z]{1,2}[- ]?\d{1,4}"
    r"|(?:boulevard|rue|avenue|via|calle|route|highway|interstate) .+",
    re.IGNORECASE,
)
_LED_BY = re.compile(rf"(?P<name>.+?) (?:{_BUILDINGS})\b.*", re.IGNORECASE)
_OF = re.compile(rf".*\b(?:{_BUILDINGS})\b.* (?:of|in|at) (?:the )?(?P<name>.+)", re.IGNORECASE)
_NOT_NAMES = (
    "the general regional national royal federal central international memorial county city state"
    " municipal public community district local metropolitan university college high primary"
    " secondary elementary north south east west northern southern eastern western supreme grand"
    " new old first second third main saint st presbyterian baptist methodist catholic orthodox"
    " anglican lutheran medical teaching animal town village foreign"
)
_EPITHETS = frozenset(_NOT_NAMES.split())
_AREAS = frozenset(("county", "city", "state", "district", "town", "village"))
_LEADS_TO = re.compile(rf"(?:.* )?(?i:{_BUILDINGS}) (?P<name>[^a-z].+)")
_MISSION = re.compile(r"\b(?:embassy|consulate|high commission)\b", re.IGNORECASE)
_PART = re.compile(
    r"(?:the )?(?:(?:north|south|east|west|mid)(?:[- ]?(?:east|west))?(?:ern)?|central|upper|lower"
    r"|inner|outer|greater|downtown|uptown|midtown|metropolitan|rural|mainland|suburban|old"
    r"|ancient|colonial|communist|imperial|modern(?:-day)?|nazi|occupied|wartime)"
    r"[- ](?P<name>.{3,})",
    re.IGNORECASE,
)


def whole_of(name: str) -> str | None:
    """The place that a name speaks of a part of ("North London", "eastern Ghouta"), if it does."""
    match = _PART.fullmatch(name)
    return match["name"] if match else None


_DIRECTION = re.compile(
    r"(?:the )?(?:(?:north|south|east|west|mid)(?:[- ]?(?:east|west))?(?:ern(?:er)?)?|central)",
    re.IGNORECASE,
)


def is_direction(name: str) -> bool:
    """Whether a name is a mere direction, which some divisions are called by ("Western")."""
    return _DIRECTION.fullmatch(name) is not None


def is_way(name: str) -> bool:
    """Whether a name is a street's, a road's or a square's."""
    return _WAY.fullmatch(name) is not None


def is_site(name: str) -> bool:
    """Whether a name says that it is a building, an institution, a street or a square."""
    return _BUILDING.search(name) is not None or is_way(name)


def is_abroad(name: str) -> bool:
    """Whether a site is named for a country that it is not in: an embassy, a consulate."""
    return _MISSION.search(name) is not None


def names_inside(name: str) -> Iterator[str]:
    """Names of places that a site's name may hold, longest first.

    ``Dayton General Hospital`` holds ``Dayton General`` and ``Dayton``, ``University of Ohio``
    holds ``Ohio``. A street's name says nothing of the kind.
    """
    if is_way(name):
        return
    for pattern in (_OF, _LEADS_TO, _LED_BY):
        match = pattern.fullmatch(name)
        words = re.sub(r"['’]s?$", "", match["name"]).split() if match else []
        while words:
            whole = " ".join(words)
            last = words.pop().lower().strip(".,")
            if whole.lower().strip(".") not in _EPITHETS and (
                last not in _EPITHETS or last in _AREAS
            ):
                yield whole
