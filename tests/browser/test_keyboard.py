"""Every task by keyboard alone."""

from typing import Any

import pytest

from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser


def focused(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """() => {
          const node = document.activeElement;
          const box = node.getBoundingClientRect();
          const style = getComputedStyle(node);
          return { tag: node.tagName, id: node.id, role: node.getAttribute('role'),
            name: node.getAttribute('aria-label') || node.textContent.trim(),
            feature: node.dataset.feature, pin: node.dataset.pin,
            crowd: String(node.classList.contains('dl-crowd')), value: node.value,
            width: box.width, height: box.height, outline: style.outlineStyle,
            inView: box.bottom > 0 && box.top < innerHeight && box.right > 0
              && box.left < innerWidth };
        }"""
    )
    return found


def tab_until(
    page: Any, key: str, value: str, *, having: str | None = None, most: int = 120
) -> dict[str, Any]:
    """Tab on until what has focus answers to this, and has that."""
    for _ in range(most):
        page.keyboard.press("Tab")
        now = focused(page)
        if now[key] == value and (having is None or now.get(having)):
            return now
    raise AssertionError(f"no {key} {value!r} within {most} tabs")


def test_the_first_stop_skips_the_map(open_map: Opener) -> None:
    page = open_map()
    page.keyboard.press("Tab")
    assert "Skip the map" in focused(page)["name"]
    assert focused(page)["inView"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Step 1"


def test_a_feature_is_read_and_left_by_keyboard(open_map: Opener) -> None:
    page = open_map()
    tab_until(page, "feature", "lake-talks.second-round")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Second round of the lake talks").wait_for()
    assert focused(page)["role"] == "dialog"
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Close"
    page.keyboard.press("Escape")
    assert focused(page)["feature"] == "lake-talks.second-round"


def test_a_symbol_is_reached_and_opened_by_keyboard(open_map: Opener) -> None:
    page = open_map()
    tab_until(page, "pin", "lake-talks.vigil")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Vigil by the lake").wait_for()
    page.keyboard.press("Escape")
    assert focused(page)["pin"] == "lake-talks.vigil"


def test_a_symbol_out_of_view_comes_into_view_with_focus(open_map: Opener) -> None:
    page = open_map()
    page.evaluate("map.setView([0, 0], 5, {animate: false})")
    tab_until(page, "pin", "lake-talks.opening")
    assert page.evaluate("map.getBounds().contains([46.2, 6.15])")


def test_a_layer_is_switched_by_keyboard(open_map: Opener) -> None:
    page = open_map()
    tab_until(page, "value", "summits")
    page.keyboard.press("Space")
    assert page.locator('[data-pin="lake-talks.opening"]').count() == 0


def test_the_map_is_moved_zoomed_and_fitted_by_keyboard(open_map: Opener) -> None:
    page = open_map()
    tab_until(page, "id", "map")
    before = page.evaluate("[map.getCenter().lng, map.getZoom()]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    further = "([east, zoom]) => map.getCenter().lng > east && map.getZoom() > zoom"
    page.wait_for_function(further, arg=before)
    tab_until(page, "name", "Fit the whole story")
    page.keyboard.press("Enter")
    # The map is where it was, to the pixel.
    back = """([east, zoom]) => map.getZoom() === zoom
      && Math.abs(map.project([0, east]).x - map.project([0, map.getCenter().lng]).x) < 1"""
    page.wait_for_function(back, arg=before)


def test_details_and_downloads_are_reached_by_keyboard(open_map: Opener) -> None:
    page = open_map()
    assert page.get_by_text("not chosen").first.is_hidden()
    tab_until(page, "name", "How it was found: Geneva 90%")
    page.keyboard.press("Enter")
    assert page.get_by_text("not chosen").first.is_visible()
    tab_until(page, "name", "Whole map GeoJSON")


def test_focus_is_always_seen_and_large_enough(open_map: Opener) -> None:
    page = open_map()
    seen = []
    for _ in range(90):
        page.keyboard.press("Tab")
        now = focused(page)
        if now["tag"] == "BODY":
            break
        seen.append(now)
    assert len(seen) > 25
    for now in seen:
        assert now["outline"] != "none", now
        assert now["inView"], now
        # Links in running text are let off by WCAG 2.5.8.
        if now["tag"] != "A":
            assert min(now["width"], now["height"]) >= 24, now


def test_every_symbol_has_a_name_of_its_own(open_map: Opener) -> None:
    page = open_map()
    names = page.locator("[data-pin]").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-label'))"
    )
    assert len(names) == len(set(names))
    assert "Summit, planned: Second round of the lake talks" in names


def test_the_story_is_told_by_keyboard(open_map: Opener) -> None:
    page = open_map()
    tab_until(page, "name", "Next step")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".step.is-current").get_attribute("data-step") == "2"
    assert focused(page)["name"] == "Next step"
    tab_until(page, "name", "Next moment in time")
    page.keyboard.press("Enter")
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == "March 2021"
    tab_until(page, "tag", "INPUT")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == "1 March 2021"
    tab_until(page, "name", "Step 3")
    page.keyboard.press("Enter")
    assert page.locator(".step.is-current").get_attribute("data-step") == "3"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert focused(page)["feature"] == "lake-talks.opening"


def test_escape_and_a_press_on_the_map_close_a_panel(open_map: Opener) -> None:
    page = open_map(width=360, height=700)
    panel = page.locator(".dl-layers")
    panel.locator("summary").click()
    assert panel.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert panel.get_attribute("open") is None
    assert panel.locator("summary").evaluate("node => node === document.activeElement")
    panel.locator("summary").click()
    page.locator("#map").dispatch_event("pointerdown")
    assert panel.get_attribute("open") is None
