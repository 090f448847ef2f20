"""Opt-in geocoding over the network: Nominatim and Photon behind the offline gazetteer."""

from dateline.geo.online.cache import AnswerCache
from dateline.geo.online.chain import Chain, Consultation
from dateline.geo.online.nominatim import Nominatim
from dateline.geo.online.pacing import Pacing
from dateline.geo.online.photon import Photon
from dateline.geo.online.provider import CREDIT, OnlineGeocoder

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
