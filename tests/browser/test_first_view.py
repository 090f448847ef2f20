"""What the map shows before the reader touches it, and after "Fit the whole story"."""

from typing import Any

import pytest

from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

OUTSIDE = """() => {
  const frame = document.querySelector('#map').getBoundingClientRect();
  const controls = [...document.querySelectorAll('.leaflet-control')].map((one) => [
    one.className, one.getBoundingClientRect()]);
  const apart = (a, b) => a.left >= b.right || a.right <= b.left || a.top >= b.bottom
    || a.bottom <= b.top;
  const found = [];
  for (const one of document.querySelectorAll('.dl-pin, .dl-pin + .dl-label')) {
    const box = one.getBoundingClientRect();
    if (!box.width) continue;
    const name = one.dataset.pin || one.textContent;
    if (box.left < frame.left || box.right > frame.right || box.top < frame.top
        || box.bottom > frame.bottom) found.push(`${name} is cut`);
    for (const [what, control] of controls) {
      if (!apart(box, control)) found.push(`${name} is under ${what}`);
    }
  }
  return found;
}"""


def zoom(page: Any) -> float:
    found: float = page.evaluate("map.getZoom()")
    return found


@pytest.mark.parametrize("size", [(360, 480), (800, 480), (1440, 900)])
def test_nothing_of_the_story_is_cut_or_covered(
    new_page: Opener, site: str, size: tuple[int, int]
) -> None:
    page = new_page(*size)
    for story in ("lake-talks", "pacific-tour", "right-to-left", "long-flight"):
        page.goto(f"{site}/maps/{story}/embed")
        page.locator("#map[data-ready]").wait_for()
        assert page.evaluate(OUTSIDE) == [], story


def test_on_paper_the_story_is_fitted_to_the_page_and_afterwards_the_view_is_back(
    open_map: Opener,
) -> None:
    page = open_map("pacific-tour", width=1440, height=900)
    page.evaluate("map.setView([0, 20], 6, {animate: false})")
    page.emulate_media(media="print")
    page.locator("html.dl-printing").wait_for()
    size = page.locator("#map").bounding_box()
    assert page.evaluate("[map.getSize().x, map.getSize().y]") == [
        pytest.approx(size["width"], abs=1),
        pytest.approx(size["height"], abs=1),
    ]
    assert page.evaluate(OUTSIDE) == []
    page.emulate_media(media="screen")
    page.locator("html:not(.dl-printing)").wait_for()
    assert zoom(page) == 6
    assert page.evaluate("map.getCenter().distanceTo([0, 20])") < 2000


def test_a_printed_file_is_fitted_too(open_map: Opener) -> None:
    page = open_map("pacific-tour", width=1440, height=900)
    page.evaluate("window.fits = []; map.on('resize', () => window.fits.push(map.getSize().x))")
    page.pdf()
    page.locator("html:not(.dl-printing)").wait_for()
    paper, screen = page.evaluate("[window.fits[0], window.fits.at(-1)]")
    assert paper == pytest.approx(170 / 25.4 * 96, abs=3)
    assert screen > paper


def test_a_far_place_of_filing_does_not_push_the_events_away(open_map: Opener) -> None:
    page = open_map("far-filed")
    assert page.evaluate("map.getBounds().contains([[43.1, 131.9], [42.4, 130.6]])")
    assert not page.evaluate("map.getBounds().contains([55.75, 37.62])")
    page.locator('#story button[data-feature="far-filed.moscow"]').click()
    page.get_by_role("dialog", name="Moscow").wait_for()
    assert page.evaluate("map.getBounds().contains([55.75, 37.62])")


def test_areas_where_nothing_happens_do_not_push_the_events_away(open_map: Opener) -> None:
    page = open_map("wide-areas")
    assert page.evaluate("map.getBounds().contains([[60.15, -1.14], [58.98, -2.96]])")
    assert not page.evaluate("map.getBounds().contains([56.13, -106.35])")
    assert zoom(page) > 5


def test_one_place_is_shown_with_its_part_of_the_world(open_map: Opener) -> None:
    assert 6 <= zoom(open_map("right-to-left")) <= 7


def test_the_world_ends_in_the_north_and_south_but_not_at_180_degrees(open_map: Opener) -> None:
    page = open_map("pacific-tour")
    page.evaluate("map.setZoom(map.getMinZoom(), {animate: false})")
    for north in (500, -500):
        page.evaluate(f"map.panBy([0, {north * 10}], {{animate: false}})")
        assert page.evaluate("map.getBounds().getNorth()") <= 85.1
        assert page.evaluate("map.getBounds().getSouth()") >= -85.1
    page.evaluate("map.setView([0, 180], 5, {animate: false})")
    page.evaluate("map.panBy([2000, 0], {animate: false})")
    assert page.evaluate("map.getCenter().lng") > 180


TURNS = """(path) => {
  const pairs = path.getAttribute('d').match(/-?[\\d.]+ -?[\\d.]+/g);
  const points = pairs.map((one) => one.split(' ').map(Number));
  const turns = [];
  for (let i = 2; i < points.length; i += 1) {
    const [[ax, ay], [bx, by], [cx, cy]] = points.slice(i - 2, i + 1);
    const before = Math.atan2(by - ay, bx - ax), after = Math.atan2(cy - by, cx - bx);
    turns.push(Math.atan2(Math.sin(after - before), Math.cos(after - before)) * 180 / Math.PI);
  }
  return turns;
}"""


def test_a_great_circle_is_a_smooth_curve(open_map: Opener) -> None:
    page = open_map("long-flight")
    for level in (1.75, 2.25, 3, 5):
        page.evaluate(f"map.setView([55, 85], {level}, {{animate: false}})")
        turns = page.locator("path.dl-journey-line").evaluate(TURNS)
        assert len(turns) > 5
        # It bends one way all along, and never by much at once.
        assert max(map(abs, turns)) < 12, level
        assert min(turns) > -1.5 or max(turns) < 1.5, level
