"""A real Chromium, the real service on a port of its own, and a page that notes what goes wrong."""

import http.server
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.layers.features import lay_out
from tests.browser.crowd import crowd
from tests.browser.stories import everything

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
)
NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
MOST_MS = 30_000


@contextmanager
def serving() -> Iterator[Callable[[FastAPI], str]]:
    """Serves applications, each on a port of its own, until the block is left."""
    with ExitStack() as running:

        def serve(app: FastAPI) -> str:
            listener = socket.socket()
            running.callback(listener.close)
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()

            def stop() -> None:
                server.should_exit = True
                thread.join()

            running.callback(stop)
            return f"http://127.0.0.1:{listener.getsockname()[1]}"

        yield serve


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the service with all stories in its store."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))
    for story in (*everything(), crowd(1500)):
        app.state.store.save(story, lay_out(story), "report: {}\n")
    with serving() as serve:
        yield serve(app)


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Newspaper"]:
    """Another origin, whose articles embed maps."""
    root = tmp_path_factory.mktemp("newspaper")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object, **more: object) -> None:
            super().__init__(*arguments, directory=str(root), **more)  # type: ignore[arg-type]

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Newspaper(root, f"http://localhost:{server.server_address[1]}")
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Newspaper:
    """A server of articles."""

    root: Path
    address: str

    def publish(self, name: str, body: str) -> str:
        """The address of an article with this body."""
        head = "<meta charset=utf-8><title>Article</title><link rel=icon href=data:,>"
        html = f"<!doctype html><html lang=en>{head}{body}"
        (self.root / f"{name}.html").write_text(html, encoding="utf-8")
        return f"{self.address}/{name}.html"


@pytest.fixture(scope="session")
def browser() -> Iterator["playwright.Browser"]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Debian's package chromium")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield launched
        launched.close()


@dataclass
class Watch:
    """What a page did that it should not have done."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        """Whom it asked for something, with the port."""
        parts = [urlsplit(one) for one in self.requests]
        return {one.netloc for one in parts if one.scheme in ("http", "https")}


Opener = Callable[..., "playwright.Page"]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def new_page(browser: "playwright.Browser", watch: Watch) -> Iterator[Opener]:
    """Opens pages; afterwards none may have had an error, a violation or hostile script run."""
    contexts = []

    def make(width: int = 1280, height: int = 800, **options: object) -> "playwright.Page":
        settings = {"reduced_motion": "reduce", "locale": "en-GB", "color_scheme": "light"}
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, **{**settings, **options})
        context.set_default_timeout(MOST_MS)
        context.add_init_script(NOTE_VIOLATIONS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: _note_message(watch, message))
        page.on("pageerror", lambda error: watch.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: watch.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: watch.requests.append(request.url))
        return page

    yield make
    for context in contexts:
        for page in context.pages:
            for frame in page.frames:
                watch.complaints += frame.evaluate("window.violations || []")
                ran = frame.evaluate("window.ran")
                if ran is not None:
                    watch.complaints.append(f"hostile script {ran} ran")
    # To close a page cuts short what it still asks for: what it says of that is not its fault.
    complaints = list(watch.complaints)
    for context in contexts:
        context.close()
    assert complaints == []


def _note_message(watch: Watch, message: "playwright.ConsoleMessage") -> None:
    if message.type in ("error", "warning"):
        watch.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")


@pytest.fixture
def open_map(new_page: Opener, site: str) -> Opener:
    """Opens a map's page and waits until it is drawn."""

    def open_it(map_id: str = "lake-talks", query: str = "", **options: object) -> object:
        page = new_page(**options)
        page.goto(f"{site}/maps/{map_id}{query}")
        page.locator("#map[data-ready]").wait_for()
        return page

    return open_it
