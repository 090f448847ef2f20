"""Legs that follow on from one another: a leg begins where the one before it ended.

"She will visit Riga on Friday and continue to Tallinn": nobody says that she goes to Tallinn from
Riga, and yet she does. Such a stop is marked as inferred.
"""

from collections.abc import Sequence
from functools import cache

from dateline.geo.draft.dates import is_before
from dateline.geo.draft.model import DraftJourney, DraftStop
from dateline.geo.model import Status
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.vocabulary import load_yaml
from dateline.geo.reading.rules.context import Context

Told = tuple[DraftJourney, Toponym | None]
"""A journey, and where the text names its destination."""


def follow_on(context: Context, told: Sequence[Told]) -> list[DraftJourney]:
    """Journeys with an inferred start where they go on from the end of the one before.

    The two are of the same people and told in one sentence or the next; both are planned, or both
    have happened and the words or the dates put them in order.

    Args:
        context: The report.
        told: In any order; journeys are given back in the same.
    """
    found = [journey for journey, _ in told]
    places = [place for _, place in told]
    order = sorted((place.first, index) for index, place in enumerate(places) if place is not None)
    latest: dict[tuple[str, ...], int] = {}
    for _, index in order:
        who = tuple(person.name.casefold() for person in found[index].travellers)
        before = latest.get(who)
        if before is not None and _goes_on(context, told[before], told[index]):
            start = DraftStop(place=found[before].stops[-1].place, inferred=True)
            stops = (start, *found[index].stops[1:])
            found[index] = found[index].model_copy(update={"stops": stops})
        if found[index].status is not Status.CANCELLED:
            latest[who] = index
    return found


def _goes_on(context: Context, one: Told, other: Told) -> bool:
    (before, there), (after, here) = one, other
    if there is None or here is None or after.stops[0].place is not None:
        return False
    if before.stops[-1].place in (None, after.stops[-1].place):
        return False
    sentences = [context.document.sentence_of(place.first) for place in (there, here)]
    between = {context.lower(token) for token in range(there.stop, here.first)}
    onward, backward = _words()
    if sentences[1] - sentences[0] > 1 or between & backward or is_before(after.when, before.when):
        return False
    if before.status is after.status is Status.PLANNED:
        return True
    happened = before.status is after.status is Status.HAPPENED
    return happened and (bool(between & onward) or is_before(before.when, after.when))


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    lists = load_yaml("lexicon", "tours.yaml")
    return frozenset(lists["onward"].split()), frozenset(lists["backward"].split())
