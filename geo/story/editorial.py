"""What editors add to a map, on its way to the list beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PictureItem:
    """A picture for a step."""

    url: str
    credit: str
    alt: str


@dataclass(frozen=True, slots=True)
class EditorialItem:
    """What an editor says of a feature.

    Attributes:
        caption: The editor's own words for this step.
        note: To readers.
        source: What an event rests on that the report does not tell of.
        source_url: Where that is, if it is an address that a page may link to.
    """

    caption: str | None
    note: str | None
    picture: PictureItem | None
    source: str | None
    source_url: str | None

    @classmethod
    def of(cls, properties: Json) -> "EditorialItem | None":
        """What is said of a feature; None where nothing is."""
        names = ("caption", "note", "picture", "editor_source")
        if not any(name in properties for name in names):
            return None
        source = properties.get("editor_source") or {}
        picture = properties.get("picture")
        return cls(
            caption=properties.get("caption"),
            note=properties.get("note"),
            picture=PictureItem(**picture) if picture and _is_safe(picture["url"]) else None,
            source=source.get("name"),
            source_url=web_address(source.get("url")),
        )


def web_address(url: str | None) -> str | None:
    """A link may lead to the web only: ``javascript:`` and the like are addresses too."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def picture_origins(document: Json) -> tuple[str, ...]:
    """Scheme and host of each picture of a map: where its page may fetch pictures from."""
    urls = (one["properties"].get("picture", {}).get("url", "") for one in document["features"])
    parts = (urlsplit(url) for url in urls if _is_safe(url))
    return tuple(dict.fromkeys(f"{one.scheme}://{one.netloc}" for one in parts))


def without_pictures(document: Json) -> Json:
    """A map's document for a page that fetches nothing."""
    features = [
        {**one, "properties": {k: v for k, v in one["properties"].items() if k != "picture"}}
        for one in document["features"]
    ]
    return {**document, "features": features}


def _is_safe(url: str) -> bool:
    return urlsplit(url).scheme == "https"
