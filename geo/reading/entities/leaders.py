"""Who leads a state, by the words for their office."""

import re
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

_WORD = re.compile(r"\w+(?:-\w+)*")


def is_leader(office: str | None) -> bool:
    """Whether an office is that of a head of state or government.

    Args:
        office: As the report has it: "Prime Minister", "vice president", "the opposition leader".
    """
    words = _WORD.findall((office or "").casefold())
    heads, others = _lexicon()
    return bool(_with_pairs(words) & heads) and not set(words) & others


def _with_pairs(words: list[str]) -> set[str]:
    """Words, and two or three in a row joined by underscores."""
    rows = ("_".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words)))
    return set(rows)


@cache
def _lexicon() -> tuple[frozenset[str], frozenset[str]]:
    """Words of heads, and those that make the office another.

    Raises:
        ValueError: A word is in both lists, or more than once in one.
    """
    path = files("dateline.geo.reading.lexicon").joinpath("leaders.yaml")
    lists = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    heads, others = lists["heads"].split(), lists["not"].split()
    if len({*heads, *others}) < len(heads) + len(others):
        raise ValueError("leaders.yaml: a word is there twice")
    return frozenset(heads), frozenset(others)
