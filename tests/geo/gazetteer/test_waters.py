"""Rivers, islands and lakes: where Natural Earth's drawing puts them."""

from pathlib import Path

import pytest
import shapefile
from shapely import box

from dateline.geo.gazetteer.file_format import NameKind
from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.waters import fit, read_rivers

COAST = box(0, 0, 10, 10)
RIVERS: list[tuple[str, int, float, list[tuple[float, float]]]] = [
    ("Donau (Danube)", 1, 2.0, [(5, 5), (7, 5)]),
    ("Danube", 1, 2.0, [(7, 5), (9.95, 5)]),
    ("Brook", 2, 9.0, [(7, 8), (7, 5)]),
    ("Danube", 3, 8.0, [(-60, 5), (-58, 5)]),
    ("Sal?e", 4, 8.0, [(1, 1), (0.01, 1)]),
]


@pytest.fixture
def rivers(tmp_path: Path) -> dict[str, PlaceEntry]:
    with shapefile.Writer(str(tmp_path / "rivers")) as writer:
        for name in ("name", "name_alt"):
            writer.field(name, "C")
        writer.field("rivernum", "N")
        writer.field("scalerank", "N", decimal=1)
        for name, number, rank, line in RIVERS:
            writer.line([line])
            writer.record(name, "", number, rank)
    (tmp_path / "rivers.csv").write_text(
        "drawn,name,names,bare,lon,lat,source\n"
        "Donau (Danube),Danube,Donau,yes,10.1,5,a map\nDanube,Danube,Donau,yes,10.1,5,a map\n",
        encoding="utf-8",
    )
    found = read_rivers(tmp_path / "rivers.shp", tmp_path / "rivers.csv", [COAST], {"XX": COAST})
    return {entry.name: entry for entry in found}


def test_a_river_is_at_its_mouth_and_reaches_to_its_source(rivers: dict[str, PlaceEntry]) -> None:
    danube = rivers["Danube"]
    assert (danube.lon, danube.lat, danube.country) == (10.1, 5, "XX")
    assert danube.uncertainty_km == pytest.approx(565, abs=2)
    assert danube.names["danube"] is NameKind.PRIMARY
    assert danube.names["donau"] is NameKind.ALTERNATE


def test_a_tributary_is_where_it_joins(rivers: dict[str, PlaceEntry]) -> None:
    brook = rivers["Brook River"]
    assert (brook.lon, brook.lat) == (7, 5)
    assert brook.names["brook"] is NameKind.SHORT, "a common word is no river by itself"
    assert brook.prominence < rivers["Danube"].prominence


def test_namesakes_far_away_and_names_that_broke_are_left_out(
    rivers: dict[str, PlaceEntry],
) -> None:
    assert set(rivers) == {"Danube", "Brook River"}


def island(lon: float, lat: float, reach: float) -> PlaceEntry:
    return PlaceEntry("overlay:isl", "overlay", "Isle", lon, lat, "ISL", uncertainty_km=reach)


def test_an_island_stands_in_the_middle_of_its_outline() -> None:
    isle = island(1.2, 1.3, 60)
    fit([isle], frozenset(("ISL",)), [box(1, 1, 2, 2)])
    assert (isle.lon, isle.lat, isle.source) == (1.5, 1.5, "natural-earth")
    assert isle.uncertainty_km == pytest.approx(78.6, abs=0.5)


@pytest.mark.parametrize("reach", [2.0, 900.0])
def test_an_outline_of_another_size_is_another_s(reach: float) -> None:
    isle = island(1.2, 1.3, reach)
    fit([isle], frozenset(("ISL",)), [box(1, 1, 2, 2)])
    assert (isle.lon, isle.lat, isle.uncertainty_km) == (1.2, 1.3, reach)
    assert isle.source == "overlay"
