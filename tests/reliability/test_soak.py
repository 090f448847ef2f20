"""An hour's worth of requests, ten a second, at a hundred times the rate: memory does not grow."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.app.settings import Settings
from tests.reliability.http import Pipeline, request
from tests.reliability.service import NO_LIMITS, serving, token_for

REQUESTS = 36_000
PER_SECOND = 1_000
BATCH = 50
CLIENTS = 4
WARM_AT = REQUESTS // 3
"""By then what is kept for reuse is there: pages, compressed files, connections to the store."""
MOST_GROWTH = 4_000_000
"""Bytes: a leak of 200 bytes a request would show."""

MAP = "/maps/vladivostok-2019"


def requests(token: str) -> Iterator[bytes]:
    """What readers, embedding sites, analysts and those who write ask for."""
    wrong = {"Authorization": f"Bearer {token[:-1]}x", "Content_Type": "text/plain"}
    taken = {"Authorization": f"Bearer {token}", "Content_Type": "application/json"}
    draft = b'{"id": "vladivostok-2019", "report": {"title": "Rain", "text": "It rained."}}'
    return itertools.cycle(
        [
            request("/", Accept="text/html"),
            request(MAP, Accept="text/html", Accept_Encoding="br"),
            request(f"{MAP}.geojson", Accept_Encoding="gzip"),
            request(f"{MAP}/journeys.geojson"),
            request(f"{MAP}/embed", Accept_Encoding="br"),
            request("/maps"),
            request("/maps", b"HEAD"),
            request("/geocode?q=Oslo"),
            request("/reverse?lon=10.7&lat=59.9"),
            request("/openapi.json", Accept_Encoding="gzip"),
            request("/healthz"),
            request("/metrics"),
            request("/nowhere"),
            request("/maps?x=1"),
            request("/maps", b"OPTIONS"),
            request("/maps", b"POST", b"It rained.", **wrong),
            request("/maps", b"POST", draft, **taken),
        ]
    )


def method_of(asked: bytes) -> bytes:
    return asked.partition(b" ")[0]


def test_an_hour_of_requests_in_half_a_minute(tmp_path: Path) -> None:
    token = token_for(Settings(data_dir=tmp_path))
    with serving(tmp_path, "--examples", **NO_LIMITS) as service:
        clients = [Pipeline(service.connect()) for _ in range(CLIENTS)]
        asked = requests(token)
        sent, failed = 0, set()
        warm = 0
        started = time.monotonic()
        for client in itertools.cycle(clients):
            batch = list(itertools.islice(asked, BATCH))
            client.send(batch)
            failed |= {
                got.status for one in batch if (got := client.answer(method_of(one))).status >= 500
            }
            sent += len(batch)
            if not warm and sent >= WARM_AT:
                warm = service.memory()
            if sent >= REQUESTS:
                break
            time.sleep(max(0.0, started + sent / PER_SECOND - time.monotonic()))
        growth = service.memory() - warm
        taken = time.monotonic() - started
        for client in clients:
            client.close()
        assert failed == set()
        assert growth < MOST_GROWTH
        print(
            f"{sent} requests in {taken:.0f} s: memory {warm / 1e6:.1f} MB, {growth / 1e6:+.1f} MB"
        )
