"""Which parts of features an answer has: some properties, no geometry, another CRS."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.app.http.json_body import to_bytes
from dateline.app.ogc.crs import DEFAULT, Crs


@dataclass(frozen=True, slots=True)
class Selection:
    """What is sent of each feature.

    Attributes:
        properties: Names of the properties to send; None sends all.
        geometry: Whether geometries are sent.
        flat: Whether properties that hold objects are left out, and lists of texts are joined, for
            programs that know tables alone.
        crs: What coordinates are in.
    """

    properties: tuple[str, ...] | None = None
    geometry: bool = True
    flat: bool = False
    crs: Crs = DEFAULT

    @property
    def is_everything(self) -> bool:
        """Whether features are sent as they are kept."""
        return self.properties is None and self.geometry and not self.flat and self.crs is DEFAULT

    def features(self, features: Sequence[bytes]) -> list[bytes]:
        """Features with the selected parts."""
        return [self.feature(one) for one in features]

    def feature(self, feature: bytes) -> bytes:
        """A feature, GeoJSON, with the selected parts."""
        if self.is_everything:
            return feature
        found = json.loads(feature)
        if not self.geometry:
            found["geometry"] = None
            found.pop("bbox", None)
        elif self.crs is not DEFAULT:
            found["geometry"] = self.crs.geometry(found["geometry"])
            if "bbox" in found:
                found["bbox"] = self.crs.box(found["bbox"])
        properties = found["properties"]
        if self.properties is not None:
            properties = {name: properties[name] for name in self.properties if name in properties}
        found["properties"] = _flattened(properties) if self.flat else properties
        return to_bytes(found)


def _flattened(properties: dict[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in properties.items():
        if isinstance(value, list):
            if all(isinstance(one, str) for one in value):
                flat[name] = "; ".join(map(str, value))
        elif not isinstance(value, dict):
            flat[name] = value
    return flat
