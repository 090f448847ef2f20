"""What the tests of the feature service share: a service with a map and a few more events."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.model import EventKind, EventMap, Participant, Status
from dateline.geo.when import When
from tests.app.samples import save
from tests.geo import maps

WHENS = {
    "talks": "2024-05-02",
    "march": "2024-05-02/2024-05-05",
    "speech": "2024-05-05T12:00:00Z",
    "vigil": "2024-05",
    "rumour": None,
}


def story(map_id: str = "pacific") -> EventMap:
    """A voyage across the antimeridian, a summit, and events of each kind of time."""
    events = [
        maps.event(
            EventKind.STATEMENT,
            id=name,
            title=name.capitalize(),
            when=When.parse(when) if when else None,
            place="suva" if number % 2 else "apia",
            status=Status.PLANNED if name == "vigil" else Status.HAPPENED,
            participants=(Participant(name="Ida Berg"),) if number < 2 else (),
        )
        for number, (name, when) in enumerate(WHENS.items())
    ]
    voyage, summit = maps.journey("apia", "suva"), maps.summit(when=When.parse("2024-05-03"))
    return maps.event_map(voyage, summit, *events).model_copy(update={"id": map_id})


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    app = create_app(settings)
    save(app.state.store, story())
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client
