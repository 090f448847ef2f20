"""What more worker processes bring, over a SQLite file and over PostgreSQL, in the same run.

    python benchmarks/workers.py [--workers 1 2] [--seconds 2] [--rounds 3] [--connections 16]

Each service is `dateline serve --workers N` and is asked over loopback by wrk (Debian's package
`wrk`), in turns; the best round counts. Each row is divided by one worker over the same store.
wrk needs a processor, too: with as many workers as there are cores the ratio says less than it
would from another machine.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dateline.app.settings import Settings
from dateline.app.store import open_store
from tests.app.samples import save
from tests.postgres import PostgresServer, missing
from tests.reliability.service import NO_LIMITS, Service, serving

ADDRESSES = (
    ("map, brotli", "/maps/pacific.geojson"),
    ("items", "/collections/places/items?limit=10"),
    ("map page", "/maps/pacific"),
    ("geocode", "/geocode?q=Reykjavik"),
)


@contextmanager
def services(url: str | None, workers: list[int]) -> Iterator[list[Service]]:
    more = {"database_url": url} if url else {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = open_store(Settings(data_dir=folder, **more))
        save(store)
        store.close()
        yield [
            stack.enter_context(serving(folder, workers=str(number), **more, **NO_LIMITS))
            for number in workers
        ]


def per_second(service: Service, path: str, args: argparse.Namespace) -> float:
    command = ["wrk", "-t2", f"-c{args.connections}", f"-d{args.seconds}s", "-H"]
    command += ["Accept-Encoding: br", f"http://{service.host}:{service.port}{path}"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report:
        raise SystemExit(f"{path}: {report}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    return float(found[1]) if found else 0.0


def measure(name: str, url: str | None, args: argparse.Namespace) -> None:
    with services(url, args.workers) as running:
        for title, path in ADDRESSES:
            for service in running:
                per_second(service, path, args)  # so that each worker has what it keeps
            rounds = [[per_second(one, path, args) for one in running] for _ in range(args.rounds)]
            best = [max(one) for one in zip(*rounds, strict=True)]
            told = "".join(f"{one:>12,.0f} ({one / best[0]:.2f})" for one in best)
            print(f"{name:10} {title:12}{told}")


def main(args: argparse.Namespace) -> None:
    print(f"{'':23}" + "".join(f"{number:>12} workers" for number in args.workers))
    measure("SQLite", None, args)
    if lacking := missing():
        print(lacking)
        return
    with PostgresServer.started() as server:
        measure("PostgreSQL", server.url, args)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    main(parser.parse_args())
