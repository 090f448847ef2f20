"""PLOVER codes, so that users of event data can join on our events.

Source: Open Event Data Alliance, PLOVER manual, draft of 2021: CONSULT takes the modes ``visit``
(one side hosts the other), ``third-party`` (a third party hosts) and ``multilateral``; meetings
and visits still to come are coded AGREE, which has no modes; a refusal to meet is REJECT/meet.
"""

from typing import NamedTuple

from dateline.geo.model import Event, EventKind, Journey, Status, Summit

_CONSULTATIONS = {
    EventKind.SUMMIT,
    EventKind.MEETING,
    EventKind.VISIT,
    EventKind.RECEPTION,
    EventKind.ARRIVAL,
    EventKind.JOURNEY,
}
_OTHERS = {
    EventKind.AGREEMENT: "AGREE",
    EventKind.PROTEST: "PROTEST",
    EventKind.VIOLENCE: "ASSAULT",
}


class Plover(NamedTuple):
    """An event's PLOVER type and mode; None where PLOVER has none for it."""

    type: str | None
    mode: str | None


def plover(event: Event) -> Plover:
    """The PLOVER type and mode of an event.

    Departures, statements and disasters have no PLOVER type: PLOVER codes neither movement as
    such, nor comment, nor nature.
    """
    if event.kind in _CONSULTATIONS:
        if event.status is Status.CANCELLED:
            return Plover("REJECT", "meet")
        if event.status is Status.PLANNED:
            return Plover("AGREE", None)
        return Plover("CONSULT", _consult_mode(event))
    return Plover(_OTHERS.get(event.kind), None)


def _consult_mode(event: Event) -> str | None:
    if isinstance(event, Journey) or event.kind is not EventKind.SUMMIT:
        return None if event.kind is EventKind.MEETING else "visit"
    if len(event.participants) > 2:
        return "multilateral"
    host = event.host if isinstance(event, Summit) else None
    if host is None:
        return None
    sides = {side for person in event.participants for side in (person.name, person.country)}
    return "visit" if host in sides else "third-party"
