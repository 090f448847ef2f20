"""The draft of a map as anyone may have it: no more of the report than its licence lets out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.geo.draft.model import Draft, DraftMention, DraftPlace, Quote
from dateline.geo.draft.yaml_file import dump_draft, load_draft
from dateline.geo.exports.rows import Json
from dateline.geo.model import Role
from dateline.geo.text.search import Span

_FREE: Final = re.compile(
    r"CC0\b.*|CC[ -]BY(?:[ -]SA)?(?:[ -]\d\.\d.*)?|public domain\b.*|PDM\b.*", re.IGNORECASE
)
"""Licences that let anyone pass the whole text on, by SPDX's names and those in use."""

_WEIGHT: Final = (Role.LITERAL, Role.DATELINE, Role.ASSOCIATIVE)

CUT: Final = "\n\n[…]\n\n"
"""Stands where text of the report was left out."""


def is_free(licence: str | None) -> bool:
    """Whether a report's licence lets anyone pass its text on, and change it."""
    return bool(licence and _FREE.fullmatch(licence.strip()))


def shared_draft(draft_yaml: str, document: Json) -> str:
    """A draft to give away, from which `dateline map` makes the same map.

    Where the report's licence does not let its text be passed on, the text is cut to the words that
    the map quotes. Comments of whoever wrote the draft stay with them.

    Args:
        draft_yaml: The draft as it was kept.
        document: The map that was made from it, as `geo.layers.features.Layers.document` gives it.

    Raises:
        InvalidInput: The draft does not hold.
    """
    draft = load_draft(draft_yaml)
    draft = draft.model_copy(update={"id": document["id"]})
    if not is_free(draft.report.licence):
        draft = _cut(draft, _merged(_quoted(document)))
    return dump_draft(draft)


def _quoted(document: Json) -> Iterator[Span]:
    told: list[Json] = [one["properties"] for one in document["features"]]
    for one in (*told, *document["associated"], *document["unresolved"]):
        for said in one["evidence"]:
            yield said["start"], said["end"]


def _merged(spans: Iterator[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _cut(draft: Draft, spans: Sequence[Span]) -> Draft:
    whole = draft.report.text
    text = CUT.join(whole[start:end] for start, end in spans) or CUT.strip()
    offsets = _Offsets(spans)
    return draft.model_copy(
        update={
            "report": draft.report.model_copy(update={"text": text}),
            "places": tuple(_place(one, offsets) for one in draft.places),
            "events": tuple(
                one.model_copy(update={"evidence": _quotes(one.evidence, offsets)})
                for one in draft.events
            ),
        }
    )


def _place(place: DraftPlace, offsets: "_Offsets") -> DraftPlace:
    moved = ((one, offsets.of(one.start), offsets.of(one.end)) for one in place.mentions)
    mentions: tuple[DraftMention, ...] = tuple(
        one.model_copy(update={"start": start, "end": end})
        for one, start, end in moved
        if start is not None and end is not None
    )
    return place.model_copy(
        update={
            "role": _role(place),
            "mentions": mentions,
            "evidence": _quotes(place.evidence, offsets),
        }
    )


def _role(place: DraftPlace) -> Role | None:
    """The role as all mentions have it, of which some may be gone after."""
    roles = {one.role for one in place.mentions}
    return place.role or next((role for role in _WEIGHT if role in roles), None)


def _quotes(quotes: Sequence[Quote], offsets: "_Offsets") -> tuple[Quote, ...]:
    return tuple(
        one if one.start is None else one.model_copy(update={"start": offsets.of(one.start)})
        for one in quotes
    )


class _Offsets:
    """Offsets of characters of the whole text in the shortened one."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self._new = []
        at = 0
        for start, end in spans:
            self._new.append(at)
            at += end - start + len(CUT)

    def of(self, offset: int) -> int | None:
        """The new offset; None for what was left out."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset > self._spans[index][1]:
            return None
        return self._new[index] + offset - self._spans[index][0]
