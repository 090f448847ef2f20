"""A map that is shown late, grows, is turned or covered: its story stays in view."""

from typing import Any

import pytest

from tests.browser.conftest import Newspaper, Opener
from tests.browser.test_first_view import OUTSIDE

pytestmark = pytest.mark.browser

SAME_AS_FITTED = """() => {
  const before = [map.getZoom(), map.getCenter()];
  document.querySelector('.dl-fit').click();
  return before[0] === map.getZoom() && before[1].distanceTo(map.getCenter()) < 1000;
}"""


def frame_of(page: Any) -> Any:
    page.frame_locator("iframe").locator("#map[data-ready]").wait_for(state="attached")
    return next(one for one in page.frames if "/embed" in one.url)


def test_an_embed_in_a_closed_part_of_an_article_is_fitted_when_it_is_opened(
    new_page: Opener, newspaper: Newspaper, site: str
) -> None:
    page = new_page()
    source = f"{site}/maps/lake-talks/embed"
    body = (
        f'<details><summary>Map</summary><iframe src="{source}" title="Map" '
        'style="width:100%;height:500px"></iframe></details>'
    )
    page.goto(newspaper.publish("closed", body))
    embed = frame_of(page)
    page.locator("summary").click()
    embed.wait_for_function("() => map.getSize().y > 400")
    assert embed.evaluate(OUTSIDE) == []
    assert embed.evaluate(SAME_AS_FITTED)


@pytest.mark.parametrize(
    ("before", "after"),
    [((740, 150), (740, 540)), ((740, 360), (360, 740)), ((360, 740), (740, 360))],
)
def test_a_map_that_changes_its_size_is_fitted_again(
    new_page: Opener, site: str, before: tuple[int, int], after: tuple[int, int]
) -> None:
    page = new_page(*before)
    for address in ("lake-talks/embed", "town-walk/embed", "pacific-tour"):
        page.set_viewport_size({"width": before[0], "height": before[1]})
        page.goto(f"{site}/maps/{address}")
        page.locator("#map[data-ready]").wait_for()
        page.set_viewport_size({"width": after[0], "height": after[1]})
        page.wait_for_function(f"() => map.getSize().x <= {after[0]} && innerWidth === {after[0]}")
        assert page.evaluate(OUTSIDE) == [], address
        assert page.evaluate(SAME_AS_FITTED), address


def test_a_map_that_grows_within_its_page_is_fitted_again(new_page: Opener, site: str) -> None:
    page = new_page(800, 600)
    page.goto(f"{site}/maps/lake-talks/embed")
    page.locator("#map[data-ready]").wait_for()
    zoom = page.evaluate("map.getZoom()")
    page.locator("#map").evaluate("(map) => { map.style.inset = '0 50% 60% 0'; }")
    page.wait_for_function(f"() => map.getSize().x <= 400 && map.getZoom() < {zoom}")
    page.locator("#map").evaluate("(map) => { map.style.inset = '0'; }")
    page.wait_for_function(f"() => map.getSize().x === 800 && map.getZoom() === {zoom}")


def test_the_readers_own_view_is_kept_whatever_the_size(new_page: Opener, site: str) -> None:
    page = new_page(800, 600)
    page.goto(f"{site}/maps/lake-talks/embed")
    page.locator("#map[data-ready]").wait_for()
    page.locator("#map").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowUp")
    kept = page.evaluate("[map.getZoom(), map.getCenter().lat]")
    page.set_viewport_size({"width": 600, "height": 500})
    page.wait_for_function("() => map.getSize().x === 600")
    zoom, lat = page.evaluate("[map.getZoom(), map.getCenter().lat]")
    assert zoom == kept[0]
    assert lat == pytest.approx(kept[1], abs=0.1)


def test_a_view_that_the_address_asks_for_is_kept_whatever_the_size(
    new_page: Opener, site: str
) -> None:
    page = new_page(800, 600)
    page.goto(f"{site}/maps/lake-talks/embed?view=10,20,5")
    page.locator("#map[data-ready]").wait_for()
    page.set_viewport_size({"width": 500, "height": 700})
    page.wait_for_function("() => map.getSize().x === 500")
    assert page.evaluate("map.getZoom()") == 5
    assert page.evaluate("map.getCenter().distanceTo([10, 20])") < 2000


def test_credits_and_panels_are_known_before_the_first_view(new_page: Opener, site: str) -> None:
    for width, height in ((1280, 800), (640, 512), (360, 740)):
        page = new_page(width, height)
        page.goto(f"{site}/maps/pacific-tour")
        page.locator("#map[data-tiles=drawn]").wait_for()
        assert page.evaluate(OUTSIDE) == [], (width, height)


def test_a_story_within_a_town_fills_the_map_and_no_step_shows_more(open_map: Opener) -> None:
    page = open_map("town-walk")
    whole = page.evaluate("map.getZoom()")
    assert whole > 11
    count = int(page.locator(".bar-step").get_attribute("data-count"))
    for number in range(1, count + 1):
        page.locator('[data-bar="next"]').click()
        page.locator(f".step.is-current#step-{number}").wait_for()
        assert page.evaluate("map.getZoom()") >= whole


def test_a_step_that_happens_at_one_place_is_shown_from_near(open_map: Opener) -> None:
    page = open_map("far-filed")
    for number in range(1, page.locator(".step").count() + 1):
        page.locator(f'.step-button[data-go="{number}"]').click()
        assert page.evaluate("map.getZoom()") >= 6, number


UNDER_THE_MAP = """() => {
  const map = document.querySelector('.report-map');
  const box = document.activeElement.getBoundingClientRect();
  return !map.contains(document.activeElement)
    && box.bottom <= map.getBoundingClientRect().bottom;
}"""


@pytest.mark.parametrize("size", [(640, 512), (360, 740)])
def test_what_has_focus_is_never_under_the_map(open_map: Opener, size: tuple[int, int]) -> None:
    page = open_map(width=size[0], height=size[1])
    page.locator(".embed-code summary").focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(UNDER_THE_MAP)


def test_on_a_phone_on_its_side_the_list_is_beside_the_map(open_map: Opener) -> None:
    page = open_map(width=844, height=390)
    map_box = page.locator(".report-map").bounding_box()
    list_box = page.locator(".report-list").bounding_box()
    assert list_box["x"] + list_box["width"] <= map_box["x"] + 1
    assert map_box["height"] == 390


def test_a_card_along_the_bottom_leaves_its_symbol_in_sight(new_page: Opener, site: str) -> None:
    page = new_page(328, 420)
    page.goto(f"{site}/maps/pacific-tour/embed")
    page.locator("#map[data-ready]").wait_for()
    pin = page.locator('.dl-pin[aria-label="Place: Auckland"]')
    pin.dispatch_event("click")
    card = page.locator(".dl-dock").bounding_box()
    assert pin.bounding_box()["y"] + 12 < card["y"]


def test_forced_colours_leave_land_apart_from_the_sea(new_page: Opener, site: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{site}/maps/lake-talks/embed")
    page.locator("#map[data-tiles=drawn]").wait_for()
    colours = """() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const found = new Set();
      for (let i = 0; i < data.length; i += 404) found.add(data.slice(i, i + 3).join());
      return found.size;
    }"""
    assert page.evaluate(colours) > 3
