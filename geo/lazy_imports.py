"""Names of a package that are imported at their first use (PEP 562).

Shapely, GDAL, folium and the gazetteer take from tenths of a second to whole ones to import, and a
service that only shows maps never needs them. A package that offers such names lists them here
once; whoever uses them imports the package and writes ``package.name``.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_imports(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make ``__getattr__`` and ``__dir__`` of a package.

    Args:
        package: The package's ``__name__``.
        homes: The module that defines each name.

    Returns:
        Functions to be bound as the package's ``__getattr__`` and ``__dir__``. The first raises
        AttributeError for every other name.
    """
    here = sys.modules[package]

    def import_name(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home), name)
        setattr(here, name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(here), *homes})

    return import_name, names
