"""A map as a picture, drawn on the server without a browser: SVG, and PNG for link previews.

The same map gives the same bytes, in every process and on every machine: no font but those in
`fonts/` is ever looked at.
"""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.static_map.picture import picture_of
    from dateline.geo.static_map.png import card_of
    from dateline.geo.static_map.viewport import HEIGHT, WIDTH
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "picture_of": "dateline.geo.static_map.picture",
            "card_of": "dateline.geo.static_map.png",
            "HEIGHT": "dateline.geo.static_map.viewport",
            "WIDTH": "dateline.geo.static_map.viewport",
        },
    )

__all__ = [
    "HEIGHT",
    "WIDTH",
    "card_of",
    "picture_of",
]
