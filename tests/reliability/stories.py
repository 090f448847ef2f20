"""Maps that tell, in every part of them, which version they are."""

import json
from dataclasses import replace

from dateline.app.store import Store, StoredMap
from dateline.app.store.query import FeatureQuery
from dateline.geo.layers.features import lay_out
from dateline.geo.model import LAYERS, EventMap
from tests.geo import maps

PLACES = 30


def story(map_id: str, version: int) -> EventMap:
    """A map of many places, each of which names the version."""
    places = tuple(
        maps.place(f"P{number}-v{version}", -170 + number * 11, -60 + number * 4)
        for number in range(PLACES)
    )
    event_map = maps.event_map(places=places)
    report = event_map.report.model_copy(update={"title": f"version {version}"})
    return event_map.model_copy(update={"id": map_id, "report": report})


def draft_of(version: int) -> str:
    """A draft that is as long as a report."""
    return f"# version {version}\n" * 2000


def keep(store: Store, map_id: str, version: int) -> None:
    event_map = story(map_id, version)
    store.save(event_map, lay_out(event_map), draft_of(version))


def version_of(store: Store, map_id: str) -> int | None:
    """Which version of a map is there, having made sure that all of it is; None when none is."""
    stored = store.map(map_id)
    if stored is None:
        assert store.draft(map_id) is None
        assert store.content(map_id) is None
        assert store.features(FeatureQuery("places", map_id=map_id)).features == []
        assert store.versions(map_id) == []
        return None
    version = int(stored.summary.title.removeprefix("version "))
    assert_whole(store, map_id, stored, version)
    return version


def assert_whole(store: Store, map_id: str, stored: StoredMap, version: int) -> None:
    names = [f"P{number}-v{version}" for number in range(PLACES)]
    document = json.loads(stored.document)
    assert [one["properties"]["name"] for one in document["features"]] == names
    query = FeatureQuery("places", map_id=map_id, limit=2 * PLACES)
    kept = store.features(query)
    assert sorted(json.loads(one)["properties"]["name"] for one in kept.features) == sorted(names)
    everywhere = store.features(replace(query, bbox=(-180, -90, 180, 90)))
    assert len(everywhere.features) == PLACES
    assert store.draft(map_id) == draft_of(version)
    numbers = [one.number for one in store.versions(map_id)]
    assert numbers == list(range(len(numbers), 0, -1))
    newest = store.newest(map_id)
    assert newest is not None
    assert newest.document == stored.document
    for layer in LAYERS:
        content = store.content(map_id, layer)
        assert content is not None
        assert content.body == stored.collection(layer)
