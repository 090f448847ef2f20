"""A hundred thousand requests that nobody should send, over every route: none ends in a 5xx."""

import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.store import open_store
from tests.app.samples import save
from tests.reliability.fuzz import Fuzzer, templates_of
from tests.reliability.http import Closed, Pipeline
from tests.reliability.service import NO_LIMITS, Service, serving, token_for

REQUESTS = int(os.environ.get("DATELINE_FUZZ", "100000"))
CLIENTS = 2
BATCH = 40
BATCHES = 20


def routes_of(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Every address, with the parameters that the two descriptions of the API tell of it."""
    app = create_app(settings)
    told: dict[str, set[str]] = {}
    client = TestClient(app)
    for document in ("/openapi.json", "/api"):
        for path, operations in client.get(document).json()["paths"].items():
            names = told.setdefault(_shape(path), set())
            for operation in operations.values():
                names |= {
                    one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
                }
    app.state.store.close()
    return {
        template: tuple(sorted(told.get(_shape(template), ()))) or ("f", "url", "theme", "v")
        for template in sorted(set(templates_of(app.routes)))
    }


def _shape(path: str) -> str:
    """An address without what its gaps are called; each collection has one in the description."""
    path = re.sub("/collections/(places|journeys|summits|events)", "/collections/{}", path)
    return re.sub(r"\{[^}]*\}", "{}", path)


def fuzz(service: Service, fuzzer: Fuzzer, count: int) -> tuple[Counter[int], list[bytes]]:
    """How often each status came, and the requests that failed."""
    seen: Counter[int] = Counter()
    failed: list[bytes] = []
    while seen.total() < count:
        pipeline = Pipeline(service.connect())
        try:
            for _ in range(BATCHES):
                asked = [fuzzer.request() for _ in range(BATCH)]
                pipeline.send([one for _, one in asked])
                _read(pipeline, asked, seen, failed)
            last = fuzzer.no_request() + b"\r\n\r\n"
            pipeline.send([last])
            _read(pipeline, [(b"GET", last)], seen, failed)
        except (Closed, ConnectionError):
            pass  # what is no request ends the connection: nobody knows where the next one begins
        pipeline.close()
    return seen, failed


def _read(
    pipeline: Pipeline,
    asked: list[tuple[bytes, bytes]],
    seen: Counter[int],
    failed: list[bytes],
) -> None:
    for method, one in asked:
        got = pipeline.answer(method)
        seen[got.status] += 1
        if got.status >= 500:
            failed.append(one)
        if got.is_last:
            raise Closed


@pytest.mark.parametrize(("kind", "count"), [("sqlite", REQUESTS), ("postgres", REQUESTS // 5)])
def test_no_request_makes_the_service_fail(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str, count: int
) -> None:
    url = request.getfixturevalue("database_url") if kind == "postgres" else None
    settings = Settings(data_dir=tmp_path, database_url=url)
    token = token_for(settings)
    store = open_store(settings)
    save(store)
    store.close()
    routes = routes_of(settings)
    assert "bbox" in routes["/collections/{collection}/items"]
    more = {**NO_LIMITS, **({"database_url": url} if url else {})}
    with serving(tmp_path, **more) as service, ThreadPoolExecutor(CLIENTS) as pool:
        parts = list(
            pool.map(
                lambda seed: fuzz(service, Fuzzer(seed, routes, token), count // CLIENTS),
                range(CLIENTS),
            )
        )
        seen = sum((one for one, _ in parts), Counter[int]())
        failed = [one for _, some in parts for one in some]
        assert failed == [], service.log()[-4000:]
        assert "Traceback" not in service.log()
        assert service.ask("/healthz").status == 200
    statuses = ", ".join(f"{status}: {number}" for status, number in sorted(seen.items()))
    print(f"{kind}: {seen.total()} requests over {len(routes)} addresses: {statuses}")
