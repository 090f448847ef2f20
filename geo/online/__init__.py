"""Opt-in geocoding over the network: Nominatim and Photon behind the offline gazetteer."""

from geo.online.cache import AnswerCache
from geo.online.chain import Chain, Consultation
from geo.online.nominatim import Nominatim
from geo.online.pacing import Pacing
from geo.online.photon import Photon
from geo.online.provider import CREDIT, OnlineGeocoder

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
