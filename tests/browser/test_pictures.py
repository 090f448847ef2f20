"""What the map looks like, against pictures that are kept.

Words are left out of the pictures and given a fixed width, so that fonts and their rasterisation do
not count; shapes, colours and places do. After a change that is meant:
``UPDATE_REFERENCES=1 pytest tests/browser/test_pictures.py``, then look at what it wrote.
"""

import io
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

REFERENCES = Path(__file__).parent / "references"
WITHOUT_WORDS = """
const context = CanvasRenderingContext2D.prototype;
context.measureText = (text) => ({ width: 6.5 * text.length });
context.fillText = context.strokeText = () => {};
"""
PLAIN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .dl-map *, .dl-map { color: transparent !important; text-shadow: none !important; }
    .dl-label, .leaflet-control:not(.dl-inset) { visibility: hidden !important; }
    .dl-map, .dl-map * { transition: none !important; caret-color: transparent; }
  `);
  document.adoptedStyleSheets.push(sheet);
}"""
DIFFERENT = 24
"""Of 255 in any channel, from every pixel around: a smoothed edge may fall one pixel off."""
MOST = 60
"""Pixels that may differ; a lost symbol is some three hundred."""
SIZE = {"width": 1000, "height": 620}


def picture(page: Any) -> Image.Image:
    """The map alone."""
    return Image.open(io.BytesIO(page.locator("#map").screenshot())).convert("RGB")


def differing(shown: Image.Image, kept: Image.Image) -> int:
    """How many pixels are not as they or their neighbours were; all when the size is not."""
    if shown.size != kept.size:
        return shown.width * shown.height
    now, before = (np.asarray(one, np.int16) for one in (shown, kept))
    shifts = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    apart = [np.abs(now - np.roll(before, shift, axis=(0, 1))).max(axis=2) for shift in shifts]
    return int((np.minimum.reduce(apart) > DIFFERENT).sum())


def against(page: Any, name: str) -> int:
    """How far the map is from the picture of that name, which is written when asked for."""
    file = REFERENCES / f"{name}.png"
    if os.environ.get("UPDATE_REFERENCES"):
        picture(page).save(file, optimize=True)
    return against_kept(page, name)


def against_kept(page: Any, name: str) -> int:
    """As ``against``, and never writes: of a page that may be meant to look wrong."""
    return differing(picture(page), Image.open(REFERENCES / f"{name}.png").convert("RGB"))


@pytest.fixture
def plain_map(new_page: Opener, site: str) -> Opener:
    """Opens a map without words, and without its basemap unless that is asked for."""

    def open_it(name: str, query: str = "", *, basemap: bool = False, **options: Any) -> Any:
        page = new_page(**{**SIZE, **options})
        page.add_init_script(WITHOUT_WORDS)
        page.goto(f"{site}/maps/{name}{query}")
        page.locator("#map[data-ready]").wait_for()
        page.evaluate(PLAIN)
        if basemap:
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(400)
        else:
            page.evaluate(
                "document.querySelector('.leaflet-dl-basemap-pane').style.display = 'none'"
            )
        return page

    return open_it


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_story_looks_as_it_did(plain_map: Opener, scheme: str) -> None:
    assert against(plain_map("lake-talks", color_scheme=scheme), f"story-{scheme}") <= MOST


def test_a_chosen_step_looks_as_it_did(plain_map: Opener) -> None:
    page = plain_map("lake-talks", "?step=8&view=46.4,6.5,8")
    assert against(page, "step") <= MOST


def test_a_crowd_looks_as_it_did(plain_map: Opener) -> None:
    assert against(plain_map("crowd"), "crowd") <= MOST


def test_the_basemap_lies_under_the_story(plain_map: Opener) -> None:
    page = plain_map("lake-talks", basemap=True)
    # Coasts and borders are thin: more of their edges may fall another way.
    assert against(page, "basemap") <= 4 * MOST
    page.evaluate("document.querySelector('.leaflet-dl-basemap-pane').style.display = 'none'")
    assert against_kept(page, "basemap") > 100 * MOST


WRONGS = {
    "a wrong colour": "document.documentElement.style.setProperty('--planned', '#9c4500')",
    "a layer that is missing": "document.querySelector('input[value=summits]').click()",
    "a journey that is not dashed": (
        "document.querySelector('path.dl-journey-line.dl-planned').style.strokeDasharray = 'none'"
    ),
    "one symbol that is lost": "document.querySelector('[data-pin$=vigil]').remove()",
}


@pytest.mark.parametrize("wrong", WRONGS)
def test_the_pictures_find_what_is_wrong(plain_map: Opener, wrong: str) -> None:
    page = plain_map("lake-talks", "?step=8&view=46.4,6.5,8")
    page.evaluate(WRONGS[wrong])
    assert against_kept(page, "step") > MOST
