"""The offline gazetteer first, then whatever online geocoders the operator turned on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from geopy.exc import GeocoderServiceError, GeocoderUnavailable
from geopy.location import Location

from dateline.geo.model import Candidate
from dateline.geo.online.provider import OnlineGeocoder, explained


class Member(Protocol):
    """What a chain is made of: a geocoder in geopy's interface that also offers candidates."""

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 10
    ) -> Location | list[Location] | None:
        """Locations for a name."""

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Locations at a point."""

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """Candidates for a toponym, best first."""


@dataclass(frozen=True)
class Consultation:
    """What the members of a chain gave for a name, and which of them could not be asked.

    Attributes:
        candidates: Best first within each member, the members in their order.
        failures: One sentence for each member that failed.
    """

    candidates: tuple[Candidate, ...]
    failures: tuple[str, ...] = ()


class Chain:
    """Geocoders tried in order; the first that knows the name answers.

    A member that fails (the network is down, a quota is used up) never costs the answer of
    another: the failure is returned with the answer, and raised only when there is no answer.

    Args:
        members: The offline gazetteer first.
        ask_all: Whether every member is asked for candidates, also when an earlier one knows the
            name. By default online geocoders are asked only for what the gazetteer lacks.
    """

    def __init__(self, members: Sequence[Member], *, ask_all: bool = False) -> None:
        self.members = tuple(members)
        self.ask_all = ask_all

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int | None = None
    ) -> Location | list[Location] | None:
        """Locations for a name or an address, from the first member that knows any.

        Raises:
            GeocoderUnavailable: No member that could be asked knows the name, and at least one
                could not be asked.
        """
        options = {} if limit is None else {"limit": limit}
        return self._first(lambda member: member.geocode(query, exactly_one=exactly_one, **options))

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Locations at a point (latitude first, as in geopy); raises as ``geocode`` does."""
        return self._first(lambda member: member.reverse(query, exactly_one=exactly_one))

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """Candidates for a toponym; a member that fails is left out (see ``consult``)."""
        asked = self.consult(name, country=country, near=near, limit=limit, fuzzy=fuzzy)
        return list(asked.candidates)

    def consult(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> Consultation:
        """Candidates for a toponym, with the failures of the members that were asked.

        Every member is asked for the name itself before any is asked for similar names, so that
        an online geocoder that knows the name goes before the gazetteer's guess at a misspelling.
        """
        found: list[Candidate] = []
        failures: dict[str, None] = {}
        for similar in (False, True) if fuzzy else (False,):
            for member in self.members:
                try:
                    found += member.candidates(
                        name, country=country, near=near, limit=limit, fuzzy=similar
                    )
                except GeocoderServiceError as error:
                    failures[_failure(member, error)] = None
                if found and not self.ask_all:
                    break
            if found:
                break
        told = tuple(f"{failure}; not checked there" for failure in failures)
        return Consultation(
            candidates=tuple(
                place.model_copy(update={"why": (*place.why, *told)}) if told else place
                for place in found
            ),
            failures=tuple(failures),
        )

    def _first(
        self, ask: Callable[[Member], Location | list[Location] | None]
    ) -> Location | list[Location] | None:
        failures = []
        for member in self.members:
            try:
                found = ask(member)
            except GeocoderServiceError as error:
                failures.append(_failure(member, error))
                continue
            if found:
                return found
        if failures:
            raise GeocoderUnavailable("; ".join(failures))
        return None


def _failure(member: Member, error: GeocoderServiceError) -> str:
    who = member.name if isinstance(member, OnlineGeocoder) else type(member).__name__
    return f"{who} could not be asked ({explained(error)})"
