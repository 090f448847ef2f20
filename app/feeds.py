"""Feeds of new maps and of searches: Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dateline.app.http.json_body import to_bytes
from dateline.geo.text.xml import printable

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_EPOCH = "1970-01-01T00:00:00Z"
_REST_OF_DATE = {4: "-01-01", 7: "-01", 10: ""}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    Attributes:
        address: Absolute address of its page, which is also its id.
        updated: RFC 3339.
        author: Who published it.
    """

    address: str
    title: str
    updated: str
    author: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        page: Absolute address of the page that lists the same.
        address: Absolute address of the feed itself.
    """

    title: str
    page: str
    address: str
    entries: Sequence[FeedEntry]

    @property
    def updated(self) -> str:
        """When the latest entry was updated."""
        return max((one.updated for one in self.entries), default=_EPOCH)


def atom(feed: Feed) -> bytes:
    """A feed in Atom."""
    root = ET.Element("feed", xmlns=_NAMESPACE)
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    ET.SubElement(root, "link", rel="self", type=ATOM, href=feed.address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        element = ET.SubElement(root, "entry")
        _add(element, "id", entry.address)
        _add(element, "title", entry.title)
        _add(element, "updated", entry.updated)
        _add(ET.SubElement(element, "author"), "name", entry.author or "unknown")
        ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
        if entry.summary:
            _add(element, "summary", entry.summary)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(feed: Feed) -> bytes:
    """A feed in JSON Feed."""
    return to_bytes(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.page,
            "feed_url": feed.address,
            "items": [_item(entry) for entry in feed.entries],
        }
    )


def moment_of(date: str | None, otherwise: str) -> str:
    """A date of any precision (ISO 8601) as RFC 3339; the other moment where there is none."""
    if date is None:
        return otherwise
    first = date.partition("/")[0]
    if "T" in first:
        return first
    if not first.startswith(tuple("0123456789")):  # open at its start
        return otherwise
    return f"{first}{_REST_OF_DATE[len(first)]}T00:00:00Z"


def _item(entry: FeedEntry) -> dict[str, object]:
    authors = [{"name": entry.author}] if entry.author else []
    return {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_modified": entry.updated,
        **({"authors": authors} if authors else {}),
    }


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = printable(text)
