"""What differs between two drafts, item by item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dateline.geo.draft.ids import referring_by_id
from dateline.geo.draft.json_form import item_json
from dateline.geo.draft.model import AnyDraftEvent, Draft, DraftPlace
from dateline.geo.layers.geodesy import Position, distance_km

Change = Literal["added", "removed", "moved", "renamed", "status", "changed"]
Item = DraftPlace | AnyDraftEvent
Json = dict[str, Any]

UNSEEN = ("review", "waived", "mentions")
"""Fields of an item that the map does not show."""
_NAMES = ("name", "label", "title")
_MOVED_KM = 0.05
"""Less is no move: a marker that was touched."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that is not the same in two drafts.

    Attributes:
        change: The weightiest that holds of it.
        name: What it is called, in the second draft if it is there.
        km: How far it moved, if it did.
        fields: All that differ.
        before: The item in the first draft; None where it is not there.
        after: The item in the second.
    """

    type: Literal["place", "event"]
    id: str
    change: Change
    name: str
    km: float | None
    fields: tuple[str, ...]
    before: Json | None
    after: Json | None


Positions = Mapping[str, Position]
"""Where the places of a map are, by id."""


def differences(
    before: Draft, after: Draft, positions: tuple[Positions, Positions] = ({}, {})
) -> list[Difference]:
    """What differs between two drafts, in the order of the second, what is gone last.

    Args:
        before: The first, checked.
        after: The second, checked.
        positions: Where the places of each are, by id, where that is known: a place moves, too,
            when the gazetteer has another for it.
    """
    first, second = referring_by_id(before), referring_by_id(after)
    return [
        *_of("place", first.places, second.places, positions),
        *_of("event", first.events, second.events, ({}, {})),
    ]


def position_of(place: DraftPlace, positions: Positions) -> Position | None:
    """Where a place of a draft is, as a person or the gazetteer has it."""
    return (place.at.lon, place.at.lat) if place.at else positions.get(place.id or "")


def changed_fields(before: Item, after: Item) -> tuple[str, ...]:
    """The fields that differ, but for those that the map does not show."""
    old, new = item_json(before), item_json(after)
    names = dict.fromkeys((*old, *new))
    return tuple(one for one in names if one not in UNSEEN and old.get(one) != new.get(one))


def _of(
    kind: Literal["place", "event"],
    before: tuple[Item, ...],
    after: tuple[Item, ...],
    positions: tuple[Positions, Positions],
) -> Iterator[Difference]:
    old = {item.id: item for item in before}
    new = {item.id: item for item in after}
    for item_id, item in new.items():
        known = old.get(item_id)
        found = _compare(known, item, positions) if known else ("added", None, ())
        if found is not None:
            change, km, fields = found
            yield _row(kind, known, item, change, km, fields)
    for item_id, item in old.items():
        if item_id not in new:
            yield _row(kind, item, None, "removed", None, ())


def _compare(
    before: Item, after: Item, positions: tuple[Positions, Positions]
) -> tuple[Change, float | None, tuple[str, ...]] | None:
    fields = changed_fields(before, after)
    km = None
    if isinstance(before, DraftPlace) and isinstance(after, DraftPlace):
        ends = (position_of(before, positions[0]), position_of(after, positions[1]))
        if ends[0] is not None and ends[1] is not None:
            moved = distance_km(ends[0], ends[1])
            km = round(moved, 1) if moved >= _MOVED_KM else None
    if km is not None:
        return "moved", km, fields
    if not fields:
        return None
    if any(name in fields for name in _NAMES):
        return "renamed", None, fields
    return ("status" if "status" in fields else "changed"), None, fields


def _row(
    kind: Literal["place", "event"],
    before: Item | None,
    after: Item | None,
    change: Change,
    km: float | None,
    fields: tuple[str, ...],
) -> Difference:
    item = after or before
    name = "" if item is None else name_of(item)
    return Difference(
        type=kind,
        id=(item.id if item else None) or "",
        change=change,
        name=name,
        km=km,
        fields=fields,
        before=item_json(before) if before else None,
        after=item_json(after) if after else None,
    )


def name_of(item: Item) -> str:
    """What a list calls a place or an event."""
    if isinstance(item, DraftPlace):
        return item.label or item.name
    return item.title or (item.id or item.kind.value).replace("-", " ")
