"""The words of ``data/scenes.toml``: what is said of a place where something happens."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SceneWords:
    """Words around a place; see the comments in the file.

    Attributes:
        strikes: Verbs whose object is where it happens.
        states: What a place can be said to be or undergo.
        happens: Verbs whose subject is a place.
        people: Nouns for someone who is from a place.
        lives: Participles of a life or a seat ("born", "based").
        quoted: Nouns for someone who is quoted.
        speakers: Nouns for those whose word is given, with where they sit.
        seats: Nouns for what has a seat.
        captions: Parts of captions, in small letters.
        boilerplate: Parts of credits and standing paragraphs, in small letters.
    """

    strikes: frozenset[str]
    states: frozenset[str]
    happens: frozenset[str]
    people: frozenset[str]
    lives: frozenset[str]
    quoted: frozenset[str]
    speakers: frozenset[str]
    seats: frozenset[str]
    captions: tuple[str, ...]
    boilerplate: tuple[str, ...]


@cache
def scene_words() -> SceneWords:
    """The words, read when first asked for.

    Raises:
        ValueError: The file lacks one of its lists, or has one too many.
    """
    path = files("dateline.geo.reading").joinpath("data", "scenes.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    known = set(SceneWords.__slots__)
    if set(said) != known:
        raise ValueError(f"scenes.toml: {sorted(set(said) ^ known)} is missing or unknown")
    lists = {key: frozenset(value.split()) for key, value in said.items() if isinstance(value, str)}
    return SceneWords(
        **lists, captions=tuple(said["captions"]), boilerplate=tuple(said["boilerplate"])
    )
