"""Features in PostgreSQL: found by layer, map, box, time and condition; written with their map."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import psycopg

from dateline.app.store.filters import Property, SpatialRelation, TemporalRelation
from dateline.app.store.geometry import outline_of
from dateline.app.store.model import Extent, FeaturePage, LayerState
from dateline.app.store.query import Box, FeatureQuery
from dateline.app.store.serialise import FeatureRecord, antimeridian_neighbours
from dateline.app.store.sql import (
    Parameters,
    keyset_predicate,
    order_by,
    sorted_values,
    sql_of,
    temporal_sql,
)
from dateline.app.store.words import words_of

Connection = psycopg.Connection[Any]

_STATE: Final = "SELECT number, version, changed FROM dateline.layers WHERE layer = %s"
_FEATURE: Final = "SELECT geojson FROM dateline.features WHERE id = %s AND layer = %s"
_EXTENT: Final = """SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box), starts, ends
    FROM (SELECT ST_Extent(geom) AS box, min(starts) AS starts, max(ends) AS ends
        FROM dateline.features WHERE layer = %s) AS f"""
# Many at once: each statement changes its layer's count, and a row that was changed a thousand
# times in one transaction takes ever longer to find.
_PUT_FEATURES: Final = """INSERT INTO dateline.features
    (map, layer, id, geojson, properties, geom, starts, ends)
    SELECT %s, one.layer, one.id, one.geojson, one.properties::jsonb,
        ST_SetSRID(ST_GeomFromGeoJSON(one.geometry), 4326), one.starts, one.ends
    FROM unnest(%s::text[], %s::text[], %b::bytea[], %s::text[], %s::text[], %s::bigint[],
            %s::bigint[]) WITH ORDINALITY
        AS one (layer, id, geojson, properties, geometry, starts, ends, place)
    ORDER BY one.place
    ON CONFLICT (id) DO UPDATE SET map = excluded.map, layer = excluded.layer,
        geojson = excluded.geojson, properties = excluded.properties, geom = excluded.geom,
        starts = excluded.starts, ends = excluded.ends"""
_AT_ONCE: Final = 1000
"""Features of one statement, of which the largest are some kilobytes."""
_DELETE_FEATURES_BUT: Final = "DELETE FROM dateline.features WHERE map = %s AND id <> ALL (%s)"

_TYPES = {"number": "::double precision", "integer": "::double precision", "boolean": "::boolean"}


_WORDS: Final = "_words"
"""What free-text search looks into, beside the properties; no property is called so."""


class _Postgres:
    """PostgreSQL's words, and PostGIS's."""

    def parameter(self, name: str) -> str:
        return f"%({name})s"

    def property(self, property: Property) -> str:
        if property.name == "id":
            return "f.id"
        value = f"(f.properties ->> '{property.name}')"
        # Texts in the order of their characters' numbers, which is no language's.
        return value + _TYPES.get(property.kind, ' COLLATE "C"')

    def folded(self, text: str) -> str:
        return f"lower({text}::text)"

    def like(self, text: str, pattern: str) -> str:
        return f"({text} LIKE {pattern})"

    def pattern(self, pattern: str) -> str:
        return pattern

    def holds(self, property: Property, value: str) -> str:
        return f"COALESCE(jsonb_exists(f.properties -> '{property.name}', {value}), FALSE)"

    def lies(self, relation: SpatialRelation, geometry: str) -> str:
        return (
            f"ST_{relation.value}(f.geom, ST_SetSRID(ST_GeomFromGeoJSON({geometry}::text), 4326))"
        )

    def has_no_geometry(self) -> str:
        return "(f.geom IS NULL)"

    def within(self, lon: str, lat: str, metres: str) -> str:
        point = f"ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)"
        return f"ST_DWithin(f.geom::geography, {point}::geography, {metres})"

    def words(self) -> str:
        # Features kept by an earlier version have no words of their own until they are made again.
        return f"COALESCE(f.properties ->> '{_WORDS}', lower(f.properties ->> 'name'))"

    def same(self, left: str, right: str) -> str:
        return f"{left} IS NOT DISTINCT FROM {right}"


DIALECT: Final = _Postgres()


def state(db: Connection, layer: str) -> LayerState:
    """How many features a layer has, and which version of it this is."""
    row = db.execute(_STATE, (layer,)).fetchone()
    assert row is not None, layer  # noqa: S101 -- the schema has every layer
    return LayerState(*row)


def extent(db: Connection, layer: str) -> Extent:
    """The box and the time of all features of a layer; reads them all."""
    *box, starts, ends = db.execute(_EXTENT, (layer,)).fetchone() or [None] * 6
    west, south, east, north = box
    return Extent(
        bbox=(west, south, east, north) if west is not None else None,
        span=(starts, ends) if starts is not None else None,
    )


def feature(db: Connection, layer: str, feature_id: str) -> bytes | None:
    """One feature as GeoJSON; None when the layer has none by this id."""
    if "\0" in feature_id:  # which a text in PostgreSQL cannot have
        return None
    row = db.execute(_FEATURE, (feature_id, layer), binary=True).fetchone()
    return row[0] if row else None


def count(db: Connection, query: FeatureQuery) -> int:
    """How many features match, whatever the page."""
    if query.is_unfiltered:
        return state(db, query.layer).number
    given = Parameters(DIALECT)
    wanted = " AND ".join(_conditions(query, given))
    statement = f"SELECT count(*) FROM dateline.features AS f WHERE {wanted}"
    row = db.execute(statement, given.values).fetchone()
    return int(row[0]) if row else 0


def find(db: Connection, query: FeatureQuery) -> FeaturePage:
    """One page of the features that match."""
    given = Parameters(DIALECT)
    wanted = list(_conditions(query, given))
    if query.after is not None:
        wanted.append(keyset_predicate(query.after, query.sort, DIALECT, given))
    columns = ", ".join((*sorted_values(query.sort, DIALECT), "f.key", "f.geojson"))
    statement = f"""SELECT {columns} FROM dateline.features AS f
        WHERE {" AND ".join(wanted)}
        ORDER BY {order_by(query.sort, DIALECT)} LIMIT {given(query.limit + 1)}
        OFFSET {given(query.offset)}"""
    rows = db.execute(statement, given.values, binary=True).fetchall()
    page = rows[: query.limit]
    return FeaturePage(
        features=[row[-1] for row in page],
        next=page[-1][:-1] if len(rows) > query.limit else None,
    )


def _conditions(query: FeatureQuery, given: Parameters) -> Iterator[str]:
    yield f"f.layer = {given(query.layer)}"
    if query.map_id is not None:
        yield f"f.map = (SELECT key FROM dateline.maps WHERE id = {given(query.map_id)})"
    if query.bbox is not None:
        boxes = [_meets(box, given) for box in antimeridian_neighbours(query.bbox)]
        yield f"({' OR '.join(boxes)})"
    if query.span is not None:
        yield temporal_sql(TemporalRelation.INTERSECTS, query.span, given)
    if query.where is not None:
        yield sql_of(query.where, DIALECT, given)


def _meets(box: Box, given: Parameters) -> str:
    """Whether a geometry meets a box.

    The index keeps 32-bit numbers, rounded outwards; `ST_Intersects` looks at the geometry itself.
    """
    return f"ST_Intersects(f.geom, {_geometry(given(outline_of(box)))})"


def _geometry(geojson: str) -> str:
    return f"ST_SetSRID(ST_GeomFromGeoJSON({geojson}::text), 4326)"


def write(db: Connection, map_key: int, features: Iterable[FeatureRecord]) -> None:
    """Write a map's features in place of those it has.

    Features that stay keep their keys, so that a reader who turns pages misses none.
    """
    features = tuple(features)
    db.execute(_DELETE_FEATURES_BUT, (map_key, [feature.id for feature in features]))
    for first in range(0, len(features), _AT_ONCE):
        rows = map(_row, features[first : first + _AT_ONCE])
        db.execute(_PUT_FEATURES, (map_key, *map(list, zip(*rows, strict=True))))


def _row(feature: FeatureRecord) -> tuple[Any, ...]:
    document = json.loads(feature.geojson)
    geometry = json.dumps(document["geometry"]) if document["geometry"] else None
    return (
        feature.layer,
        feature.id,
        feature.geojson,
        json.dumps(_searchable(document["properties"])),
        geometry,
        *(feature.span or (None, None)),
    )


def _searchable(properties: dict[str, Any]) -> dict[str, Any]:
    """What can be searched for: values and lists of texts, without what no `jsonb` can hold."""
    found: dict[str, Any] = {_WORDS: words_of(properties).replace("\0", " ")}
    for name, value in properties.items():
        if isinstance(value, str):
            found[name] = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        elif isinstance(value, list):
            texts = (item for item in value if isinstance(item, str))
            found[name] = [item.replace("\0", "\N{REPLACEMENT CHARACTER}") for item in texts]
        elif not isinstance(value, dict):
            found[name] = value
    return found
