"""The self-contained page in a real browser, with nothing but the file."""

import copy
from pathlib import Path
from typing import Any

import folium
import pytest
from playwright.sync_api import Browser, Page

from dateline.geo.layers.features import lay_out
from dateline.geo.maps import DatelineMap
from tests.geo.test_maps import STORY

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=ran(1)><script>ran(2)</script></script><!--<b>${ran(3)}`${ran(4)}`\\"
    "\\u0027\"'-ran(5)-'\u2028\u2029{{7*7}}]]>&lt;"
)
VOCABULARY = {
    *("type", "layer", "kind", "status", "role", "basis", "mode", "plover_type", "plover_mode"),
    *("feature_class", "published", "when", "date", "interval", "timestamp"),
}


class Visit:
    """A page opened from a file, and everything it did that a map must not do."""

    def __init__(self, browser: Browser, file: Path, **options: Any) -> None:
        self.context = browser.new_context(offline=True, **options)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.ran: list[Any] = []
        self.page.expose_function("ran", self._note)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("#map[data-ready]")

    def _note(self, value: Any) -> None:
        self.ran.append(value)

    def was_quiet(self) -> None:
        fetched = [url for url in self.requests if not url.startswith(("file:", "data:"))]
        assert (fetched, self.messages, self.ran) == ([], [], [])
        self.context.close()


def hostile(value: Any, key: str = "") -> Any:
    """The same value with hostile text wherever text may stand."""
    if isinstance(value, dict):
        return {name: hostile(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [hostile(item, key) for item in value]
    return value + HOSTILE if isinstance(value, str) and key not in VOCABULARY else value


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(lay_out(STORY).document())


def write(tmp_path: Path, document: dict[str, Any]) -> Path:
    file = tmp_path / "map.html"
    file.write_text(DatelineMap(document).to_html(), encoding="utf-8")
    return file


def test_the_file_draws_the_story_and_its_basemap(
    browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    visit = Visit(browser, write(tmp_path, document), viewport={"width": 1440, "height": 900})
    page = visit.page
    assert page.locator("path.dl-land").count() >= 1
    box = page.locator("path.dl-land").first.bounding_box()
    assert box is not None
    assert box["width"] > 100
    drawn = [feature for feature in document["features"] if feature["geometry"]]
    points = [one for one in drawn if one["geometry"]["type"] == "Point"]
    assert page.locator("#map [data-pin]").count() == len(points)
    assert page.locator("#story button[data-feature]").count() == len(document["features"])
    visit.was_quiet()


def test_the_list_opens_what_it_names(
    browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    visit = Visit(browser, write(tmp_path, document), reduced_motion="reduce")
    button = visit.page.locator("#story button[data-feature$='apia']")
    button.click()
    visit.page.wait_for_selector(".dl-card")
    assert "Apia" in visit.page.locator(".dl-card").inner_text()
    assert button.get_attribute("aria-current") == "true"
    visit.was_quiet()


def test_hostile_text_is_shown_as_text_and_nothing_of_it_runs(
    browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    poisoned = hostile(document)
    visit = Visit(browser, write(tmp_path, poisoned), reduced_motion="reduce")
    page = visit.page
    assert "<img src=x onerror=ran(1)>" in page.title()
    assert page.evaluate("document.querySelectorAll('body img:not(.leaflet-tile)').length") == 0
    names = page.eval_on_selector_all(
        "#story .item-name", "nodes => nodes.map(node => node.textContent)"
    )
    assert sorted(names) == sorted(one["properties"]["name"] for one in poisoned["features"])
    for feature in poisoned["features"]:
        page.evaluate(
            "id => [...document.querySelectorAll('#story button')]"
            ".find(button => button.dataset.feature === id).click()",
            feature["id"],
        )
        page.wait_for_function(
            "name => document.querySelector('.dl-card')?.textContent.includes(name)",
            arg=feature["properties"]["name"],
        )
    assert "<img src=x onerror=ran(1)>" in page.locator(".dl-card").inner_text()
    visit.was_quiet()


def test_the_policy_stops_what_is_not_ours(
    browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    file = write(tmp_path, document)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("</body>", "<script>window.smuggled = 1</script></body>"))
    visit = Visit(browser, file)
    assert visit.page.evaluate("window.smuggled") is None
    assert any("Content Security Policy" in message for message in visit.messages)
    visit.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_sticks_out_sideways(
    browser: Browser, tmp_path: Path, document: dict[str, Any], width: int
) -> None:
    for feature in document["features"]:
        feature["properties"]["name"] += " " + "x" * 200
    visit = Visit(browser, write(tmp_path, document), viewport={"width": width, "height": 740})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.was_quiet()


def test_the_notebooks_frame_draws_the_map_with_a_list_of_its_own(
    browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(f"<!DOCTYPE html><body>{DatelineMap(document)._repr_html_()}", encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#map[data-ready]").wait_for()
    listed = frame.locator("#map button[data-feature]").count()
    assert listed == len(document["features"])
    assert errors == []
    page.context.close()


def test_a_folium_layer_control_switches_our_layers(
    browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    drawn = DatelineMap(document, hide=("summits",))
    folium.LayerControl(collapsed=False).add_to(drawn)
    drawn.save(str(tmp_path / "map.html"))
    visit = Visit(browser, tmp_path / "map.html")
    page = visit.page
    summits = page.locator("#map [data-pin='pacific.summit-suva']")
    places = page.locator("#map [data-pin='pacific.suva']")
    assert (summits.count(), places.count()) == (0, 1)
    control = page.locator(".leaflet-control-layers-overlays label")
    control.filter(has_text="Places").locator("input").click()
    control.filter(has_text="Summits").locator("input").click()
    assert (summits.count(), places.count()) == (1, 0)
    visit.was_quiet()
