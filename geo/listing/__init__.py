"""Everything on a map as a list to read: what it says, in which words, and its markup.

The page that the service serves and the self-contained file show the same list.
"""

from geo.listing.templating import environment
from geo.listing.view import MapView, Time, map_view

__all__ = ["MapView", "Time", "environment", "map_view"]
