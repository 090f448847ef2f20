"""The words of a feature that free-text search looks into."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_TEXTS = ("name", "report_title", "place", "host", "outcome", "origin", "destination")


def words_of(properties: Mapping[str, Any]) -> str:
    """Name, title, participants, places and quotes of a feature as one text, case taken away."""
    return "\n".join(_texts(properties)).casefold()


def words_of_text(geojson: str) -> str:
    """The same of a feature as it is kept."""
    return words_of(json.loads(geojson)["properties"])


def _texts(properties: Mapping[str, Any]) -> Iterator[str]:
    yield from (text for name in _TEXTS if isinstance(text := properties.get(name), str))
    yield from properties.get("participants") or ()
    yield from (said["quote"] for said in properties.get("evidence") or ())
