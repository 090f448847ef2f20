"""Who acts: persons with their titles, roles ("the prime minister"), groups, vehicles, pronouns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from geo.reading.document import Document, Token
from geo.reading.grammar import Form
from geo.reading.lexicon import CALENDAR, SPEECH, common_words, words_of
from geo.reading.people import PersonNames
from geo.reading.runs import Run
from geo.reading.toponym import Toponym
from geo.reading.verbs import MEETING_VERBS, MOTION_VERBS, Takes


class ActorKind(Enum):
    """What kind of expression speaks of the actor."""

    PERSON = "person"
    ROLE = "role"
    GROUP = "group"
    VEHICLE = "vehicle"
    STATE = "state"
    PRONOUN = "pronoun"


@dataclass(slots=True)
class Actor:
    """An expression for someone: tokens from ``first`` up to (not with) ``stop``.

    Attributes:
        name: The person's name, or the words.
        role: The word for what they are (``president``), in the singular.
        country: ISO 3166-1 alpha-2 of the side they stand for.
        plural: Whether several are meant.
        official: Whether the words say that they act for a state or an organisation.
        means: Whom it stands for; the actor itself when it is a first mention.
    """

    first: int
    stop: int
    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    plural: bool = False
    official: bool = False
    means: "tuple[Actor, ...]" = field(default=())

    @property
    def who(self) -> "tuple[Actor, ...]":
        """Whom the expression stands for."""
        return self.means or (self,)


OFFICIALS = words_of(
    "president vice-president premier chancellor king queen prince princess emperor emir sultan"
    " pope minister secretary governor mayor senator congressman congresswoman ambassador envoy"
    " consul deputy general commander chief chairman chairwoman chairperson leader official"
    " diplomat delegate delegation negotiator lawmaker legislator parliamentarian mp minister"
    " counterpart representative representatives mission government administration ministry"
    " officials commissioner spokesman spokeswoman adviser advisor monarch ruler speaker"
    " politician admiral colonel director head councillor regulator prosecutor inspector crown"
    " side party rebel union dignitary statesman emissary mediator foreign_minister sheikh"
    " archbishop cardinal bishop patriarch ayatollah ceo executive chairwoman congresswomen"
    " president-elect premier"
)
_OTHERS = words_of(
    "man woman boy girl couple family team group crew band club squad company student pupil"
    " teacher player coach actor actress singer star artist author writer journalist reporter"
    " tourist pilgrim migrant refugee asylum-seeker soldier troop trooper officer policeman police"
    " detective investigator inspector scientist researcher doctor nurse surgeon medic patient"
    " passenger traveller traveler protester protestor demonstrator activist campaigner fan"
    " supporter volunteer expert engineer worker employee miner farmer driver pilot captain sailor"
    " astronaut cosmonaut lawyer attorney judge suspect prisoner hostage fugitive defector spy"
    " father mother son daughter brother sister wife husband parent parents sibling uncle aunt"
    " cousin friend friends relative widow child children baby teenager brothers sisters people"
    " person resident villager native citizen national nationals americans member personnel staff"
    " contingent forces army brigade battalion regiment party entourage convoy caravan busload"
    " planeload boatload owner founder boss executive manager businessman businesswoman investor"
    " billionaire entrepreneur banker economist analyst professor academic champion winner runner"
    " cyclist racer rider boxer golfer footballer striker midfielder defender goalkeeper batsman"
    " bowler batter wrestler swimmer skier athlete climber mountaineer explorer diver hiker pastor"
    " priest nun monk rabbi imam missionary attacker gunman bomber militant fighter jihadist"
    " insurgent smuggler trafficker survivor victim veteran participant participants visitor"
    " winner musician rapper comedian dancer model photographer director filmmaker designer chef"
    " skater sprinter jockey referee umpire guitarist drummer dj conductor poet novelist playwright"
    " deacon marine cadet trainee intern apprentice builder architect pharmacist dentist vet"
    " veterinarian psychologist broker trader dealer vendor buyer landlord neighbour neighbor"
    " colleague partner spouse fiance fiancee bride groom newlyweds grandmother grandfather"
    " grandparents grandson granddaughter nephew niece orphan teen toddler infant pensioner retiree"
    " graduate principal headteacher lecturer scholar historian biologist chemist physicist"
    " geologist archaeologist astronomer programmer hacker blogger influencer commentator presenter"
    " anchor correspondent cameraman columnist publisher curator translator interpreter steward"
    " trucker motorist biker commuter climber surfer rower sprinter gymnast grandmaster magnate"
    " tycoon heir heiress philanthropist evangelist pastor preacher cleric theologian squad"
    " candidate contestant trio duo pair monks alliance missionaries firefighter rescuer"
)
_VEHICLES = words_of(
    "ship vessel boat ferry tanker freighter trawler warship destroyer frigate submarine carrier"
    " yacht cruiser plane aircraft jet airliner airplane helicopter flight bus train car truck"
    " lorry convoy motorcade van spacecraft rocket capsule shuttle aeroplane liner schooner"
    " minibus coach tanker barge rover fleet armada flotilla balloon"
)
_IRREGULAR = {
    "men": "man", "women": "woman", "policemen": "policeman", "gunmen": "gunman",
    "businessmen": "businessman", "statesmen": "statesman", "spokesmen": "spokesman",
    "congressmen": "congressman", "wives": "wife", "secretaries": "secretary",
    "deputies": "deputy", "parties": "party", "families": "family", "spies": "spy",
    "ferries": "ferry", "lorries": "lorry", "companies": "company", "dignitaries": "dignitary",
    "missionaries": "missionary", "emissaries": "emissary", "delegations": "delegation",
    "chiefs": "chief", "envoys": "envoy", "boys": "boy", "attorneys": "attorney",
}  # fmt: skip
_PRONOUNS = {
    "he": False, "she": False, "they": True, "we": True, "i": False, "who": False,
    "him": False, "her": False, "them": True, "his": False, "their": True, "it": False,
    "both": True, "it’s": False, "he’s": False, "she’s": False,
}  # fmt: skip
_STOPS = words_of(
    "of in at on by to from with for and or but as that which who whom whose where when while if"
    " than is are was were be been being has have had do does did will would can could may might"
    " shall should must not about after before between into over under through during against amid"
    " said says told met meets meeting meet visit visited visits visiting left arrived including"
    " via per like because since until so then there when urged asked called accompanied"
    " hosted received hosts hosting saw sent joined led brought between made"
)
_DETERMINERS = words_of(
    "the a an his her its their our my this these those some several many two three four five"
    " six seven eight nine ten dozens hundreds thousands another other about around more"
)


def find_actors(
    document: Document, people: PersonNames, toponyms: list[Toponym], runs: list[Run]
) -> list[Actor]:
    """All actors of a text in order, without saying yet who is meant (coreference does)."""
    named = {name.first: name for name in people.names}
    places = {toponym.first: toponym for toponym in toponyms}
    inside = {n: t for t in toponyms for n in range(t.first, t.stop)}
    starts = {run.first: run for run in runs}
    taken: set[int] = set()
    found: list[Actor] = []
    for number, token in enumerate(document.tokens):
        if number in taken:
            continue
        if number in named:
            actor = _person(document, named[number].first, named[number].stop, inside)
        elif number in people.tokens or number in inside:
            toponym = places.get(number)
            if toponym is None:
                continue
            actor = _state(toponym)
        elif token.text in people.surnames and token.capital:
            actor = Actor(number, number + 1, token.text, ActorKind.PERSON)
        elif token.lower in _PRONOUNS:
            plural = _PRONOUNS[token.lower]
            actor = Actor(number, number + 1, token.lower, ActorKind.PRONOUN, plural=plural)
        else:
            described = _described(document, number, named, inside) or _organisation(
                document, starts.get(number), inside, people
            )
            if described is None:
                continue
            actor = described
        while found and found[-1].stop > actor.first and found[-1].kind in _COVERED:
            found.pop()
        taken.update(range(number, actor.stop))
        found.append(actor)
    return found


def _organisation(
    document: Document, run: Run | None, inside: dict[int, Toponym], people: PersonNames
) -> Actor | None:
    """A name that is neither a place's nor a person's, as a party to talks."""
    if run is None or run.stop - run.first > 8:
        return None
    words = [document.tokens[number] for number in range(run.first, run.stop)]
    short = len(words[0].text) < 3 and words[0].text not in _UNIONS
    if len(words) == 1 and (words[0].opens or short):
        return _surname(document, run)
    numbers = range(run.first, run.stop)
    if any(number in inside or number in people.tokens for number in numbers):
        return None
    if run.stop < len(document.tokens) and role_of(document.tokens[run.stop].lower):
        return None
    craft = _CRAFT.get(words[0].lower)
    if craft is not None and len(words) > 1:
        name = document.slice(run.first, run.stop)
        return Actor(run.first, run.stop, name, ActorKind.VEHICLE, craft)
    return Actor(
        run.first, run.stop, document.slice(run.first, run.stop), ActorKind.GROUP, ORGANISATION
    )


_UNIONS = ("EU", "UN", "AU")


def _surname(document: Document, run: Run) -> Actor | None:
    """An unknown name that opens a sentence and does what persons do ("Lavrov arrived ...")."""
    word = document.tokens[run.first]
    after = document.tokens[run.stop].lower if run.stop < len(document.tokens) else ""
    if word.lower in common_words() or word.text.isupper() or len(word.text) < 3:
        return None
    if word.lower in _DISEASES:
        return None
    if after not in SPEECH and after not in MOTION_VERBS and after not in MEETING_VERBS:
        return None
    return Actor(run.first, run.stop, word.text, ActorKind.PERSON)


_DISEASES = words_of("ebola covid zika sars mers marburg")
_CRAFT = {
    "boeing": "plane", "airbus": "plane", "cessna": "plane", "antonov": "plane",
    "flight": "flight", "mv": "ship", "hms": "ship", "uss": "ship", "ss": "ship",
}  # fmt: skip
ORGANISATION = "organisation"


_COVERED = (ActorKind.STATE, ActorKind.PRONOUN)
"""What a longer expression takes in ("her Greek counterpart")."""


def role_of(word: str) -> str | None:
    """The singular of a word for someone; None for any other word."""
    word = word.lower()
    for singular in (_IRREGULAR.get(word, word.removesuffix("s")), word, word.removesuffix("es")):
        if singular in OFFICIALS or singular in _OTHERS or singular in _VEHICLES:
            return singular
    return None


def _person(document: Document, first: int, stop: int, inside: dict[int, Toponym]) -> Actor:
    """A named person with the words before the name ("Norwegian premier")."""
    name = document.slice(first, stop)
    at, role, country = first, None, None
    while at > 0 and first - at < 8:
        token = document.tokens[at - 1]
        toponym = inside.get(at - 1)
        if toponym is not None:
            country = country or (toponym.entry.country if toponym.entry else None)
            at = toponym.first
        elif (found := role_of(token.lower)) is not None:
            role = role or found
            at -= 1
        elif role is None and (office := _office(document, at)) is not None:
            role, at = office
        elif role and _before_role(token, owned=at - 2 in inside):
            at -= 1
        else:
            break
    official = role in OFFICIALS
    return Actor(at, stop, name, ActorKind.PERSON, role, country, official=official)


def _office(document: Document, at: int) -> tuple[str, int] | None:
    """The role before "of State", and where it begins ("Secretary of State Jane Cole")."""
    words = [token.lower for token in document.tokens[max(0, at - 4) : at]]
    if "of" not in words[-3:-1] or words[-1] not in _OFFICES:
        return None
    of = len(words) - 1 - words[::-1].index("of")
    role = role_of(words[of - 1]) if of else None
    return (role, at - len(words) + of - 1) if role else None


def _before_role(token: Token, *, owned: bool) -> bool:
    """Whether a word before a role still belongs to it ("prime", "Russia's")."""
    if token.lower in ("’s", "'s"):
        return owned
    return token.lower in _ROLE_PREFIXES or (token.capital and token.word)


_ROLE_PREFIXES = words_of(
    "prime foreign vice deputy former ex acting crown defence defense finance interior state chief"
    " prime-minister opposition senior top general interim supreme secretary-general - trade health"
    " right-hand special first national security local army navy air force military party"
)


def _state(toponym: Toponym) -> Actor:
    """A place as a party: a country or a capital stands for its government, a town does not."""
    entry = toponym.entry
    acts = entry is not None and (entry.is_country or entry.code_of in ("PPLC", "RGN"))
    union = toponym.name in _UNIONS
    return Actor(
        toponym.first, toponym.stop, toponym.name, ActorKind.STATE,
        country=entry.country if entry else None, official=union or (acts and not toponym.demonym),
    )  # fmt: skip


def _described(
    document: Document, head: int, named: Mapping[int, object], inside: dict[int, Toponym]
) -> Actor | None:
    """A role, group or vehicle with its determiner and adjectives ("a Japanese delegation")."""
    token = document.tokens[head]
    role = role_of(token.lower)
    if role is None or token.lower in ("national", "native", "resident"):
        return None
    following = document.tokens[head + 1] if head + 1 < len(document.tokens) else None
    if following is not None:
        if head + 1 in named and not following.text.startswith(","):
            return None
        if role_of(following.lower) is not None and following.lower not in _STOPS:
            return None
    first, country = _start_of(document, head, inside)
    stop = _stop_of(document, head + 1, inside)
    if country is None:
        country = _country_behind(inside, head + 1, stop)
    plural = token.lower not in (role, "police")
    kind = ActorKind.VEHICLE if role in _VEHICLES else ActorKind.ROLE
    if plural or role in _GROUPS:
        kind = ActorKind.VEHICLE if role in _VEHICLES else ActorKind.GROUP
    return Actor(
        first, stop, document.slice(first, stop), kind, role, country,
        plural=plural or role in _GROUPS, official=role in OFFICIALS,
    )  # fmt: skip


_GROUPS = words_of(
    "couple family team group crew band club squad delegation mission troop party entourage convoy"
    " busload trio duo pair people parents forces army police personnel staff contingent"
)


def _start_of(document: Document, head: int, inside: dict[int, Toponym]) -> tuple[int, str | None]:
    at, country = head, None
    while at > 0 and head - at < 7:
        token = document.tokens[at - 1]
        toponym = inside.get(at - 1)
        if toponym is not None:
            country = country or (toponym.entry.country if toponym.entry else None)
            at = toponym.first
            continue
        if token.lower == "and" and at - 2 in inside and inside[at - 2].demonym and at in inside:
            at -= 1
            continue
        if token.lower in _DETERMINERS:
            at -= 1
            if token.lower not in ("two", "three", "other", "more", "several"):
                break
            continue
        if not (token.word or token.text == "-" or token.lower in ("’s", "'s")):
            break
        if (
            token.lower in _STOPS | CALENDAR
            or _verbal(document, at - 1)
            or _carries(document, at - 1)
        ):
            break
        if token.opens and not token.capital:
            break
        at -= 1
        if token.opens:
            break
    return at, country


def _leads(document: Document, number: int) -> bool:
    """Whether a word stands before an expression and not in it."""
    return _verbal(document, number) or _carries(document, number)


def _carries(document: Document, number: int) -> bool:
    """Whether a verb has what follows as its object ("a bus carrying fans", "send soldiers")."""
    word = document.tokens[number].lower
    before = document.tokens[number - 1].lower if number else ""
    if word in MOTION_VERBS and word not in _VEHICLES:
        motion, form = MOTION_VERBS[word]
        if form is Form.BASE and motion.takes is Takes.TRAVELLER:
            return True
    return word.endswith("ing") and role_of(before) is not None


def _verbal(document: Document, number: int) -> bool:
    """Whether a word before a noun is more likely a verb or an adverb than an adjective."""
    token = document.tokens[number]
    if token.capital or not token.text.isalpha():
        return False
    if token.lower.endswith(("ly", "ss", "us")):
        return token.lower.endswith("ly")
    if token.lower.endswith("ed"):
        return document.tokens[number - 1].lower not in _DETERMINERS if number else True
    return token.lower.endswith("s") or token.lower == "that"


def _stop_of(document: Document, at: int, inside: dict[int, Toponym]) -> int:
    """The end of an expression with what it belongs to ("of the Czech Republic")."""
    tokens = document.tokens
    if at + 1 >= len(tokens) or tokens[at].lower not in ("of", "from"):
        return at
    ahead = at + 1
    if tokens[ahead].lower in _OFFICES:
        return ahead + 1
    if tokens[ahead].lower in _DETERMINERS:
        ahead += 1
    if ahead in inside and inside[ahead].first == ahead:
        return _with_next(document, inside[ahead].stop, inside)
    return at


def _with_next(document: Document, at: int, inside: dict[int, Toponym]) -> int:
    """The end with a second place ("the presidents of Peru and Chile")."""
    ahead = at + 1
    joint = document.tokens[at].lower if at < len(document.tokens) else ""
    if joint == "and" and ahead in inside:
        return inside[ahead].stop
    if joint == "," and ahead in inside:
        stop = _with_next(document, inside[ahead].stop, inside)
        return stop if stop > inside[ahead].stop else at
    return at


_OFFICES = words_of("state defence defense staff government parliament war")


def _country_behind(inside: dict[int, Toponym], first: int, stop: int) -> str | None:
    for number in range(first, stop):
        toponym = inside.get(number)
        if toponym is not None and toponym.entry is not None:
            return toponym.entry.country
    return None
