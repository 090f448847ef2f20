"""Report text that attacks is shown as text, everywhere, and never runs.

That nothing ran and that no page violated its policy is asserted for every page when it closes
(``new_page``).
"""

from typing import Any

import pytest

from tests.app.test_pages import Elements
from tests.browser.conftest import Opener
from tests.browser.stories import ATTACK

pytestmark = pytest.mark.browser

SEEN = ATTACK.replace("\u2028", " ").replace("\u2029", " ")


def said(text: str) -> str:
    """Text as compared: runs of white space of any kind are one space."""
    return " ".join(text.split())


def test_the_page_shows_the_attack_as_text(open_map: Opener) -> None:
    page = open_map("attack")
    assert said(page.locator("h1").text_content()) == said(ATTACK)
    assert said(page.title()).startswith(said(ATTACK))
    for text in page.locator("#story blockquote").all_text_contents():
        assert said(text) == said(ATTACK)
    assert page.locator("#story img, #map img, h1 img, svg[onload], b > svg").count() == 0


def test_every_card_shows_the_attack_as_text(open_map: Opener) -> None:
    page = open_map("attack")
    card = page.get_by_role("dialog")
    for feature in ("summit", "event", "journey", "here", "there"):
        page.locator(f'#story button[data-feature="attack.{feature}"]').click()
        page.locator(f'#story button[data-feature="attack.{feature}"][aria-current]').wait_for()
        assert said(card.locator("h2").text_content()) == said(ATTACK)
        assert said(card.locator("blockquote").text_content()) == said(ATTACK)
        assert card.locator("img, script, svg[onload]").count() == 0


def test_an_address_that_runs_script_is_no_link(open_map: Opener) -> None:
    page = open_map("attack")
    links = page.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
    assert links
    assert all(one.startswith("http") for one in links)


def test_the_index_and_the_embed_show_it_as_text(new_page: Opener, site: str) -> None:
    page = new_page()
    page.goto(f"{site}/")
    titles = page.locator("h2").all_text_contents()
    assert said(ATTACK) in [said(one) for one in titles]
    page.goto(f"{site}/maps/attack/embed")
    page.locator("#map[data-ready]").wait_for()
    assert said(page.locator(".embed-title").text_content()) == said(ATTACK)
    page.locator("summary", has_text="List").click()
    assert said(page.locator(".dl-list b").first.text_content()) == said(ATTACK)


def test_linked_data_is_data(open_map: Opener) -> None:
    page = open_map("attack")
    block: dict[str, Any] = page.locator('script[type="application/ld+json"]').evaluate(
        "(node) => JSON.parse(node.textContent)"
    )
    assert block["name"] == ATTACK
    assert {one["@type"] for one in block["about"]} == {"Event", "BusinessEvent", "Trip", "Place"}


def test_the_embed_code_is_one_harmless_frame(open_map: Opener) -> None:
    page = open_map("attack")
    code = Elements(page.locator("#embed-code").input_value())
    tags = [tag for tag, _ in code.found]
    assert tags == ["iframe", "p", "a"]
    assert code.of("iframe")[0]["title"] == f"Map: {ATTACK}"
    for _, attributes in code.found:
        assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("address", ["/", "/docs", "/no-such-page", "/maps/no-such-map"])
def test_other_pages_keep_the_policy(new_page: Opener, site: str, address: str, watch: Any) -> None:
    page = new_page()
    page.goto(site + address)
    assert page.locator("h1").is_visible()
    watch.complaints[:] = [one for one in watch.complaints if "status of 404" not in one]
