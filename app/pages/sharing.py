"""How a map goes out into the world: its addresses, its code to embed, its files."""

from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote, urlencode

from dateline.app.pages.bundles import version_of_map
from dateline.app.pages.downloads import FORMATS
from dateline.app.store.model import MapSummary, StoredMap
from dateline.geo.story.wording import count_words, list_words

PROVIDER: Final = "Dateline"
EMBED_SIZE: Final = (720, 540)
"""Width and height of an embed, pixels, where a page does not give its size."""
CARD_SIZES: Final = ((1200, 630), (600, 315), (300, 158))
"""Widths and heights that a map's picture comes in, pixels."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    name: str
    media_type: str
    address: str
    file: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a page says of its map to those who pass it on.

    Attributes:
        address: Of the map's page, in full, as all of these are.
        picture: What the picture shows, in words.
        oembed: Where the code to embed it is to be had, by format.
    """

    id: str
    title: str
    address: str
    card: str
    svg: str
    picture: str
    oembed: dict[str, str]
    downloads: tuple[Download, ...]

    @property
    def code(self) -> str:
        """HTML to copy into an article: a frame that keeps its shape, and a plain link."""
        width, height = EMBED_SIZE
        style = f"width:100%;height:auto;aspect-ratio:{width}/{height};min-height:420px;border:0"
        # The attribute stays where a site takes the style away. Most articles are light, whatever
        # their reader prefers; `theme=auto` follows the reader.
        framed = frame(self.address, self.title, "100%", height, style, "theme=light")
        return f"{framed}\n<p>{self.link}</p>"

    @property
    def link(self) -> str:
        """A plain link, which works where frames do not."""
        return f'<a href="{escape(self.address)}">{escape(self.title)}</a>'


def frame(
    address: str,
    title: str,
    width: int | str,
    height: int,
    style: str = "border:0",
    query: str = "",
) -> str:
    """The frame of an embed.

    Args:
        address: Of the map's page.
        title: Of the map: a screen reader announces the frame by it.
        width: In pixels, or in per cent of the room there is.
        height: In pixels.
        style: CSS for browsers that are allowed it.
        query: The state to show, as the query of the embed's address.
    """
    source = f"{address}/embed{f'?{query}' if query else ''}"
    return (
        f'<iframe src="{escape(source)}" title="{escape(f"Map: {title}")}" width="{width}" '
        f'height="{height}" style="{style}" frameborder="0" loading="lazy" allow="fullscreen">'
        "</iframe>"
    )


def sharing_of(stored: StoredMap, address: str) -> Sharing:
    """What there is to say of a stored map to those who pass it on.

    Args:
        stored: The map.
        address: Of its page, in full.
    """
    summary = stored.summary
    base = address.removesuffix(f"/maps/{summary.id}")
    return Sharing(
        id=summary.id,
        title=summary.title,
        address=address,
        card=card_address(stored, address),
        svg=f"{address}.svg?v={version_of_map(stored.etag)}",
        picture=_picture_words(summary),
        oembed={
            kind: f"{base}/oembed?{urlencode({'url': address, 'format': kind}, quote_via=quote)}"
            for kind in ("json", "xml")
        },
        downloads=tuple(
            Download(one.name, one.media_type, f"{address}.{ending}", f"{summary.id}.{ending}")
            for ending, one in FORMATS.items()
        ),
    )


def card_address(stored: StoredMap, address: str, width: int = CARD_SIZES[0][0]) -> str:
    """Where the map's picture is; changes with the map, for link previews are kept for long."""
    smaller = f"width={width}&" if width != CARD_SIZES[0][0] else ""
    return f"{address}/card.png?{smaller}v={version_of_map(stored.etag)}"


def _picture_words(summary: MapSummary) -> str:
    shown = list_words(count_words(summary.counts)) or "no features"
    return f"Map: {summary.title}. It shows {shown}."
