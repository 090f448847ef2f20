"""Everyone can use the pages: axe-core, small screens, no script, reduced motion, other scripts."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGES = (
    "/",
    "/maps/lake-talks?step=4",
    "/maps/lake-talks/embed",
    "/maps/right-to-left",
    "/maps/crowd",
    "/docs",
)
WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def drawn(page: Any, address: str) -> None:
    page.goto(address)
    if "/maps/" in address:
        page.locator("#map[data-ready]").wait_for()
        page.wait_for_load_state("networkidle")


def violations(page: Any) -> list[str]:
    """What axe-core finds, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", list(RULES)
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(new_page: Opener, site: str, address: str) -> None:
    for width in WIDTHS:
        # A page each: to leave one that still asks for tiles makes it complain.
        page = new_page(width=width)
        drawn(page, site + address)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (width, scheme)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_an_open_card(open_map: Opener, width: int) -> None:
    page = open_map(width=width)
    page.locator('#story button[data-feature="lake-talks.train"]').click()
    page.get_by_role("dialog").wait_for()
    page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_page_loads(new_page: Opener, site: str, width: int) -> None:
    page = new_page(width=width, height=800)
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    drawn(page, f"{site}/maps/lake-talks")
    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize("address", ["/", "/maps/attack", "/maps/attack/embed", "/docs"])
def test_no_page_scrolls_sideways(new_page: Opener, site: str, address: str) -> None:
    page = new_page()
    for width in (320, 360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        drawn(page, site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_on_a_phone_the_map_stays_in_sight_of_the_list(open_map: Opener) -> None:
    page = open_map(width=360, height=740)
    last = page.locator('#story button[data-feature="lake-talks.vienna"]')
    last.scroll_into_view_if_needed()
    box = page.locator("#map").bounding_box()
    assert box["y"] == pytest.approx(0, abs=1)
    assert box["height"] < 740 / 2
    last.click()
    card = page.get_by_role("dialog", name="Vienna")
    card.wait_for()
    inside = card.bounding_box()
    assert inside["y"] >= box["y"]
    symbol = page.locator('[data-pin="lake-talks.vienna"]').bounding_box()
    dock = page.locator(".dl-dock").bounding_box()
    assert symbol["y"] + symbol["height"] <= dock["y"] + 1


def test_without_script_the_list_says_all(new_page: Opener, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/maps/lake-talks")
    text = page.locator("main").inner_text()
    for needed in (
        "The interactive map needs JavaScript",
        "Lake talks open without a breakthrough",
        "Summit, planned",
        "9 March 2021",
        "from 1 March 2021",
        "2 March 2021, 23:30 UTC\N{MINUS SIGN}5",
        "The dinner was called off.",
        "Lake Radio",
        "no agreement",
        "by train",
        "about 11 hours",
        "km/h on average, along the shortest line",
        "Associated, not on the map",
        "Brussels",
        "Not resolved",
        "no gazetteer knows it",
        "Filed here",
    ):
        assert needed in text
    still = page.locator(".no-script img.still")
    page.wait_for_function("() => document.querySelector('img.still').complete")
    assert still.evaluate("(one) => one.naturalWidth") == 1200
    assert "3 summits" in str(still.get_attribute("alt"))
    page.goto(f"{site}/")
    assert page.get_by_role("link", name="Lake talks open without a breakthrough").is_visible()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_motion_is_the_readers_choice(open_map: Opener, motion: str) -> None:
    page = open_map(reduced_motion=motion)
    page.evaluate("window.steps = 0; map.on('zoom', () => { window.steps += 1; });")
    page.locator('#story button[data-feature="lake-talks.second-round"]').click()
    page.get_by_role("dialog").wait_for()
    steps = page.evaluate("window.steps")
    assert steps <= 1 if motion == "reduce" else steps > 3


def test_names_in_arabic_run_from_right_to_left(open_map: Opener) -> None:
    page = open_map("right-to-left")
    quote = page.locator("#story blockquote").first
    assert quote.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    assert page.locator("h1").get_attribute("lang") == "ar"


def test_light_and_dark_are_the_readers_choice(open_map: Opener) -> None:
    shades = []
    for scheme in ("light", "dark"):
        page = open_map(color_scheme=scheme)
        sea = page.locator("#map")
        shades.append(sea.evaluate("(map) => getComputedStyle(map).backgroundColor"))
    assert shades[0] != shades[1]


def test_on_paper_the_list_is_whole_and_controls_are_gone(open_map: Opener) -> None:
    page = open_map()
    page.emulate_media(media="print")
    assert page.locator(".leaflet-control-zoom").is_hidden()
    assert page.locator('[data-feature="lake-talks.statement"]').is_visible()
    box = page.locator("#map").bounding_box()
    assert box["height"] < 500
