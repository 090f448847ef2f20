"""What online geocoders have in common: paced, retried, cached, and mapped to candidates."""

import json
import math
import re
import threading
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderUnavailable,
)
from geopy.location import Location
from geopy.point import Point
from pydantic import ValidationError

from dateline.geo.errors import InvalidInput
from dateline.geo.model import Candidate
from dateline.geo.online import osm
from dateline.geo.online.cache import AnswerCache
from dateline.geo.online.pacing import Pacing
from dateline.geo.resolution.names import fold

CREDIT = "© OpenStreetMap contributors, ODbL 1.0 (https://www.openstreetmap.org/copyright)"
"""What has to be shown wherever an answer of Nominatim or Photon is."""

_ERRNO = re.compile(r"^\[Errno -?\d+\] ")
_PERMANENT = (
    GeocoderQueryError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
)
ASKED_FOR = 10
_EXACT, _OTHER_NAME, _SIMILAR = 0.8, 0.75, 0.45


class OnlineGeocoder(ABC):
    """A provider with geopy's interface, with rate limiting and caching of answers.

    Requests go out one at a time, no faster than the pacing allows. Timeouts, 429 and 5xx are
    retried; an answer that is no answer (wrong key, refused, unreadable) is not. After a failure
    the provider is left alone for a while, and says so.

    Args:
        geocoder: The geopy geocoder that does the talking.
        cache: Where answers are kept; None keeps none.
        pacing: How fast and how stubbornly to ask.
    """

    name: str
    source: str

    def __init__(self, geocoder: Any, cache: AnswerCache | None, pacing: Pacing | None) -> None:
        self._geocoder = geocoder
        self._cache = cache
        self._pacing = pacing or Pacing()
        self._limited = self._pacing.limiter(self._attempt)
        self._one_at_a_time = threading.Lock()
        self._paused_until = -math.inf
        self._trouble = ""

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = ASKED_FOR, **options: Any
    ) -> Location | list[Location] | None:
        """Locations for a name or an address, in geopy's interface.

        Args:
            query: A name or an address.
            exactly_one: The first location alone, or all of them as a list.
            limit: Most locations to return.
            **options: What the provider's geopy class takes (``language``, ``country_codes`` ...).

        Returns:
            A location, or a list of them; None when the provider knows none.

        Raises:
            GeocoderServiceError: geopy's error for a provider that cannot be asked or that
                answers nonsense, with the reason in words.
        """
        options.setdefault("limit", max(limit, ASKED_FOR))
        found = self._ask("geocode", _normalised(query), options)
        if not found:
            return None
        return found[0] if exactly_one else found[:limit]

    def reverse(
        self, query: Any, *, exactly_one: bool = True, **options: Any
    ) -> Location | list[Location] | None:
        """Locations at a point (latitude first, as in geopy); raises as ``geocode`` does."""
        point = Point(query)
        found = self._ask("reverse", f"{point.latitude:.6f},{point.longitude:.6f}", options)
        if not found:
            return None
        return found[0] if exactly_one else found

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """The provider's answers as candidates, best first.

        Args:
            name: A toponym.
            country: ISO 3166-1 alpha-2 that the answers have to be in.
            near: Longitude and latitude about which answers are preferred.
            limit: Most candidates to return.
            fuzzy: Whether answers under a name unlike the one asked for are kept.

        Raises:
            GeocoderServiceError: As ``geocode``.
        """
        options = self._search_options(country, near)
        found = self.geocode(name, exactly_one=False, **options) or []
        places = [self._candidate(name, location.raw) for location in found]
        kept = [
            place
            for place in places
            if place is not None
            and (country is None or place.country == country)
            and (fuzzy or place.score > _SIMILAR)
        ]
        return sorted(kept, key=lambda place: -place.score)[:limit]

    def close(self) -> None:
        """Close what the HTTP client holds open."""
        self._geocoder.adapter.__exit__(None, None, None)

    @abstractmethod
    def _search_options(
        self, country: str | None, near: tuple[float, float] | None
    ) -> dict[str, Any]:
        """The provider's own words for a country and a neighbourhood."""

    @abstractmethod
    def _fields(self, raw: Mapping[str, Any]) -> "Fields":
        """One answer's members, read without trust."""

    def _candidate(self, asked: str, raw: Any) -> Candidate | None:
        try:
            return self._fields(raw).candidate(asked, self)
        except (AttributeError, KeyError, TypeError, ValueError, ValidationError):
            return None

    def _ask(self, method: str, query: str, options: dict[str, Any]) -> list[Location]:
        key = self._key(method, query, options)
        with self._one_at_a_time:
            kept = self._cache.get(key) if self._cache else None
            if kept is not None:
                return list(kept.locations)
            answer = self._ask_now(method, query, options)
            if self._cache:
                self._cache.put(key, answer)
            return answer

    def _ask_now(self, method: str, query: str, options: dict[str, Any]) -> list[Location]:
        if self._pacing.clock() < self._paused_until:
            raise GeocoderUnavailable(self._trouble)
        try:
            answer = self._limited(method, query, options)
        except GeocoderServiceError as error:
            self._pause(error)
            raise
        if isinstance(answer, GeocoderServiceError):
            if not isinstance(answer, GeocoderQueryError):
                self._pause(answer)
            raise answer
        found: list[Location] = answer
        return found

    def _attempt(
        self, method: str, query: str, options: dict[str, Any]
    ) -> list[Location] | GeocoderServiceError:
        """One request. An error that a retry would not mend is returned, not raised.

        geopy's limiter retries every ``GeocoderServiceError`` that is raised.
        """
        try:
            return getattr(self._geocoder, method)(query, exactly_one=False, **options) or []
        except GeocoderRateLimited as error:
            wait = error.retry_after or 0
            if wait > self._pacing.longest_wait_seconds:
                return GeocoderQuotaExceeded(f"it asks to be left alone for {wait} s")
            self._pacing.sleep(max(0.0, wait - self._pacing.error_wait_seconds))
            raise
        except (*_PERMANENT, GeocoderQuotaExceeded) as error:
            return error
        except GeocoderServiceError:
            raise
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            # geopy reads answers by their documented shape; anything else ends up here.
            return GeocoderParseError(f"its answer has another shape than documented: {error!r}")

    def _pause(self, error: GeocoderServiceError) -> None:
        self._paused_until = self._pacing.clock() + self._pacing.pause_seconds
        self._trouble = explained(error)

    def _key(self, method: str, query: str, options: dict[str, Any]) -> str:
        return json.dumps(
            [self._geocoder.api, method, query, sorted(options.items())],
            ensure_ascii=False,
            default=str,
        )


@dataclass(frozen=True)
class Fields:
    """One answer's members in the gazetteer's terms; the box is west, south, east, north."""

    identity: tuple[str, int]
    tag: tuple[str, str, str | None]
    name: str
    other_names: frozenset[str]
    position: tuple[float, float]
    box: tuple[float, float, float, float] | None
    country: str | None
    admin1: str | None
    importance: float

    def candidate(self, asked: str, provider: OnlineGeocoder) -> Candidate:
        """The answer as a candidate for the name that was asked for."""
        element, number = self.identity
        feature_class, code = osm.feature(*self.tag)
        match, reason = self._match(asked)
        source_id = f"{element}/{number}"
        return Candidate(
            source=provider.source,
            source_id=source_id,
            name=self.name,
            lon=self.position[0],
            lat=self.position[1],
            feature_class=feature_class,
            feature_code=code,
            country=self.country,
            admin1=self.admin1,
            uncertainty_km=osm.uncertainty_km(self.box, feature_class),
            score=min(1.0, match + 0.2 * min(max(self.importance, 0.0), 1.0)),
            why=(reason, f"answered by {provider.name} (OpenStreetMap {source_id})"),
        )

    def _match(self, asked: str) -> tuple[float, str]:
        wanted = fold(asked)
        if wanted == fold(self.name):
            return _EXACT, "the name is the same"
        if wanted in {fold(name) for name in self.other_names}:
            return _OTHER_NAME, f"another name of {self.name}"
        return _SIMILAR - 0.2, f"the provider's match for {asked!r}: {self.name}"


def explained(error: GeocoderServiceError) -> str:
    """A provider's failure in words that a reader understands."""
    return _ERRNO.sub("", str(error)) or type(error).__name__


def own_user_agent(user_agent: str) -> str:
    """The user agent, trimmed.

    Raises:
        InvalidInput: It is empty or identifies somebody else.
    """
    given = user_agent.strip()
    borrowed = given.lower().startswith(("geopy", "mozilla", "specify_your_app", "my-application"))
    if not given or borrowed:
        raise InvalidInput.of(
            "online geocoding needs a user agent that says who asks, such as "
            f"'newsroom-maps/1.0 (maps@example.org)'; {user_agent!r} does not",
            field="user_agent",
        )
    return given


def _normalised(query: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", query).casefold().split())
