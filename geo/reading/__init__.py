"""Reading: from the plain text of a report to a draft with places, journeys and summits."""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.reading.pipeline import Reader, read
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "Reader": "dateline.geo.reading.pipeline",
            "read": "dateline.geo.reading.pipeline",
        },
    )

__all__ = [
    "Reader",
    "read",
]
