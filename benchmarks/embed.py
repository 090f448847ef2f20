"""What the embed weighs and how soon it is drawn, beside a bare Leaflet page in the same run.

    python benchmarks/embed.py [--rounds 7] [--map vladivostok-2019]

Both stand in a page of another origin within WordPress's sandbox, at 720 by 540 pixels, and are
opened in Debian's Chromium in an empty cache, in turns, over loopback. The bare page is written by
hand: Leaflet, the map's features as markers and lines, nothing else, compressed as ours is. Bytes
are those on the wire with headers, as Chromium counts them. "Drawn" is when all features are in the
document, in milliseconds from the start of the frame's own navigation; medians of all rounds.
"""

import argparse
import json
import shutil
import socket
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

sys.path.insert(0, str(Path(__file__).parents[1]))

from dateline.app.examples import load_examples
from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.static_files import static_dir

SIZE = {"width": 720, "height": 540}
MOST = {"kB before tiles": 100, "requests": 10, "kB with tiles": 450, "ratio": 1.3}
BARE = """<!doctype html><html lang=en><meta charset=utf-8><title>Map</title>
<link rel=icon href=data:,><link rel=stylesheet href=leaflet.css>
<style>html,body,#map{height:100%;margin:0}</style><div id=map></div>
<script src=leaflet.js></script><script>
fetch('map.geojson').then((answer) => answer.json()).then((document) => {
  const map = L.map('map');
  const layer = L.geoJSON(document).bindPopup((one) => one.feature.properties.name).addTo(map);
  map.fitBounds(layer.getBounds());
});
</script>"""
OURS = "[data-pin], path.dl-journey-line"
BARES = ".leaflet-marker-icon, path.leaflet-interactive"
# Told by the page itself, as it happens: whoever asks from outside asks too late.
STAMP = """
new MutationObserver(() => {
  const drawn = document.querySelectorAll('%s').length;
  if (drawn >= %d && !window.drawn) window.drawn = performance.now();
}).observe(document, { childList: true, subtree: true });
"""


@dataclass
class Load:
    """One opening of a page.

    Attributes:
        drawn: Milliseconds.
        bytes: On the wire, by request: a basemap of tiles has many at one address.
    """

    drawn: float = 0.0
    bytes: list[tuple[str, int]] = field(default_factory=list)

    def kilobytes(self, *, tiles: bool) -> float:
        return sum(n for url, n in self.bytes if tiles or not is_tile(url)) / 1000

    def requests(self, *, tiles: bool) -> int:
        return sum(tiles or not is_tile(url) for url, _ in self.bytes)


def is_tile(url: str) -> bool:
    return ".pmtiles" in url


@contextmanager
def served(app: Any) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def bare(geojson: bytes) -> Starlette:
    """The hand-written page, and an article with a frame in it."""
    leaflet = static_dir() / "vendor" / "leaflet"
    files = {
        "/bare": ("text/html", BARE.encode()),
        "/leaflet.js": ("text/javascript", (leaflet / "leaflet.js").read_bytes()),
        "/leaflet.css": ("text/css", (leaflet / "leaflet.css").read_bytes()),
        "/map.geojson": ("application/geo+json", geojson),
        "/marker-icon.png": ("image/png", (leaflet / "images/marker-icon.png").read_bytes()),
        "/marker-shadow.png": ("image/png", (leaflet / "images/marker-shadow.png").read_bytes()),
    }
    packed = {
        path: (kind, body if kind == "image/png" else brotli.compress(body))
        for path, (kind, body) in files.items()
    }

    def send(request: Request) -> Response:
        path = request.url.path.removeprefix("/b").replace("/images", "")
        kind, body = packed[path]
        headers = {"Access-Control-Allow-Origin": "*"}
        if kind != "image/png":
            headers["Content-Encoding"] = "br"
        return Response(body, media_type=kind, headers=headers)

    def article(request: Request) -> Response:
        source = f"{request.query_params['of']}#?secret=abc"
        frame = f'<iframe sandbox="allow-scripts" width=720 height=540 src="{source}"></iframe>'
        head = "<!doctype html><meta charset=utf-8><title>Article</title>"
        icon = "<link rel=icon href=data:,>"
        return Response(f"{head}{icon}{frame}", media_type="text/html")

    return Starlette(routes=[Route("/article", article), Route("/{path:path}", send)])


def opened(browser: Browser, address: str, selector: str, count: int, host: str) -> Load:
    """Open a page in an empty cache and wait until it is drawn and quiet."""
    load = Load()
    context = browser.new_context(viewport=SIZE)
    context.add_init_script(STAMP % (selector, count))
    page = context.new_page()

    finished: list[Any] = []
    page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108
    page.goto(address)
    frame = page.frames[-1]
    frame.wait_for_function("window.drawn", timeout=30_000)
    page.wait_for_load_state("networkidle")
    load.drawn = frame.evaluate("window.drawn")
    for request in filter(lambda one: one.url.startswith(host), finished):
        sizes = request.sizes()
        weight = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        load.bytes.append((request.url, weight))
    context.close()
    return load


def measure(map_id: str, rounds: int) -> tuple[list[Load], list[Load]]:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Debian's package chromium")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_examples(settings)
        app = create_app(settings)
        stored = app.state.store.map(map_id)
        if stored is None:
            sys.exit(f"there is no example {map_id!r}")
        drawn = [one for one in json.loads(stored.document)["features"] if one["geometry"]]
        with (
            served(app) as site,
            served(bare(stored.document)) as other,
            sync_playwright() as driver,
        ):
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            embed = f"{other}/article?of={site}/maps/{map_id}/embed"
            bare_page = f"{other}/article?of={other}/b/bare"
            ours, bares = [], []
            for _ in range(rounds + 1):
                ours.append(opened(browser, embed, OURS, len(drawn), site))
                bares.append(opened(browser, bare_page, BARES, len(drawn), f"{other}/b"))
            browser.close()
    # The first round fills the service's caches, as the first reader does.
    return ours[1:], bares[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--map", default="vladivostok-2019")
    given = parser.parse_args()
    ours, bares = measure(given.map, given.rounds)
    embed, page = ours[-1], bares[-1]
    soon, bare_soon = (statistics.median(one.drawn for one in loads) for loads in (ours, bares))
    found = {
        "kB before tiles": embed.kilobytes(tiles=False),
        "requests": embed.requests(tiles=False),
        "kB with tiles": embed.kilobytes(tiles=True),
        "ratio": soon / bare_soon,
    }
    weight, asked = page.kilobytes(tiles=True), page.requests(tiles=True)
    print(f"bare page: {weight:.1f} kB, {asked} requests, {bare_soon:.0f} ms; embed: {soon:.0f} ms")
    for name, value in found.items():
        missed = "" if value <= MOST[name] else "   MISSED"
        print(f"{name:>18}: {value:7.2f}   at most {MOST[name]}{missed}")
    for url, size in embed.bytes:
        print(f"  {size / 1000:7.1f} kB  {url.partition('/maps/')[2] or url.rpartition('/')[2]}")


if __name__ == "__main__":
    main()
