import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.geo.layers.geodesy import (
    bbox_of,
    cut_at_antimeridian,
    distance_km,
    great_circle,
    length_km,
)

lons = st.floats(-180, 180).map(lambda value: round(value, 4))
lats = st.floats(-89, 89).map(lambda value: round(value, 4))
positions = st.tuples(lons, lats)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        # Geodesic lengths on WGS 84 that others publish.
        ((0, 0), (1, 0), 111.319),  # a degree of the equator
        ((0, 0), (0, 90), 10001.966),  # the quarter meridian
        ((-73.778925, 40.639751), (-0.461389, 51.4775), 5554.6),  # JFK to Heathrow
    ],
)
def test_lengths_agree_with_published_ones(
    a: tuple[float, float], b: tuple[float, float], km: float
) -> None:
    assert distance_km(a, b) == pytest.approx(km, rel=2e-4)


@given(positions, positions)
def test_a_great_circle_is_as_long_as_the_shortest_way(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    line = great_circle(a, b)
    assert (line[0], line[-1]) == (a, b)
    assert length_km(line) == pytest.approx(distance_km(a, b), rel=1e-6, abs=0.01)
    assert all(distance_km(p, q) <= 101 for p, q in pairwise(line))


@given(st.lists(positions, min_size=2, max_size=8))
def test_cut_lines_never_jump_and_keep_every_position(line: list[tuple[float, float]]) -> None:
    parts = cut_at_antimeridian(line)
    assert all(len(part) >= 2 for part in parts)
    for part in parts:
        assert all(abs(q[0] - p[0]) <= 180 for p, q in pairwise(part))
    for left, right in pairwise(parts):
        assert abs(left[-1][0]) == abs(right[0][0]) == 180
        assert left[-1][1] == right[0][1]
    kept = {position for part in parts for position in part}
    on_the_line = {position for position in line if abs(position[0]) < 180}
    assert on_the_line <= kept


def test_a_line_that_only_touches_the_antimeridian_is_not_cut() -> None:
    assert cut_at_antimeridian([(170, 0), (180, 1)]) == [[(170, 0), (180, 1)]]
    assert cut_at_antimeridian([(180, 1), (-170, 2)]) == [[(-180.0, 1.0), (-170, 2)]]


@given(st.lists(positions, min_size=1, max_size=8))
def test_a_bbox_holds_every_position(given_positions: list[tuple[float, float]]) -> None:
    bbox = bbox_of([[position] for position in given_positions])
    assert bbox is not None
    west, south, east, north = bbox
    assert all(-180 <= lon <= 180 for lon in (west, east))
    for lon, lat in given_positions:
        assert south <= lat <= north
        inside = west <= lon <= east if west <= east else lon >= west or lon <= east
        assert inside or abs(lon) == 180
    width = (east - west) % 360 if west != east else 0
    plain = max(lon for lon, _ in given_positions) - min(lon for lon, _ in given_positions)
    assert width <= plain or math.isclose(width, plain)


@pytest.mark.parametrize(
    ("given_positions", "bbox"),
    [
        ([(177, 65), (-177, 70)], [177, 65, -177, 70]),
        ([(170, 0), (180, 5)], [170, 0, 180, 5]),
        ([(-180, 0), (-170, 5)], [-180, 0, -170, 5]),
        ([(180, 1)], [180, 1, 180, 1]),
        ([(5, 5)], [5, 5, 5, 5]),
        ([], None),
    ],
)
def test_a_bbox_takes_the_short_way_round(given_positions: object, bbox: object) -> None:
    assert bbox_of([[position] for position in given_positions]) == bbox


def test_a_bbox_covers_lines_and_not_only_their_ends() -> None:
    lines = [[(-150, 0), (0, 0)], [(0, 0), (150, 0)]]
    assert bbox_of(lines) == [-150, 0, 150, 0]
    assert bbox_of([[(-77, -12), (-150, 0)], [(150, 0), (-77, -12)]]) == [-150, -12, 150, 0]


def test_a_way_from_the_antimeridian_to_itself_is_no_way_round_the_world() -> None:
    parts = cut_at_antimeridian(great_circle((180, 1), (-180, 1)))
    assert all(abs(q[0] - p[0]) < 1 for part in parts for p, q in pairwise(part))
