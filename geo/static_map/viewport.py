"""Where on the picture a position is drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dateline.geo.basemap import mercator
from dateline.geo.basemap.mercator import TILE
from dateline.geo.basemap.world import Floats
from dateline.geo.layers.geodesy import bbox_of
from dateline.geo.story.wording import is_area
from dateline.geo.use import drawn_features

Json = Mapping[str, Any]

WIDTH: Final = 1200
HEIGHT: Final = 630
"""Pixels: what Facebook, Mastodon, Slack and X show of a link in full."""
STRIP: Final = 136
"""Pixels along the bottom that the title has."""
DOWN: Final = HEIGHT - STRIP
"""Pixels that the map has from top to bottom."""

_AROUND: Final = (150, 62)
"""Pixels kept free beside, and above and below the story, for names and symbols."""
_CLOSEST: Final = 8.0
_ALONE: Final = 6.0
"""The zoom of a single place: its country, or the half of it, around it."""
_WORTH: Final = 0.7
"""Zooms that leaving place of filing and bare areas out must bring, as on the page."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window on Web Mercator.

    Attributes:
        left: x of the left edge in world widths; below 0 or above 1 beyond 180 degrees.
        top: y of the upper edge in world widths.
        scale: Pixels to one world width.
        west: The western edge of the story, degrees, if it lies across 180 degrees: what is west
            of it is drawn a world further east.
        width: In pixels, as is `height`.
    """

    left: float
    top: float
    scale: float
    west: float | None = None
    width: int = WIDTH
    height: int = DOWN

    @property
    def zoom(self) -> float:
        """The zoom level as web maps count it."""
        return float(np.log2(self.scale / TILE))

    def pixels(self, positions: Sequence[Sequence[float]]) -> Floats:
        """The story's positions (longitude, latitude) as rows of x and y on the picture."""
        lon, lat = np.array([one[:2] for one in positions], dtype=np.float64).T
        if self.west is not None:
            lon = np.where(lon < self.west, lon + 360, lon)
        return self._placed(lon, lat)

    def copies(self, positions: Sequence[Sequence[float]]) -> Iterator[Floats]:
        """Positions of the basemap as `pixels`, once for each copy of the world in sight."""
        lon, lat = np.array(positions, dtype=np.float64).T
        at = self._placed(lon, lat)
        low, high = at.min(axis=0), at.max(axis=0)
        if high[1] < 0 or low[1] > self.height:
            return
        for turn in (-1, 0, 1):
            shift = turn * self.scale
            if low[0] + shift <= self.width and high[0] + shift >= 0:
                yield at + np.array([shift, 0.0])

    def shows(self, x: float, y: float) -> bool:
        """Whether a point is in sight."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def _placed(self, lon: Floats, lat: Floats) -> Floats:
        x, y = mercator.forward(lon, lat)
        return (np.column_stack([x, y]) - (self.left, self.top)) * self.scale


def viewport_around(
    features: Iterable[Json], west: float | None, width: int, height: int
) -> Viewport:
    """The closest frame of a size that has these features in it, each with a place."""
    return _around(_world(features, west), _CLOSEST + 1, west, (width, height))


def viewport_of(document: Json) -> Viewport:
    """The closest frame that has the whole story in it; the world when nothing has a place.

    As on the page, a place of filing and a bare area that no event refers to stay out of sight
    where that brings the events much nearer.
    """
    drawn = drawn_features(document)
    if not drawn:
        return _around(np.array([[0.5, 0.42]]), closest=0, west=None)
    lines = (line for one in drawn for line in positions_of(one["geometry"]))
    box = bbox_of([(at[0], at[1]) for at in line] for line in lines)
    seam = box[0] if box and box[0] > box[2] else None
    used = _used(document["features"])
    told = [one for one in drawn if _is_told(one, used)]
    whole = _around(_world(drawn, seam), _CLOSEST, seam)
    near = _around(_world(told, seam), _CLOSEST, seam) if told else whole
    return near if near.zoom - whole.zoom > _WORTH else whole


def positions_of(geometry: Json) -> list[list[Sequence[float]]]:
    """The lines of a geometry; a point is a line of one position."""
    at = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [[at]]
    return [at] if geometry["type"] == "LineString" else list(at)


def _used(features: Iterable[Json]) -> set[str | None]:
    """Ids of places where something happens."""
    properties = [one["properties"] for one in features]
    stops = (stop["place_id"] for one in properties for stop in one.get("stops", ()))
    return {*(one.get("place_id") for one in properties), *stops}


def _is_told(feature: Json, used: set[str | None]) -> bool:
    properties = feature["properties"]
    if properties["layer"] != "places" or feature["id"] in used:
        return True
    return not (properties["role"] == "dateline" or is_area(properties))


def _world(features: Iterable[Json], seam: float | None) -> Floats:
    """All positions in world widths."""
    lines = (line for one in features for line in positions_of(one["geometry"]))
    lon, lat = np.array([position[:2] for line in lines for position in line]).T
    if seam is not None:
        lon = np.where(lon < seam, lon + 360, lon)
    return np.column_stack(mercator.forward(lon, lat))


def _around(
    points: Floats, closest: float, west: float | None, pixels: tuple[int, int] = (WIDTH, DOWN)
) -> Viewport:
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.array(pixels, dtype=np.float64)
    room = size - 2 * np.minimum(_AROUND, size / 3.5)
    extent = high - low
    if not extent.any():
        closest = min(closest, _ALONE)
    with np.errstate(divide="ignore"):
        wanted = float(np.min(room / extent))
    # Never so far that the world ends within the picture.
    scale = max(min(wanted, TILE * 2**closest), float(pixels[0]))
    left, top = (low + high) / 2 - size / scale / 2
    return Viewport(left, float(np.clip(top, 0, 1 - size[1] / scale)), scale, west, *pixels)
