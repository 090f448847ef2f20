"""``dateline export``, ``import``, ``audit`` and ``erase``: the store as a whole."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from dateline.app.cli import lazy
from dateline.geo.errors import InvalidInput

if TYPE_CHECKING:
    from dateline.app.store import Store

MapIdArgument = Annotated[str, typer.Argument(metavar="MAP", help="The map's id.")]


def export(
    file: Annotated[
        Path, typer.Argument(help="File to write, such as store.jsonl.gz; - is standard output.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Write all that the store keeps into one file: maps, versions, tokens' hashes, audit log.

    The service may go on meanwhile; what is written is of one moment.
    """
    if not force and str(file) != "-" and file.exists():
        raise InvalidInput.of(f"{file} exists; say --force to replace it")
    with opened_store() as store, _written(file) as target:
        count = lazy.export_store(store, target)
    print(f"dateline: {count:,} things exported", file=sys.stderr)


def import_(
    file: Annotated[Path, typer.Argument(help="What was exported; - is standard input.")],
) -> None:
    """Fill an empty store with what another one exported: all of it, or nothing."""
    with opened_store() as store:
        if str(file) == "-":
            counts = lazy.import_store(store, sys.stdin.buffer)
        else:
            with file.open("rb") as source:
                counts = lazy.import_store(store, source)
    told = ", ".join(f"{count:,} of kind {kind}" for kind, count in sorted(counts.items()))
    print(f"dateline: imported {told or 'nothing: the store was empty'}", file=sys.stderr)


def audit(
    subject: Annotated[
        str | None, typer.Option("--of", metavar="MAP", help="Only of this map, or token.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most entries to show.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, one entry a line.")] = False,
) -> None:
    """Show who did what to which map when, the latest first."""
    with opened_store() as store:
        entries = store.audit(subject=subject, limit=limit)
    if as_json:
        for entry in entries:
            print(json.dumps(asdict(entry)))
        return
    for entry in entries:
        version = f" version {entry.version}" if entry.version else ""
        print(f"{entry.time}  {entry.author}  {entry.action}  {entry.subject}{version}")


def erase(
    map_id: MapIdArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; it cannot be undone.")] = False,
) -> None:
    """Forget a map and all its versions, for good, as the law may demand."""
    with opened_store() as store:
        count = len(store.versions(map_id))
        if not count:
            raise InvalidInput.of(f"there is no map {map_id[:80]!r}")
        if not yes:
            raise InvalidInput.of(
                f"{map_id}: {count} versions would be gone for good; say --yes to do it"
            )
        count = store.erase(map_id)
    print(f"{map_id}: {count} versions erased")


@contextmanager
def opened_store() -> "Iterator[Store]":
    """The store that the settings ask for, while it is needed."""
    store = lazy.open_store(lazy.load_settings())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _written(file: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole at the end, or not at all; for its owner's eyes alone."""
    if str(file) == "-":
        yield sys.stdout.buffer
        return
    if not file.parent.is_dir():
        raise InvalidInput.of(f"{file}: there is no folder {str(file.parent)!r}")
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        try:
            yield part
            part.flush()
            Path(part.name).replace(file)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
