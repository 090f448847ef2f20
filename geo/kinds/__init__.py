"""Every kind of event: its family, its words, its symbol and its PLOVER code."""

from dateline.geo.kinds.catalogue import Catalogue, Family, Kind, Plover, catalogue
from dateline.geo.kinds.titles import names_in_words, title_of, toll

__all__ = [
    "Catalogue",
    "Family",
    "Kind",
    "Plover",
    "catalogue",
    "names_in_words",
    "title_of",
    "toll",
]
