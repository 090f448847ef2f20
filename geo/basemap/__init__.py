"""An offline basemap that is fine where the story is and coarse where it is not."""

from dateline.geo.basemap.drawing import CREDIT, basemap_for, basemap_of

__all__ = ["CREDIT", "basemap_for", "basemap_of"]
