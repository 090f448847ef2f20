"""Journeys that a noun tells: "a visit to Bern", "the flight from Oslo to Rome"."""

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.lexicon import SPEECH, words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.makers import owner_of
from dateline.geo.reading.rules.nouns import noun_status
from dateline.geo.reading.rules.phrases import place_in_phrase
from dateline.geo.reading.rules.places import TRIPS, Endpoints, endpoints_after
from dateline.geo.reading.rules.tellings import ENDED_BY, ENDED_WAY, JourneyFact, generic
from dateline.geo.reading.rules.verbs import (
    BOTH_ENDS,
    LEISURE,
    MOTION_NOUNS,
    NOUN_MODES,
)


def told_by_noun(context: Context, number: int, sentence: range) -> JourneyFact | None:
    """The journey that a noun tells, if its place and its traveller are named."""
    word = context.lower(number)
    if _compound(context, number + 1):
        return None
    ends, stay = _ends_of_noun(context, number, sentence)
    if not ends.any:
        return None
    travellers = owner_of(context, number, sentence) or _craft_itself(context, number)
    if not travellers or generic(context, travellers):
        return None
    status = noun_status(context, number, sentence)
    if status is None:
        return None
    if stay and _still_there(context, number, sentence):
        status = Status.ONGOING
    if word in ("return", "arrival") and status is Status.ONGOING:
        status = Status.HAPPENED
    if word in ("way", "route"):
        status = _under_way(context, number, sentence, status)
    inside = [actor.first for actor in travellers if actor.first in sentence]
    first = min([number, *inside])
    stop = max([ends.stop, *[actor.stop for actor in travellers if actor.first in sentence]])
    return JourneyFact(
        travellers, ends, status, first, stop, number, NOUN_MODES.get(word), noun=True
    )


def _ends_of_noun(context: Context, number: int, sentence: range) -> tuple[Endpoints, bool]:
    """The places of a noun's journey, and whether they are told as those of a stay."""
    ends = endpoints_after(context, number + 1, sentence, MOTION_NOUNS[context.lower(number)])
    if _not_made(context, number, ends):
        return Endpoints(), False
    if ends.any:
        return ends, False
    stay = _place_of_stay(context, number, sentence)
    return (stay, True) if stay.any else (_place_before(context, number), False)


def _still_there(context: Context, number: int, sentence: range) -> bool:
    """Whether someone "in Lyon on a visit" is still there."""
    words = set(context.document.words(range(sentence.start, number)))
    over = words & {"was", "were", "had"}
    return bool(words & {"is", "are"}) or (not over and _speaks(context, number, sentence))


def _not_made(context: Context, number: int, ends: Endpoints) -> bool:
    """Whether a noun tells a service, a stay, or what someone comes back from."""
    word = context.lower(number)
    if word == "delegation":
        return ends.destination is None
    if word in ("stop", "stops"):
        return context.lower(number - 1) in _OTHER_STOPS
    if word in BOTH_ENDS:
        return ends.origin is None or ends.destination is None
    before = [context.lower(n) for n in range(number - 6, number)]
    if word in LEISURE:
        return "on" not in before or not _GOING & set(before)
    if word == "invitation":
        return not {"accepted", "accepts", "accept"} & set(before)
    return word in TRIPS and "from" in before[2:] and bool(_RETURNING & set(before))


_OTHER_STOPS = words_of("traffic bus truck pit rest whistle tram non")
_GOING = words_of("go goes going went gone")
_RETURNING = words_of("return returns returned returning came back home")


def visitor(context: Context, number: int, sentence: range) -> JourneyFact | None:
    """The journey of a "visiting Greek premier", who speaks in the place visited."""
    actors = context.actors_in(range(number, number + 4))
    actors = [actor for actor in actors if actor.kind in (ActorKind.PERSON, ActorKind.ROLE)]
    if not actors:
        return None
    for at in range(actors[0].stop, min(sentence.stop, actors[0].stop + 12)):
        place = place_in_phrase(context, at + 1, sentence) if context.lower(at) == "in" else None
        if place is not None:
            ends = Endpoints(destination=place, stop=place.stop)
            return JourneyFact(
                actors[0].who, ends, Status.ONGOING, number, place.stop, number, noun=True
            )
    return None


def _place_before(context: Context, number: int) -> Endpoints:
    """The end of a visit told by the name before the noun ("a three-week India tour")."""
    if context.lower(number) not in ("visit", "trip", "tour", "pilgrimage"):
        return Endpoints()
    for place in context.places_in(range(number - 3, number)):
        if place.stop == number and not place.demonym and not place.embedded:
            return Endpoints(destination=place, stop=number + 1)
    return Endpoints()


def _craft_itself(context: Context, number: int) -> tuple[Actor, ...]:
    """The train, bus or flight that a noun names, where nobody is told to be on it."""
    if context.lower(number) not in NOUN_MODES:
        return ()
    return tuple(
        actor for actor in context.actors_in(range(number - 4, number + 1))
        if actor.kind is ActorKind.VEHICLE and actor.stop > number
        and (actor.first < number or context.lower(number + 1).isdigit())
    )  # fmt: skip


def _compound(context: Context, number: int) -> bool:
    """Whether a noun goes on to another one ("tour van", "flight attendant")."""
    if number >= context.size or context.verb_like(number):
        return False
    token = context.document.tokens[number]
    if token.text.isdigit():
        return False
    return token.word and not token.capital and token.lower not in _FOLLOWS


_FOLLOWS = words_of(
    "to of in by from at on as and or over after before during this last next with that which who"
    " when where while for into via through came comes ended ends amid was is yesterday today"
    " tomorrow tonight earlier later back home abroad took takes follows followed lasted because"
    " early late but not would will has had have out across around until since under"
)


def _speaks(context: Context, number: int, sentence: range) -> bool:
    """Whether what follows says that the visitor speaks or will do something there."""
    behind = set(context.document.words(range(number, sentence.stop)))
    return bool(behind & (SPEECH | {"will", "is"}))


def _under_way(context: Context, number: int, sentence: range, status: Status) -> Status:
    """The status of "on the way": that of the plan or deed around it."""
    words = set(context.document.words(range(sentence.start, number)))
    if words & {"will", "planning", "plans", "planned", "would", "going"}:
        return Status.PLANNED
    if words & {"is", "are", "now", "currently"}:
        return Status.ONGOING
    behind = set(context.document.words(range(number, sentence.stop)))
    on = context.lower(number - 2) == "on" and bool(words & {"was", "were"})
    if on and not (words | behind) & (ENDED_BY | ENDED_WAY):
        return Status.ONGOING
    deed = any(word.endswith("ed") or word in _DEEDS for word in words)
    return Status.HAPPENED if deed or status is Status.PLANNED else status


_DEEDS = words_of("made fell sank hit lost broke met fought stood ran took had saw went came")
"""Verbs in the past by which a way is told as one that was."""
STAYS = words_of("visit trip tour mission pilgrimage")


def _place_of_stay(context: Context, number: int, sentence: range) -> Endpoints:
    """The end of a visit told with the place first ("is in Lyon on a short visit")."""
    if context.lower(number) not in STAYS:
        return Endpoints()
    for at in range(number - 1, max(sentence.start, number - 11), -1):
        if context.lower(at) in ("on", "for"):
            for place in context.places_in(range(max(sentence.start, at - 4), at)):
                if context.lower(place.first - 1) in ("in", "to") and context.is_place(place):
                    return Endpoints(destination=place, stop=number + 1)
    return Endpoints()
