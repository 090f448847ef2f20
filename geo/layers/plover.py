"""PLOVER codes, so that users of event data can join on our events.

Types and modes are in the catalogue of kinds; here is what follows from who takes part. Source:
Open Event Data Alliance, PLOVER manual, draft of 2021: CONSULT takes the modes ``visit`` (one side
hosts the other), ``third-party`` (a third party hosts) and ``multilateral``.
"""

from typing import NamedTuple

from dateline.geo.kinds import catalogue
from dateline.geo.model import Event, Summit


class PloverCode(NamedTuple):
    """An event's PLOVER type and mode; None where PLOVER has none for it."""

    type: str | None
    mode: str | None


def plover(event: Event) -> PloverCode:
    """The PLOVER type and mode of an event.

    PLOVER codes neither movement as such, nor comment, nor nature. What has been called off has not
    taken place: only a consultation that was is coded, as a refusal to meet.
    """
    code = catalogue().kinds[event.kind].plover.at(event.status)
    mode = code.mode
    if isinstance(event, Summit) and code.type == "CONSULT":
        mode = _consult_mode(event)
    return PloverCode(code.type, mode)


def _consult_mode(event: Summit) -> str | None:
    if len(event.participants) > 2:
        return "multilateral"
    if event.host is None:
        return None
    sides = {side for person in event.participants for side in (person.name, person.country)}
    return "visit" if event.host in sides else "third-party"
