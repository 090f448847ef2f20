"""Whether a name that could be a place is one here: prominence and the words around it, weighed.

The weights are points on one scale: a name is accepted from ``ENOUGH`` on. A world city reaches
it by its prominence alone, a village needs words that say "place" ("in", "near", a county behind
it), a common word or a given name needs more of them.
"""

from itertools import pairwise

from dateline.geo.reading.document.tokens import Document, Token
from dateline.geo.reading.entities.homonyms import means_another
from dateline.geo.reading.entities.persons import PersonNames
from dateline.geo.reading.entities.scene_words import scene_words
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import (
    CALENDAR,
    COMPASS,
    DIRECTIONS,
    LOCATIVE,
    LOWER_TYPES,
    NAME_TYPES,
    SITE_TYPES,
    SPEECH,
    TITLES,
    common_words,
    given_names,
    words_of,
)

ENOUGH = 0.5
_IN = words_of("in near at from to into outside across around via inside within")
_PASSED_OVER = DIRECTIONS | {"the", "both"}
_PAPERS = words_of("times post herald daily globe telegraph university cup olympic olympics")
_PRIVATE = words_of(
    "airways airlines airline association board society code cup open company ltd inc"
)
_DISEASE = words_of(
    "virus ebolavirus flu influenza fever strain strains disease syndrome measles encephalitis"
)


class Surroundings:
    """What is known of the whole text when one name is weighed."""

    def __init__(self, document: Document, people: PersonNames) -> None:
        self.document = document
        self.people = people
        self.lower = {token.text for token in document.tokens if not token.capital}
        self.diseases = {
            name.text for name, kind in pairwise(document.tokens)
            if name.capital and kind.lower in _DISEASE
        }  # fmt: skip
        self.places: set[str] = set()
        self.ends: dict[int, int] = {}
        self.starts: dict[int, int] = {}
        self.areas: set[int] = set()

    def learn(self, toponyms: list[Toponym]) -> None:
        """Remember what was accepted, for the next pass."""
        self.places = {each.name for each in toponyms}
        self.starts = {each.first: each.stop for each in toponyms}
        self.ends = {each.stop: each.first for each in toponyms}
        self.areas = {each.first for each in toponyms if each.entry and each.entry.is_area}

    def container_behind(self, stop: int) -> bool:
        """Whether a comma and an area follow ("..., Ohio")."""
        tokens = self.document.tokens
        return stop < len(tokens) and tokens[stop].text in ",(" and stop + 1 in self.areas

    def beside(self, toponym: Toponym) -> bool:
        """Whether the name stands in a list, or before or behind a comma, with a place."""
        tokens = self.document.tokens
        for at in (toponym.stop, toponym.stop + 1):
            if at + 1 in self.starts and tokens[at].lower in (",", "and", "or", "(", "&", "/"):
                return True
            if at >= len(tokens) or tokens[at].text != ",":
                break
        for at in (toponym.first - 1, toponym.first - 2):
            if (
                at >= 0
                and at in self.ends
                and tokens[at].lower in (",", "and", "or", "(", "&", "/")
            ):
                return True
            if at < 0 or tokens[at].lower not in ("and", "or"):
                break
        return False


def accepts(document: Document, toponym: Toponym, around: Surroundings) -> bool:
    """Whether the evidence is enough."""
    return weigh(document, toponym, around) >= ENOUGH


_WELL_KNOWN = 0.7
"""Prominence of large cities and countries."""


def weigh(document: Document, toponym: Toponym, around: Surroundings) -> float:
    """Points for a name to be a place here."""
    return sum(points for _, points in evidence(document, toponym, around))


def evidence(document: Document, toponym: Toponym, around: Surroundings) -> list[tuple[str, float]]:
    """What speaks for and against a name's being a place here: in words, with the points."""
    if toponym.entry is None:
        return [("says its kind, or stands where only a place does", 1.0)]
    if _never(document, toponym) or _ailment(document, toponym, around):
        return []
    if means_another(document, toponym):
        return []
    if toponym.demonym:
        return [("a word for the people or what is theirs", _demonym(document, toponym))]
    entry = toponym.entry
    before = _before(document, toponym)
    if entry.code_of in _SITES and before < 0.2:
        return []
    known = toponym.name in around.places
    return [
        ("how well known the gazetteer's place is", max(entry.prominence, entry.code)),
        ("the words before it", before),
        ("the words behind it", _after(document, toponym, around)),
        ("the name itself", _itself(document, toponym, around, before)),
        ("the capitalised words that it stands among", _in_run(document, toponym, around.people)),
        ("its article, as a river's", 0.0 if toponym.feature is None else _OF_A_KIND),
        ("taken for a place at the first look, here or elsewhere", 0.25 if known else 0.0),
        ("a list or a comma with another place", 0.3 if around.beside(toponym) else 0.0),
    ]


_OF_A_KIND = 0.3
"""For a name that says what it is: "the" before a river's."""
_SITES = words_of("BLDG PAL GOVL HSP ADMF SQR")


def _never(document: Document, toponym: Toponym) -> bool:
    """Whether the next word settles that no place is meant: "US$", a disease, a paper."""
    tokens, stop = document.tokens, toponym.stop
    if stop >= len(tokens):
        return False
    after = tokens[stop]
    joined = after.start == tokens[stop - 1].end
    if toponym.name in _ZONES and _clock(tokens[toponym.first - 1 : toponym.first]):
        return True
    if toponym.name.isupper() and after.text[0].isdigit():
        return True  # "US 20, DE 8"
    in_code = after.text == "/" and toponym.first > 0 and tokens[toponym.first - 1].text == "/"
    return (
        (after.text in "$£€" and joined)
        or (after.text == "-" and joined and _prefix(document, toponym))
        or after.lower in _DISEASE
        or in_code
        or _saint(document, toponym)
        or (after.capital and _paper(document, stop))
    )


def _ailment(document: Document, toponym: Toponym, around: Surroundings) -> bool:
    """Whether a name that the text gives to a disease means the disease again here."""
    known = toponym.entry is not None and toponym.entry.prominence >= _WELL_KNOWN
    if known or toponym.demonym or toponym.name not in around.diseases | _AILMENTS:
        return False
    return document.tokens[toponym.first - 1].lower not in _IN - {"from", "to"}


_AILMENTS = words_of("Ebola Zika")
"""Diseases by the name of the place where they were found first, also without "virus"."""


def _saint(document: Document, toponym: Toponym) -> bool:
    """Whether a saint's name is that of a church ("St. Anne's Hospital", "St. Peter and Paul")."""
    tokens = document.tokens
    if tokens[toponym.first].lower not in ("st.", "saint", "st"):
        return False
    after = [token.lower for token in tokens[toponym.stop : toponym.stop + 2]]
    owned = after[0] in ("'s", "’s") and tokens[toponym.stop + 1].capital if after[1:] else False
    return owned or after in (["and", "st."], ["and", "saint"])


def _paper(document: Document, at: int) -> bool:
    """Whether a name goes on as that of a newspaper, a cup or a university."""
    words = [token.lower for token in document.tokens[at : at + 2]]
    return words[0] in _PAPERS or words in (["state", "university"], ["state", "college"])


def _clock(before: list[Token]) -> bool:
    """Whether a time of day stands before a word ("1:58 p.m. EST")."""
    return any(token.text[0].isdigit() or token.lower in _DAY_PARTS for token in before)


_ZONES = words_of("EST EDT CST CDT MST PST PDT GMT CET IST AST")
"""Time zones that are codes of places as well."""
_DAY_PARTS = words_of("p.m. a.m. pm am p.m a.m [ (")


def _prefix(document: Document, toponym: Toponym) -> bool:
    """Whether a short name only begins a compound ("AK-47", "Neo-natal")."""
    following = (
        document.tokens[toponym.stop + 1] if toponym.stop + 1 < len(document.tokens) else None
    )
    if following is None or toponym.entry is None or toponym.demonym:
        return False
    if following.text[0].isdigit():
        return True
    return (
        not following.capital
        and toponym.entry.prominence < 0.6
        and following.lower not in ("based", "born", "area", "led", "bound", "wide")
    )


def _demonym(document: Document, toponym: Toponym) -> float:
    """A word for a people: not as a part of a company's or a person's name."""
    tokens, run = document.tokens, toponym.run
    for number in range(toponym.stop, run.stop):
        if tokens[number].lower in _PRIVATE:
            return 0.0
    before = tokens[toponym.first - 1] if toponym.first > run.first else None
    if before is not None and (before.text in given_names() or before.lower == "native"):
        return 0.0
    return 1.0


def _before(document: Document, toponym: Toponym) -> float:
    """What stands before the name."""
    at = toponym.first - 1
    tokens = document.tokens
    while at >= 0 and tokens[at].lower in _PASSED_OVER:
        at -= 1
    if at < 0:
        return 0.0
    token = tokens[at]
    if token.lower == "on":
        return _ON_ISLAND if toponym.entry and toponym.entry.code_of.startswith("ISL") else 0.0
    if token.lower == "of" and at:
        if tokens[at - 1].lower in LOWER_TYPES:
            return 0.6
        return 0.4 if tokens[at - 1].lower in DIRECTIONS else 0.05
    struck = (scene_words().strikes, 0.25, False)
    for words, points, capital in (struck, *_BEFORE):
        if token.lower in words and (capital or not token.capital):
            return points
    return 0.0


_ON_ISLAND = 0.3
_BEFORE = (
    (LOWER_TYPES, 0.2, False),
    (_IN, 0.3, True),
    (LOCATIVE, 0.2, True),
    (TITLES, -0.5, False),
    (SPEECH, -0.3, True),
    (words_of("between"), 0.15, True),
)
"""Words before a name, the points they give, and whether they count when capitalised."""


def _after(document: Document, toponym: Toponym, around: Surroundings) -> float:
    """What stands behind the name."""
    tokens, at = document.tokens, toponym.stop
    if at + 1 >= len(tokens):
        return 0.0
    token, following = tokens[at], tokens[at + 1]
    if around.container_behind(at):
        return 0.35
    if token.text == "," and following.text.isdigit() and len(following.text) <= 2:
        return _AGE
    if token.text in "(—–-:" and document.text.rfind("\n", 0, toponym.start) == toponym.start - 1:
        return 0.4
    undergoes = token.lower in _BEING and following.lower in scene_words().states
    if token.lower in LOWER_TYPES or undergoes:
        return 0.25
    return -0.15 if token.lower in SPEECH or token.lower in ("who", "whose") else 0.0


_BEING = words_of("was were is are remained remains lay")
_AGE = -0.5
"""For a number between commas: a person's age."""


def _itself(document: Document, toponym: Toponym, around: Surroundings, before: float) -> float:
    """What the name itself says against it."""
    tokens = document.tokens
    if toponym.stop - toponym.first > 1:
        return 0.15
    word = tokens[toponym.first].text
    points = 0.0
    if word in around.people.surnames:
        points -= 0.6
    if word in around.people.given:
        points -= 0.5
    if tokens[toponym.first].lower in common_words() and not word.isupper():
        points -= _common(document, toponym, around, before)
    elif word in given_names() and before <= 0:
        points -= 0.15
    return points


def _common(document: Document, toponym: Toponym, around: Surroundings, before: float) -> float:
    """How much a common word has to make up for."""
    token = document.tokens[toponym.first]
    if toponym.entry is not None and toponym.entry.is_country and toponym.entry.prominence > 0.9:
        return 0.2
    lacking = 0.4
    if around.container_behind(toponym.stop):
        return 0.2
    if toponym.first and document.tokens[toponym.first - 1].lower == "the":
        if toponym.entry is not None and toponym.entry.code_of.startswith(_WITH_ARTICLE):
            return 0.2
        lacking += 0.4
    if toponym.name in around.places and token.lower not in around.lower:
        return 0.1
    if token.opens or token.lower in around.lower:
        return lacking + 0.3
    known = toponym.entry is not None and toponym.entry.prominence >= _TOWN
    directly = toponym.first > 0 and document.tokens[toponym.first - 1].lower in _DIRECTLY
    return (
        _IN_TOWN
        if known and directly and before > 0 and _clause_ends(document, toponym)
        else lacking
    )


_WITH_ARTICLE = ("OCN", "SEA", "GULF", "STRT", "DSRT", "MTS", "STM", "BLDG", "PAL", "CSTL")
"""Codes of places whose names have the article: "the Pacific", "the Pentagon"."""
_TOWN = 0.5
"""Prominence of a town of some size."""
_DIRECTLY = words_of("in near at from to outside into")
_IN_TOWN = 0.25


def _clause_ends(document: Document, toponym: Toponym) -> bool:
    """Whether no noun follows that the word could describe ("in Orange on Monday")."""
    if toponym.stop >= len(document.tokens):
        return True
    after = document.tokens[toponym.stop]
    return not after.word or after.lower in _BEHIND_TOWN or after.lower in CALENDAR


_BEHIND_TOWN = LOCATIVE | words_of(
    "on and or last this late early after before with for when where who as during by"
)


def _in_run(document: Document, toponym: Toponym, people: PersonNames) -> float:
    """What the other words of a longer name say."""
    if not toponym.embedded:
        return 0.0
    return _run_before(document, toponym, people) + _run_after(document, toponym, people)


def _run_before(document: Document, toponym: Toponym, people: PersonNames) -> float:
    if toponym.first <= toponym.run.first or toponym.first - 1 in people.tokens:
        return 0.0
    at = toponym.first - 1
    while at > toponym.run.first and document.tokens[at].lower in COMPASS:
        at -= 1
    before = document.tokens[at]
    lower = before.lower
    if lower == "of" and at - 1 >= toponym.run.first:
        head = document.tokens[at - 1].lower
        return -0.7 if head in ("university", "voice", "times", "bank") else 0.0
    if lower in COMPASS or lower in ("the", "-", "/", "far") or lower in TITLES:
        return 0.0
    if lower in NAME_TYPES:
        return -0.1
    if before.text in given_names() or lower not in common_words():
        return -0.5
    return -0.25


def _run_after(document: Document, toponym: Toponym, people: PersonNames) -> float:
    if toponym.stop >= toponym.run.stop or toponym.stop in people.tokens:
        return 0.0
    tokens = document.tokens
    after = tokens[toponym.stop]
    if any(
        tokens[number].lower in SITE_TYPES and tokens[number].lower != "house"
        for number in range(toponym.stop, toponym.run.stop)
    ):
        return -0.2 if toponym.name.endswith("County") else -0.7
    if after.lower in NAME_TYPES or after.lower in TITLES or after.text in "-/":
        return -0.05
    if after.lower in common_words() or not after.capital:
        return -0.1
    return -0.35
