"""All stages in order: from a text to what it says."""

from geo.reading.actors import find_actors
from geo.reading.context import Context
from geo.reading.coreference import link
from geo.reading.document import Document
from geo.reading.lookup import Lookup
from geo.reading.people import find_names
from geo.reading.roles import set_roles
from geo.reading.runs import runs_of
from geo.reading.times import find_times
from geo.reading.toponyms import find_toponyms
from geo.when import When


def understand(text: str, lookup: Lookup, published: When | None = None) -> Context:
    """Everything that a text names: places with their roles, persons, groups and times."""
    document = Document.of(text)
    runs = runs_of(document)
    people = find_names(document, runs, lookup)
    toponyms = find_toponyms(document, runs, people, lookup)
    roles = set_roles(document, toponyms)
    actors = find_actors(document, people, toponyms)
    link(document, actors)
    return Context(document, people, toponyms, roles, actors, find_times(text), published)
