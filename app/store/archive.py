"""A store's content in one file: gzipped JSON lines, from which another store can be filled.

The format is described in docs/moving.md. The last line has a checksum of all before it, so that
a file that was cut short or changed is not taken for the whole.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, Any

from pydantic import TypeAdapter, ValidationError

from dateline.app.store.base import Store
from dateline.app.store.errors import AlreadyThere
from dateline.app.store.transfer import AnyArchiveRecord, ArchiveRecord
from dateline.app.tokens import rfc3339
from dateline.geo.errors import InvalidInput

FORMAT = 1
"""Version of the format; a file of a newer one is refused."""

_MOVED: TypeAdapter[ArchiveRecord] = TypeAdapter(AnyArchiveRecord)
_COMPRESSION = 6


def export_store(store: Store, target: IO[bytes]) -> int:
    """Write all that a store keeps, as of one moment; how many things that was.

    Raises:
        StoreUnavailable: The store does not answer.
        OSError: The file cannot be written.
    """
    known, count = hashlib.sha256(), 0
    header = {
        "kind": "header",
        "format": FORMAT,
        "dateline": version("dateline"),
        "made": rfc3339(datetime.now(UTC)),
    }
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=_COMPRESSION, mtime=0) as file:

        def write(line: bytes) -> None:
            file.write(line + b"\n")
            known.update(line + b"\n")

        write(json.dumps(header).encode())
        for thing in store.export_records():
            write(thing.model_dump_json().encode())
            count += 1
        write(json.dumps({"kind": "end", "count": count, "sha256": known.hexdigest()}).encode())
    return count


def import_store(store: Store, source: IO[bytes]) -> Mapping[str, int]:
    """Fill an empty store from what another one exported: all of it, or nothing.

    Returns:
        How many things of each kind there were.

    Raises:
        InvalidInput: It is no export, was cut short or changed, or is of a newer Dateline.
        AlreadyThere: The store has something in it.
        StoreUnavailable: The store does not answer.
    """
    try:
        with gzip.GzipFile(fileobj=source, mode="rb") as file:
            return store.import_records(_things(file))
    except EOFError as error:
        raise InvalidInput.of("the export was cut short; nothing was imported") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InvalidInput.of(f"this is no export of Dateline: {error}") from error
    except AlreadyThere as error:
        raise InvalidInput.of(str(error)) from error


def _things(file: Iterable[bytes]) -> Iterator[ArchiveRecord]:
    known, count = hashlib.sha256(), 0
    lines = iter(file)
    for number, line in enumerate(lines, 1):
        if number == 1:
            _check_header(line)
        elif (end := _end(line)) is not None:
            if end != {"kind": "end", "count": count, "sha256": known.hexdigest()}:
                raise InvalidInput.of("the export was changed; nothing was imported")
            if next(lines, None) is not None:
                raise InvalidInput.of("the export goes on after its end; nothing was imported")
            return
        else:
            yield _thing(line, number)
            count += 1
        known.update(line)
    raise InvalidInput.of("the export was cut short; nothing was imported")


def _thing(line: bytes, number: int) -> ArchiveRecord:
    try:
        return _MOVED.validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput.of(
            f"line {number}{f', {where}' if where else ''}: {first['msg']}; nothing was imported"
        ) from None


def _check_header(line: bytes) -> None:
    header = _object(line)
    if header.get("kind") != "header":
        raise InvalidInput.of("this is no export of Dateline")
    if header.get("format") != FORMAT:
        raise InvalidInput.of(
            f"the export is of format {header.get('format')!r} and this Dateline knows {FORMAT}; "
            "upgrade Dateline"
        )


def _end(line: bytes) -> dict[str, Any] | None:
    """The last line; None when it is another."""
    # A version may be megabytes: it is not parsed to see that it is none.
    found = _object(line) if len(line) < 1000 else {}
    return found if found.get("kind") == "end" else None


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
