"""The geocoder that makes maps: the gazetteer, and what the operator turned on behind it."""

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
    """Candidates for a name, with what could not be asked for it.

    Args:
        geocoder: As ``open_geocoder`` gives it.
        name: A toponym, or a position.
        country: ISO 3166-1 alpha-2 that the candidates have to be in.
        near: Longitude and latitude about which candidates are preferred.
        limit: Most candidates.

    Raises:
        InvalidInput: The name or another argument is not what it should be.
    """
    if isinstance(geocoder, online.Chain):
        return geocoder.consult(name, country=country, near=near, limit=limit)
    found = geocoder.candidates(name, country=country, near=near, limit=limit)
    return online.Consultation(candidates=tuple(found))


def open_geocoder(settings: Settings, gazetteer: "Gazetteer | None" = None) -> "CandidateSource":
    """The offline gazetteer, alone or with an online geocoder for what it does not know.

    Args:
        settings: What the operator turned on.
        gazetteer: The gazetteer, where it is open already.

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
