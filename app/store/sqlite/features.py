"""Features in the SQLite file: found by layer, map, box, time and condition, written with maps.

A search first finds keys by one index, chosen here and not by SQLite's planner, which without
statistics takes the index of times where the R*Tree is a hundred times better. Then it reads the
features of one page.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from dateline.app.store.filters import Property, SpatialRelation, TemporalRelation
from dateline.app.store.geometry import outline_of
from dateline.app.store.model import Extent, FeaturePage, LayerState
from dateline.app.store.query import Box, Cursor, FeatureQuery
from dateline.app.store.serialise import (
    FeatureRecord,
    antimeridian_neighbours,
    split_at_antimeridian,
)
from dateline.app.store.sql import (
    Parameters,
    box_within,
    keyset_predicate,
    order_by,
    sorted_values,
    sql_of,
    temporal_sql,
)
from dateline.geo.model import LAYERS

_JSON = "CAST(f.geojson AS TEXT)"

_STATE: Final = "SELECT number, version, changed FROM layers WHERE layer = ?"
_FEATURE: Final = "SELECT geojson FROM features WHERE id = ? AND layer = ?"
_EXTENT: Final = {
    layer: f"""SELECT min(exact_west), min(exact_south), max(exact_east), max(exact_north)
    FROM boxes_{layer}"""
    for layer in LAYERS
}
_TIMES: Final = """SELECT
    (SELECT min(starts) FROM features WHERE layer = :layer AND starts IS NOT NULL),
    (SELECT max(ends) FROM features WHERE layer = :layer AND ends IS NOT NULL)"""
_PUT_FEATURE: Final = """INSERT INTO features (map, layer, id, geojson, starts, ends)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET map = excluded.map, layer = excluded.layer,
        geojson = excluded.geojson, starts = excluded.starts, ends = excluded.ends
    RETURNING key"""
_DELETE_FEATURES_BUT: Final = """DELETE FROM features
    WHERE map = ? AND layer || ' ' || id NOT IN (SELECT value FROM json_each(?))"""
_DELETE_BOXES: Final = {layer: f"DELETE FROM boxes_{layer} WHERE key IN (?, ?)" for layer in LAYERS}
_PUT_BOX: Final = {
    layer: f"""INSERT INTO boxes_{layer}
    (key, west, east, south, north, exact_west, exact_east, exact_south, exact_north)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    for layer in LAYERS
}


class _SQLite:
    """SQLite's words. Relations of geometries and case folding are functions of ours."""

    def parameter(self, name: str) -> str:
        return f":{name}"

    def property(self, property: Property) -> str:
        if property.name == "id":
            return "f.id"
        return f"json_extract({_JSON}, '$.properties.{property.name}')"

    def folded(self, text: str) -> str:
        return f"folded({text})"

    def like(self, text: str, pattern: str) -> str:
        # LIKE would take no account of the case of ASCII letters, and only of those.
        return f"({text} GLOB {pattern})"

    def pattern(self, pattern: str) -> str:
        return _glob(pattern)

    def holds(self, property: Property, value: str) -> str:
        items = f"json_each({_JSON}, '$.properties.{property.name}')"
        return f"EXISTS (SELECT 1 FROM {items} AS item WHERE item.value = {value})"

    def lies(self, relation: SpatialRelation, geometry: str) -> str:
        own = f"json_extract({_JSON}, '$.geometry')"
        return f"lies('{relation.value}', {own}, {geometry})"

    def has_no_geometry(self) -> str:
        return f"(json_extract({_JSON}, '$.geometry') IS NULL)"

    def within(self, lon: str, lat: str, metres: str) -> str:
        own = f"json_extract({_JSON}, '$.geometry')"
        return f"is_near({own}, {lon}, {lat}, {metres})"

    def words(self) -> str:
        return f"words({_JSON})"

    def same(self, left: str, right: str) -> str:
        return f"{left} IS {right}"


DIALECT: Final = _SQLite()


def _glob(pattern: str) -> str:
    """A pattern of LIKE as one of GLOB, which takes account of case."""
    written, characters = "", iter(pattern)
    for character in characters:
        if character == "%":
            written += "*"
        elif character == "_":
            written += "?"
        else:
            literal = next(characters, "\\") if character == "\\" else character
            written += f"[{literal}]" if literal in "*?[" else literal
    return written


def state(db: sqlite3.Connection, layer: str) -> LayerState:
    """How many features a layer has, and which version of it this is."""
    number, version, changed = db.execute(_STATE, (layer,)).fetchone()
    return LayerState(number, version, changed)


def extent(db: sqlite3.Connection, layer: str) -> Extent:
    """The box and the time of all features of a layer; reads the whole R*Tree."""
    box = db.execute(_EXTENT[layer]).fetchone()
    span = db.execute(_TIMES, {"layer": layer}).fetchone()
    return Extent(box if box[0] is not None else None, span if span[0] is not None else None)


def feature(db: sqlite3.Connection, layer: str, feature_id: str) -> bytes | None:
    """One feature as GeoJSON; None when the layer has none by this id."""
    row = db.execute(_FEATURE, (feature_id, layer)).fetchone()
    return row[0] if row else None


def count(db: sqlite3.Connection, query: FeatureQuery) -> int:
    """How many features match, whatever the page."""
    if query.is_unfiltered:
        return state(db, query.layer).number
    given = Parameters(DIALECT)
    matching = _matching(query, given)
    (number,) = db.execute(f"SELECT count(DISTINCT key) FROM ({matching})", given.values).fetchone()
    return int(number)


def find(db: sqlite3.Connection, query: FeatureQuery) -> FeaturePage:
    """One page of the features that match."""
    given = Parameters(DIALECT)
    if query.is_unfiltered:
        wanted = [f"f.layer = {given(query.layer)}"]
    else:
        wanted = [f"f.key IN ({_matching(query, given)})"]
    if query.after is not None:
        wanted.append(keyset_predicate(query.after, query.sort, DIALECT, given))
    columns = ", ".join((*sorted_values(query.sort, DIALECT), "f.key", "f.geojson"))
    rows = db.execute(
        f"""SELECT {columns} FROM features AS f WHERE {" AND ".join(wanted)}
        ORDER BY {order_by(query.sort, DIALECT)} LIMIT {given(query.limit + 1)}
        OFFSET {given(query.offset)}""",
        given.values,
    ).fetchall()
    page = rows[: query.limit]
    return FeaturePage(
        features=[row[-1] for row in page],
        next=_cursor(page[-1]) if len(rows) > query.limit else None,
    )


def _cursor(row: tuple[str | float | None, ...]) -> Cursor:
    return row[:-1]


def _matching(query: FeatureQuery, given: Parameters) -> str:
    """A statement that finds the keys of the features that match, some of them twice."""
    box = query.bbox or box_within(query.where)
    others = list(_conditions(query, given))
    if box:
        return _in_box(query, box, others, given)
    index = "features_by_layer"
    if query.map_id is not None:
        index = "features_by_map"
    elif query.span is not None:
        index = "features_by_time"
    wanted = [f"f.layer = {given(query.layer)}", *others]
    return f"SELECT f.key FROM features AS f INDEXED BY {index} WHERE {' AND '.join(wanted)}"


def _conditions(query: FeatureQuery, given: Parameters) -> Iterable[str]:
    """Everything that is asked but the layer and the box."""
    if query.map_id is not None:
        yield f"f.map = (SELECT key FROM maps WHERE id = {given(query.map_id)})"
    if query.span is not None:
        yield "f.starts IS NOT NULL"
        yield temporal_sql(TemporalRelation.INTERSECTS, query.span, given)
    if query.where is not None:
        yield sql_of(query.where, DIALECT, given)


def _in_box(query: FeatureQuery, box: Box, others: list[str], given: Parameters) -> str:
    """Keys found through the R*Tree.

    Its coordinates are 32-bit numbers rounded outwards. Only where these leave it open whether a
    feature is inside does the exact number beside them have to be read, which costs far more.
    A CROSS JOIN is joined in the order in which it is written.
    """
    crosses_lines = query.layer == "journeys" and query.bbox is not None
    joined = others or crosses_lines
    parts = []
    for west, south, east, north in antimeridian_neighbours(box):
        w, s, e, n = map(given, (west, south, east, north))
        wanted = [
            f"b.west <= {e} AND b.east >= {w} AND b.south <= {n} AND b.north >= {s}",
            f"(b.east <= {e} OR b.exact_west <= {e})",
            f"(b.west >= {w} OR b.exact_east >= {w})",
            f"(b.north <= {n} OR b.exact_south <= {n})",
            f"(b.south >= {s} OR b.exact_north >= {s})",
            *others,
        ]
        if crosses_lines:
            # The box of a line may meet where the line itself does not.
            own = f"json_extract({_JSON}, '$.geometry')"
            outline = given(outline_of((west, south, east, north)))
            inside = f"b.west >= {w} AND b.east <= {e} AND b.south >= {s} AND b.north <= {n}"
            wanted.append(f"({inside} OR lies('intersects', {own}, {outline}))")
        tables = f"boxes_{query.layer} AS b"
        if joined:
            tables += " CROSS JOIN features AS f ON f.key = b.key >> 1"
        parts.append(f"SELECT b.key >> 1 AS key FROM {tables} WHERE {' AND '.join(wanted)}")
    return " UNION ALL ".join(parts)


def write(db: sqlite3.Connection, map_key: int, features: Iterable[FeatureRecord]) -> None:
    """Write a map's features in place of those it has.

    Features that stay keep their keys, so that a reader who turns pages misses none.
    """
    features = tuple(features)
    kept = json.dumps([f"{feature.layer} {feature.id}" for feature in features])
    db.execute(_DELETE_FEATURES_BUT, (map_key, kept))
    for feature in features:
        starts, ends = feature.span or (None, None)
        row = (map_key, feature.layer, feature.id, feature.geojson, starts, ends)
        (key,) = db.execute(_PUT_FEATURE, row).fetchone()
        db.execute(_DELETE_BOXES[feature.layer], (2 * key, 2 * key + 1))
        parts = split_at_antimeridian(feature.box) if feature.box else []
        for number, (west, south, east, north) in enumerate(parts):
            db.execute(
                _PUT_BOX[feature.layer],
                (2 * key + number, west, east, south, north, west, east, south, north),
            )
