"""The offline gazetteer of the world: built once, opened in milliseconds."""

from geo.gazetteer.artefact import Posting
from geo.gazetteer.atlas import Facts
from geo.gazetteer.format import NameKind
from geo.gazetteer.sense import Sense
from geo.gazetteer.world import SHIPPED, Gazetteer

__all__ = ["SHIPPED", "Facts", "Gazetteer", "NameKind", "Posting", "Sense"]
