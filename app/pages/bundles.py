"""The map's scripts and styles, each kind sent as one file.

The order is that of ``static/js/manifest.json``. ``scripts`` draw a map and ``reader`` adds what
only a map's own page needs, so that embeds stay light; ``crowd`` is for maps of very many features,
``basemap`` is asked for once the story is drawn, ``list`` is for pages without a map, and ``desk``
leaves it to the desk to draw. A page
needs one or two requests for them instead of two dozen, without a build step: the files are
concatenated, tables of words as assignments to global variables, our own scripts without comments
and indentation (`rjsmin`), which are a sixth of what an embed weighs.
"""

import hashlib
import json
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from rjsmin import jsmin

from dateline import geo
from dateline.app.http.compression import digest_of
from dateline.app.pages.assets import Assets
from dateline.geo.static_files import table_script

Kind = Literal["scripts", "reader", "crowd", "basemap", "list", "desk", "styles"]
MEDIA_TYPES: dict[Kind, str] = {
    "scripts": "text/javascript; charset=utf-8",
    "reader": "text/javascript; charset=utf-8",
    "crowd": "text/javascript; charset=utf-8",
    "basemap": "text/javascript; charset=utf-8",
    "list": "text/javascript; charset=utf-8",
    "desk": "text/javascript; charset=utf-8",
    "styles": "text/css; charset=utf-8",
}
_MANIFEST = "js/manifest.json"
_PAGE_STYLES = "css/page.css"
_MAKERS = ("*.py", "basemap/*", "draft/*", "layers/*", "maps/*", "static_map/**/*", "text/*")
"""Within ``geo``: the code and data that a map's pictures and basemap are made with."""
_VERSION_LENGTH = 16


def parts(assets: Assets, kind: Kind) -> tuple[str, ...]:
    """The files of a bundle, in order."""
    manifest = _manifest(assets)
    if kind == "styles":
        return (*manifest["styles"], _PAGE_STYLES)
    if kind == "reader":
        return (*manifest["scripts"], *manifest["reader"], *manifest["start"])
    if kind == "desk":
        return tuple(manifest["scripts"])
    if kind == "scripts":
        return (*manifest["scripts"], *manifest["start"])
    return tuple(manifest[kind])


def version(assets: Assets, kind: Kind) -> str:
    """Changes when any file of the bundle does."""
    versions = " ".join(assets.version(name) for name in parts(assets, kind))
    return digest_of(versions.encode())[:_VERSION_LENGTH]


def version_of_map(etag: str) -> str:
    """Changes with a map's document, and with what draws its pictures.

    Args:
        etag: Of the document.
    """
    return digest_of(f"{etag} {makers()}".encode())[:_VERSION_LENGTH]


@cache
def makers() -> str:
    """The code and data that this process makes pictures and basemaps with, as one digest."""
    installed = (metadata.version(name) for name in ("dateline", "folium"))
    return " ".join((*installed, digest_of_files(Path(geo.__file__).parent, _MAKERS)))


def digest_of_files(root: Path, patterns: tuple[str, ...]) -> str:
    """One digest of all files in a folder that match, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        if path.is_file():
            digest.update(f"{path.relative_to(root)} ".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def body(assets: Assets, kind: Kind) -> bytes:
    """The bundle itself."""
    # A script may end without a line break or a semicolon.
    joint = b"\n" if kind == "styles" else b"\n;\n"
    variables: dict[str, str] = _manifest(assets).get("globals", {})
    return joint.join(_part(assets, name, variables.get(name)) for name in parts(assets, kind))


def _manifest(assets: Assets) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assets.content(_MANIFEST, ()).body)
    return found


def _part(assets: Assets, name: str, variable: str | None) -> bytes:
    content = assets.content(name, ()).body
    if variable:
        return table_script(variable, content.decode()).encode()
    # Others' scripts come small already, and keep the comments that name their licence.
    return jsmin(content.decode()).encode() if name.startswith("js/") else content
