"""A journey on the ground: its line, lengths and speeds."""

from dataclasses import dataclass

from shapely import LineString, MultiLineString, Point

from dateline.geo.layers.geodesy import (
    Line,
    Position,
    cut_at_antimeridian,
    great_circle,
    length_km,
    rounded,
)
from dateline.geo.model import Basis, Duration, EventMap, Journey, Leg, Mode, Stop
from dateline.geo.when import When

WayGeometry = Point | LineString | MultiLineString


@dataclass(frozen=True)
class StopOnMap:
    """A stop with its place's id, name and position, as far as they are known."""

    place: str | None
    name: str | None
    position: Position | None
    when: When | None
    inferred: bool


@dataclass(frozen=True)
class LegOnMap:
    """A leg with its length in km, implied speed in km/h, and the lines that draw it.

    Attributes:
        parts: First and last index of the leg's lines in the journey's geometry; None when one
            of its stops has no position.
        inferred: Whether one of its stops is inferred.
    """

    start: str | None
    end: str | None
    mode: Mode | None
    duration: Duration | None
    distance_km: float | None
    speed_kmh: float | None
    basis: Basis
    parts: tuple[int, int] | None
    inferred: bool


@dataclass(frozen=True)
class Itinerary:
    """A whole journey: see :class:`LegOnMap`; what is not the same on every leg is None.

    Attributes:
        basis: ``great_circle``, ``given``, or ``mixed`` when the legs differ.
        geometry: The legs' lines; the one known stop when no leg can be drawn; None of none.
    """

    stops: tuple[StopOnMap, ...]
    legs: tuple[LegOnMap, ...]
    mode: Mode | None
    duration: Duration | None
    distance_km: float | None
    speed_kmh: float | None
    basis: str
    geometry: WayGeometry | None


def itinerary(event_map: EventMap, journey: Journey) -> Itinerary:
    """Lay a journey out on the ground.

    Each leg is the great circle between its stops, or the path that the draft gives; lines are
    cut at the antimeridian. The length is that of the line drawn: along a great circle a lower
    bound of the way travelled, so the speed is one too.
    """
    stops = tuple(_stop(event_map, stop) for stop in journey.stops)
    lines: list[Line] = []
    legs = []
    for leg, start, end in zip(journey.legs, stops[:-1], stops[1:], strict=True):
        line = _line(leg, start.position, end.position)
        parts = None
        if line:
            cut = cut_at_antimeridian(line)
            parts = (len(lines), len(lines) + len(cut) - 1)
            lines += cut
        legs.append(_leg(leg, start, end, line, parts))
    lengths = [leg.distance_km for leg in legs]
    distance = None if None in lengths else round(sum(filter(None, lengths)), 1)
    duration = journey.duration or _sum([leg.duration for leg in legs])
    modes = {leg.mode for leg in legs}
    bases = {leg.basis.value for leg in legs}
    return Itinerary(
        stops=stops,
        legs=tuple(legs),
        mode=modes.pop() if len(modes) == 1 else None,
        duration=duration,
        distance_km=distance,
        speed_kmh=_speed(distance, duration),
        basis=bases.pop() if len(bases) == 1 else "mixed",
        geometry=_geometry(lines, stops),
    )


def _stop(event_map: EventMap, stop: Stop) -> StopOnMap:
    if stop.place is None:
        return StopOnMap(None, None, None, stop.when, stop.inferred)
    place = event_map.place(stop.place)
    position = (place.chosen.lon, place.chosen.lat) if place.chosen else None
    return StopOnMap(stop.place, place.name, position, stop.when, stop.inferred)


def _line(leg: Leg, start: Position | None, end: Position | None) -> Line | None:
    if start is None or end is None:
        return None
    if leg.path is None:
        return great_circle(start, end)
    return [rounded(position) for position in (start, *leg.path, end)]


def _leg(
    leg: Leg, start: StopOnMap, end: StopOnMap, line: Line | None, parts: tuple[int, int] | None
) -> LegOnMap:
    distance = round(length_km(line), 1) if line else None
    return LegOnMap(
        start=start.name,
        end=end.name,
        mode=leg.mode,
        duration=leg.duration,
        distance_km=distance,
        speed_kmh=_speed(distance, leg.duration),
        basis=leg.basis,
        parts=parts,
        inferred=start.inferred or end.inferred,
    )


def _sum(durations: list[Duration | None]) -> Duration | None:
    known = [duration for duration in durations if duration]
    if len(known) < len(durations):
        return None
    return Duration(
        seconds=sum(duration.seconds for duration in known),
        approximate=any(duration.approximate for duration in known),
    )


def _speed(distance_km: float | None, duration: Duration | None) -> float | None:
    if distance_km is None or duration is None:
        return None
    return round(distance_km / (duration.seconds / 3600), 1)


def _geometry(lines: list[Line], stops: tuple[StopOnMap, ...]) -> WayGeometry | None:
    if len(lines) == 1:
        return LineString(lines[0])
    if lines:
        return MultiLineString(lines)
    known = [stop.position for stop in stops if stop.position]
    return Point(known[0]) if known else None
