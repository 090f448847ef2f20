"""Who acts: persons with their titles, roles ("the prime minister"), groups, vehicles, pronouns."""

from dateline.geo.reading.document.tokens import Document, Token
from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.callings import OFFICES, OFFICIALS, role_of
from dateline.geo.reading.entities.described import described
from dateline.geo.reading.entities.persons import PersonNames
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import CALENDAR, SPEECH, common_words, words_of
from dateline.geo.reading.rules.verbs import MEETING_VERBS, MOTION_VERBS

_PRONOUNS = {
    "he": False, "she": False, "they": True, "we": True, "i": False, "who": False,
    "him": False, "her": False, "them": True, "his": False, "their": True, "it": False,
    "both": True, "our": True, "us": True, "my": False, "me": False,
}  # fmt: skip


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
    for number in range(len(document.tokens)):
        if number in taken:
            continue
        if number in named:
            actor: Actor | None = _person(document, number, named[number].stop, inside)
        elif number in people.tokens or number in inside:
            toponym = places.get(number)
            actor = _by_place(document, toponym) if toponym else None
        else:
            actor = (
                _by_part_of_name(document, number, people)
                or _pronoun(document.tokens[number], number)
                or described(document, number, named, inside)
                or _organisation(document, starts.get(number), inside, people)
                or _counted(document, number)
            )
        if actor is None:
            continue
        while found and found[-1].stop > actor.first and found[-1].kind in _COVERED:
            found.pop()
        taken.update(range(number, actor.stop))
        found.append(actor)
    return found


def _by_part_of_name(document: Document, number: int, people: PersonNames) -> Actor | None:
    """A person by surname or given name alone, or a family by its name."""
    token = document.tokens[number]
    if not token.capital:
        return None
    given = token.text in people.given and _alone(document, number)
    if token.text in people.surnames or given:
        return Actor(number, number + 1, token.text, ActorKind.PERSON)
    return _family(document, number, people)


def _pronoun(token: Token, number: int) -> Actor | None:
    """A pronoun; "WHO" and "US" in capitals are none."""
    plural = _PRONOUNS.get(token.lower)
    if plural is None or (len(token.text) > 1 and token.text.isupper()):
        return None
    return Actor(number, number + 1, token.lower, ActorKind.PRONOUN, plural=plural)


def _alone(document: Document, number: int) -> bool:
    """Whether a given name stands by itself, as further on in a story about its bearer."""
    ahead = document.tokens[number + 1] if number + 1 < len(document.tokens) else None
    before = document.tokens[number - 1] if number else None
    joined = ahead is not None and (ahead.capital or ahead.text in "-’'.")
    return not joined and not (before is not None and before.capital and not before.opens)


def _family(document: Document, number: int, people: PersonNames) -> Actor | None:
    """A family by its name ("the Lunds")."""
    name, before = document.tokens[number].text, document.tokens[number - 1] if number else None
    if before is None or before.lower != "the" or not name.endswith("s"):
        return None
    if not any(name == surname + ending for surname in people.surnames for ending in ("s", "es")):
        return None
    first = number - 1
    return Actor(first, number + 1, document.slice(first, number + 1), ActorKind.GROUP, plural=True)


def _counted(document: Document, number: int) -> Actor | None:
    """Those who are only counted or pointed at ("the six arrived", "those rescued were")."""
    tokens = document.tokens
    if number + 1 >= len(tokens):
        return None
    word, before = tokens[number].lower, tokens[number - 1].lower if number else ""
    if word == "those" and tokens[number + 1].lower.endswith("ed"):
        first, stop = number, number + 2
    elif word in _NUMERALS and before in ("the", "all"):
        first, stop = number - 1, number + 1
    else:
        return None
    if stop >= len(tokens) or not _acts(tokens[stop].lower):
        return None
    return Actor(first, stop, document.slice(first, stop), ActorKind.GROUP, plural=True)


def _acts(word: str) -> bool:
    return word in _AUXILIARIES or word in MOTION_VERBS or word in MEETING_VERBS


_NUMERALS = words_of("two three four five six seven eight nine ten eleven twelve others")
_AUXILIARIES = words_of("was were are had have will would")


def _organisation(
    document: Document, run: Run | None, inside: dict[int, Toponym], people: PersonNames
) -> Actor | None:
    """A name that is neither a place's nor a person's, as a party to talks."""
    if run is None or run.stop - run.first > 8:
        return None
    first = run.first
    if document.tokens[first].opens and document.tokens[first].lower in _OPENERS:
        first = next(
            (n for n in range(first + 1, run.stop) if document.tokens[n].capital), run.stop
        )
    if first == run.stop:
        return None
    if first > run.first:
        return _named_organisation(document, first, run.stop, inside, people)
    words = [document.tokens[number] for number in range(run.first, run.stop)]
    short = len(words[0].text) < 3 and words[0].text not in _UNIONS
    if len(words) == 1 and (words[0].opens or short):
        return _surname(document, run)
    return _named_organisation(document, run.first, run.stop, inside, people)


_OPENERS = words_of("ahead on in at after before during for by with from")
"""Words that open a sentence with a capital and are no part of the name behind them."""


def _named_organisation(
    document: Document, first: int, stop: int, inside: dict[int, Toponym], people: PersonNames
) -> Actor | None:
    """What a name stands for that is neither a place's nor a person's: a party, or a craft."""
    if any(number in inside or number in people.tokens for number in range(first, stop)):
        return None
    if stop < len(document.tokens) and role_of(document.tokens[stop].lower):
        return None
    name = document.slice(first, stop)
    craft = _CRAFT.get(document.tokens[first].lower)
    if craft is not None and stop - first > 1:
        return Actor(first, stop, name, ActorKind.VEHICLE, craft)
    return Actor(first, stop, name, ActorKind.GROUP, ORGANISATION)


_UNIONS = ("EU", "UN", "AU")


def _surname(document: Document, run: Run) -> Actor | None:
    """An unknown name that opens a sentence and does what persons do ("Lavrov arrived ...")."""
    word = document.tokens[run.first]
    after = document.tokens[run.stop].lower if run.stop < len(document.tokens) else ""
    if word.lower in common_words() or word.text.isupper() or len(word.text) < 3:
        return None
    if word.lower in _DISEASES:
        return None
    behind = [token.lower for token in document.tokens[run.stop : run.stop + 2]]
    told_of = behind == [",", "who"]
    if not told_of and after not in SPEECH | MOTION_VERBS.keys() | MEETING_VERBS.keys():
        return None
    return Actor(run.first, run.stop, word.text, ActorKind.PERSON)


_DISEASES = words_of("ebola covid zika sars mers marburg")
_CRAFT = {
    "boeing": "plane", "airbus": "plane", "cessna": "plane", "antonov": "plane",
    "flight": "flight", "mv": "ship", "hms": "ship", "uss": "ship", "ss": "ship",
}  # fmt: skip


_COVERED = (ActorKind.STATE, ActorKind.PRONOUN)
"""What a longer expression takes in ("her Greek counterpart")."""


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
    if "of" not in words[-3:-1] or words[-1] not in OFFICES:
        return None
    of = len(words) - 1 - words[::-1].index("of")
    role = role_of(words[of - 1]) if of else None
    return (role, at - len(words) + of - 1) if role else None


def _before_role(token: Token, *, owned: bool) -> bool:
    """Whether a word before a role still belongs to it ("prime", "Russia's")."""
    if token.lower in ("’s", "'s"):
        return owned
    if token.lower in CALENDAR or (token.opens and token.lower in _OPENERS):
        return False
    return token.lower in _ROLE_PREFIXES or (token.capital and token.word)


_ROLE_PREFIXES = words_of(
    "prime foreign vice deputy former ex acting crown defence defense finance interior state chief"
    " prime-minister opposition senior top general interim supreme secretary-general - trade health"
    " right-hand special first national security local army navy air force military party"
)


def _by_place(document: Document, toponym: Toponym) -> Actor:
    """Who is meant by the name of a place or of its people."""
    run = toponym.run
    words = {document.tokens[number].lower for number in range(toponym.stop, run.stop)}
    if words & _LEAGUES:
        name = document.slice(toponym.first, run.stop)
        return Actor(toponym.first, run.stop, name, ActorKind.GROUP, ORGANISATION)
    return _people(document, toponym) or _state(toponym)


_LEAGUES = words_of("league union alliance association forum community commonwealth")


def _people(document: Document, toponym: Toponym) -> Actor | None:
    """Some of a people ("three Filipinos", "Britons who"), who are no party to anything."""
    before = document.tokens[toponym.first - 1].lower if toponym.first else ""
    after = document.tokens[toponym.stop].lower if toponym.stop < len(document.tokens) else ""
    counted = before in _NUMERALS or before.isdigit()
    if not toponym.demonym or not (counted or after == "who") or not after:
        return None
    if role_of(after) is not None or not toponym.name.endswith(("s", "ese", "men", "women", "ish")):
        return None
    country = toponym.entry.country if toponym.entry else None
    first = toponym.first - counted
    name = document.slice(first, toponym.stop)
    return Actor(first, toponym.stop, name, ActorKind.GROUP, country=country, plural=True)


def _state(toponym: Toponym) -> Actor:
    """A place as a party: a country or a capital stands for its government, a town does not."""
    entry = toponym.entry
    acts = entry is not None and (entry.is_country or entry.code_of in ("PPLC", "RGN"))
    union = toponym.name in _UNIONS
    return Actor(
        toponym.first, toponym.stop, toponym.name, ActorKind.STATE,
        country=entry.country if entry else None, official=union or (acts and not toponym.demonym),
    )  # fmt: skip
