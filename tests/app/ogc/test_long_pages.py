"""Pages of many features: sent in pieces, so that memory does not grow with the limit."""

import json
import tracemalloc
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from dateline.app.http.negotiation import FEATURES
from dateline.app.main import create_app
from dateline.app.ogc.collections import COLLECTIONS
from dateline.app.ogc.items import BATCH, Listing, in_pieces
from dateline.app.ogc.parameters import read_items
from dateline.app.settings import Settings
from dateline.app.store import Store
from tests.bulk import fill

MANY = 10_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))
    fill(app.state.store, MANY + 5)
    yield app
    app.state.store.close()


def peak_bytes(store: Store, limit: int) -> tuple[int, int]:
    """Most bytes in use at a time while a page is sent, and the length of the page."""
    about = COLLECTIONS["events"]
    asked = read_items(QueryParams(limit=str(limit)), "", about, FEATURES)
    listing, state = Listing("http://test", about, asked), store.layer("events")
    tracemalloc.start()
    length = sum(len(piece) for piece in in_pieces(store, listing, state, state.number))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak, length


def test_memory_does_not_grow_with_the_limit(app: FastAPI) -> None:
    short_peak, short = peak_bytes(app.state.store, 2 * BATCH)
    long_peak, long = peak_bytes(app.state.store, MANY)
    assert long > 4 * short
    assert long_peak < 1.5 * short_peak
    assert long_peak < long


def test_a_long_page_is_whole_and_leads_on(app: FastAPI) -> None:
    client = TestClient(app)
    page = client.get(f"/collections/events/items?limit={MANY}").json()
    assert page["numberReturned"] == len({one["id"] for one in page["features"]}) == MANY
    assert page["numberMatched"] == MANY + 5
    (following,) = (one["href"] for one in page["links"] if one["rel"] == "next")
    rest = client.get(following).json()
    assert [one["id"] for one in rest["features"]] == [
        f"synthetic.event-{number}" for number in range(MANY, MANY + 5)
    ]
    assert "next" not in json.dumps([one["rel"] for one in rest["links"]])
