"""Build geo/basemap/world.npz, the offline basemap, from public-domain Natural Earth data.

    python -m tools.basemap.build [--packages FOLDER]

The Natural Earth files come inside Debian packages, fetched with the ordinary apt client (or
unpacked beforehand into FOLDER). Every file used is checked against the SHA-256 in SOURCES, so
the same sources give the same result.

What the file holds, and why:

- Coordinates are Web Mercator, in units of 1/2**22 of the world's width (9.6 m at the equator),
  because that is where the reader's eye measures; each coordinate is a difference to the one
  before it, split into byte planes, which compresses three times better than plain integers.
- Every vertex carries a weight: the tolerance up to which it must be kept, from Visvalingam and
  Whyatt's "Line generalisation by repeated elimination of points" (The Cartographic Journal 30,
  1993). `geo.basemap` compares it with a tolerance that grows with the distance from the story.
- Land that Natural Earth cuts at 180 degrees is put together again and reaches past 180, so that
  no line is drawn along the antimeridian.
"""

import argparse
import hashlib
import math
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import (
    LineString,
    MultiLineString,
    MultiPolygon,
    Polygon,
    box,
)
from shapely.geometry.base import BaseGeometry

from dateline.geo.basemap.mercator import TOP
from tools.basemap.writer import Writer
from tools.shapefiles import records, shapes

TARGET = Path(__file__).resolve().parents[2] / "geo" / "basemap" / "world.npz"

# Debian package, folder in it, file in that folder to SHA-256.
SOURCES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "libmagics++-data",
        "usr/share/magics/10m",
        {
            "ne_10m_land.shp": ("e723e2607efb43957f2bfe2446dbc16bc2bd16894915bcf64258790a51ecbdef"),
            "ne_10m_admin_0_boundary_lines_land.shp": (
                "ca60e50f70987deb3182e987eb13956f30834e582371d6ae1dd6cb276b4a2d62"
            ),
            "ne_10m_admin_0_boundary_lines_land.dbf": (
                "f69352bb2b94de90fa26e84a8a5baacb6c806a32ecde750a37752854a06feea9"
            ),
            "ne_10m_rivers_lake_centerlines.shp": (
                "2a390e30626d145e967ac31eaaa8e5418c7992f599759e2be56c038f179cd7df"
            ),
            "ne_10m_rivers_lake_centerlines.dbf": (
                "76fa4d4873071cefa4a2e6de02d3d6d8420c0b74257eca6848fdfbaa523df078"
            ),
            "ne_10m_populated_places_simple.dbf": (
                "2e4ca5a059240f93f548531ad979555a0f716cd9b6ddfc9e0c602239d17fc36a"
            ),
        },
    ),
    (
        "libgnudatalanguage0",
        "usr/share/gnudatalanguage/resource/maps/high",
        {
            "ne_10m_lakes.shp": (
                "07731c8f27ff2233baed6868d5ae9c573b64b9cff59300997f12d8f653584c2c"
            ),
        },
    ),
    (
        "qgis-common",
        "usr/share/qgis/resources/data",
        {
            "world_map.gpkg": ("ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"),
        },
    ),
)

# Natural Earth's classes of land boundary. What it marks as a limit of a lease, or of an overlay
# such as a demilitarised zone, is no border and left out. "Magics" in two classes is the
# packager's own mark on the borders around Western Sahara.
BORDERS = {
    "International boundary (verify)": "border",
    "International boundary (Magics)": "border",
    "Disputed (please verify)": "border_disputed",
    "Indefinite (please verify)": "border_disputed",
    "Line of control (please verify)": "border_disputed",
    "Indeterminant frontier": "border_disputed",
    "ForgetMagics": "border_disputed",
}

# Names that have changed since, and names that English has a word of its own for.
RENAMED = {
    "Kiev": "Kyiv",
    "København": "Copenhagen",
    "Macedonia": "North Macedonia",
    "eSwatini": "Eswatini",
}

CITY_RANKS = 9  # Natural Earth's scalerank: 0 the largest cities of the world, 10 small towns
RIVER_RANKS = 8
NEARLY = 1e-3  # degrees by which the two halves of what is cut at 180 degrees may miss each other


def unpacked(folder: Path) -> Path:
    """Fetch and unpack the Debian packages into a folder and return it."""
    for package, _, _ in SOURCES:
        subprocess.run(["apt-get", "download", package], check=True, cwd=folder)  # noqa: S603, S607
        (archive,) = folder.glob(f"{package}_*.deb")
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)  # noqa: S603, S607
    return folder


def checked(folder: Path) -> dict[str, Path]:
    """The source files by name, after comparing each with its checksum.

    Raises:
        ValueError: a file is not the one this builder was written for.
    """
    files = {}
    for _, inside, names in SOURCES:
        for name, expected in names.items():
            path = folder / inside / name
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            if found != expected:
                raise ValueError(f"{name}: SHA-256 {found}, expected {expected}")
            files[name] = path
    return files


def shifted(geometry: BaseGeometry, degrees: float) -> BaseGeometry:
    """The geometry moved east by some degrees."""
    return shapely.transform(geometry, lambda xy: np.add(xy, (degrees, 0.0)))


def land(files: dict[str, Path]) -> tuple[list[Polygon], list[Polygon], list[LineString]]:
    """Land in one piece across 180 degrees; Antarctica and its coast apart.

    Antarctica is closed along the edge of the projection, which is no coast: its fill and its
    coast are kept as different things. Its fill overlaps itself at 180 degrees so that copies of
    the world drawn side by side show no seam.
    """
    whole, western, eastern, antarctica = [], [], [], Polygon()
    for polygon in polygons(shapes(files["ne_10m_land.shp"])):
        west, south, east, _ = polygon.bounds
        if south < -89:
            antarctica = polygon
        elif west < -180 + NEARLY:
            western.append(shifted(polygon, 360))
        elif east > 180 - NEARLY:
            eastern.append(polygon)
        else:
            whole.append(polygon)
    # A hair's breadth of overlap: the two halves do not meet at exactly the same points.
    joined = shapely.union_all(
        [shapely.buffer(p, NEARLY, join_style="mitre") for p in western + eastern]
    )
    body = shapely.intersection(antarctica, box(-180, -TOP, 180, 0))
    edges = shapely.boundary(box(-180, -TOP, 180, 0)).buffer(1e-6)
    coast = shapely.difference(body.boundary, edges)
    sides = [
        shapely.intersection(shifted(body, offset), box(west, -TOP, west + 1, 0))
        for offset, west in ((360, 180), (-360, -181))
    ]
    fill = shapely.union_all(
        [shapely.buffer(p, NEARLY, join_style="mitre") for p in (body, *sides)]
    )
    return polygons([*whole, joined]), polygons([fill]), lines([coast])


def lakes(files: dict[str, Path]) -> list[Polygon]:
    """Lakes and reservoirs."""
    return polygons(shapes(files["ne_10m_lakes.shp"]))


def borders(files: dict[str, Path]) -> dict[str, list[LineString]]:
    """Borders by kind, with claims that Natural Earth keeps in a layer of their own."""
    name = "ne_10m_admin_0_boundary_lines_land"
    found: dict[str, list[BaseGeometry]] = {"border": [], "border_disputed": []}
    for line, record in zip(
        shapes(files[f"{name}.shp"]), records(files[f"{name}.dbf"]), strict=True
    ):
        kind = BORDERS.get(str(record["featurecla"]))
        if kind:
            found[kind].append(line)
    known = shapely.buffer(shapely.union_all(found["border"] + found["border_disputed"]), 0.02)
    with sqlite3.connect(files["world_map.gpkg"]) as gpkg:
        for (blob,) in gpkg.execute("SELECT geom FROM disputed_borders ORDER BY fid"):
            claim = geopackage_geometry(blob)
            found["border_disputed"].append(shapely.difference(claim, known))
    return {kind: lines(geometries) for kind, geometries in found.items()}


def rivers(files: dict[str, Path]) -> Iterator[tuple[int, list[LineString]]]:
    """Rivers by Natural Earth's scale rank, without the lines drawn through lakes."""
    name = "ne_10m_rivers_lake_centerlines"
    ranked: dict[int, list[BaseGeometry]] = {}
    for line, record in zip(
        shapes(files[f"{name}.shp"]), records(files[f"{name}.dbf"]), strict=True
    ):
        rank = int(float(str(record["scalerank"])))
        if rank <= RIVER_RANKS and record["featurecla"] == "River":
            ranked.setdefault(rank, []).append(line)
    for rank in sorted(ranked):
        yield rank, lines(ranked[rank])


def geopackage_geometry(blob: bytes) -> BaseGeometry:
    """A geometry from a GeoPackage blob: WKB after a header (OGC 12-128r19, 2.1.3)."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return shapely.from_wkb(blob[8 + envelope :])


def labels(files: dict[str, Path]) -> list[list[object]]:
    """Names to write on the map: kind, name, lon, lat, rank (0 shows first), population.

    A country's name stands at the centre of the largest circle inside its largest part; its rank
    comes from its size on the screen.
    """
    found: list[list[object]] = []
    with sqlite3.connect(files["world_map.gpkg"]) as gpkg:
        rows = gpkg.execute("SELECT NAME, geom FROM countries WHERE NAME IS NOT NULL").fetchall()
    for name, blob in rows:
        parts = polygons([geopackage_geometry(blob)])
        largest = max(parts, key=lambda part: part.area)
        radius = shapely.maximum_inscribed_circle(largest, tolerance=0.05)
        centre = shapely.get_point(radius, 0)
        rank = max(0.0, min(7.0, 4.0 - math.log2(max(radius.length, 0.05))))
        found.append(
            [
                "country",
                RENAMED.get(name, name),
                round(centre.x, 2),
                round(centre.y, 2),
                round(rank, 1),
                0,
            ]
        )
    for city in records(files["ne_10m_populated_places_simple.dbf"]):
        rank = int(str(city["scalerank"]))
        if rank <= CITY_RANKS:
            capital = str(city["featurecla"]).startswith("Admin-0 capital")
            found.append(
                [
                    "capital" if capital else "city",
                    RENAMED.get(str(city["name"]), str(city["name"])),
                    round(float(str(city["longitude"])), 3),
                    round(float(str(city["latitude"])), 3),
                    rank,
                    int(str(city["pop_max"])),
                ]
            )
    return sorted(found, key=lambda label: (label[4], -int(str(label[5])), str(label[1])))


def polygons(geometries: Iterable[BaseGeometry]) -> list[Polygon]:
    """All polygons, made valid, one by one."""
    found = []
    for geometry in geometries:
        valid = geometry if geometry.is_valid else shapely.make_valid(geometry)
        found += [p for p in shapely.get_parts(valid) if isinstance(p, Polygon) and not p.is_empty]
        found += [
            p for m in shapely.get_parts(valid) if isinstance(m, MultiPolygon) for p in m.geoms
        ]
    return found


def lines(geometries: Iterable[BaseGeometry]) -> list[LineString]:
    """All lines, joined end to end where only two meet."""
    parts = [p for p in shapely.get_parts(list(geometries)) if not p.is_empty]
    merged = shapely.line_merge(MultiLineString([p for p in parts if isinstance(p, LineString)]))
    return [line for line in shapely.get_parts(merged) if len(line.coords) > 1]


def build(files: dict[str, Path], target: Path) -> None:
    """Build the basemap from checked source files."""
    world = Writer()
    body, ice, ice_coast = land(files)
    world.add_polygons("land", body)
    world.add_polygons("land_open", ice)
    world.add_lines("coast", ice_coast)
    world.add_polygons("lake", lakes(files))
    for rank, found in rivers(files):
        # A river of rank r is worth drawing from about zoom 3 + r/2 on.
        world.add_lines("river", found, cap=1 / (256 * 2 ** (3 + rank / 2)))
    for kind, found in borders(files).items():
        world.add_lines(kind, found)
    world.write(target, labels(files))
    sys.stdout.write(
        f"{target.name}: {sum(world.size)} vertices, {len(world.size)} paths, "
        f"{target.stat().st_size} bytes, sha256 "
        f"{hashlib.sha256(target.read_bytes()).hexdigest()}\n"
    )


def main() -> None:
    """Fetch the sources unless they are given, and build."""
    parser = argparse.ArgumentParser(description="Build the offline basemap.")
    parser.add_argument("--packages", type=Path, help="folder with the packages already unpacked")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    if arguments.packages:
        build(checked(arguments.packages), arguments.target)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(checked(unpacked(Path(folder))), arguments.target)


if __name__ == "__main__":
    main()
