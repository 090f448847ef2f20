"""What all tests share."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import settings

from tests.postgres import PostgresServer, missing

# How long an example takes says something of the machine, not of the code.
settings.register_profile("dateline", deadline=None, derandomize=True)
settings.load_profile("dateline")


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
