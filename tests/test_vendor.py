import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The vendoring script, which is no package."""
    spec = importlib.util.spec_from_file_location(
        "vendor", STATIC.parent / "tools" / "vendor_js.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["vendor"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(STATIC / "vendor", tmp_path / "vendor")


def test_the_vendored_files_are_those_recorded(script: ModuleType) -> None:
    assert script.differences() == []


def test_a_changed_file_is_found(script: ModuleType, copy: Path) -> None:
    with (copy / "leaflet" / "leaflet.js").open("a", encoding="utf-8") as file:
        file.write("// touched\n")
    assert script.differences(copy) == ["leaflet/leaflet.js was changed"]


def test_a_missing_and_an_extra_file_are_found(script: ModuleType, copy: Path) -> None:
    (copy / "leaflet" / "LICENSE").rename(copy / "leaflet" / "LICENSE.txt")
    assert script.differences(copy) == [
        "leaflet/LICENSE.txt is not in VENDOR.json",
        "leaflet/LICENSE is missing",
    ]


def test_a_record_of_another_version_is_found(script: ModuleType, copy: Path) -> None:
    record = copy / "VENDOR.json"
    record.write_text(record.read_text().replace('"1.9.4"', '"1.9.3"'), encoding="utf-8")
    assert script.differences(copy) == ["VENDOR.json does not list the pinned packages"]


def test_each_package_keeps_its_licence() -> None:
    packages = json.loads((STATIC / "vendor" / "VENDOR.json").read_text())["packages"]
    assert packages
    for package in packages:
        assert package["licence"]
        assert (STATIC / "vendor" / package["name"] / "LICENSE").stat().st_size > 500
