"""The main way through the desk in Firefox ESR: paste, read, correct, publish."""

import json
import shutil
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from dateline.app.desk.sessions import local_token, new_code
from dateline.app.main import create_app
from dateline.app.settings import Settings
from tests.browser.bidi import Firefox, firefox
from tests.browser.conftest import serving

pytestmark = [pytest.mark.browser, pytest.mark.long]

TEXT = "BERGEN — Minister Ida Holm flew from Oslo to Bergen on Tuesday, the ministry said."
TYPE = """(() => {
  const field = document.querySelector(%s);
  field.value = %s;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
})()"""


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr")
    if program is None:
        pytest.skip("needs Debian's package firefox-esr")
    with firefox(program, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("desk")))
    yield app
    app.state.store.close()


def click(fox: Firefox, words: str) -> None:
    """Click the button, link or tab whose words begin so."""
    found = (
        "[...document.querySelectorAll('button, a')].findLast((one) => "
        f"one.textContent.trim().startsWith({json.dumps(words)}) && !one.disabled)"
    )
    fox.wait_for(f"{found} !== undefined")
    fox.evaluate(f"{found}.click()")


def test_from_a_pasted_report_to_a_published_map(fox: Firefox, app: FastAPI) -> None:
    store = app.state.store
    with serving() as serve:
        address = serve(app)
        fox.go(f"{address}/desk/sign-in?code={new_code(store, local_token(store))}")
        fox.evaluate("document.querySelector('button').click()")
        fox.wait_for("document.querySelector('#desk')?.dataset.ready === 'true'")
        click(fox, "New map")
        fox.wait_for("document.querySelector('#report') !== null")
        fox.evaluate(TYPE % (json.dumps("#report"), json.dumps(TEXT)))
        click(fox, "Read it")
        click(fox, "Make the map")
        fox.wait_for("document.querySelector('.desk-canvas[data-ready]') !== null")
        fox.evaluate("document.querySelector('.desk-mark').click()")
        click(fox, "Accept")
        fox.wait_for("document.querySelector('.desk-form .is-accepted') !== null")
        fox.wait_for("document.querySelector('.desk-saving').textContent.startsWith('Saved')")
        click(fox, "Publish …")
        fox.wait_for("document.querySelector('dialog') !== null")
        while fox.evaluate("document.querySelector('dialog .desk-doubts li') !== null"):
            fox.evaluate(
                "document.querySelector('dialog .desk-doubts li button:last-child').click()"
            )
            fox.wait_for("document.querySelector('.desk-saving').textContent.startsWith('Saved')")
        fox.wait_for("!document.querySelector('dialog .is-main').disabled")
        fox.evaluate("document.querySelector('dialog .is-main').click()")
        fox.wait_for("document.querySelector('dialog .desk-note a') !== null")
        assert len(store.maps()) == 1
        assert fox.evaluate("document.cookie") == ""
        assert fox.evaluate("window.violations || []") == []
