"""What the service counts of itself, and who may read it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.tokens import MAPS_WRITE, METRICS_READ, issue

OPERATOR = ("127.0.0.1", 50000)
STRANGER = ("192.0.2.7", 50000)
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def scrape(app: FastAPI) -> Samples:
    answer = TestClient(app, client=OPERATOR).get("/metrics")
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def requests(samples: Samples, method: str, route: str, status: int) -> float:
    labels = (("method", method), ("route", route), ("status", str(status)))
    return samples.get(("dateline_http_requests_total", labels), 0)


def test_requests_are_counted_by_method_route_and_status(app: FastAPI, client: TestClient) -> None:
    for _ in range(3):
        client.get("/maps/pacific.geojson")
    client.head("/maps/pacific.geojson")
    client.get("/maps/other.geojson")
    client.get("/maps?x=1")
    client.get(f"/maps?{'x' * 9000}")
    client.get("/nowhere/at/all")
    client.get("/collections/places/items")
    client.request("BREW", "/maps")
    samples = scrape(app)
    one = "/maps/{map_id:slug}.geojson"
    assert requests(samples, "GET", one, 200) == 3
    assert requests(samples, "HEAD", one, 200) == 1
    assert requests(samples, "GET", one, 404) == 1
    assert requests(samples, "GET", "/maps", 400) == 1
    assert requests(samples, "GET", "none", 404) == 1
    assert requests(samples, "GET", "/collections/{collection}/items", 200) == 1
    assert requests(samples, "GET", "none", 414) == 1
    assert requests(samples, "other", "none", 405) + requests(samples, "other", "/maps", 405) == 1
    labels = (("method", "GET"), ("route", one))
    assert samples["dateline_http_request_duration_seconds_count", labels] == 4
    # The scrape itself is the one request under way.
    assert samples["dateline_http_requests_in_flight", ()] == 1


def test_what_clients_make_up_adds_no_series(app: FastAPI, client: TestClient) -> None:
    def after(numbers: range) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
        for number in numbers:
            client.get(f"/made-up/{number}")
            client.get(f"/maps/no-{number}")
            client.request(f"M{number}", "/made-up")
        return set(scrape(app))

    after(range(2))
    assert after(range(2, 5)) == after(range(5, 50))


def test_a_failing_request_is_counted_as_500(app: FastAPI) -> None:
    @app.get("/test/broken")
    def broken() -> None:
        raise RuntimeError

    TestClient(app).get("/test/broken")
    assert requests(scrape(app), "GET", "/test/broken", 500) == 1


def test_maps_made_are_counted(app: FastAPI, client: TestClient) -> None:
    secret, token = issue("desk")
    app.state.store.add_token(token)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "text/plain"}
    assert client.post("/maps?id=rain", content="It rained in Oslo.", headers=headers).is_success
    assert client.post("/maps?id=rain", content="It rained.", headers=headers).status_code == 409
    samples = scrape(app)
    assert samples["dateline_maps_made_total", ()] == 1
    assert samples["dateline_map_making_seconds_count", ()] == 1


def test_the_store_and_what_is_kept_in_memory_are_told(app: FastAPI, client: TestClient) -> None:
    before = scrape(app)
    assert before["dateline_store_up", ()] == 1
    assert before["dateline_store_maps", ()] == 1
    assert before["dateline_store_bytes", ()] > 10_000
    assert client.get("/maps/pacific").status_code == 200
    kept = scrape(app)["dateline_cache_bytes", (("cache", "pages"),)]
    assert kept > before["dateline_cache_bytes", (("cache", "pages"),)] == 0


def test_a_store_that_does_not_answer_leaves_the_rest_readable(app: FastAPI) -> None:
    app.state.store.close()
    samples = scrape(app)
    assert samples["dateline_store_up", ()] == 0
    assert ("dateline_store_maps", ()) not in samples


@pytest.mark.parametrize(
    ("named", "client", "status"),
    [
        ("127.0.0.1,::1", OPERATOR, 200),
        ("127.0.0.1,::1", ("::1", 1), 200),
        ("127.0.0.1,::1", STRANGER, 403),
        ("192.0.2.0/24", STRANGER, 200),
        ("192.0.2.0/24", OPERATOR, 403),
        ("*", STRANGER, 200),
        ("*", ("in process", 1), 200),
        ("127.0.0.1", ("in process", 1), 200),
        ("192.0.2.0/24", ("in process", 1), 403),
    ],
)
def test_those_who_are_named_may_read(
    tmp_path: Path, named: str, client: tuple[str, int], status: int
) -> None:
    app = create_app(Settings(data_dir=tmp_path, metrics_from=named))
    assert TestClient(app, client=client).get("/metrics").status_code == status


def test_the_address_counts_that_a_trusted_proxy_tells(app: FastAPI) -> None:
    headers = {"X-Forwarded-For": STRANGER[0]}
    assert TestClient(app, client=OPERATOR).get("/metrics", headers=headers).status_code == 403


@pytest.mark.parametrize(("scope", "status"), [(METRICS_READ, 200), (MAPS_WRITE, 403)])
def test_a_token_for_it_may_read_from_anywhere(app: FastAPI, scope: str, status: int) -> None:
    secret, token = issue("prometheus", [scope])
    app.state.store.add_token(token)
    stranger = TestClient(app, client=STRANGER)
    headers = {"Authorization": f"Bearer {secret}"}
    assert stranger.get("/metrics", headers=headers).status_code == status
    assert stranger.get("/metrics", headers={"Authorization": "Bearer no"}).status_code == 401
    assert stranger.get("/metrics").status_code == 403


COUNT_IN_A_PROCESS = """
import sys
from dateline.app.metrics import Metrics
counts = Metrics()
counts.begin()
if sys.argv[1] == "dies":
    import os
    os._exit(1)
counts.end("GET", "/maps", 200, 0.01)
print(counts.exposition().decode())
"""


def test_workers_count_together(tmp_path: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    def count(what: str) -> str:
        command = [sys.executable, "-c", COUNT_IN_A_PROCESS, what]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.stdout

    count("ends")
    count("dies")
    seen = count("ends")
    assert 'dateline_http_requests_total{method="GET",route="/maps",status="200"} 2.0' in seen
    assert "dateline_http_requests_in_flight 0.0" in seen
