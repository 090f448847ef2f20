"""QGIS without a screen, by the system's own Python: its packages are not ours."""

import json
import subprocess
from typing import Any

import pytest

from tests.clients.conftest import MANY, Service, run

PYTHON = "/usr/bin/python3"
SCRIPT = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (
    QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsNetworkAccessManager
)
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
url, name, box, most = json.loads(sys.stdin.read())
uri = f"url='{url}' typename='{name}' restrictToRequestBBOX='1'"
layer = QgsVectorLayer(uri, name, "OAPIF")
told = {"valid": layer.isValid()}
if layer.isValid():
    request = QgsFeatureRequest()
    if box:
        request.setFilterRect(QgsRectangle(*box))
    request.setLimit(most)
    features = list(layer.getFeatures(request))
    told["fields"] = layer.fields().names()
    told["crs"] = layer.crs().authid()
    told["names"] = [feature["name"] for feature in features]
    boxes = [feature.geometry().boundingBox() for feature in features if feature.hasGeometry()]
    told["points"] = [[box.center().x(), box.center().y()] for box in boxes]
    told["type"] = int(layer.geometryType())
print("\\n" + json.dumps(told))
sys.stdout.flush()
os._exit(0)
"""


@pytest.fixture(scope="module")
def qgis() -> None:
    there = subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    if there.returncode:
        pytest.skip("no QGIS here: apt-get install python3-qgis")


def load(service: Service, name: str, box: list[float] | None = None, most: int = 5_000) -> Any:
    asked = json.dumps([service.url, name, box, most])
    return json.loads(run(PYTHON, "-c", SCRIPT, stdin=asked).splitlines()[-1])


@pytest.mark.usefixtures("qgis")
def test_it_opens_a_layer(service: Service) -> None:
    told = load(service, "places")
    assert told["valid"]
    assert told["crs"] in ("OGC:CRS84", "EPSG:4326")
    assert {"name", "country", "role"} <= set(told["fields"])
    assert sorted(told["names"]) == ["Apia", "Suva"]


@pytest.mark.usefixtures("qgis")
def test_it_asks_for_what_is_in_view(service: Service) -> None:
    told = load(service, "events", [10, 10, 20, 20])
    assert 0 < len(told["points"]) < MANY / 100
    assert all(10 <= x <= 20 and 10 <= y <= 20 for x, y in told["points"])
    assert any("bbox" in given for given in service.searches("events"))


@pytest.mark.usefixtures("qgis")
def test_it_turns_pages(service: Service) -> None:
    told = load(service, "events", most=2_500)
    assert len(set(told["names"])) == 2_500


@pytest.mark.usefixtures("qgis")
def test_it_draws_journeys_as_lines(service: Service) -> None:
    told = load(service, "journeys")
    assert told["valid"]
    assert (told["type"], told["names"]) == (1, ["Ida Berg's voyage"])
