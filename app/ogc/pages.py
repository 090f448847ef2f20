"""The same answers as pages for people: plain HTML in the look of the other pages."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import Scope

from dateline.app.ogc.collections import COLLECTIONS, Collection
from dateline.app.ogc.items import Listing
from dateline.app.ogc.links import with_query
from dateline.app.pages.templating import render
from dateline.app.store.model import FeaturePage

Json = Mapping[str, Any]

_COLUMNS = {
    "places": ("country", "role", "population"),
    "journeys": ("status", "when", "distance_km"),
    "summits": ("status", "when", "place"),
    "events": ("kind", "status", "when", "place"),
}
"""What a table of features shows besides their names."""


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """A feature in a table."""

    id: str
    name: str
    map: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """A property of a feature, with its name in words."""

    name: str
    value: str


def conformance(scope: Scope, found: Json) -> bytes:
    """What the service conforms to."""
    return render(scope, "conformance.html", classes=found["conformsTo"]).encode()


def collections(scope: Scope, found: Json) -> bytes:
    """Every collection."""
    return render(scope, "collections.html", collections=found["collections"]).encode()


def collection(scope: Scope, found: Json) -> bytes:
    """One collection."""
    extent = found["extent"]
    bbox = extent.get("spatial", {}).get("bbox", [None])[0]
    interval = extent.get("temporal", {}).get("interval", [None])[0]
    return render(
        scope,
        "collection.html",
        collection=found,
        bbox=bbox,
        interval=interval,
        items=[one for one in found["links"] if one["rel"] == "items"],
    ).encode()


def queryables(scope: Scope, found: Json) -> bytes:
    """Queryables of a collection."""
    rows = [
        Detail(name, _meaning(schema))
        for name, schema in found["properties"].items()
        if name != "geometry"
    ]
    about = COLLECTIONS[found["$id"].split("/")[-2]]
    return render(scope, "queryables.html", about=about, rows=rows).encode()


def items(scope: Scope, listing: Listing, page: FeaturePage, matched: int) -> bytes:
    """A page of features as a table."""
    about, asked = listing.collection, listing.asked
    kept = [(name, value) for name, value in asked.given if name != "f"]
    return render(
        scope,
        "items.html",
        about=about,
        columns=[_heading(name) for name in _COLUMNS[about.id]],
        rows=[_row(about, json.loads(feature)) for feature in page.features],
        matched=matched,
        next=listing.next(page.next) if page.next else None,
        as_json=with_query(listing.address, [*kept, ("f", "json")]),
    ).encode()


def feature(scope: Scope, about: Collection, body: bytes) -> bytes:
    """One feature: what is known of it, and the sentences that say so."""
    found = json.loads(body)
    properties = found["properties"]
    return render(
        scope,
        "feature.html",
        about=about,
        id=found["id"],
        name=properties["name"],
        map=properties["map"],
        details=list(_details(about, properties)),
        evidence=properties["evidence"],
        as_json=next(one["href"] for one in found["links"] if one["type"] != "text/html"),
    ).encode()


def _row(about: Collection, found: Json) -> FeatureRow:
    properties = found["properties"]
    cells = tuple(_words(properties.get(name)) for name in _COLUMNS[about.id])
    return FeatureRow(found["id"], properties["name"], properties["map"], cells)


def _details(about: Collection, properties: Json) -> Iterator[Detail]:
    for name in about.queryables:
        value = properties.get(name)
        if name not in ("map", "name") and value not in (None, [], ""):
            yield Detail(_heading(name), _words(value))


def _heading(name: str) -> str:
    """The name of a property as people read it: Distance (km)."""
    for ending, unit in (("_kmh", " (km/h)"), ("_km", " (km)"), ("_s", " (s)")):
        if name.endswith(ending):
            name = name.removesuffix(ending) + unit
    return (name[0].upper() + name[1:]).replace("_", " ")


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _meaning(schema: Json) -> str:
    kind = schema["items"]["type"] + "s" if schema["type"] == "array" else schema["type"]
    values = f": {', '.join(schema['enum'])}" if "enum" in schema else ""
    return f"{schema['title']} ({kind}{values})"
