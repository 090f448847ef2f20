"""Features in the SQLite file: found by layer, map and box, and written with their map."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from app.store.base import Box, FeaturePage
from app.store.records import FeatureRecord, halves, reach

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

_FIND: Final[dict[tuple[bool, bool], str]] = {
    (False, False): f"{_FEATURES} {_PAGED}",
    (False, True): f"{_FEATURES} {_IN_BOXES} {_PAGED}",
    (True, False): f"{_FEATURES} {_OF_MAP} {_PAGED}",
    (True, True): f"{_FEATURES} {_OF_MAP} {_IN_BOXES} {_PAGED}",
}
"""By whether a map, and whether a box, is asked for."""

_PUT_FEATURE: Final = """INSERT INTO features (map, layer, id, geojson) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET map = excluded.map, layer = excluded.layer,
        geojson = excluded.geojson
    RETURNING key"""
_PUT_BOX: Final = """INSERT INTO boxes
    (key, west, east, south, north, exact_west, exact_east, exact_south, exact_north)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_DELETE_FEATURES_BUT: Final = """DELETE FROM features
    WHERE map = ? AND id NOT IN (SELECT value FROM json_each(?))"""
_DELETE_BOXES: Final = "DELETE FROM boxes WHERE key IN (?, ?)"


def find(
    db: sqlite3.Connection,
    layer: str,
    *,
    bbox: Box | None,
    map_id: str | None,
    limit: int,
    after: int,
) -> FeaturePage:
    """Features of one layer, over all maps, in the order in which they were first kept."""
    statement = _FIND[map_id is not None, bbox is not None]
    values = {
        "layer": layer,
        "map": map_id,
        "after": after,
        "limit": limit + 1,
        "boxes": json.dumps(reach(bbox)) if bbox else None,
    }
    rows = db.execute(statement, values).fetchall()
    page = rows[:limit]
    return FeaturePage(
        features=[geojson for _, geojson in page],
        next=page[-1][0] if len(rows) > limit else None,
    )


def write(db: sqlite3.Connection, map_key: int, features: Iterable[FeatureRecord]) -> None:
    """Write a map's features in place of those it has.

    Features that stay keep their keys, so that a reader who turns pages misses none.
    """
    features = tuple(features)
    kept = json.dumps([feature.id for feature in features])
    db.execute(_DELETE_FEATURES_BUT, (map_key, kept))
    for feature in features:
        (key,) = db.execute(
            _PUT_FEATURE, (map_key, feature.layer, feature.id, feature.geojson)
        ).fetchone()
        db.execute(_DELETE_BOXES, (2 * key, 2 * key + 1))
        parts = halves(feature.box) if feature.box else []
        for number, (west, south, east, north) in enumerate(parts):
            db.execute(
                _PUT_BOX,
                (2 * key + number, west, east, south, north, west, east, south, north),
            )
