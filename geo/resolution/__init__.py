"""The choice among candidates for all toponyms of a report together."""

from dateline.geo.resolution.clues import read_clues
from dateline.geo.resolution.mentions import queries_of
from dateline.geo.resolution.query import CandidateSource, Clue, PlaceQuery, Resolution
from dateline.geo.resolution.resolver import resolve

__all__ = [
    "CandidateSource",
    "Clue",
    "PlaceQuery",
    "Resolution",
    "queries_of",
    "read_clues",
    "resolve",
]
