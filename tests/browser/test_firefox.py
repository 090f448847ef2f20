"""The pages work in Firefox ESR, too."""

import shutil
from collections.abc import Iterator

import pytest

from tests.browser.bidi import Firefox, firefox

pytestmark = pytest.mark.browser

DRAWN = "document.querySelector('#map')?.dataset.ready === 'true'"
ESCAPE, RIGHT = "\ue00c", "\ue014"


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr")
    if program is None:
        pytest.skip("needs Debian's package firefox-esr")
    with firefox(program, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(autouse=True)
def quiet(fox: Firefox) -> Iterator[None]:
    """After each test no page may have complained."""
    fox.complaints.clear()
    yield
    # Leaving a page cuts short what it still asks for, and Firefox calls that an error.
    fox.settle()
    assert fox.complaints == []


def test_the_page_draws_its_story_and_tells_it_in_steps(fox: Firefox, site: str) -> None:
    fox.go(f"{site}/maps/lake-talks?step=4")
    fox.wait_for(DRAWN)
    assert fox.evaluate("document.querySelectorAll('[data-pin]').length") == 7
    assert fox.evaluate("document.querySelectorAll('path.dl-journey-line').length") == 2
    assert fox.evaluate("document.querySelector('.step.is-current').dataset.step") == "4"
    fox.evaluate("document.querySelector('[data-bar=next]').click()")
    assert fox.evaluate("location.search") == "?step=5"
    fox.evaluate("document.querySelector('.bar-time input').focus()")
    fox.press(RIGHT)
    assert fox.evaluate("document.querySelector('.bar-time input').value") == "1"


def test_a_card_is_left_by_keyboard(fox: Firefox, site: str) -> None:
    fox.go(f"{site}/maps/lake-talks")
    fox.wait_for(DRAWN)
    fox.evaluate("document.querySelector('[data-pin=\"lake-talks.vigil\"]').focus()")
    # Firefox without a window makes no click of a synthetic Enter; Chromium's tests press it.
    fox.evaluate("document.activeElement.click()")
    fox.wait_for("document.activeElement.getAttribute('role') === 'dialog'")
    fox.press(ESCAPE)
    assert fox.evaluate("document.activeElement.dataset.pin") == "lake-talks.vigil"


@pytest.mark.parametrize("page", ["maps/lake-talks/embed", "maps/crowd", "maps/attack", ""])
def test_other_pages_are_drawn_without_complaint(fox: Firefox, site: str, page: str) -> None:
    fox.go(f"{site}/{page}")
    if page:
        fox.wait_for(DRAWN)
        drawn = "document.querySelectorAll('[data-pin], .dl-crowd').length"
        assert fox.evaluate(drawn) > 1
    assert fox.evaluate("document.querySelector('h1').textContent.trim().length") > 0
    assert fox.evaluate("window.ran ?? null") is None
