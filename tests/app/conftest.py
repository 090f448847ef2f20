"""What the service's tests share: real SQLite files, a real PostgreSQL, the real application."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.process_pool import ProcessPool
from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore, Store
from dateline.app.store.postgres import PostgresStore
from tests.app.samples import save


@pytest.fixture(scope="session", autouse=True)
def _processes_are_shared() -> Iterator[None]:
    """Let all applications make their maps in the same processes: each would start its own."""
    pool = _SharedPool()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.app.main.ProcessPool", lambda _: pool)
        yield
    ProcessPool.close(pool)


class _SharedPool(ProcessPool):
    def close(self) -> None:
        """Stay, for the next application."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    store = SQLiteStore(tmp_path / "store.db")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def any_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each kind of store in turn, with nothing in it."""
    store: Store
    if request.param == "sqlite":
        store = SQLiteStore(request.getfixturevalue("tmp_path") / "store.db")
    else:
        store = PostgresStore(request.getfixturevalue("database_url"))
    yield store
    store.close()


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    app = create_app(settings)
    save(app.state.store)
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client
