"""The embed where it lives: in WordPress's sandbox, with a newsroom's resizer, under a finger."""

from typing import Any

import pytest

from tests.browser.conftest import Newspaper, Opener, Watch

pytestmark = pytest.mark.browser

SECRET = "q1W2e3R4t5"  # noqa: S105
WORDPRESS = """
<blockquote data-secret="{secret}"><a href="{page}">A map</a></blockquote>
<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" title="A map"
 style="position: absolute; visibility: hidden" src="{page}/embed{query}#?secret={secret}"
 data-secret="{secret}" width="{width}" height="540" frameborder="0" marginwidth="0"
 marginheight="0" scrolling="no"></iframe>
<script>
// What WordPress does with the messages of an embed.
window.heights = [];
window.addEventListener('message', ({{ data, source }}) => {{
  if (!data || !(data.secret && data.message && data.value)) return;
  if (/[^a-zA-Z0-9]/.test(data.secret)) return;
  for (const frame of document.querySelectorAll(`iframe[data-secret="${{data.secret}}"]`)) {{
    if (source !== frame.contentWindow) continue;
    document.querySelector('blockquote').style.display = 'none';
    frame.removeAttribute('style');
    if (data.message === 'height') {{
      window.heights.push(data.value);
      frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
    }}
    if (data.message === 'link' && document.activeElement === frame) window.followed = data.value;
  }}
}});
</script>
<p style="height:3000px">More of the article</p>
"""
RESIZER = """
<iframe src="{page}/embed" title="A map" style="width:{width}px;height:99px;border:0"></iframe>
<script>
const frame = document.querySelector('iframe');
window.heights = [];
window.addEventListener('message', ({{ data, source }}) => {{
  if (source !== frame.contentWindow || data.type !== 'dateline:height') return;
  window.heights.push(data);
  frame.style.height = `${{data.height}}px`;
}});
</script>
"""


def drawn(page: Any) -> Any:
    frame = page.frame_locator("iframe")
    frame.locator("#map[data-ready]").wait_for()
    return frame


@pytest.fixture
def in_wordpress(new_page: Opener, newspaper: Newspaper, site: str) -> Opener:
    """Opens a post of WordPress with the embed in it."""

    def open_it(width: int = 600, query: str = "", **options: object) -> Any:
        page = new_page(**options)
        place = {"page": f"{site}/maps/lake-talks", "secret": SECRET, "width": width}
        page.goto(newspaper.publish("post", WORDPRESS.format(**place, query=query)))
        return page

    return open_it


@pytest.mark.parametrize(
    ("width", "least", "most"), [(320, 320, 420), (600, 400, 500), (1100, 600, 700)]
)
def test_wordpress_shows_the_map_at_the_height_that_it_asks_for(
    in_wordpress: Opener, width: int, least: int, most: int
) -> None:
    page = in_wordpress(width)
    frame = drawn(page)
    assert page.locator("blockquote").is_hidden()
    assert page.locator("iframe").is_visible()
    height = page.locator("iframe").bounding_box()["height"]
    assert least <= height <= most
    assert all(200 <= value <= 1000 for value in page.evaluate("window.heights"))
    assert frame.locator("path.dl-journey-line").count() == 2
    inside = frame.locator("body").evaluate("(body) => body.scrollHeight - window.innerHeight")
    assert inside <= 0, "nothing has to be scrolled in the frame"


def test_wordpress_is_asked_to_follow_a_link(in_wordpress: Opener, site: str) -> None:
    page = in_wordpress()
    drawn(page).get_by_role("link", name="Full map").click()
    page.wait_for_function("() => window.followed")
    assert page.evaluate("window.followed") == f"{site}/maps/lake-talks"


def test_the_state_is_kept_beside_the_secret(in_wordpress: Opener) -> None:
    page = in_wordpress(query="?step=1&amp;theme=dark&amp;lang=en-US")
    frame = drawn(page)
    frame.get_by_role("dialog").wait_for()
    assert frame.locator("html").get_attribute("data-theme") == "dark"


def test_the_sandbox_is_asked_for_nothing_that_it_refuses(in_wordpress: Opener) -> None:
    page = in_wordpress()
    frame = drawn(page)
    assert frame.locator("body").evaluate("() => window.origin") == "null"
    assert frame.locator("body").evaluate("() => document.fullscreenEnabled") is False
    assert frame.get_by_role("button", name="full screen").count() == 0
    assert page.context.cookies() == []


def test_a_newsroom_is_told_the_height_and_told_again(
    new_page: Opener, newspaper: Newspaper, site: str
) -> None:
    page = new_page()
    body = RESIZER.format(page=f"{site}/maps/lake-talks", width=700)
    page.goto(newspaper.publish("resized", body))
    drawn(page)
    (wide, *_) = page.evaluate("window.heights")
    assert wide["map"] == "lake-talks"
    assert page.locator("iframe").bounding_box()["height"] == wide["height"]
    page.evaluate("frame.style.width = '360px'")
    page.wait_for_function("(wide) => window.heights.at(-1).height < wide", arg=wide["height"])
    count = page.evaluate("window.heights.length")
    page.evaluate("frame.contentWindow.postMessage({ type: 'dateline:height?' }, '*')")
    page.wait_for_function("(count) => window.heights.length === count + 1", arg=count)
    settled = page.evaluate("window.heights.length")
    page.wait_for_timeout(300)
    assert page.evaluate("window.heights.length") == settled, "the height must not chase itself"


def fingers(hand: Any, start: list[tuple[int, int]], by: list[tuple[int, int]]) -> None:
    """Put fingers down, move each by so much in ten steps, and lift them."""

    def touch(kind: str, step: int) -> None:
        points = [
            {"x": x + dx * step / 10, "y": y + dy * step / 10, "id": number}
            for number, ((x, y), (dx, dy)) in enumerate(zip(start, by, strict=True))
        ]
        event = {"type": kind, "touchPoints": [] if kind == "touchEnd" else points}
        hand.send("Input.dispatchTouchEvent", event)

    touch("touchStart", 0)
    for step in range(1, 11):
        touch("touchMove", step)
    touch("touchEnd", 10)


def test_one_finger_scrolls_the_article_and_two_work_the_map(in_wordpress: Opener) -> None:
    page = in_wordpress(width=340, has_touch=True, is_mobile=True)
    frame = drawn(page)
    hand = page.context.new_cdp_session(page)
    # Two fingers first: what one has set in motion goes on for a while.
    zoom = frame.locator("#map").evaluate("() => map.getZoom()")
    fingers(hand, [(140, 200), (200, 260)], [(-80, -80), (80, 80)])
    frame.locator("#map").evaluate(
        """(node, before) => new Promise((done) => {
          const look = () => (map.getZoom() > before ? done() : requestAnimationFrame(look));
          look();
        })""",
        zoom,
    )
    assert page.evaluate("[window.scrollY, window.visualViewport.scale]") == [0, 1]
    centre = "() => new Promise((done) => setTimeout(() => done(map.getCenter().lat), 300))"
    before = frame.locator("#map").evaluate(centre)
    fingers(hand, [(170, 300)], [(0, -220)])
    page.wait_for_function("() => window.scrollY > 100")
    assert frame.locator("#map").evaluate(centre) == before


def test_without_a_script_there_is_a_picture_a_list_and_a_link(
    new_page: Opener, site: str, watch: Watch
) -> None:
    # Not in a frame: there Playwright would turn scripts off only after the page was parsed.
    page = new_page(width=700, height=500, java_script_enabled=False)
    page.goto(f"{site}/maps/lake-talks/embed")
    still = page.locator("img.still")
    still.wait_for()
    assert still.bounding_box()["width"] == pytest.approx(700, abs=4)
    assert "Opening of the lake talks" in page.locator("noscript").inner_text()
    assert page.get_by_role("link", name="Full map").is_visible()
    # Chromium wonders what was preloaded for the scripts that do not run.
    watch.complaints[:] = [one for one in watch.complaints if "preload" not in one]
