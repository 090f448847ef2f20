"""Writing the basemap's file."""

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon

from dateline.geo.basemap.mercator import forward
from dateline.geo.basemap.world import AREAS, KINDS, UNITS, Floats, Integers
from tools.basemap.simplify import coded, weights


class Writer:
    """Collects paths and writes them."""

    def __init__(self) -> None:
        self.x: list[Integers] = []
        self.y: list[Integers] = []
        self.weight: list[NDArray[np.uint8]] = []
        self.size: list[int] = []
        self.kind: list[int] = []
        self.hole: list[bool] = []

    def add(self, kind: str, lonlat: Floats, hole: bool = False, cap: float = 1.0) -> None:
        """Add one ring or line; `cap` bounds the tolerance (world widths) at which it is drawn."""
        ring = kind in AREAS
        units = np.rint(np.column_stack(forward(lonlat[:, 0], lonlat[:, 1])) * UNITS).astype(
            np.int64
        )
        moved = np.concatenate([[True], np.any(np.diff(units, axis=0) != 0, axis=1)])
        units = units[moved]
        if ring:
            units = units[:-1] if np.array_equal(units[0], units[-1]) else units
        if len(units) < (3 if ring else 2):
            return
        self.x.append(units[:, 0])
        self.y.append(units[:, 1])
        self.weight.append(coded(np.minimum(weights(units / UNITS, ring), cap)))
        self.size.append(len(units))
        self.kind.append(KINDS.index(kind))
        self.hole.append(hole)

    def add_polygons(self, kind: str, found: Iterable[Polygon]) -> None:
        """Add polygons: each outer ring followed by its holes."""
        for polygon in found:
            before = len(self.size)
            self.add(kind, shapely.get_coordinates(polygon.exterior))
            if len(self.size) > before:
                for interior in polygon.interiors:
                    self.add(kind, shapely.get_coordinates(interior), hole=True)

    def add_lines(self, kind: str, found: Iterable[LineString], cap: float = 1.0) -> None:
        """Add lines."""
        for line in found:
            self.add(kind, shapely.get_coordinates(line), cap=cap)

    def write(self, path: Path, names: list[list[object]]) -> None:
        """Write the file; the same content gives the same bytes."""
        text = json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()
        np.savez_compressed(
            path,
            x=planes(np.concatenate(self.x)),
            y=planes(np.concatenate(self.y)),
            weight=np.concatenate(self.weight),
            size=np.array(self.size, dtype=np.int32),
            kind=np.array(self.kind, dtype=np.uint8),
            hole=np.array(self.hole),
            labels=np.frombuffer(text, dtype=np.uint8),
        )


def planes(values: Integers) -> NDArray[np.uint8]:
    """Differences as zigzag integers, their lowest bytes first, then the next, and so on."""
    step = np.diff(values, prepend=0)
    zigzag = ((step << 1) ^ (step >> 63)).astype("<u4")
    return np.ascontiguousarray(zigzag.view(np.uint8).reshape(-1, 4).T)
