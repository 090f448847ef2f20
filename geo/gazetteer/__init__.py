"""The offline gazetteer of the world: built once, opened in milliseconds."""

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.file_reader import Posting
from dateline.geo.gazetteer.gazetteer import SHIPPED, Gazetteer
from dateline.geo.gazetteer.places import Facts
from dateline.geo.gazetteer.sense import NameSense

__all__ = ["SHIPPED", "Facts", "Gazetteer", "NameKind", "NameSense", "Posting"]
