"""Places from a readable file: the curated ones that ship with Dateline, and an operator's own.

CSV with a header, or GeoJSON points whose properties have the same names. Required: ``name`` and
a position (``lon``, ``lat``; the geometry in GeoJSON). Optional:

- ``id``: stable identity; a slug of the name if it is left out.
- ``feature_code``: GeoNames code (``ISL``, ``RSTN``, ``PPL`` ...); ``PPL`` if left out.
- ``country``: ISO 3166-1 alpha-2. ``admin1``: GeoNames code (``RU.59``).
- ``population``, ``uncertainty_km`` (1 if left out), ``prominence`` (0 to 1, 0.5 if left out).
- ``names``, ``historical``, ``demonyms``: further names, separated by semicolons.
- ``members``: what a region is made of: country and admin-1 codes, separated by spaces.
- ``dispute``: the fact of a dispute, in one sentence. ``source``: where the row's facts are from.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dateline.geo.errors import InvalidInput, Problem
from dateline.geo.gazetteer.features import feature_class
from dateline.geo.gazetteer.folding import fold

_COUNTRY = re.compile(r"[A-Z]{2}")
_MEMBER = re.compile(r"[A-Z]{2}(\.\w+)?")
_MOST_PROBLEMS = 20
_BEYOND = "beyond the header"
"""Stands for the column of cells that have none."""


@dataclass(frozen=True)
class OverlayPlace:
    """One row of an overlay; the fields are its columns."""

    name: str
    lon: float
    lat: float
    id: str = ""
    feature_code: str = "PPL"
    country: str | None = None
    admin1: str | None = None
    population: int | None = None
    uncertainty_km: float = 1.0
    prominence: float = 0.5
    names: tuple[str, ...] = ()
    historical: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    dispute: str | None = None
    source: str = ""


COLUMNS = tuple(field.name for field in fields(OverlayPlace))


def read_overlay(path: Path) -> list[OverlayPlace]:
    """The places of a CSV or GeoJSON file.

    Raises:
        InvalidInput: The file is missing or malformed, or rows are wrong; names each of them.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput.of(f"cannot read the overlay: {error}", str(path)) from error
    geojson = path.suffix.lower() in (".geojson", ".json")
    rows = _geojson_rows(text, path) if geojson else _csv_rows(text, path)
    places, problems = [], []
    for where, row in rows:
        place, wrong = _place(row, where)
        problems += wrong
        if place is not None:
            places.append(place)
    problems += _repeated(places)
    if problems:
        raise InvalidInput(problems[:_MOST_PROBLEMS])
    return places


def _csv_rows(text: str, path: Path) -> list[tuple[str, dict[str, Any]]]:
    # Not split into lines here: a cell in quotes may hold line breaks of its own.
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=_BEYOND)
    try:
        _check_header(reader.fieldnames or (), path)
        return [(f"line {reader.line_num}", row) for row in reader]
    except csv.Error as error:
        raise InvalidInput.of(
            f"not CSV: {error}; is a double quote left open?",
            f"{path}, line {reader.line_num + 1}",
        ) from error


def _check_header(columns: Sequence[str], path: Path) -> None:
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown:
        raise InvalidInput.of(
            f"unknown columns {', '.join(unknown)}; known are {', '.join(COLUMNS)}", str(path)
        )
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise InvalidInput.of(f"columns given twice: {', '.join(twice)}", str(path))


def _geojson_rows(text: str, path: Path) -> list[tuple[str, dict[str, Any]]]:
    try:
        features = list(json.loads(text)["features"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput.of(
            "not a GeoJSON FeatureCollection of points with properties", str(path)
        ) from error
    return [_geojson_row(feature, f"features[{at}]", path) for at, feature in enumerate(features)]


def _geojson_row(feature: Any, where: str, path: Path) -> tuple[str, dict[str, Any]]:
    try:
        return where, _flat(feature)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput.of("not a GeoJSON point with properties", f"{path}, {where}") from error


def _flat(feature: dict[str, Any]) -> dict[str, Any]:
    lon, lat = feature["geometry"]["coordinates"][:2]
    known = {key: value for key, value in feature["properties"].items() if key in COLUMNS}
    return {"id": feature.get("id", ""), **known, "lon": lon, "lat": lat}


def _place(row: dict[str, Any], where: str) -> tuple[OverlayPlace | None, list[Problem]]:
    cells = {key: _cell(value) for key, value in row.items() if key in COLUMNS}
    problems = _cells_beyond(row, where)

    def number(key: str, low: float, high: float, default: float | None) -> float | None:
        text = cells.get(key, "")
        if not text and default is not None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            problems.append(
                Problem(f"{where}.{key}", f"{text!r} is not a number from {low:g} to {high:g}")
            )
            return None
        return value

    name = cells.get("name", "")
    if not fold(name):
        problems.append(Problem(f"{where}.name", f"{name!r} is not a name; give letters or digits"))
    lon, lat = number("lon", -180, 180, None), number("lat", -90, 90, None)
    reach = number("uncertainty_km", 0, 20_040, 1.0)
    prominence = number("prominence", 0, 1, 0.5)
    people = number("population", 0, 4e9, -1.0)
    country = cells.get("country") or None
    if country and not _COUNTRY.fullmatch(country):
        problems.append(
            Problem(f"{where}.country", f"{country!r} is not an ISO 3166-1 alpha-2 code such as RU")
        )
    code = cells.get("feature_code") or "PPL"
    if feature_class(code) is None:
        problems.append(
            Problem(f"{where}.feature_code", f"{code!r} is not a GeoNames feature code such as ISL")
        )
    members = tuple(cells.get("members", "").split())
    problems += [
        Problem(f"{where}.members", f"{member!r} is not a code such as RU or RU.59")
        for member in members
        if not _MEMBER.fullmatch(member)
    ]
    if problems or lon is None or lat is None or reach is None or prominence is None:
        return None, problems
    return OverlayPlace(
        name=name, lon=lon, lat=lat, id=cells.get("id") or fold(name).replace(" ", "-"),
        feature_code=code, country=country, admin1=cells.get("admin1") or None,
        population=None if people is None or people < 0 else int(people),
        uncertainty_km=reach, prominence=prominence, names=_several(cells.get("names")),
        historical=_several(cells.get("historical")), demonyms=_several(cells.get("demonyms")),
        members=members, dispute=cells.get("dispute") or None, source=cells.get("source", ""),
    ), []  # fmt: skip


def _cells_beyond(row: dict[str, Any], where: str) -> list[Problem]:
    # Empty ones say nothing; spreadsheets write them.
    cells = [cell for cell in row.get(_BEYOND, ()) if cell.strip()]
    message = (
        f"{', '.join(cells)[:60]!r} is beyond the last column; put a text with commas in double "
        "quotes"
    )
    return [Problem(where, message)] if cells else []


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(item) for item in value)
    return "" if value is None else str(value).strip()


def _several(cell: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (cell or "").split(";") if name.strip())


def _repeated(places: list[OverlayPlace]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for place in places:
        if place.id in seen:
            problems.append(Problem(place.id, "the id is used twice; give each place its own"))
        seen.add(place.id)
    return problems
