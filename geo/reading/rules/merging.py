"""Tellings of one event brought together: a report says it again, and adds to it."""

from dataclasses import replace
from itertools import islice

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.company import distinct
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.meeting import SummitFact
from dateline.geo.reading.rules.phrases import contains
from dateline.geo.reading.rules.places import Endpoints
from dateline.geo.reading.rules.sides import parties_to
from dateline.geo.reading.rules.tellings import JourneyFact

_DONE = {Status.HAPPENED, Status.ONGOING}


def merge_journeys(facts: list[JourneyFact], context: Context) -> list[JourneyFact]:
    """One journey for all tellings of it, the fullest first."""
    merged: list[JourneyFact] = []
    told = _Told()
    for fact in _conjoined(facts, context):
        at = next((n for n in told.by(fact.travellers) if _one_journey(merged[n], fact)), None)
        if at is None:
            at = len(merged)
            merged.append(fact)
        else:
            merged[at] = _joined_journey(merged[at], fact)
        told.add(at, fact.travellers)
    return merged


def _conjoined(facts: list[JourneyFact], context: Context) -> list[JourneyFact]:
    """The same with the halves of one clause as one ("left Bern early and reached Rome").

    They come together before either is compared with what the report tells elsewhere.
    """
    found: list[JourneyFact] = []
    for fact in facts:
        if found and _halves(found[-1], fact, context):
            found[-1] = _joined_journey(found[-1], fact)
        else:
            found.append(fact)
    return found


def _halves(left: JourneyFact, reached: JourneyFact, context: Context) -> bool:
    """Whether one verb says where someone set out and the next, behind "and", where they came."""
    clause = range(left.stop, reached.at)
    return (
        context.document.sentence_of(left.at) == context.document.sentence_of(reached.at)
        and {left.status, reached.status} <= _DONE
        and left.ends.origin is not None
        and reached.ends.destination is not None
        and left.ends.destination is None
        and reached.ends.origin is None
        and any(context.lower(number) in ("and", "before") for number in clause)
        and _same_people(left.travellers, reached.travellers)
    )


class _Told:
    """Which events tell of whom, so that each telling is compared with few others."""

    def __init__(self) -> None:
        self._of: dict[str | int, dict[int, None]] = {}

    def add(self, number: int, actors: tuple[Actor, ...]) -> None:
        """Note that an event tells of these."""
        for actor in actors:
            self._of.setdefault(_key(actor), {})[number] = None

    def by(self, actors: tuple[Actor, ...]) -> list[int]:
        """The latest events that tell of one of these, in order."""
        found: set[int] = set()
        for actor in actors:
            found.update(islice(reversed(self._of.get(_key(actor), {})), _COMPARED))
        return sorted(found)


_COMPARED = 100
"""Events of one person with which a telling is compared, so that time stays linear."""
_TELLINGS = 50
"""Tellings of one event that are kept."""


def _key(actor: Actor) -> str | int:
    """What two mentions of the same actor share."""
    return id(actor) if actor.kind is ActorKind.PRONOUN else actor.name.casefold()


def _one_journey(known: JourneyFact, fact: JourneyFact) -> bool:
    if not _same_people(known.travellers, fact.travellers):
        return False
    if known.status is not fact.status and not {known.status, fact.status} <= _DONE:
        return False
    ends = [
        one_place(known.ends.origin, fact.ends.origin),
        one_place(known.ends.destination, fact.ends.destination),
    ]
    return False not in ends and (True in ends or _one_way(known, fact))


def _one_way(known: JourneyFact, fact: JourneyFact) -> bool:
    """Whether one telling has the start and the other the end of one way.

    "Left Bern and arrived in Rome", "docked in Bari after a voyage from Split".
    """
    halves = (
        known.ends.destination is None and fact.ends.origin is None,
        known.ends.origin is None and fact.ends.destination is None,
    )
    return any(halves) and 0 < fact.at - known.at < _ONE_SENTENCE


_ONE_SENTENCE = 16
"""Tokens within which "left" and "arrived" tell of one way."""


def _same_people(known: tuple[Actor, ...], fact: tuple[Actor, ...]) -> bool:
    if not known or not fact:
        return False
    return any(_same_actor(a, b) for a in known for b in fact)


def _same_actor(one: Actor, other: Actor) -> bool:
    if one is other:
        return True
    return one.kind is not ActorKind.PRONOUN and one.name.casefold() == other.name.casefold()


def one_place(one: Toponym | None, other: Toponym | None) -> bool | None:
    """Whether two ends can be the same; None when one of them is not told."""
    if one is None or other is None:
        return None
    if one.name.casefold() == other.name.casefold():
        return True
    return _lies_in(one, other) or _lies_in(other, one)


def _lies_in(inner: Toponym, outer: Toponym) -> bool:
    """Whether a place is in a country, as far as the leading senses of their names say."""
    a, b = inner.entry, outer.entry
    return bool(
        a
        and b
        and b.code_of.startswith("PCL")
        and a.country == b.country
        and contains(outer, inner)
    )


def _joined_journey(known: JourneyFact, fact: JourneyFact) -> JourneyFact:
    fuller, other = (fact, known) if _fullness(fact) > _fullness(known) else (known, fact)
    ends = Endpoints(
        origin=_finer(fuller.ends.origin, other.ends.origin),
        via=fuller.ends.via or other.ends.via,
        destination=_finer(fuller.ends.destination, other.ends.destination),
        stop=fuller.ends.stop,
    )
    status = Status.HAPPENED if Status.HAPPENED in (known.status, fact.status) else known.status
    told = [known, *known.also, fact, *fact.also]
    return replace(
        fuller,
        ends=ends,
        status=status,
        mode=fuller.mode or other.mode,
        duration=fuller.duration or other.duration,
        also=[each for each in told if each.first != fuller.first][:_TELLINGS],
    )


def _fullness(fact: JourneyFact) -> int:
    return len(fact.ends.all) * 4 + (fact.duration is not None) * 2 + (not fact.noun)


def _finer(one: Toponym | None, other: Toponym | None) -> Toponym | None:
    if one is None or other is None:
        return one or other
    return other if _lies_in(other, one) else one


def merge_summits(facts: list[SummitFact], context: Context) -> list[SummitFact]:
    """One meeting for all tellings of it; what only says "the summit" joins the last that fits."""
    merged: list[SummitFact] = []
    told = _Told()
    for fact in facts:
        near = range(max(0, len(merged) - _NEAR), len(merged))
        at = _known(merged, sorted({*near, *told.by(fact.participants)}), fact, context)
        if at is None and fact.weak and (fact.place or fact.status is Status.CANCELLED):
            fact.participants = parties_to(context, fact)
        if at is not None:
            merged[at] = _joined_summit(merged[at], fact)
        elif not fact.weak or (
            (fact.place or fact.status is Status.CANCELLED) and len(fact.participants) > 1
        ):
            at = len(merged)
            merged.append(fact)
        if at is not None:
            told.add(at, fact.participants)
    for fact in merged:
        fact.place = fact.place or fact.near
    return merged


_NEAR = 12
"""Meetings told last, to one of which "the summit" can refer."""
_REACH = 4
"""Sentences back to which "the summit" can refer."""


def _known(
    merged: list[SummitFact], among: list[int], fact: SummitFact, context: Context
) -> int | None:
    """Number of the meeting that a telling tells again, among some."""
    here = context.document.sentence_of(fact.at)
    for number in reversed(among):
        each = merged[number]
        last = max([each.at, *[other.at for other in each.also]])
        near = here - context.document.sentence_of(last) <= _REACH
        if fact.weak and len(fact.participants) < 2:
            if near and _agree(each, fact):
                return number
        elif _agree(each, fact) and _same_sides(each, fact):
            return number
    return None


def _agree(known: SummitFact, fact: SummitFact) -> bool:
    """Whether nothing told of two meetings tells them apart."""
    if one_place(known.place, fact.place) is False:
        return False
    if known.status is fact.status:
        return True
    if fact.status is Status.CANCELLED:
        return False
    return fact.weak or {known.status, fact.status} <= _DONE


def _same_sides(known: SummitFact, fact: SummitFact) -> bool:
    shared = sum(any(_same_actor(a, b) for b in known.participants) for a in fact.participants)
    return shared >= min(2, len(known.participants), len(fact.participants)) and shared > 0


def _joined_summit(known: SummitFact, fact: SummitFact) -> SummitFact:
    return replace(
        known,
        participants=distinct([*known.participants, *fact.participants])
        if len(known.participants) < 2
        else known.participants,
        place=known.place or fact.place,
        near=known.near or fact.near,
        host=known.host or fact.host,
        outcome=known.outcome or fact.outcome,
        weak=known.weak and fact.weak,
        also=[*known.also, fact][:_TELLINGS],
    )
