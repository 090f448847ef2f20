"""Where a meeting takes place, as far as its clause or the sentence beside it says."""

from dateline.geo.model import Role, Status
from dateline.geo.reading.entities.actor import ActorKind
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import CALENDAR, words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.phrases import place_in_phrase

_IN = words_of("in at on near outside inside")


def place_of(context: Context, number: int, sentence: range) -> Toponym | None:
    """The place that the clause of a meeting names: behind it, else before it."""
    for at in range(number + 1, min(sentence.stop, number + 22)):
        word = context.lower(at)
        place = _led_to(context, at, sentence)
        if place is not None:
            return place
        if word in (";", "who", "which", "said", "amid", "because", "although", "but"):
            break
    for at in range(number - 1, max(sentence.start, number - 14) - 1, -1):
        if context.lower(at) == "where":
            return _place_before(context, at, sentence)
        if context.lower(at) in (";", "said"):
            break
    if context.lower(sentence.start) in ("in", "at"):
        place = place_in_phrase(context, sentence.start + 1, sentence)
        if place is not None and context.lower(place.stop) == ",":
            return place
    return None


def _led_to(context: Context, at: int, sentence: range) -> Toponym | None:
    """The place that a preposition leads to, or that "here" means."""
    word = context.lower(at)
    if word == "here":
        return context.meant(at)
    if word not in _IN or at + 1 >= sentence.stop:
        return None
    island = _island_of(context, at) if word == "on" else None
    place = place_in_phrase(context, island or at + 1, sentence)
    return place if word != "on" or island or (place and _is_ground(place)) else None


def _island_of(context: Context, on: int) -> int | None:
    """Where the name begins in "on the Greek island of Samos"."""
    for number in range(on + 1, on + _ISLAND_WITHIN):
        if context.lower(number) in ("island", "peninsula") and context.lower(number + 1) == "of":
            return number + 2
    return None


_ISLAND_WITHIN = 6


def _is_ground(place: Toponym) -> bool:
    """Whether one can be on it: "on Malta" may say where, "on Mali" says what about."""
    island = place.entry is not None and place.entry.code_of.startswith(("ISL", "PEN"))
    return island or place.name.lower().endswith(("island", "islands", "peninsula", "border"))


def _place_before(context: Context, where: int, sentence: range) -> Toponym | None:
    """The place that "where" means."""
    before = [
        place
        for place in context.places_in(range(sentence.start, where))
        if context.is_place(place)
    ]
    return before[-1] if before and where - before[-1].stop <= 10 else None


def compound_place(context: Context, number: int) -> Toponym | None:
    """The place in "the Oslo meeting"."""
    for toponym in context.places_in(range(max(0, number - 3), number)):
        if toponym.stop == number and not toponym.demonym and not toponym.embedded:
            return toponym if toponym.entry is None or not toponym.entry.is_country else None
    return None


def is_another(context: Context, number: int, sentence: range) -> bool:
    """Whether a meeting is told apart from one before it ("will meet again", "a second round")."""
    behind = {context.lower(n) for n in range(number + 1, min(sentence.stop, number + 3))}
    before = range(max(sentence.start, number - 3), number)
    return (
        "again" in behind
        or any(context.lower(n) == "again" for n in before)
        or any(context.lower(n) in _OTHER and context.lower(n + 1) not in _TIMES for n in before)
    )


_OTHER = words_of("another next further second third follow-up")
_TIMES = CALENDAR | words_of("day week weekend month year time few two morning summer hours days")
"""What "next" and "second" count that is no meeting."""


def scene_of(context: Context, number: int, sentence: range, status: Status) -> Toponym | None:
    """The one town that this sentence, or else the one before, says something is in.

    What is only planned is not where the sentence before says that something has happened.
    """
    here = context.document.sentence_of(number)
    before = context.document.sentences[here - 1] if here else range(0)
    if status is Status.PLANNED and not _looks_ahead(context, before):
        before = range(0)
    for words in (sentence, before):
        towns = {
            context.names[place.start]: place
            for place in (context.places_in(words) if words else ())
            if context.lower(place.first - 1) in ("in", "at")
            and not (status is Status.PLANNED and context.lower(place.first - 2) == "speaking")
            and _is_town(context, place)
        }
        if towns:
            return next(iter(towns.values())) if len(towns) == 1 else None
    return None


def _looks_ahead(context: Context, sentence: range) -> bool:
    """Whether a sentence speaks of what is to come."""
    return any(
        context.lower(n) in _AHEAD
        or (context.lower(n) in ("is", "are") and context.lower(n + 1) == "to")
        for n in sentence[:_OPENING]
    )


_OPENING = 60
"""Tokens of a sentence within which it says that it looks ahead, so that time stays linear."""
_AHEAD = words_of("will due expected scheduled planned plans upcoming shall")


def town_of_site(context: Context, number: int, sentence: range) -> Toponym | None:
    """The town last spoken of, where a clause says "at City Hall" and not in which town.

    Else that of the dateline: a report speaks of the hall of the town that it is from.
    """
    for at in range(number + 1, min(sentence.stop - 1, number + 22)):
        ahead = at + 1 + (context.lower(at + 1) == "the")
        if context.lower(at) == "at" and ahead < sentence.stop and _is_site(context, ahead):
            return _last_town(context, sentence) or next(
                (t for t in context.toponyms[:_TOP] if context.role(t) is Role.DATELINE), None
            )
    return None


def _last_town(context: Context, sentence: range) -> Toponym | None:
    """The town that someone was last told to be in, or to go to, in the sentences before."""
    here = context.document.sentence_of(sentence.start)
    for before in reversed(context.document.sentences[max(0, here - _BACK) : here]):
        for place in reversed(context.places_in(before)):
            led = context.lower(place.first - 1) in ("in", "at", "to", "into")
            if led and _is_town(context, place):
                return place
    return None


_BACK = 2
"""Sentences back to which the town of a site is looked for."""
_TOP = 5
"""Toponyms at the top of a report among which its dateline is."""


def _is_site(context: Context, number: int) -> bool:
    """Whether a name that is no town's and no person's begins here."""
    token = context.document.tokens[number]
    person = any(
        actor.kind is ActorKind.PERSON for actor in context.actors_in(range(number, number + 1))
    )
    return token.capital and not person and not context.is_time(number)


def _is_town(context: Context, place: Toponym) -> bool:
    town = place.entry is not None and place.entry.code_of.startswith("PPL")
    return town and not place.embedded and context.role(place) is Role.LITERAL
