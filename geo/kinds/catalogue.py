"""The catalogue of kinds of events, read from ``kinds.yaml`` and checked as it is read."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from ruamel.yaml import YAML

from dateline.geo.kinds.templates import Template, parse_template, slots_of
from dateline.geo.model import EventKind, Model, Status

Word = Annotated[str, Field(min_length=1, max_length=60)]
Role = Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)*$", max_length=40)]

OTHER_SLOTS = frozenset({"word", "place", "host", "toll", "who"})
"""What a title may say besides the names of those with a role."""

PloverType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


class Code(Model):
    """A PLOVER type and mode."""

    type: PloverType | None = None
    mode: Annotated[str, Field(pattern=r"^[a-z-]+$")] | None = None


class Plover(Code):
    """The PLOVER code of a kind.

    Attributes:
        planned: The code of one that is yet to come, where that is another.
        cancelled: The code of one that was called off; none when left out: it has not taken place.
    """

    planned: Code | None = None
    cancelled: Code = Code()

    def at(self, status: Status) -> Code:
        """The code of an event with this status."""
        if status is Status.CANCELLED:
            return self.cancelled
        planned = self.planned if status is Status.PLANNED else None
        return planned or Code(type=self.type, mode=self.mode)


class Family(Model):
    """Kinds that are shown alike: see ``kinds.yaml`` for the meaning of the fields."""

    word: Word
    symbol: Annotated[str, Field(pattern=r"^M[MLHVCAZ0-9. -]+Z$")]
    roles: frozenset[Role]
    title: str


class Kind(Model):
    """One kind: see ``kinds.yaml`` for the meaning of the fields."""

    family: str
    word: Word
    plural: Word
    count: tuple[Word, Word] | None = None
    plover: Plover = Plover()
    title: str | None = None
    schema_org: Literal["Event", "BusinessEvent", "SocialEvent"] = "Event"

    @property
    def counted(self) -> tuple[str, str]:
        """The words for one of them and for several."""
        return self.count or (self.word, self.plural)


class Catalogue(Model):
    """Families and kinds by name.

    Attributes:
        roles: What a participant may be in an event of any family.
        small_words: Words at the beginning of a name that have no capital within a title.
    """

    roles: frozenset[Role]
    small_words: Annotated[frozenset[str], BeforeValidator(lambda words: words.split())]
    families: Mapping[str, Family]
    kinds: Mapping[EventKind, Kind]

    @model_validator(mode="after")
    def _is_whole(self) -> "Catalogue":
        if missing := set(EventKind) - set(self.kinds):
            raise ValueError(f"no entry for {', '.join(sorted(missing))}")
        for name, kind in self.kinds.items():
            if kind.family not in self.families:
                raise ValueError(f"{name}: there is no family {kind.family!r}")
        if empty := set(self.families) - {kind.family for kind in self.kinds.values()}:
            raise ValueError(f"no kind is of the family {', '.join(sorted(empty))}")
        for name in self.kinds:
            self._check_title(name)
        return self

    def _check_title(self, kind: EventKind) -> None:
        known = OTHER_SLOTS | self.roles_of(kind)
        if unknown := slots_of(self.template(kind)) - known:
            raise ValueError(f"{kind}: no role {', '.join(sorted(unknown))} for its title")

    def family_of(self, kind: EventKind) -> Family:
        """The family that a kind is of."""
        return self.families[self.kinds[kind].family]

    def roles_of(self, kind: EventKind) -> frozenset[str]:
        """What a participant may be in an event of this kind."""
        return self.roles | self.family_of(kind).roles

    def template(self, kind: EventKind) -> Template:
        """How a title of this kind is made.

        Raises:
            ValueError: It is not well formed.
        """
        return parse_template(self.kinds[kind].title or self.family_of(kind).title)


@cache
def catalogue() -> Catalogue:
    """The catalogue.

    Raises:
        ValueError: The file breaks a rule: a kind of :class:`EventKind` that has no entry, a family
            that is not there, a title with a slot that nothing can fill.
    """
    text = files("dateline.geo.kinds").joinpath("kinds.yaml").read_text(encoding="utf-8")
    return Catalogue.model_validate(YAML(typ="safe").load(text))
