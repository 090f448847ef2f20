"""oEmbed (oembed.com): the code to embed a map, for whoever has the address of its page."""

import json
import re
from html import escape
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.app.http.conditional import answer, cached_for
from dateline.app.http.problems import bad_request, not_found
from dateline.app.pages.sharing import CARD_SIZES, EMBED_SIZE, PROVIDER, card_address, frame
from dateline.app.rendered import absolute, stored_map
from dateline.app.routes.dependencies import SettingsOfApp, StoreOfApp
from dateline.app.settings import Settings
from dateline.app.store.model import MAP_ID, StoredMap
from dateline.geo.errors import Problem
from dateline.geo.text.xml import printable

router = APIRouter(include_in_schema=False)

_MAP_PATH: Final = re.compile(rf"/maps/({MAP_ID})(?:/embed)?/?")
_STATE: Final = ("feature", "layers", "view", "step", "theme", "lang")
"""Parameters of a page's address that its embed knows as well."""

_SIZE: Final = re.compile(r"\s*([0-9]{1,6})(?:\.[0-9]*)?\s*(?:px)?\s*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)


# Unlike elsewhere, what means nothing here is passed over: consumers send more than the standard
# names (WordPress `dnt`), leave values empty, and oEmbed has no word for refusing them.
@router.get("/oembed")
def embedding(
    request: Request,
    url: str,
    store: StoreOfApp,
    settings: SettingsOfApp,
    maxwidth: str = "",
    maxheight: str = "",
    format: str = "json",  # the parameter's name in the standard
) -> Response:
    """The code to embed the map at an address of ours, as JSON or XML."""
    wanted = format.strip().lower() or "json"
    if wanted not in _FORMATS:
        # Not 501, which oEmbed has for a provider that lacks one of the two.
        raise bad_request(Problem("format", f"give json or xml, not {format[:20]!r}"))
    map_id, query = _ours(request, settings, url)
    stored = stored_map(store, map_id)
    told = _told(request, settings, stored, query, (_size(maxwidth), _size(maxheight)))
    media_type, write = _FORMATS[wanted]
    return answer(
        request, write(told), media_type, cache_control=cached_for(settings.cache_seconds)
    )


def _size(text: str) -> int | None:
    """Pixels, as a number may be written; None for what sets no bound."""
    match = _SIZE.fullmatch(text)
    return (int(match[1]) or None) if match else None


def _address(text: str) -> str:
    """An address as it is meant: encoded once more by some, without its scheme by others."""
    address = text.strip()
    if "%2f" in address.partition("?")[0].lower():
        address = unquote(address)
    if _ADDRESS.match(address) or ":" in address.partition("/")[0].partition(".")[0]:
        return f"http:{address}" if address.startswith("//") else address
    return f"http://{address}"


def _ours(request: Request, settings: Settings, url: str) -> tuple[str, str]:
    """The map's id and the state asked for, of an address that is ours.

    Raises:
        ProblemError: 404: it is not, or is of no map.
    """
    try:
        asked, own = urlsplit(_address(url)), urlsplit(absolute(request, settings, ""))
    except ValueError:
        raise not_found(f"map at {url[:200]!r}") from None
    ours = asked.netloc.lower() == own.netloc.lower() and asked.path.startswith(f"{own.path}/")
    match = _MAP_PATH.fullmatch(asked.path.removeprefix(own.path)) if ours else None
    if asked.scheme not in ("http", "https") or match is None:
        raise not_found(f"map at {url[:200]!r}; give the address of a map's page here")
    state = [(name, value) for name, value in parse_qsl(asked.query) if name in _STATE]
    return match[1], urlencode(state)


def _told(
    request: Request,
    settings: Settings,
    stored: StoredMap,
    query: str,
    most: tuple[int | None, int | None],
) -> dict[str, Any]:
    summary = stored.summary
    address = absolute(request, settings, f"/maps/{summary.id}")
    width, height = (min(own, given or own) for own, given in zip(EMBED_SIZE, most, strict=True))
    page = f"{address}?{query}" if query else address
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": summary.title,
        "provider_name": PROVIDER,
        "provider_url": absolute(request, settings, "/"),
        "cache_age": settings.cache_seconds,
        "width": width,
        "height": height,
        # WordPress shows the quotation until the frame has answered, and in feeds.
        "html": f'<blockquote><a href="{escape(page)}">{escape(summary.title)}</a></blockquote>'
        + frame(address, summary.title, width, height, "max-width:100%;border:0", query),
    }
    if summary.publisher:
        told["author_name"] = summary.publisher
    for card_width, card_height in CARD_SIZES:
        if card_width <= (most[0] or card_width) and card_height <= (most[1] or card_height):
            told["thumbnail_url"] = card_address(stored, address, card_width)
            told |= {"thumbnail_width": card_width, "thumbnail_height": card_height}
            break
    return told


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _xml(told: dict[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = printable(str(value))
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


_FORMATS: Final = {
    "json": ("application/json", _json),
    "xml": ("text/xml; charset=utf-8", _xml),
}
