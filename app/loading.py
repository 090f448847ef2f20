"""Keeping the maps of drafts in the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.geocoder import open_geocoder
from app.settings import Settings
from app.store import SQLiteStore, Store
from geo.draft_file import load_draft
from geo.errors import InvalidInput, Problem
from geo.geocoding import geocode
from geo.layers import Layers, lay_out
from geo.model import EventMap
from geo.resolution import CandidateSource


@dataclass(frozen=True)
class Loaded:
    """A map that is in the store now, and whether it was there already, just as it is."""

    map_id: str
    unchanged: bool


def example_drafts() -> list[Path]:
    """The drafts of the example maps: inside the package when installed, beside it otherwise."""
    here = Path(__file__).parent
    folders = (here / "examples", here.parent / "examples")
    return sorted(path for folder in folders for path in folder.glob("*.yaml"))


def load_drafts(paths: Sequence[Path], settings: Settings) -> list[Loaded]:
    """Make maps of drafts and keep them in the store.

    Every draft is made into a map before the first is kept, so that one that does not hold
    leaves the store as it was.

    Raises:
        InvalidInput: A draft does not hold; its problems name the file.
        OSError: A file cannot be read.
        StoreError: The store cannot be opened or written.
    """
    geocoder = open_geocoder(settings)
    made = []
    for path in paths:
        source = path.read_bytes()
        event_map = _mapped(path, source, geocoder)
        made.append((event_map, lay_out(event_map), source.decode("utf-8-sig")))
    store = SQLiteStore(settings.database_path, busy_seconds=settings.store_busy_seconds)
    try:
        return [_keep(store, *one) for one in made]
    finally:
        store.close()


def _mapped(path: Path, source: bytes, geocoder: CandidateSource) -> EventMap:
    try:
        return geocode(load_draft(source), geocoder)
    except InvalidInput as error:
        raise InvalidInput(
            [Problem(f"{path}, {one.field}".rstrip(", "), one.message) for one in error.problems]
        ) from error


def _keep(store: Store, event_map: EventMap, layers: Layers, draft: str) -> Loaded:
    before = store.map(event_map.id)
    after = store.save(event_map, layers, draft)
    return Loaded(event_map.id, unchanged=before is not None and before.etag == after.etag)
