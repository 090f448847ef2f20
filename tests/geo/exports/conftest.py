"""Maps to export, and a real GDAL to open what comes of it."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.geo.layers.features import lay_out
from tests.browser.stories import lake_talks, pacific_tour

Json = dict[str, Any]
Opened = Callable[[str, bytes], Json]


@pytest.fixture
def lake() -> Json:
    """Every layer, every status, one event without a place."""
    return lay_out(lake_talks()).document()


@pytest.fixture
def pacific() -> Json:
    """A journey across 180 degrees."""
    return lay_out(pacific_tour()).document()


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Opens a file with Debian's GDAL: by layer its type of geometry, fields and features."""
    if shutil.which("ogrinfo") is None:
        pytest.skip("needs Debian's package gdal-bin")

    def run(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        # An older GDAL says so when it may not understand all of a file.
        assert "Warning" not in done.stderr, done.stderr
        return done.stdout

    def open_it(name: str, body: bytes) -> Json:
        path = tmp_path / name
        path.write_bytes(body)
        told = run("ogrinfo", "-ro", "-so", "-al", str(path)).split("\nLayer name: ")[1:]
        layers: Json = {}
        for lines in map(str.splitlines, told):
            found = (re.match(r"([\w.]+): (\w+) \(", line) for line in lines)
            geojson = run("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", str(path), lines[0])
            layers[lines[0]] = {
                "geometry": next(one for one in lines if one.startswith("Geometry: "))[10:],
                "crs": "\n".join(lines),
                "fields": {match[1]: match[2] for match in found if match},
                "features": json.loads(geojson)["features"],
            }
        return layers

    return open_it
