"""Dateline turns a news report into a map: places, journeys, summits and other events.

The package has two parts, which are folders of the repository and links here:
:mod:`dateline.geo`, the pipeline from text to map, and :mod:`dateline.app`, the service and the
command line. So nothing of it is installed under a name as common as ``app``, and a checkout, an
editable install, a type checker and an editor see the same modules as an installed wheel.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("dateline")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
