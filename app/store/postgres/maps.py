"""Maps in PostgreSQL: their particulars, documents and drafts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import psycopg

from dateline.app.http.compression import Content, Encoding
from dateline.app.store.map_list import MapColumns, conditions, page_of
from dateline.app.store.model import MapPage, MapSummary, StoredMap
from dateline.app.store.postgres.features import DIALECT
from dateline.app.store.postgres.rows import the_row
from dateline.app.store.query import MapQuery
from dateline.app.store.serialise import WHOLE_MAP, DocumentRecord, MapRecord
from dateline.app.store.sql import Parameters

Connection = psycopg.Connection[Any]

_MAPS: Final = "SELECT summary FROM dateline.maps ORDER BY published DESC NULLS LAST, id"
# A title with U+0000 cannot become `text`: such a map is found by its id and places alone.
_COLUMNS: Final = MapColumns(
    text=r"""lower(CASE WHEN strpos(m.summary::text, '\u0000') > 0 THEN m.id
        ELSE concat_ws(' ', m.summary ->> 'title', m.summary ->> 'publisher', m.id) END)""",
    features="dateline.features",
    place="lower(f.properties ->> 'name')",
)
_MAP: Final = """SELECT m.summary, d.layer, d.digest, d.identity
    FROM dateline.maps AS m JOIN dateline.documents AS d ON d.map = m.key WHERE m.id = %s"""
_SIZE: Final = """SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'dateline' AND c.relkind = 'r'"""
_COUNT: Final = "SELECT count(*) FROM dateline.maps"
_CONTENT_OF = """FROM dateline.documents AS d JOIN dateline.maps AS m ON m.key = d.map
    WHERE m.id = %s AND d.layer = %s"""
_CONTENT: Final[dict[Encoding, str]] = {
    "identity": f"SELECT d.digest, d.identity, NULL {_CONTENT_OF}",
    "gzip": f"""SELECT d.digest, CASE WHEN d.gzip IS NULL THEN d.identity END, d.gzip
        {_CONTENT_OF}""",
    "br": f"SELECT d.digest, CASE WHEN d.br IS NULL THEN d.identity END, d.br {_CONTENT_OF}",
}
"""The document as it is, and compressed: one of them, so that it takes one way to the server."""
_PUT_MAP: Final = """INSERT INTO dateline.maps (id, published, summary) VALUES (%s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET published = excluded.published, summary = excluded.summary
    RETURNING key"""
_PUT_DOCUMENT: Final = """INSERT INTO dateline.documents (map, layer, digest, identity, gzip, br)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (map, layer) DO UPDATE SET digest = excluded.digest,
        identity = excluded.identity, gzip = excluded.gzip, br = excluded.br"""
_DELETE_MAP: Final = "DELETE FROM dateline.maps WHERE id = %s"


def summaries(db: Connection) -> list[MapSummary]:
    """Every map, the latest published first."""
    return [_summary(row[0]) for row in db.execute(_MAPS).fetchall()]


def page(db: Connection, query: MapQuery) -> MapPage:
    """One page of the maps that match, the latest published first."""
    given = Parameters(DIALECT)
    found = conditions(query, _COLUMNS, DIALECT, given)
    rows = db.execute(f"SELECT m.summary FROM dateline.maps AS m {found}", given.values).fetchall()
    return page_of([_summary(row[0]) for row in rows], query)


def stored(db: Connection, map_id: str) -> StoredMap | None:
    """A map with its documents; None when there is none by this id."""
    # One statement, and so one moment: a save in between cannot mix two versions.
    rows = db.execute(_MAP, (map_id,), binary=True).fetchall()
    if not rows:
        return None
    bodies = {layer: identity for _, layer, _, identity in rows}
    return StoredMap(
        summary=_summary(rows[0][0]),
        etag=next(digest for _, layer, digest, _ in rows if layer == WHOLE_MAP),
        document=bodies.pop(WHOLE_MAP),
        collections=bodies,
    )


def content(
    db: Connection, map_id: str, layer: str | None, encodings: Sequence[Encoding]
) -> Content | None:
    """A document in the first of the encodings that it is kept in, or as it is."""
    wanted = tuple(one for one in encodings if one != "identity") or ("identity",)
    for encoding in wanted:
        row = db.execute(_CONTENT[encoding], (map_id, layer or WHOLE_MAP), binary=True).fetchone()
        if row is None:
            return None
        digest, plain, packed = row
        if packed is not None:
            return Content(digest, encoding, packed)
    return Content(digest, "identity", plain)


def size(db: Connection) -> int:
    """Bytes of all tables of the store, with their indexes."""
    (number,) = the_row(db.execute(_SIZE))
    return int(number)


def count(db: Connection) -> int:
    """The number of maps."""
    (number,) = the_row(db.execute(_COUNT))
    return int(number)


def write(db: Connection, record: MapRecord, documents: Sequence[DocumentRecord]) -> int:
    """Write all of a map but its features.

    Args:
        db: Where, in a transaction.
        record: The map.
        documents: Its documents, compressed before the transaction began.

    Returns:
        The map's key.
    """
    summary = record.summary
    values = (
        summary.id,
        summary.published,
        json.dumps(asdict(summary)),
    )
    (key,) = the_row(db.execute(_PUT_MAP, values))
    db.cursor().executemany(
        _PUT_DOCUMENT,
        [(key, one.layer, one.digest, one.identity, one.gzip, one.br) for one in documents],
    )
    return int(key)


def delete(db: Connection, map_id: str) -> bool:
    """Forget a map; False when there was none by this id."""
    return db.execute(_DELETE_MAP, (map_id,)).rowcount > 0


def _summary(kept: Mapping[str, Any]) -> MapSummary:
    bbox = kept["bbox"]
    return MapSummary(**{**kept, "bbox": tuple(bbox) if bbox else None})
