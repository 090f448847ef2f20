"""Expressions in CQL2, parsed within bounds.

cql2 (Rust, by Development Seed) reads both encodings. It recurses without a limit of its own, and
deep nesting would end the process: what it is given is bounded beforehand, in length and in depth.
Arithmetic, whose operators nest without brackets, is not offered.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal

import cql2

Language = Literal["cql2-text", "cql2-json"]

LONGEST = 4_000
"""Characters of an expression."""
_DEEPEST = 20
"""Brackets within brackets."""
_MOST_NODES = 500
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_PREFIXES = re.compile(r"(?:(?:\bNOT\b|-)\s*){4}", re.IGNORECASE)
_ILIKE = re.compile(
    r"(\"[^\"]*\"|\b[A-Za-z_]\w*)\s+(NOT\s+)?ILIKE\s+('(?:[^']|'')*')(?=\s|\)|$)", re.IGNORECASE
)
"""PostgreSQL's word, which GDAL and people use, for LIKE with CASEI on both sides."""
_ARITHMETIC = re.compile(r"[*/%^]|(?<![eE])\+|\bdiv\b", re.IGNORECASE)


class NotUnderstood(ValueError):
    """A filter that is no CQL2, or asks for what is not offered; the message says which."""


def parsed(text: str, language: Language) -> Any:
    """An expression in CQL2's JSON encoding, whichever it is written in.

    Raises:
        NotUnderstood: It is too long or too deep, or is no CQL2.
    """
    _refuse_what_is_too_much(text, language)
    if language == "cql2-text":
        text = _ILIKE.sub(r"CASEI(\1) \2LIKE CASEI(\3)", text)
    read = cql2.parse_text if language == "cql2-text" else cql2.parse_json
    try:
        tree = read(text).to_json()
    except Exception as error:  # which is all that cql2 raises for POINT EMPTY
        reason = str(error).strip().splitlines() or ["it cannot be read"]
        raise NotUnderstood(f"it is no {language}: {_where(reason)}") from error
    if _size(tree) > _MOST_NODES:
        raise NotUnderstood(f"it has more than {_MOST_NODES} parts; make it shorter")
    return tree


def _where(reason: Sequence[str]) -> str:
    """What the parser says, in one line: it draws the place below the expression."""
    place = re.match(r"-->\s*1:(\d+)", reason[0])
    return f"it goes wrong at character {place[1]}" if place else reason[0][:200]


def _refuse_what_is_too_much(text: str, language: Language) -> None:
    if len(text) > LONGEST:
        raise NotUnderstood(f"it is longer than {LONGEST:,} characters")
    bare = _QUOTED.sub("''", text)
    if _depth(bare) > _DEEPEST:
        raise NotUnderstood(f"it has more than {_DEEPEST} brackets within brackets")
    if language == "cql2-text":
        if _PREFIXES.search(bare):
            raise NotUnderstood("it has too many NOT or - before one another")
        if _ARITHMETIC.search(bare):
            raise NotUnderstood("arithmetic is not offered")


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def _size(tree: Any) -> int:
    if isinstance(tree, dict):
        return 1 + sum(map(_size, tree.values()))
    return 1 + sum(map(_size, tree)) if isinstance(tree, list) else 1
