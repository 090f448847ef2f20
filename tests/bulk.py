"""A collection of many features, written into a store at once and not map by map."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from dateline.app.store import MapSummary
from dateline.app.store.serialise import FeatureRecord, MapRecord
from dateline.app.store.time_range import span_of
from dateline.app.store.versioned import VersionedStore
from dateline.geo.layers.features import to_json

MAP = "synthetic"
_SAID = "They said so then."
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
_DAYS = 9_000
_MOST_AT_ONCE = 100_000


def features(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Events at places and days that are the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    for at in range(number):
        lon, lat = round(chance.uniform(-180, 180), 5), round(chance.uniform(-90, 90), 5)
        day = (_FIRST + timedelta(days=chance.randrange(_DAYS))).date().isoformat()
        yield {
            "type": "Feature",
            "id": f"{MAP}.event-{at}",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "time": {"date": day},
            "properties": {
                "map": MAP,
                "layer": "events",
                "kind": "statement",
                "name": f"Event {at}",
                "status": chance.choice(("happened", "planned", "ongoing", "cancelled")),
                "when": day,
                "when_text": None,
                "participants": [f"Person {at % 100}"],
                "participant_details": [
                    {"name": f"Person {at % 100}", "title": None, "country": None}
                ],
                "place": f"Place {at % 1000}",
                "place_id": None,
                "attribution": None,
                "evidence": [
                    {"quote": _SAID, "start": 0, "end": len(_SAID), "attributed_to": None}
                ],
                "plover_type": "CONSULT",
                "plover_mode": "visit",
            },
            "bbox": [lon, lat, lon, lat],
        }


def fill(store: VersionedStore[Any], number: int) -> None:
    """Keep so many events in a store, as maps without documents, each of up to 100,000."""
    events = features(number)
    for at in range(0, number, _MOST_AT_ONCE):
        chosen = tuple(map(_record, islice(events, _MOST_AT_ONCE)))
        record = MapRecord(
            summary=MapSummary(
                id=f"{MAP}-{at}" if at else MAP,
                title="Synthetic",
                published=None,
                publisher=None,
                language="en",
                counts={"places": 0, "journeys": 0, "summits": 0, "events": len(chosen)},
                bbox=None,
                updated="2024-01-01T00:00:00Z",
            ),
            draft="",
            bodies={},
            features=chosen,
            fingerprint="",
        )
        with store._writing() as db:
            store._show(db, record, ())


def _record(feature: dict[str, Any]) -> FeatureRecord:
    west, south, east, north = feature["bbox"]
    return FeatureRecord(
        layer="events",
        id=feature["id"],
        geojson=to_json(feature),
        box=(west, south, east, north),
        span=span_of(feature["time"]),
    )
