"""The PostgreSQL store's schema, and how an older one is brought up to it.

Everything is in a schema of its own, ``dateline``, so that a database may be shared with others.
"""

from collections.abc import Callable
from typing import Any

import psycopg

from dateline.app.store import desk
from dateline.app.store.errors import StoreError
from dateline.geo.model import LAYERS

Connection = psycopg.Connection[Any]

_LOCK = 0x44544C4E
"""Held by the one process that changes the schema ("DTLN")."""

_FIRST = (
    # What a list says of a map is JSON, because `text` cannot hold every character that a report's
    # title may have (U+0000); what is sorted by is beside it, in an order that is no language's.
    """CREATE TABLE dateline.maps (
        key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text COLLATE "C" NOT NULL UNIQUE,
        published text COLLATE "C",
        summary json NOT NULL
    )""",
    # `layer` is empty for the whole map; `gzip` and `br` are null where they are not smaller.
    """CREATE TABLE dateline.documents (
        map bigint NOT NULL REFERENCES dateline.maps (key) ON DELETE CASCADE,
        layer text NOT NULL,
        digest text NOT NULL,
        identity bytea NOT NULL,
        gzip bytea,
        br bytea,
        PRIMARY KEY (map, layer)
    )""",
    # What is compressed already is not compressed again.
    """ALTER TABLE dateline.documents
        ALTER COLUMN gzip SET STORAGE EXTERNAL, ALTER COLUMN br SET STORAGE EXTERNAL""",
    # The geometry is cut at the antimeridian, as RFC 7946 has it. `properties` are those that can
    # be searched for, `starts` and `ends` microseconds from 1970 in UTC.
    """CREATE TABLE dateline.features (
        key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        map bigint NOT NULL REFERENCES dateline.maps (key) ON DELETE CASCADE,
        layer text NOT NULL,
        id text COLLATE "C" NOT NULL UNIQUE,
        geojson bytea NOT NULL,
        properties jsonb NOT NULL,
        geom geometry(Geometry, 4326),
        starts bigint,
        ends bigint
    )""",
    "CREATE INDEX features_by_map ON dateline.features (map, layer, key)",
    "CREATE INDEX features_by_layer ON dateline.features (layer, key)",
    "CREATE INDEX features_by_place ON dateline.features USING gist (geom)",
    "CREATE INDEX features_by_time ON dateline.features (layer, starts, ends)",
    # `version` is another one after each change, also after another one of the same moment.
    """CREATE TABLE dateline.layers (
        layer text PRIMARY KEY,
        number bigint NOT NULL,
        version text NOT NULL,
        changed text NOT NULL
    )""",
    """CREATE FUNCTION dateline.note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        -- In one order, so that two that write cannot wait for each other.
        PERFORM 1 FROM dateline.layers ORDER BY layer FOR UPDATE;
        UPDATE dateline.layers AS l SET number = number + one.more,
            version = replace(gen_random_uuid()::text, '-', ''),
            changed = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM (SELECT layer, sum(CASE TG_OP WHEN 'INSERT' THEN 1 WHEN 'DELETE' THEN -1 ELSE 0 END)
            AS more FROM touched GROUP BY layer) AS one
        WHERE l.layer = one.layer;
        RETURN NULL;
    END $$""",
    *(
        f"""CREATE TRIGGER features_{event}ed AFTER {event.upper()} ON dateline.features
        REFERENCING {rows} TABLE AS touched
        FOR EACH STATEMENT EXECUTE FUNCTION dateline.note_change()"""
        for event, rows in (("insert", "NEW"), ("delete", "OLD"), ("update", "NEW"))
    ),
    *(
        f"""INSERT INTO dateline.layers VALUES ('{layer}', 0, replace(gen_random_uuid()::text,
        '-', ''), to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))"""
        for layer in LAYERS
    ),
    # Rows of revoked tokens stay, so that the audit log can still name them; `digest` is
    # the SHA-256 of the token, which itself is kept nowhere.
    """CREATE TABLE dateline.tokens (
        key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        selector text NOT NULL UNIQUE,
        digest bytea NOT NULL,
        last_four text NOT NULL,
        scopes json NOT NULL,
        created text NOT NULL,
        expires text,
        revoked text
    )""",
    "CREATE UNIQUE INDEX tokens_by_name ON dateline.tokens (name) WHERE revoked IS NULL",
    # Every version of every map is kept; `maps` and what refers to it are what the public sees.
    # Drafts are bytes and `about` (title and counts) is JSON for the same reason as above.
    """CREATE TABLE dateline.versions (
        key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        map text COLLATE "C" NOT NULL,
        number integer NOT NULL,
        etag text NOT NULL,
        digest text NOT NULL,
        about json NOT NULL,
        author text NOT NULL,
        created text NOT NULL,
        draft bytea NOT NULL,
        encoding text NOT NULL,
        document bytea NOT NULL,
        UNIQUE (map, number)
    )""",
    "ALTER TABLE dateline.versions ALTER COLUMN document SET STORAGE EXTERNAL",
    # Current and published version of each map; a deleted map has versions but no row here.
    """CREATE TABLE dateline.heads (
        map text COLLATE "C" PRIMARY KEY,
        current integer NOT NULL,
        published integer,
        updated text
    )""",
    """CREATE TABLE dateline.audit (
        key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        time text NOT NULL,
        author text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        version integer
    )""",
    "CREATE INDEX audit_by_subject ON dateline.audit (subject, key)",
    """CREATE TABLE dateline.answers (
        owner text NOT NULL,
        key text NOT NULL,
        request text NOT NULL,
        created text COLLATE "C" NOT NULL,
        answer bytea,
        PRIMARY KEY (owner, key)
    )""",
)

Step = str | Callable[[Connection], None]
"""A statement, or a function for what cannot be said in SQL; both run in the transaction."""

MIGRATIONS: tuple[tuple[Step, ...], ...] = (_FIRST, desk.tables("dateline.", 'COLLATE "C"'))
"""Steps that lead from each version to the next; entry 0 makes version 1 of nothing."""


def prepare(db: Connection) -> None:
    """Bring an empty or older database up to the present schema, in one transaction.

    Raises:
        StoreError: It was written by a newer Dateline, or PostGIS is missing.
        psycopg.Error: It cannot be read or written.
    """
    if version_of(db) == len(MIGRATIONS):
        return
    with db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        version = version_of(db)  # read again: another process may have been first
        if version == len(MIGRATIONS):
            return
        if version == 0:
            _begin(db)
        for steps in MIGRATIONS[version:]:
            for step in steps:
                _take(step, db)
        db.execute("UPDATE dateline.schema_version SET version = %s", (len(MIGRATIONS),))


def version_of(db: Connection) -> int:
    """The database's schema version; 0 where Dateline has kept nothing yet.

    Raises:
        StoreError: It was written by a newer Dateline.
        psycopg.Error: It cannot be read.
    """
    # Asked of the catalogue: `to_regclass` may remember from before another process made the table.
    there = db.execute(
        """SELECT 1 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n
            ON n.oid = c.relnamespace
            WHERE n.nspname = 'dateline' AND c.relname = 'schema_version'"""
    ).fetchone()
    if not there:
        return 0
    row = db.execute("SELECT version FROM dateline.schema_version").fetchone()
    version = int(row[0]) if row else 0
    if version > len(MIGRATIONS):
        raise StoreError(
            f"it was written by a newer Dateline (schema {version}; this one knows "
            f"{len(MIGRATIONS)}); upgrade Dateline, or give another database"
        )
    return version


def _begin(db: Connection) -> None:
    try:
        db.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(
            "the database has no PostGIS; have its administrator run CREATE EXTENSION postgis"
        ) from error
    except psycopg.errors.FeatureNotSupported as error:
        raise StoreError(
            "the database's server has no PostGIS; install it there (Debian: "
            "postgresql-15-postgis-3)"
        ) from error
    db.execute("CREATE SCHEMA IF NOT EXISTS dateline")
    db.execute("CREATE TABLE dateline.schema_version (version integer NOT NULL)")
    db.execute("INSERT INTO dateline.schema_version VALUES (0)")


def _take(step: Step, db: Connection) -> None:
    if isinstance(step, str):
        db.execute(step)
    else:
        step(db)
