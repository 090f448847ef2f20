"""The command line: ``dateline map``, ``serve``, ``geocode`` and the rest.

An error is reported on one line of standard error, with exit status 2.
"""

import json
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from dateline import __version__, geo
from dateline.app.cli import lazy
from dateline.app.cli import store as store_cli
from dateline.app.cli.map_files import encoder_of
from dateline.app.cli.maps import maps_app
from dateline.app.cli.tokens import token_app
from dateline.app.positions import position_of
from dateline.geo.errors import DatelineError, InvalidInput

if TYPE_CHECKING:
    from dateline.geo.draft.model import Draft

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


Title = typer.Option("--title", help="Title of a report; its own when left out.")
Published = typer.Option(
    "--published", metavar="DATE", help="When a report was published (ISO 8601)."
)
Encoding = typer.Option("--encoding", help="Encoding of a report; found out when left out.")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Turn a news report into a map that people can trust."""


def main() -> NoReturn:
    """Run the command line."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except TyperException as error:
        _fail_as_used_wrongly(error)
    except typer.Abort:
        sys.exit(130)
    except DatelineError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader of our output has had enough (`dateline geocode ... | head -1`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        _fail(what)


def _fail_as_used_wrongly(error: TyperException) -> NoReturn:
    context: typer.Context | None = getattr(error, "ctx", None)
    message = error.format_message()
    if context is not None and message == context.get_help():  # a command without a subcommand
        print(message, file=sys.stderr)
        sys.exit(2)
    command = context.command_path if context else "dateline"
    _fail(f"{message.rstrip('.')}. See '{command} --help'.")


def _fail(message: str) -> NoReturn:
    _note(" ".join(message.split()))
    sys.exit(2)


@app.command("map")
def make_map(
    source: Annotated[
        Path,
        typer.Argument(
            help="A draft (.yaml, .yml, .json) or a report (any other file); - reads a draft "
            "from standard input."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            help="File to write, in the format of its ending: .html, .geojson, .gpkg, .kml, .gpx, "
            ".csv, .ics, .svg or .png; - writes GeoJSON to standard output.",
        ),
    ] = Path("-"),
    map_id: Annotated[
        str | None, typer.Option("--id", help="The map's id, instead of the draft's own.")
    ] = None,
    title: Annotated[str | None, Title] = None,
    published: Annotated[str | None, Published] = None,
    encoding: Annotated[str | None, Encoding] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Take the source as a report, whatever its name.")
    ] = False,
) -> None:
    """Make a map of one report: a self-contained HTML page, GeoJSON or another format."""
    encode = encoder_of(output)
    data = _read(source)
    if report or not _is_draft(source):
        draft = _draft_of(data, title, published, encoding)
    elif title or published or encoding:
        raise InvalidInput.of("a draft says itself what its title, date and encoding are")
    else:
        draft, notes = lazy.load_draft_with_notes(data)
        for note in notes:
            _note(note)
    _note_dates(draft)
    layers = geo.lay_out(geo.geocode(draft, lazy.open_geocoder(lazy.load_settings()), map_id))
    _write(output, encode(layers))
    if not layers.features:
        _note("nothing to draw: the draft names no event, and no place that could be found")
    for place in layers.unresolved:
        _note(f"not resolved: {place['name']}: {place['reason']}")


@app.command("read")
def read(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    source: Annotated[
        Path, typer.Argument(help="The report, plain text or HTML; - reads standard input.")
    ] = Path("-"),
    output: Annotated[
        Path, typer.Option("-o", "--output", help="File to write; - is standard output.")
    ] = Path("-"),
    title: Annotated[str | None, Title] = None,
    published: Annotated[str | None, Published] = None,
    encoding: Annotated[str | None, Encoding] = None,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help="Read one JSON object a line (id, title, text, published), write one a line.",
        ),
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=0, max=256, help="Processes for --jsonl; 0 takes every core.")
    ] = 1,
    endpoint: Annotated[
        str | None,
        typer.Option(
            help="An OpenAI-compatible endpoint whose model proposes journeys and summits, taken "
            "where the report's words bear them out. DATELINE_READER_URL by default."
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="The model there; DATELINE_READER_MODEL by default.")
    ] = None,
) -> None:
    """Read a report: a draft (YAML) that `dateline map` takes and a person can correct."""
    if not jsonl:
        draft = _draft_of(_read(source), title, published, encoding, endpoint, model)
        _note_dates(draft)
        _write(output, geo.dump_draft(draft).encode())
        return
    if str(output) != "-" or title or published or encoding:
        raise InvalidInput.of(
            "--jsonl writes to standard output and takes no other option but --jobs, --endpoint "
            "and --model"
        )
    _read_lines(source, jobs or os.cpu_count() or 1, endpoint, model)


@app.command("explain")
def explain(
    source: Annotated[
        Path, typer.Argument(help="The report, plain text or HTML; - reads standard input.")
    ] = Path("-"),
    title: Annotated[str | None, Title] = None,
    published: Annotated[str | None, Published] = None,
    encoding: Annotated[str | None, Encoding] = None,
) -> None:
    """Explain a report's map: why each name is a place, its role and use, and why this one."""
    extra = lazy.load_settings().gazetteer_extra
    for line in lazy.explain_report(
        _read(source), title=title, published=published, encoding=encoding, extra=extra
    ):
        print(line)


def _read_lines(source: Path, jobs: int, endpoint: str | None, model: str | None) -> None:
    def write(line: str) -> None:
        # Flushed, so that whoever reads us has each answer as soon as it is there.
        print(line, flush=True)

    settings = lazy.load_settings()
    extra, proposer = settings.gazetteer_extra, lazy.proposer_of(settings, endpoint, model)
    # A model is waited for as long as it may take, and that is no fault of the report.
    seconds = settings.making_seconds + (settings.reader_timeout if proposer else 0)
    with nullcontext(sys.stdin.buffer) if str(source) == "-" else source.open("rb") as lines:
        failed, total = lazy.read_lines(
            lines, write, _note, jobs=jobs, seconds=seconds, extra=extra, proposer=proposer
        )
    if failed:
        _note(f"{failed} of {total} reports could not be read")
        raise typer.Exit(1)


def _draft_of(
    data: bytes,
    title: str | None,
    published: str | None,
    encoding: str | None,
    endpoint: str | None = None,
    model: str | None = None,
) -> "Draft":
    settings = lazy.load_settings()
    found = lazy.read_report(
        data,
        title=title,
        published=published,
        encoding=encoding,
        extra=settings.gazetteer_extra,
        proposer=lazy.proposer_of(settings, endpoint, model),
    )
    for note in found.notes:
        _note(note)
    return found.draft


def _note_dates(draft: "Draft") -> None:
    for note in lazy.date_notes(draft):
        _note(note)


def _is_draft(source: Path) -> bool:
    return str(source) == "-" or source.suffix.lower() in (".yaml", ".yml", ".json")


def _read(source: Path) -> bytes:
    return sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()


def _note(message: str) -> None:
    print(f"dateline: {message}", file=sys.stderr)


def _write(output: Path, content: bytes) -> None:
    """Write the whole file or nothing."""
    if str(output) == "-":
        sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")
        return
    if not output.parent.is_dir():
        raise InvalidInput.of(f"{output}: there is no folder {str(output.parent)!r}")
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
    geocoder = lazy.open_geocoder(lazy.load_settings())
    found = lazy.look_up(geocoder, query, country=country, near=_near(near), limit=limit)
    candidates = found.candidates
    if as_json:
        for failure in found.failures:
            _note(failure)
        print(json.dumps([one.model_dump(mode="json") for one in candidates], ensure_ascii=False))
    elif not candidates:
        where = f" in {country}" if country else ""
        failures = "".join(f"; {failure}" for failure in found.failures)
        gazetteer = " in the gazetteer" if failures else ""
        raise InvalidInput.of(f"no place is called {query!r}{where}{gazetteer}{failures}")
    for one in () if as_json else candidates:
        where = ", ".join(filter(None, (one.admin1, one.country)))
        people = f", {one.population:,} people" if one.population else ""
        identity = f"{one.source}:{one.source_id}"
        print(f"{one.lat:.5f}, {one.lon:.5f}  {one.name} ({where}{people})  {identity}")
        print(f"    {one.feature_code or one.feature_class}, score {one.score:.2f}: ", end="")
        print("; ".join(one.why))


def _near(text: str | None) -> tuple[float, float] | None:
    try:
        return None if text is None else position_of(text)
    except ValueError as error:
        raise InvalidInput.of(str(error), "--near") from error


@app.command()
def load(
    drafts: Annotated[list[Path], typer.Argument(help="Drafts to keep in the store.")],
) -> None:
    """Make maps of drafts and keep them in the store, ready to be served."""
    settings = lazy.load_settings()
    for loaded in lazy.load_drafts(drafts, settings):
        for note in loaded.notes:
            _note(note)
        print(f"{loaded.map_id}: {'as before' if loaded.unchanged else 'kept'}")
    _note(f"the store is {settings.store_name}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes any.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer.")
    ] = None,
    examples: Annotated[
        bool,
        typer.Option(
            "--examples",
            help="Keep the example maps in the store first: those you deleted come back, those "
            "whose draft you changed stay as they are.",
        ),
    ] = False,
    sign_in_link: Annotated[
        bool,
        typer.Option(
            "--sign-in-link",
            help="Print an address, too, that signs in at the desk once, with every right. Only "
            "for a terminal that nobody else reads.",
        ),
    ] = False,
) -> None:
    """Serve the maps of the store."""
    settings = lazy.load_settings()
    given = {"host": host, "port": port, "workers": workers}
    changes = {name: value for name, value in given.items() if value is not None}
    settings = settings.model_copy(update=changes)
    if examples:
        lazy.load_examples(settings)
    lazy.run(settings, sign_in_link=sign_in_link)


app.command("export")(store_cli.export)
app.command("import")(store_cli.import_)
app.command("audit")(store_cli.audit)
app.command("erase")(store_cli.erase)
app.add_typer(maps_app, name="maps")
app.add_typer(token_app, name="token")


if __name__ == "__main__":
    main()
