"""Features as rows of a table, for formats that know no nesting, and CSV, the plainest of them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from shapely.geometry import shape

from dateline.geo.layers.standalone import time_bounds

Json = Mapping[str, Any]
Cell = str | int | float | bool | datetime | None

TIMES: Final = ("time_start", "time_end")
"""Columns with the first and the last second of a feature's time, in UTC."""

NUMBERS: Final[Mapping[str, type]] = {
    "population": int,
    "uncertainty_km": float,
    "confidence": float,
    "score": float,
    "killed": int,
    "injured": int,
    "duration_s": float,
    "duration_approximate": bool,
    "inferred": bool,
    "distance_km": float,
    "speed_kmh": float,
}
"""Columns that do not hold text, so that a column with no value in it still has its type."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(features: Iterable[Json]) -> tuple[tuple[str, ...], list[dict[str, Cell]]]:
    """Columns, and for each feature its row.

    A column is called like the property that it holds. Lists of words are joined by "; ", what is
    nested deeper is JSON. `quote` holds the quotes of the evidence one after the other; `evidence`
    has them with their spans and speakers.

    Args:
        features: Of one layer or several; what a feature has no word for stays empty.
    """
    made = [_row(feature) for feature in features]
    columns = dict.fromkeys(name for row in made for name in row)
    return tuple(columns), made


def csv_of(features: Sequence[Json]) -> bytes:
    """Features as CSV (RFC 4180, UTF-8) with a header.

    `lon` and `lat` are those of a point, in degrees WGS 84; `WKT` holds every geometry, under the
    name by which GDAL and QGIS know it. Text that a spreadsheet would run as a formula gets an
    apostrophe before it, as OWASP advises: the report may come from anyone.
    """
    columns, made = rows(features)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*columns, "lon", "lat", "WKT"))
    for feature, row in zip(features, made, strict=True):
        geometry = feature["geometry"]
        at = geometry["coordinates"][:2] if geometry and geometry["type"] == "Point" else ("", "")
        wkt = shape(geometry).wkt if geometry else ""
        writer.writerow((*(_text(row.get(name)) for name in columns), *at, wkt))
    return out.getvalue().encode("utf-8", "replace")


def quotes_of(properties: Json) -> str:
    """The quotes that a feature rests on, each with who said it, line by line."""
    return "\n".join(
        f"“{said['quote']}”" + (f" ({said['attributed_to']})" if said["attributed_to"] else "")
        for said in properties["evidence"]
    )


def _row(feature: Json) -> dict[str, Cell]:
    properties = feature["properties"]
    start, end = time_bounds(feature.get("time"))
    return {
        **{"id": feature["id"], **dict(_cells({**properties, "id": feature["id"]}))},
        "quote": quotes_of(properties),
        "time_start": start,
        "time_end": end,
    }


def _cells(properties: Json) -> Iterator[tuple[str, Cell]]:
    for name, value in properties.items():
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield name, "; ".join(value)
        elif isinstance(value, list | dict):
            yield name, json.dumps(value, ensure_ascii=False)
        else:
            yield name, value


def _text(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z")
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
