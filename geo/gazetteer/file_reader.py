"""Reads the artefact: a file mapped into memory, shared by all processes that open it."""

import json
import mmap
import struct
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie

from dateline.geo.errors import DatelineError
from dateline.geo.gazetteer import file_format as layout
from dateline.geo.gazetteer.file_format import NameKind


class ArtefactError(DatelineError):
    """The gazetteer's file is missing or is not one."""


class Posting(NamedTuple):
    """One place that bears a name.

    Attributes:
        number: The place's number.
        kind: What the name is to it.
    """

    number: int
    kind: NameKind


class PlaceRow(NamedTuple):
    """One place as it is stored, before names and codes are looked up."""

    lon: int
    lat: int
    population: int
    name: int
    source_id: int
    country: int
    source: int
    feature: int
    prominence: int
    admin1: int
    admin2: int
    uncertainty_km: float
    dispute: int
    flags: int


_KINDS = tuple(NameKind)


class Artefact:
    """The mapped file. Opening reads a header of a few kilobytes and touches nothing else.

    Safe to share between threads and to inherit across ``fork``: nothing in it changes.
    """

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            ArtefactError: There is no such file, or it is not a gazetteer of this version.
        """
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ArtefactError(
                f"no gazetteer at {path}: {error}; the package brings one, so install it again"
            ) from error
        view = memoryview(self._map)
        self.about, sections = _sections(view, path)
        self.names = _trie(sections["names"])
        self._skeleton_section = sections["skeletons"]
        self._values = sections["values"].cast("I")
        self._postings = sections["postings"].cast("I")
        self.places = sections["places"]
        self._strings = sections["strings"]
        self._cells = sections["cells"].cast("I")
        self._countries = sections["countries"].cast("I")
        self._admin1 = sections["admin1"].cast("I")
        self._admin2 = sections["admin2"].cast("I")
        self._tables_section = sections["tables"]
        self.size: int = self.about["places"]

    @cached_property
    def skeletons(self) -> marisa_trie.Trie:
        """Trie of ``skeleton|folded name`` of the prominent places."""
        return _trie(self._skeleton_section)

    @cached_property
    def tables(self) -> dict[str, Any]:
        """The small tables, read when first asked for."""
        tables: dict[str, Any] = json.loads(bytes(self._tables_section))
        return tables

    def postings(self, folded: str) -> list[Posting]:
        """The places that bear a folded name, most prominent first."""
        number = self.names.get(folded)
        return [] if number is None else self._run(self._values[number])

    def _run(self, value: int) -> list[Posting]:
        mask, shift = layout.PLACE_MASK, layout.KIND_SHIFT
        if not value & layout.MANY:
            return [Posting(value & mask, _KINDS[value >> shift])]
        found = []
        at = value & ~layout.MANY
        while True:
            value = self._postings[at]
            found.append(Posting(value & mask, _KINDS[value >> shift & layout.KIND_MASK]))
            if value & layout.LAST:
                return found
            at += 1

    def place(self, number: int) -> PlaceRow:
        """The place with this number."""
        return PlaceRow(*layout.PLACE.unpack_from(self.places, number * layout.PLACE.size))

    def position(self, number: int) -> tuple[float, float]:
        """Longitude and latitude of a place, degrees."""
        lon, lat = layout.POSITION.unpack_from(self.places, number * layout.PLACE.size)
        return lon / layout.DEGREES, lat / layout.DEGREES

    def string(self, offset: int) -> str:
        """The text at an offset of the strings."""
        length = self._strings[offset]
        start = offset + 1
        if length == layout.LONG_STRING:
            length = int.from_bytes(self._strings[start : start + 2], "little")
            start += 2
        return str(self._strings[start : start + length], "utf-8")

    def runs(self, row: int, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Runs of places (start, stop) in the cells of a row; columns wrap around the world."""
        if last - first + 1 >= layout.COLUMNS:
            first, last = 0, layout.COLUMNS - 1
        start = row * layout.COLUMNS
        for low, high in (
            (max(first, 0), min(last, layout.COLUMNS - 1)),
            (first % layout.COLUMNS, layout.COLUMNS - 1) if first < 0 else (0, -1),
            (0, last % layout.COLUMNS) if last >= layout.COLUMNS else (0, -1),
        ):
            if low <= high:
                begin, end = self._cells[start + low], self._cells[start + high + 1]
                if begin < end:
                    yield begin, end

    def country_place(self, iso: str) -> int | None:
        """The place that is the country with this ISO 3166-1 alpha-2 code."""
        return self._among("countries", iso, self._countries)

    def admin1_place(self, code: str) -> int | None:
        """The place that is the first-order division with this code (``RU.59``)."""
        return self._among("admin1", code, self._admin1)

    def admin2_place(self, code: str) -> int | None:
        """The place that is the second-order division with this code (``US.CA.059``)."""
        return self._among("admin2", code, self._admin2)

    def divisions(self, row: PlaceRow) -> Iterator[int]:
        """The second-order, first-order division and country that hold a place, as places."""
        if row.admin2 != layout.NO_ADMIN:
            yield self._admin2[row.admin2]
        if row.admin1 != layout.NO_ADMIN:
            yield self._admin1[row.admin1]
        if row.country != layout.NO_COUNTRY:
            yield self._countries[row.country]

    def coded_divisions(self) -> frozenset[int]:
        """The places that are divisions with a code, so that what they hold is known exactly."""
        return frozenset(self._admin1) | frozenset(self._admin2)

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        return {
            name: {code: at for at, code in enumerate(self.tables[name])}
            for name in ("countries", "admin1", "admin2")
        }

    def _among(self, table: str, code: str, places: Sequence[int]) -> int | None:
        number = self._numbers[table].get(code)
        return None if number is None else places[number]


def _sections(view: memoryview, path: Path) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """The header, and the sections that it lists."""
    start = layout.PREFIX.size
    if bytes(view[: len(layout.MAGIC)]) != layout.MAGIC:
        raise ArtefactError(f"{path} is not a gazetteer of this version; build it again")
    try:
        _, length = layout.PREFIX.unpack(view[:start])
        base = start + length
        about: dict[str, Any] = json.loads(bytes(view[start:base]))
        ends = about["sections"]
        whole = all(base + at + size <= len(view) for at, size in ends.values())
    except (struct.error, ValueError, KeyError) as error:
        raise ArtefactError(f"{path} is damaged; get it or build it again") from error
    if not whole:
        raise ArtefactError(f"{path} is cut short; get it or build it again")
    sections = {name: view[base + at : base + at + size] for name, (at, size) in ends.items()}
    return about, sections


def _trie(section: memoryview) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.map(section)
    return trie
