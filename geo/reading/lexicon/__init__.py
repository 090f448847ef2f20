"""Word lists: common English words, given names, and the words that tell kinds of names apart."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


@cache
def common_words() -> frozenset[str]:
    """English words that are not names, in lower case (SCOWL, sizes 10 to 40)."""
    return _lines("words.txt")


@cache
def given_names() -> frozenset[str]:
    """Given names of people in many languages, as they are written (Faker's providers)."""
    return _lines("first_names.txt")


@cache
def surnames() -> frozenset[str]:
    """English surnames that are words as well, in lower case."""
    return _lines("surnames.txt")


@cache
def agencies() -> frozenset[str]:
    """News agencies and the like as they sign a dateline, as written and in capitals."""
    path = files("dateline.geo.reading").joinpath("data", "agencies.txt")
    names = path.read_text(encoding="utf-8").splitlines()
    return frozenset(names) | {name.upper() for name in names}


class Abbreviation(NamedTuple):
    """What an abbreviation behind a town's name stands for ("Tulsa, Okla.").

    Attributes:
        name: The state's or province's own name.
        country: ISO 3166-1 alpha-2 code of its country.
    """

    name: str
    country: str


@cache
def abbreviations() -> dict[str, tuple[Abbreviation, ...]]:
    """States and provinces by the abbreviations that stand behind a town's name.

    Raises:
        ValueError: The file has a row without one of its three cells.
    """
    path = files("dateline.geo.reading").joinpath("data", "abbreviations.csv")
    found: dict[str, tuple[Abbreviation, ...]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True):
        if not all(row.get(key) for key in ("abbreviation", "name", "country")):
            raise ValueError(f"abbreviations.csv: {row} has an empty cell")
        meant = Abbreviation(row["name"], row["country"])
        found[row["abbreviation"]] = (*found.get(row["abbreviation"], ()), meant)
    return found


@cache
def boilerplate() -> tuple[str, ...]:
    """Lines of news pages that are not part of a report; ``*`` stands for any words."""
    path = files("dateline.geo.reading").joinpath("data", "boilerplate.txt")
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _lines(name: str) -> frozenset[str]:
    path = files("dateline.geo.reading").joinpath("data", name)
    return frozenset(path.read_text(encoding="utf-8").split())


def words_of(text: str) -> frozenset[str]:
    """A set of words, written with spaces between them."""
    return frozenset(text.split())


_NO_ADVERBS = words_of(
    "family assembly ally rally supply reply monopoly july italy bully elderly fly butterfly early"
    " anomaly belly daily weekly monthly friendly only likely unlikely"
)


def is_adverb(word: str) -> bool:
    """Whether a word in lower case ends like an adverb and is no noun or adjective."""
    return len(word) > 4 and word.endswith("ly") and word not in _NO_ADVERBS


CALENDAR = words_of(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun january february march april may june july august september october november"
    " december jan feb mar apr jun jul aug sep sept oct nov dec easter christmas ramadan lent eid"
    " hanukkah passover thanksgiving halloween spring summer autumn winter"
)
DIRECTIONS = words_of(
    "north south east west northern southern eastern western central northeast northwest southeast"
    " southwest northeastern northwestern southeastern southwestern upper lower greater inner"
    " outer mid new old downtown metro far"
)
CONNECTORS = words_of("of de del della di da do dos du des la le las los el al an upon sur the")

COMPASS = words_of(
    "north south east west northern southern eastern western central northeast northwest southeast"
    " southwest northeastern northwestern southeastern southwestern upper lower greater"
)
"""Words that, capitalised before a name, are part of it ("Upper Austria")."""

AREA_TYPES = words_of(
    "county parish province state district region prefecture governorate oblast krai canton"
    " territory municipality township borough department commune shire division lga ward"
    " peninsula"
)
"""Kinds of areas that follow a name as part of it when capitalised."""
NATURE_TYPES = words_of(
    "river lake island islands isle isles sea ocean bay gulf strait straits channel canal creek"
    " mountain mountains hills hill valley desert peninsula cape coast reef falls beach point"
    " forest woods plateau basin delta glacier volcano peak ridge range heights cove harbor"
    " harbour lagoon sound fjord springs oasis plains steppe highlands rainforest"
)
STREET_TYPES = words_of(
    "street st. st avenue ave ave. road rd rd. boulevard blvd blvd. lane drive highway route"
    " freeway motorway parkway expressway turnpike terrace crescent alley court boardwalk"
    " interstate square plaza way"
)
SITE_TYPES = words_of(
    "airport station terminal port harbour harbor bridge tunnel park gardens garden zoo stadium"
    " arena speedway hospital clinic infirmary school academy cathedral church mosque temple"
    " basilica synagogue abbey shrine monastery cemetery museum gallery library theatre theater"
    " hotel resort casino mall market prison jail embassy consulate courthouse"
    " palace castle tower house hall barracks base airbase airfield camp fort dam mine reservoir"
    " racecourse racetrack pier wharf marina dock crossing checkpoint gate landfill farm"
    " ranch vineyard estate building institute college university centre center graveyard"
    " penitentiary pavilion fairgrounds shipyard airstrip plant refinery headquarters"
)
PLACE_TYPES = AREA_TYPES | NATURE_TYPES | STREET_TYPES | SITE_TYPES | {"city", "town", "village"}
LOWER_TYPES = words_of(
    "city town village province state district region county area suburb neighbourhood"
    " neighborhood township municipality governorate prefecture oblast island islands river lake"
    " peninsula border coast capital valley airport port station borough parish constituency"
    " territory settlement community hamlet metro shore airspace archipelago suburbs outskirts"
)
"""Kinds of places that stand in lower case after a name, or before it with "of"."""

ORGANISATION_WORDS = words_of(
    "agency airlines airways airline army alliance assembly association authority bank board"
    " brigade"
    " broadcasting bureau cabinet cathedral chamber church club college commission committee"
    " company congress coalition confederation cooperative corp corps corporation council court"
    " courts daily defence defense delegation department division enterprise enterprises"
    " exchange express federation fc foundation force forces front gazette group guard"
    " government herald holdings house inc institute institution journal league legislature"
    " limited llc ltd magazine media ministry mirror movement museum navy network news"
    " observatory office organisation organization parliament party plc police post press"
    " program programme radio regiment register republicans democrats review school secretariat"
    " senate service services sheriff society star star-tribune studio studios summit team"
    " telegraph"
    " television times tribune tribunal tv union united university wanderers rovers albion"
    " athletic hotspur wire world works zoo championship championships cup open olympics games"
    " marathon festival grand prix derby masters classic series conference"
)
TITLES = words_of(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir dame lord lady rev rev. reverend"
    " president vice-president premier chancellor king queen prince princess emperor emir sultan"
    " sheikh sheik shaikh ayatollah imam pope cardinal archbishop bishop father sister brother"
    " minister secretary governor gov. gov mayor senator sen. sen congressman congresswoman"
    " representative rep. rep ambassador amb. amb envoy consul deputy general gen. gen colonel"
    " col. col lieutenant lt. lt sergeant sgt. sgt sgt captain capt. capt major maj. admiral"
    " adm. commander chief chairman chairwoman chairperson chair director spokesman spokeswoman"
    " spokesperson judge justice attorney lawyer sheriff superintendent inspector detective"
    " det. constable const. cpl cpl. pvt. private officer leader coach manager player actor actress"
    " singer author writer analyst economist scientist researcher farmer driver resident"
    " activist journalist reporter editor photographer baroness count countess duke duchess"
    " ceo cfo founder owner lawmaker politician diplomat comedian rapper artist midfielder"
    " striker defender goalkeeper student teacher nurse pilot astronaut alhaji chief mp mps"
    " candidate councillor alderman commissioner treasurer sheriff marshal marshall hon. hon"
)
"""Words that stand before a person's name."""
LOCATIVE = words_of(
    "in at near from to into outside inside across around between toward towards through via off"
    " along throughout beyond within onto opposite above beneath past against amid reach reached"
    " reaching left leaving leave visit visiting visited entering entered enter outside"
)
SPEECH = words_of(
    "said says told tells added adds explained asked replied insisted argued noted stated claimed"
    " admitted recalled wrote tweeted announced confirmed denied warned testified"
)

NAME_TYPES = PLACE_TYPES | ORGANISATION_WORDS
"""Words that say that a name is that of a place, a site or an organisation."""
