"""The scripts, styles and tables that pages and self-contained maps are made of."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def static_dir() -> Path:
    """The folder ``static``: inside the package when installed, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packaged = here / "static"
    return packaged if packaged.is_dir() else here.parent / "static"


@cache
def table(name: str) -> dict[str, Any]:
    """A table in ``static/data``, which the server and the scripts share.

    Args:
        name: Of the file.
    """
    found: dict[str, Any] = json.loads((static_dir() / "data" / name).read_text("utf-8"))
    return found


def table_script(variable: str, text: str) -> str:
    """A script that assigns a table to a global variable.

    Args:
        variable: The variable's name.
        text: The table as JSON; its member ``server`` is for the server alone and left out.
    """
    content = json.loads(text)
    content.pop("server", None)
    value = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"window.{variable}={value};\n"
