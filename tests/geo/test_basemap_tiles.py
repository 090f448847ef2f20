"""What the basemap's tiles are made of, on small data."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapefile
import shapely
from shapely.geometry import LineString, Polygon, box

from dateline.geo.basemap.mercator import TOP
from tools.basemap.tiles import build, coast, lines, names
from tools.basemap.tiles.coast import ANTARCTICA, ISLAND_IN_LAKE, LAKE, LAND, Shore
from tools.basemap.tiles.languages import by_language
from tools.basemap.tiles.same import GeoNames, spelt

WORLD = (-180.0, -TOP, 180.0, TOP)


def tile_edges(zoom: int) -> tuple[set[float], set[float]]:
    """Longitudes and latitudes, rounded, at which tiles of a zoom level meet."""
    cells = [WORLD]
    for _ in range(zoom):
        cells = [quarter for cell in cells for quarter in coast.quarters(cell)]
    return (
        {round(lon, 6) for cell in cells for lon in (cell[0], cell[2])},
        {round(lat, 6) for cell in cells for lat in (cell[1], cell[3])},
    )


def test_quarters_are_the_tiles_of_the_next_zoom_level() -> None:
    lons, lats = tile_edges(2)
    assert lons == {-180, -90, 0, 90, 180}
    # Known latitudes of the edges of web map tiles at zoom 2.
    assert lats == {-85.051129, -66.51326, 0, 66.51326, 85.051129}


def test_pieces_cover_the_same_and_meet_only_at_the_edges_of_tiles() -> None:
    blob = shapely.Point(13, 27).buffer(40, quad_segs=64)
    pieces = list(coast.cut(blob, 3))
    assert len(pieces) > 4
    assert shapely.union_all(pieces).symmetric_difference(blob).area == pytest.approx(0, abs=1e-9)
    assert sum(piece.area for piece in pieces) == pytest.approx(blob.area)
    lons, lats = tile_edges(3)
    for piece in pieces:
        inside = piece.boundary.difference(blob.boundary.buffer(1e-6))
        for x, y in shapely.get_coordinates(inside).round(6).tolist():
            assert x in lons or y in lats


def test_what_lies_in_one_tile_is_not_cut() -> None:
    island = box(10, 10, 10.5, 10.5)
    assert list(coast.cut(island, 5)) == [island]


def write_shores(folder: Path, rings: list[tuple[int, float, list[tuple[float, float]]]]) -> None:
    data, index, offset = b"", [], 0
    for number, (level, km2, ring) in enumerate(rings):
        block = np.asarray(ring, "<f4").tobytes()
        lats = [lat for _, lat in ring]
        row = (level, km2, len(ring), min(lats), max(lats), offset, len(block), number)
        index.append(" ".join(str(one) for one in row))
        data += block
        offset += len(block)
    (folder / "rings.dat").write_bytes(data)
    (folder / "index.dat").write_text("\n".join(index) + "\n")


def square(west: float, south: float, size: float) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in box(west, south, west + size, south + size).exterior.coords
    ]


def test_shores_are_read_ring_by_ring(tmp_path: Path) -> None:
    write_shores(
        tmp_path,
        [
            (LAND, 12_000, square(0, 0, 10)),
            (LAKE, 100, square(2, 2, 4)),
            (ANTARCTICA, 5_000, [(0, -90), (0, -70), (40, -70), (40, -90), (0, -90)]),
        ],
    )
    land, lake, ice = coast.shores(tmp_path / "rings.dat", tmp_path / "index.dat")
    assert (land.level, land.km2, land.shape.bounds) == (LAND, 12_000, (0, 0, 10, 10))
    assert lake.shape.area == 16
    assert ice.shape.bounds == pytest.approx((0, -TOP, 40, -70))


def test_a_lake_has_its_islands_cut_out() -> None:
    lakes = [Shore(LAKE, 9, box(0, 0, 9, 9)), Shore(LAKE, 1, box(20, 0, 21, 1))]
    islands = [Shore(ISLAND_IN_LAKE, 1, box(4, 4, 5, 5))]
    holed, whole = coast.with_islands(lakes, islands)
    assert holed.shape.area == 80
    assert whole.shape == lakes[1].shape


def test_small_shores_and_needless_vertices_are_left_out() -> None:
    ring = [(0, 0), (5, 0.0001), (10, 0), (10, 10), (0, 10), (0, 0)]
    kept = coast.simplified(
        [Shore(LAND, 100, Polygon(ring)), Shore(LAND, 1, box(0, 0, 1, 1))], 0.01, 10
    )
    assert [len(shore.shape.exterior.coords) for shore in kept] == [5]


def test_a_shore_that_crosses_itself_is_mended() -> None:
    bow = Shore(LAND, 100, Polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]))
    (mended,) = coast.simplified([bow], 0, 0)
    assert mended.shape.is_valid
    assert mended.shape.area == 2


def test_borders_end_at_the_coast() -> None:
    land = shapely.STRtree([box(0, 0, 5, 10), box(5, 0, 10, 10)])
    (kept,) = lines.ashore([LineString([(2, 5), (8, 5), (14, 5)])], land)
    assert kept.length == 8
    assert kept.bounds == (2, 5, 10, 5)
    assert lines.ashore([LineString([(20, 5), (30, 5)])], land) == []


def test_small_things_come_at_closer_zooms() -> None:
    zooms = [build.zoom_of(km2, 1.5) for km2 in (1_000_000, 1_000, 1, 0.001)]
    assert zooms == sorted(zooms)
    assert zooms[0] == 0
    # 40,075 km are 512 pixels at zoom 0 and twice as many at each further one.
    assert build.zoom_of((40_075 / 512 / 2**5) ** 2, 1) == 5


def test_areas_say_in_which_tiles_they_are() -> None:
    band = build.Band(3, 4, 0, 2)
    shores = [Shore(LAND, 1e6, box(1, 1, 40, 40)), Shore(LAND, 1e-4, box(1, 1, 1.1, 1.1))]
    features = [json.loads(one) for one in build.areas(shores, band, "land", 1.5)]
    assert len(features) == 1
    assert features[0]["tippecanoe"] == {"layer": "land", "minzoom": 3, "maxzoom": 4}
    for one in build.BANDS:
        assert one.depth <= one.first


def test_a_name_has_room_once_it_stands_apart_from_greater_ones() -> None:
    lons, lats = [0.0, 10.0, 10.1, 179.9, -179.9], [0.0, 0.0, 0.0, 30.0, 30.0]
    zooms = names.rooms(lons, lats)
    pixels = 256 * 2 ** zooms[2] * 0.1 / 360
    assert pixels == pytest.approx(names.APART)
    assert zooms[1] < zooms[2]
    # Neighbours across 180 degrees are neighbours.
    assert zooms[4] > zooms[1]


def test_a_name_goes_into_the_tiles_that_show_it() -> None:
    one = names.LabelName("city", "Malmby", 1.0, 2.0, 5.4, 3.0, others={"ru": "Мальмбю"})
    feature = one.feature()
    assert feature["tippecanoe"] == {"layer": "name", "minzoom": 4}
    assert feature["properties"]["name:ru"] == "Мальмбю"
    assert names.LabelName("city", "B", 1.0, 2.0, 11.0, 9.0).feature()["tippecanoe"]["minzoom"] == 7
    assert (
        names.LabelName("country", "C", 1.0, 2.0, 0.2, 0.0).feature()["tippecanoe"]["minzoom"] == 0
    )


@pytest.mark.parametrize(
    ("name", "others", "country", "expected"),
    [
        ("Samara", ["Самара", "Самарæ", "사마라"], "RU", {"ru": "Самара", "ko": "사마라"}),
        # Cyrillic outside of where Russian is written may be any of a dozen languages.
        ("Plovdiv", ["Пловдив"], "BG", {}),
        ("Damascus", ["دمشق", "دمشقپ"], "SY", {"ar": "دمشق"}),
        ("Tehran", ["تهران"], "IR", {}),
        ("Chengdu", ["成都", "成都市", "天府"], "CN", {"zh": "成都", "zh-Hant": "成都"}),
        ("Twinton", ["成都", "天府"], "CN", {}),
        ("Athens", ["Αθήνα", "Atene"], "GR", {"el": "Αθήνα"}),
        # Another place's name, by its sound.
        ("Riverton", ["ვლადივოსტოკი"], "US", {}),
    ],
)
def test_letters_tell_the_language(
    name: str, others: list[str], country: str, expected: dict[str, str]
) -> None:
    assert by_language(name, others, country) == expected


def test_names_of_time_zones_cities_by_language(tmp_path: Path) -> None:
    for language in ("en", *names.LANGUAGES):
        zone = {"Europe": {"Kyiv": {"exemplarCity": f"Kyiv in {language}"}}, "Etc": {"UTC": {}}}
        table = {"main": {language: {"dates": {"timeZoneNames": {"zone": zone}}}}}
        (tmp_path / language).mkdir()
        (tmp_path / language / "timeZoneNames.json").write_text(json.dumps(table))
    found = names.exemplars(tmp_path)
    assert found["Europe/Kyiv"]["en"] == "Kyiv in en"
    assert found["Europe/Kyiv"]["zh-Hant"] == "Kyiv in zh-Hant"
    assert "Etc/UTC" not in found


def test_the_command_line_in_the_file_names_no_folder() -> None:
    assert not [one for one in build.TIPPECANOE if "/" in one]


def place(name: str, lon: float, lat: float, people: int, zone: str, *more: str) -> dict[str, Any]:
    return {
        "name": name,
        "longitude": lon,
        "latitude": lat,
        "population": people,
        "timezone": zone,
        "countrycode": "MM",
        "alternatenames": list(more),
    }


def test_cities_come_from_all_three_sources(tmp_path: Path) -> None:
    with shapefile.Writer(dbf=str(tmp_path / "places.dbf")) as table:
        for column in ("name", "featurecla", "iso_a2"):
            table.field(column, "C")
        for column in ("longitude", "latitude", "scalerank", "geonameid"):
            table.field(column, "N", decimal=3)
        table.field("pop_max", "N")
        table.record("Rangoon", "Admin-0 capital", "MM", 96.1, 16.7, 2, 1, 5_000_000)
    geonames = {
        "1": place("Yangon", 96.156, 16.805, 5_000_000, "Asia/Yangon", "양곤"),
        "2": place("Twante", 95.94, 16.71, 60_000, "Asia/Yangon"),
        "3": place("Hamlet", 96.9, 16.7, 900, "Asia/Yangon"),
        "4": place("Seatby", 99.9, 16.7, 0, "Asia/Yangon"),
    }
    (tmp_path / "cities500.json").write_text(json.dumps(geonames))
    (tmp_path / "countries.json").write_text(json.dumps({"MM": {"capital": "Seatby"}}))
    for language in ("en", *names.LANGUAGES):
        zone = {"Asia": {"Rangoon": {"exemplarCity": "Янгон" if language == "ru" else "Yangon"}}}
        table_of = {"main": {language: {"dates": {"timeZoneNames": {"zone": zone}}}}}
        (tmp_path / language).mkdir()
        (tmp_path / language / "timeZoneNames.json").write_text(json.dumps(table_of))
    capital, seat, town = names.cities(tmp_path / "places.dbf", tmp_path, tmp_path)
    assert (capital.kind, capital.text, capital.lon) == ("capital", "Yangon", 96.156)
    assert capital.others["ru"] == "Янгон"
    assert "en" not in capital.others
    assert (seat.kind, seat.text) == ("city", "Seatby")
    assert (town.kind, town.text) == ("city", "Twante")
    assert town.zoom > capital.zoom


def listed(
    name: str, lon: float, lat: float, number: int, country: str = "MM"
) -> dict[str, object]:
    """A record of Natural Earth's populated places."""
    return {
        "name": name,
        "longitude": lon,
        "latitude": lat,
        "geonameid": float(number),
        "iso_a2": country,
    }


def test_the_number_of_a_namesake_elsewhere_is_not_believed() -> None:
    geonames = GeoNames(
        {
            1: place("Malmby", -80.0, 43.0, 9_000, "Etc/UTC"),
            2: place("Malmby", 2.31, 48.8, 2_000_000, "Etc/UTC"),
            3: place("Old Malmby", 2.3, 48.81, 90_000, "Etc/UTC", "Malmby"),
        }
    )
    assert geonames.same(listed("Mälmby", 2.3, 48.8, 1)) == 2
    assert geonames.same(listed("Malmby", 2.3, 48.8, 3)) == 3
    assert geonames.same(listed("Malmby", 2.3, 48.8, -1, "CA")) is None
    assert geonames.same(listed("Malmby", 2.3, 58.8, 1)) is None


def test_a_place_with_the_number_alone_counts_where_it_is_near() -> None:
    geonames = GeoNames({1: place("Malmby", 2.3, 48.8, 9_000, "Etc/UTC")})
    assert geonames.same(listed("Mulmbey", 2.3, 48.9, 1)) == 1
    assert geonames.same(listed("Mulmbey", 2.3, 49.2, 1)) is None
    # The same name and number: a slip of one source.
    assert geonames.same(listed("Malmby", 2.3, 49.2, 1)) == 1


def test_a_misspelt_name_is_written_as_geonames_has_it() -> None:
    known = place("Malmby", 2.3, 48.8, 9_000, "Etc/UTC", "Malmeby")
    assert spelt("Mamlby", known) == "Malmby"
    assert spelt("Malmeby", known) == "Malmeby"
    assert spelt("Seatby", known) == "Seatby"


def test_small_capitals_are_known_by_their_country() -> None:
    geonames = GeoNames(
        {
            1: place("Seatby", 2.3, 48.8, 0, "Etc/UTC"),
            2: place("Nameless", 2.4, 48.8, 10, "Etc/UTC", "?"),
        }
    )
    assert geonames.seats({"MM": {"capital": "Seatby"}, "CA": {"capital": "Seatby"}}) == {1}
    assert geonames.seats({"MM": {"capital": ""}}) == set()
