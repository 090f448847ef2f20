"""The basemap as a browser draws it: land and water where they are, names apart, nobody asked."""

import http.server
import threading
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.layers.features import lay_out
from tests.browser.conftest import Newspaper, Opener, Watch, serving
from tests.browser.stories import everything

pytestmark = pytest.mark.browser

COLOUR_AT = """([lat, lng]) => {
  const canvas = document.querySelector('canvas.dl-tiles');
  const at = map.latLngToLayerPoint([lat, lng]).subtract(L.DomUtil.getPosition(canvas));
  const ratio = canvas.width / parseFloat(canvas.style.width);
  const scratch = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  scratch.drawImage(canvas, -Math.floor(at.x * ratio), -Math.floor(at.y * ratio));
  return [...scratch.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}"""
COLOUR_OF = """(name) => {
  const probe = document.createElement('i');
  document.querySelector('#map').append(probe);
  probe.style.color = `var(--${name})`;
  const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  probe.remove();
  return parts;
}"""
NEARLY = 4
"""How far each of red, green and blue may be off, of 255."""

ATLANTIC, MOSCOW, SAHARA, POLE = (30.0, -40.0), (56.5, 39.0), (23.0, 5.0), (-80.0, 10.0)
CASPIAN, RUSSKY, STRAIT = (42.0, 50.5), (42.99, 131.8), (43.0817, 131.8225)
PLACES = {
    "0,0,1.5": {ATLANTIC: "sea", SAHARA: "land", POLE: "land", MOSCOW: "land"},
    "43,48,5.25": {CASPIAN: "lake", (47.5, 41.0): "land", (43.3, 34.0): "sea"},
    "43,131,6": {(44.3, 132.9): "land", (41.0, 134.0): "sea", (45.0, 132.4): "lake"},
    "43.03,131.85,11": {RUSSKY: "land", STRAIT: "sea", (43.15, 131.95): "land"},
    "42.45,130.7,10.5": {(42.3, 130.9): "sea", (42.6, 130.5): "land"},
}


@pytest.fixture
def open_drawn(new_page: Opener, site: str) -> Opener:
    """Opens an embed at a view and waits until the basemap is there."""

    def open_it(view: str, map_id: str = "empty", **options: object) -> Any:
        page = new_page(**options)
        page.goto(f"{site}/maps/{map_id}/embed?view={view}")
        page.locator("#map[data-tiles=drawn]").wait_for()
        return page

    return open_it


def is_like(page: Any, at: tuple[float, float], name: str) -> bool:
    """Whether the pixel at a place has one of the style sheet's colours."""
    found, wanted = page.evaluate(COLOUR_AT, list(at)), page.evaluate(COLOUR_OF, name)
    return all(abs(a - b) <= NEARLY for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("view", PLACES)
def test_land_and_water_are_where_they_are(open_drawn: Opener, view: str) -> None:
    page = open_drawn(view)
    assert not is_like(page, next(iter(PLACES[view])), "coast")
    for at, kind in PLACES[view].items():
        assert is_like(page, at, kind), (at, kind, page.evaluate(COLOUR_AT, list(at)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_light_or_dark_as_the_reader_likes(open_drawn: Opener, scheme: str) -> None:
    page = open_drawn("43,131,6", color_scheme=scheme)
    brightness = sum(page.evaluate(COLOUR_AT, [44.3, 132.9]))
    assert brightness > 600 if scheme == "light" else brightness < 200


def test_the_map_follows_when_the_reader_switches(open_drawn: Opener) -> None:
    page = open_drawn("43,131,6")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert is_like(page, (44.3, 132.9), "land")
    assert sum(page.evaluate(COLOUR_AT, [44.3, 132.9])) < 200


@pytest.mark.parametrize(
    ("view", "row", "first", "last"),
    [("-80,180,3.5", -80.0, 160.0, 200.0), ("71.2,180,7", 71.2, 179.0, 181.0)],
)
def test_no_line_runs_along_180_degrees(
    open_drawn: Opener, view: str, row: float, first: float, last: float
) -> None:
    page = open_drawn(view)
    steps = [first + (last - first) * step / 400 for step in range(401)]
    unlike = [lng for lng in steps if not is_like(page, (row, lng), "land")]
    assert unlike == []


def test_neighbouring_tiles_show_no_seam_at_any_zoom(open_drawn: Opener) -> None:
    # The Sahara is bare of rivers and borders there, and cut by tiles' edges at 5.625 degrees.
    for zoom in (5.25, 6.5, 6.75, 9.25):
        page = open_drawn(f"24.3,5.625,{zoom}")
        steps = [5.5 + 0.25 * step / 200 for step in range(201)]
        assert [lng for lng in steps if not is_like(page, (24.3, lng), "land")] == []


def boxes(page: Any) -> list[dict[str, float]]:
    """Where labels stand, of the basemap and of the story."""
    found: list[dict[str, float]] = page.locator(".dl-label").evaluate_all(
        "(all) => all.filter((one) => !one.hidden && one.textContent)"
        ".map((one) => one.getBoundingClientRect().toJSON())"
    )
    return found


@pytest.mark.parametrize(
    ("view", "width"),
    [("50,10,5", 1280), ("50,10,4.25", 360), ("35,110,5.5", 1280), ("20,0,2", 768)],
)
def test_no_name_lies_on_another(open_drawn: Opener, view: str, width: int) -> None:
    page = open_drawn(view, "lake-talks", width=width)
    labels = boxes(page)
    assert len(labels) > 12
    for one, other in combinations(labels, 2):
        apart = (
            one["right"] <= other["left"] + 1
            or other["right"] <= one["left"] + 1
            or one["bottom"] <= other["top"] + 1
            or other["bottom"] <= one["top"] + 1
        )
        assert apart, (one, other)


@pytest.mark.parametrize(
    ("locale", "city", "country"),
    [
        ("en-GB", "Vladivostok", "North Korea"),
        ("ru-RU", "Владивосток", "КНДР"),
        ("ko-KR", "블라디보스토크", "북한"),
        ("de-DE", "Wladiwostok", "Nordkorea"),
        ("uk-UA", "Владивосток", "Північна Корея"),
    ],
)
def test_names_are_in_the_readers_language(
    open_drawn: Opener, locale: str, city: str, country: str
) -> None:
    page = open_drawn("42.5,129.5,5.5", locale=locale)
    written = page.locator(".dl-name").all_text_contents()
    assert city in written
    assert country in written


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("48,12,4", {"Spain", "Madrid", "France", "Paris", "Rome", "London", "Berlin", "Prague"}),
        ("5,30,4", {"Ethiopia", "Addis Ababa", "Nairobi", "Kinshasa"}),
    ],
)
def test_countries_give_way_to_their_capitals(
    open_drawn: Opener, view: str, expected: set[str]
) -> None:
    page = open_drawn(view, width=1280)
    for name in sorted(expected):
        page.get_by_text(name, exact=True).first.wait_for()


def test_a_name_that_the_story_bears_is_not_written_twice(open_drawn: Opener) -> None:
    page = open_drawn("46.3,5.9,7", "lake-talks")
    assert page.locator(".dl-label", has_text="Geneva").count() == 1
    assert page.locator(".dl-name", has_text="Lyon").count() == 1


def test_every_copy_of_the_world_has_its_names(open_drawn: Opener) -> None:
    page = open_drawn("-17.5,182,6")
    assert "Suva" in page.locator(".dl-name").all_text_contents()
    page = open_drawn("56,397,5")
    assert "Moscow" in page.locator(".dl-name").all_text_contents()


def test_it_is_drawn_in_a_frame_without_an_origin(
    new_page: Opener, newspaper: Newspaper, site: str, watch: Watch
) -> None:
    frame_html = f'<iframe src="{site}/maps/lake-talks/embed" sandbox="allow-scripts"></iframe>'
    page = new_page()
    page.goto(newspaper.publish("basemap", frame_html))
    page.frame_locator("iframe").locator("#map[data-tiles=drawn]").wait_for()
    assert page.frames[1].evaluate("origin") == "null"
    assert watch.hosts() == {urlsplit(site).netloc, urlsplit(newspaper.address).netloc}


def test_the_story_stands_without_its_basemap(new_page: Opener, site: str, watch: Watch) -> None:
    page = new_page()
    page.route("**/world.pmtiles*", lambda route: route.abort())
    with page.expect_console_message(lambda message: "basemap" in message.text):
        page.goto(f"{site}/maps/lake-talks")
    assert page.locator("[data-pin]").count() == 7
    assert page.locator(".dl-failed").count() == 0
    watch.complaints.clear()


def test_moving_the_map_draws_what_comes_into_view(open_drawn: Opener) -> None:
    page = open_drawn("43,131,6")
    page.evaluate("map.setView([23, 5], 6.5, { animate: false })")
    page.wait_for_timeout(50)
    for _ in range(100):
        if is_like(page, SAHARA, "land"):
            break
        page.wait_for_timeout(50)
    assert is_like(page, SAHARA, "land")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """Another origin that serves pictures as tiles, and what it was asked for."""
    asked: list[str] = []

    class Tiles(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tiles) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


Operated = Callable[[str], str]


@pytest.fixture
def operated(tmp_path: Path) -> Iterator[Operated]:
    """A service whose operator has tiles of their own."""
    with serving() as serve:

        def start(url: str) -> str:
            own = {"basemap_url": url, "basemap_attribution": "© The Tile Makers"}
            app = create_app(Settings(data_dir=tmp_path, **own))
            for story in everything():
                app.state.store.save(story, lay_out(story), "report: {}\n")
            return serve(app)

        yield start


@pytest.mark.parametrize("path", ["", "/embed"])
def test_the_operators_pictures_lie_under_the_story(
    new_page: Opener, tile_server: tuple[str, list[str]], operated: Operated, path: str
) -> None:
    address, asked = tile_server
    page = new_page()
    page.goto(f"{operated(address + '/{z}/{x}/{y}.png')}/maps/lake-talks{path}")
    page.locator(".leaflet-dl-basemap-pane img.leaflet-tile-loaded").first.wait_for()
    assert page.locator(".dl-credits").inner_text().endswith("© The Tile Makers")
    assert all(one.endswith(".png") and one.count("/") == 3 for one in asked)
    assert page.evaluate("map.getMaxZoom()") == 19


def test_the_operators_vector_tiles_are_drawn_by_their_library(
    new_page: Opener, site: str, operated: Operated
) -> None:
    page = new_page()
    page.goto(f"{operated(site + '/static/basemap/world.pmtiles')}/maps/lake-talks")
    page.locator(".leaflet-dl-basemap-pane canvas.leaflet-tile-loaded").first.wait_for()
    assert page.locator("canvas.dl-tiles").count() == 0
