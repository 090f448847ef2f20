"""The geocoder for new maps: the gazetteer, then the online geocoder if one is configured."""

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline import geo
from dateline.app.settings import Settings
from dateline.geo import online

if TYPE_CHECKING:
    from dateline.geo.gazetteer import Gazetteer
    from dateline.geo.online import Consultation
    from dateline.geo.resolution import CandidateSource


def look_up(
    geocoder: "CandidateSource",
    name: str,
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
    limit: int = 10,
) -> "Consultation":
    """Candidates for a name, with the geocoders that failed.

    Args:
        geocoder: From ``open_geocoder``.
        name: A toponym, or a position.
        country: ISO 3166-1 alpha-2 code of a country that candidates must be in.
        near: Longitude and latitude near which candidates are preferred.
        limit: Maximum number of candidates.

    Raises:
        InvalidInput: The name or another argument is invalid.
    """
    if isinstance(geocoder, online.Chain):
        return geocoder.consult(name, country=country, near=near, limit=limit)
    found = geocoder.candidates(name, country=country, near=near, limit=limit)
    return online.Consultation(candidates=tuple(found))


def open_geocoder(settings: Settings, gazetteer: "Gazetteer | None" = None) -> "CandidateSource":
    """The offline gazetteer, followed by an online geocoder for unknown names if configured.

    Args:
        settings: The service's settings.
        gazetteer: An open gazetteer; opened here when None.

    Raises:
        InvalidInput: The operator's own places or the online geocoder's settings are wrong.
        ArtefactError: The gazetteer's file is missing or damaged.
    """
    if gazetteer is None:
        gazetteer = geo.Gazetteer.open(extra=settings.gazetteer_extra)
    if settings.geocoder == "offline":
        return gazetteer
    provider = {"nominatim": online.Nominatim, "photon": online.Photon}[settings.geocoder]
    ask = partial(
        provider,
        settings.geocoder_user_agent or "",
        timeout=settings.geocoder_timeout,
        cache=online.AnswerCache(settings.geocoder_cache_path),
    )
    if settings.geocoder_url is None:
        return online.Chain([gazetteer, ask()])
    address = urlsplit(settings.geocoder_url)
    own = ask(domain=f"{address.netloc}{address.path}", scheme=address.scheme)
    return online.Chain([gazetteer, own])
