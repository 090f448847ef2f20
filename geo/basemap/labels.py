"""Which names to write on the basemap, and from which zoom on."""

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np

from dateline.geo.basemap import mercator
from dateline.geo.basemap.detail_by_distance import Interest
from dateline.geo.basemap.mercator import TILE
from dateline.geo.basemap.world import Floats, Label, World

MOST: Final = 280
"""Maximum number of names on one map."""

EVERYWHERE: Final = 3.5
"""Names that fit up to this zoom are written however far away the story is."""

LAST_ZOOM: Final = 10.0
"""A name that fits only beyond this zoom is left out."""

_NEARER: Final = 1.0  # zooms by which names may run ahead of the detail
_HEIGHT: Final = 22.0  # pixels a line of text needs, with air around it
_MARKER: Final = (34.0, 34.0)  # pixels kept free around each place of the story
_LETTER: Final = {"country": 8.0, "capital": 6.4, "city": 6.0}  # pixels a letter takes
_DOT: Final = 14.0  # a city's dot and the gap to its name

# First zoom and zooms per rank. A country's rank is its size on the screen, a city's is Natural
# Earth's scalerank.
_FIRST: Final = {"country": (1.0, 1.0), "capital": (3.0, 0.5), "city": (3.4, 0.5)}


def labels_for(
    world: World,
    interest: Interest,
    focus: Sequence[tuple[float, float]],
    without: Collection[str] = (),
) -> list[dict[str, Any]]:
    """Names, each with the zoom from which it fits.

    Names are placed in order of importance. Two labels of w pixels' width whose points lie d apart
    (in world widths) stop overlapping at zoom log2(w / 256 d), so the zoom at which a name finds
    room among those already placed follows without trying; a reader's script need only compare.
    """
    x, y = mercator.forward([one.lon for one in world.labels], [one.lat for one in world.labels])
    points = np.column_stack([x, y, np.zeros_like(x), np.zeros_like(x)])
    nearest = np.log2(1 / (TILE * interest.tolerance(points))) + _NEARER
    nearest = np.maximum(nearest, EVERYWHERE)
    first = np.array([_first_zoom(label) for label in world.labels])
    # Where there are too many, the names that the reader is the surest to come across.
    wanted = np.argsort(first - nearest, kind="stable")[:MOST]
    wanted = wanted[first[wanted] <= nearest[wanted]]
    placed = _Placed(focus)
    hidden = {name.casefold() for name in without}
    found = []
    for index in sorted(wanted.tolist(), key=lambda i: (first[i], i)):
        label = world.labels[index]
        if label.name.casefold() in hidden:
            continue
        size = _LETTER[label.kind] * len(label.name) + (_DOT if label.kind != "country" else 0)
        zoom = max(float(first[index]), placed.free_from(x[index], y[index], size))
        if zoom > min(LAST_ZOOM, float(nearest[index])):
            continue
        placed.add(x[index], y[index], size, _HEIGHT)
        found.append(_told(label, zoom))
    return found


def _first_zoom(label: Label) -> float:
    first, per_rank = _FIRST[label.kind]
    return first + per_rank * label.rank


def _told(label: Label, zoom: float) -> dict[str, Any]:
    return {
        "class": label.kind,
        "name": label.name,
        "lon": label.lon,
        "lat": label.lat,
        "zoom": math.ceil(zoom * 10) / 10,
    }


class _Placed:
    """Rectangles that are taken, by centre (world widths) and size (pixels)."""

    def __init__(self, focus: Iterable[tuple[float, float]]) -> None:
        points = sorted(set(focus))
        x, y = mercator.forward([lon for lon, _ in points], [lat for _, lat in points])
        width, height = (np.full(len(points), side) for side in _MARKER)
        self._rows: Floats = np.column_stack([x, y, width, height])

    def add(self, x: float, y: float, width: float, height: float) -> None:
        self._rows = np.vstack([self._rows, [x, y, width, height]])

    def free_from(self, x: float, y: float, width: float) -> float:
        """The zoom from which a label at this point overlaps none of those placed."""
        if not len(self._rows):
            return 0.0
        apart = np.abs(self._rows[:, :2] - (x, y))
        apart[:, 0] = np.minimum(apart[:, 0], np.abs(1 - apart[:, 0]))
        needed = (self._rows[:, 2:] + (width, _HEIGHT)) / 2
        with np.errstate(divide="ignore"):
            zoom = np.log2(needed / (TILE * apart)).min(axis=1)
        return float(zoom.max())
