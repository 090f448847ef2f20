"""Dateline turns a news report into a map: places, journeys, summits and other events.

The package has two parts, which are folders of the repository and links here:
:mod:`dateline.geo`, the pipeline from text to map, and :mod:`dateline.app`, the service and the
command line. So nothing of it is installed under a name as common as ``app``, and a checkout, an
editable install, a type checker and an editor see the same modules as an installed wheel.

The names of :mod:`dateline.geo` are here, too: ``from dateline import read``.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from dateline import geo
from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo import (
        DatelineMap,
        Draft,
        Gazetteer,
        InvalidInput,
        Reader,
        dump_draft,
        geocode,
        lay_out,
        load_draft,
        read,
    )
else:
    __getattr__, __dir__ = lazy_imports(__name__, dict.fromkeys(geo.__all__, geo.__name__))

try:
    __version__ = version("dateline")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"

__all__ = [
    "DatelineMap",
    "Draft",
    "Gazetteer",
    "InvalidInput",
    "Reader",
    "__version__",
    "dump_draft",
    "geocode",
    "lay_out",
    "load_draft",
    "read",
]
