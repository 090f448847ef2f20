"""``dateline maps``: list, publish, take down, show and restore the maps of the store."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.app.cli.store import MapIdArgument, opened_store
from dateline.geo.errors import InvalidInput

if TYPE_CHECKING:
    from dateline.app.store import Version

maps_app = typer.Typer(
    name="maps", help="Maps of the store and their versions.", no_args_is_help=True
)

Number = Annotated[int | None, typer.Option("--version", min=1, help="A version; else the newest.")]


@maps_app.command("list")
def list_maps() -> None:
    """List every map with its newest version, the drafts first."""
    with opened_store() as store:
        drafts = store.drafts()
        published = store.maps()
    if not drafts and not published:
        print("There are no maps; make one with: dateline load DRAFT", file=sys.stderr)
    for one in drafts:
        print(f"{one.map_id}  draft, version {one.number}  {one.created}  {one.title}")
    for summary in published:
        print(f"{summary.id}  published  {summary.updated}  {summary.title}")


@maps_app.command()
def versions(map_id: MapIdArgument) -> None:
    """List the versions of a map, the newest first, also of one that was deleted."""
    with opened_store() as store:
        found = store.versions(map_id)
    if not found:
        raise InvalidInput.of(f"there is no map {map_id[:80]!r}")
    for one in found:
        print(f"{one.number}  {one.state}  {one.created}  {one.author}  {one.title}")


@maps_app.command()
def show(map_id: MapIdArgument, number: Number = None) -> None:
    """Write the draft (YAML) of a version to standard output."""
    with opened_store() as store:
        kept = store.version(map_id, number) if number else store.newest(map_id)
    if kept is None:
        what = f"version {number} of map {map_id[:80]!r}" if number else f"map {map_id[:80]!r}"
        raise InvalidInput.of(f"there is no {what}")
    print(kept.draft, end="")


@maps_app.command()
def publish(map_id: MapIdArgument, number: Number = None) -> None:
    """Let the public see a version of a map."""
    with opened_store() as store:
        _report(store.publish(map_id, number), "published")


@maps_app.command()
def unpublish(map_id: MapIdArgument) -> None:
    """Take a map down: the public sees it no longer, its versions stay."""
    with opened_store() as store:
        _report(store.unpublish(map_id), "taken down")


@maps_app.command()
def restore(
    map_id: MapIdArgument,
    number: Annotated[int, typer.Argument(metavar="VERSION", min=1, help="Which version.")],
) -> None:
    """Make an earlier version the newest again, as a draft; also of a map that was deleted."""
    with opened_store() as store:
        _report(store.restore(map_id, number).version, f"restored from version {number}")


def _report(version: "Version", what: str) -> None:
    print(f"{version.map_id}: version {version.number} {what}", file=sys.stderr)
