"""Keeping the maps of drafts in the store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.app.map_builder import MadeMap, MapMaker
from dateline.app.settings import Settings
from dateline.app.store import Store, open_store
from dateline.geo.draft.yaml_file import load_draft_with_notes
from dateline.geo.errors import InvalidInput, Problem


@dataclass(frozen=True)
class Loaded:
    """A map that is in the store now, and whether it was there already, just as it is.

    Attributes:
        notes: What a person should know of how its draft was understood.
    """

    map_id: str
    unchanged: bool
    notes: tuple[str, ...] = ()


def example_drafts() -> list[Path]:
    """The drafts of the example maps: inside the package when installed, beside it otherwise."""
    here = Path(__file__).resolve().parent
    folders = (here.parent / "examples",)
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
    maker = MapMaker(settings)
    made = [_made(path, maker) for path in paths]
    store = open_store(settings)
    try:
        return [_keep(store, one) for one in made]
    finally:
        store.close()


def load_examples(settings: Settings) -> list[Loaded]:
    """Keep the example maps in the store, where the operator has not written others by their ids.

    An example that is not there is added, also after it was deleted. One whose draft is as
    shipped is made anew, with what Dateline knows by now. One whose draft is another stays.

    Raises:
        StoreError: The store cannot be opened or written.
    """
    maker = MapMaker(settings)
    made = [_made(path, maker) for path in example_drafts()]
    store = open_store(settings)
    try:
        return [
            _keep(store, one)
            if store.draft(one.event_map.id) in (None, one.draft_yaml)
            else Loaded(one.event_map.id, unchanged=True)
            for one in made
        ]
    finally:
        store.close()


def _made(path: Path, maker: MapMaker) -> MadeMap:
    source = path.read_bytes()
    try:
        draft, notes = load_draft_with_notes(source)
        made = maker.from_draft(draft, source.decode("utf-8-sig"))
    except InvalidInput as error:
        raise InvalidInput(
            [Problem(f"{path}, {one.field}".rstrip(", "), one.message) for one in error.problems]
        ) from error
    return replace(made, notes=tuple(f"{path}: {note}" for note in (*notes, *made.notes)))


def _keep(store: Store, made: MadeMap) -> Loaded:
    before = store.map(made.event_map.id)
    after = store.save(made.event_map, made.layers, made.draft_yaml)
    unchanged = before is not None and before.etag == after.etag
    return Loaded(made.event_map.id, unchanged, made.notes)
