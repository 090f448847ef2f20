"""An inset in a corner, for places too close together to be distinguished on the whole map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.geo.basemap.world import Floats
from dateline.geo.static_map.label_space import Box, LabelSpace
from dateline.geo.static_map.viewport import DOWN, WIDTH, Viewport, viewport_around

Json = Mapping[str, Any]
Mask = NDArray[np.bool_]

_SIZE: Final = (430, 262)
_MARGIN: Final = 20
_BELOW: Final = 40
"""Pixels under an inset at the bottom: the credits have them."""
_CLOSE: Final = 64.0
"""Pixels that all of a knot of places lie within."""
_LEAST: Final = 3
"""Spots that are worth a second look."""
_MOST: Final = 400
"""Points; where there are more, no knot of them stands out."""
_CORNERS: Final = ((1, 1), (0, 1), (1, 0), (0, 0))
"""Right before left, bottom before top: there is most often a sea, or nothing."""


@dataclass(frozen=True, slots=True)
class Inset:
    """An inset.

    Attributes:
        box: Where it lies on the picture.
        around: What it shows, on the whole map.
        ids: The features whose places are in it.
    """

    viewport: Viewport
    box: Box
    around: Box
    ids: frozenset[str]


def inset_of(points: Sequence[Json], viewport: Viewport, labels: LabelSpace) -> Inset | None:
    """The inset of a story, and its corner taken; None where it needs none or none is free.

    Args:
        points: Features that have a point.
        viewport: Of the whole map.
        labels: Space for labels of the whole map.
    """
    at = [viewport.pixels([one["geometry"]["coordinates"]])[0] for one in points]
    shown = [index for index, (x, y) in enumerate(at) if viewport.shows(x, y)]
    if not _LEAST <= len(shown) <= _MOST:
        return None
    places = np.array([at[index] for index in shown])
    knot = _knot(places)
    # All of the story in one knot is no knot: the frame is as close as it can be.
    if knot is None or np.ptp(places, axis=0).max() < 4 * _CLOSE:
        return None
    low, high = places[knot].min(axis=0) - 16, places[knot].max(axis=0) + 16
    around = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    box = next((one for one in _corners() if _is_clear(one, places, around, labels)), None)
    if box is None:
        return None
    labels.reserve(box)
    features = [points[shown[index]] for index in np.flatnonzero(knot)]
    ids = frozenset(one["id"] for one in features)
    return Inset(viewport_around(features, viewport.west, *_SIZE), box, around, ids)


def _knot(places: Floats) -> Mask | None:
    """Which points lie within `_CLOSE` of each other, most of them; None where too few do."""
    apart: Floats = np.abs(places[:, None, :] - places[None, :, :]).max(axis=2)
    near: Mask = np.asarray(apart <= _CLOSE / 2)
    spots = [len(np.unique(places[row].round(), axis=0)) for row in near]
    best = int(np.argmax(spots))
    return np.asarray(near[best]) if spots[best] >= _LEAST else None


def _corners() -> list[Box]:
    width, height = _SIZE
    lefts, tops = (_MARGIN, WIDTH - width - _MARGIN), (_MARGIN, DOWN - height - _BELOW)
    return [
        Box(lefts[right], tops[low], lefts[right] + width, tops[low] + height)
        for right, low in _CORNERS
    ]


def _is_clear(box: Box, places: Floats, around: Box, labels: LabelSpace) -> bool:
    wide = Box(box.left - 30, box.top - 30, box.right + 30, box.bottom + 30)
    hidden = any(wide.meets(Box.around(x, y, 1)) for x, y in places.tolist())
    return (
        not hidden and not wide.meets(around) and labels.is_free(box) and not labels.crossings(box)
    )
