"""The scripts and styles that draw a map, for embedding in a page."""

import base64
import hashlib
import json
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dateline.geo.static_files import static_dir, table_script

_CSS_URL = re.compile(r"url\((?P<quote>['\"]?)(?P<path>[^)'\"#]+)(?P=quote)\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@dataclass(frozen=True)
class Software:
    """A library that a map carries with it.

    Attributes:
        name: as its authors write it.
        version: exact.
        licence: SPDX expression.
        text: the licence itself, which has to travel along.
    """

    name: str
    version: str
    licence: str
    text: str


@dataclass(frozen=True)
class PageAssets:
    """What a map needs besides its data, as text.

    Attributes:
        styles: style sheets, with every picture they name inside as a `data:` address.
        scripts: classic scripts in the order in which they run.
        world: the picture of the world for the inset, as a `data:` address.
        software: the libraries among them.
    """

    styles: str
    scripts: tuple[str, ...]
    world: str
    software: tuple[Software, ...]


@cache
def assets() -> PageAssets:
    """Read the assets that `static/js/manifest.json` lists; once for the process."""
    root = static_dir()
    manifest = json.loads(_text(root / "js" / "manifest.json"))
    scripts = [name for kind in ("scripts", "reader", "crowd") for name in manifest[kind]]
    variables: dict[str, str] = manifest["globals"]
    return PageAssets(
        styles="\n".join(_style(root / name) for name in manifest["styles"]),
        scripts=tuple(_script(root / name, variables.get(name)) for name in scripts),
        world=_data_address(root / "img" / "world.svg"),
        software=_software(root / "vendor", scripts),
    )


def script_element(script: str) -> Markup:
    """A script element with a script of ours in it."""
    return Markup("<script>") + Markup(script) + Markup("</script>")  # noqa: S704  (our own files)


def data_element(name: str, value: Any) -> Markup:
    """A script element that holds JSON and runs nothing.

    The parser of HTML looks into it for what ends a script or opens a comment, so `<`, `>` and `&`
    are written as JSON escapes; so are the two line separators that JavaScript once broke on.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup('<script type="application/json" id="{}">').format(name) + Markup(  # noqa: S704
        text + "</script>"
    )


def hash_source(text: str) -> str:
    """A script or style as a Content-Security-Policy names it."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _text(path: Path) -> str:
    # read_text turns every line end into \n, as an HTML parser does before it hashes a script.
    return path.read_text(encoding="utf-8")


def _script(path: Path, variable: str | None) -> str:
    text = table_script(variable, _text(path)) if variable else _text(path)
    text = _SOURCE_MAP.sub("", text).strip()
    return text.replace("</script", "<\\/script").replace("<!--", "\\x3c!--")


def _data_address(picture: Path) -> str:
    kind = mimetypes.guess_type(picture.name)[0]
    data = base64.b64encode(picture.read_bytes()).decode("ascii")
    return f"data:{kind};base64,{data}"


def _style(path: Path) -> str:
    def inside(match: re.Match[str]) -> str:
        return f'url("{_data_address(path.parent / match["path"])}")'

    return _CSS_URL.sub(inside, _text(path)).strip()


def _software(vendor: Path, scripts: Sequence[str]) -> tuple[Software, ...]:
    carried = {name.split("/")[1] for name in scripts if name.startswith("vendor/")}
    record = json.loads(_text(vendor / "VENDOR.json"))
    return tuple(
        Software(
            name=one["name"].capitalize(),
            version=one["version"],
            licence=one["licence"],
            text=_text(vendor / one["name"] / "LICENSE").strip(),
        )
        for one in record["packages"]
        if one["name"] in carried
    )
