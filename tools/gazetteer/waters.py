"""Rivers by name from Natural Earth's courses; islands and lakes within its outlines."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.folding import fold
from dateline.geo.gazetteer.sphere import distance_km
from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.shapes import Areas, middle, reach_km
from tools.gazetteer.towns import add_alternates
from tools.shapefiles import records, shapes

RIVERS = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
LAND = "usr/share/magics/10m/ne_10m_land.shp"
LAKES = "usr/share/gnudatalanguage/resource/maps/high/ne_10m_lakes.shp"

_ASHORE = 0.2
"""How far a river's last point may lie from the drawn coast, degrees."""
_SAME_REACH = 2.5
"""How many times larger or smaller than said an outline may be and still be the place's own."""
_GREAT = 0.46
"""Least prominence of a river that is well known by its bare name ("the Danube")."""

_LONGEST = 12.0
"""How far from its mouth a part of a river may be drawn, degrees; beyond is a namesake."""
_FLOWS = re.compile(
    r"(?i)\b(river|rio|río|canal|fork|branch|bayou|nile|darya|creek|gol|protoka|volta|delta|"
    r"left|right|älv|shatt|bahr|protoka|bratul)\b"
)


class _Known(NamedTuple):
    """What the readable file says of a river."""

    name: str
    names: list[str]
    mouth: tuple[float, float] | None
    bare: bool


@dataclass
class _River:
    rank: float
    names: dict[str, float] = field(default_factory=dict)
    """The names along it, with how long the part is that bears each, degrees."""
    lines: list[BaseGeometry] = field(default_factory=list)


def read_rivers(
    courses: Path, names: Path, coast: Sequence[BaseGeometry], countries: dict[str, BaseGeometry]
) -> list[PlaceEntry]:
    """The named rivers, each at its mouth: where its course comes to the coast.

    A river that does not reach the sea is where its course meets another's, or ends.

    Args:
        courses: The shapefile of the courses.
        names: ``rivers.csv``: English names of rivers that are drawn under other names.
        coast: Outlines of the land.
        countries: Outlines by ISO 3166-1 code; a river within one country lies in it.
    """
    known = _known_names(names)
    rivers = _by_number(courses, known)
    shore = shapely.STRtree([line for area in coast for line in _rings(area)])
    isos, areas = list(countries), Areas(list(countries.values()))
    found: dict[str, PlaceEntry] = {}
    whole = {
        number: shapely.GeometryCollection(
            [p for line in river.lines for p in shapely.get_parts(line)]
        )
        for number, river in rivers.items()
    }
    others = shapely.STRtree(list(whole.values()))
    for at, (number, river) in enumerate(rivers.items()):
        course = whole[number]
        drawn = max(river.names, key=lambda name: (name in known, river.names[name], name))
        curated = known.get(drawn)
        if curated is not None and curated.mouth and not _within(course, curated.mouth):
            continue  # Another river, drawn under a great one's name.
        mouth = curated.mouth if curated is not None else None
        lon, lat = mouth or _mouth(course, at, shore, others)
        entry = _river(river, lon, lat, course, curated or _as_drawn(drawn))
        held = {isos[area] for area in areas.holding(_along(course)) if area is not None}
        entry.country = held.pop() if len(held) == 1 else None
        other = found.get(entry.key)
        if other is None or other.prominence < entry.prominence:
            found[entry.key] = entry
    return [found[key] for key in sorted(found)]


def land_outlines(path: Path) -> list[Polygon]:
    """The pieces of land (or the lakes) of a shapefile, one by one."""
    return [
        part
        for geometry in shapes(path)
        for part in shapely.get_parts(shapely.make_valid(geometry))
        if isinstance(part, Polygon) and not part.is_empty
    ]


def fit(entries: Iterable[PlaceEntry], codes: frozenset[str], outlines: Sequence[Polygon]) -> None:
    """Put islands (or lakes) in the middle of the outline that holds their point.

    Only where the outline is about as large as the entry says, so that a small island whose
    outline is missing does not become its neighbour.

    Args:
        entries: The curated places.
        codes: Feature codes of the entries that have such an outline.
        outlines: The outlines.
    """
    chosen = [entry for entry in entries if entry.code in codes]
    near = Areas(list(outlines)).holding([(entry.lon, entry.lat) for entry in chosen], within=0.1)
    for entry, area in zip(chosen, near, strict=True):
        if area is None:
            continue
        lon, lat = middle(outlines[area])
        reach = reach_km(outlines[area], lon, lat)
        within = distance_km(lon, lat, entry.lon, entry.lat) <= entry.uncertainty_km + reach
        if within and 1 / _SAME_REACH <= reach / entry.uncertainty_km <= _SAME_REACH:
            entry.lon, entry.lat, entry.uncertainty_km = lon, lat, round(reach, 1)
            entry.source = "natural-earth"


def _known_names(path: Path) -> dict[str, _Known]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["drawn"]: _Known(
                row["name"],
                [name for name in row["names"].split(";") if name],
                (float(row["lon"]), float(row["lat"])) if row["lon"] else None,
                bool(row["bare"]),
            )
            for row in csv.DictReader(lines)
        }


def _by_number(path: Path, known: dict[str, _Known]) -> dict[str, _River]:
    rivers: dict[str, _River] = {}
    for row, line in zip(records(path.with_suffix(".dbf")), shapes(path), strict=True):
        drawn, number = str(row["name"]), str(row["rivernum"])
        rank = float(str(row["scalerank"]))
        if not drawn or drawn.endswith("Delta") or line.is_empty:
            continue
        # A few parts have no number of their own; their name keeps them apart.
        key = f"{number} {drawn if number == '0' else ''}"
        curated = known.get(drawn)
        if curated is not None and curated.mouth and _within(line, curated.mouth):
            key = curated.name
        river = rivers.setdefault(key, _River(rank))
        river.rank = min(river.rank, rank)
        river.lines.append(line)
        alternates = str(row["name_alt"] or "").split(";")
        for name in [drawn, *alternates]:
            if name[:1].isupper() and ("?" not in name or name in known):
                river.names[name] = river.names.get(name, 0.0) + (name == drawn) * line.length
    return {key: river for key, river in rivers.items() if river.names}


def _as_drawn(drawn: str) -> _Known:
    return _Known(_outside(drawn), [_inside(drawn)], None, bare=False)


def _river(
    river: _River, lon: float, lat: float, course: BaseGeometry, known: _Known
) -> PlaceEntry:
    own = known.name if _FLOWS.search(known.name) else f"{known.name} River"
    great = known.mouth is not None
    entry = PlaceEntry(
        key=f"natural-earth:stm-{fold(own).replace(' ', '-')}",
        source="natural-earth",
        name=known.name if known.bare else own,
        lon=lon,
        lat=lat,
        code="STM",
        prominence=round(max(_GREAT if great else 0.28, 0.6 - 0.035 * river.rank), 3),
        uncertainty_km=round(
            max(distance_km(lon, lat, x, y) for x, y in shapely.get_coordinates(course).tolist()), 1
        ),
    )
    entry.add_name(entry.name, NameKind.PRIMARY)
    entry.add_name(own, NameKind.PRIMARY)
    for name in filter(None, [known.name, *known.names, *map(_outside, river.names)]):
        if known.bare and name in known.names:
            add_alternates(entry, [name])
        elif "?" not in name:
            entry.add_name(name, NameKind.SHORT)
        if name.isascii() and "?" not in name and not _FLOWS.search(name):
            entry.add_name(f"{name} River", NameKind.ALTERNATE)
            entry.add_name(f"River {name}", NameKind.ALTERNATE)
    return entry


def _within(course: BaseGeometry, mouth: tuple[float, float]) -> bool:
    west, south, east, north = course.bounds
    reach = max(_LONGEST, east - west, north - south)
    return bool(shapely.distance(course, shapely.Point(mouth)) <= reach)


def _outside(name: str) -> str:
    return " ".join(re.sub(r"\(.*?\)", " ", name).split())


def _inside(name: str) -> str:
    match = re.search(r"\((.+?)\)", name)
    return match.group(1) if match else ""


def _rings(area: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_parts(area.boundary))


def _along(course: BaseGeometry) -> list[tuple[float, float]]:
    points = shapely.get_coordinates(course).tolist()
    return [(x, y) for x, y in points[:: max(1, len(points) // 40)]]


def _mouth(
    course: BaseGeometry, own: int, shore: shapely.STRtree, others: shapely.STRtree
) -> tuple[float, float]:
    ends = shapely.points(_ends(course))
    pairs, apart = shore.query_nearest(
        ends, max_distance=_ASHORE, all_matches=False, return_distance=True
    )
    if len(apart):
        mouth = ends[pairs[0][int(apart.argmin())]]
        return round(mouth.x, 5), round(mouth.y, 5)
    joining = [
        end for end in ends if any(at != own for at in others.query(end, "dwithin", 0.02).tolist())
    ]
    mouth = (joining or list(ends))[-1]
    return round(mouth.x, 5), round(mouth.y, 5)


def _ends(course: BaseGeometry) -> list[tuple[float, float]]:
    """Where a course ends, downstream: Natural Earth draws rivers from source to mouth."""
    starts: set[tuple[float, ...]] = set()
    lasts: dict[tuple[float, ...], None] = {}
    for line in shapely.get_parts(course):
        starts.add(line.coords[0][:2])
        lasts[line.coords[-1][:2]] = None
    return [(x, y) for x, y in lasts if (x, y) not in starts] or [(x, y) for x, y in lasts]
