"""Opt-in geocoding over the network: Nominatim and Photon, after the offline gazetteer."""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.online.cache import AnswerCache
    from dateline.geo.online.chain import Chain, Consultation
    from dateline.geo.online.nominatim import Nominatim
    from dateline.geo.online.pacing import Pacing
    from dateline.geo.online.photon import Photon
    from dateline.geo.online.provider import CREDIT, OnlineGeocoder
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "AnswerCache": "dateline.geo.online.cache",
            "Chain": "dateline.geo.online.chain",
            "Consultation": "dateline.geo.online.chain",
            "Nominatim": "dateline.geo.online.nominatim",
            "Pacing": "dateline.geo.online.pacing",
            "Photon": "dateline.geo.online.photon",
            "CREDIT": "dateline.geo.online.provider",
            "OnlineGeocoder": "dateline.geo.online.provider",
        },
    )

__all__ = [
    "CREDIT",
    "AnswerCache",
    "Chain",
    "Consultation",
    "Nominatim",
    "OnlineGeocoder",
    "Pacing",
    "Photon",
]
