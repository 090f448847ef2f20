"""GeoPackage and FlatGeobuf, written by GDAL through pyogrio.

pyogrio (MIT, by the geopandas team) brings GDAL as a wheel.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from shapely import to_wkb
from shapely.geometry import shape

from dateline.geo.errors import MissingExtra
from dateline.geo.exports.rows import NUMBERS, TIMES, Cell, Json, rows
from dateline.geo.layers.features import LAYERS

try:
    from pyogrio.raw import write
except ModuleNotFoundError as error:
    raise MissingExtra("gis", "GeoPackage and FlatGeobuf") from error

Column = NDArray[Any]
Mask = NDArray[np.bool_]

_CRS: Final = "EPSG:4326"
_UTC: Final = 100
"""As GDAL writes the offset of a time: quarters of an hour above 100."""
_GEOPACKAGE: Final[dict[str, dict[str, str]]] = {
    # What GDAL before 3.6 knows as well; the standard asks for milliseconds.
    "dataset_options": {"VERSION": "1.3"},
    "layer_options": {"DATETIME_PRECISION": "MILLISECOND"},
}
_UNCHANGED: Final = "1970-01-01T00:00:00.000Z"


def flatgeobuf_of(features: Sequence[Json], name: str) -> bytes:
    """Features of one layer as FlatGeobuf, in their own order and without an index.

    Without an index a file can hold features that have no place, and is read as it arrives.

    Args:
        features: With the columns of `dateline.geo.exports.rows`.
        name: What the layer is called in the file.
    """
    with _folder() as folder:
        path = folder / "layer.fgb"
        _write(path, "FlatGeobuf", name, features, layer_options={"SPATIAL_INDEX": "NO"})
        return path.read_bytes()


def geopackage_of(document: Json, changed: str = _UNCHANGED) -> bytes:
    """A whole map as a GeoPackage: a table for each layer that has features, and `report`.

    The table `report` has one row: the report's particulars, its licence, and the credits that the
    data is due. Columns are those of `dateline.geo.exports.rows`; ids are in `id`.

    Args:
        document: As `dateline.geo.layers.features.Layers.document` gives it.
        changed: When the map was last changed, in RFC 3339, UTC.
    """
    with _folder() as folder:
        path = folder / "map.gpkg"
        for layer in LAYERS:
            chosen = [one for one in document["features"] if one["properties"]["layer"] == layer]
            for table, features in _tables(layer, chosen).items():
                _write(path, "GPKG", table, features, append=path.exists(), **_GEOPACKAGE)
        _write_report(path, document)
        _date(path, changed)
        return path.read_bytes()


def geopackage_of_layer(features: Sequence[Json], name: str, changed: str = _UNCHANGED) -> bytes:
    """Features of one layer, of one map or many, as a GeoPackage with one table.

    Args:
        features: With the columns of `dateline.geo.exports.rows`.
        name: What the table is called.
        changed: When the features were last changed, in RFC 3339, UTC.
    """
    with _folder() as folder:
        path = folder / "layer.gpkg"
        for table, chosen in (_tables(name, features) or {name: []}).items():
            _write(path, "GPKG", table, chosen, append=path.exists(), **_GEOPACKAGE)
        _date(path, changed)
        return path.read_bytes()


def _tables(layer: str, features: Sequence[Json]) -> dict[str, list[Json]]:
    """Features by table, each with geometries of one kind, as programs for tables expect.

    A journey of which one end alone is located is a point, and goes to ``journeys_one_end``.
    """
    tables: dict[str, list[Json]] = {}
    for one in features:
        is_point = layer == "journeys" and (one["geometry"] or {}).get("type") == "Point"
        tables.setdefault(f"{layer}_one_end" if is_point else layer, []).append(one)
    return tables


def _date(path: Path, changed: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        # GDAL notes the time of writing, which says nothing about the features.
        database.execute("UPDATE gpkg_contents SET last_change = ?", (_milliseconds(changed),))
        database.commit()
        # Written anew, so that nothing of the time before is left between the rows.
        database.execute("VACUUM")
    # How often GDAL committed depends on the moment. Both fields of the header have to be the same
    # (https://www.sqlite.org/fileformat2.html, 1.3.7 and 1.3.17).
    with path.open("r+b") as file:
        for field in (24, 92):
            file.seek(field)
            file.write((1).to_bytes(4, "big"))


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="dateline-") as name:
        yield Path(name)


def _milliseconds(rfc3339: str) -> str:
    """A time as GeoPackage writes it: with three decimals of the second, and Z."""
    moment = np.datetime64(rfc3339.removesuffix("Z").removesuffix("+00:00"), "ms")
    return f"{moment}Z"


def _write(path: Path, driver: str, layer: str, features: Sequence[Json], **options: Any) -> None:
    shapes = [one["geometry"] and shape(one["geometry"]) for one in features]
    kind = _common_kind({one.geom_type for one in shapes if one is not None})
    columns, made = rows(features)
    data = [_column(name, [row.get(name) for row in made]) for name in columns]
    write(
        str(path),
        np.array([one and to_wkb(one) for one in shapes], dtype=object),
        [values for values, _ in data],
        list(columns),
        field_mask=[mask for _, mask in data],
        layer=layer,
        driver=driver,
        geometry_type=kind,
        crs=_CRS,
        promote_to_multi=kind.startswith("Multi"),
        gdal_tz_offsets={name: np.full(len(made), _UTC) for name in TIMES if name in columns},
        **options,
    )


def _common_kind(kinds: set[str]) -> str:
    """The type of geometry that a table has; lines are all in parts, as those across 180 are."""
    common = {
        one if one.endswith("Point") else f"Multi{one.removeprefix('Multi')}" for one in kinds
    }
    return common.pop() if len(common) == 1 else "Unknown"


def _column(name: str, cells: Sequence[Cell]) -> tuple[Column, Mask | None]:
    """The values of a column, and which of them are none."""
    missing = np.array([cell is None for cell in cells], dtype=bool)
    if name in TIMES:
        moments = [
            cell.replace(tzinfo=None) if isinstance(cell, datetime) else None for cell in cells
        ]
        return np.array(moments, dtype="datetime64[ms]"), None
    kind = NUMBERS.get(name)
    if kind is None:
        texts = [None if cell is None else str(cell) for cell in cells]
        return np.array(texts, dtype=object), None
    return np.array([kind() if cell is None else cell for cell in cells], dtype=kind), missing


def _write_report(path: Path, document: Json) -> None:
    told = {**document["report"], "credits": "; ".join(document["credits"])}
    values = [np.array([value], dtype=object) for value in told.values()]
    write(
        str(path),
        None,
        values,
        list(told),
        layer="report",
        driver="GPKG",
        append=path.exists(),
        dataset_options=_GEOPACKAGE["dataset_options"],
    )
