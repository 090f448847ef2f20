"""What is asked of the resolver, what it answers, and where candidates come from."""

from typing import Protocol, runtime_checkable

from pydantic import Field

from dateline.geo.model import Candidate, Latitude, Longitude, Model, Role


class Clue(Model):
    """Something the report says about a toponym where it names it.

    A clue is weighed with everything else; a hint of a :class:`PlaceQuery` is obeyed.

    Attributes:
        within: Name of the place that the toponym seems to be in ("Oxford, North Carolina").
        beside: Name of a toponym that it is listed with ("Oregon, Washington and Idaho").
        feature: Word for what the toponym is ("the island of Russky").
        quote: The words that say so.
    """

    within: str | None = None
    beside: str | None = None
    feature: str | None = None
    quote: str


class PlaceQuery(Model):
    """A toponym of a report, and what is known to tell it from its namesakes.

    Attributes:
        name: The name as written, or as the gazetteer should look it up.
        country: ISO 3166-1 alpha-2 code or name of the country it is in.
        within: Name of an area it is in.
        near: Name of a place it is near.
        feature: What it is, in a word (``city``, ``island``, ``river`` ...) or as a GeoNames
            class or code (``P``, ``ISL``).
        at: Longitude and latitude that a person gives: they are taken as they are.
        mentions: How often the report names it.
        role: What it stands for; what is only associated says less about where things happen.
        sentence: Names of what the report's sentences name literally beside it, the nearest first.
        before: Names of what the report names literally before it, the last first.
        dateline: Names of where the report was filed.
        filed: Whether the report, or a part of it, was filed there.
        clues: What the words around it say.
    """

    name: str
    country: str | None = None
    within: str | None = None
    near: str | None = None
    feature: str | None = None
    at: tuple[Longitude, Latitude] | None = None
    mentions: int = Field(default=1, ge=1)
    role: Role = Role.LITERAL
    sentence: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    dateline: tuple[str, ...] = ()
    filed: bool = False
    clues: tuple[Clue, ...] = ()


class Resolution(Model):
    """The answer for one toponym.

    Attributes:
        chosen: The candidate taken; None when there is none that could be.
        alternatives: The candidates not chosen, best first.
        confidence: 0 to 1: how far the chosen one stands above the rest.
        unresolved: Why nothing was chosen, in words; None when something was.
    """

    chosen: Candidate | None = None
    alternatives: tuple[Candidate, ...] = ()
    confidence: float = Field(default=0.0, ge=0, le=1)
    unresolved: str | None = None


class CandidateSource(Protocol):
    """Where candidates come from: the gazetteer, an online geocoder, or a chain of them."""

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """Candidates for a toponym, best first.

        Args:
            name: The toponym.
            country: ISO 3166-1 alpha-2 that they have to be in.
            near: Longitude and latitude about which candidates are preferred.
            limit: Most candidates to return.
            fuzzy: Whether similar names count when none is the same.
        """


class Consulted(Protocol):
    """Candidates together with what could not be asked."""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Best first."""

    @property
    def failures(self) -> tuple[str, ...]:
        """One sentence for each source that failed."""


@runtime_checkable
class ConsultedSource(Protocol):
    """A source that can fail in part and says so (:class:`dateline.geo.online.Chain`)."""

    def consult(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> Consulted:
        """Candidates for a toponym, and the failures of those that were asked."""
