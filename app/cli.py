"""The command line: ``dateline map``, ``serve``, ``geocode`` and the rest.

What a person got wrong is told in one line on standard error, with exit status 2.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from geo.errors import DatelineError, InvalidInput

# Heavy rooms are imported by the commands that need them: `dateline --help` should be quick.

app = typer.Typer(
    name="dateline",
    help="Turn a news report into a map that people can trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> NoReturn:
    """Run the command line."""
    try:
        app()
    except DatelineError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader of our output has had enough (`dateline geocode ... | head -1`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        _fail(what)
    sys.exit(0)


def _fail(message: str) -> NoReturn:
    print(f"dateline: {' '.join(message.split())}", file=sys.stderr)
    sys.exit(2)


@app.command("map")
def make_map(
    draft: Annotated[
        Path, typer.Argument(help="The draft to map (YAML or JSON); - reads standard input.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", help="File to write, .html or .geojson; - writes GeoJSON to stdout."
        ),
    ] = Path("-"),
    map_id: Annotated[
        str | None, typer.Option("--id", help="The map's id, instead of the draft's own.")
    ] = None,
) -> None:
    """Make a map of one report: a self-contained HTML page or GeoJSON."""
    from app.geocoder import open_geocoder  # noqa: PLC0415
    from app.settings import load_settings  # noqa: PLC0415
    from geo.draft_file import load_draft  # noqa: PLC0415
    from geo.geocoding import geocode  # noqa: PLC0415
    from geo.layers import lay_out, to_json  # noqa: PLC0415

    kind = _kind(output)
    source = sys.stdin.buffer.read() if str(draft) == "-" else draft.read_bytes()
    layers = lay_out(geocode(load_draft(source), open_geocoder(load_settings()), map_id))
    if kind == "html":
        from geo.maps import DatelineMap  # noqa: PLC0415

        content = DatelineMap(layers).to_html().encode()
    else:
        content = to_json(layers.document())
    _write(output, content)
    for place in layers.unresolved:
        print(f"dateline: not resolved: {place['name']}: {place['reason']}", file=sys.stderr)


def _kind(output: Path) -> str:
    if str(output) == "-":
        return "geojson"
    kinds = {".html": "html", ".htm": "html", ".geojson": "geojson", ".json": "geojson"}
    try:
        return kinds[output.suffix.lower()]
    except KeyError:
        raise InvalidInput.of(f"{output}: write to a file that ends in .html or .geojson") from None


def _write(output: Path, content: bytes) -> None:
    """Write the whole file or nothing."""
    if str(output) == "-":
        sys.stdout.buffer.write(content + b"\n")
        return
    with tempfile.NamedTemporaryFile(dir=output.parent, delete=False) as part:
        part.write(content)
    try:
        Path(part.name).chmod(0o644)
        Path(part.name).replace(output)
    except OSError:
        Path(part.name).unlink(missing_ok=True)
        raise
    print(f"{output}: {len(content) / 1000:,.0f} kB", file=sys.stderr)


@app.command()
def geocode(
    query: Annotated[str, typer.Argument(help="A place name, or coordinates as 'lat, lon'.")],
    country: Annotated[
        str | None, typer.Option(help="ISO 3166-1 alpha-2 code of the country it is in.")
    ] = None,
    near: Annotated[
        str | None, typer.Option(metavar="LON,LAT", help="Prefer what is near here.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Candidates to show.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Look a place up: its candidates, best first, and why."""
    from app.geocoder import open_geocoder  # noqa: PLC0415
    from app.settings import load_settings  # noqa: PLC0415

    candidates = open_geocoder(load_settings()).candidates(
        query, country=country, near=_position(near), limit=limit
    )
    if as_json:
        print(json.dumps([one.model_dump(mode="json") for one in candidates], ensure_ascii=False))
    elif not candidates:
        raise InvalidInput.of(f"no place is called {query!r}{f' in {country}' if country else ''}")
    for one in () if as_json else candidates:
        where = ", ".join(filter(None, (one.admin1, one.country)))
        people = f", {one.population:,} people" if one.population else ""
        identity = f"{one.source}:{one.source_id}"
        print(f"{one.lat:.5f}, {one.lon:.5f}  {one.name} ({where}{people})  {identity}")
        print(f"    {one.feature_code or one.feature_class}, score {one.score:.2f}: ", end="")
        print("; ".join(one.why))


def _position(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise InvalidInput.of(
            f"{text!r} is no position; write longitude,latitude, for example 131.9,43.1", "--near"
        ) from None
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise InvalidInput.of(f"{text!r} is not on Earth; longitude comes first", "--near")
    return lon, lat


@app.command()
def load(
    drafts: Annotated[list[Path], typer.Argument(help="Drafts to keep in the store.")],
) -> None:
    """Make maps of drafts and keep them in the store, ready to be served."""
    from app.loading import load_drafts  # noqa: PLC0415
    from app.settings import load_settings  # noqa: PLC0415

    for loaded in load_drafts(drafts, load_settings()):
        print(f"{loaded.map_id}: {'as before' if loaded.unchanged else 'kept'}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes any.")] = None,
    examples: Annotated[
        bool, typer.Option("--examples", help="Keep the example maps in the store first.")
    ] = False,
) -> None:
    """Serve the maps of the store."""
    from app.server import run  # noqa: PLC0415
    from app.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    changes = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update=changes)
    if examples:
        from app.loading import example_drafts, load_drafts  # noqa: PLC0415

        load_drafts(example_drafts(), settings)
    run(settings)


gazetteer = typer.Typer(help="The offline gazetteer.", no_args_is_help=True)
app.add_typer(gazetteer, name="gazetteer")


if __name__ == "__main__":
    main()
