"""A store's content moved into another: whole, unchanged, in both directions, or not at all."""

import gzip
import io
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dateline.app.cli.main import app as command_line
from dateline.app.store import FeatureQuery, SQLiteStore, Store
from dateline.app.store.archive import export_store, import_store
from dateline.app.store.postgres import PostgresStore
from dateline.app.tokens import authenticate, issue
from dateline.geo.errors import InvalidInput
from dateline.geo.layers.features import lay_out
from dateline.geo.model import LAYERS
from tests.app.samples import DRAFT, pacific, save

Opened = Callable[[], Store]


@pytest.fixture(params=["sqlite to postgres", "postgres to sqlite", "sqlite to sqlite"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A store to take from and another to fill."""
    kinds = request.param.split(" to ")
    opened: list[Store] = []
    for number, kind in enumerate(kinds):
        if kind == "sqlite":
            opened.append(SQLiteStore(tmp_path / f"{number}.db"))
        else:
            opened.append(PostgresStore(request.getfixturevalue("database_url")))
    yield opened[0], opened[1]
    for store in opened:
        store.close()


def fill(store: Store) -> str:
    """Maps in every state; a token that is good, whose secret is returned, and one that is not."""
    for number, title in enumerate(("First", "Zweite \u00e9\u4e2d", 'It\'s \\ "third"')):
        save(store, pacific(f"map-{number}", title=title), f"# {title}\n{DRAFT}")
    changed = pacific("map-0", title="Changed, not published")
    store.write(changed, lay_out(changed), DRAFT, author="desk")
    for map_id in ("private", "deleted", "taken-back"):
        event_map = pacific(map_id)
        store.write(event_map, lay_out(event_map), DRAFT, publish=map_id != "private")
    store.delete("deleted")
    store.unpublish("taken-back")
    secret, token = issue("desk", days=30)
    store.add_token(token)
    _, other = issue("lost")
    store.add_token(other)
    store.revoke_token("lost")
    return secret


def contents(store: Store) -> dict[str, Any]:
    """All that can be asked of a store, but for when a layer was changed."""
    ids = ("map-0", "map-1", "map-2", "private", "deleted", "taken-back")
    return {
        "maps": store.maps(),
        "public": [store.map(one) for one in ids],
        "packed": [store.content(one, "places", ("br",)) for one in ids],
        "newest": [store.newest(one) for one in ids],
        "versions": [store.versions(one) for one in ids],
        "kept": [store.version(one, 1) for one in ids],
        "drafts": store.drafts(),
        "tokens": store.tokens(),
        "audit": store.audit(),
        "features": [store.features(FeatureQuery(layer=one)).features for one in LAYERS],
    }


def exported(store: Store) -> bytes:
    target = io.BytesIO()
    export_store(store, target)
    return target.getvalue()


def test_everything_is_the_same_on_the_other_side(stores: tuple[Store, Store]) -> None:
    one, other = stores
    secret = fill(one)
    counts = import_store(other, io.BytesIO(exported(one)))
    assert counts == {"token": 2, "version": 7, "map": 5, "audit": 17}
    before, after = contents(one), contents(other)
    imported, *audit = after.pop("audit")
    assert (imported.action, imported.author) == ("store imported", "(command line)")
    assert audit == before.pop("audit")
    assert after == before
    assert authenticate(secret, other) is not None
    again = other.restore("deleted", 1, publish=True)
    assert again.version.number == 2
    assert save(other, pacific("new")).summary.id == "new"


def test_what_went_there_and_back_is_the_same_file(stores: tuple[Store, Store]) -> None:
    one, other = stores
    fill(one)
    there = exported(one)
    import_store(other, io.BytesIO(there))
    lines, back = (gzip.decompress(one).splitlines()[1:-1] for one in (there, exported(other)))
    assert back[:-1] == lines
    assert json.loads(back[-1])["action"] == "store imported"


def test_no_secret_is_in_an_export(stores: tuple[Store, Store]) -> None:
    one, _ = stores
    secret = fill(one)
    assert secret.encode() not in gzip.decompress(exported(one))


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "half": (lambda data: data[: len(data) // 2], "cut short"),
    "nothing": (lambda data: data[:0], "cut short"),
    "an archive": (lambda data: b"PK\x03\x04" + data, "no export"),
    "another file": (gzip.compress, "no export"),
    "no end": (lambda data: relined(data, lambda lines: lines[:-1]), "cut short"),
    "a line less": (lambda data: relined(data, lambda lines: lines[:-2] + lines[-1:]), "changed"),
    "a line more": (lambda data: relined(data, lambda lines: [*lines, lines[1]]), "goes on"),
    "a strange line": (lambda data: relined(data, lambda one: [one[0], b"{}", *one[1:]]), "line 2"),
    "no text": (lambda data: relined(data, lambda one: [one[0], b"\xff", *one[1:]]), "line 2"),
    "a newer format": (lambda data: replaced(data, b'"format": 1', b'"format": 2'), "format 2"),
    "another word": (lambda data: replaced(data, b"First", b"Worst"), "was changed"),
    "a document broken": (
        lambda data: replaced(data, rb'"document":"{', rb'"document":"['),
        "of another map, or none",
    ),
    "a version less": (
        lambda data: relined(data, lambda all: [one for one in all if b'"map":"map-1"' not in one]),
        "missing",
    ),
}


def relined(data: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    lines = change(gzip.decompress(data).splitlines())
    return gzip.compress(b"".join(line + b"\n" for line in lines))


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    return gzip.compress(gzip.decompress(data).replace(old, new))


@pytest.mark.parametrize(("spoil", "told"), SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_whole_leaves_the_store_as_it_was(
    tmp_path: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    one, other = SQLiteStore(tmp_path / "one.db"), SQLiteStore(tmp_path / "other.db")
    fill(one)
    data = exported(one)
    with pytest.raises(InvalidInput, match=told):
        import_store(other, io.BytesIO(spoil(data)))
    assert len(gzip.decompress(exported(other)).splitlines()) == 2, "the first line and the last"
    assert import_store(other, io.BytesIO(data))["version"] == 7
    one.close()
    other.close()


def test_a_store_with_something_in_it_is_not_written_to(stores: tuple[Store, Store]) -> None:
    one, other = stores
    fill(one)
    saved = save(other)
    with pytest.raises(InvalidInput, match="empty one"):
        import_store(other, io.BytesIO(exported(one)))
    assert [summary.id for summary in other.maps()] == [saved.summary.id]


class TestCommands:
    def run(self, *arguments: str, **settings: str) -> Any:
        return CliRunner().invoke(command_line, arguments, env=settings)

    def test_out_of_a_file_into_a_database(self, tmp_path: Path, database_url: str) -> None:
        store = SQLiteStore(tmp_path / "dateline.db")
        fill(store)
        before = store.maps()
        store.close()
        target = tmp_path / "store.jsonl.gz"
        done = self.run("export", str(target), DATELINE_DATA_DIR=str(tmp_path))
        assert done.exit_code == 0, done.output
        assert "31 things exported" in done.stderr
        assert stat.S_IMODE(target.stat().st_mode) == 0o600, "drafts are nobody else's business"
        done = self.run("import", str(target), DATELINE_DATABASE_URL=database_url)
        assert done.exit_code == 0, done.output
        assert "7 of kind version" in done.stderr
        database = PostgresStore(database_url)
        assert database.maps() == before
        database.close()

    def test_an_export_that_fails_leaves_no_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError("the disk is full")

        SQLiteStore(tmp_path / "dateline.db").close()
        monkeypatch.setattr("dateline.app.cli.lazy.export_store", fail)
        target = tmp_path / "out"
        target.mkdir()
        done = self.run("export", str(target / "store.gz"), DATELINE_DATA_DIR=str(tmp_path))
        assert done.exit_code != 0
        assert list(target.iterdir()) == []

    def test_the_audit_log_can_be_read(self, tmp_path: Path) -> None:
        store = SQLiteStore(tmp_path / "dateline.db")
        fill(store)
        store.close()
        done = self.run("audit", "--of", "map-0", DATELINE_DATA_DIR=str(tmp_path))
        first, *others = done.stdout.splitlines()
        assert first.endswith("  desk  map changed  map-0 version 2")
        assert len(others) == 2
        done = self.run("audit", "--json", "--limit", "1", DATELINE_DATA_DIR=str(tmp_path))
        assert json.loads(done.stdout)["action"] == "token revoked"

    def test_a_map_can_be_erased_for_good(self, tmp_path: Path) -> None:
        store = SQLiteStore(tmp_path / "dateline.db")
        fill(store)
        settings = {"DATELINE_DATA_DIR": str(tmp_path)}
        done = self.run("erase", "map-0", **settings)
        assert done.exit_code != 0
        assert len(store.versions("map-0")) == 2
        done = self.run("erase", "map-0", "--yes", **settings)
        assert done.stdout == "map-0: 2 versions erased\n"
        assert store.versions("map-0") == []
        assert store.map("map-0") is None
        assert store.audit()[0].action == "map erased"
        assert b"First" not in gzip.decompress(exported(store))
        assert self.run("erase", "none", "--yes", **settings).exit_code != 0
        store.close()
