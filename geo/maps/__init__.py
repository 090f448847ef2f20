"""One report on a map: for an analyst's notebook, as one file to keep, as a page's script."""

from dateline.geo.maps.folium_map import DatelineMap, FeatureLayer

__all__ = ["DatelineMap", "FeatureLayer"]
