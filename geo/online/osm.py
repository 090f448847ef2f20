"""OpenStreetMap's tags and boxes in the gazetteer's terms."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

_SETTLEMENTS = (
    "city town village hamlet borough municipality isolated_dwelling farm allotments settlement"
)
_PARTS_OF_TOWNS = "suburb quarter neighbourhood city_block"

_FEATURES: dict[str, dict[str, tuple[str, str | None]]] = {
    "place": {
        **dict.fromkeys(_SETTLEMENTS.split(), ("P", "PPL")),
        **dict.fromkeys(_PARTS_OF_TOWNS.split(), ("P", "PPLX")),
        "country": ("A", "PCLI"),
        "state": ("A", "ADM1"),
        "province": ("A", "ADM1"),
        "region": ("A", "ADM1"),
        "county": ("A", "ADM2"),
        "district": ("A", "ADM2"),
        "island": ("T", "ISL"),
        "islet": ("T", "ISLT"),
        "archipelago": ("T", "ISLS"),
        "continent": ("L", "CONT"),
        "locality": ("L", "LCTY"),
        "sea": ("H", "SEA"),
        "ocean": ("H", "OCN"),
        "square": ("S", "SQR"),
    },
    "natural": {
        "peak": ("T", "PK"),
        "volcano": ("T", "VLC"),
        "mountain_range": ("T", "MTS"),
        "ridge": ("T", "RDGE"),
        "valley": ("T", "VAL"),
        "cape": ("T", "CAPE"),
        "peninsula": ("T", "PEN"),
        "desert": ("T", "DSRT"),
        "beach": ("T", "BCH"),
        "glacier": ("H", "GLCR"),
        "bay": ("H", "BAY"),
        "strait": ("H", "STRT"),
        "water": ("H", "LK"),
        "wood": ("V", "FRST"),
    },
    "waterway": {
        "river": ("H", "STM"),
        "stream": ("H", "STM"),
        "canal": ("H", "CNL"),
        "waterfall": ("H", "FLLS"),
        "dam": ("S", "DAM"),
    },
    "aeroway": {"aerodrome": ("S", "AIRP")},
    "railway": {"station": ("S", "RSTN"), "halt": ("S", "RSTP")},
    "landuse": {"military": ("L", "MILB"), "forest": ("V", "FRST")},
    "boundary": {"national_park": ("L", "PRK"), "protected_area": ("L", "RESN")},
}
_DEFAULTS: dict[str, tuple[str, str | None]] = {
    "place": ("P", "PPL"),
    "natural": ("T", None),
    "waterway": ("H", None),
    "water": ("H", None),
    "highway": ("R", "RD"),
    "railway": ("R", "RR"),
    "boundary": ("A", None),
    "landuse": ("L", None),
}
# What a box cannot say: a point stands for a thing of about this radius (kilometres).
_TYPICAL_KM = {"A": 100.0, "P": 5.0, "H": 10.0, "T": 5.0, "L": 25.0, "R": 5.0, "V": 5.0}
_SITE_KM = 0.5
_EARTH_RADIUS_KM = 6371.0088


def feature(key: str, value: str, kind: str | None) -> tuple[str, str | None]:
    """GeoNames' feature class and code for an OpenStreetMap tag.

    Args:
        key: The tag's key (``place``, ``natural`` ...).
        value: The tag's value.
        kind: What the place is in an address (``country``, ``state``, ``city`` ...), which says
            what an administrative boundary bounds.
    """
    if key == "boundary" and value == "administrative":
        return _FEATURES["place"].get(kind or "", ("A", None))
    return _FEATURES.get(key, {}).get(value) or _DEFAULTS.get(key, ("S", None))


def half_diagonal_km(west: float, south: float, east: float, north: float) -> float:
    """Half the diagonal of a box in degrees; a box with west > east spans the antimeridian."""
    width = (east - west) % 360 if east < west else east - west
    middle = math.radians((south + north) / 2)
    degree = math.radians(1) * _EARTH_RADIUS_KM
    return math.hypot(width * math.cos(middle) * degree, (north - south) * degree) / 2


def uncertainty_km(box: Sequence[float] | None, feature_class: str) -> float:
    """Radius within which the thing lies: of its box (west, south, east, north), or typical."""
    typical = _TYPICAL_KM.get(feature_class, _SITE_KM)
    if box is None or not all(map(math.isfinite, box)):
        return typical
    return round(max(half_diagonal_km(*box), min(typical, _SITE_KM)), 1)


def numbers(values: Any, count: int) -> list[float] | None:
    """So many numbers from a list of numbers or of strings; None when it is no such list."""
    if not isinstance(values, list) or len(values) != count:
        return None
    try:
        return [float(value) for value in values]
    except (TypeError, ValueError):
        return None


def text(record: Mapping[str, Any], *keys: str) -> str | None:
    """The first of some members that is a text with something in it."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None
