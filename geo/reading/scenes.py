"""Where a meeting takes place, as far as its clause or the sentence beside it says."""

from geo.model import Role
from geo.reading.context import Context
from geo.reading.lexicon import words_of
from geo.reading.places import place_in_phrase
from geo.reading.toponym import Toponym

_IN = words_of("in at on near outside inside")


def place_of(context: Context, number: int, sentence: range) -> Toponym | None:
    """The place that the clause of a meeting names: behind it, else before it."""
    for at in range(number + 1, min(sentence.stop, number + 22)):
        word = context.lower(at)
        if word in _IN and at + 1 < sentence.stop:
            place = place_in_phrase(context, at + 1, sentence)
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


def scene_of(context: Context, number: int, sentence: range) -> Toponym | None:
    """The one town that this sentence, or else the one before, says something is in."""
    here = context.document.sentence_of(number)
    before = context.document.sentences[here - 1] if here else range(0)
    for words in (sentence, before):
        towns = {
            context.names[place.start]: place
            for place in (context.places_in(words) if words else ())
            if context.lower(place.first - 1) in ("in", "at") and _is_town(context, place)
        }
        if towns:
            return next(iter(towns.values())) if len(towns) == 1 else None
    return None


def _is_town(context: Context, place: Toponym) -> bool:
    town = place.entry is not None and place.entry.code_of.startswith("PPL")
    return town and not place.embedded and context.role(place) is Role.LITERAL
