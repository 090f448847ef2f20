"""The names that other programs import: ``dateline`` and ``dateline.geo``."""

import subprocess
import sys

import pytest

import dateline
import dateline.geo

PUBLIC = [
    "DatelineMap",
    "Draft",
    "Gazetteer",
    "InvalidInput",
    "Reader",
    "dump_draft",
    "geocode",
    "lay_out",
    "load_draft",
    "read",
]


def test_the_list_of_public_names() -> None:
    assert dateline.geo.__all__ == PUBLIC
    assert set(dateline.__all__) == {*PUBLIC, "__version__"}


@pytest.mark.parametrize("name", PUBLIC)
def test_each_name_is_one_documented_object(name: str) -> None:
    offered = getattr(dateline.geo, name)
    assert getattr(dateline, name) is offered
    assert offered.__doc__
    assert name in dir(dateline.geo)
    assert f"``{name}``" in (dateline.geo.__doc__ or "")


def test_any_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dateline.geo.nothing  # type: ignore[attr-defined]


def test_a_report_becomes_a_map_through_the_public_names() -> None:
    gazetteer = dateline.Gazetteer.open()
    draft = dateline.read("Ann Berg flew from Oslo to Rome on 3 May 2024.", gazetteer=gazetteer)
    layers = dateline.lay_out(dateline.geocode(draft, gazetteer))
    assert "Oslo" in dateline.DatelineMap(layers).to_html()


def test_importing_the_package_imports_nothing_heavy() -> None:
    program = (
        "import sys, dateline, dateline.geo\n"
        "heavy = {'folium', 'shapely', 'numpy', 'geopy', 'pydantic', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"[]"]


def test_a_checkout_offers_the_names_as_geo_too(pytestconfig: pytest.Config) -> None:
    program = "from geo import read; import dateline.geo; print(read is dateline.geo.read)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=pytestconfig.rootpath
    )
    assert done.stdout.split() == [b"True"]
