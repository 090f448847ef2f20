"""Journeys: who goes where, from where, how, how long, and whether they have."""

from dataclasses import dataclass, field

from geo.model import Duration, Mode, Status
from geo.reading.actor import ORGANISATION, Actor, ActorKind
from geo.reading.context import Context
from geo.reading.details import NUMBERS, duration_of, mode_of
from geo.reading.grammar import Form, VerbGroup, cancels, verb_group
from geo.reading.lexicon import ORGANISATION_WORDS, SPEECH, words_of
from geo.reading.nouns import noun_status
from geo.reading.places import TRIPS, Endpoints, endpoints_after, object_place, place_in_phrase
from geo.reading.subjects import object_of, owner_of, phrase_before, subject_of, team_before
from geo.reading.verbs import (
    BOTH_ENDS,
    LEISURE,
    MOTION_NOUNS,
    MOTION_VERBS,
    NOUN_MODES,
    PHRASES,
    SETTING_OFF,
    Motion,
    Takes,
)

_HABIT = words_of("often usually regularly frequently always annually daily weekly every")
_GENERIC = words_of(
    "people tourists visitors travellers travelers passengers residents citizens nationals patients"
    " migrants refugees americans anyone everyone someone person consumers customers commuters"
    " others those parents"
)
_SETTLED = words_of("hospital hospitals court trial attention light bed power school work")


@dataclass(slots=True)
class JourneyFact:
    """One telling of a journey.

    Attributes:
        travellers: Who travels.
        ends: Where from, over, and to.
        first: First token of the telling.
        stop: Token behind its last.
        at: The verb or noun that tells it.
    """

    travellers: tuple[Actor, ...]
    ends: Endpoints
    status: Status
    first: int
    stop: int
    at: int
    mode: Mode | None = None
    duration: Duration | None = None
    noun: bool = False
    also: "list[JourneyFact]" = field(default_factory=list)


def find_journeys(context: Context) -> list[JourneyFact]:
    """Every telling of a journey, in order."""
    found: list[JourneyFact] = []
    for sentence in context.document.sentences:
        for number in sentence:
            fact = _told_at(context, number, sentence)
            if fact is not None and not _habitual(context, fact, sentence):
                found.append(_detailed(context, fact, sentence))
    return found


def _told_at(context: Context, number: int, sentence: range) -> JourneyFact | None:
    token = context.document.tokens[number]
    numbered = context.lower(number + 1).isdigit() and token.lower in NOUN_MODES
    if token.capital and not token.opens and not numbered:
        return None
    word = token.lower
    if word == "visiting" and context.is_visitor(number):
        return _visitor(context, number, sentence)
    if word in MOTION_NOUNS and context.is_noun(number):
        fact = _by_noun(context, number, sentence)
        if fact is not None:
            return fact
    following = context.lower(number + 1)
    if word in MOTION_VERBS and (word, following) not in PHRASES:
        motion, form = MOTION_VERBS[word]
        if form is Form.THIRD and context.lower(number - 1) in _BEFORE_NOUNS:
            return None
        return _by_verb(context, number, motion, form, sentence)
    if (word, following) in PHRASES:
        motion = Motion(word, to=PHRASES[word, following], away=(word, following) in SETTING_OFF)
        form = _phrase_form(word)
        behind = number + (1 if following in ("in", "to", "for", "into") else 2)
        return _by_verb(context, number, motion, form, sentence, behind=behind)
    if word == "bound":
        return _bound_for(context, number, sentence)
    return None


_BEFORE_NOUNS = words_of(
    "about of for on the a an his her their its our my these those in with from by to more many"
    " first any some no all recent such new"
)
"""Words behind which "returns" and the like are nouns."""


def _bound_for(context: Context, number: int, sentence: range) -> JourneyFact | None:
    """The journey of "a Bari-bound ferry" and "the Bari-bound family"."""
    place = next(
        (p for p in context.places_in(range(sentence.start, number)) if p.stop == number - 1), None
    )
    if place is None or place.demonym or context.lower(number - 1) != "-":
        return None
    travellers = tuple(
        actor for actor in context.actors_in(range(max(sentence.start, number - 8), number + 2))
        if number < actor.stop and not (actor.plural and actor.kind is ActorKind.VEHICLE)
    )  # fmt: skip
    if not travellers or _generic(context, travellers):
        return None
    ends = Endpoints(destination=place, stop=travellers[0].stop)
    first = min(place.first, travellers[0].first)
    return JourneyFact(travellers[:1], ends, Status.HAPPENED, first, ends.stop, number)


def _phrase_form(word: str) -> Form:
    if word in ("en", "bound"):
        return Form.ING
    if word in ("take", "make", "move"):
        return Form.BASE
    return Form.THIRD if word == "sets" else Form.PAST


def _by_verb(
    context: Context,
    number: int,
    motion: Motion,
    form: Form,
    sentence: range,
    behind: int | None = None,
) -> JourneyFact | None:
    if form is Form.PAST and context.attributive(number):
        return None
    group = verb_group(context.document, number, form, sentence)
    status = group.status
    if status is None:
        return None
    ends, travellers = _ends_of(context, number, motion, group, sentence, behind or number + 1)
    if ends is None or not ends.any or _no_place_meant(context, number, motion, ends):
        return None
    if travellers is None:
        travellers = subject_of(context, group, sentence)
        if motion.lemma in _AWAY_GAMES and (
            not travellers or travellers[0].kind is ActorKind.STATE
        ):
            travellers = team_before(context, group.first)
        if not travellers and group.finite and motion.lemma in _WILLED:
            travellers = phrase_before(context, group.first, sentence)
    organised = bool(travellers) and travellers[0].role == ORGANISATION
    unlikely = organised and not _acts_by_will(motion, form, travellers, ends)
    if not travellers or unlikely or (not organised and _generic(context, travellers)):
        return None
    status = _status_of(context, number, motion, group, ends, sentence)
    first = min(
        group.first,
        *[actor.first for actor in travellers if actor.first in sentence] or [group.first],
    )
    stop = max(ends.stop, number + 1)
    return JourneyFact(travellers, ends, status, first, stop, number, motion.mode)


def _status_of(
    context: Context,
    number: int,
    motion: Motion,
    group: VerbGroup,
    ends: Endpoints,
    sentence: range,
) -> Status:
    """What has become of a journey: what its verb group says, and what the verb itself does."""
    status = _PHRASE_STATUS.get(motion.lemma, group.status or Status.HAPPENED)
    leaves = status is Status.HAPPENED and motion.away and ends.destination is not None
    stays = group.bare and motion.lemma in _STAYING and context.lower(number - 1) not in _AROUND
    if stays:
        return _status_of_stay(context, sentence)
    if leaves and _recent(context, sentence):
        return Status.ONGOING
    heading = context.lower(number) == "heading" and not group.bare and group.finite
    if status is Status.HAPPENED and heading:
        over = (_ENDED_BY | _ENDED_WAY) & set(context.document.words(sentence))
        return Status.HAPPENED if over else Status.ONGOING
    if status is Status.PLANNED and _given_up(context, group, sentence):
        return Status.CANCELLED
    return status


def _status_of_stay(context: Context, sentence: range) -> Status:
    """The status of "visiting Bern": that of what the visitor does meanwhile.

    Who says something on a visit is still on it; what else is told of visitors in the past is
    over with the visit.
    """
    words = set(context.document.words(sentence))
    present = words & (SPEECH | {"is", "are"}) - {"claimed", "confirmed", "denied"}
    return Status.ONGOING if present and not words & _ENDED_BY else Status.HAPPENED


_PHRASE_STATUS = {
    "en": Status.ONGOING, "bound": Status.ONGOING, "refused": Status.CANCELLED,
    "denied": Status.CANCELLED, "expected": Status.PLANNED, "due": Status.PLANNED,
}  # fmt: skip
"""Phrases that are a status of their own ("en route", "is due in Bern")."""
_WILLED = words_of(
    "arrive travel fly sail drive head return leave depart visit tour march walk ride land journey"
    " flee escape dock"
)
"""What people and vessels do, told of whom no list knows."""
_BY_WILL = words_of("travel fly visit tour sail")
"""What a band or a team does, and a storm does not."""


_AWAY_GAMES = words_of("travel visit return fly")
"""What a team does that its town stands for."""


def _acts_by_will(
    motion: Motion, form: Form, travellers: tuple[Actor, ...], ends: Endpoints
) -> bool:
    """Whether a name that no list knows does what people and ships do, and companies do not."""
    if motion.takes is Takes.TRAVELLER:
        return True
    if motion.lemma in _BY_WILL:
        return form is not Form.THIRD
    words = travellers[0].name.lower().split()
    place = ends.destination or ends.origin
    town = place is not None and place.entry is not None and place.entry.code_of.startswith("PPL")
    return (
        len(words) > 1
        and motion.lemma in _LIKE_SHIPS
        and town
        and not ORGANISATION_WORDS & set(words)
        and all(word.isalpha() for word in words)
    )


_LIKE_SHIPS = words_of("arrive leave depart land dock return head come reach")
_STAYING = words_of("visit tour head")
_AROUND = words_of("after before since when by on from of while during despite")
"""Words that make "visiting Bern" another time than that of the sentence."""


def _no_place_meant(context: Context, number: int, motion: Motion, ends: Endpoints) -> bool:
    """Whether someone withdraws from, or makes it to, an undertaking and not a place."""
    place = ends.origin or ends.destination
    if motion.lemma == "spend":
        return not _some_days(context, number)
    if motion.lemma not in _FIGURATIVE or place is None:
        return False
    between = range(number + 1, place.first)
    return any(
        context.lower(n) in MOTION_NOUNS or context.lower(n) in ("in", "at") for n in between
    )


def _some_days(context: Context, number: int) -> bool:
    """Whether "spend" is told of a few days or weeks somewhere, and not of years or money."""
    words = {context.lower(n) for n in range(number + 1, number + 8)}
    return bool(words & _DAYS) and not words & _CONFINED


_DAYS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday day days week weeks weekend night nights holiday holidays easter christmas vacation honeymoon"
)
_CONFINED = words_of("jail prison hospital custody detention quarantine court bed")
_FIGURATIVE = words_of("withdraw made make moved move")
_ENDED_BY = words_of("killed died dead shot attacked infected contracted bitten drowned murdered")
"""What is told of a visitor whose visit is over."""


def _given_up(context: Context, group: VerbGroup, sentence: range) -> bool:
    """Whether a plan was called off, or came to nothing ("was due to ... but instead")."""
    if cancels(context.document, sentence.start, sentence.stop):
        return True
    before = {context.lower(n) for n in range(group.first, group.verb)}
    behind = {context.lower(n) for n in range(group.verb, sentence.stop)}
    return bool(before & {"was", "were", "had"}) and bool(behind & {"but", "instead"})


def _recent(context: Context, sentence: range) -> bool:
    """Whether nothing says that the way begun is over by now."""
    words = set(context.document.words(sentence))
    return not words & {"returned", "later", "then", "before", "ago", "had", "when", "last"}


def _ends_of(
    context: Context, number: int, motion: Motion, group: VerbGroup, sentence: range, behind: int
) -> tuple[Endpoints | None, tuple[Actor, ...] | None]:
    """The places of a verb, and the travellers where they are its object."""
    ends = endpoints_after(context, behind, sentence, motion.to)
    if motion.takes is Takes.TRAVELLER and _reduced(context, number, group):
        moved = _moved(context, number)
        return (ends, moved) if moved else (None, None)
    alone = motion.lemma in _ALONE or (motion.lemma == "deploy" and context.lower(behind) == "to")
    if motion.takes is Takes.TRAVELLER and not group.passive and not alone:
        moved, stop = object_of(context, number + 1, sentence)
        ends = endpoints_after(context, stop, sentence, motion.to) if moved else ends
        taken = motion.lemma == "take" and moved and moved[0].kind is ActorKind.VEHICLE
        return (ends, moved) if moved and not taken else (None, None)
    if group.passive or motion.takes in (Takes.NOTHING, Takes.TRAVELLER):
        return ends, None
    return _ends_by_object(context, behind, motion, ends, sentence), None


def _reduced(context: Context, number: int, group: VerbGroup) -> bool:
    """Whether a participle stands for a passive clause ("the man, extradited to Peru, ...")."""
    past = context.lower(number).endswith(("ed", "en", "wn", "ought", "sent"))
    leads = context.lower(number + 1) in ("to", "from", "into")
    return past and leads and group.first == number and not group.passive


def _moved(context: Context, number: int) -> tuple[Actor, ...] | None:
    """Who stands right before such a participle."""
    for actor in context.actors_in(range(max(0, number - 8), number)):
        if number - actor.stop <= (context.lower(number - 1) == ",") and actor.stop <= number:
            return actor.who if actor.kind is not ActorKind.STATE else None
    return None


_ALONE = words_of("fly drive sail")
"""Verbs that move others only in the passive ("was flown to")."""


def _ends_by_object(
    context: Context, behind: int, motion: Motion, ends: Endpoints, sentence: range
) -> Endpoints | None:
    """The places of a verb whose object is one of them ("visited Bern", "left Bern")."""
    place = object_place(context, behind, sentence)
    if place is not None and motion.takes is Takes.ORIGIN:
        return ends.with_origin(place)
    if place is not None:
        return ends.with_destination(place, context)
    if motion.lemma in ("visit", "revisit", "tour"):
        return endpoints_after(context, behind, sentence, frozenset({"in", "at"}))
    told = ends.destination or (ends.origin and motion.lemma != "leave")
    return ends if motion.takes is Takes.ORIGIN and told else None


def _by_noun(context: Context, number: int, sentence: range) -> JourneyFact | None:
    word = context.lower(number)
    if _compound(context, number + 1):
        return None
    ends = endpoints_after(context, number + 1, sentence, MOTION_NOUNS[word])
    if _not_made(context, number, ends):
        return None
    stay = not ends.any
    if stay:
        ends = _place_of_stay(context, number, sentence)
    if not ends.any:
        ends, stay = _place_before(context, number), False
    if not ends.any:
        return None
    travellers = owner_of(context, number, sentence) or _craft_itself(context, number)
    if not travellers or _generic(context, travellers):
        return None
    status = noun_status(context, number, sentence)
    if status is None:
        return None
    if stay:
        words = set(context.document.words(range(sentence.start, number)))
        here = (
            words & {"is", "are"}
            or not words & {"was", "were", "had"}
            and _speaks(context, number, sentence)
        )
        status = Status.ONGOING if here else status
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


def _not_made(context: Context, number: int, ends: Endpoints) -> bool:
    """Whether a noun tells a service, a stay, or what someone comes back from."""
    word = context.lower(number)
    if word in BOTH_ENDS:
        return ends.origin is None or ends.destination is None
    before = [context.lower(n) for n in range(number - 6, number)]
    if word in LEISURE:
        return "on" not in before or not _GOING & set(before)
    if word == "invitation":
        return not {"accepted", "accepts", "accept"} & set(before)
    return word in TRIPS and "from" in before[2:] and bool(_RETURNING & set(before))


_GOING = words_of("go goes going went gone")
_RETURNING = words_of("return returns returned returning came back home")


def _visitor(context: Context, number: int, sentence: range) -> JourneyFact | None:
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
        if actor.kind is ActorKind.VEHICLE and actor.stop > number and actor.first < number
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
    if on and not (words | behind) & (_ENDED_BY | _ENDED_WAY):
        return Status.ONGOING
    return Status.HAPPENED if status is Status.PLANNED else status


_ENDED_WAY = words_of("when crashed collided crash accident arrested sank lost disappeared stopped")
"""What ends a way that someone was on."""


_STAYS = words_of("visit trip tour mission pilgrimage")


def _place_of_stay(context: Context, number: int, sentence: range) -> Endpoints:
    """The end of a visit told with the place first ("is in Lyon on a short visit")."""
    if context.lower(number) not in _STAYS:
        return Endpoints()
    for at in range(number - 1, max(sentence.start, number - 11), -1):
        if context.lower(at) in ("on", "for"):
            for place in context.places_in(range(max(sentence.start, at - 4), at)):
                if context.lower(place.first - 1) in ("in", "to") and context.is_place(place):
                    return Endpoints(destination=place, stop=number + 1)
    return Endpoints()


def _generic(context: Context, travellers: tuple[Actor, ...]) -> bool:
    """Whether anyone at all is meant, not someone."""
    actor = travellers[0]
    if actor.kind is ActorKind.STATE or actor.role == ORGANISATION:
        return True
    if actor.kind not in (ActorKind.GROUP, ActorKind.ROLE, ActorKind.VEHICLE):
        return False
    words = [context.lower(n) for n in range(actor.first - 2, actor.stop)]
    if "all" in words or "any" in words:
        return True
    bare = actor.stop - actor.first == 1
    return bare and actor.plural if actor.kind is ActorKind.VEHICLE else _anyone(actor, words, bare)


def _anyone(actor: Actor, words: list[str], bare: bool) -> bool:
    """Whether a role or group is one that anyone can belong to, without a number."""
    opening = words[2]
    if any(word[:1].isdigit() or word in _COUNTS for word in words):
        return False
    if actor.role in ("people", "tourist", "visitor", "passenger", "citizen", "person"):
        return opening not in _SPECIFIC and not (opening in ("a", "an") and not actor.plural)
    return bare and actor.plural and opening in _GENERIC


_SPECIFIC = words_of("the these two three four five some about")
_COUNTS = frozenset(word for word in NUMBERS if " " not in word) - {"a", "an"}


def _habitual(context: Context, fact: JourneyFact, sentence: range) -> bool:
    words = set(context.document.words(range(fact.first, min(fact.stop + 3, sentence.stop))))
    return bool(words & _HABIT)


def _detailed(context: Context, fact: JourneyFact, sentence: range) -> JourneyFact:
    """Add the mode and the duration that the sentence says."""
    if fact.mode is None:
        fact.mode = mode_of(context, fact.travellers, range(fact.first, fact.stop), sentence)
    stays = context.lower(fact.at) in _STAYS or context.lower(fact.at).startswith("visit")
    fact.duration = duration_of(context, sentence, days=not stays)
    return fact
