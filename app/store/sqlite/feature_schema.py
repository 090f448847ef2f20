"""What the search for features needs of the SQLite file: times, and each layer on its own."""

import json
import sqlite3
from collections.abc import Callable, Iterator

from dateline.app.store.time_range import span_of
from dateline.geo.model import LAYERS

_COORDINATES = """key, west, east, south, north,
    exact_west, exact_east, exact_south, exact_north"""
_CHANGED = "version = lower(hex(randomblob(8))), changed = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"


def _steps() -> Iterator[str]:
    yield "ALTER TABLE features ADD COLUMN starts INTEGER"
    yield "ALTER TABLE features ADD COLUMN ends INTEGER"
    yield "CREATE INDEX features_by_time ON features (layer, starts, ends) WHERE starts IS NOT NULL"
    yield "CREATE INDEX features_by_end ON features (layer, ends) WHERE ends IS NOT NULL"
    # `version` is another one after each change, also after another one of the same moment; that
    # it is no count lets it tell apart two copies of a file that went different ways.
    yield """CREATE TABLE layers (
        layer TEXT PRIMARY KEY,
        number INTEGER NOT NULL,
        version TEXT NOT NULL,
        changed TEXT NOT NULL
    ) STRICT, WITHOUT ROWID"""
    yield "DROP TRIGGER boxes_go_with_features"
    for layer in LAYERS:
        yield from _of_layer(layer)
    yield "DROP TABLE boxes"
    for event, row, by in (
        ("INSERT", "new", "+ 1"),
        ("DELETE", "old", "- 1"),
        ("UPDATE", "new", ""),
    ):
        yield f"""CREATE TRIGGER layers_change_on_{event.lower()} AFTER {event} ON features BEGIN
            UPDATE layers SET number = number {by}, {_CHANGED} WHERE layer = {row}.layer;
        END"""


def _of_layer(layer: str) -> Iterator[str]:
    # An R*Tree of each layer, so that a search and a count need not look at the features.
    yield f"""CREATE VIRTUAL TABLE boxes_{layer} USING rtree (
        key, west, east, south, north,
        +exact_west REAL, +exact_east REAL, +exact_south REAL, +exact_north REAL
    )"""
    yield f"""INSERT INTO boxes_{layer} ({_COORDINATES}) SELECT {_COORDINATES}
        FROM boxes WHERE key >> 1 IN (SELECT key FROM features WHERE layer = '{layer}')"""
    yield f"""CREATE TRIGGER boxes_go_with_{layer} AFTER DELETE ON features
        WHEN old.layer = '{layer}' BEGIN
            DELETE FROM boxes_{layer} WHERE key IN (2 * old.key, 2 * old.key + 1);
    END"""
    yield f"""INSERT INTO layers VALUES ('{layer}',
        (SELECT count(*) FROM features WHERE layer = '{layer}'),
        lower(hex(randomblob(8))), strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"""


def _read_times(db: sqlite3.Connection) -> None:
    for key, geojson in db.execute("SELECT key, geojson FROM features").fetchall():
        span = span_of(json.loads(geojson)["time"])
        if span:
            db.execute("UPDATE features SET starts = ?, ends = ? WHERE key = ?", (*span, key))


STEPS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (*_steps(), _read_times)
