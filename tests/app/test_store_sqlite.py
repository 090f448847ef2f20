"""What the SQLite store promises besides: its file, and who else may use it."""

import json
import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from dateline.app.store import SQLiteStore, StoreError, StoreUnavailable
from dateline.app.store.serialise import record_of
from dateline.app.store.sqlite import schema
from dateline.app.store.time_range import span_between
from dateline.app.tokens import issue
from dateline.geo.layers.features import lay_out
from dateline.geo.model import LAYERS, EventMap
from dateline.geo.when import When
from tests.app.old_stores import write_old_file
from tests.app.samples import DRAFT, pacific, save
from tests.app.test_store import ids
from tests.geo import maps

SAVES = 10
FILES = 15


def test_the_folder_is_made(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "new" / "folder" / "store.db")
    assert store.check() == 0
    store.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be opened"):
        SQLiteStore(tmp_path / "file" / "store.db")


def test_a_file_of_a_newer_dateline_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    SQLiteStore(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer Dateline"):
        SQLiteStore(path)
    assert path.read_bytes() == before


def test_a_closed_store_is_open_again_with_everything(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "store.db")
    saved = save(store)
    store.close()
    again = SQLiteStore(tmp_path / "store.db")
    assert again.map("pacific") == saved
    again.close()


def test_a_map_that_is_kept_already_is_left_untouched(store: SQLiteStore) -> None:
    first = save(store)
    with closing(sqlite3.connect(store.path)) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        assert save(store) == first
        assert other.execute("PRAGMA data_version").fetchone() == before


def test_boxes_go_with_their_features(store: SQLiteStore) -> None:
    save(store)
    save(store, pacific("other"))
    store.delete("pacific")
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("SELECT count(*) FROM features").fetchone() == (4,)
        boxes = [
            db.execute(f"SELECT count(*) FROM boxes_{layer}").fetchone()[0] for layer in LAYERS
        ]
    assert boxes == [2, 2, 1, 0], "the voyage's box is two, one on each side of the antimeridian"


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        SQLiteStore(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT name FROM sqlite_schema").fetchall() == [("recipes",)]
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("a shopping list, and a long one " * 100)
    with pytest.raises(StoreError, match="not a database"):
        SQLiteStore(path)


def test_an_older_file_is_brought_forward_with_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    store = SQLiteStore(path)
    saved = save(store)
    store.close()

    def fill(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO extras SELECT id FROM maps")

    later = (*schema.MIGRATIONS, ("CREATE TABLE extras (name TEXT)", fill))
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    store = SQLiteStore(path)
    assert store.map("pacific") == saved
    store.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(later),)
        assert db.execute("SELECT name FROM extras").fetchall() == [("pacific",)]


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_earlier_version_keeps_its_maps_and_gets_what_it_lacks(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "store.db"
    summit = maps.summit(when=When.parse("2024-05"))
    event_map = maps.event_map(maps.journey("apia", "suva"), summit)
    records = [
        record_of(one, lay_out(one), draft)
        for one, draft in ((event_map, DRAFT), (pacific("second"), "second: draft\n"))
    ]
    write_old_file(path, version, records)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE documents SET br = NULL WHERE map = 2")
    store = SQLiteStore(path)
    for record in records:
        one = record.summary.id
        assert store.map(one) == record.stored()
        assert store.draft(one) == record.draft
        (only,) = store.versions(one)
        assert (only.number, only.state, only.author) == (1, "published", "(unknown)")
        assert (only.etag, only.created) == (record.fingerprint, record.summary.updated)
        kept = store.version(one, 1)
        assert kept is not None
        assert kept.document == record.document
    span = span_between(date(2024, 5, 31), date(2024, 6, 1))
    assert ids(store, "summits", span=span) == ["summit-suva"]
    assert ids(store, "journeys", map_id="pacific", bbox=(179, -90, -179, 90)) == ["voyage"]
    assert [store.layer(layer).number for layer in LAYERS] == [4, 2, 2, 0]
    assert save(store, event_map) == records[0].stored(), "what is kept already stays as it is"
    assert save(store, pacific("second", title="Second, corrected"))
    assert [one.number for one in store.versions("second")] == [2, 1]
    _, token = issue("desk")
    store.add_token(token)
    store.close()
    again = SQLiteStore(path)
    assert again.tokens() == [token]
    again.close()


def test_a_token_of_an_earlier_version_can_do_what_it_could(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    _, token = issue("desk", ["maps:write"])
    _, other = issue("counter", ["metrics:read"])
    write_old_file(path, 2, (), (token, other))
    store = SQLiteStore(path)
    assert [(one.name, one.scopes) for one in store.tokens()] == [
        ("desk", ("maps:write", "maps:publish")),
        ("counter", ("metrics:read",)),
    ]
    store.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    store = SQLiteStore(path)
    saved = save(store)
    store.close()
    with monkeypatch.context() as patch:
        broken = (*schema.MIGRATIONS, ("CREATE TABLE extras (name TEXT)", "NO SUCH STATEMENT"))
        patch.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(StoreError, match="syntax error"):
            SQLiteStore(path)
    store = SQLiteStore(path)
    assert store.map("pacific") == saved
    store.close()


def test_a_save_that_fails_half_way_changes_nothing(store: SQLiteStore) -> None:
    saved = save(store)
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(
            """CREATE TRIGGER full BEFORE UPDATE ON features WHEN new.layer = 'summits'
               BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"""
        )
    with pytest.raises(StoreUnavailable, match="the disk is full"):
        save(store, pacific(title="Never kept"), "never: kept\n")
    assert store.map("pacific") == saved
    assert store.draft("pacific") == "report:\n  title: Pacific\n"
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("DROP TRIGGER full")
    assert save(store, pacific(title="Kept")).summary.title == "Kept"


def test_a_locked_store_can_be_read_and_says_that_it_cannot_be_written(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "store.db", busy_seconds=0)
    saved = save(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.map("pacific") == saved
        with pytest.raises(StoreUnavailable, match="locked"):
            save(store, pacific(title="Later"))
    assert save(store, pacific(title="Now")).summary.title == "Now"
    store.close()


def test_a_file_that_is_gone_is_noticed(store: SQLiteStore) -> None:
    save(store)
    store.path.unlink()
    with pytest.raises(StoreUnavailable, match="gone"):
        store.check()


def test_a_damaged_file_is_an_error_of_the_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = SQLiteStore(path)
    save(store)
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreError, match="malformed"):
        SQLiteStore(path).map("pacific")


def test_a_closed_store_is_one_file(store: SQLiteStore) -> None:
    save(store)
    store.close()
    assert [path.name for path in store.path.parent.iterdir()] == [store.path.name]


def test_a_closed_store_says_so(store: SQLiteStore) -> None:
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.maps()
    with pytest.raises(StoreUnavailable, match="closed"):
        save(store)


def read_until(stop: Callable[[], bool], store: SQLiteStore) -> set[str]:
    """Read over and over; every reading has to be of one version, whole."""
    titles = set()
    while not stop():
        kept = store.map("pacific")
        assert kept is not None
        title = json.loads(kept.document)["report"]["title"]
        assert kept.summary.title == title
        names = {
            one["properties"]["name"] for one in json.loads(kept.collection("summits"))["features"]
        }
        assert names == {f"Summit of {title}"}
        titles.add(title)
    return titles


def version(number: int) -> EventMap:
    """A map that says in more than one document which version it is."""
    title = f"version {number}"
    journey, summit = pacific().events
    named = summit.model_copy(update={"title": f"Summit of {title}"})
    return pacific(title=title, events=(journey, named))


def test_threads_read_whole_maps_while_one_writes(store: SQLiteStore) -> None:
    save(store, version(0))
    done = threading.Event()
    failures: list[BaseException] = []

    def reader() -> None:
        try:
            read_until(done.is_set, store)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=reader) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, SAVES):
        save(store, version(number))
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.maps()[0].title == f"version {SAVES - 1}"


def _write_in_another_process(path: Path, started: Event, first: int) -> None:
    store = SQLiteStore(path, busy_seconds=60)
    started.set()
    for number in range(first, first + SAVES):
        save(store, version(number))
    store.close()


def test_two_processes_write_and_a_third_reads_one_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = SQLiteStore(path, busy_seconds=60)
    save(store, version(0))
    spawn = multiprocessing.get_context("spawn")
    started = spawn.Event()
    writers = [
        spawn.Process(target=_write_in_another_process, args=(path, started, first))
        for first in (1000, 2000)
    ]
    for writer in writers:
        writer.start()
    started.wait()
    titles = read_until(lambda: not any(writer.is_alive() for writer in writers), store)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert titles
    assert store.maps()[0].title in (f"version {999 + SAVES}", f"version {1999 + SAVES}")
    store.close()


def _open_together(folder: Path, together: Barrier) -> None:
    for number in range(FILES):
        together.wait()
        SQLiteStore(folder / f"{number}.db").close()


def test_processes_that_start_together_make_one_store(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(3, timeout=30)
    processes = [spawn.Process(target=_open_together, args=(tmp_path, together)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3
    for number in range(FILES):
        store = SQLiteStore(tmp_path / f"{number}.db")
        assert store.check() == 0
        store.close()
