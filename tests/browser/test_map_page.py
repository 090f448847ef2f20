"""The map page: what a reader does with the list, the map and the layers."""

import re
from typing import Any

import pytest

from dateline.geo.kinds import catalogue
from dateline.geo.story.wording import cast_words, distance_words, duration_words, when_words
from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

SUMMIT = "lake-talks.second-round"
FERRY = "lake-talks.ferry"
PEOPLE = (
    {"participants": ["Ida Berg", "Per Lund"]},
    {
        "participants": ["Ida Berg", "Minister Lund", "Eva Holm"],
        "participant_details": [
            {"name": "Ida Berg", "title": "Chair", "country": "NO"},
            {"name": "Minister Lund", "title": "Minister", "country": None},
            {"name": "Eva Holm", "title": None, "country": "SE"},
        ],
    },
    {
        "participants": ["the navy", "dockers", "12 sailors"],
        "participant_details": [
            {"name": "the navy", "country": "NO", "role": "attacker"},
            {"name": "dockers", "role": "victim", "number": 1800, "killed": 3, "injured": None},
            {"name": "Per Lund", "role": "victim", "killed": 1},
            {"name": "three men", "role": "victim", "number": 3},
            {"name": "40", "role": "victim", "number": 40, "injured": 40},
            {"name": "12 sailors", "role": "victim", "number": 12, "injured": 12},
        ],
    },
)


def entry(page: Any, feature: str) -> Any:
    return page.locator(f'#story button[data-feature="{feature}"]')


def pin(page: Any, feature: str) -> Any:
    return page.locator(f'[data-pin="{feature}"]')


def card(page: Any) -> Any:
    return page.get_by_role("dialog")


def centre(page: Any) -> tuple[float, float]:
    """Longitude and latitude in the middle of the map."""
    found: list[float] = page.evaluate("[map.getCenter().lng, map.getCenter().lat]")
    return found[0], found[1]


def test_the_list_names_every_feature_and_the_map_shows_every_located_one(open_map: Opener) -> None:
    page = open_map()
    document = page.evaluate("fetch('/maps/lake-talks.geojson').then((answer) => answer.json())")
    features = document["features"]
    listed = page.locator("#story button[data-feature]").evaluate_all(
        "(all) => all.map((one) => one.dataset.feature)"
    )
    assert sorted(listed) == sorted(one["id"] for one in features)
    points = {one["id"] for one in features if (one["geometry"] or {}).get("type") == "Point"}
    pins = page.locator("[data-pin]").evaluate_all("(all) => all.map((one) => one.dataset.pin)")
    assert set(pins) == points


def test_the_story_is_listed_in_the_order_of_the_text_before_the_places(open_map: Opener) -> None:
    page = open_map()
    listed = page.locator("#story button[data-feature]").evaluate_all(
        "(all) => all.map((one) => one.dataset.feature.split('.')[1])"
    )
    assert listed == [
        *("opening", "second-round", "dinner", "vigil", "statement", "train", "ferry"),
        *("geneva", "evian", "vienna"),
    ]


def test_a_choice_in_the_list_moves_the_map_and_opens_the_right_card(open_map: Opener) -> None:
    page = open_map()
    entry(page, SUMMIT).click()
    card(page).wait_for()
    assert centre(page) == pytest.approx((6.59, 46.40), abs=1)
    assert pin(page, SUMMIT).is_visible()
    text = card(page).inner_text()
    assert "Second round of the lake talks" in text
    assert "Summit, planned" in text
    assert "Ada Holm and Jon Vik" in text
    assert "9 March 2021" in text
    assert "A second round is planned across the water." in text
    assert card(page).get_attribute("aria-labelledby")
    assert entry(page, SUMMIT).get_attribute("aria-current") == "true"


def test_a_second_choice_replaces_the_first_card(open_map: Opener) -> None:
    page = open_map()
    entry(page, SUMMIT).click()
    entry(page, FERRY).click()
    page.get_by_role("dialog", name="The delegations cross the lake").wait_for()
    assert card(page).count() == 1
    assert "by sea" in card(page).inner_text()


def test_a_journey_chosen_in_the_list_is_seen_whole(open_map: Opener) -> None:
    page = open_map()
    entry(page, "lake-talks.train").click()
    card(page).wait_for()
    seen = page.evaluate("map.getBounds().contains([[46.2, 6.15], [48.21, 16.37]])")
    assert seen
    assert "about 11 hours" in card(page).inner_text()


def test_an_event_without_a_place_still_opens_its_card(open_map: Opener) -> None:
    page = open_map()
    entry(page, "lake-talks.statement").click()
    card(page).wait_for()
    assert "The ministry said it was watching." in card(page).inner_text()
    assert "2 March 2021" in card(page).inner_text()


def test_a_symbol_on_the_map_opens_its_card_and_marks_the_list(open_map: Opener) -> None:
    page = open_map()
    pin(page, "lake-talks.opening").click()
    page.get_by_role("dialog", name="Opening of the lake talks").wait_for()
    assert "Lake Radio" in card(page).inner_text()
    assert entry(page, "lake-talks.opening").get_attribute("aria-current") == "true"


def test_features_at_one_place_can_each_be_clicked(open_map: Opener) -> None:
    page = open_map()
    for zoom in (3, 6, 9):
        page.evaluate(f"map.setView([46.3, 6.3], {zoom}, {{animate: false}})")
        for one in ("opening", "dinner", "vigil", "second-round"):
            pin(page, f"lake-talks.{one}").click()
            name = entry(page, f"lake-talks.{one}").locator(".item-name").inner_text()
            page.get_by_role("dialog", name=name).wait_for()
            page.keyboard.press("Escape")


def test_a_card_leads_to_what_else_is_there(open_map: Opener) -> None:
    page = open_map()
    entry(page, "lake-talks.geneva").click()
    card(page).get_by_role("button", name="Vigil by the lake").click()
    page.get_by_role("dialog", name="Vigil by the lake").wait_for()


def test_escape_closes_the_card_and_gives_focus_back(open_map: Opener) -> None:
    page = open_map()
    entry(page, SUMMIT).click()
    card(page).wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "dialog"
    page.keyboard.press("Escape")
    card(page).wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.feature") == SUMMIT
    assert entry(page, SUMMIT).get_attribute("aria-current") is None


def test_the_close_button_gives_focus_back_to_the_symbol(open_map: Opener) -> None:
    page = open_map()
    pin(page, "lake-talks.vigil").focus()
    page.keyboard.press("Enter")
    card(page).get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.dataset.pin") == "lake-talks.vigil"


def test_a_layer_switch_hides_its_layer_and_shows_it_again(open_map: Opener) -> None:
    page = open_map()
    switch = page.get_by_role("checkbox", name="Summits")
    switch.uncheck()
    assert page.locator('[data-pin="lake-talks.opening"]').count() == 0
    assert page.locator('[data-pin="lake-talks.vigil"]').is_visible()
    switch.check()
    assert page.locator('[data-pin="lake-talks.opening"]').is_visible()
    lines = page.locator("path.dl-journey-line")
    assert lines.count() == 2
    page.get_by_role("checkbox", name="Journeys").uncheck()
    assert lines.count() == 0


def test_each_family_of_events_has_a_switch_of_its_own(open_map: Opener) -> None:
    page = open_map()
    switch = page.get_by_role("checkbox", name="Protest")
    assert switch.locator("..").locator("svg path.dl-shape").get_attribute("d") == (
        catalogue().families["protest"].symbol
    )
    switch.uncheck()
    assert page.locator('[data-pin="lake-talks.vigil"]').count() == 0
    page.wait_for_url("**layers=*")
    # The address keeps the families that are on, and one that names none of them has them all.
    assert "layers=places%2Cjourneys%2Csummits%2Cstatement" in page.url.replace(",", "%2C")
    page.reload()
    page.locator("#map[data-ready]").wait_for()
    assert not page.get_by_role("checkbox", name="Protest").is_checked()
    assert page.get_by_role("checkbox", name="Statement").is_checked()
    page.get_by_role("checkbox", name="Protest").check()
    page.wait_for_function("() => !location.search.includes('layers')")
    assert page.locator('[data-pin="lake-talks.vigil"]').is_visible()


def test_an_address_may_name_all_events_at_once(open_map: Opener) -> None:
    page = open_map("lake-talks?layers=events")
    assert page.get_by_role("checkbox", name="Protest").is_checked()
    assert not page.get_by_role("checkbox", name="Summits").is_checked()


def test_a_choice_from_a_hidden_layer_shows_the_layer(open_map: Opener) -> None:
    page = open_map()
    page.get_by_role("checkbox", name="Summits").uncheck()
    entry(page, SUMMIT).click()
    card(page).wait_for()
    assert page.get_by_role("checkbox", name="Summits").is_checked()
    assert pin(page, SUMMIT).is_visible()


def test_fit_shows_the_whole_story_again(open_map: Opener) -> None:
    page = open_map()
    page.evaluate("map.setView([0, 0], 8, {animate: false})")
    page.get_by_role("button", name="Fit the whole story").click()
    assert page.evaluate("map.getBounds().contains([[46.2, 6.15], [48.21, 16.37]])")


def test_statuses_differ_in_shape_word_and_colour(open_map: Opener) -> None:
    page = open_map()
    entry(page, SUMMIT).click()
    card(page).wait_for()
    page.keyboard.press("Escape")

    def look(feature: str) -> tuple[str, ...]:
        found: list[str] = pin(page, feature).evaluate(
            """(button) => {
              const shape = getComputedStyle(button.querySelector('.dl-shape'));
              const mark = button.querySelector('.dl-mark');
              return [shape.fill, shape.stroke, shape.strokeDasharray,
                mark ? mark.getAttribute('d') : '', button.getAttribute('aria-label')];
            }"""
        )
        return tuple(found)

    happened, planned = look("lake-talks.opening"), look(SUMMIT)
    cancelled, ongoing = look("lake-talks.dinner"), look("lake-talks.vigil")
    assert happened[0] == happened[1]
    assert planned[0] != planned[1]
    assert happened[2] == "none"
    assert planned[2] != "none"
    assert cancelled[3]
    assert ongoing[3]
    assert cancelled[3] != ongoing[3]
    assert len({one[1] for one in (happened, planned, cancelled, ongoing)}) == 4
    words = [one[4].split(":")[0] for one in (happened, planned, cancelled, ongoing)]
    assert words == [
        "Summit, happened",
        "Summit, planned",
        "Summit, cancelled",
        "Protest, ongoing",
    ]


def test_a_planned_journey_is_dashed_and_a_past_one_is_not(open_map: Opener) -> None:
    page = open_map()

    def dashes(status: str) -> str:
        line = page.locator(f"path.dl-journey-line.dl-{status}")
        return str(line.evaluate("(path) => getComputedStyle(path).strokeDasharray"))

    assert dashes("happened") == "none"
    assert dashes("planned") != "none"


def test_a_journey_has_arrows_and_says_mode_duration_and_length(open_map: Opener) -> None:
    page = open_map()
    assert page.locator("path.dl-journey-sign.dl-happened").count() >= 1
    label = page.locator(".dl-label-leg.dl-happened").inner_text()
    assert re.fullmatch(r"by train · about 11 hrs? · [78]\d\d km", label)


def test_the_place_of_filing_has_a_symbol_of_its_own(open_map: Opener) -> None:
    page = open_map()
    shape = "(button) => button.querySelector('.dl-shape').getAttribute('d')"
    assert pin(page, "lake-talks.vienna").evaluate(shape) != pin(
        page, "lake-talks.geneva"
    ).evaluate(shape)
    assert pin(page, "lake-talks.vienna").get_attribute("aria-label") == "Filed here: Vienna"


def test_uncertainty_is_drawn_once_it_can_be_seen(open_map: Opener) -> None:
    page = open_map()
    page.evaluate("map.setView([46.2, 6.15], 3, {animate: false})")
    assert page.locator("path.dl-circle:visible").count() == 0
    page.evaluate("map.setView([46.2, 6.15], 9, {animate: false})")
    radius = page.locator("path.dl-circle:visible").first.evaluate(
        "(path) => path.getBBox().width / 2"
    )
    metres_per_pixel = 40_075_016 * 0.692 / 256 / 2**9
    assert radius * metres_per_pixel == pytest.approx(8000, rel=0.1)


def test_an_area_has_a_quiet_ring_and_shows_its_reach_only_when_chosen(open_map: Opener) -> None:
    page = open_map("wide-areas")
    page.evaluate("map.setView([58, -50], 3, {animate: false})")
    canada = pin(page, "wide-areas.canada")
    fill = canada.locator(".dl-shape").evaluate("(path) => getComputedStyle(path).fill")
    assert fill == "none"
    assert canada.locator("xpath=following-sibling::span").inner_text() == "Canada (area)"
    assert page.locator("path.dl-circle:visible").count() == 0
    said = "Stands for the whole area; drawn at its middle"
    assert said in page.locator(".dl-legend").inner_text()
    entry(page, "wide-areas.canada").click()
    assert said in card(page).inner_text()
    assert page.locator("path.dl-circle:visible").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("path.dl-circle:visible").count() == 0


def test_the_legend_explains_areas_only_where_there_are_some(open_map: Opener) -> None:
    assert "area" not in open_map().locator(".dl-legend").inner_text()


def test_a_report_with_nothing_to_draw_says_so(
    open_map: Opener, new_page: Opener, site: str
) -> None:
    said = "This report names no place and no event that can be drawn"
    page = open_map("empty")
    assert said in page.locator("#story").inner_text()
    assert page.locator(".dl-empty").inner_text() == said
    assert page.locator(".dl-layers").count() == 0
    alone = new_page()
    alone.goto(f"{site}/maps/empty/embed")
    alone.locator("#map[data-ready]").wait_for()
    assert alone.locator(".dl-empty").inner_text() == said
    assert alone.locator(".dl-list").count() == 0


def test_the_map_goes_no_closer_than_its_basemap(open_map: Opener) -> None:
    page = open_map()
    assert page.evaluate("map.setZoom(18, {animate: false}).getZoom()") == 13


def test_people_are_told_alike_by_server_and_script(open_map: Opener) -> None:
    page = open_map()
    for given in PEOPLE:
        told = page.evaluate("(properties) => Dateline.cast(properties, 'Who')", given)
        assert told == [list(one) for one in cast_words(given, "Who")]


def test_a_story_across_180_degrees_is_in_one_piece(open_map: Opener) -> None:
    page = open_map("pacific-tour")
    across = page.evaluate("map.getBounds().getEast() - map.getBounds().getWest()")
    assert across < 180
    boxes = page.locator("[data-pin]").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().left)"
    )
    width = page.locator("#map").bounding_box()
    assert all(width["x"] <= left <= width["x"] + width["width"] for left in boxes)
    line = page.locator("path.dl-journey-line").evaluate_all(
        "(all) => all.map((one) => one.getBBox().width)"
    )
    assert max(line) < width["width"] / 2


def test_dates_do_not_move_with_the_readers_time_zone(open_map: Opener) -> None:
    for zone in ("Pacific/Honolulu", "Pacific/Kiritimati"):
        page = open_map(timezone_id=zone)
        assert "1 March 2021" in entry(page, "lake-talks.opening").inner_text()
        assert "23:30 UTC\N{MINUS SIGN}5" in entry(page, "lake-talks.statement").inner_text()


def test_dates_follow_the_readers_locale(open_map: Opener) -> None:
    page = open_map(locale="en-US")
    assert "March 1, 2021" in entry(page, "lake-talks.opening").inner_text()


def test_the_address_chooses_feature_layers_and_view(open_map: Opener) -> None:
    page = open_map(query=f"?feature={SUMMIT}&layers=summits,places&utm_source=letter")
    page.get_by_role("dialog", name="Second round of the lake talks").wait_for()
    assert not page.get_by_role("checkbox", name="Journeys").is_checked()
    page = open_map(query="?view=10.5,20.25,5")
    # To the pixel, which is 0.044 degrees here.
    assert centre(page) == pytest.approx((20.25, 10.5), abs=0.044)


def test_nonsense_in_the_address_is_ignored(open_map: Opener) -> None:
    page = open_map(query="?feature=<b>&layers=nothing&view=a,b")
    assert page.get_by_role("checkbox", name="Journeys").is_checked()
    assert page.evaluate("map.getBounds().contains([[46.2, 6.15], [48.21, 16.37]])")


def test_everything_is_asked_of_this_service_alone(open_map: Opener, site: str, watch: Any) -> None:
    open_map().locator("#map[data-tiles=drawn]").wait_for()
    assert watch.hosts() == {site.removeprefix("http://")}
    assert len([one for one in watch.requests if ".pmtiles" not in one]) <= 9


def test_the_servers_symbols_are_the_scripts(open_map: Opener) -> None:
    page = open_map()
    for feature in ("opening", "second-round", "dinner", "vigil", "geneva", "vienna"):
        paths = "(node) => [...node.querySelectorAll('path')].map((one) => one.outerHTML)"
        on_map = pin(page, f"lake-talks.{feature}").locator("svg").evaluate(paths)
        in_list = entry(page, f"lake-talks.{feature}").locator("svg").evaluate(paths)
        assert on_map == in_list


def test_server_and_script_write_alike(open_map: Opener) -> None:
    page = open_map()
    times = ["2019", "2019-04", "2019-04-04", "2019-04/..", "../2019"]
    assert page.evaluate("(all) => all.map(Dateline.when)", times) == [*map(when_words, times)]
    lengths = [0.84, 4.0, 125.6, 6417.2]
    by_script = page.evaluate("(all) => all.map(Dateline.distance)", lengths)
    assert by_script == [*map(distance_words, lengths)]
    durations = [20, 5400, 32400, 129600, 180000]
    by_script = page.evaluate("(all) => all.map((one) => Dateline.duration(one))", durations)
    assert by_script == [*map(duration_words, durations)]


def test_a_map_that_cannot_be_loaded_says_so_and_keeps_the_list(
    new_page: Opener, site: str, watch: Any
) -> None:
    page = new_page()
    page.route("**/*.geojson", lambda route: route.fulfill(status=503, body="{}"))
    page.goto(f"{site}/maps/lake-talks")
    assert "could not be loaded" in page.get_by_role("alert").inner_text()
    assert entry(page, SUMMIT).is_visible()
    # The browser reports what was made to fail here; nothing else may be among it.
    assert all("503" in one or "answered" in one for one in watch.complaints)
    watch.complaints.clear()
