"""Layers of features, as GeoJSON, and the geodesy that journeys need."""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.layers.features import Layers, lay_out, to_json
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "Layers": "dateline.geo.layers.features",
            "lay_out": "dateline.geo.layers.features",
            "to_json": "dateline.geo.layers.features",
        },
    )

__all__ = [
    "Layers",
    "lay_out",
    "to_json",
]
