"""Makes world.svg: the land of the world in a few kilobytes, for pictures the size of a stamp.

Run from the project's folder: ``python tools/world_svg.py``. One unit is one degree; x is the
longitude + 180, y is 90 - latitude. The land is the basemap's (Natural Earth, public domain).
"""

from itertools import pairwise
from pathlib import Path

from shapely import MultiPolygon, get_parts, make_valid
from shapely.affinity import translate
from shapely.geometry import Polygon, box, shape
from shapely.ops import unary_union

from dateline.geo.basemap import basemap_for

EXTENT = (-180, -60, 180, 80)
"""Degrees; what is within is drawn finer."""
TOLERANCE = 0.3
"""Degrees by which an outline may be moved."""
LEAST_AREA = 0.8
"""Square degrees; a smaller island is left out."""


def outline() -> MultiPolygon:
    """The land, simplified, within 180 degrees west and east."""
    kinds = ("land", "land_open")
    parts = [
        make_valid(shape(feature["geometry"]))
        for feature in basemap_for(EXTENT)["features"]
        if feature["properties"]["kind"] in kinds
    ]
    land = unary_union(parts)
    world = box(-180, -85, 180, 85)
    # Land that crosses 180 degrees reaches beyond it in the basemap.
    moved = [
        translate(box(west, -85, west + 360, 85).intersection(land), turn, 0)
        for west, turn in ((-540, 360), (180, -360))
    ]
    whole = unary_union([world.intersection(land), *moved]).simplify(TOLERANCE)
    polygons = [part for part in get_parts(whole) if part.area >= LEAST_AREA]
    return MultiPolygon([Polygon(part.exterior) for part in polygons])


def path(land: MultiPolygon) -> str:
    """The outline as SVG path data, in tenths of a degree, each point relative to the last."""
    found = []
    for polygon in land.geoms:
        points = [(round((x + 180) * 10), round((90 - y) * 10)) for x, y in polygon.exterior.coords]
        found.append(f"M{points[0][0]} {points[0][1]}l")
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        found.append(" ".join(f"{dx} {dy}" for dx, dy in steps[:-1]).replace(" -", "-") + "z")
    return "".join(found)


def main() -> None:
    """Write the picture beside this script."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3600 1800" '
        'preserveAspectRatio="none">'
        f'<path fill="#8f9aa3" fill-opacity=".42" d="{path(outline())}"/></svg>\n'
    )
    (Path(__file__).parents[1] / "static" / "img" / "world.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
