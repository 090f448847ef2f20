"""The map's scripts and styles, each kind sent as one file.

The order is that of ``static/js/manifest.json``. A page then needs two requests for them instead
of a dozen, without a build step: the files are put one after the other as they are.
"""

import json
from typing import Literal

from app.assets import Assets

Kind = Literal["scripts", "styles"]
MEDIA_TYPES: dict[Kind, str] = {
    "scripts": "text/javascript; charset=utf-8",
    "styles": "text/css; charset=utf-8",
}
_MANIFEST = "js/manifest.json"
_PAGE_STYLES = "css/page.css"


def parts(assets: Assets, kind: Kind) -> tuple[str, ...]:
    """The files of a bundle, in order."""
    manifest = json.loads(assets.content(_MANIFEST, ()).body)
    names = manifest[kind]
    return (*names, _PAGE_STYLES) if kind == "styles" else tuple(names)


def version(assets: Assets, kind: Kind) -> str:
    """Changes when any file of the bundle does."""
    return "".join(assets.version(name)[:4] for name in parts(assets, kind))


def body(assets: Assets, kind: Kind) -> bytes:
    """The bundle itself."""
    # A script may end without a line break or a semicolon.
    joint = b"\n;\n" if kind == "scripts" else b"\n"
    return joint.join(assets.content(name, ()).body for name in parts(assets, kind))
