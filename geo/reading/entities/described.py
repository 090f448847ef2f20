"""Those described and not named: "a Japanese delegation", "the premier of the Czech Republic"."""

from collections.abc import Mapping

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.callings import OFFICES, OFFICIALS, VEHICLES, role_of
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import CALENDAR, is_adverb, words_of
from dateline.geo.reading.rules.grammar import Form
from dateline.geo.reading.rules.verbs import MEETING_NOUNS, MOTION_NOUNS, MOTION_VERBS, Takes

_STOPS = words_of(
    "of in at on by to from with for and or but as that which who whom whose where when while if"
    " than is are was were be been being has have had do does did will would can could may might"
    " shall should must not about after before between into over under through during against amid"
    " said says told met meets meeting meet visit visited visits visiting left arrived including"
    " via per like because since until so then there when urged asked called accompanied"
    " hosted received hosts hosting saw sent joined led brought between made together"
)
_DETERMINERS = words_of(
    "the a an his her its their our my this these those some several many two three four five"
    " six seven eight nine ten dozens hundreds thousands another other about around more"
)


def described(
    document: Document, head: int, named: Mapping[int, object], inside: dict[int, Toponym]
) -> Actor | None:
    """A role, group or vehicle with its determiner and adjectives ("a Japanese delegation")."""
    token = document.tokens[head]
    opposite = (
        token.lower == "number" and head > 0 and document.tokens[head - 1].lower == "opposite"
    )
    role = "counterpart" if opposite else role_of(token.lower)
    if role is None or token.lower in ("national", "native", "resident"):
        return None
    following = document.tokens[head + 1] if head + 1 < len(document.tokens) else None
    if following is not None:
        if head + 1 in named and not following.text.startswith(","):
            return None
        if role_of(following.lower) is not None and following.lower not in _STOPS:
            ahead = document.tokens[head + 2].lower if head + 2 < len(document.tokens) else ""
            if following.lower != "heads" or ahead not in ("to", "for", "back", "home", "into"):
                return None
    if following is not None and role in _ALSO_ADJECTIVES and following.lower in _UNDERTAKINGS:
        return None
    first, country = _start_of(document, head, inside)
    stop = _stop_of(document, head + 1, inside)
    if stop > head + 1 and stop in named:
        return None  # "Secretary of State Ann Berg" is said of the person
    if country is None:
        country = _country_behind(inside, head + 1, stop)
    plural = token.lower not in (role, "police")
    kind = ActorKind.VEHICLE if role in VEHICLES else ActorKind.ROLE
    if plural or role in _GROUPS:
        kind = ActorKind.VEHICLE if role in VEHICLES else ActorKind.GROUP
    return Actor(
        first, stop, document.slice(first, stop), kind, role, country,
        plural=plural or role in _GROUPS, official=role in OFFICIALS,
    )  # fmt: skip


_ALSO_ADJECTIVES = words_of("official general executive expert party government")
_UNDERTAKINGS = MEETING_NOUNS | MOTION_NOUNS.keys()
"""Nouns that "official" and the like describe ("his first official trip")."""
_GROUPS = words_of(
    "couple family team group crew band club squad delegation mission troop party entourage convoy"
    " busload trio duo pair people parents forces army police personnel staff contingent"
)


def _start_of(document: Document, head: int, inside: dict[int, Toponym]) -> tuple[int, str | None]:
    at, country, joined = head, None, False
    while at > 0 and head - at < 7:
        token = document.tokens[at - 1]
        toponym = inside.get(at - 1)
        if toponym is not None:
            country = country or (toponym.entry.country if toponym.entry else None)
            at = toponym.first
            continue
        if token.lower == "and" and at - 2 in inside and inside[at - 2].demonym and at in inside:
            at, joined = at - 1, True
            continue
        if token.lower in _DETERMINERS:
            at -= 1
            if token.lower not in ("two", "three", "other", "more", "several"):
                break
            continue
        if not (token.word or _joins(document, at - 1) or token.lower in ("’s", "'s")):
            break
        if (
            token.lower in _STOPS | CALENDAR
            or _verbal(document, at - 1)
            or _carries(document, at - 1)
            or _period(document, at - 1)
        ):
            break
        if token.opens and not token.capital:
            break
        at -= 1
        if token.opens:
            break
    return at, None if joined else country


def _joins(document: Document, number: int) -> bool:
    """Whether a hyphen joins two words; between spaces it is a dash, as after a dateline."""
    token, text = document.tokens[number], document.text
    return token.text == "-" and not text[token.end : token.end + 1].isspace()


def _period(document: Document, number: int) -> bool:
    """Whether a word ends an adverbial of time ("Next week ministers will ...")."""
    if document.tokens[number].lower not in ("week", "month", "year", "weekend"):
        return False
    return number > 0 and document.tokens[number - 1].lower in ("next", "last", "this")


def _carries(document: Document, number: int) -> bool:
    """Whether a verb has what follows as its object ("a bus carrying fans", "send soldiers")."""
    word = document.tokens[number].lower
    before = document.tokens[number - 1].lower if number else ""
    if word in MOTION_VERBS and word not in VEHICLES:
        motion, form = MOTION_VERBS[word]
        if form is Form.BASE and motion.takes is Takes.TRAVELLER:
            return True
    return word.endswith("ing") and role_of(before) is not None


def _verbal(document: Document, number: int) -> bool:
    """Whether a word before a noun is more likely a verb or an adverb than an adjective."""
    token = document.tokens[number]
    if token.capital or not token.text.isalpha():
        return False
    if is_adverb(token.lower):
        return True
    if token.lower.endswith(("ss", "us")):
        return False
    if token.lower.endswith("ed"):
        return document.tokens[number - 1].lower not in _DETERMINERS if number else True
    return token.lower.endswith("s") or token.lower == "that"


def _stop_of(document: Document, at: int, inside: dict[int, Toponym]) -> int:
    """The end of an expression with what it belongs to ("of the Czech Republic")."""
    tokens = document.tokens
    if at + 1 >= len(tokens) or tokens[at].lower not in ("of", "from"):
        return at
    ahead = at + 1
    if tokens[ahead].lower in OFFICES:
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


def _country_behind(inside: dict[int, Toponym], first: int, stop: int) -> str | None:
    """The one country behind a role; None where those of several are meant."""
    places = (inside[number] for number in range(first, stop) if number in inside)
    countries = {place.entry.country for place in places if place.entry is not None}
    return countries.pop() if len(countries) == 1 else None
