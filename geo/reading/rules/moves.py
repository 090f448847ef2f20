"""Journeys that a verb tells: "flew to Bern", "was taken to Bern", "is visiting Bern"."""

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.lexicon import ORGANISATION_WORDS, SPEECH, words_of
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.grammar import Form, VerbGroup, cancels, verb_group
from dateline.geo.reading.rules.phrases import object_place, own_site
from dateline.geo.reading.rules.places import Endpoints, endpoints_after
from dateline.geo.reading.rules.subjects import object_of, phrase_before, subject_of, team_before
from dateline.geo.reading.rules.tellings import ENDED_BY, ENDED_WAY, JourneyFact, generic
from dateline.geo.reading.rules.verbs import (
    MOTION_NOUNS,
    Motion,
    Takes,
)


def told_by_verb(
    context: Context,
    number: int,
    motion: Motion,
    form: Form,
    sentence: range,
    behind: int | None = None,
) -> JourneyFact | None:
    """The journey that a verb tells, if its place and its traveller are named.

    Args:
        context: The report.
        number: Number of the verb's token.
        motion: What the verb says of its places.
        form: Its form.
        sentence: Its sentence.
        behind: The token behind the verb, where that is not the next one.
    """
    if form is Form.PAST and context.attributive(number):
        return None
    group = verb_group(context.document, number, form, sentence)
    status = group.status
    if status is None or (motion.lemma == "back" and status is not Status.PLANNED):
        return None
    ends, travellers = _ends_of(context, number, motion, group, sentence, behind or number + 1)
    if ends is None or not ends.any or _no_place_meant(context, number, motion, ends):
        return None
    if _to_care(context, number, motion, group, ends) or _left_so(context, number, motion):
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
    if not travellers or unlikely or (not organised and generic(context, travellers)):
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
    heading = not group.bare and group.finite and _on_the_way(context, number, sentence)
    if status is Status.HAPPENED and heading:
        over = (ENDED_BY | ENDED_WAY) & set(context.document.words(sentence))
        return Status.HAPPENED if over else Status.ONGOING
    if status is Status.PLANNED and _given_up(context, group, sentence):
        return Status.CANCELLED
    return status


def _on_the_way(context: Context, number: int, sentence: range) -> bool:
    """Whether someone "was heading to Bern", or was said to be travelling there."""
    word = context.lower(number)
    said = SPEECH & set(context.document.words(sentence))
    return word == "heading" or (word in _PROGRESSIVE and bool(said))


_PROGRESSIVE = words_of("travelling traveling flying sailing driving returning arriving going")


def _status_of_stay(context: Context, sentence: range) -> Status:
    """The status of "visiting Bern": that of what the visitor does meanwhile.

    Who says something on a visit is still on it; what else is told of visitors in the past is
    over with the visit.
    """
    words = set(context.document.words(sentence))
    present = words & (SPEECH | {"is", "are"}) - {"claimed", "confirmed", "denied"}
    return Status.ONGOING if present and not words & ENDED_BY else Status.HAPPENED


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


def _to_care(
    context: Context, number: int, motion: Motion, group: VerbGroup, ends: Endpoints
) -> bool:
    """Whether someone is taken to a hospital or a jail, which no map of journeys shows."""
    if not group.passive or motion.lemma not in _CARRIES:
        return False
    return any(context.lower(n) in _CARE for n in range(number + 1, ends.stop + 4))


_CARRIES = words_of("take rush transport transfer bring carry drive send")
_CARE = words_of("hospital hospitals infirmary clinic ambulance jail prison detention morgue")


def _left_so(context: Context, number: int, motion: Motion) -> bool:
    """Whether something "left 12 dead", or left someone in some state."""
    if motion.lemma != "leave":
        return False
    return any(context.lower(n) in _STATES for n in range(number + 1, number + 6))


_STATES = words_of(
    "dead injured wounded homeless hospitalized hospitalised stranded without missing"
)


def _some_days(context: Context, number: int) -> bool:
    """Whether "spend" is told of a few days or weeks somewhere, and not of years or money."""
    words = {context.lower(n) for n in range(number + 1, number + 8)}
    return bool(words & _DAYS) and not words & _CONFINED


_DAYS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday day days week weeks weekend night"
    " nights holiday holidays easter christmas vacation honeymoon"
)
_CONFINED = words_of("jail prison hospital custody detention quarantine court bed")
_FIGURATIVE = words_of("withdraw made make moved move")


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
    if motion.lemma == "leave" and (site := own_site(context, behind, sentence)) is not None:
        return ends.with_origin(site)
    if motion.lemma in ("visit", "revisit", "tour"):
        return endpoints_after(context, behind, sentence, frozenset({"in", "at"}))
    told = ends.destination or (ends.origin and motion.lemma != "leave")
    return ends if motion.takes is Takes.ORIGIN and told else None
