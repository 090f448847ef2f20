"""What a toponym stands for: the place itself, or something that goes by its name.

The definitions are those of GeoWebNews (Gritta, Pilehvar and Collier 2019, "A pragmatic guide to
geoparsing evaluation"): literal are places where things are, happen or move, also as a modifier
("the Paris suburbs"); associative are governments and teams ("Moscow said"), demonyms and
languages, modifiers of people and institutions ("the Russian president"), and parts of the names
of organisations. The cues are the words on both sides, nearest first.
"""

from dateline.geo.model import Role
from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.scene_words import scene_words
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import (
    DIRECTIONS,
    LOWER_TYPES,
    ORGANISATION_WORDS,
    PLACE_TYPES,
    TITLES,
    is_adverb,
    words_of,
)

_LITERAL_BEFORE = words_of(
    "in at near outside inside into across around throughout via through toward towards within"
    " along off onto beyond above beneath in- northern southern eastern western central northeast"
    " northwest southeast southwest northeastern northwestern southeastern southwestern downtown"
    " visit visited visiting visits leave left leaving reach reached reaching enter entered"
    " entering tour toured touring inhabit crossing crossed cross flee fled fleeing escape to from"
    " home surrounding nearby"
)
_ASSOCIATIVE_BEFORE = words_of(
    "with by against than like urged urges urge accused accuses accuse told tells warned blamed"
    " asked said says condemned criticised criticized beat defeated versus v vs v. facing sanction"
    " sanctions convinced pressed pressured thanked threatened pro anti pro- anti- prompting"
    " prompted allowing forcing because if whether that helping helped support supporting"
    " representing represents represented considers making between while but since"
)
_PLACES_OF = (
    LOWER_TYPES
    | DIRECTIONS
    | words_of(
        "states parts part rest most much areas regions cities towns villages out outside mile"
        " miles km"
        " kilometres kilometers streets corner edge heart centre center middle side outskirts ruins"
        " residents resident people population citizens native inhabitants half all soil waters"
        " bombing"
        " siege battle invasion occupation annexation fall capture map tour top end bottom shores"
        " capital university block republic state bank gulf city isle skies nations countries one"
        " mouth banks"
    )
)
_BODIES_OF = words_of(
    "president minister secretary governor mayor government premier chancellor king queen prince"
    " ambassador leader leaders leadership parliament ministry army military authorities envoy"
    " head chief general court university bank bishop archbishop chairman member members"
    " representative representatives senate assembly party police council director commissioner"
    " interest interests support behalf part-of role power ally allies enemy friend criticism"
    " recognition policy policies relations intentions favour favor duchess duke earl"
)
_PEOPLE_NOUN = words_of(
    "people man woman men women government president officials troops forces police army military"
    " lawmakers teachers students voters authorities diplomats citizens nationals leader leaders"
    " minister ministers team side players player fans company companies firm firms media press"
    " newspaper newspapers tv television economy-minister ambassador embassy diplomat diplomatic"
    " foreign policy delegation soldier soldiers serviceman servicemen sanctions decision dollar"
    " dollars officer officers official judge court courts parliament law laws rule rules election"
    " elections vote referendum campaign senator senators intelligence spy agents agent"
    " consulate ally allies counterpart nationality passport citizen citizenship mother father"
    " family"
    " families couple driver artist author actor actress singer band scientists researchers"
    " researcher businessman businesswoman native resident residents republicans democrats rep"
    " attorney general supporters activists rebels militants fighters-jet nationalists warplanes"
    " jets aircraft support aid backed-led prime state"
)
_PLACE_NOUN = LOWER_TYPES | words_of(
    "soil farms farm factories plants stores homes home streets street roads road prison jail"
    " court-house mountains desert waters sky skies market markets economy jobs countryside"
    " cities towns villages provinces states regions districts suburbs countries country beaches"
    " beach forest hotel hotels hospital hospitals schools restaurant apartment flat mansion"
    " headquarters office offices park stadium site sites facility branch base camp camps highway"
    " weather climate winter summer mainland frontier side-street tour trip visit journey border"
    " resort store shop shops plant mine mines field zone-based"
)
_SPOKEN = words_of(
    "said says say wants want wanted has have had will would could should may might must is was are"
    " were does did do accused accuses warned warns denied denies vowed hopes hoped insists"
    " insisted"
    " believes announced announces agreed agrees rejected rejects called calls urged urges expelled"
    " responded condemned backs backed supports supported seeks sought plans planned launched"
    " imposed threatened signed joined withdrew decided declared refused remains became become"
    " makes made took takes won lost beat defeated faces faced moved can cannot welcomes welcomed"
    " considers considered needs continues offered offers voted appreciates advocates recognised"
    " recognized"
)
_LOCATED = words_of("located situated home where known famous")


def set_roles(document: Document, toponyms: list[Toponym]) -> list[Role]:
    """The role of each toponym, in order."""
    roles: list[Role] = []
    for number, toponym in enumerate(toponyms):
        previous = toponyms[number - 1] if number else None
        before = roles[-1] if roles else None
        roles.append(_role(document, toponym, previous, before))
    return roles


def _role(
    document: Document, toponym: Toponym, previous: Toponym | None, before: Role | None
) -> Role:
    filed = _of_dateline(document, toponym, previous)
    if filed is not None:
        return filed
    if toponym.demonym:
        return _of_demonym(document, toponym)
    if toponym.embedded and _in_organisation(document, toponym):
        return Role.ASSOCIATIVE
    if _only_place(toponym):
        return Role.LITERAL
    if previous is not None and before is not None and _continues(document, previous, toponym):
        return Role.LITERAL if before is Role.DATELINE else before
    literal = _of_name(document, toponym)
    return Role.LITERAL if literal else Role.ASSOCIATIVE


_NATURE = (
    "PEN",
    "ISL",
    "RIV",
    "STM",
    "LK",
    "MT",
    "SEA",
    "OCN",
    "BAY",
    "GULF",
    "STRT",
    "DSRT",
    "VAL",
)


def _only_place(toponym: Toponym) -> bool:
    """Whether nobody goes by the name: a street, a river, a peninsula."""
    return toponym.entry is None or toponym.entry.code_of.startswith(_NATURE)


def _acts(toponym: Toponym) -> bool:
    """Whether the name often stands for a government: a country, a province, a capital."""
    entry = toponym.entry
    return entry is not None and (entry.is_country or entry.code_of in ("PPLC", "PCLI", "RGN"))


def _of_dateline(document: Document, toponym: Toponym, previous: Toponym | None) -> Role | None:
    """The role in a dateline: the town is where it was filed, and a state only says which."""
    if toponym.filed:
        return Role.DATELINE
    if previous is not None and previous.filed and _comma(document, previous, toponym):
        return Role.ASSOCIATIVE
    return None


def _comma(document: Document, previous: Toponym, toponym: Toponym) -> bool:
    """Whether only a comma parts two names, so that the second says what the first lies in."""
    return document.text[previous.end : toponym.start].strip() == ","


def _of_demonym(document: Document, toponym: Toponym) -> Role:
    after = document.tokens[toponym.stop] if toponym.stop < len(document.tokens) else None
    if after is not None and after.lower in _PLACE_NOUN and not after.capital:
        return Role.LITERAL
    return Role.ASSOCIATIVE


def _in_organisation(document: Document, toponym: Toponym) -> bool:
    run = toponym.run
    words = [document.tokens[number].lower for number in range(toponym.stop, run.stop)]
    if not words:
        words = [document.tokens[number].lower for number in range(run.first, toponym.first)]
        if _named_holder(words):
            return False
        return bool(set(words) & (ORGANISATION_WORDS | TITLES)) and words[-1] != "in"
    return bool(set(words) & (ORGANISATION_WORDS | TITLES)) or not set(words) & PLACE_TYPES


def _named_holder(words: list[str]) -> bool:
    """Whether a title with its holder's name stands before "of" ("Sgt Ole Lund of Austin")."""
    titles = [number for number, word in enumerate(words) if word in TITLES]
    return bool(titles) and words[-1] == "of" and len(words) - 2 - titles[-1] > 0


def _continues(document: Document, previous: Toponym, toponym: Toponym) -> bool:
    """Whether the two stand in one list or one "town, state"."""
    if previous.demonym:
        return False
    between = document.text[previous.end : toponym.start]
    return " ".join(between.split()) in _JOINTS


_JOINTS = {",", "and", ", and", "or", "(", "/", "&", ", or", "and the", ", the", ", and the"}


def _of_name(document: Document, toponym: Toponym) -> bool:
    tokens = document.tokens
    after = tokens[toponym.stop].lower if toponym.stop < len(tokens) else ""
    following = tokens[toponym.stop + 1].lower if toponym.stop + 1 < len(tokens) else ""
    behind = _behind(document, toponym, after, following)
    if behind is not None:
        return behind
    if (
        _struck(document, toponym)
        or _undergoes(document, toponym)
        or _named_seat(document, toponym)
    ):
        return True
    return _ahead(document, toponym, after)


def _struck(document: Document, toponym: Toponym) -> bool:
    """Whether it is the object of what happens to it ("shelled Odesa", "put Dhaka under ...")."""
    tokens = document.tokens
    at = toponym.first - 1
    while at > 0 and (tokens[at].lower in _PASSED_OVER or tokens[at].lower in _PARTS_OF):
        at -= 1
    if at < 0:
        return False
    if tokens[at].lower in ("of", "on", "through") and at > 0:
        at -= 1
    word = tokens[at]
    if word.lower in scene_words().strikes and not word.capital:
        return True
    return word.lower in _PUT and _put_under(document, toponym.stop)


_PUT = words_of("put puts placed places left leaves plunged brought")


def _put_under(document: Document, at: int) -> bool:
    """Whether the text goes on, behind a name or a list of names, with what they are put under."""
    for number in range(at, min(at + 8, len(document.tokens))):
        token = document.tokens[number]
        if token.lower in ("under", "without", "into"):
            return True
        if not token.capital and token.lower not in (",", "and", "the"):
            return False
    return False


_PARTS_OF = words_of("parts much most all half rebel-held government-held besieged port city town")


def _undergoes(document: Document, toponym: Toponym) -> bool:
    """Whether it is the place itself that is or undergoes something ("Paris was quiet")."""
    tokens = document.tokens
    at = toponym.stop
    if at < len(tokens) and tokens[at].lower in scene_words().happens:
        return True
    if at >= len(tokens) or tokens[at].lower not in _BEING:
        return False
    for number in range(at + 1, min(at + 5, len(tokens))):
        word = tokens[number].lower
        if word in scene_words().states:
            return True
        if word not in _BEING and not is_adverb(word) and word not in _BETWEEN:
            return False
    return False


_BEING = words_of("was were is are has have had been being remained remains remain came comes lay")
_BETWEEN = words_of(
    "not again still largely almost mostly also under by hard badly then now once so"
)


def _named_seat(document: Document, toponym: Toponym) -> bool:
    """Whether it is the name of a place spoken of right before ("in the capital, Tehran")."""
    tokens = document.tokens
    at = toponym.first - 1
    if at < 1 or tokens[at].text != "," or tokens[at - 1].lower not in LOWER_TYPES:
        return False
    start = max(0, at - _APPOSED)
    return any(tokens[number].lower in _LITERAL_BEFORE for number in range(start, at))


_APPOSED = 6
"""Tokens back from the comma in which the preposition stands."""


def _behind(document: Document, toponym: Toponym, after: str, following: str) -> bool | None:
    """What the word after the name says; None when it says nothing."""
    if after in ("’s", "'s", "’", "'"):
        return _possessor(document, toponym)
    if after == "-" and following in ("based", "born", "bound", "area"):
        return True
    if after == "-" and following in ("led", "backed", "funded", "sponsored", "style", "brokered"):
        return False
    token = document.tokens[toponym.stop] if toponym.stop < len(document.tokens) else None
    if token is not None and token.word and not token.capital:
        if after in _PLACE_NOUN:
            return True
        if after in _PEOPLE_NOUN:
            return False
    return None


def _possessor(document: Document, toponym: Toponym) -> bool:
    stop = min(toponym.stop + 5, len(document.tokens))
    for number in range(toponym.stop + 1, stop):
        token = document.tokens[number]
        if token.lower in _PLACE_NOUN or token.lower in _OWNED or token.lower.endswith("est"):
            return True
        if token.lower in _BODIES_OF or token.lower in _PEOPLE_NOUN:
            return False
        if token.lower in ORGANISATION_WORDS:
            return False
        if (not token.word and token.text != "-") or token.capital:
            break
    return not _acts(toponym)


_OWNED = words_of(
    "growth rate rates population residents history geography territory mainland interior"
    " economy industry tourism agriculture coastline infrastructure unemployment gdp wildlife"
    " culture society future war outbreak weather flag crisis"
)


def _ahead(document: Document, toponym: Toponym, after: str) -> bool:
    """What the words before the name say, when those behind it say nothing."""
    tokens = document.tokens
    at = toponym.first - 1
    while at >= 0 and tokens[at].lower in _PASSED_OVER:
        at -= 1
    before = tokens[at].lower if at >= 0 else ""
    earlier = tokens[at - 1].lower if at > 0 else ""
    if before == "of":
        return _of(document, at, toponym)
    if before in _LITERAL_BEFORE or before in LOWER_TYPES:
        return True
    if before in _DASHES and earlier in _PLACES_OF:
        return True
    if before in _PAIRED:
        return earlier in _PAIRED[before] or (before == "between" and not _acts(toponym))
    if before in _ASSOCIATIVE_BEFORE or (after in _SPOKEN and after not in _LOCATED):
        return False
    return _alone(document, toponym, before, earlier, after)


_DASHES = ("—", "–", "--", ":")
_PAIRED = {
    "between": _PLACE_NOUN | {"flight", "travel", "distance"},
    "with": frozenset({"border", "frontier"}),
    "for": words_of("left bound leave leaving headed"),
    "on": words_of(
        "fell fall falls falling rained rains descended marched march advance advanced advancing"
        " bombs bombed shells dropped closed closing attack attacks strike strikes raid raids died"
        " woke erupted crashed landed burned burning living stationed stranded holiday vacation"
    ),
}
"""Prepositions that lead to a place only behind certain words."""


def _alone(document: Document, toponym: Toponym, before: str, earlier: str, after: str) -> bool:
    """A name that no word beside it decides: countries act, towns are places."""
    if before == "as" and earlier in ("such", "hometown", "known"):
        return True
    if [token.lower for token in document.tokens[toponym.stop : toponym.stop + 2]] == [
        ",",
        "where",
    ]:
        return True
    if _acts(toponym):
        return after in ("in", "where", "at", "when") or before in ("rural", "across")
    return True


_PASSED_OVER = frozenset(["the", "a", "an", "“", '"', "both", "all", "’s", "new", "'"])


def _of(document: Document, of: int, toponym: Toponym) -> bool:
    head = document.tokens[of - 1].lower if of else ""
    if head in _PLACES_OF:
        return True
    return head not in _BODIES_OF and not _acts(toponym)
