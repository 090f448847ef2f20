"""How soon a map of 10,000 features can be used, and how it is panned, beside its peers.

    python benchmarks/crowd.py [--features 10000] [--rounds 3]

Needs Debian's chromium and the package playwright. In one run and one browser, in turn: our page;
a page written by hand that draws the same points with Leaflet's own canvas; and folium's GeoJson
layer of the same features, self-hosted. Usable is when the map is drawn, its data is in and the
page's thread has answered a frame; panned is a drag of 60 moves, of which the share of frames that
took at most 20 ms is printed. What counts are the ratios: the machine is not alone.
"""

import argparse
import http.server
import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import folium
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.layers.features import lay_out, to_json
from tests.browser.crowd import crowd

STATIC = Path(__file__).parents[1] / "static" / "vendor" / "leaflet"
BY_HAND = """<!doctype html><html lang="en"><meta charset="utf-8"><title>By hand</title>
<link rel="stylesheet" href="leaflet.css"><style>#map {{ height: 100vh }}</style>
<div id="map"></div><script src="leaflet.js"></script><script>
const map = L.map('map', {{ preferCanvas: true, zoomAnimation: false }});
fetch('features.geojson').then((answer) => answer.json()).then((data) => {{
  const drawn = L.geoJSON(data, {{
    filter: (one) => one.geometry !== null,
    pointToLayer: (one, at) => L.circleMarker(at, {{ radius: 4 }}).bindPopup(one.properties.name),
  }}).addTo(map);
  map.fitBounds(drawn.getBounds());
  document.getElementById('map').dataset.ready = 'true';
}});
</script>"""
PAN = """() => new Promise((done) => {
  const times = [];
  let last = performance.now();
  const tick = (now) => {
    times.push(now - last);
    last = now;
    window.tick = requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.stopPan = () => { cancelAnimationFrame(window.tick); return times.slice(2); };
  done();
})"""


@contextmanager
def service(features: int, folder: Path) -> Iterator[str]:
    """Our service with the map, in a thread."""
    story = crowd(features)
    app = create_app(Settings(data_dir=folder))
    app.state.store.save(story, lay_out(story), "report: {}\n")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def peers(features: int, folder: Path) -> Iterator[str]:
    """The pages of the peers, with Leaflet from our copy."""
    document = lay_out(crowd(features)).document()
    (folder / "features.geojson").write_bytes(to_json(document))
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(STATIC / name, folder)
    (folder / "hand.html").write_text(BY_HAND.format(), encoding="utf-8")
    drawn = folium.Map(location=[40, 20], zoom_start=3, tiles=None)
    drawn.default_js = [("leaflet", "leaflet.js")]
    drawn.default_css = [("leaflet_css", "leaflet.css")]
    points = [one for one in document["features"] if one["geometry"]]
    data = json.loads(json.dumps({"type": "FeatureCollection", "features": points}))
    popup = folium.GeoJsonPopup(fields=["name"])
    marker = folium.CircleMarker(radius=4)
    folium.GeoJson(data, marker=marker, popup=popup).add_to(drawn)
    drawn.save(str(folder / "folium.html"))
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


def measure(browser: Browser, address: str, ready: str) -> tuple[float, float]:
    """Seconds until the page can be used, and the share of frames in time when it is panned."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(ready, timeout=90_000)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    usable = time.perf_counter() - begun
    smooth = _pan(page)
    context.close()
    return usable, smooth


def _pan(page: Page) -> float:
    page.wait_for_timeout(500)
    page.evaluate(PAN)
    page.mouse.move(900, 500)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(900 - 4 * step, 500 - 2 * step)
        page.wait_for_timeout(8)
    page.mouse.up()
    times: list[float] = page.evaluate("window.stopPan()")
    return sum(one <= 20 for one in times) / len(times)


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--features", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        ours, theirs = Path(scratch) / "ours", Path(scratch) / "theirs"
        ours.mkdir()
        theirs.mkdir()
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        drawn = "() => document.querySelector('#map')?.dataset.ready === 'true'"
        paths = f"() => document.querySelectorAll('path').length > {given.features // 2}"
        with service(given.features, ours) as service_at, peers(given.features, theirs) as at:
            pages = {
                "dateline": (f"{service_at}/maps/crowd", drawn),
                "by hand, canvas": (f"{at}/hand.html", drawn),
                "folium GeoJson": (f"{at}/folium.html", paths),
            }
            found: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
            # The first visit makes and compresses the page; that is once for each version.
            measure(browser, *pages["dateline"])
            for _ in range(given.rounds):
                for name, (address, ready) in pages.items():
                    found[name].append(measure(browser, address, ready))
        browser.close()
    base = min(usable for usable, _ in found["by hand, canvas"])
    print(f"{given.features:,} features; the best of {given.rounds}")
    for name, rounds in found.items():
        usable = min(one for one, _ in rounds)
        smooth = statistics.median(one for _, one in rounds)
        print(f"{name:18}{usable:7.2f} s  {usable / base:5.2f} x  {smooth:5.0%} of frames in time")


if __name__ == "__main__":
    main()
