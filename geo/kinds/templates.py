"""Templates with parts that may be left out: ``{word}[ by {attacker}][, {place}]``."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

_PART = re.compile(r"\[(?P<optional>[^\[\]]+)\]|(?P<plain>[^\[\]]+)")
_SLOT = re.compile(r"\{([a-z-]+(?:\|[a-z-]+)*)\}")


class Part(NamedTuple):
    """A stretch of a template: left out, if it is optional, where a slot in it is empty."""

    text: str
    slots: tuple[str, ...]
    optional: bool


Template = tuple[Part, ...]


@cache
def parse_template(text: str) -> Template:
    """The parts of a template.

    Raises:
        ValueError: A bracket or brace is not closed, or an optional part has no slot.
    """
    parts = []
    at = 0
    for match in _PART.finditer(text):
        body = match["optional"] or match["plain"]
        optional = match["optional"] is not None
        slots = tuple(_SLOT.findall(body))
        if (
            match.start() != at
            or (optional and not slots)
            or re.search("[{}]", _SLOT.sub("", body))
        ):
            break
        parts.append(Part(body, slots, optional))
        at = match.end()
    if at != len(text) or not parts:
        raise ValueError(f"{text!r} is no template: it goes wrong at character {at}")
    return tuple(parts)


def slots_of(template: Template) -> frozenset[str]:
    """Every name in the slots of a template."""
    return frozenset(name for part in template for slot in part.slots for name in slot.split("|"))


def fill(template: Template, values: Mapping[str, str]) -> str:
    """The text of a template; a slot ``{a|b}`` takes the first of its names that has a value."""
    return "".join(
        _SLOT.sub(lambda match: _value(match[1], values), part.text)
        for part in template
        if not part.optional or all(_value(slot, values) for slot in part.slots)
    )


def _value(slot: str, values: Mapping[str, str]) -> str:
    return next((value for name in slot.split("|") if (value := values.get(name))), "")
