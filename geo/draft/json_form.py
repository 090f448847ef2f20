"""Drafts as JSON: what the YAML says, in full, for programs that edit them."""

from typing import Any

from pydantic import BaseModel

from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import iso_duration
from dateline.geo.when import When

Json = dict[str, Any]


def draft_json(draft: Draft) -> Json:
    """A draft as JSON values that :func:`dateline.geo.draft.yaml_file.draft_from` takes.

    Every field is there, with null where nothing is said; people and quotes are objects, times
    ISO 8601 strings (or objects, where the words of the report are kept with them), durations
    ``PT9H``.
    """
    form: Json = _plain(draft)
    return form


def item_json(item: BaseModel) -> Json:
    """A place or an event of a draft as JSON values."""
    form: Json = _plain(item)
    return form


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        if value.text is None:
            return value.iso
        return value.model_dump(mode="json", include={"start", "end", "text"})
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return {name: _field(name, getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.value if hasattr(value, "value") else value


def _field(name: str, value: Any) -> Any:
    return iso_duration(value) if name == "duration" and value is not None else _plain(value)
