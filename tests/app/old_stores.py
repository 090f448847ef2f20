"""SQLite files as earlier Datelines wrote them: their own statements, copied, never changed."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from dateline.app.store.serialise import MapRecord, split_at_antimeridian
from dateline.app.tokens import ApiToken

FIRST = (
    """CREATE TABLE maps (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        published TEXT,
        publisher TEXT,
        language TEXT NOT NULL,
        counts TEXT NOT NULL,
        bbox TEXT,
        updated TEXT NOT NULL,
        fingerprint TEXT NOT NULL
    ) STRICT""",
    # Drafts hold whole reports: apart, so that listing the maps does not read past them.
    """CREATE TABLE drafts (
        map INTEGER PRIMARY KEY REFERENCES maps (key) ON DELETE CASCADE,
        yaml TEXT NOT NULL
    ) STRICT""",
    # `layer` is empty for the whole map; `gzip` and `br` are null where they are not smaller.
    """CREATE TABLE documents (
        map INTEGER NOT NULL REFERENCES maps (key) ON DELETE CASCADE,
        layer TEXT NOT NULL,
        digest TEXT NOT NULL,
        identity BLOB NOT NULL,
        gzip BLOB,
        br BLOB,
        UNIQUE (map, layer)
    ) STRICT""",
    """CREATE TABLE features (
        key INTEGER PRIMARY KEY,
        map INTEGER NOT NULL REFERENCES maps (key) ON DELETE CASCADE,
        layer TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        geojson BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX features_by_map ON features (map, layer, key)",
    "CREATE INDEX features_by_layer ON features (layer, key)",
    # Keys are twice the feature's, and one more for the eastern half of a box that crosses the
    # antimeridian. R*Tree coordinates are 32-bit and rounded outwards; the exact ones beside them
    # settle what lies on an edge.
    """CREATE VIRTUAL TABLE boxes USING rtree (
        key, west, east, south, north,
        +exact_west REAL, +exact_east REAL, +exact_south REAL, +exact_north REAL
    )""",
    # An R*Tree cannot refer to another table; this keeps it from outliving the features.
    """CREATE TRIGGER boxes_go_with_features AFTER DELETE ON features BEGIN
        DELETE FROM boxes WHERE key IN (2 * old.key, 2 * old.key + 1);
    END""",
)

SECOND = (
    # Rows of revoked tokens stay, so that what was done with one can still be told; `digest` is
    # the SHA-256 of the token, which itself is kept nowhere.
    """CREATE TABLE tokens (
        key INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        selector TEXT NOT NULL UNIQUE,
        digest BLOB NOT NULL,
        last_four TEXT NOT NULL,
        scopes TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT,
        revoked TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX tokens_by_name ON tokens (name) WHERE revoked IS NULL",
)


def write_old_file(
    path: Path, version: int, records: Iterable[MapRecord], tokens: Iterable[ApiToken] = ()
) -> None:
    """A file of version 1 (without tokens) or 2 with these maps in it."""
    with closing(sqlite3.connect(path)) as db, db:
        for statement in (FIRST, (*FIRST, *SECOND))[version - 1]:
            db.execute(statement)
        for record in records:
            _write_map(db, record)
        for token in tokens:
            row = (token.name, token.selector, token.digest, token.last_four)
            db.execute(
                """INSERT INTO tokens (name, selector, digest, last_four, scopes, created)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                (*row, json.dumps(token.scopes), token.created),
            )
        db.execute(f"PRAGMA application_id = {0x44544C4E}")
        db.execute(f"PRAGMA user_version = {version}")


def _write_map(db: sqlite3.Connection, record: MapRecord) -> None:
    one = record.summary
    (key,) = db.execute(
        """INSERT INTO maps (id, title, published, publisher, language, counts, bbox, updated,
            fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key""",
        (
            *(one.id, one.title, one.published, one.publisher, one.language),
            *(json.dumps(dict(one.counts)), json.dumps(one.bbox), one.updated),
            record.fingerprint,
        ),
    ).fetchone()
    db.execute("INSERT INTO drafts VALUES (?, ?)", (key, record.draft))
    for document in record.documents():
        body = (document.digest, document.identity, document.gzip, document.br)
        db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", (key, document.layer, *body))
    for feature in record.features:
        (feature_key,) = db.execute(
            "INSERT INTO features (map, layer, id, geojson) VALUES (?, ?, ?, ?) RETURNING key",
            (key, feature.layer, feature.id, feature.geojson),
        ).fetchone()
        for number, (west, south, east, north) in enumerate(
            split_at_antimeridian(feature.box) if feature.box else []
        ):
            edges = (west, east, south, north)
            db.execute(
                "INSERT INTO boxes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (2 * feature_key + number, *edges, *edges),
            )
