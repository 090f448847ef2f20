"""Frames: which words tell a kind of event, and how its roles are read from the parse.

A frame is data. Each file of ``geo/reading/frames`` has the kinds of one family and their frames;
each frame has sentences that must give it and sentences that must not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dateline.geo.kinds import catalogue
from dateline.geo.model import EventKind, Mode, Status
from dateline.geo.reading.events.vocabulary import (
    DataError,
    Vocabulary,
    data_files,
    load_yaml,
    words_in,
)

CONDITIONS = frozenset(
    {"object", "agent", "subject", "modifier", "no_modifier", "adverb", "form", "governor",
     "preposition", "no_preposition", "no_child", "before", "no_object", "no_subject", "after",
     "no_adverb", "phrase", "no_phrase", "no_governor", "no_before"}
)  # fmt: skip
"""What a frame can ask of the words around its trigger."""
PLACE_ROLES = frozenset({"origin", "destination", "via", "place"})
"""Roles that places fill."""
PATHS = frozenset(
    {"subject", "agent", "object", "thing", "described", "guest", "maker",
     "scene", "owner", "holder", "holder_place", "compound",
     "place_before", "where", "is", "itself"}
)  # fmt: skip
"""Paths by grammar; any other word of a role is a preposition."""


def _split(value: Any) -> Any:
    return tuple(value.split()) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Data):
    """A sentence and what it must give, as far as it is written here."""

    text: str
    place: str | None = None
    status: Status | None = None
    killed: int | None = None
    injured: int | None = None


def _example(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class KindData(_Data):
    """What all frames of a kind have in common."""

    need: tuple[Words, ...] = ()
    without: Words = ()


class FrameData(_Data):
    """A frame as it is written."""

    kind: str
    verbs: Words = ()
    nouns: Words = ()
    when: dict[str, Words] = Field(default={}, alias="if")
    roles: dict[str, Words]
    need: tuple[Words, ...] | None = None
    mode: Mode | None = None
    away: bool = False
    officials: bool = False
    status: Status | None = None
    examples: tuple[Annotated[Example, BeforeValidator(_example)], ...] = ()
    counter_examples: tuple[str, ...] = ()


class FamilyData(_Data):
    """A file of frames."""

    family: str
    kinds: dict[str, KindData]
    frames: tuple[FrameData, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A frame as the engine uses it.

    Attributes:
        name: File, kind and number: what an explanation and the JSONL name it by.
        conditions: What has to hold of the words around the trigger.
        roles: Paths of each role, in the order in which they are tried.
        need: Of each of these groups, one role has to be filled.
        without: Modifiers with which it is no such event.
    """

    name: str
    family: str
    kind: str
    conditions: tuple[tuple[str, frozenset[str]], ...]
    roles: dict[str, tuple[str, ...]]
    need: tuple[tuple[str, ...], ...]
    without: frozenset[str]
    data: FrameData

    @property
    def demands(self) -> int:
        """How many things it asks to be there."""
        return sum(not name.startswith("no_") for name, _ in self.conditions)


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by their triggers.

    Attributes:
        verbs: Frames by verb lemma, in the order in which they are tried.
        nouns: Frames by noun lemma.
        tests: For each form of a trigger, the second words one of which must be in the sentence
            (empty for none), and whether a place must be there.
    """

    verbs: dict[str, list[Frame]]
    nouns: dict[str, list[Frame]]
    vocabulary: Vocabulary
    tests: dict[str, list[tuple[frozenset[str], bool]]]

    def all(self) -> list[Frame]:
        """Every frame once."""
        listed = [f for table in (self.verbs, self.nouns) for each in table.values() for f in each]
        return list(dict.fromkeys(listed))

    def can_tell(self, tokens: set[str], *, placed: bool) -> bool:
        """Whether a sentence with these words can tell an event.

        Args:
            tokens: Its words in lower case.
            placed: Whether it names a place, or speaks of one.
        """
        return any(
            (not second or not second.isdisjoint(tokens)) and (placed or not needs_place)
            for word in tokens & self.tests.keys()
            for second, needs_place in self.tests[word]
        )


@cache
def frames() -> Frames:
    """All frames, read and checked once.

    Raises:
        DataError: A file does not follow the schema, or has an entry that can never match.
    """
    found = [frame for name in data_files("frames") for frame in _frames_of(name)]
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    listed: set[str] = set()
    for frame in found:
        for table, lemmas in ((verbs, frame.data.verbs), (nouns, frame.data.nouns)):
            for lemma in words_in(lemmas, frame.name):
                table.setdefault(lemma, []).append(frame)
        for _, words in frame.conditions:
            listed |= words
    for table in (verbs, nouns):
        for lemma, candidates in table.items():
            # The most demanding first, else in the order of the files.
            candidates.sort(key=lambda frame: -frame.demands)
            _check_reachable(candidates, lemma)
    vocabulary = _vocabulary(verbs, nouns, listed)
    return Frames(verbs, nouns, vocabulary, _tests(verbs, nouns, vocabulary))


def _frames_of(name: str) -> Iterator[Frame]:
    try:
        family = FamilyData.model_validate(load_yaml("frames", name))
    except ValidationError as error:
        raise DataError(f"frames/{name}: {error}") from error
    for number, data in enumerate(family.frames, 1):
        where = f"{family.family}/{data.kind}/{number}"
        kind = family.kinds.get(data.kind)
        if kind is None:
            raise DataError(f"{where}: {data.kind!r} is not among the kinds of the file")
        if not data.examples:
            raise DataError(f"{where}: a frame needs an example")
        unknown = data.when.keys() - CONDITIONS
        if unknown:
            raise DataError(f"{where}: unknown condition {min(unknown)!r}")
        conditions = ((key, frozenset(words_in(v, where))) for key, v in data.when.items())
        _check_roles(data, family.family, where)
        yield Frame(
            name=where,
            family=family.family,
            kind=data.kind,
            conditions=tuple(conditions),
            roles=data.roles,
            need=kind.need if data.need is None else data.need,
            without=frozenset(words_in(kind.without, where)),
            data=data,
        )


def _check_roles(data: FrameData, family: str, where: str) -> None:
    """See that a frame's kind, roles and paths are known."""
    try:
        known = catalogue().roles_of(EventKind(data.kind)) | PLACE_ROLES
    except ValueError as error:
        raise DataError(f"{where}: {error}") from error
    if catalogue().kinds[EventKind(data.kind)].family != family:
        raise DataError(f"{where}: {data.kind!r} is of another family")
    for role, paths in data.roles.items():
        if role not in known:
            raise DataError(f"{where}: there is no role {role!r}")
        for path in paths:
            if path.lstrip("+") not in PATHS:
                words_in(path.lstrip("+"), where)


def _check_reachable(candidates: list[Frame], lemma: str) -> None:
    """See that no frame takes everything that one behind it could."""
    for number, frame in enumerate(candidates[:-1]):
        if not frame.conditions and not frame.need and not frame.without:
            after = candidates[number + 1]
            raise DataError(f"{after.name}: {frame.name} takes every {lemma!r} before it")


def _vocabulary(
    verbs: dict[str, list[Frame]], nouns: dict[str, list[Frame]], listed: set[str]
) -> Vocabulary:
    lists: dict[str, frozenset[str]] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    for name in data_files("lexicon"):
        data = load_yaml("lexicon", name)
        for key, words in (data.get("lists") or {}).items():
            lists[key] = frozenset(words_in(words, f"lexicon/{name}: {key}"))
        for lemma, forms in (data.get("irregular") or {}).items():
            irregular[lemma] = tuple(forms.split())
    lists["holding"] = frozenset().union(*(lists[name] for name in _HOLDING))
    return Vocabulary(verbs, nouns, listed, lists, irregular)


_HOLDING = ("light", "planning", "failing", "continuing")
"""Lists of verbs whose subject holds what their object tells."""


def _tests(
    verbs: dict[str, list[Frame]], nouns: dict[str, list[Frame]], vocabulary: Vocabulary
) -> dict[str, list[tuple[frozenset[str], bool]]]:
    found: dict[str, set[tuple[frozenset[str], bool]]] = {}
    for is_verb, table in ((True, verbs), (False, nouns)):
        for lemma, of in table.items():
            _, _, second = lemma.partition("_")
            for frame in of:
                needed = frozenset(second.split("_")) if second else frozenset()
                if not needed:
                    needed = _second_words(frame, vocabulary)
                for form in vocabulary.forms_of(lemma, verb=is_verb):
                    found.setdefault(form, set()).add((needed, frame.family == "travel"))
    return {form: sorted(tests, key=lambda t: (len(t[0]), t[1])) for form, tests in found.items()}


_BOUND = (
    "object",
    "subject",
    "agent",
    "modifier",
    "adverb",
    "preposition",
    "form",
    "phrase",
    "governor",
)


def _second_words(frame: Frame, vocabulary: Vocabulary) -> frozenset[str]:
    """Words one of which a sentence must hold for a frame with conditions to fit."""
    for key, words in frame.conditions:
        if key in _BOUND:
            verb = key == "governor"
            forms = {form for word in words for form in vocabulary.forms_of(word, verb=verb)}
            return frozenset(words | forms)
    return frozenset()
