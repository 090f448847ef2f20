"""The story told in steps and in time, and an address that follows the reader."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Opener, Watch

pytestmark = pytest.mark.browser

MARKED = """() => [...document.querySelectorAll('.dl-pin.is-selected')]
  .map((one) => one.dataset.pin.split('.')[1]).sort()"""


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def current(page: Any) -> str | None:
    step = page.locator(".step.is-current")
    return step.get_attribute("data-step") if step.count() else None


def number_of(page: Any, words: str) -> str:
    step = page.locator(".step", has=page.get_by_text(words))
    return str(step.get_attribute("data-step"))


def seen(page: Any, feature: str) -> bool:
    return bool(
        page.locator(f'[data-pin="lake-talks.{feature}"]').evaluate(
            """(pin) => {
              const box = pin.getBoundingClientRect();
              const map = document.querySelector('#map').getBoundingClientRect();
              return box.width > 0 && box.left >= map.left && box.right <= map.right
                && box.top >= map.top && box.bottom <= map.bottom;
            }"""
        )
    )


def test_steps_are_the_passages_in_the_order_of_the_report(open_map: Opener) -> None:
    page = open_map()
    quotes = page.locator(".passage blockquote").all_text_contents()
    assert quotes[:3] == [
        "The delegations came to Geneva.",
        "They were to cross to Évian.",
        "The talks opened on Monday with both chairs present.",
    ]
    assert page.locator(".bar-step").inner_text() == f"{len(quotes)} steps"


def test_a_step_moves_the_map_and_marks_what_it_speaks_of(open_map: Opener) -> None:
    page = open_map()
    number = number_of(page, "A second round is planned across the water.")
    page.get_by_role("button", name=f"Step {number}", exact=True).click()
    assert page.evaluate(MARKED) == ["second-round"]
    assert seen(page, "second-round")
    assert current(page) == number
    assert query(page)["step"] == [number]
    assert page.get_by_role("dialog").count() == 0
    said = page.locator(".bar-step").inner_text()
    assert "A second round is planned" in said
    assert said.startswith(f"Step {number} of ")


def test_a_feature_marks_its_passage_and_the_words_in_it(open_map: Opener) -> None:
    page = open_map()
    page.locator('[data-pin="lake-talks.vigil"]').click()
    page.get_by_role("dialog", name="Vigil by the lake").wait_for()
    assert current(page) == number_of(page, "A vigil goes on at the shore.")
    words = page.evaluate("[...CSS.highlights.get('dl-said')].map(String)")
    assert words == ["A vigil goes on at the shore."]
    assert page.locator(".step.is-current").is_visible()
    assert query(page) == {"feature": ["lake-talks.vigil"]}
    page.keyboard.press("Escape")
    assert current(page) is None
    assert query(page) == {}


def test_next_and_previous_walk_the_story_to_its_ends(open_map: Opener) -> None:
    page = open_map()
    onward = page.get_by_role("button", name="Next step")
    back = page.get_by_role("button", name="Previous step")
    count = page.locator(".step").count()
    assert back.get_attribute("aria-disabled") == "true"
    walked = []
    for _ in range(count):
        onward.click()
        walked.append(current(page))
    assert walked == [str(n) for n in range(1, count + 1)]
    assert onward.get_attribute("aria-disabled") == "true"
    onward.press("Enter")
    assert current(page) == str(count)
    back.click()
    assert current(page) == str(count - 1)


def test_arrow_keys_walk_the_steps(open_map: Opener) -> None:
    page = open_map()
    page.get_by_role("button", name="Step 2", exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert current(page) == "3"
    assert page.evaluate("document.activeElement.dataset.go") == "3"
    page.keyboard.press("ArrowUp")
    assert current(page) == "2"


def test_a_place_leads_to_the_passages_that_name_it(open_map: Opener) -> None:
    page = open_map()
    place = page.locator(".item", has=page.locator('[data-feature="lake-talks.geneva"]'))
    place.get_by_role("button", name="step 1").click()
    assert current(page) == "1"
    assert page.evaluate("document.activeElement.dataset.go") == "1"
    page.locator('[data-also="lake-talks.geneva"]').first.click()
    page.get_by_role("dialog", name="Geneva").wait_for()


def test_time_takes_off_the_map_what_has_not_begun(open_map: Opener) -> None:
    page = open_map()
    slider = page.get_by_role("slider", name="Time")
    whole = page.locator("[data-pin]:visible").count()
    slider.focus()
    # March 2021 as a whole comes before its days.
    page.keyboard.press("ArrowRight")
    assert query(page)["time"] == ["2021-03"]
    assert slider.get_attribute("aria-valuetext") == "March 2021"
    assert page.evaluate(MARKED) == ["dinner"]
    hidden = page.locator('[data-pin="lake-talks.second-round"]')
    assert hidden.is_hidden()
    assert page.locator('[data-pin="lake-talks.geneva"]').is_visible()
    assert page.locator("path.dl-journey-line").count() == 2
    assert "2 undated" in page.locator(".bar-when").inner_text()
    page.keyboard.press("End")
    assert hidden.is_visible()
    page.keyboard.press("Home")
    assert page.locator("[data-pin]:visible").count() == whole
    assert "time" not in query(page)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_story_plays_by_itself_only_for_who_likes_motion(open_map: Opener, motion: str) -> None:
    page = open_map(reduced_motion=motion)
    slider = page.get_by_role("slider", name="Time")
    if motion == "reduce":
        page.get_by_role("button", name="Next moment in time").click()
        assert slider.input_value() == "1"
        page.wait_for_timeout(2600)
        assert slider.input_value() == "1"
        return
    play = page.get_by_role("button", name="Play the story in time")
    play.click()
    assert play.get_attribute("aria-pressed") == "true"
    page.wait_for_function("() => document.querySelector('.bar-time input').value === '2'")
    play.click()
    assert play.get_attribute("aria-pressed") == "false"


def test_an_address_brings_back_step_layers_view_and_moment(open_map: Opener) -> None:
    page = open_map(query="?step=4&layers=places,summits&view=46.5,6.5,8&time=2021-03-01&ref=x")
    assert current(page) == "4"
    assert page.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]") == (
        pytest.approx([46.5, 6.5, 8], abs=0.01)
    )
    assert not page.get_by_role("checkbox", name="Journeys").is_checked()
    assert page.get_by_role("slider", name="Time").get_attribute("aria-valuetext") == "1 March 2021"
    assert query(page)["ref"] == ["x"]


def test_the_address_follows_layers_and_the_view_and_never_the_hash(open_map: Opener) -> None:
    page = open_map(query="?ref=x")
    page.get_by_role("checkbox", name="Journeys").uncheck()
    assert query(page)["layers"] == ["places,summits,events"]
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('view=')")
    lat, lon, zoom = map(float, query(page)["view"][0].split(","))
    assert page.evaluate("map.getCenter().lng") == pytest.approx(lon, abs=0.001)
    page.get_by_role("button", name="Fit the whole story").click()
    page.get_by_role("checkbox", name="Journeys").check()
    assert query(page) == {"ref": ["x"]}
    assert urlsplit(page.url).fragment == ""
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert lat
    assert zoom


def test_the_link_is_copied(open_map: Opener) -> None:
    page = open_map(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Next step").click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_inset_shows_where_the_map_looks(open_map: Opener) -> None:
    page = open_map()
    inset = page.get_by_role("img", name="Where in the world this is")
    assert inset.is_visible()
    page.evaluate("map.setView([43.1, 131.9], 9, {animate: false})")
    ring = inset.locator("circle")
    assert float(ring.get_attribute("cx")) == pytest.approx(131.9 + 180, abs=0.1)
    assert float(ring.get_attribute("cy")) == pytest.approx(90 - 43.1, abs=0.1)
    page.evaluate("map.setView([20, 0], 1, {animate: false})")
    assert inset.is_hidden()


def test_the_whole_screen_is_given_to_map_and_story_bar(open_map: Opener) -> None:
    page = open_map()
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    assert page.evaluate("document.fullscreenElement.className") == "report-map"
    page.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("() => document.fullscreenElement === null")


def test_playing_the_story_moves_the_list_along(open_map: Opener) -> None:
    page = open_map()
    page.locator(".bar-time input").fill("1")
    chosen = current(page)
    assert chosen is not None
    assert page.locator(f"#step-{chosen}").is_visible()
    page.locator(".bar-time input").fill("2")
    assert current(page) != chosen


def test_a_click_before_the_script_is_there_is_done_afterwards(open_map: Opener) -> None:
    page = open_map()
    address = page.url
    held: list[Any] = []
    page.route("**/bundle/reader*", lambda route: held.insert(0, route))
    page.goto(address, wait_until="commit")
    page.get_by_role("button", name="Next step").click()
    held[0].continue_()
    page.wait_for_selector("#step-1.is-current")


def test_a_script_that_fails_leaves_no_buttons(open_map: Opener, watch: Watch) -> None:
    page = open_map()
    address = page.url
    page.route("**/bundle/reader*", lambda route: route.abort())
    page.goto(address)
    page.wait_for_selector(".is-still")
    assert not page.locator(".bar").is_visible()
    assert page.get_by_role("button", name="Step 2", exact=True).is_disabled()
    # The browser says of the script that it did not come: that is what is tested here.
    watch.complaints.clear()
