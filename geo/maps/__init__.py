"""One report on a map: for an analyst's notebook, and as one file to keep."""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.maps.folium_map import DatelineMap, FeatureLayer
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "DatelineMap": "dateline.geo.maps.folium_map",
            "FeatureLayer": "dateline.geo.maps.folium_map",
        },
    )

__all__ = [
    "DatelineMap",
    "FeatureLayer",
]
