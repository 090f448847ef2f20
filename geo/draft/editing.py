"""Changes to one item of a draft, by its id."""

from collections.abc import Mapping
from typing import Any, Literal

from dateline.geo.draft.ids import with_ids
from dateline.geo.draft.json_form import draft_json
from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.editorial import Review
from dateline.geo.errors import DatelineError, InvalidInput

Collection = Literal["places", "events"]
Json = dict[str, Any]

_REVIEWED = ("review", "waived")
_FOUND_BY_MACHINE = (Review.MACHINE, Review.ACCEPTED)


class NoSuchItem(DatelineError):
    """A draft has no item by an id."""


class ItemInUse(DatelineError):
    """A place that an event refers to cannot go."""


def marked_as_read(draft: Draft) -> Draft:
    """The draft with every item marked as read by the machine."""
    read = {"review": Review.MACHINE}
    return draft.model_copy(
        update={
            "places": tuple(one.model_copy(update=read) for one in draft.places),
            "events": tuple(one.model_copy(update=read) for one in draft.events),
        }
    )


def merge_patch(target: Any, patch: Any) -> Any:
    """A JSON merge patch (RFC 7396) applied to a value; neither is changed."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def patch_draft(draft: Draft, patch: Any) -> Draft:
    """A draft with what it says of the whole map changed.

    Raises:
        InvalidInput: The patch is none, names the lists of items, or what comes of it does not
            hold.
    """
    _check_patch(patch)
    for name in ("places", "events"):
        if name in patch:
            raise InvalidInput.of("items are changed one by one, or the whole draft is sent", name)
    return draft_from(merge_patch(_form(draft), patch))


def patch_item(draft: Draft, collection: Collection, item_id: str, patch: Any) -> Draft:
    """A draft with one item changed.

    What was read by the machine and is changed without a word on its review counts as changed. A
    place whose id changes is referred to by the new one.

    Args:
        draft: The draft.
        collection: ``places`` or ``events``.
        item_id: The item's id, as :func:`dateline.geo.draft.ids.with_ids` has it.
        patch: A merge patch.

    Raises:
        NoSuchItem: There is no item by this id.
        InvalidInput: The patch is none, or what comes of it does not hold.
    """
    _check_patch(patch)
    form = _form(draft)
    number = _number(form, collection, item_id)
    before = form[collection][number]
    after = merge_patch(before, patch)
    after.setdefault("id", before["id"])
    says = "review" in patch or not set(patch) - set(_REVIEWED)
    if not says and before["review"] in _FOUND_BY_MACHINE:
        after["review"] = Review.CHANGED.value
    form[collection][number] = after
    if collection == "places" and isinstance(after.get("id"), str):
        _rename(form, before, after["id"])
    return draft_from(form)


def add_item(draft: Draft, collection: Collection, item: Any, at: int | None = None) -> Draft:
    """A draft with one more item, which counts as added by an editor.

    Args:
        draft: The draft.
        collection: ``places`` or ``events``.
        item: The item as JSON.
        at: Where in the list; at its end when left out.

    Raises:
        InvalidInput: What comes of it does not hold.
    """
    form = _form(draft)
    if isinstance(item, dict):
        item = {"review": Review.ADDED.value, **item}
    elif collection == "places" and isinstance(item, str):
        item = {"review": Review.ADDED.value, "name": item}
    items = form[collection]
    items.insert(len(items) if at is None else at, item)
    return with_ids(draft_from(form))


def remove_item(draft: Draft, collection: Collection, item_id: str) -> Draft:
    """A draft without one of its items.

    Raises:
        NoSuchItem: There is no item by this id.
        ItemInUse: It is a place that an event refers to.
    """
    form = _form(draft)
    number = _number(form, collection, item_id)
    gone = form[collection].pop(number)
    if collection == "places":
        users = [one["id"] for one in form["events"] if _refers(one, gone)]
        if users:
            raise ItemInUse(f"the place {item_id!r} is needed by {', '.join(users[:5])}")
    return draft_from(form)


def _check_patch(patch: Any) -> None:
    if not isinstance(patch, dict):
        raise InvalidInput.of("give an object with the fields to change")


def _form(draft: Draft) -> Json:
    return draft_json(with_ids(draft))


def _number(form: Json, collection: Collection, item_id: str) -> int:
    for number, item in enumerate(form[collection]):
        if item["id"] == item_id:
            return number
    raise NoSuchItem(f"there is no {collection[:-1]} {item_id[:80]!r} in the draft")


def _rename(form: Json, before: Json, new_id: str) -> None:
    """Have events refer to a place by its new id, or by its id where its name changes."""
    for event in form["events"]:
        if isinstance(event.get("place"), str) and _is_meant(event["place"], before):
            event["place"] = new_id
        for stop in event.get("stops") or ():
            if stop["place"] is not None and _is_meant(stop["place"], before):
                stop["place"] = new_id


def _refers(event: Json, place: Json) -> bool:
    named = [event.get("place"), *(stop["place"] for stop in event.get("stops") or ())]
    return any(one is not None and _is_meant(one, place) for one in named)


def _is_meant(reference: str, place: Json) -> bool:
    return bool(reference == place["id"] or reference.casefold() == place["name"].casefold())
