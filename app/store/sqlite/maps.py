"""Maps in the SQLite file: their particulars, documents and drafts."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from dateline.app.http.compression import Content, Encoding
from dateline.app.store.map_list import MapColumns, conditions, page_of
from dateline.app.store.model import MapPage, MapSummary, StoredMap
from dateline.app.store.query import MapQuery
from dateline.app.store.serialise import WHOLE_MAP, DocumentRecord, MapRecord
from dateline.app.store.sql import Parameters
from dateline.app.store.sqlite.features import DIALECT

_SUMMARIES = """SELECT m.id, m.title, m.published, m.publisher, m.language, m.counts, m.bbox,
    m.updated FROM maps AS m"""
_MAPS: Final = f"{_SUMMARIES} ORDER BY m.published DESC, m.id"
# The title last: GLOB looks no further than a U+0000, which a report's title may have.
_COLUMNS: Final = MapColumns(
    text="folded(m.id || ' ' || coalesce(m.publisher, '') || ' ' || m.title)",
    features="features",
    place="folded(json_extract(CAST(f.geojson AS TEXT), '$.properties.name'))",
)
_MAP: Final = """SELECT m.id, m.title, m.published, m.publisher, m.language, m.counts, m.bbox,
        m.updated, d.layer, d.digest, d.identity
    FROM maps AS m JOIN documents AS d ON d.map = m.key WHERE m.id = ?"""
_COUNT: Final = "SELECT count(*) FROM maps"
_CONTENT_OF = "FROM documents AS d JOIN maps AS m ON m.key = d.map WHERE m.id = ? AND d.layer = ?"
_CONTENT: Final[dict[Encoding, str]] = {
    "identity": f"SELECT d.digest, d.identity {_CONTENT_OF}",
    "gzip": f"SELECT d.digest, d.gzip {_CONTENT_OF}",
    "br": f"SELECT d.digest, d.br {_CONTENT_OF}",
}
_PUT_MAP: Final = """INSERT INTO maps
    (id, title, published, publisher, language, counts, bbox, updated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, published = excluded.published,
        publisher = excluded.publisher, language = excluded.language, counts = excluded.counts,
        bbox = excluded.bbox, updated = excluded.updated
    RETURNING key"""
_PUT_DOCUMENT: Final = """REPLACE INTO documents (map, layer, digest, identity, gzip, br)
    VALUES (?, ?, ?, ?, ?, ?)"""
_DELETE_MAP: Final = "DELETE FROM maps WHERE id = ?"


def summaries(db: sqlite3.Connection) -> list[MapSummary]:
    """Every map, the latest published first."""
    return [_summary(row) for row in db.execute(_MAPS).fetchall()]


def page(db: sqlite3.Connection, query: MapQuery) -> MapPage:
    """One page of the maps that match, the latest published first."""
    given = Parameters(DIALECT)
    statement = f"{_SUMMARIES} {conditions(query, _COLUMNS, DIALECT, given)}"
    return page_of([_summary(row) for row in db.execute(statement, given.values)], query)


def stored(db: sqlite3.Connection, map_id: str) -> StoredMap | None:
    """A map with its documents; None when there is none by this id."""
    # One statement, and so one moment: a save in between cannot mix two versions.
    rows = db.execute(_MAP, (map_id,)).fetchall()
    if not rows:
        return None
    bodies = {layer: identity for *_, layer, _, identity in rows}
    return StoredMap(
        summary=_summary(rows[0]),
        etag=next(digest for *_, layer, digest, _ in rows if layer == WHOLE_MAP),
        document=bodies.pop(WHOLE_MAP),
        collections=bodies,
    )


def content(
    db: sqlite3.Connection, map_id: str, layer: str | None, encodings: Sequence[Encoding]
) -> Content | None:
    """A document in the first of the encodings that it is kept in, or as it is."""
    wanted = tuple(one for one in encodings if one != "identity") or ("identity",)
    for encoding in dict.fromkeys((*wanted, "identity")):
        row = db.execute(_CONTENT[encoding], (map_id, layer or WHOLE_MAP)).fetchone()
        if row is None:
            return None
        digest, body = row
        if body is not None:
            return Content(digest, encoding, body)
    return None


def count(db: sqlite3.Connection) -> int:
    """The number of maps."""
    (number,) = db.execute(_COUNT).fetchone()
    return int(number)


def write(db: sqlite3.Connection, record: MapRecord, documents: Sequence[DocumentRecord]) -> int:
    """Write all of a map but its features.

    Args:
        db: Where, in a transaction.
        record: The map.
        documents: Its documents, compressed before the transaction began.

    Returns:
        The map's key.
    """
    summary = record.summary
    row = db.execute(
        _PUT_MAP,
        (
            summary.id,
            summary.title,
            summary.published,
            summary.publisher,
            summary.language,
            json.dumps(dict(summary.counts)),
            json.dumps(summary.bbox) if summary.bbox else None,
            summary.updated,
        ),
    ).fetchone()
    key = int(row[0])
    db.executemany(
        _PUT_DOCUMENT,
        [(key, one.layer, one.digest, one.identity, one.gzip, one.br) for one in documents],
    )
    return key


def delete(db: sqlite3.Connection, map_id: str) -> bool:
    """Forget a map; False when there was none by this id."""
    return db.execute(_DELETE_MAP, (map_id,)).rowcount > 0


def _summary(row: Sequence[Any]) -> MapSummary:
    map_id, title, published, publisher, language, counts, bbox, updated = row[:8]
    return MapSummary(
        id=map_id,
        title=title,
        published=published,
        publisher=publisher,
        language=language,
        counts=json.loads(counts),
        bbox=tuple(json.loads(bbox)) if bbox else None,
        updated=updated,
    )
