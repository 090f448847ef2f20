"""Maps to take away, over HTTP."""

import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.routes.exports import FORMATS
from dateline.geo.draft.yaml_file import load_draft
from dateline.geo.layers.features import lay_out
from tests.app.samples import pacific, save

BEGINNINGS = {
    "gpkg": b"SQLite format 3\x00",
    "kml": b"<?xml version='1.0' encoding='utf-8'?>\n<kml ",
    "gpx": b'<?xml version="1.0" encoding="UTF-8"?>\n<gpx ',
    "csv": b"id,",
    "ics": b"BEGIN:VCALENDAR\r\n",
    "yaml": b"id: pacific\n",
    "html": b"<!doctype html>",
}


def draft() -> str:
    """The draft of the sample map, in its report's words."""
    text = pacific().report.text
    return f"report:\n  title: Pacific\n  text: {text}\n  licence: CC0-1.0\n"


@pytest.fixture
def kept(client: TestClient, app: FastAPI) -> TestClient:
    save(app.state.store, draft=draft())
    return client


def test_every_format_is_tried() -> None:
    assert set(BEGINNINGS) == set(FORMATS)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_map_as_a_file(kept: TestClient, ending: str) -> None:
    answer = kept.get(f"/maps/pacific.{ending}", headers={"Origin": "null"})
    assert answer.status_code == 200
    assert answer.content.lstrip().startswith(BEGINNINGS[ending])
    assert answer.headers["content-type"] == FORMATS[ending].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="pacific.{ending}"'
    assert answer.headers["access-control-allow-origin"] == "*"
    assert 'rel="canonical"' in answer.headers["link"]
    known = {"If-None-Match": answer.headers["etag"]}
    assert kept.get(f"/maps/pacific.{ending}", headers=known).status_code == 304


@pytest.mark.parametrize("ending", FORMATS)
def test_there_is_none_of_a_map_that_is_not_there(kept: TestClient, ending: str) -> None:
    assert kept.get(f"/maps/none.{ending}").status_code == 404


def test_a_format_that_there_is_not(kept: TestClient) -> None:
    answer = kept.get("/maps/pacific.docx")
    assert answer.status_code == 404
    assert "gpkg" in answer.json()["detail"]


def test_a_corrected_map_is_taken_away_corrected(kept: TestClient, app: FastAPI) -> None:
    known = kept.get("/maps/pacific.kml").headers["etag"]
    save(app.state.store, pacific(title="Corrected"), draft())
    answer = kept.get("/maps/pacific.kml", headers={"If-None-Match": known})
    assert answer.status_code == 200
    assert b"Corrected" in answer.content


def test_the_draft_can_be_made_into_a_map_again(kept: TestClient) -> None:
    assert load_draft(kept.get("/maps/pacific.yaml").content).report.title == "Pacific"


def test_a_draft_is_that_of_what_the_public_sees(kept: TestClient, app: FastAPI) -> None:
    newer = pacific(title="Not yet")
    app.state.store.write(
        newer, lay_out(newer), draft().replace("title: Pacific", "title: Not yet"), publish=False
    )
    assert app.state.store.newest("pacific").version.state == "draft"
    assert load_draft(kept.get("/maps/pacific.yaml").content).report.title == "Pacific"
    app.state.store.publish("pacific")
    assert load_draft(kept.get("/maps/pacific.yaml").content).report.title == "Not yet"


def test_a_draft_that_no_longer_holds_is_not_there(client: TestClient) -> None:
    assert client.get("/maps/pacific.yaml").status_code == 404


def test_an_idle_service_has_no_gdal_in_memory(tmp_path: Path) -> None:
    code = (
        "import sys; from dateline.app.main import create_app; "
        "from dateline.app.settings import Settings; "
        f"from pathlib import Path; create_app(Settings(data_dir=Path({str(tmp_path)!r}))); "
        "heavy = {'pyogrio', 'icalendar', 'gpxpy', 'PIL', 'resvg_py', 'folium', 'shapely'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
