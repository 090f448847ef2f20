"""Which basemap a page is given: the one that ships, or the operator's."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings, load_settings
from dateline.geo.errors import InvalidInput
from dateline.geo.layers.features import lay_out
from tests.app.samples import pacific
from tests.app.test_pages import Elements

CREDIT = "© The Tile Makers"
PATHS = ["/maps/pacific", "/maps/pacific/embed"]


def page(settings: Settings, path: str) -> tuple[dict[str, Any], dict[str, str], TestClient]:
    """The basemap of a page, and the page's policy by directive."""
    app = create_app(settings)
    story = pacific()
    app.state.store.save(story, lay_out(story), "report: {}\n")
    client = TestClient(app)
    answer = client.get(path)
    (place,) = (one for one in Elements(answer.text).of("div") if one.get("data-basemap"))
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
    )
    return json.loads(str(place["data-basemap"])), policy, client


@pytest.mark.parametrize("path", PATHS)
def test_the_world_that_ships_comes_from_this_service_alone(settings: Settings, path: str) -> None:
    basemap, policy, client = page(settings, path)
    assert basemap["kind"] == "world"
    for name in ("url", "script"):
        answer = client.get(basemap[name], headers={"Range": "bytes=0-6"})
        assert answer.status_code in (200, 206)
        assert "immutable" in answer.headers["cache-control"]
    assert client.get(basemap["url"], headers={"Range": "bytes=0-6"}).content == b"PMTiles"
    assert "GSHHG" in basemap["credit"]
    assert policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("url", "kind", "origin"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "xyz", "https://tiles.example"),
        ("https://tiles.example:8443/{z}/{y}/{x}?k=1", "xyz", "https://tiles.example:8443"),
        ("https://tiles.example/world.pmtiles", "pmtiles", "https://tiles.example"),
    ],
)
def test_the_operators_tiles_are_let_in_and_nothing_else(
    settings: Settings, path: str, url: str, kind: str, origin: str
) -> None:
    own = {"basemap_url": url, "basemap_attribution": CREDIT, "basemap_max_zoom": 17}
    basemap, policy, _ = page(settings.model_copy(update=own), path)
    assert (basemap["kind"], basemap["url"], basemap["credit"]) == (kind, url, CREDIT)
    assert basemap["most"] == 17
    assert policy["connect-src"] == f"'self' {origin}"
    assert policy["img-src"] == f"'self' data: {origin}"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"


@pytest.mark.parametrize(
    "url",
    [
        "https://tiles.example/",
        "https://tiles.example/{z}.png",
        "ftp://tiles.example/{z}/{x}/{y}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example;script-src *//{z}/{x}/{y}.png",
        "world.pmtiles",
    ],
)
def test_an_address_of_no_tiles_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATELINE_BASEMAP_URL", url)
    monkeypatch.setenv("DATELINE_BASEMAP_ATTRIBUTION", CREDIT)
    with pytest.raises(InvalidInput, match="DATELINE_BASEMAP_URL"):
        load_settings()


def test_tiles_need_a_credit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_BASEMAP_URL", "https://tiles.example/world.pmtiles")
    with pytest.raises(InvalidInput, match="DATELINE_BASEMAP_ATTRIBUTION"):
        load_settings()


def test_a_credit_is_text_and_not_markup(settings: Settings) -> None:
    hostile = "'><script>window.ran = 1</script>"
    own = {
        "basemap_url": "https://tiles.example/{z}/{x}/{y}.png",
        "basemap_attribution": hostile,
    }
    basemap, _, client = page(settings.model_copy(update=own), "/maps/pacific")
    assert basemap["credit"] == hostile
    assert "<script>window" not in client.get("/maps/pacific").text
