"""Everything on a map as a list to read: what it says, in which words, and its markup.

The page that the service serves and the self-contained file show the same list.
"""

from dateline.geo.story.items import Time
from dateline.geo.story.templating import environment
from dateline.geo.story.view import PAGE_SIZE, MapView, map_view, page_of

__all__ = ["PAGE_SIZE", "MapView", "Time", "environment", "map_view", "page_of"]
