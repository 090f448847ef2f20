"""Makes dateline-kinds.js: the words and symbols of the catalogue of kinds, for the map's scripts.

Run from the project's folder: ``python tools/kinds_js.py``.
"""

import json
from pathlib import Path

from dateline.geo.kinds import catalogue

SCRIPT = Path(__file__).parents[1] / "static" / "js" / "dateline-kinds.js"


def script() -> str:
    """The script; it assigns one object, which is written as JSON."""
    known = catalogue()
    table = {
        "families": {
            name: {"word": family.word.capitalize(), "symbol": family.symbol}
            for name, family in known.families.items()
        },
        "kinds": {
            name.value: {"word": kind.word.capitalize(), "family": kind.family}
            for name, kind in known.kinds.items()
        },
    }
    return f"window.DatelineKinds = {json.dumps(table, indent=2)};\n"


if __name__ == "__main__":
    SCRIPT.write_text(script(), encoding="utf-8")
