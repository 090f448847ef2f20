"""Absolute addresses, and links between answers (RFC 8288)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from dateline.app.http.negotiation import MediaFormat
from dateline.app.settings import Settings

Link = dict[str, Any]

QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")


def base_of(request: Request, settings: Settings) -> str:
    """What every address of the service begins with, as whoever asks sees it.

    That is the setting where there is one; else the scheme and host that the request came for,
    from a trusted proxy's headers, and the root path.
    """
    if settings.base_url:
        return settings.base_url
    scope = request.scope
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}"


def link(rel: str, href: str, media_type: str, title: str, **more: Any) -> Link:
    """One link."""
    return {"rel": rel, "type": media_type, "title": title, "href": href, **more}


def with_query(address: str, parameters: Iterable[tuple[str, str]]) -> str:
    """An address with parameters."""
    query = urlencode(list(parameters), quote_via=quote, safe="/:,.*-")
    return f"{address}?{query}" if query else address


def representations(
    address: str,
    formats: Sequence[MediaFormat],
    present: MediaFormat,
    given: Sequence[tuple[str, str]] = (),
) -> list[Link]:
    """Links to an answer as it is, and to the same in every other format.

    Args:
        address: Without parameters.
        formats: Every format there is.
        present: The one that is being answered with.
        given: The other parameters of the request, which stay.
    """
    kept = [(name, value) for name, value in given if name != "f"]
    own = with_query(address, given)
    links = [link("self", own, present.media_type, "This page")]
    for one in formats:
        if one is not present:
            href = with_query(address, [*kept, ("f", one.name)])
            links.append(link("alternate", href, one.media_type, f"This page as {one.title}"))
    return links


def link_header(next_page: str | None, format: MediaFormat) -> dict[str, str]:
    """The ``Link`` header to the next page, for formats that cannot contain links."""
    if next_page is None:
        return {}
    return {"Link": f'<{next_page}>; rel="next"; type="{format.media_type}"'}
