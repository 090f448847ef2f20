"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from tests.postgres import PostgresServer, missing

# How long an example takes says something of the machine, not of the code.
settings.register_profile("dateline", deadline=None, derandomize=True)
settings.load_profile("dateline")


LONG = ("browser", "clients", "reliability")
"""Folders whose tests are not part of `make test`; nor is any test of PostgreSQL."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, so that `make test` can leave it out."""
    for item in items:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        asked = {*getattr(item, "fixturenames", ()), *_parameters(item)}
        if folder in LONG or "postgres" in asked:
            item.add_marker(pytest.mark.long)


def _parameters(item: pytest.Item) -> list[str]:
    called = getattr(item, "callspec", None)
    return called.id.split("-") if called else []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """In CI a skipped test is a failure: everything it needs was installed."""
    report = yield
    if os.environ.get("NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server with PostGIS, for this run alone."""
    if lacking := missing():
        pytest.skip(lacking)
    with PostgresServer.started() as server:
        yield server


@pytest.fixture
def database_url(postgres: PostgresServer) -> str:
    """The address of a database with PostGIS and nothing of Dateline's in it."""
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute("SET client_min_messages = warning")
        db.execute("DROP SCHEMA IF EXISTS dateline CASCADE")
    return postgres.url
