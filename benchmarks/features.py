"""How fast features are found, beside tipg and pygeoapi on PostGIS, bare Starlette and FastAPI.

    python benchmarks/service.py --features 100000 [--tipg PYTHON] [--pygeoapi PYTHON]

All answer in the same run, one process each, in turns; ids and boxes are random and the same for
all. What is asked of Starlette and FastAPI is as many bytes. `--grown 5000000` asks a second
Dateline with so many features the same, and boxes that hold as many of them.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))

import peers

from dateline.app.store import SQLiteStore
from tests.bulk import fill

_WIDTH = 10.0
"""Degrees of a box's side: of 100,000 features over the world it holds some 150."""
_ASKED = 5_000
BARE = ("starlette", "fastapi")
Running = Callable[[str, str], AbstractContextManager[int]]
Paths = Callable[[random.Random, float], str]
"""A path, by chance and the side of boxes in degrees."""


def _box(chance: random.Random, side: float) -> str:
    west, south = chance.uniform(-180, 180 - side), chance.uniform(-90, 90 - side)
    return f"{west:.4f},{south:.4f},{west + side:.4f},{south + side:.4f}"


_TIMES = "datetime=2005-01-01T00:00:00Z/2012-01-01T00:00:00Z"


def rows(number: int, collection: str, item: str) -> dict[str, Paths]:
    """What is asked for, by name."""
    items = f"/collections/{collection}/items"
    return {
        "item": lambda chance, _: f"{items}/{item.format(chance.randrange(number))}",
        "items limit=100": lambda *_: f"{items}?limit=100",
        "bbox": lambda chance, side: f"{items}?limit=100&bbox={_box(chance, side)}",
        "bbox+datetime": lambda chance, side: (
            f"{items}?limit=100&bbox={_box(chance, side)}&{_TIMES}"
        ),
        "limit=10,000": lambda *_: f"{items}?limit=10000",
    }


def compare(args: argparse.Namespace, running: Running) -> None:
    """Print a row for each kind of request.

    Args:
        args: Of ``benchmarks/service.py``.
        running: Runs one of that file's applications and tells its port.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        asked = {"Dateline": (stack.enter_context(_ours(folder, args.features, running)), _WIDTH)}
        if args.grown:
            side = _WIDTH * (args.features / args.grown) ** 0.5
            grown = stack.enter_context(_ours(folder / "grown", args.grown, running))
            asked["grown"] = (grown, side)
        bare = {
            kind: stack.enter_context(running(kind, str(folder)))
            for kind in ("starlette", "fastapi")
        }  # type: ignore[arg-type]
        others = list(_peers(stack, args, folder))
        ours = rows(args.features, "events", "synthetic.event-{}")
        print(f"{args.features:,} features; requests a second, best of {args.rounds}")
        for name, paths in ours.items():
            told = {who: (port, partial(_at, paths, side)) for who, (port, side) in asked.items()}
            size = len(_get(asked["Dateline"][0], paths(random.Random(1), _WIDTH)))
            told |= {kind: (port, partial(_plain, size)) for kind, port in bare.items()}
            for who, port, collection in others:
                theirs = rows(args.features, collection, "{}")[name]
                told[who] = (port, partial(_at, theirs, _WIDTH))
            best = dict.fromkeys(told, 0.0)
            latency = dict.fromkeys(told, 1e9)
            for turn in range(args.rounds):
                for who, (port, path) in told.items():
                    speed, typical = _ask(port, path, turn, args)
                    best[who] = max(best[who], speed)
                    latency[who] = min(latency[who], typical)
            _print(name, size, best, latency)


def _at(paths: Paths, side: float, chance: random.Random) -> str:
    return paths(chance, side)


def _plain(size: int, _: random.Random) -> str:
    return f"/{size}"


def _print(name: str, size: int, best: dict[str, float], latency: dict[str, float]) -> None:
    own = best["Dateline"]
    others = [(who, speed) for who, speed in best.items() if who != "Dateline"]
    ratios = [
        f"{own / speed:.2f} of {who}" if speed else f"{who} answered none" for who, speed in others
    ]
    speeds = "  ".join(f"{who} {speed:,.1f}" for who, speed in best.items())
    print(f"{name} ({size:,} bytes): {speeds}\n    {', '.join(ratios)}")
    if "grown" in latency:
        ratio = latency["grown"] / latency["Dateline"]
        print(f"    latency of the grown collection: {ratio:.2f} times", flush=True)


@contextmanager
def _ours(folder: Path, number: int, running: Running) -> Iterator[int]:
    folder.mkdir(exist_ok=True)
    store = SQLiteStore(folder / "dateline.db")
    fill(store, number)
    store.close()
    with running("dateline", str(folder)) as port:
        yield port


def _peers(
    stack: ExitStack, args: argparse.Namespace, folder: Path
) -> Iterator[tuple[str, int, str]]:
    if not (args.tipg or args.pygeoapi):
        return
    url = stack.enter_context(peers.postgis(args.features))
    for who, python, start, collection in (
        ("tipg", args.tipg, lambda port: peers.tipg(args.tipg, url, port), "public.events"),
        (
            "pygeoapi",
            args.pygeoapi,
            lambda port: peers.pygeoapi(args.pygeoapi, url, port, folder),
            "events",
        ),
    ):
        if python:
            port = random.randrange(20_000, 30_000)
            process = start(port)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            _wait(port, f"/collections/{collection}/items?limit=1")
            yield who, port, collection


def _wait(port: int, path: str) -> None:
    for _ in range(120):
        try:
            _get(port, path)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"nothing answers at {port}{path}")


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        body: bytes = answer.read()
    return body


def _ask(
    port: int, path: Callable[[random.Random], str], seed: int, args: argparse.Namespace
) -> tuple[float, float]:
    """Requests a second, and the median latency in milliseconds, of random paths."""
    chance = random.Random(seed)
    paths = {path(chance) for _ in range(_ASKED)}
    # A peer may take seconds for ten thousand features.
    seconds = args.seconds * (6 if "10000" in next(iter(paths)) else 1)
    script = (
        "local p={%s}\nlocal i=0\nrequest=function() i=i%%#p+1 return wrk.format('GET',p[i]) end"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script % ",".join(f"'{one}'" for one in paths))
        file.flush()
        report = subprocess.run(
            ["wrk", "-t1", f"-c{args.connections}", f"-d{seconds}s", "--latency",
             "--timeout", "20s", "-s", file.name, f"http://127.0.0.1:{port}"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    if "Non-2xx" in report:
        raise SystemExit(f"{next(iter(paths))}: {report}")
    speed = re.search(r"Requests/sec:\s+([\d.]+)", report)
    typical = re.search(r"50%\s+([\d.]+)(us|ms|s)", report)
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return (
        float(speed[1]) if speed else 0.0,
        float(typical[1]) * unit[typical[2]] if typical else 1e9,
    )
