"""What is erased leaves no trace in SQLite's files, once the documented command was given."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from dateline.app.store import SQLiteStore
from tests.app.samples import pacific, save

TRACE = "Quaxolotl"
GUIDE = Path(__file__).parents[2] / "docs/service.md"


def traces(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if TRACE.encode() in one.read_bytes()]


def test_the_documented_command_ends_what_an_erased_map_leaves(tmp_path: Path) -> None:
    found = re.search(r"^sqlite3 var/dateline\.db '(.+)'$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert found
    path = tmp_path / "dateline.db"
    with closing(SQLiteStore(path)) as running:
        save(running, pacific(), f"report:\n  title: {TRACE}\n")
        running.erase("pacific")
        assert traces(tmp_path)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            for statement in found[1].split(";"):
                db.execute(statement).fetchall()
        assert traces(tmp_path) == []
        assert running.check() == 0
