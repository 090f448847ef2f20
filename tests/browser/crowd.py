"""A map of very many features, made up by a rule: the same at every run."""

import math

from dateline.geo.model import (
    Candidate,
    Event,
    EventKind,
    EventMap,
    Evidence,
    Journey,
    Leg,
    Mode,
    Place,
    Report,
    Role,
    Status,
    Stop,
)
from dateline.geo.when import When

_TURN = math.pi * (3 - math.sqrt(5))
_STATUSES = tuple(Status)


def crowd(count: int) -> EventMap:
    """A made-up report with so many features: eight places in ten, events, some journeys.

    Places are strewn over the lands of the north in a spiral that leaves no two at one point.
    """
    text, places, events = [], [], []
    at = 0

    def said(sentence: str) -> tuple[Evidence, ...]:
        nonlocal at
        start, at = at, at + len(sentence) + 1
        text.append(sentence)
        return (Evidence(start=start, end=start + len(sentence), quote=sentence),)

    for number in range(count * 8 // 10):
        reach = math.sqrt(number / count)
        lon, lat = (
            20 + 70 * reach * math.cos(number * _TURN),
            40 + 30 * reach * math.sin(number * _TURN),
        )
        places.append(_place(number, lon, lat, said(f"Someone waited in Town {number}.")))
    for number in range(count - len(places)):
        here = f"town-{number * 4}"
        status = _STATUSES[number % len(_STATUSES)]
        when = When.parse(f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}")
        if number % 20:
            sentence = f"A march was held in Town {number * 4}."
            events.append(
                Event(
                    id=f"march-{number}",
                    kind=EventKind.PROTEST,
                    title=f"March in Town {number * 4}",
                    place=here,
                    when=when,
                    status=status,
                    evidence=said(sentence),
                )
            )
            continue
        there = f"town-{number * 4 + 1}"
        sentence = f"A bus left Town {number * 4} for Town {number * 4 + 1}."
        events.append(
            Journey(
                id=f"bus-{number}",
                title=f"The bus of Town {number * 4}",
                stops=(Stop(place=here), Stop(place=there)),
                legs=(Leg(mode=Mode.ROAD),),
                when=when,
                status=status,
                evidence=said(sentence),
            )
        )
    return EventMap(
        id="crowd",
        report=Report(title=f"A report of {count:,} things", text=" ".join(text)),
        places=tuple(places),
        events=tuple(events),
    )


def _place(number: int, lon: float, lat: float, evidence: tuple[Evidence, ...]) -> Place:
    chosen = Candidate(
        source="geonames",
        source_id=str(number),
        name=f"Town {number}",
        lon=round(lon, 4),
        lat=round(lat, 4),
        feature_class="P",
        feature_code="PPL",
        country="XX",
        uncertainty_km=5,
        score=0.9,
        why=("the name is the same",),
    )
    return Place(
        id=f"town-{number}",
        name=f"Town {number}",
        role=Role.LITERAL,
        evidence=evidence,
        chosen=chosen,
        confidence=0.9,
    )
