"""Opt-in geocoding over the network: Nominatim and Photon behind the offline gazetteer."""

from geo.online.cache import AnswerCache
from geo.online.chain import Chain, Consultation
from geo.online.pacing import Pacing
from geo.online.providers import CREDIT, Nominatim, OnlineGeocoder, Photon

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
