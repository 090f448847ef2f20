"""Every statement of the SQLite store but its schema."""

from typing import Final

from app.content import Encoding

MAPS: Final = """SELECT id, title, published, publisher, language, counts, bbox, updated
    FROM maps ORDER BY published DESC, id"""
MAP: Final = """SELECT m.id, m.title, m.published, m.publisher, m.language, m.counts, m.bbox,
        m.updated, d.layer, d.digest, d.identity
    FROM maps AS m JOIN documents AS d ON d.map = m.key WHERE m.id = ?"""
COUNT: Final = "SELECT count(*) FROM maps"
DRAFT: Final = "SELECT d.yaml FROM drafts AS d JOIN maps AS m ON m.key = d.map WHERE m.id = ?"
FINGERPRINT: Final = "SELECT fingerprint FROM maps WHERE id = ?"

_CONTENT_OF = "FROM documents AS d JOIN maps AS m ON m.key = d.map WHERE m.id = ? AND d.layer = ?"
CONTENT: Final[dict[Encoding, str]] = {
    "identity": f"SELECT d.digest, d.identity {_CONTENT_OF}",
    "gzip": f"SELECT d.digest, d.gzip {_CONTENT_OF}",
    "br": f"SELECT d.digest, d.br {_CONTENT_OF}",
}

_FEATURES = """SELECT f.key, f.geojson FROM features AS f
    WHERE f.layer = :layer AND f.key > :after"""
_PAGED = "ORDER BY f.key LIMIT :limit"
_IN_BOXES = """AND f.key IN (
    SELECT b.key >> 1 FROM json_each(:boxes) AS wanted CROSS JOIN boxes AS b
    WHERE b.west <= json_extract(wanted.value, '$[2]')
      AND b.east >= json_extract(wanted.value, '$[0]')
      AND b.south <= json_extract(wanted.value, '$[3]')
      AND b.north >= json_extract(wanted.value, '$[1]')
      AND b.exact_west <= json_extract(wanted.value, '$[2]')
      AND b.exact_east >= json_extract(wanted.value, '$[0]')
      AND b.exact_south <= json_extract(wanted.value, '$[3]')
      AND b.exact_north >= json_extract(wanted.value, '$[1]'))"""
_OF_MAP = "AND f.map = (SELECT key FROM maps WHERE id = :map)"

FEATURES: Final[dict[tuple[bool, bool], str]] = {
    (False, False): f"{_FEATURES} {_PAGED}",
    (False, True): f"{_FEATURES} {_IN_BOXES} {_PAGED}",
    (True, False): f"{_FEATURES} {_OF_MAP} {_PAGED}",
    (True, True): f"{_FEATURES} {_OF_MAP} {_IN_BOXES} {_PAGED}",
}
"""By whether a map, and whether a box, is asked for."""

_NEW_MAP = """INSERT INTO maps
    (id, title, published, publisher, language, counts, bbox, updated, fingerprint)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
ADD_MAP: Final = f"{_NEW_MAP} ON CONFLICT (id) DO NOTHING RETURNING key"
PUT_MAP: Final = f"""{_NEW_MAP}
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, published = excluded.published,
        publisher = excluded.publisher, language = excluded.language, counts = excluded.counts,
        bbox = excluded.bbox, updated = excluded.updated, fingerprint = excluded.fingerprint
    RETURNING key"""
PUT_DRAFT: Final = "REPLACE INTO drafts (map, yaml) VALUES (?, ?)"
PUT_DOCUMENT: Final = """REPLACE INTO documents (map, layer, digest, identity, gzip, br)
    VALUES (?, ?, ?, ?, ?, ?)"""
PUT_FEATURE: Final = """INSERT INTO features (map, layer, id, geojson) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET map = excluded.map, layer = excluded.layer,
        geojson = excluded.geojson
    RETURNING key"""
PUT_BOX: Final = """INSERT INTO boxes
    (key, west, east, south, north, exact_west, exact_east, exact_south, exact_north)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
DELETE_MAP: Final = "DELETE FROM maps WHERE id = ?"
DELETE_FEATURES_BUT: Final = """DELETE FROM features
    WHERE map = ? AND id NOT IN (SELECT value FROM json_each(?))"""
DELETE_BOXES: Final = "DELETE FROM boxes WHERE key IN (?, ?)"

_TOKENS = """SELECT name, selector, digest, last_four, scopes, created, expires, revoked
    FROM tokens"""
TOKEN: Final = f"{_TOKENS} WHERE selector = ?"
TOKENS: Final = f"{_TOKENS} ORDER BY key"
ISSUE: Final = """INSERT INTO tokens
    (name, selector, digest, last_four, scopes, created, expires, revoked)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""
REVOKE: Final = "UPDATE tokens SET revoked = ? WHERE name = ? AND revoked IS NULL"
