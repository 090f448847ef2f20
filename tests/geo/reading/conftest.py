"""A reader over the shipped gazetteer, and short ways to ask what it found."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft, DraftJourney, DraftSummit
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.reading import Reader
from dateline.geo.when import When

PUBLISHED = "2021-06-10"
"""A Thursday."""

Read = Callable[[str], Draft]


@pytest.fixture(scope="session")
def world() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def reader(world: Gazetteer) -> Reader:
    return Reader(world)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    return lambda text: reader.read(text, published=When.parse(PUBLISHED))


@pytest.fixture(scope="session")
def toponyms(reader: Reader) -> Callable[[str], list[str]]:
    return lambda text: [found.name for found in reader.understand(text).toponyms]


@pytest.fixture(scope="session")
def roles(reader: Reader) -> Callable[[str], dict[str, str]]:
    def of(text: str) -> dict[str, str]:
        context = reader.understand(text)
        pairs = zip(context.toponyms, context.roles, strict=True)
        return {toponym.name: role.value for toponym, role in pairs}

    return of


@pytest.fixture(scope="session")
def journeys(read: Read) -> Callable[[str], list[DraftJourney]]:
    return lambda text: [e for e in read(text).events if isinstance(e, DraftJourney)]


@pytest.fixture(scope="session")
def summits(read: Read) -> Callable[[str], list[DraftSummit]]:
    return lambda text: [e for e in read(text).events if isinstance(e, DraftSummit)]
