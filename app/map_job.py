"""A map made of a request's body: the part that runs in a process of its own.

Imports no web framework, so that such a process starts fast and stays small.
"""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Any

from dateline import geo
from dateline.app.map_builder import MadeMap, MapMaker, OtherLanguage
from dateline.app.map_input import (
    GivenDraft,
    GivenReport,
    draft_in_yaml,
    given_in_json,
    report_of_text,
)
from dateline.app.settings import Settings
from dateline.geo.errors import DatelineError, InvalidInput, Problem

TEXT = "text/plain"
HTML = "text/html"
JSON = "application/json"
YAML = "application/yaml"


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """A map that was made of a body.

    Attributes:
        notes: What the client should know of how the body was understood.
        seconds: How long it took.
    """

    map: MadeMap
    notes: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class InvalidBody:
    """Why there is no map in a body.

    Attributes:
        problems: Everything found wrong with it.
        places: What a report in another language names; None for all other problems.
        language: BCP 47 tag of that language.
    """

    problems: tuple[Problem, ...]
    places: tuple[Mapping[str, Any], ...] | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FailedBody:
    """A body that is fine as far as anyone knows, and that the program failed on.

    Attributes:
        summary: The exception in one line.
        traceback: The exception with its traceback, for the log.
    """

    summary: str
    traceback: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing is done, where that is not about a field."""

    status: int
    detail: str


def build_map(
    settings: Settings,
    media_type: str,
    charset: str | None,
    body: bytes,
    facts: Mapping[str, str],
    map_id: str | None = None,
) -> BuiltMap | InvalidBody | FailedBody:
    """Understand a body and make its map.

    Args:
        settings: The operator's own places, and what to ask beside the gazetteer.
        media_type: ``TEXT``, ``HTML``, ``JSON`` or ``YAML``.
        charset: How a text is encoded, if the client says.
        body: The body.
        facts: What the query says of a text.
        map_id: What the map is called by its address; its own id when left out.

    Raises:
        DatelineError: The gazetteer cannot be opened.
        OSError: A file cannot be read or written.
    """
    started = perf_counter()
    try:
        given = _given(media_type, charset, body, facts)
        made = (given.called(map_id) if map_id else given).build(_maker(settings))
    except OtherLanguage as error:
        return InvalidBody(error.problems, error.places, error.language)
    except InvalidInput as error:
        return InvalidBody(error.problems)
    except (DatelineError, OSError):
        raise  # about this installation, not about what was sent
    except Exception as error:  # noqa: BLE001 -- a fault on this one text is no fault of the service
        return FailedBody(_in_one_line(error), traceback.format_exc())
    return BuiltMap(made, (*given.notes, *made.notes), perf_counter() - started)


def warm_up() -> None:
    """Import what making a map needs, ahead of the first one."""
    for name in ("Gazetteer", "Reader", "dump_draft", "geocode", "lay_out"):
        getattr(geo, name)


@lru_cache(maxsize=2)
def _maker(settings: Settings) -> MapMaker:
    return MapMaker(settings)


def _given(
    media_type: str, charset: str | None, body: bytes, facts: Mapping[str, str]
) -> GivenReport | GivenDraft:
    if media_type in (TEXT, HTML):
        return report_of_text(body, charset, facts, html=media_type == HTML)
    return given_in_json(body) if media_type == JSON else draft_in_yaml(body)


def _in_one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words:.200}".removesuffix(": ")
