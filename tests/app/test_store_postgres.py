"""What the PostgreSQL store promises besides: its schema, and what happens when the server goes."""

import multiprocessing
from multiprocessing.synchronize import Barrier

import psycopg
import pytest

from dateline.app.settings import Settings
from dateline.app.store import FeatureQuery, StoreError, StoreUnavailable, open_store
from dateline.app.store.postgres import PostgresStore, schema
from dateline.app.tokens import issue
from tests.app.samples import DRAFT, pacific, save
from tests.postgres import PostgresServer

SAVES = 10


def test_the_settings_choose_it(database_url: str) -> None:
    store = open_store(Settings(database_url=database_url))
    saved = save(store)
    store.close()
    again = PostgresStore(database_url)
    assert again.map("pacific") == saved
    again.close()


def test_a_schema_of_a_newer_dateline_is_refused_and_left_alone(database_url: str) -> None:
    PostgresStore(database_url).close()
    newer = len(schema.MIGRATIONS) + 1
    with psycopg.connect(database_url) as db:
        db.execute("UPDATE dateline.schema_version SET version = %s", (newer,))
    with pytest.raises(StoreError, match="newer Dateline"):
        PostgresStore(database_url)
    with psycopg.connect(database_url) as db:
        assert db.execute("SELECT version FROM dateline.schema_version").fetchone() == (newer,)


def test_an_older_schema_is_brought_forward_with_what_it_holds(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PostgresStore(database_url)
    saved = save(store)
    store.close()

    def fill(db: schema.Connection) -> None:
        db.execute("INSERT INTO dateline.extras SELECT id FROM dateline.maps")

    later = (*schema.MIGRATIONS, ("CREATE TABLE dateline.extras (name text)", fill))
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    store = PostgresStore(database_url)
    assert store.map("pacific") == saved
    store.close()
    with psycopg.connect(database_url) as db:
        assert db.execute("SELECT name FROM dateline.extras").fetchall() == [("pacific",)]


def test_a_migration_that_fails_leaves_everything_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PostgresStore(database_url)
    saved = save(store)
    store.close()
    with monkeypatch.context() as patch:
        broken = (*schema.MIGRATIONS, ("CREATE TABLE dateline.extras (name text)", "NO SUCH"))
        patch.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(StoreError, match="syntax error"):
            PostgresStore(database_url)
    store = PostgresStore(database_url)
    assert store.map("pacific") == saved
    store.close()


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="cannot be opened") as raised:
        PostgresStore("postgresql://desk:s3cret@127.0.0.1:1/maps", wait_seconds=1)
    assert "127.0.0.1:1/maps" in str(raised.value)
    assert "s3cret" not in str(raised.value)


def test_an_address_that_cannot_be_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="cannot be understood") as raised:
        PostgresStore("postgresql://desk:s3cret@localhost/maps?no_such_option=1")
    assert "s3cret" not in str(raised.value)


def test_a_server_that_was_restarted_is_asked_again(
    database_url: str, postgres: PostgresServer
) -> None:
    store = PostgresStore(database_url)
    saved = save(store)
    postgres.stop()
    postgres.start()
    assert store.map("pacific") == saved
    assert store.check() == 1
    postgres.stop()
    postgres.start()
    assert save(store, pacific(title="Kept")).summary.title == "Kept"
    store.close()


def test_a_server_that_is_away_is_an_error_of_the_store_until_it_is_back(
    database_url: str, postgres: PostgresServer
) -> None:
    store = PostgresStore(database_url, wait_seconds=0.2)
    saved = save(store)
    postgres.stop()
    try:
        with pytest.raises(StoreUnavailable):
            store.map("pacific")
        with pytest.raises(StoreUnavailable):
            save(store, pacific(title="Never kept"))
    finally:
        postgres.start()
    store.close()
    again = PostgresStore(database_url)
    assert again.map("pacific") == saved
    again.close()


def test_a_locked_map_can_be_read_and_says_that_it_cannot_be_written(database_url: str) -> None:
    store = PostgresStore(database_url, wait_seconds=0.2)
    saved = save(store)
    with psycopg.connect(database_url) as other:
        other.execute("SELECT 1 FROM dateline.maps FOR UPDATE")
        assert store.map("pacific") == saved
        with pytest.raises(StoreUnavailable, match="lock"):
            save(store, pacific(title="Later"))
    assert save(store, pacific(title="Now")).summary.title == "Now"
    store.close()


def test_a_closed_store_says_so(database_url: str) -> None:
    store = PostgresStore(database_url)
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.maps()
    with pytest.raises(StoreUnavailable, match="closed"):
        save(store)


def test_a_token_revoked_by_one_process_is_so_for_another(database_url: str) -> None:
    one, other = PostgresStore(database_url), PostgresStore(database_url)
    _, token = issue("desk")
    one.add_token(token)
    assert other.token(token.selector) == token
    one.revoke_token("desk")
    kept = other.token(token.selector)
    assert kept is not None
    assert kept.state() == "revoked"
    one.close()
    other.close()


def _open_and_write(url: str, together: Barrier, first: int) -> None:
    together.wait()
    store = PostgresStore(url, wait_seconds=60)
    for number in range(first, first + SAVES):
        save(store, pacific(title=f"version {number}"), DRAFT)
    store.close()


def test_processes_that_start_together_make_one_store_and_write_it(database_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(3, timeout=60)
    processes = [
        spawn.Process(target=_open_and_write, args=(database_url, together, first))
        for first in (1000, 2000, 3000)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3
    store = PostgresStore(database_url)
    (summary,) = store.maps()
    assert int(summary.title.split()[1]) % 1000 == SAVES - 1
    assert len(store.features(FeatureQuery("places")).features) == 2
    store.close()
