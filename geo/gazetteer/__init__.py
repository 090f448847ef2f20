"""The offline gazetteer of the world: built once, opened in milliseconds."""

from geo.gazetteer.file_format import NameKind
from geo.gazetteer.file_reader import Posting
from geo.gazetteer.gazetteer import SHIPPED, Gazetteer
from geo.gazetteer.places import Facts
from geo.gazetteer.sense import Sense

__all__ = ["SHIPPED", "Facts", "Gazetteer", "NameKind", "Posting", "Sense"]
