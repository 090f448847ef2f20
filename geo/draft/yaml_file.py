"""Drafts as files: YAML 1.2 (and so JSON) in and out."""

import io
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from dateline.geo import editorial
from dateline.geo import model as model_room
from dateline.geo.draft import model as drafts
from dateline.geo.draft.anchors import anchor
from dateline.geo.draft.model import Draft
from dateline.geo.editorial import EventEditorial, Reviewed
from dateline.geo.errors import InvalidInput, Problem

MAX_FILE = 5_000_000
"""Bytes of a draft: the longest text allowed, in any script, and its events."""
MAX_DEPTH = 20
"""Levels of nesting; the deepest field of a draft is on the seventh."""
_LONG = 96
"""Characters of a string that is written as a block of its own, on the lines that it has."""
_NOT_LITERAL = re.compile(
    r"[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that YAML holds only when they are escaped (``\\r\\n`` would come back as ``\\n``)."""
MAX_NODES = 100_000
"""Values and brackets in a YAML draft: some 5,000 events, and some seconds to parse."""
_UNION_TAGS = {"journey", "summit", "event"}


class _Constructor(SafeConstructor):
    """Leaves dates as strings, so that a bad one is reported by its field."""


def _as_string(_constructor: SafeConstructor, node: ScalarNode) -> str:
    return str(node.value)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _as_string)


def load_draft(source: str | bytes) -> Draft:
    """Read a draft from YAML or JSON.

    Raises:
        InvalidInput: With every problem found: the document is too large, is not valid YAML, or
            says something that cannot be; see :meth:`dateline.geo.draft.model.Draft.check`.
    """
    return load_draft_with_notes(source)[0]


def load_draft_with_notes(source: str | bytes) -> tuple[Draft, tuple[str, ...]]:
    """The same, and what a person should know of how it was understood, in sentences.

    Where the text was edited, quotes and mentions are found again
    (:func:`dateline.geo.draft.anchors.anchor`).
    """
    return draft_with_notes_from(parse_yaml(source))


def draft_from(data: Any) -> Draft:
    """A draft from what a YAML or JSON parser gave.

    Raises:
        InvalidInput: With every problem found.
    """
    return draft_with_notes_from(data)[0]


def draft_with_notes_from(data: Any) -> tuple[Draft, tuple[str, ...]]:
    """The same, and what a person should know of how it was understood, in sentences."""
    if data is None:
        raise InvalidInput.of("the draft is empty; it needs at least a `report`")
    if not isinstance(data, dict):
        raise InvalidInput.of("a draft is a mapping with `report`, `places` and `events`")
    try:
        draft = Draft.model_validate(data)
    except ValidationError as error:
        raise InvalidInput(_problems(error)) from error
    anchored = anchor(draft)
    if anchored.problems:
        raise InvalidInput(anchored.problems)
    anchored.draft.check()
    return anchored.draft, anchored.notes


def dump_draft(draft: Draft) -> str:
    """The draft as YAML that a person can read and correct."""
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    # No line is broken: at two spaces or a backslash, the text would not come back as it was.
    yaml.width = sys.maxsize
    data = _plain(draft.model_dump(mode="json", exclude_defaults=True))
    # The kind is a default of its class and yet distinguishes the events.
    for event, dumped in zip(draft.events, data.get("events", []), strict=False):
        dumped["kind"] = event.kind.value
    for item in (*data.get("places", []), *data.get("events", [])):
        _editorial_last(item)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _editorial_last(item: Any) -> None:
    """Have what the report says of a place or an event come before what an editor adds."""
    if isinstance(item, dict):
        for field in (*Reviewed.model_fields, *EventEditorial.model_fields):
            if field in item:
                item[field] = item.pop(field)


def parse_yaml(source: str | bytes) -> Any:
    """What YAML (or JSON) says, as it may be sent by anyone; see :func:`load_draft`.

    Raises:
        InvalidInput: It is too large, not UTF-8, no YAML, or costs too much to parse.
    """
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "replace"))
    if size > MAX_FILE:
        raise InvalidInput.of(
            f"the draft has {size / 1e6:.1f} MB; at most {MAX_FILE / 1e6:.0f} MB are accepted"
        )
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InvalidInput.of(
                f"the draft is not UTF-8 (byte {error.start}); save it as UTF-8"
            ) from error
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Constructor
    try:
        _refuse_bombs(yaml.parse(source))
        return yaml.load(source)
    except MarkedYAMLError as error:
        raise InvalidInput.of(f"not valid YAML{_where(error)}: {error.problem}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else "too deep"
        raise InvalidInput.of(f"not valid YAML: {first_line}") from error


def _refuse_bombs(events: Iterable[Event]) -> None:
    """Stop at what would make a small document cost much: aliases and deep nesting."""
    depth = 0
    for number, event in enumerate(events):
        if number > MAX_NODES:
            raise InvalidInput.of(f"the draft has more than {MAX_NODES:,} values; split it")
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise InvalidInput.of(f"the draft is nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, AliasEvent):
            raise InvalidInput.of("aliases (*name) are not accepted in a draft; write it out")


def _where(error: MarkedYAMLError) -> str:
    mark = error.problem_mark
    return f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""


def _problems(error: ValidationError) -> list[Problem]:
    """Every error as a problem, but for those that only follow from a misspelt kind."""
    errors = error.errors()
    unkind = {item["loc"][:2] for item in errors if item["loc"][-1:] == ("kind",)}
    return [
        _problem(item)
        for item in errors
        if item["type"] != "extra_forbidden" or item["loc"][:2] not in unkind
    ]


def _problem(error: Any) -> Problem:
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        return Problem(_path(error["loc"]), "there is no such field")
    if error["type"] in ("model_type", "model_attributes_type"):
        message = f"this has to be a mapping with fields of its own ({_fields_of(error)})"
    message = message[:1].lower() + message[1:]
    given = error.get("input")
    if error["type"] != "value_error" and isinstance(given, str | int | float):
        message += f", not {str(given)[:60]!r}"
    return Problem(_path(error["loc"]), message)


def _fields_of(error: Any) -> str:
    name = error["ctx"]["class_name"]
    rooms = (drafts, model_room, editorial)
    found = next(getattr(room, name) for room in rooms if hasattr(room, name))
    return ", ".join(found.model_fields)


def _path(location: Sequence[str | int]) -> str:
    path = ""
    for index, part in enumerate(location):
        if isinstance(part, int):
            path += f"[{part}]"
        elif not (index == 2 and part in _UNION_TAGS and location[0] == "events"):
            path += f".{part}" if path else part
    return path


def _plain(value: Any) -> Any:
    """Shorten what :mod:`geo.draft.model` lets a person write short, keep long text readable."""
    if isinstance(value, dict):
        if _is_time(value):
            start, end = value.get("start", ".."), value.get("end", "..")
            return start if start == end else f"{start}/{end}"
        if len(value) == 1 and (short := next(iter(value))) in ("quote", "name", "place"):
            return _scalar(value[short]) if value[short] is not None else value
        return {
            key: iso_duration(item) if key == "duration" else _plain(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    """A string in the style that brings it back as it is; anything else untouched."""
    if not isinstance(value, str):
        return value
    if _NOT_LITERAL.search(value):
        return DoubleQuotedScalarString(value)
    return LiteralScalarString(value) if "\n" in value or len(value) > _LONG else value


def _is_time(value: Any) -> bool:
    ends = [value[end] for end in ("start", "end") if end in value]
    return (
        bool(ends)
        and set(value) <= {"start", "end", "precision"}
        and all(isinstance(end, str) for end in ends)
    )


def iso_duration(seconds: float) -> str:
    """Exact: what is read again is the same number of seconds."""
    if seconds != int(seconds):
        return f"PT{Decimal(repr(seconds)):f}S"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + "".join(f"{amount}{unit}" for amount, unit in parts if amount)
