"""A map as the rows that a store keeps, whatever kind of store it is."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import brotli

from dateline.app.http.compression import Encoding, compress, digest_of
from dateline.app.store.model import MAP_ID, MapSummary, StoredMap
from dateline.app.store.query import Box
from dateline.app.store.time_range import Span, span_of
from dateline.app.store.versions import StoredVersion
from dateline.app.tokens import rfc3339
from dateline.geo import layers as geojson
from dateline.geo.errors import InvalidInput
from dateline.geo.model import LAYERS, EventMap

if TYPE_CHECKING:
    from dateline.geo.layers.features import Json, Layers

WHOLE_MAP = ""
"""Stands for the layer where a document is the whole map."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A GeoJSON document with its compressed variants, None where they are not smaller."""

    layer: str
    digest: str
    identity: bytes
    gzip: bytes | None
    br: bytes | None


@dataclass(frozen=True, slots=True)
class FeatureRecord:
    """A feature as GeoJSON, with its box if it has a place and its span if it has a time."""

    layer: str
    id: str
    geojson: bytes
    box: Box | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class MapRecord:
    """A map serialised, before anything is written.

    Attributes:
        bodies: GeoJSON by layer; ``WHOLE_MAP`` is the document of them all.
        fingerprint: Changes with anything that is kept.
    """

    summary: MapSummary
    draft: str
    bodies: dict[str, bytes]
    features: tuple[FeatureRecord, ...]
    fingerprint: str

    def documents(self) -> Iterator[DocumentRecord]:
        """The documents, the whole map first; compressed now, for they are read again and again."""
        for layer, body in self.bodies.items():
            yield DocumentRecord(
                layer=layer,
                digest=digest_of(body),
                identity=body,
                gzip=compress(body, "gzip", thorough=True),
                br=compress(body, "br", thorough=True),
            )

    @property
    def document(self) -> bytes:
        """The whole map as GeoJSON."""
        return self.bodies[WHOLE_MAP]

    @property
    def digest(self) -> str:
        """Content hash of the whole-map document."""
        return digest_of(self.document)

    def stored(self) -> StoredMap:
        """The map as the store gives it back."""
        return StoredMap(
            summary=self.summary,
            etag=self.digest,
            document=self.document,
            collections={layer: self.bodies[layer] for layer in LAYERS},
        )


def record_of(event_map: EventMap, layers: "Layers", draft_yaml: str) -> MapRecord:
    """Serialise a map with its layers and the draft it was made from.

    Raises:
        InvalidInput: The map's id is not one that an address can have, or two of its features
            share an id, of which one would be lost.
    """
    check_id(event_map.id)
    _refuse_shared_ids(layers)
    document = layers.document()
    return _record(document, geojson.to_json(document), draft_yaml, rfc3339(datetime.now(UTC)))


def record_again(document: bytes, draft_yaml: str, updated: str) -> MapRecord:
    """The record of a map that was serialised before: the same bytes, the same features.

    Args:
        document: The whole map as GeoJSON.
        draft_yaml: The draft that it was made from.
        updated: When what the public sees of it was last changed, in RFC 3339.
    """
    return _record(json.loads(document), document, draft_yaml, updated)


def as_map(kept: StoredVersion) -> StoredMap:
    """A version as the public would see it, were it published."""
    return record_again(kept.document, kept.draft, kept.version.created).stored()


def check_id(map_id: str) -> None:
    """See whether an address can have this id.

    Raises:
        InvalidInput: It cannot.
    """
    if not re.fullmatch(MAP_ID, map_id):
        raise InvalidInput.of(
            f"{map_id[:80]!r} cannot be a map's id; give up to 80 lower-case letters and "
            "digits in words joined by hyphens, for example vladivostok-2019",
            "id",
        )


def _record(document: "Json", whole: bytes, draft_yaml: str, updated: str) -> MapRecord:
    report = document["report"]
    layers = geojson.Layers(
        map_id=document["id"],
        report=report,
        features=tuple(document["features"]),
        associated=tuple(document["associated"]),
        unresolved=tuple(document["unresolved"]),
        credits=tuple(document["credits"]),
    )
    bodies = {WHOLE_MAP: whole}
    bodies |= {layer: geojson.to_json(layers.collection(layer)) for layer in LAYERS}
    return MapRecord(
        summary=MapSummary(
            id=document["id"],
            title=report["title"],
            published=report["published"],
            publisher=report["publisher"],
            language=report["language"],
            counts=document["counts"],
            bbox=_box(document),
            updated=updated,
        ),
        draft=draft_yaml,
        bodies=bodies,
        features=tuple(
            FeatureRecord(
                layer=feature["properties"]["layer"],
                id=feature["id"],
                geojson=geojson.to_json(feature),
                box=_box(feature),
                span=span_of(feature["time"]),
            )
            for feature in layers.features
        ),
        fingerprint=_fingerprint(draft_yaml, bodies),
    )


def _refuse_shared_ids(layers: "Layers") -> None:
    counts = Counter(feature["id"] for feature in layers.features)
    shared = [name for name, count in counts.items() if count > 1]
    if shared:
        raise InvalidInput.of(
            f"the id {shared[0]!r} is used by {counts[shared[0]]} features of the map; give each "
            "its own",
            "features",
        )


def split_at_antimeridian(box: Box) -> list[Box]:
    """A box as one that does not cross the antimeridian, or two that meet there."""
    west, south, east, north = box
    if west <= east:
        return [box]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def antimeridian_neighbours(box: Box) -> list[Box]:
    """Boxes that together meet what the box meets: 180 and -180 degrees are one meridian."""
    west, south, east, north = box
    found = split_at_antimeridian(box)
    if west == -180.0 and east < 180.0:
        found.append((180.0, south, 180.0, north))
    if east == 180.0 and west > -180.0:
        found.append((-180.0, south, -180.0, north))
    return found


def _box(member: "Json") -> Box | None:
    if "bbox" not in member:
        return None
    west, south, east, north = member["bbox"]
    return west, south, east, north


def _fingerprint(draft: str, bodies: dict[str, bytes]) -> str:
    known = hashlib.sha256()
    for part in (draft.encode("utf-8", "surrogatepass"), *bodies.values()):
        known.update(len(part).to_bytes(8, "big") + part)
    return known.hexdigest()


Packed = tuple[Encoding, bytes]
"""In which encoding a document is kept, and what is kept of it."""


def pack(document: bytes) -> Packed:
    """A document as it is to be kept, and in which encoding."""
    smaller = compress(document, "br", thorough=True)
    return ("identity", document) if smaller is None else ("br", smaller)


def packed(document: DocumentRecord) -> Packed:
    """The same of a document that is compressed already."""
    return ("identity", document.identity) if document.br is None else ("br", document.br)


def unpack(encoding: str, body: bytes) -> bytes:
    """A document from what was kept of it."""
    return brotli.decompress(body) if encoding == "br" else body
