"""Features in PostgreSQL: found by layer, map and box, and written with their map."""

import json
from collections.abc import Iterable
from typing import Any, Final

import psycopg

from app.store.base import Box, FeaturePage
from app.store.records import FeatureRecord, reach

Connection = psycopg.Connection[Any]

# PostGIS's index keeps 32-bit numbers, rounded outwards: `&&` finds whatever may meet the box,
# and the exact numbers beside it settle what lies on an edge.
_IN_BOX = """(f.geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326)
    AND f.north >= %s AND f.south <= %s
    AND CASE WHEN f.west <= f.east THEN f.east >= %s AND f.west <= %s
        ELSE f.east >= %s OR f.west <= %s END)"""
_OF_MAP = "f.map = (SELECT key FROM dateline.maps WHERE id = %s)"

_PUT_FEATURE: Final = """INSERT INTO dateline.features
    (map, layer, id, geojson, geom, west, south, east, north)
    VALUES (%s, %s, %s, %s, ST_SetSRID(ST_GeomFromGeoJSON(%s::text), 4326), %s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET map = excluded.map, layer = excluded.layer,
        geojson = excluded.geojson, geom = excluded.geom, west = excluded.west,
        south = excluded.south, east = excluded.east, north = excluded.north"""
_DELETE_FEATURES_BUT: Final = "DELETE FROM dateline.features WHERE map = %s AND id <> ALL (%s)"


def find(
    db: Connection,
    layer: str,
    *,
    bbox: Box | None,
    map_id: str | None,
    limit: int,
    after: int,
) -> FeaturePage:
    """Features of one layer, over all maps, in the order in which they were first kept."""
    conditions, values = ["f.layer = %s", "f.key > %s"], [layer, after]
    if map_id is not None:
        conditions.append(_OF_MAP)
        values.append(map_id)
    if bbox is not None:
        boxes = reach(bbox)
        conditions.append(f"({' OR '.join([_IN_BOX] * len(boxes))})")
        for west, south, east, north in boxes:
            values += [west, south, east, north, south, north, west, east, west, east]
    where = " AND ".join(conditions)
    statement = f"""SELECT f.key, f.geojson FROM dateline.features AS f
        WHERE {where} ORDER BY f.key LIMIT %s"""  # noqa: S608 -- made of the pieces above
    rows = db.execute(statement, (*values, limit + 1), binary=True).fetchall()
    page = rows[:limit]
    return FeaturePage(
        features=[geojson for _, geojson in page],
        next=page[-1][0] if len(rows) > limit else None,
    )


def write(db: Connection, map_key: int, features: Iterable[FeatureRecord]) -> None:
    """Write a map's features in place of those it has.

    Features that stay keep their keys, so that a reader who turns pages misses none.
    """
    features = tuple(features)
    db.execute(_DELETE_FEATURES_BUT, (map_key, [feature.id for feature in features]))
    db.cursor().executemany(
        _PUT_FEATURE,
        [
            (map_key, one.layer, one.id, one.geojson, _geometry(one), *(one.box or (None,) * 4))
            for one in features
        ],
    )


def _geometry(feature: FeatureRecord) -> str | None:
    geometry = json.loads(feature.geojson)["geometry"]
    return json.dumps(geometry) if geometry else None
