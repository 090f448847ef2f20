"""An operator's own places: CSV or GeoJSON, checked, and beside the shipped ones."""

import json
from pathlib import Path

import pytest

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.gazetteer.overlay import read_overlay
from tools.gazetteer.build import DATA

CSV = """\
id,name,lon,lat,feature_code,country,admin1,uncertainty_km,prominence,names,demonyms,dispute,source
hq,Newsroom Tower,13.4,52.52,BLDG,DE,DE.16,0.2,0.8,The Tower;NT,Towerite,,our own survey
moscow-mill,Moscow,10.1,50.2,PPL,DE,,1,0.99,,,,our own survey
"""


@pytest.fixture
def extended(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "extra.csv"
    path.write_text(CSV, encoding="utf-8")
    return Gazetteer.open(extra=path)


def test_its_places_are_found_with_their_facts(extended: Gazetteer) -> None:
    found = extended.candidates("newsroom tower")[0]
    assert (found.source, found.source_id, found.name) == ("extra", "hq", "Newsroom Tower")
    assert (found.lon, found.lat, found.uncertainty_km) == (13.4, 52.52, 0.2)
    assert (found.feature_class, found.feature_code, found.country) == ("S", "BLDG", "DE")
    assert found.admin1 == "State of Berlin"


@pytest.mark.parametrize("name", ["The Tower", "NT", "Towerite", "Newsroom Towr"])
def test_all_its_names_count_and_misspellings_too(extended: Gazetteer, name: str) -> None:
    assert extended.candidates(name)[0].source_id == "hq"


def test_it_stands_beside_the_shipped_places(extended: Gazetteer) -> None:
    sources = {each.source for each in extended.candidates("Moscow", limit=50)}
    assert sources >= {"extra", "geonames"}
    assert extended.candidates("Vladivostok")[0].source == "geonames"


def test_its_towns_are_found_in_reverse(extended: Gazetteer) -> None:
    assert extended.nearest(10.1, 50.2)[0].source_id == "moscow-mill"


def test_its_places_lie_in_the_shipped_areas(extended: Gazetteer) -> None:
    tower = extended.lookup("Newsroom Tower")[0].number
    germany, france = extended.country("DE"), extended.country("FR")
    assert germany is not None
    assert france is not None
    assert extended.inside(tower, germany)
    assert not extended.inside(tower, france)


def test_readers_of_text_see_its_names(extended: Gazetteer) -> None:
    assert extended.begins("Newsroom")
    assert extended.longest(["the", "Newsroom", "Tower", "fell"], 1) == 2


def test_geojson_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "extra.geojson"
    feature = {
        "type": "Feature",
        "id": "hq",
        "geometry": {"type": "Point", "coordinates": [13.4, 52.52]},
        "properties": {"name": "Newsroom Tower", "names": ["The Tower"], "colour": "red"},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    world = Gazetteer.open(extra=path)
    assert world.candidates("The Tower")[0].source_id == "hq"


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        (",5,5", "line 2.name", "not a name"),
        ("A,200,5", "line 2.lon", "-180 to 180"),
        ("A,5,ninety", "line 2.lat", "-90 to 90"),
        ("A,,5", "line 2.lon", "not a number"),
        ("A,nan,5", "line 2.lon", "not a number"),
        ("A,5,5,Khasan, by the river", "line 2", "'Khasan,  by the river' is beyond"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, field: str, message: str) -> None:
    path = tmp_path / "extra.csv"
    path.write_text(f"name,lon,lat\n{row}\n")
    with pytest.raises(InvalidInput) as error:
        read_overlay(path)
    (problem,) = error.value.problems
    assert problem.field == field
    assert message in problem.message


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("country", "Russia", "alpha-2"),
        ("feature_code", "XYZ", "feature code"),
        ("members", "RU.59 nowhere", "nowhere"),
        ("prominence", "2", "0 to 1"),
        ("uncertainty_km", "-1", "0 to"),
        ("population", "many", "not a number"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, column: str, value: str, message: str) -> None:
    path = tmp_path / "extra.csv"
    path.write_text(f"name,lon,lat,{column}\nA,5,5,{value}\n")
    with pytest.raises(InvalidInput, match=message):
        read_overlay(path)


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "extra.csv"
    path.write_text("name,lon,lat\nA,999,5\nB,5,5\nC,5,999\n")
    with pytest.raises(InvalidInput) as error:
        read_overlay(path)
    assert [problem.field for problem in error.value.problems] == ["line 2.lon", "line 4.lat"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("missing.csv", None, "cannot read"),
        ("extra.csv", "name,lon,lat,color\nA,5,5,red\n", "unknown columns color"),
        ("extra.csv", "id,name,lon,lat\na,A,5,5\na,B,6,6\n", "used twice"),
        ("extra.csv", "name,lon,lon,lat\nA,5,6,7\n", "given twice: lon"),
        ("extra.csv", "name,lon,lat\nA,5,5\n" + "B" * 140_000 + ",5,5\n", "line 3: not CSV"),
        ("extra.geojson", "[" * 200_000, "not a GeoJSON FeatureCollection"),
        ("extra.geojson", '{"features": [{"geometry": null}]}', r"features\[0\]: not a GeoJSON"),
        ("extra.geojson", "[1, 2]", "not a GeoJSON FeatureCollection"),
        ("extra.geojson", "{", "not a GeoJSON FeatureCollection"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    with pytest.raises(InvalidInput, match=message):
        Gazetteer.open(extra=path)


def test_a_cell_in_quotes_keeps_its_line_breaks_and_commas(tmp_path: Path) -> None:
    path = tmp_path / "extra.csv"
    path.write_text('name,lon,lat,dispute\nA,5,5,"Held by B,\nclaimed by C"\nD,6,6,,,\n')
    first, second = read_overlay(path)
    assert first.dispute == "Held by B,\nclaimed by C"
    assert second.name == "D"


def test_the_curated_overlay_that_ships_is_sound_and_sourced() -> None:
    path = DATA / "overlay.csv"
    places = read_overlay(path)
    assert len(places) > 200
    assert all(place.source for place in places)
