"""Maps to keep and to serve."""

from typing import Any

from dateline.app.store import Store, StoredMap
from dateline.geo.layers.features import lay_out
from dateline.geo.model import EventMap
from tests.geo import maps

DRAFT = "report:\n  title: Pacific\n"


def pacific(map_id: str = "pacific", title: str = "Pacific", **more: Any) -> EventMap:
    """A voyage across the antimeridian, a summit, and the two places."""
    event_map = maps.event_map(maps.journey("apia", "suva"), maps.summit())
    report = event_map.report.model_copy(update={"title": title})
    return event_map.model_copy(update={"id": map_id, "report": report, **more})


def save(store: Store, event_map: EventMap | None = None, draft: str = DRAFT) -> StoredMap:
    event_map = event_map or pacific()
    return store.save(event_map, lay_out(event_map), draft)
