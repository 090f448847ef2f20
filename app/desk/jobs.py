"""What the desk has done by processes of their own: reading, laying out, editing, merging.

Every function returns values that can be pickled. What is wrong with what was sent is raised as
``InvalidInput`` or ``Refused`` here and handled by ``run_job``.
"""

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from dateline import geo
from dateline.app.desk.report_files import report_in_file
from dateline.app.map_builder import MadeMap, MapMaker
from dateline.app.map_input import GivenReport, json_value, report_in_json
from dateline.app.map_job import JSON, YAML, FailedBody, InvalidBody, Refused
from dateline.app.settings import Settings
from dateline.geo.draft import editing
from dateline.geo.draft.ids import with_ids
from dateline.geo.draft.json_form import draft_json
from dateline.geo.draft.model import Draft, DraftPlace, Quote
from dateline.geo.draft.yaml_file import draft_from, load_draft, parse_yaml
from dateline.geo.errors import DatelineError, InvalidInput, Problem
from dateline.geo.model import Candidate, EventMap
from dateline.geo.review.differences import Positions, differences
from dateline.geo.review.doubts import doubts_of
from dateline.geo.review.merging import merge

Json = dict[str, Any]

_ITEM = re.compile(r"(places|events)\[(\d+)\]")
_TRIES = 4
"""Each finds what the one before could not see past."""


@dataclass(frozen=True, slots=True)
class EditedMap:
    """A map with one item changed, and the item; None when it is gone."""

    made: MadeMap
    item: Json | None


def run_job(
    job: Callable[..., Any], settings: Settings, *arguments: Any
) -> Any | InvalidBody | FailedBody | Refused:
    """Do one of the jobs of this module, and return what is wrong in place of raising it.

    Raises:
        OSError: A file of this installation cannot be read.
    """
    try:
        return job(_maker(settings), *arguments)
    except InvalidInput as error:
        return InvalidBody(error.problems)
    except editing.NoSuchItem as error:
        return Refused(404, f"{str(error)[:1].upper()}{str(error)[1:]}.")
    except editing.ItemInUse as error:
        return Refused(409, f"{str(error)[:1].upper()}{str(error)[1:]}.")
    except (DatelineError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 -- a fault on this one text is no fault of the service
        return FailedBody(f"{type(error).__name__}: {error!s:.200}", traceback.format_exc())


@lru_cache(maxsize=2)
def _maker(settings: Settings) -> MapMaker:
    return MapMaker(settings)


def read_report(
    maker: MapMaker,
    media_type: str,
    charset: str | None,
    body: bytes,
    facts: Mapping[str, str],
) -> Json:
    """Read a report, and say what was found of its particulars."""
    given = _report(media_type, charset, body, facts)
    draft = with_ids(maker.read(given.report, language=given.language))
    notes = list(given.notes)
    if not draft.report.language.lower().startswith("en"):
        notes.append(
            f"the report is in another language than English ({draft.report.language}): its "
            "places were read, its events were not"
        )
    form = draft_json(draft)
    found = {name: form["report"][name] for name in ("title", "published", "publisher", "language")}
    return {"draft": form, "found": found, "notes": notes}


def form_of(_maker: MapMaker, draft_yaml: str) -> Json:
    """A stored draft as JSON, with ids."""
    return draft_json(with_ids(load_draft(draft_yaml)))


def build(maker: MapMaker, body: bytes, map_id: str) -> EditedMap:
    """The map of a whole draft in JSON."""
    draft = draft_from(json_value(body))
    if draft.id not in (None, map_id):
        raise InvalidInput.of(f"the address is that of {map_id!r}, not of {draft.id!r}", "id")
    numbered = with_ids(draft.model_copy(update={"id": map_id}))
    return EditedMap(maker.from_draft(numbered), None)


def edit(maker: MapMaker, draft_yaml: str, map_id: str, change: Mapping[str, Any]) -> EditedMap:
    """The map of a stored draft with one change.

    Args:
        maker: Makes it.
        draft_yaml: The draft.
        map_id: The map's id.
        change: ``do`` is ``patch``, ``patch-item``, ``add`` or ``remove``; the rest is what that
            needs.
    """
    draft = load_draft(draft_yaml).model_copy(update={"id": map_id})
    before = {item.id for item in with_ids(draft).places + with_ids(draft).events}
    collection, item_id = change.get("collection", ""), change.get("item", "")
    match change["do"]:
        case "patch":
            after = editing.patch_draft(draft, json_value(change["body"]))
            after = after.model_copy(update={"id": map_id})
        case "patch-item":
            patch = json_value(change["body"])
            after = editing.patch_item(draft, collection, item_id, patch)
            item_id = patch.get("id") or item_id
        case "add":
            item = json_value(change["body"])
            after = editing.add_item(draft, collection, item, change["at"])
            added = [one.id for one in getattr(after, collection) if one.id not in before]
            item_id = added[0] if added else ""
        case _:
            after = editing.remove_item(draft, collection, item_id)
    numbered = with_ids(after)
    form = draft_json(numbered)
    items = form[collection] if collection else ()
    return EditedMap(
        maker.from_draft(numbered), next((one for one in items if one["id"] == item_id), None)
    )


def lay_out_draft(maker: MapMaker, media_type: str, body: bytes) -> Json:
    """Lay out what holds of a draft, and say what does not."""
    data = parse_yaml(body) if media_type == YAML else json_value(body)
    if not isinstance(data, dict) or "report" not in data:
        draft_from(data)  # says what is missing
    sound = _Sound(data)
    for _ in range(_TRIES):
        try:
            draft = with_ids(draft_from(sound.data()))
            event_map = geo.geocode(draft, maker.geocoder())
        except InvalidInput as error:
            if not sound.leave_out(error.problems):
                break
        else:
            return _laid_out(draft, event_map, sound)
    return {
        "map": None,
        "problems": sound.problems,
        "unresolved": [],
        "doubts": [],
        "draft": None,
    }


class _Sound:
    """The items of a draft that nothing is known to be wrong with."""

    def __init__(self, data: Json) -> None:
        self._data = data
        self.problems: list[Json] = []
        self.kept = {
            name: list(range(len(data[name]))) if isinstance(data.get(name), list) else []
            for name in ("places", "events")
        }

    def data(self) -> Json:
        """The draft with these items alone."""
        kept = {
            name: [self._data[name][number] for number in numbers]
            for name, numbers in self.kept.items()
            if isinstance(self._data.get(name), list)
        }
        return {**self._data, **kept}

    def leave_out(self, problems: tuple[Problem, ...]) -> bool:
        """Note problems and leave their items out; False when one is of the whole draft."""
        out: dict[str, set[int]] = {"places": set(), "events": set()}
        whole = False
        for problem in problems:
            item = _ITEM.match(problem.field)
            number = self.kept[item[1]][int(item[2])] if item else None
            if item is None or number is None:
                whole = True
                self.problems.append(
                    {"field": problem.field, "item": None, "message": problem.message}
                )
                continue
            out[item[1]].add(number)
            field = f"{item[1]}[{number}]{problem.field[item.end() :]}"
            given = self._data[item[1]][number]
            item_id = given.get("id") if isinstance(given, dict) else None
            self.problems.append({"field": field, "item": item_id, "message": problem.message})
        for name, numbers in out.items():
            self.kept[name] = [one for one in self.kept[name] if one not in numbers]
        return not whole

    def merged(self, form: Json) -> Json:
        """What was sent, with the form of those items that hold in their places."""
        whole = dict(form)
        for name, numbers in self.kept.items():
            items = list(self._data[name]) if isinstance(self._data.get(name), list) else []
            for number, item in zip(numbers, form[name], strict=False):
                items[number] = item
            whole[name] = items + form[name][len(numbers) :]
        return whole


def _laid_out(draft: Draft, event_map: EventMap, sound: _Sound) -> Json:
    unresolved = [
        {"id": place.id, "name": place.name, "reason": place.unresolved}
        for place in event_map.places
        if place.unresolved is not None and place.shown
    ]
    return {
        "map": geo.lay_out(event_map).document(),
        "problems": sound.problems,
        "unresolved": unresolved,
        "doubts": [asdict(one) for one in doubts_of(draft, event_map)],
        "draft": sound.merged(draft_json(draft)),
    }


def doubts(maker: MapMaker, draft_yaml: str) -> Json:
    """What to look at before a stored draft is published."""
    draft = with_ids(load_draft(draft_yaml))
    found = doubts_of(draft, geo.geocode(draft, maker.geocoder()))
    return {
        "doubts": [asdict(one) for one in found],
        "open": sum(not one.waived for one in found),
    }


def candidates(maker: MapMaker, body: bytes) -> Json:
    """What a name may mean in the context of a report."""
    asked = json_value(body)
    if not isinstance(asked, dict) or not isinstance(asked.get("place"), str):
        raise InvalidInput.of("give an object with `draft` and `place`", "place")
    limit = asked.get("limit", 10)
    if not isinstance(limit, int) or not 1 <= limit <= 50:
        raise InvalidInput.of("give 1 to 50", "limit")
    draft = with_ids(draft_from(asked.get("draft")))
    name = asked["place"].strip()
    place = draft.declared(name)
    if place is None:
        place = _asked_place(name, draft)
        draft = draft.model_copy(update={"places": (*draft.places, place)})
    # As it would be found without the position that somebody has given it.
    free = place.model_copy(update={"at": None})
    places = tuple(free if one is place else one for one in draft.places)
    event_map = geo.geocode(draft.model_copy(update={"places": places}), maker.geocoder())
    found = event_map.place(place.id or "")
    chosen = [found.chosen] if found.chosen else []
    ranked = (*chosen, *found.alternatives)
    more = maker.candidates(place.name, limit=limit)
    known = {(one.source, one.source_id) for one in ranked}
    others = [one for one in more if (one.source, one.source_id) not in known]
    return {
        "candidates": [
            {**_candidate(one), "chosen": one is found.chosen} for one in (*ranked, *others)[:limit]
        ],
        "unresolved": found.unresolved,
    }


def _asked_place(name: str, draft: Draft) -> DraftPlace:
    """A place that the draft does not have, as if the report spoke of it in its first words."""
    words = draft.report.text[:5000].strip()
    try:
        return DraftPlace(name=name, id="asked-for-here", evidence=(Quote(quote=words),))
    except ValueError as error:
        raise InvalidInput.of("give a name of 1 to 300 characters", "place") from error


def _candidate(one: Candidate) -> Json:
    form = one.model_dump(mode="json")
    return {**form, "score": round(one.score, 3)}


def merge_drafts(maker: MapMaker, body: bytes) -> Json:
    """Merge a new text into a draft; both in one JSON object."""
    asked = json_value(body)
    if not isinstance(asked, dict) or "draft" not in asked:
        raise InvalidInput.of("give an object with `draft`, and `text` as in a report", "draft")
    report = {name: value for name, value in asked.items() if name != "draft"}
    return _merged(maker, draft_from(asked["draft"]), report_of(report))


def merge_into(
    maker: MapMaker,
    draft_yaml: str,
    media_type: str,
    charset: str | None,
    body: bytes,
    facts: Mapping[str, str],
) -> Json:
    """Merge a new text into a stored draft."""
    return _merged(maker, load_draft(draft_yaml), _report(media_type, charset, body, facts))


def _merged(maker: MapMaker, editor: Draft, given: GivenReport) -> Json:
    base = maker.read(editor.report, language=editor.report.language)
    said = given.report.model_dump(exclude_unset=True)
    if not given.titled:
        said.pop("title", None)
    report = editor.report.model_copy(
        update={name: getattr(given.report, name) for name in said} | {"text": given.report.text}
    )
    machine = maker.read(report, language=given.language or editor.report.language)
    result = merge(base, editor, machine)
    return {"draft": draft_json(result.draft), "rows": [asdict(row) for row in result.rows]}


def compare(maker: MapMaker, before: str | None, after: str | None) -> Json:
    """What differs between two stored drafts.

    None is the machine's reading of the other; an empty text is the other with nothing in it.
    """
    known = load_draft(before or after or "")
    nothing = known.model_copy(update={"places": (), "events": ()})
    first, second = (
        load_draft(one) if one else nothing if one == "" else None for one in (before, after)
    )
    return _compared(maker, first, second)


def compare_given(maker: MapMaker, body: bytes) -> Json:
    """What differs between two drafts that are sent."""
    asked = json_value(body)
    if not isinstance(asked, dict) or not {"from", "to"} <= set(asked):
        raise InvalidInput.of("give an object with two drafts, `from` and `to`")
    return _compared(maker, draft_from(asked["from"]), draft_from(asked["to"]))


def _compared(maker: MapMaker, before: Draft | None, after: Draft | None) -> Json:
    known = before or after
    if known is None:
        return {"rows": []}
    if before is None or after is None:
        reading = maker.read(known.report, language=known.report.language)
        before, after = before or reading, after or reading
    first, second = with_ids(before), with_ids(after)
    where = (_positions(maker, first), _positions(maker, second))
    rows = [asdict(one) for one in differences(first, second, where)]
    for row in rows:
        row["from"], row["to"] = row.pop("before"), row.pop("after")
    return {"rows": rows}


def _positions(maker: MapMaker, draft: Draft) -> Positions:
    return {
        place.id: (place.chosen.lon, place.chosen.lat)
        for place in geo.geocode(draft, maker.geocoder()).places
        if place.chosen
    }


def report_of(data: Any) -> GivenReport:
    """A report in a JSON object."""
    if not isinstance(data, dict) or "text" not in data:
        raise InvalidInput.of("give an object with the report's `text`", "text")
    return report_in_json(data)


def _report(
    media_type: str, charset: str | None, body: bytes, facts: Mapping[str, str]
) -> GivenReport:
    if media_type == JSON:
        return report_of(json_value(body))
    return report_in_file(media_type, charset, body, facts)
