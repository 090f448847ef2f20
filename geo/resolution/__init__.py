"""The choice among candidates for all toponyms of a report together."""

from geo.resolution.clues import read_clues
from geo.resolution.mentions import queries_of
from geo.resolution.query import CandidateSource, Clue, PlaceQuery, Resolution
from geo.resolution.resolver import resolve

__all__ = [
    "CandidateSource",
    "Clue",
    "PlaceQuery",
    "Resolution",
    "queries_of",
    "read_clues",
    "resolve",
]
