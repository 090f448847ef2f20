"""From mentions in a text to what is asked of the resolver: one sense per discourse."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.geo.model import Role
from dateline.geo.resolution.clues import Span, read_clues
from dateline.geo.resolution.names import fold
from dateline.geo.resolution.query import Clue, PlaceQuery
from dateline.geo.resolution.scene import NamedAt, Scenes
from dateline.geo.text.sentences import sentences


@dataclass
class _Sense:
    name: str
    mentions: int = 0
    starts: list[int] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)
    clues: dict[Clue, None] = field(default_factory=dict)


def queries_of(
    text: str, spans: Sequence[Span], roles: Sequence[Role] = ()
) -> tuple[list[PlaceQuery], list[int]]:
    """Queries for the toponyms of a text, one for all mentions of a name.

    A report that names a place twice means the same place (one sense per discourse, Gale, Church
    and Yarowsky 1992), unless it says that they lie in different places ("Portland, Oregon" and
    "Portland, Maine").

    Args:
        text: The report's text.
        spans: Where it names places.
        roles: What each of them stands for; literal when left out.

    Returns:
        The queries, and for each span the index of its query.
    """
    clues = read_clues(text, spans)
    senses: dict[tuple[str, str], _Sense] = {}
    first: dict[str, tuple[str, str]] = {}
    keys = []
    for index, (start, end) in enumerate(spans):
        name = " ".join(text[start:end].split())
        key = _sense_key(fold(name), clues[index], first)
        sense = senses.setdefault(key, _Sense(name))
        sense.mentions += 1
        sense.roles.add(roles[index] if roles else Role.LITERAL)
        sense.starts.append(start)
        sense.clues |= dict.fromkeys(clues[index])
        keys.append(key)
    numbers = {key: number for number, key in enumerate(senses)}
    scenes = Scenes(
        sentences(text),
        [
            NamedAt(start, senses[key].name, roles[index] if roles else Role.LITERAL)
            for index, ((start, _), key) in enumerate(zip(spans, keys, strict=True))
        ],
    )
    queries = [
        PlaceQuery(
            name=sense.name,
            mentions=sense.mentions,
            role=_role(sense.roles),
            clues=tuple(sense.clues),
            sentence=scenes.beside(sense.name, sense.starts),
            before=scenes.before(sense.name, sense.starts),
            dateline=scenes.datelines,
            filed=Role.DATELINE in sense.roles,
        )
        for sense in senses.values()
    ]
    return queries, [numbers[key] for key in keys]


def _sense_key(
    name: str, clues: Sequence[Clue], first: dict[str, tuple[str, str]]
) -> tuple[str, str]:
    """The sense of a mention: a second container in apposition ("Portland, Maine") is another."""
    container = next((fold(clue.within or "") for clue in clues if _apposed(name, clue)), "")
    if not container:
        return first.setdefault(name, (name, ""))
    known = first.setdefault(name, (name, container))
    if known[1] in ("", container):
        return known
    return name, container


def _apposed(name: str, clue: Clue) -> bool:
    return clue.within is not None and fold(clue.quote.split(",")[0]) == name


def _role(roles: set[Role]) -> Role:
    for role in (Role.LITERAL, Role.DATELINE):
        if role in roles:
            return role
    return Role.ASSOCIATIVE
