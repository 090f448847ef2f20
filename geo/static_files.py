"""Where the scripts, styles and basemap are that pages and self-contained maps are made of."""

from functools import cache
from pathlib import Path


@cache
def static_dir() -> Path:
    """The folder ``static``: inside the package when installed, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packaged = here / "static"
    return packaged if packaged.is_dir() else here.parent / "static"
