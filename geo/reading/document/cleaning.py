"""Plain text from what a person has: bytes in some encoding, or a web page."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from dateline.geo.errors import InvalidInput
from dateline.geo.when import When

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MAX_BYTES = 8_000_000
"""Bytes of one report, as plain text or as a web page."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(
    r"(?>\s+|<\?[^>]*>|<!--.*?-->)*+<(?:!doctype html|html|head|body|article|div|p|h[1-6]|header"
    r"|main|section|span|table|ul|ol|dl|figure|blockquote|a|b|em|strong|img|br)\b",
    re.IGNORECASE | re.DOTALL,
)
"""The first element of a page after its comments, each tried once: time stays linear."""
_BLOCKS = (
    "p, h1, h2, h3, h4, h5, h6, li, br, div, section, article, blockquote, tr, figcaption, header,"
    " footer, ul, ol, table, main, dt, dd, pre, hr, address, figure"
)
_NOT_TEXT = (
    "script, style, noscript, template, svg, iframe, nav, aside, form, button, select, head, footer"
)
_BREAK = "\ue000"
"""Stands for a break between blocks while the text is put together (a private character)."""


@dataclass(frozen=True)
class PlainReport:
    """A report's text and what the page around it says of it.

    Attributes:
        title: Title of the page; empty for plain text.
        published: Date of publication as the page gives it, if it does.
        note: What a person should know of how it was read; None when there is nothing.
    """

    text: str
    title: str = ""
    published: str | None = None
    note: str | None = None


def plain_report(data: bytes, encoding: str | None = None, *, html: bool = False) -> PlainReport:
    """The text of a report from the bytes of a file.

    Args:
        data: Plain text or an HTML page.
        encoding: How it is encoded; UTF-8, UTF-16 with its mark, or else Windows-1252 is taken
            when left out.
        html: Whether it is known to be a page; found out by how it begins when not.

    Raises:
        InvalidInput: It is too large, empty, no text at all, or not in the given encoding.
    """
    if len(data) > MAX_BYTES:
        raise InvalidInput.of(
            f"the report has {len(data) / 1e6:.1f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read"
        )
    text, note = _decoded(data, encoding)
    if not text.strip():
        raise InvalidInput.of("the report is empty; there is no text to read")
    if html or _MARKUP.match(text):
        return _from_html(text, note)
    return PlainReport(text, note=note)


def publication_date(stamp: str) -> str | None:
    """The ISO 8601 date or date-time that a report gives of itself, or the date it begins with.

    What comes with a report is not what a person has said: nonsense is None, not an error.
    """
    for part in (stamp, stamp[:10]):
        with suppress(ValueError):
            When.parse(part)
            return part
    return None


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str | None]:
    if encoding is not None:
        return _decode_as(data, encoding), None
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, name), None
    if _CONTROL.search(data[:100_000]):
        raise InvalidInput.of("the report is a binary file; give plain text or HTML")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InvalidInput.of(
            f"the report is neither UTF-8 nor Windows-1252 (byte {error.start}); save it as UTF-8"
            " or say its encoding"
        ) from error
    return text, "the report is not UTF-8 and was read as Windows-1252"


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise InvalidInput.of(
            f"there is no encoding {encoding!r}; give for example utf-8"
        ) from error
    except UnicodeError as error:
        raise InvalidInput.of(f"the report is not {encoding}: {error}") from error


def _from_html(page: str, note: str | None) -> PlainReport:
    # Imported late: most reports are plain text.
    tree = LexborHTMLParser(page)
    title = tree.css_first("h1") or tree.css_first("title")
    published = _published(tree)
    name = " ".join(title.text().split()) if title else ""
    body = tree.css_first("article") or tree.css_first("main") or tree.body
    for element in body.css(_NOT_TEXT) if body else ():
        element.decompose()
    for element in body.css(_BLOCKS) if body else ():
        element.insert_before(_BREAK)
        element.insert_after(_BREAK)
    text = body.text() if body else ""
    paragraphs = (" ".join(part.split()) for part in text.split(_BREAK))
    plain = "\n".join(part for part in paragraphs if part)
    if not plain:
        raise InvalidInput.of("the page has no text; its story may be filled in by a script")
    return PlainReport(plain, name[:300], published, note)


_STAMPS = (
    "meta[property='article:published_time'], meta[itemprop='datePublished'],"
    " meta[name='date'], meta[name='dc.date.issued'], meta[name='parsely-pub-date']"
)
_IN_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"\\]{4,40})"')


def _published(tree: "LexborHTMLParser") -> str | None:
    """When a page was published, as its head or its structured data says."""
    for stamp in tree.css(_STAMPS):
        if found := stamp.attributes.get("content"):
            return found
    for script in tree.css("script[type='application/ld+json']"):
        if told := _IN_JSON_LD.search(script.text()):
            return told[1]
    return None
