"""The embed, in another site's article."""

import re
from typing import Any

import pytest

from tests.browser.conftest import Newspaper, Opener

pytestmark = pytest.mark.browser

SANDBOX = 'sandbox="allow-scripts"'


def article(address: str, attributes: str = SANDBOX) -> str:
    frame = f'<iframe src="{address}" title="Map" width="100%" height="480" {attributes}></iframe>'
    return f'<h1>Article</h1>{frame}<p style="height:3000px">More of the article</p>'


def framed(page: Any) -> Any:
    frame = page.frame_locator("iframe")
    frame.locator("#map[data-ready]").wait_for()
    return frame


@pytest.fixture
def in_article(new_page: Opener, newspaper: Newspaper, site: str) -> Opener:
    """Opens an article with the embed in it."""

    def open_it(query: str = "", attributes: str = SANDBOX, **options: object) -> Any:
        body = article(f"{site}/maps/lake-talks/embed{query}", attributes)
        page = new_page(**options)
        page.goto(newspaper.publish("article", body))
        return page

    return open_it


@pytest.mark.parametrize("attributes", [SANDBOX, "", 'sandbox="allow-scripts" loading="lazy"'])
def test_the_map_is_drawn_in_a_frame_of_another_origin(in_article: Opener, attributes: str) -> None:
    frame = framed(in_article(attributes=attributes))
    assert frame.locator("[data-pin]").count() == 7
    frame.locator("#map[data-tiles=drawn]").wait_for()
    assert frame.locator("path.dl-journey-line").count() == 2


def test_the_list_is_there_and_works_by_keyboard(in_article: Opener) -> None:
    page = in_article()
    frame = framed(page)
    frame.locator("summary", has_text="List").focus()
    page.keyboard.press("Enter")
    buttons = frame.locator(".dl-list button[data-feature]")
    assert buttons.count() == 10
    buttons.nth(1).focus()
    page.keyboard.press("Enter")
    dialog = frame.get_by_role("dialog", name="Second round of the lake talks")
    dialog.wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert buttons.nth(1).evaluate("(one) => one === document.activeElement")


def test_state_is_in_the_query_string(in_article: Opener) -> None:
    frame = framed(in_article("?theme=dark&layers=places&feature=lake-talks.geneva#?secret=abc"))
    frame.get_by_role("dialog", name="Geneva").wait_for()
    assert frame.locator("path.dl-journey-line").count() == 0
    background = frame.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    assert sum(int(part) for part in background[4:-1].split(",")) < 150


def test_the_wheel_scrolls_the_article_and_with_ctrl_the_map(in_article: Opener) -> None:
    page = in_article()
    frame = framed(page)
    zoom = "() => map.getZoom()"
    before = frame.locator("#map").evaluate(zoom)
    page.mouse.move(600, 350)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => window.scrollY > 50")
    assert frame.locator("#map").evaluate(zoom) == before
    assert frame.locator(".dl-hint").inner_text() == "Hold Ctrl and scroll to zoom the map"
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_function("() => window.scrollY === 0")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    frame.locator("#map").evaluate(
        """(node, before) => new Promise((done) => {
          const look = () => (map.getZoom() > before ? done() : requestAnimationFrame(look));
          look();
        })""",
        before,
    )


def test_one_finger_is_left_to_the_article(in_article: Opener) -> None:
    frame = framed(in_article(has_touch=True))
    allowed = frame.locator("#map").evaluate("(node) => getComputedStyle(node).touchAction")
    assert allowed == "pan-x pan-y"


def test_it_names_its_source_and_leads_to_the_full_page(in_article: Opener, site: str) -> None:
    frame = framed(in_article())
    link = frame.get_by_role("link", name="Full map")
    assert link.get_attribute("href") == f"{site}/maps/lake-talks"
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in str(link.get_attribute("rel"))
    assert "GeoNames" in frame.locator(".dl-credits").inner_text()


def test_it_weighs_little_and_asks_nobody_else(
    in_article: Opener, site: str, newspaper: Newspaper, watch: Any
) -> None:
    framed(in_article()).locator("#map[data-tiles=drawn]").wait_for()
    ours, theirs = site.removeprefix("http://"), newspaper.address.removeprefix("http://")
    assert watch.hosts() == {ours, theirs}
    before_tiles = [one for one in watch.requests if ours in one and ".pmtiles" not in one]
    assert len(before_tiles) <= 10


def test_other_pages_refuse_to_be_framed(
    new_page: Opener, newspaper: Newspaper, site: str, watch: Any
) -> None:
    page = new_page()
    with page.expect_console_message(lambda one: "frame-ancestors" in one.text):
        page.goto(newspaper.publish("thief", article(f"{site}/maps/lake-talks", "")))
    assert page.frame_locator("iframe").locator("#map").count() == 0
    assert any("frame-ancestors" in one for one in watch.complaints)
    watch.complaints.clear()


def test_nothing_moves_while_it_loads(new_page: Opener, site: str) -> None:
    page = new_page(width=700, height=480)
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    page.goto(f"{site}/maps/lake-talks/embed")
    page.locator("#map[data-ready]").wait_for()
    assert page.evaluate("window.shift") == 0


def test_an_article_that_isolates_itself_shows_the_map(new_page: Opener, site: str) -> None:
    page = new_page()
    answer = page.goto(f"{site}/maps/lake-talks/embed")
    assert answer.headers["cross-origin-embedder-policy"] == "credentialless"
    page.locator("#map[data-tiles=drawn]").wait_for()


def test_a_sandbox_with_popups_opens_the_full_map_as_it_was_embedded(
    new_page: Opener, newspaper: Newspaper, site: str
) -> None:
    page = new_page()
    body = article(
        f"{site}/maps/lake-talks/embed?step=2&layers=places",
        'sandbox="allow-scripts allow-popups"',
    )
    page.goto(newspaper.publish("popups", body))
    with page.context.expect_page() as opened:
        framed(page).get_by_role("link", name="Full map").click()
    opened.value.wait_for_url(f"{site}/maps/lake-talks?step=2&layers=places")


def test_the_copied_code_fits_a_phone_without_its_style(
    new_page: Opener, newspaper: Newspaper, open_map: Opener
) -> None:
    code = open_map().locator("#embed-code").input_value()
    bare = re.sub(r' style="[^"]*"', "", code)
    page = new_page(width=360, height=740)
    page.goto(newspaper.publish("bare", f"<meta name=viewport content=width=device-width>{bare}"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
