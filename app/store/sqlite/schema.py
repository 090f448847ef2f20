"""The SQLite store's schema, and how an older file is brought up to it."""

import sqlite3
from collections.abc import Callable

from dateline.app.store import desk
from dateline.app.store.errors import StoreError
from dateline.app.store.sqlite import feature_schema

APPLICATION_ID = 0x44544C4E
"""Marks a file as Dateline's ("DTLN"), so that no other program's database is written to."""

_FIRST = (
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

_SECOND = (
    # Rows of revoked tokens stay, so that the audit log can still name them; `digest` is
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

_FOURTH = (
    # Every version of every map is kept; `maps` and what refers to it are what the public sees.
    # Drafts and documents come last: a list of versions does not read past them.
    """CREATE TABLE versions (
        key INTEGER PRIMARY KEY,
        map TEXT NOT NULL,
        number INTEGER NOT NULL,
        etag TEXT NOT NULL,
        digest TEXT NOT NULL,
        title TEXT NOT NULL,
        counts TEXT NOT NULL,
        author TEXT NOT NULL,
        created TEXT NOT NULL,
        draft TEXT NOT NULL,
        encoding TEXT NOT NULL,
        document BLOB NOT NULL,
        UNIQUE (map, number)
    ) STRICT""",
    # Current and published version of each map; a deleted map has versions but no row here.
    """CREATE TABLE heads (
        map TEXT NOT NULL PRIMARY KEY,
        current INTEGER NOT NULL,
        published INTEGER,
        updated TEXT
    ) STRICT""",
    """CREATE TABLE audit (
        key INTEGER PRIMARY KEY,
        time TEXT NOT NULL,
        author TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        version INTEGER
    ) STRICT""",
    "CREATE INDEX audit_by_subject ON audit (subject, key)",
    """CREATE TABLE answers (
        owner TEXT NOT NULL,
        key TEXT NOT NULL,
        request TEXT NOT NULL,
        created TEXT NOT NULL,
        answer BLOB,
        PRIMARY KEY (owner, key)
    ) STRICT""",
    """INSERT INTO versions (map, number, etag, digest, title, counts, author, created, draft,
            encoding, document)
        SELECT m.id, 1, m.fingerprint, d.digest, m.title, m.counts, '(unknown)', m.updated,
            coalesce(y.yaml, ''), CASE WHEN d.br IS NULL THEN 'identity' ELSE 'br' END,
            coalesce(d.br, d.identity)
        FROM maps AS m JOIN documents AS d ON d.map = m.key AND d.layer = ''
            LEFT JOIN drafts AS y ON y.map = m.key
        ORDER BY m.key""",
    "INSERT INTO heads (map, current, published, updated) SELECT id, 1, 1, updated FROM maps",
    "DROP TABLE drafts",
    "ALTER TABLE maps DROP COLUMN fingerprint",
    # What a token could do, make maps that are seen at once, it still can.
    """UPDATE tokens SET scopes = json_insert(scopes, '$[#]', 'maps:publish')
        WHERE EXISTS (SELECT 1 FROM json_each(scopes) WHERE value = 'maps:write')""",
)

Step = str | Callable[[sqlite3.Connection], None]
"""A statement, or a function for what cannot be said in SQL; both run in the transaction."""

MIGRATIONS: tuple[tuple[Step, ...], ...] = (
    _FIRST,
    _SECOND,
    feature_schema.STEPS,
    _FOURTH,
    desk.tables(),
)
"""Steps that lead from each version to the next; entry 0 makes version 1 of an empty file."""


def prepare(db: sqlite3.Connection) -> None:
    """Bring an empty or older file up to the present schema, in one transaction.

    Raises:
        StoreError: The file is another program's, or was written by a newer Dateline.
        sqlite3.Error: The file cannot be read or written.
    """
    if version_of(db) == len(MIGRATIONS):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have been first.
        for steps in MIGRATIONS[version_of(db) :]:
            for step in steps:
                _take(step, db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _take(step: Step, db: sqlite3.Connection) -> None:
    if isinstance(step, str):
        db.execute(step)
    else:
        step(db)


def version_of(db: sqlite3.Connection) -> int:
    """The file's schema version; 0 for a file with nothing in it.

    Raises:
        StoreError: The file is another program's, or was written by a newer Dateline.
        sqlite3.Error: The file cannot be read.
    """
    # One statement, and so one moment: another process may be making the tables just now.
    application, version, empty = db.execute(
        """SELECT (SELECT application_id FROM pragma_application_id),
                  (SELECT user_version FROM pragma_user_version),
                  NOT EXISTS (SELECT 1 FROM sqlite_schema)"""
    ).fetchone()
    if application != APPLICATION_ID:
        if application or version or not empty:
            raise StoreError("it is a database of another program")
        return 0
    if version > len(MIGRATIONS):
        raise StoreError(
            f"it was written by a newer Dateline (schema {version}; this one knows "
            f"{len(MIGRATIONS)}); upgrade Dateline, or give another file"
        )
    return int(version)
