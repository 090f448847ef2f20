"""A corpus of script injections, stored in every field and reflected from every address.

``new_page`` asserts for every page when it closes that nothing ran, nothing violated the policy,
and nothing was written to the console.
"""

import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import uvicorn
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.layers.features import lay_out
from tests.browser.conftest import Opener
from tests.browser.payloads import PAYLOADS
from tests.browser.stories import attack
from tests.reliability.fuzz import NAMES, templates_of

pytestmark = pytest.mark.browser

HTML = {"Accept": "text/html"}
HARMLESS = "harmless words"
SHOW_EVERYTHING = """() => {
  for (const button of document.querySelectorAll('#story button[data-feature]')) button.click();
  for (const closed of document.querySelectorAll('details')) closed.open = true;
  for (const one of document.querySelectorAll('[autofocus]')) one.focus();
}"""
FOREIGN = """() => [...document.querySelectorAll('*')]
  .filter((one) => [...one.attributes].some((own) => own.name.startsWith('on')
      || ['href', 'src', 'action'].includes(own.name)
        && /^\\s*(javascript|vbscript):/i.test(own.value))
    || one.matches('iframe, object, embed, marquee, math, base, video, audio'))
  .map((one) => one.outerHTML.slice(0, 200))"""
TOGETHER = 4
GROUPS = [PAYLOADS[start : start + TOGETHER] for start in range(0, len(PAYLOADS), TOGETHER)]
"""Payloads that share a map: every field has them one behind the other."""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a service with every payload in the maps of its store."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))
    for number, group in enumerate(GROUPS):
        story = attack(" ".join(group), f"attack-{number}", url=group[0])
        app.state.store.save(story, lay_out(story), "report: {}\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_the_corpus_is_large_and_without_doubles() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def assert_harmless(page: Any) -> None:
    assert page.evaluate(FOREIGN) == [], page.url
    assert page.evaluate("window.ran") is None, page.url
    assert page.evaluate("window.violations") == [], page.url


def test_stored_in_a_map_it_never_runs(new_page: Opener, hostile_site: str, watch: Any) -> None:
    page = new_page()
    for number in range(len(GROUPS)):
        for address in (f"/maps/attack-{number}", f"/maps/attack-{number}/embed"):
            page.goto(hostile_site + address)
            page.locator("#map[data-ready]").wait_for()
            page.evaluate(SHOW_EVERYTHING)
            assert_harmless(page)
    assert watch.hosts() == {urlsplit(hostile_site).netloc}


def test_stored_in_many_maps_it_never_runs_in_their_list(
    new_page: Opener, hostile_site: str
) -> None:
    page = new_page()
    page.goto(f"{hostile_site}/")
    assert page.locator("h2").count() == len(GROUPS)
    assert_harmless(page)


def test_stored_in_features_it_never_runs_where_they_are_listed(
    new_page: Opener, hostile_site: str
) -> None:
    page = new_page()
    addresses = ["/collections?f=html"]
    for collection, feature in (
        ("places", "here"),
        ("journeys", "journey"),
        ("summits", "summit"),
        ("events", "event"),
    ):
        addresses.append(f"/collections/{collection}/items?f=html&limit=1000")
        addresses += [
            f"/collections/{collection}/items/attack-{number}.{feature}?f=html"
            for number in range(len(GROUPS))
        ]
    for address in addresses:
        assert page.goto(hostile_site + address).status == 200, address
        assert_harmless(page)


def test_stored_in_a_picture_it_never_runs(new_page: Opener, hostile_site: str, watch: Any) -> None:
    page = new_page()
    for number in range(len(GROUPS)):
        assert page.goto(f"{hostile_site}/maps/attack-{number}.svg").status == 200
        assert_harmless(page)
    # A picture names no icon, so the browser looks for one where there is none.
    watch.complaints[:] = [one for one in watch.complaints if "/favicon.ico" not in one]


def test_reflected_from_an_address_it_never_runs(
    new_page: Opener, hostile_site: str, watch: Any
) -> None:
    page = new_page()
    for number, payload in enumerate(PAYLOADS):
        given = quote(payload, safe="")
        addresses = (f"/{given}", f"/maps/{given}", f"/geocode?q={given}", f"/maps?{given}={given}")
        page.goto(hostile_site + addresses[number % len(addresses)])
        assert_harmless(page)
    # That an error was answered is what the browser has to say of it.
    watch.complaints[:] = [one for one in watch.complaints if "the server responded" not in one]


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element of a page with the names of its attributes."""
    tree = LexborHTMLParser(text)
    return [(one.tag or "", tuple(sorted(one.attributes))) for one in tree.css("*")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("data"), write_rate="off", costly_read_rate="off"
    )
    app = create_app(settings)
    story = attack(HARMLESS, "attack")
    app.state.store.save(story, lay_out(story), "report: {}\n")
    return TestClient(app)


def addresses(client: TestClient) -> list[str]:
    """Every address, with a gap in the place of each part of it and of each parameter in turn."""
    templates = sorted(set(templates_of(client.app.routes)))  # type: ignore[attr-defined]
    filled = []
    for template in templates:
        parts = template.split("/")
        gaps = [n for n, part in enumerate(parts) if "{" in part]
        known = ["attack" if "{" in part else part for part in parts]
        filled += ["/".join([*known[:n], "\0", *known[n + 1 :]]) for n in gaps]
        filled += [f"{'/'.join(known)}?{name}=\0" for name in NAMES if name]
        filled.append(f"{'/'.join(known)}?\0=1")
    return filled


def test_reflected_from_any_part_of_any_address_it_is_never_markup(client: TestClient) -> None:
    """Answers to a payload have the elements and attributes of answers to harmless words."""
    for number, address in enumerate(addresses(client)):
        # A search for a payload finds nothing, so that the harmless words have to be found nowhere.
        words = f"{HARMLESS} xyzzy" if "?q=" in address else HARMLESS
        expected = client.get(address.replace("\0", quote(words)), headers=HTML)
        # Each payload by turns: all of them in all places would be a hundred thousand requests.
        for payload in PAYLOADS[number % 8 :: 8]:
            got = client.get(address.replace("\0", quote(payload, safe="")), headers=HTML)
            assert got.status_code < 500
            if not got.headers.get("content-type", "").startswith("text/html"):
                assert got.headers["x-content-type-options"] == "nosniff"
            elif got.status_code == expected.status_code:
                assert shape(got.text) == shape(expected.text), (address, payload)
            else:
                assert "window.ran" not in str(shape(got.text))
                scripts = LexborHTMLParser(got.text).css("script:not([src])")
                assert all("window.ran" not in (one.text() or "") for one in scripts)
