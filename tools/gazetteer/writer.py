"""Writes the artefact: entries in, one file out; the same bytes for the same entries."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import marisa_trie

from dateline.geo.gazetteer import file_format as layout
from dateline.geo.gazetteer.file_format import NameKind, cell_of
from dateline.geo.gazetteer.folding import skeleton
from tools.gazetteer.entry import PlaceEntry

_FUZZY_PROMINENCE = 0.44
"""From this prominence on, names can be found though misspelt twice (about 5,000 people)."""

_SHORTEST_FUZZY = 6
_FUZZY_KINDS = (NameKind.PRIMARY, NameKind.ALTERNATE, NameKind.SHORT, NameKind.HISTORICAL)


def write(path: Path, entries: Iterable[PlaceEntry], about: dict[str, Any]) -> None:
    """Write the artefact.

    Args:
        path: The file to write; it is replaced when everything is written.
        entries: The places, in any order.
        about: What the header says about the data (sources, licences).
    """
    places = sorted(entries, key=lambda e: (cell_of(e.lon, e.lat), -e.prominence, e.key))
    if len(places) > layout.PLACE_MASK:
        raise ValueError(f"{len(places)} places do not fit into {layout.KIND_SHIFT} bits")
    numbers = {entry.key: at for at, entry in enumerate(places)}
    codes = _Codes(places, numbers)
    strings = _Strings()
    rows = b"".join(_row(entry, codes, strings) for entry in places)
    names, values, postings = _names(places)
    sections = {
        "names": names,
        "values": values,
        "postings": postings,
        "places": rows,
        "strings": bytes(strings.data),
        "cells": _cells(places),
        "countries": _u32(codes.country_places),
        "admin1": _u32(codes.admin1_places),
        "admin2": _u32(codes.admin2_places),
        "skeletons": _skeletons(places),
        "tables": _json(codes.tables(places)),
    }
    _assemble(path, sections, {**about, "places": len(places), "names": len(values) // 4})


class _Codes:
    """The numbers that stand for countries, divisions, feature codes, sources and disputes."""

    def __init__(self, places: Sequence[PlaceEntry], numbers: dict[str, int]) -> None:
        nations = [e for e in places if e.code.startswith("PCL") and e.division]
        self.countries = sorted(e.country for e in nations if e.country)
        first = {e.division: e for e in places if e.code == "ADM1" and e.division}
        second = {e.division: e for e in places if e.code == "ADM2" and e.division}
        self.admin1 = sorted(first)
        self.admin2 = sorted(second)
        by_iso = {e.country: numbers[e.key] for e in nations}
        self.country_places = [by_iso[iso] for iso in self.countries]
        self.admin1_places = [numbers[first[code].key] for code in self.admin1]
        self.admin2_places = [numbers[second[code].key] for code in self.admin2]
        self.features = sorted({e.code for e in places})
        self.sources = sorted({e.source for e in places})
        self.disputes = ["", *sorted({e.dispute for e in places if e.dispute})]
        self.country_of = {iso: at for at, iso in enumerate(self.countries)}
        self.admin1_of = {code: at for at, code in enumerate(self.admin1)}
        self.admin2_of = {code: at for at, code in enumerate(self.admin2)}

    def tables(self, places: Sequence[PlaceEntry]) -> dict[str, Any]:
        return {
            "countries": self.countries,
            "admin1": self.admin1,
            "admin2": self.admin2,
            "features": self.features,
            "sources": self.sources,
            "disputes": self.disputes,
            "iso": {str(at): list(e.iso) for at, e in enumerate(places) if e.iso},
            "capitals": _capitals(places),
            "members": {str(at): list(e.members) for at, e in enumerate(places) if e.members},
        }


def _capitals(places: Sequence[PlaceEntry]) -> dict[str, int]:
    """The place that is each country's capital: the largest, where GeoNames lists several."""
    found: dict[str, int] = {}
    for at, entry in enumerate(places):
        if entry.code != "PPLC" or entry.country is None:
            continue
        known = found.get(entry.country)
        if known is None or (entry.population or 0) > (places[known].population or 0):
            found[entry.country] = at
    return found


class _Strings:
    def __init__(self) -> None:
        self.data = bytearray()
        self._known: dict[str, int] = {}

    def add(self, text: str) -> int:
        known = self._known.get(text)
        if known is not None:
            return known
        self._known[text] = at = len(self.data)
        raw = text.encode()
        if len(raw) < layout.LONG_STRING:
            self.data.append(len(raw))
        else:
            self.data.append(layout.LONG_STRING)
            self.data += len(raw).to_bytes(2, "little")
        self.data += raw
        return at


def _row(entry: PlaceEntry, codes: _Codes, strings: _Strings) -> bytes:
    numeric = entry.key.isdigit()
    return layout.PLACE.pack(
        round(entry.lon * layout.DEGREES),
        round(entry.lat * layout.DEGREES),
        layout.NO_POPULATION if entry.population is None else entry.population,
        strings.add(entry.name),
        int(entry.key) if numeric else strings.add(entry.key),
        codes.country_of.get(entry.country or "", layout.NO_COUNTRY),
        codes.sources.index(entry.source),
        codes.features.index(entry.code),
        min(255, max(0, round(entry.prominence * 255))),
        codes.admin1_of.get(entry.admin1 or "", layout.NO_ADMIN),
        codes.admin2_of.get(entry.admin2 or "", layout.NO_ADMIN),
        entry.uncertainty_km,
        codes.disputes.index(entry.dispute or ""),
        0 if numeric else layout.ID_IS_STRING,
    )


def _names(places: Sequence[PlaceEntry]) -> tuple[bytes, bytes, bytes]:
    by_name: dict[str, list[tuple[float, int, NameKind]]] = defaultdict(list)
    for at, entry in enumerate(places):
        for name, kind in entry.names.items():
            by_name[name].append((-entry.prominence, at, kind))
    trie = marisa_trie.Trie(sorted(by_name))
    values = array("I", bytes(4 * len(by_name)))
    postings = array("I")
    # By the trie's own numbers, so that the runs of postings do not depend on anything else.
    for number, name in sorted((trie[name], name) for name in by_name):
        found = [at | kind << layout.KIND_SHIFT for _, at, kind in sorted(by_name[name])]
        if len(found) == 1:
            values[number] = found[0]
        else:
            values[number] = layout.MANY | len(postings)
            postings.extend(found[:-1])
            postings.append(found[-1] | layout.LAST)
    return trie.tobytes(), values.tobytes(), postings.tobytes()


def _skeletons(places: Sequence[PlaceEntry]) -> bytes:
    keys = {
        f"{skeleton(name)}|{name}"
        for entry in places
        if entry.prominence >= _FUZZY_PROMINENCE
        for name, kind in entry.names.items()
        if kind in _FUZZY_KINDS and len(name) >= _SHORTEST_FUZZY
    }
    return bytes(marisa_trie.Trie(sorted(keys)).tobytes())


def _cells(places: Sequence[PlaceEntry]) -> bytes:
    starts = array("I", bytes(4 * (layout.ROWS * layout.COLUMNS + 1)))
    at = 0
    for cell in range(len(starts)):
        while at < len(places) and cell_of(places[at].lon, places[at].lat) < cell:
            at += 1
        starts[cell] = at
    return starts.tobytes()


def _u32(numbers: Iterable[int]) -> bytes:
    return array("I", numbers).tobytes()


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _assemble(path: Path, sections: dict[str, bytes], about: dict[str, Any]) -> None:
    ends: dict[str, list[int]] = {}
    body = bytearray()
    for name, data in sections.items():
        ends[name] = [len(body), len(data)]
        body += data
        body += bytes(-len(body) % 8)
    header = _json({**about, "sections": ends})
    header += b" " * (-len(header) % 8)
    part = path.with_suffix(".part")
    part.write_bytes(layout.PREFIX.pack(layout.MAGIC, len(header)) + header + body)
    part.replace(path)
