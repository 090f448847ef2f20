"""How fast the service answers, beside bare Starlette and bare FastAPI in the same run.

    python benchmarks/service.py [--seconds 1] [--rounds 3] [--connections 8]
    python benchmarks/service.py --features 100000 [--tipg PYTHON] [--pygeoapi PYTHON]

Each application runs in a process of its own, one worker, and is asked over loopback by wrk
(Debian's package `wrk`), or by a small client of our own where wrk is not installed; that client
is the slower end, so the ratios then say less. What counts are the ratios: each row is divided by
bare Starlette answering the same number of bytes. The three take turns, and the best of the rounds
is taken, so that a neighbour on the machine disturbs all of them alike.
"""

import argparse
import http.client
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

sys.path.insert(0, str(Path(__file__).parents[1]))

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore
from dateline.geo.layers.features import lay_out
from dateline.geo.model import Candidate, EventMap, Evidence, Place, Report, Role

TEXT = "They passed through many places."
PLACES = 200


def sample() -> EventMap:
    """A map of many places, some hundred kilobytes of GeoJSON."""
    said = (Evidence(start=0, end=len(TEXT), quote=TEXT),)
    places = [
        Place(
            id=f"place-{number}",
            name=f"Place {number}",
            role=Role.LITERAL,
            evidence=said,
            chosen=Candidate(
                source="bench",
                source_id=str(number),
                name=f"Place {number}",
                lon=-179 + number * 1.7,
                lat=-60 + number * 0.6,
                feature_class="P",
                uncertainty_km=5,
                why=("the name is the same", "the only one of the name"),
            ),
        )
        for number in range(PLACES)
    ]
    return EventMap(id="bench", report=Report(title="Bench", text=TEXT), places=tuple(places))


def bare(kind: str) -> Starlette:
    """An application that does nothing but send so many bytes."""
    bodies = {size: b"x" * size for size in (0, 10, 1_000, 10_000, 100_000)}

    async def send(request: Request) -> Response:
        size = int(request.path_params["size"])
        return Response(bodies.setdefault(size, b"x" * size), media_type="application/geo+json")

    if kind == "starlette":
        return Starlette(routes=[Route("/{size}", send)])
    app = FastAPI()

    @app.get("/{size}")
    async def answer(size: int) -> Response:
        return Response(bodies.setdefault(size, b"x" * size), media_type="application/geo+json")

    return app


def serve(kind: str, port: int, folder: str) -> None:
    app = create_app(Settings(data_dir=Path(folder))) if kind == "dateline" else bare(kind)
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


@contextmanager
def running(kind: str, folder: str) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, __file__, "--serve", kind, str(port), folder]
    process = subprocess.Popen(command)
    try:
        for _ in range(300):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def per_second(port: int, path: str, headers: dict[str, str], args: argparse.Namespace) -> float:
    address = f"http://127.0.0.1:{port}{path}"
    if not shutil.which("wrk"):
        return _own_client(port, path, headers, args)
    given = [item for name, value in headers.items() for item in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{args.connections}", f"-d{args.seconds}s", *given, address]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report and "If-None-Match" not in headers:
        raise SystemExit(f"{path}: {report}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    return float(found[1]) if found else 0.0


def _own_client(port: int, path: str, headers: dict[str, str], args: argparse.Namespace) -> float:
    until = time.perf_counter() + args.seconds
    counts = [0] * args.connections

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            connection.request("GET", path, headers=headers)
            connection.getresponse().read()
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(args.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / args.seconds


def fetch(port: int, path: str, headers: dict[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return len(answer.read()), answer.headers.get("etag", "")


def main(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SQLiteStore(Path(folder) / "dateline.db")
        event_map = sample()
        store.save(event_map, lay_out(event_map), "")
        store.close()
        with (
            running("starlette", folder) as starlette,
            running("fastapi", folder) as fastapi,
            running("dateline", folder) as dateline,
        ):
            whole = "/maps/bench.geojson"
            _, etag = fetch(dateline, whole, {"Accept-Encoding": "br"})
            rows = [
                ("map, as it is", whole, {}),
                ("map, brotli", whole, {"Accept-Encoding": "br"}),
                ("map, 304", whole, {"Accept-Encoding": "br", "If-None-Match": etag}),
                ("layer, brotli", "/maps/bench/places.geojson", {"Accept-Encoding": "br"}),
                ("list of maps", "/maps", {}),
                ("health", "/healthz", {}),
                ("script", "/static/js/dateline-map.js", {"Accept-Encoding": "br"}),
                ("map page", "/maps/bench", {"Accept-Encoding": "br"}),
                ("geocode", "/geocode?q=Reykjavik", {}),
            ]
            print(f"{'':16}{'bytes':>9}{'Starlette':>11}{'FastAPI':>11}{'Dateline':>11}  ratio")
            for name, path, headers in rows:
                size, _ = fetch(dateline, path, headers)
                plain = f"/{size}"
                asked = [(starlette, plain, {}), (fastapi, plain, {}), (dateline, path, headers)]
                rounds = [[per_second(*one, args) for one in asked] for _ in range(args.rounds)]
                basis, other, ours = map(max, zip(*rounds, strict=True))
                print(
                    f"{name:16}{size:>9,}{basis:>11,.0f}{other:>11,.0f}{ours:>11,.0f}"
                    f"  {ours / basis:.2f} of Starlette, {ours / other:.2f} of FastAPI"
                )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--serve", nargs=3, metavar=("KIND", "PORT", "FOLDER"))
    parser.add_argument("--features", type=int, help="features of a collection to search")
    parser.add_argument("--grown", type=int, help="features of a second one, to see costs grow")
    parser.add_argument("--tipg", metavar="PYTHON", help="that has tipg")
    parser.add_argument("--pygeoapi", metavar="PYTHON", help="that has pygeoapi")
    given = parser.parse_args()
    if given.serve:
        kind, port, folder = given.serve
        serve(kind, int(port), folder)
    elif given.features:
        from features import compare  # which needs PostgreSQL's client and more

        compare(given, running)
    else:
        main(given)
