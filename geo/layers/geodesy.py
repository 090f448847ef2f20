"""Lengths and lines on the WGS 84 ellipsoid: Karney's geodesics (2013), as in geopy.

Lines are what a reader calls great circles; on the ellipsoid they are geodesics, and the lengths
we state are the lengths of the lines we draw.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from geographiclib.geodesic import Geodesic

Position = tuple[float, float]
"""Longitude and latitude in degrees."""
Line = list[Position]

STEP_KM = 100.0
"""Densify a line to a point at least every so many km: chords stay within 0.2 km of the arc."""
DIGITS = 6
"""Decimals of a degree that are kept: about 0.1 m, as RFC 7946 section 11.2 advises."""


def distance_km(a: Position, b: Position) -> float:
    """Geodesic distance between two positions, in km."""
    return float(Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0], Geodesic.DISTANCE)["s12"]) / 1000


def length_km(line: Sequence[Position]) -> float:
    """Geodesic length of a line of positions, in km."""
    return sum(distance_km(a, b) for a, b in pairwise(line))


def great_circle(a: Position, b: Position) -> Line:
    """The shortest line from one position to another, densified for display.

    Begins and ends at the two positions, rounded as GeoJSON advises.
    """
    line = Geodesic.WGS84.InverseLine(a[1], a[0], b[1], b[0])
    pieces = max(1, math.ceil(line.s13 / 1000 / STEP_KM))
    between = (line.Position(line.s13 * step / pieces) for step in range(1, pieces))
    return [rounded(a), *(rounded((at["lon2"], at["lat2"])) for at in between), rounded(b)]


def cut_at_antimeridian(line: Sequence[Position]) -> list[Line]:
    """Cut a line where it crosses 180 degrees, as RFC 7946 section 3.1.9 asks.

    Two neighbouring positions are taken to be joined the short way round. A line that only
    touches the antimeridian is not cut, and no part is shorter than two positions.
    """
    parts: list[Line] = [[line[0]]]
    for a, b in pairwise(line):
        if abs(b[0] - a[0]) > 180:
            side = math.copysign(180.0, a[0])
            lat = _latitude_at(side, a, b)
            _extend(parts[-1], (side, lat))
            parts.append([(-side, lat)])
        _extend(parts[-1], b)
    return [part for part in parts if len(part) > 1] or [[line[0], line[0]]]


def bbox_of(lines: Iterable[Sequence[Position]]) -> list[float] | None:
    """West, south, east, north of lines (or of points: lines of one position); None of none.

    The smallest box: where that is the one across the antimeridian, west is greater than east
    (RFC 7946 section 5.2). No line may itself cross the antimeridian.
    """
    lines = [line for line in lines if line]
    if not lines:
        return None
    lats = [lat for line in lines for _, lat in line]
    west, east = _narrowest([_reach(line) for line in lines])
    return [west, min(lats), east, max(lats)]


def rounded(position: Position) -> Position:
    """The position with as many decimals as GeoJSON wants."""
    return round(position[0], DIGITS), round(position[1], DIGITS)


def _reach(line: Sequence[Position]) -> tuple[float, float]:
    lons = [lon for lon, _ in line]
    return min(lons), max(lons)


def _narrowest(reaches: list[tuple[float, float]]) -> tuple[float, float]:
    """The smallest stretch of longitudes with all the given ones: what the widest gap leaves."""
    reaches = sorted(reaches)
    first = reaches[0][0]
    widest, (west, east) = -1.0, reaches[0]
    covered = reaches[0][1]
    for start, end in reaches[1:]:
        if start - covered > widest and start > covered:
            widest, west, east = start - covered, start, covered
        covered = max(covered, end)
    if first + 360 - covered >= widest:
        return first, covered
    return west, east


def _extend(part: Line, position: Position) -> None:
    if part[-1] != position:
        part.append(position)


def _latitude_at(side: float, a: Position, b: Position) -> float:
    beyond = b[0] + 2 * side
    if beyond == a[0]:
        return a[1]
    return round(a[1] + (side - a[0]) / (beyond - a[0]) * (b[1] - a[1]), DIGITS)
