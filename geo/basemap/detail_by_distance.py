"""How closely a reader will look at each part of the world."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dateline.geo.basemap import mercator
from dateline.geo.basemap.mercator import TILE
from dateline.geo.basemap.world import Floats

FINEST: Final = 0.5 / (TILE * 2**10)
"""Half a pixel at zoom 10: the finest tolerance, in world widths. The data holds no more."""

COARSEST: Final = 2.0 / (TILE * 2**2)
"""Two pixels at zoom 2: what the far side of the world may be drawn with. (A vertex's weight is
the root of twice a triangle's area, so a line moves by less than this.)"""

PER_DISTANCE: Final = 1 / 600
"""A reader who looks at a place sees what is about 600 pixels away from it at most, so an error
of one part in 600 of the distance stays below a pixel."""

PER_EXTENT: Final = 1 / 1500
"""Seen as a whole, the story's extent fills about a thousand pixels."""

MOST_PLACES: Final = 100
"""Maximum number of separate places; above it, those close together count as one."""

Bbox = Sequence[float]


class Interest:
    """Distance to the story, turned into the tolerance a drawing may have there."""

    def __init__(self, bbox: Bbox | None, focus: Sequence[tuple[float, float]]) -> None:
        """Look at a story.

        Args:
            bbox: west, south, east, north in degrees; west > east when it crosses 180 degrees.
            focus: longitude and latitude of each place that the reader may zoom in to, degrees.
        """
        self._story = None if bbox is None else _box(bbox)
        self._places = _apart(focus)

    def tolerance(self, boxes: Floats) -> Floats:
        """The tolerance (in world widths) for each box, taken at its nearest point.

        Args:
            boxes: a row for each: x and y of the centre, half its width and height; for a point
                the last two are 0. In world widths.
        """
        found = np.full(len(boxes), COARSEST)
        for place in self._places:
            np.minimum(found, FINEST + _distance(boxes, place) * PER_DISTANCE, out=found)
        if self._story is not None:
            inside = 2 * float(self._story[2:].max()) * PER_EXTENT
            distance = _distance(boxes, self._story)
            np.minimum(found, inside + distance * PER_DISTANCE, out=found)
        return np.asarray(np.maximum(found, FINEST))


def _distance(boxes: Floats, other: Floats) -> Floats:
    """From each box to another, the shorter way around the world."""
    across, down = np.abs(boxes[:, :2] - other[:2]).T
    across = np.minimum(across, np.abs(1 - across)) - boxes[:, 2] - other[2]
    down = down - boxes[:, 3] - other[3]
    return np.asarray(np.hypot(np.maximum(across, 0), np.maximum(down, 0)))


def _apart(focus: Sequence[tuple[float, float]]) -> Floats:
    """The places as boxes without size; of many, one from each cell of a grid coarse enough."""
    x, y = mercator.forward([lon for lon, _ in focus], [lat for _, lat in focus])
    points = np.unique(np.column_stack([x, y]), axis=0)
    cells = 2**16
    while len(points) > MOST_PLACES:
        _, chosen = np.unique((points * cells).astype(np.int64), axis=0, return_index=True)
        points, cells = points[np.sort(chosen)], cells // 2
    return np.column_stack([points, np.zeros_like(points)])


def _box(bbox: Bbox) -> Floats:
    west, south, east, north = bbox
    x, y = mercator.forward([west, east + 360 if east < west else east], [north, south])
    return np.array([x.sum() / 2, y.sum() / 2, np.ptp(x) / 2, np.ptp(y) / 2])
