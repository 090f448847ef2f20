"""The world's coasts, lakes, rivers, borders and names, as `tools.basemap.build` wrote them."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

UNITS: Final = 2**22
"""Coordinates are Web Mercator in this many units to the world's width."""

KINDS: Final = ("land", "land_open", "coast", "lake", "river", "border", "border_disputed")
"""What a path is, in drawing order."""

AREAS: Final = frozenset({"land", "land_open", "lake"})
"""Kinds whose paths are rings."""

CHUNK: Final = 128
"""At most so many vertices of a path are judged together before any is judged alone."""


@dataclass(frozen=True)
class Label:
    """A name to write on the map.

    Attributes:
        kind: country, capital or city.
        name: in English, or as Natural Earth spells it.
        lon: degrees WGS 84.
        lat: degrees WGS 84.
        rank: 0 is shown first.
        population: of a city; 0 for a country.
    """

    kind: str
    name: str
    lon: float
    lat: float
    rank: float
    population: int


@dataclass(frozen=True)
class World:
    """Every path of the basemap, vertex by vertex.

    Attributes:
        x: eastward from 180 degrees west, in units; land that crosses 180 degrees goes beyond
            `UNITS`.
        y: southward from the top of Web Mercator, in units.
        weight: tolerance up to which a vertex is drawn, in quarter octaves above one unit.
        path: for each vertex the index of its path.
        start: index of each path's first vertex.
        kind: of each path, an index into `KINDS`.
        hole: whether a path is a hole in the ring before it.
        extent: the largest weight on each path.
        chunk: for each vertex the index of its chunk.
        chunks: for each chunk its box: x and y of the centre, half its width and height; all in
            world widths.
        labels: names, most important first.
    """

    x: Integers
    y: Integers
    weight: Integers
    path: Integers
    start: Integers
    kind: Integers
    hole: NDArray[np.bool_]
    extent: Integers
    chunk: Integers
    chunks: Floats
    labels: tuple[Label, ...]


@cache
def world() -> World:
    """The basemap's data, read at the first call and kept."""
    with files("dateline.geo.basemap").joinpath("world.npz").open("rb") as file:
        data: dict[str, Any] = dict(np.load(file, allow_pickle=False))
    x, y = _sums(data["x"]), _sums(data["y"])
    size = data["size"].astype(np.int64)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    weight = data["weight"].astype(np.int64)
    chunk_start, chunk = _chunks(start, size)
    return World(
        x=x,
        y=y,
        weight=weight,
        path=np.repeat(np.arange(len(size)), size),
        start=start,
        kind=data["kind"].astype(np.int64),
        hole=data["hole"],
        extent=np.maximum.reduceat(weight, start),
        chunk=chunk,
        chunks=_boxes(x / UNITS, y / UNITS, chunk_start),
        labels=tuple(Label(*row) for row in json.loads(data["labels"].tobytes())),
    )


def _sums(planes: NDArray[np.uint8]) -> Integers:
    zigzag = np.ascontiguousarray(planes.T).view("<u4")[:, 0].astype(np.int64)
    return np.cumsum((zigzag >> 1) ^ -(zigzag & 1))


def _chunks(start: Integers, size: Integers) -> tuple[Integers, Integers]:
    """Where each chunk starts, and for each vertex its chunk."""
    per_path = -(-size // CHUNK)
    first = np.cumsum(per_path) - per_path
    within = np.arange(per_path.sum()) - np.repeat(first, per_path)
    starts = np.repeat(start, per_path) + within * CHUNK
    return starts, np.repeat(np.arange(len(starts)), np.diff(starts, append=size.sum()))


def _boxes(x: Floats, y: Floats, start: Integers) -> Floats:
    low = np.minimum.reduceat(np.column_stack([x, y]), start)
    high = np.maximum.reduceat(np.column_stack([x, y]), start)
    return np.column_stack([(low + high) / 2, (high - low) / 2])
