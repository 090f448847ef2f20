"""The builder's steps, each on a small source of its own."""

import csv
import json
from pathlib import Path

import pytest
from shapely import MultiPolygon, Polygon, box

from dateline.geo.gazetteer.file_format import NameKind
from tools.gazetteer.divisions import read_first_order, read_other_divisions
from tools.gazetteer.entry import PlaceEntry, town_prominence, town_radius_km
from tools.gazetteer.provinces import Outline, Provinces
from tools.gazetteer.shapes import Areas, middle, reach_km, read_topojson
from tools.gazetteer.towns import name_kind, read_towns


def town(key: str, lon: float, lat: float, admin1: str, population: int = 1000) -> PlaceEntry:
    return PlaceEntry(
        key, "geonames", f"Town {key}", lon, lat, "PPL", "XX", admin1, None, population
    )


class TestTowns:
    @pytest.fixture
    def towns(self, tmp_path: Path) -> dict[str, PlaceEntry]:
        raw = ["7", "Alt", "Alt", "Old Town,OT,Стар,star", "50.0", "10.0", "P", "PPLA", "XX", "",
               "01", "002", "", "", "900"]  # fmt: skip
        with (tmp_path / "raw.txt").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter="\t").writerow(raw)
        newer = {"geonameid": 7, "name": "Alt", "latitude": 50.1, "longitude": 10.1,
                 "countrycode": "XX", "population": 1200, "admin1code": "01",
                 "alternatenames": ["http://alt.example", "Altstadt"]}  # fmt: skip
        new = {**newer, "geonameid": 8, "name": "Neu", "alternatenames": []}
        (tmp_path / "cached.json").write_text(json.dumps({"7": newer, "8": new}))
        numbered = [{"name": "Neu", "lat": "50.1", "lng": "10.1", "country": "XX", "admin1": "01",
                     "admin2": "003"}]  # fmt: skip
        (tmp_path / "numbered.json").write_text(json.dumps(numbered))
        return read_towns(
            tmp_path / "raw.txt", tmp_path / "cached.json", tmp_path / "numbered.json"
        )

    def test_the_newer_source_wins_and_the_older_adds(self, towns: dict[str, PlaceEntry]) -> None:
        old = towns["7"]
        assert (old.lon, old.lat, old.population, old.code) == (10.1, 50.1, 1200, "PPLA")
        assert {"alt", "altstadt", "old town", "star"} <= set(old.names)
        assert "httpaltexample" not in {name.replace(" ", "") for name in old.names}

    def test_divisions_come_from_whichever_knows_them(self, towns: dict[str, PlaceEntry]) -> None:
        assert towns["8"].admin1 == "XX.01"
        assert towns["8"].admin2 == "XX.01.003"

    def test_names_are_told_apart_by_how_they_are_written(
        self, towns: dict[str, PlaceEntry]
    ) -> None:
        names = towns["7"].names
        assert names["alt"] is NameKind.PRIMARY
        assert names["old town"] is NameKind.ALTERNATE
        assert names["ot"] is NameKind.CODE
        assert names["star"] is NameKind.FOREIGN

    def test_a_mechanical_transliteration_is_foreign(self) -> None:
        assert name_kind("Khasan", {"khasan"}) is NameKind.FOREIGN
        assert name_kind("Khasan", set()) is NameKind.ALTERNATE


def test_prominence_grows_with_people_and_standing() -> None:
    assert town_prominence(100, "PPL") < town_prominence(100_000, "PPL")
    assert town_prominence(100_000, "PPL") < town_prominence(100_000, "PPLC")
    assert town_prominence(100_000, "PPLX") < town_prominence(100_000, "PPL")
    assert 0 < town_prominence(0, "PPLX") < town_prominence(30_000_000, "PPLC") <= 1


def test_a_town_is_as_wide_as_its_people_need() -> None:
    assert town_radius_km(10) == 1
    assert town_radius_km(3_000_000) == pytest.approx(17.8, abs=0.1)


class TestShapes:
    def test_points_are_held_by_their_area_or_by_the_shore_next_to_them(self) -> None:
        areas = Areas([box(0, 0, 1, 1), box(2, 0, 3, 1)])
        assert areas.holding([(0.5, 0.5), (2.5, 0.5), (3.1, 0.5), (9, 9)]) == [0, 1, 1, None]

    def test_the_middle_of_a_crescent_is_inside_it(self) -> None:
        crescent = box(0, 0, 10, 10).difference(box(1, 1, 10, 9))
        assert crescent.covers(box(*middle(crescent), *middle(crescent)).centroid)

    def test_reach_is_to_the_farthest_corner_but_for_specks(self) -> None:
        square, speck = box(0, 0, 2, 2), box(50, 50, 50.1, 50.1)
        alone = reach_km(square, 1, 1)
        assert alone == pytest.approx(157, abs=1)
        assert reach_km(MultiPolygon([square, speck]), 1, 1) == alone

    def test_topojson_arcs_are_put_together(self, tmp_path: Path) -> None:
        topology = {
            "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
            "arcs": [[[0, 0], [2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2]]],
            "objects": {
                "areas": {
                    "geometries": [
                        {"type": "Polygon", "id": "01", "properties": {}, "arcs": [[0, 1]]},
                        {"type": "Polygon", "id": "02", "properties": {}, "arcs": [[~1, ~0]]},
                    ]
                }
            },
        }
        path = tmp_path / "areas.json"
        path.write_text(json.dumps(topology))
        (first, outline), (second, reversed_outline) = read_topojson(path, "areas")
        assert (first["id"], second["id"]) == ("01", "02")
        assert outline.equals(Polygon([(10, 20), (11, 20), (11, 21), (10, 21)]))
        assert outline.equals(reversed_outline)


OUTLINES: list[Outline] = [
    ({"iso_a2": "XX", "name": "West", "longitude": 0.4, "latitude": 0.5, "gn_level": 1,
      "gn_id": 77, "name_ru": "Запад", "iso_3166_2": "XX-WE"}, box(0, 0, 1, 1)),
    ({"iso_a2": "XX", "name": "North Shire", "region_name": "Shires"}, box(2, 1, 3, 2)),
    ({"iso_a2": "XX", "name": "South Shire", "region_name": "Shires"}, box(2, 0, 3, 1)),
    ({"iso_a2": "YY", "name": "Claimed"}, box(4, 0, 5, 1)),
]  # fmt: skip
TOWNS = [
    town("1", 0.2, 0.2, "XX.01"), town("2", 0.8, 0.8, "XX.01"), town("3", 2.5, 1.5, "XX.02"),
    town("4", 2.5, 0.5, "XX.02"), town("7", 4.5, 0.5, "XX.04"),
    town("5", 8.0, 8.0, "XX.03"), town("6", 8.2, 8.4, "XX.03"),
]  # fmt: skip


class TestDivisions:
    @pytest.fixture
    def provinces(self) -> Provinces:
        return Provinces(OUTLINES, TOWNS)

    @pytest.fixture
    def first(self, provinces: Provinces, tmp_path: Path) -> dict[str, PlaceEntry]:
        names = [
            {"code": "XX.01", "name": "Western Province"},
            {"code": "XX.02", "name": "Eastern Province"},
            {"code": "XX.03", "name": "Isles"},
            {"code": "XX.05", "name": "Nowhere"},
        ]
        (tmp_path / "admin1.json").write_text(json.dumps(names))
        (tmp_path / "points.csv").write_text("code,lon,lat\nXX.02,2.25,1.25\n")
        return read_first_order(tmp_path / "admin1.json", tmp_path / "points.csv", provinces)

    def test_outlines_are_matched_by_the_towns_in_them(self, first: dict[str, PlaceEntry]) -> None:
        west = first["XX.01"]
        assert (west.key, west.lon, west.lat) == ("77", 0.4, 0.5)
        assert west.iso == ("XX-WE",)
        assert {"western province", "western", "west", "zapad"} <= set(west.names)

    def test_a_given_point_wins(self, first: dict[str, PlaceEntry]) -> None:
        assert (first["XX.02"].lon, first["XX.02"].lat) == (2.25, 1.25)

    def test_without_an_outline_the_towns_tell_where_it_is(
        self, first: dict[str, PlaceEntry]
    ) -> None:
        assert (first["XX.03"].lon, first["XX.03"].lat) == (8.1, 8.2)

    def test_what_cannot_be_placed_is_left_out(self, first: dict[str, PlaceEntry]) -> None:
        assert "XX.05" not in first

    def test_finer_and_former_divisions_are_added(
        self, provinces: Provinces, first: dict[str, PlaceEntry]
    ) -> None:
        country = town("9", 0, 0, "")
        country.add_name("South Shire", NameKind.PRIMARY)
        found = {e.name: e for e in read_other_divisions(provinces, first.values(), [country])}
        assert set(found) == {"North Shire", "Shires"}
        assert "Claimed" not in found, "the sources disagree on whose it is"
        assert found["North Shire"].admin1 == "XX.02"
        assert found["Shires"].lat == pytest.approx(1, abs=0.01)
