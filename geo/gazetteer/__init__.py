"""The offline gazetteer of the world: built once, opened in milliseconds."""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.gazetteer.file_format import NameKind
    from dateline.geo.gazetteer.file_reader import Posting
    from dateline.geo.gazetteer.gazetteer import SHIPPED, Gazetteer
    from dateline.geo.gazetteer.places import Facts
    from dateline.geo.gazetteer.sense import NameSense
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "NameKind": "dateline.geo.gazetteer.file_format",
            "Posting": "dateline.geo.gazetteer.file_reader",
            "Gazetteer": "dateline.geo.gazetteer.gazetteer",
            "SHIPPED": "dateline.geo.gazetteer.gazetteer",
            "Facts": "dateline.geo.gazetteer.places",
            "NameSense": "dateline.geo.gazetteer.sense",
        },
    )

__all__ = [
    "SHIPPED",
    "Facts",
    "Gazetteer",
    "NameKind",
    "NameSense",
    "Posting",
]
