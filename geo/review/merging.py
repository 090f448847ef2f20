"""A new text of a report, merged into the draft that an editor has made of the old one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from dateline.geo.draft.ids import referring_by_id, with_references
from dateline.geo.draft.json_form import draft_json, item_json
from dateline.geo.draft.model import AnyDraftEvent, Draft, DraftPlace, Quote
from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.editorial import Review
from dateline.geo.review.differences import Item, Json, changed_fields
from dateline.geo.review.matching import match_events, match_places
from dateline.geo.text.search import Names, find_quote

State = Literal["new", "gone", "updated", "kept", "conflict", "lost", "rejected"]
_OWN = ("id", "review", "waived", "mentions", "evidence")
"""Fields that are merged in a way of their own, or are the editor's alone."""
AnItem = TypeVar("AnItem", DraftPlace, AnyDraftEvent)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one item.

    Attributes:
        id: In the merged draft, or where it would be.
        fields: What both, or the new reading alone, have changed.
        editor: The item as the editor had it.
        machine: The item as the new text is read.
        merged: The item in the merged draft; None where it is not in it.
    """

    type: Literal["place", "event"]
    id: str
    state: State
    fields: tuple[str, ...]
    editor: Json | None
    machine: Json | None
    merged: Json | None


@dataclass(slots=True)
class Merge:
    """A merged draft and its rows, only of what is not as the editor had it."""

    draft: Draft
    rows: list[Row] = field(default_factory=list)


def merge(base: Draft, editor: Draft, machine: Draft) -> Merge:
    """Merge the reading of a new text into an edited draft; corrections stay.

    What nobody has touched follows the new reading. What an editor has changed, accepted or added
    stays as long as the new text has its words; where both have changed a field, the editor's
    counts. What an editor has taken out stays out.

    Args:
        base: The machine's reading of the old text.
        editor: What the editor has made of it.
        machine: The machine's reading of the new text, with the new report.

    Raises:
        InvalidInput: The merged draft does not hold.
    """
    old, mine, new = (referring_by_id(one) for one in (base, editor, machine))
    text = new.report.text
    places = _Merger(
        text, match_places(old.places, mine.places), match_places(old.places, new.places)
    )
    places.also = match_places(mine.places, new.places)
    kept_places = places.merge("place", old.places, mine.places, new.places)
    # From here on, every draft refers to places by the ids of the merged one.
    old_events = with_references(old.events, places.to_mine)
    new_events = with_references(new.events, places.new_ids)
    events = _Merger(
        text,
        match_events(old_events, mine.events, by_id=True),
        match_events(old_events, new_events),
    )
    events.also = match_events(mine.events, new_events)
    kept_events = events.merge("event", old_events, mine.events, new_events)
    needed = {name for event in kept_events for _, name in event.place_names()}
    kept_places += [one for one in places.out if one.id in needed]
    rows = [row for row in places.rows if row.merged or row.id not in needed] + events.rows
    merged = mine.model_copy(
        update={"report": new.report, "places": tuple(kept_places), "events": tuple(kept_events)}
    )
    return Merge(draft_from(draft_json(merged)), rows)


class _Merger:
    """Merges the places, or the events, of three readings.

    Attributes:
        to_mine: Ids of the old reading's items to the editor's.
        to_new: The same to the new reading's.
        also: Ids of the editor's items to the new reading's, for those that the editor added.
        new_ids: Ids of the new reading's items to those that they have in the merged draft.
        out: Items that are not in the merged draft.
        rows: What to show the editor.
    """

    def __init__(self, text: str, to_mine: dict[str, str], to_new: dict[str, str]) -> None:
        self.text = text
        self.to_mine = to_mine
        self.to_new = to_new
        self.also: dict[str, str] = {}
        self.new_ids: dict[str, str] = {}
        self.out: list[Any] = []
        self.rows: list[Row] = []
        self._names = Names(text)

    def merge(
        self,
        kind: Literal["place", "event"],
        old: Iterable[AnItem],
        mine: Iterable[AnItem],
        new: Iterable[AnItem],
    ) -> list[AnItem]:
        """The merged items: the editor's in their order, new ones after the one they follow."""
        olds = {item.id or "": item for item in old}
        news = {item.id or "": item for item in new}
        from_mine = {own: one for one, own in self.to_mine.items()}
        claimed = set(self.to_new.values())
        merged: list[AnItem] = []
        for own in mine:
            before = olds.get(from_mine.get(own.id or "", ""))
            its_new = self.to_new.get(before.id or "") if before else None
            if before is None and (found := self.also.get(own.id or "")) not in claimed:
                its_new = found
            now = news.get(its_new or "")
            if now is not None:
                self.new_ids[now.id or ""] = own.id or ""
            result = self._item(kind, before, own, now)
            if result is not None:
                merged.append(result)
        self._rejected(kind, olds, news)
        self._add_new(kind, merged, list(news.values()), {one.id or "" for one in mine})
        return merged

    def _rejected(
        self, kind: Literal["place", "event"], olds: Mapping[str, Item], news: Mapping[str, Item]
    ) -> None:
        """What was in the old reading and the editor has taken out."""
        for old_id in olds.keys() - self.to_mine.keys():
            now = news.get(self.to_new.get(old_id, ""))
            if now is not None:
                self.new_ids[now.id or ""] = now.id or ""
                self.out.append(now)
                self._row(kind, "rejected", (), None, now, None)

    def _add_new(
        self,
        kind: Literal["place", "event"],
        merged: list[AnItem],
        news: list[AnItem],
        taken: set[str],
    ) -> None:
        after = -1
        for item in news:
            known = self.new_ids.get(item.id or "")
            if known is not None:
                spots = (n for n, one in enumerate(merged) if one.id == known)
                after = next(spots, after)
                continue
            own_id, number = item.id or "", 2
            while own_id in taken:
                own_id, number = f"{item.id}-{number}", number + 1
            taken.add(own_id)
            self.new_ids[item.id or ""] = own_id
            added = item.model_copy(update={"id": own_id, "review": Review.MACHINE})
            after += 1
            merged.insert(after, added)
            self._row(kind, "new", (), None, item, added)

    def _item(
        self,
        kind: Literal["place", "event"],
        before: AnItem | None,
        own: AnItem,
        now: AnItem | None,
    ) -> AnItem | None:
        """What becomes of an item of the editor's; None where it is not in the merged draft."""
        changed = _changed(before, own) if before else ()
        untouched = before is not None and not changed
        if untouched and own.review in (None, Review.MACHINE):
            if now is None:
                self.out.append(own.model_copy(update={"evidence": (), **_no_mentions(own)}))
                self._row(kind, "gone", (), own, None, None)
                return None
            fields = _changed(own, now)
            result = now.model_copy(update={"id": own.id, "review": own.review})
            if fields:
                self._row(kind, "updated", fields, own, now, result)
            return result
        if now is None:
            return self._without_new(kind, before, own)
        return self._both(kind, before, own, now, changed)

    def _without_new(
        self, kind: Literal["place", "event"], before: AnItem | None, own: AnItem
    ) -> AnItem | None:
        quotes = self._quotes(own.evidence)
        named = isinstance(own, DraftPlace) and next(iter(self._names.find(own.name, 1)), None)
        source = getattr(own, "source", None)
        if not (quotes or named or source):
            self.out.append(own.model_copy(update={"evidence": (), **_no_mentions(own)}))
            self._row(kind, "lost", (), own, None, None)
            return None
        result = own.model_copy(update={"evidence": quotes, **_no_mentions(own)})
        if before is not None:
            self._row(kind, "gone", (), own, None, result)
        return result

    def _both(
        self,
        kind: Literal["place", "event"],
        before: AnItem | None,
        own: AnItem,
        now: AnItem,
        changed: tuple[str, ...],
    ) -> AnItem:
        theirs = _changed(before, now) if before else ()
        # A field of another class (a journey that is a visit now) cannot be taken over.
        fresh = [one for one in theirs if one not in changed and type(own) is type(now)]
        conflicts = tuple(
            one
            for one in theirs
            if one in changed and getattr(own, one, None) != getattr(now, one, None)
        )
        update: dict[str, Any] = {one: getattr(now, one) for one in fresh}
        update["evidence"] = self._joined(before, own, now)
        update |= {"mentions": now.mentions} if isinstance(now, DraftPlace) else {}
        if fresh and own.review is Review.ACCEPTED:
            update["review"] = Review.MACHINE
        result = own.model_copy(update=update)
        if conflicts:
            self._row(kind, "conflict", conflicts, own, now, result)
        elif fresh:
            self._row(kind, "kept", tuple(fresh), own, now, result)
        return result

    def _joined(self, before: Item | None, own: Item, now: Item) -> tuple[Quote, ...]:
        """The words of the new text, and those that the editor has chosen and it still has."""
        known = {_plain(one) for one in before.evidence} if before else set()
        mine = self._quotes(one for one in own.evidence if _plain(one) not in known)
        there = {_plain(one) for one in now.evidence}
        return (*now.evidence, *(one for one in mine if _plain(one) not in there))

    def _quotes(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Those whose words the new text has, where it has them."""
        found = ((one, find_quote(self.text, one.quote)) for one in quotes)
        return tuple(
            one.model_copy(update={"start": span[0] if one.start is not None else None})
            for one, span in found
            if span is not None
        )

    def _row(
        self,
        kind: Literal["place", "event"],
        state: State,
        fields: tuple[str, ...],
        own: Item | None,
        now: Item | None,
        merged: Item | None,
    ) -> None:
        item = merged or own or now
        self.rows.append(
            Row(
                type=kind,
                id=(item.id if item else None) or "",
                state=state,
                fields=fields,
                editor=item_json(own) if own else None,
                machine=item_json(now) if now else None,
                merged=item_json(merged) if merged else None,
            )
        )


def _changed(before: Item, after: Item) -> tuple[str, ...]:
    return tuple(one for one in changed_fields(before, after) if one not in _OWN)


def _no_mentions(item: Item) -> dict[str, Any]:
    """Spans of the old text mean nothing in the new one."""
    return {"mentions": ()} if isinstance(item, DraftPlace) else {}


def _plain(quote: Quote) -> str:
    return " ".join(quote.quote.split())
