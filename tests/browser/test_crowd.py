"""A map of very many features stays light, and all of them can be reached."""

from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.browser.crowd import crowd
from tests.browser.test_keyboard import tab_until

pytestmark = pytest.mark.browser

FEATURES = 1500
POINTS = FEATURES - 15
"""Fifteen are journeys, with a line each."""


def stands_for(page: Any) -> int:
    """How many points what is drawn stands for."""
    piles = page.locator(".dl-crowd").evaluate_all(
        "(all) => all.reduce((sum, one) => sum + Number(one.dataset.count), 0)"
    )
    return int(piles) + int(page.locator("[data-pin]").count())


def test_few_elements_stand_for_every_feature(open_map: Opener) -> None:
    page = open_map("crowd")
    assert stands_for(page) == POINTS
    assert page.locator(".dl-crowd, [data-pin]").count() < 300
    assert page.evaluate("document.querySelectorAll('*').length") < 6000


def test_a_pile_is_taken_apart_by_keyboard_until_a_feature_is_read(open_map: Opener) -> None:
    page = open_map("crowd")
    zoom = page.evaluate("map.getZoom()")
    tab_until(page, "crowd", "true")
    page.keyboard.press("Enter")
    assert page.evaluate("map.getZoom()") > zoom
    assert page.evaluate("document.activeElement.id") == "map"
    page.evaluate("map.setView([40, 20], 9, {animate: false})")
    tab_until(page, "tag", "BUTTON", having="pin")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")


def test_layers_and_time_thin_the_crowd(open_map: Opener) -> None:
    page = open_map("crowd")
    page.get_by_role("checkbox", name="Places").uncheck()
    assert stands_for(page) == FEATURES * 2 // 10 - 15
    page.get_by_role("slider", name="Time").press("ArrowRight")
    assert 0 < stands_for(page) < 60
    page.get_by_role("slider", name="Time").press("Home")
    page.get_by_role("checkbox", name="Places").check()
    assert stands_for(page) == POINTS


def test_the_list_has_pages_and_an_address_finds_the_right_one(open_map: Opener) -> None:
    page = open_map("crowd")
    listed = page.locator("#story button[data-feature], .step")
    assert listed.count() <= 400
    page.get_by_role("link", name="Next", exact=True).click()
    page.locator("#map[data-ready]").wait_for()
    assert "Page 2 of" in page.locator(".pages").inner_text()
    page = open_map("crowd", query="?feature=crowd.town-900")
    page.get_by_role("dialog", name="Town 900").wait_for()
    entry = page.locator('#story button[data-feature="crowd.town-900"]')
    assert entry.get_attribute("aria-current") == "true"


def test_the_next_step_leads_to_the_next_page_of_the_list(open_map: Opener) -> None:
    page = open_map("crowd")
    last = page.locator(".step").last.get_attribute("data-step")
    page.get_by_role("button", name=f"Step {last}", exact=True).click()
    page.get_by_role("button", name="Next step").click()
    page.wait_for_url(f"**/maps/crowd?step={int(last) + 1}")
    page.locator("#map[data-ready]").wait_for()
    assert page.locator(".step.is-current").get_attribute("data-step") == str(int(last) + 1)


def test_things_at_one_point_are_listed_on_each_others_card(open_map: Opener) -> None:
    page = open_map("crowd")
    here = crowd(FEATURES).places[4].chosen
    assert here is not None
    page.evaluate(f"map.setView([{here.lat}, {here.lon}], 12, {{animate: false}})")
    page.get_by_role("button", name="2 close together: zoom in").first.click()
    page.get_by_role("dialog").get_by_text("Also here").wait_for()
