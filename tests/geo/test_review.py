"""Doubts, differences and merged readings, on drafts of our own."""

from typing import Any

from dateline.geo.draft.editing import marked_as_read
from dateline.geo.draft.ids import with_ids
from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import draft_from
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.review.differences import differences
from dateline.geo.review.doubts import doubts_of
from dateline.geo.review.merging import Merge, merge

OLD = "A tanker left Turku for Gdansk on Monday. Divers from Oulu waited in Gdansk."
NEW = "A tanker left Turku for Gdynia on Monday. Divers from Vaasa waited in Gdynia."


def draft(text: str, names: list[str], *events: dict[str, Any], **more: Any) -> Draft:
    report = {"title": "Tanker", "text": text, "published": "2022-06-01"}
    return draft_from({"report": report, "places": names, "events": list(events), **more})


def trip(text: str, to: str, **more: Any) -> dict[str, Any]:
    quote = text.partition(". ")[0] + "."
    return {
        "kind": "journey",
        "travellers": ["the tanker"],
        "stops": ["Turku", to],
        "status": "happened",
        "evidence": [quote],
        **more,
    }


def read(text: str, names: list[str], *events: dict[str, Any]) -> Draft:
    return marked_as_read(draft(text, names, *events))


def edited(base: Draft, **places: dict[str, Any]) -> Draft:
    numbered = with_ids(base)
    changed = [
        one.model_copy(update={**places[one.id], "review": "changed"}) if one.id in places else one
        for one in numbered.places
    ]
    return numbered.model_copy(update={"places": tuple(changed)})


def states(merged: Merge) -> dict[tuple[str, str], str]:
    return {(row.type, row.id): row.state for row in merged.rows}


def test_what_nobody_touched_follows_the_new_text() -> None:
    base = read(OLD, ["Turku", "Gdansk", "Oulu"], trip(OLD, "Gdansk"))
    machine = read(NEW, ["Turku", "Gdynia", "Vaasa"], trip(NEW, "Gdynia"))
    merged = merge(base, with_ids(base), machine)
    assert [one.name for one in merged.draft.places] == ["Turku", "Gdynia", "Vaasa"]
    assert merged.draft.report.text == NEW
    told = states(merged)
    assert told["place", "gdansk"] == "gone"
    assert told["place", "gdynia"] == "new"
    (event,) = merged.draft.events
    assert [name for _, name in event.place_names()] == ["turku", "gdynia"]
    assert event.id == with_ids(base).events[0].id, "ids stay"


def test_the_same_text_changes_nothing() -> None:
    base = read(OLD, ["Turku", "Gdansk"], trip(OLD, "Gdansk"))
    merged = merge(base, with_ids(base), base)
    assert merged.rows == []
    assert differences(merged.draft, base) == []


def test_a_correction_stays_and_a_conflict_is_told() -> None:
    base = read(OLD, ["Turku", "Gdansk"], trip(OLD, "Gdansk", mode="sea"))
    editor = with_ids(base)
    corrected = editor.events[0].model_copy(update={"mode": "road", "review": "changed"})
    editor = editor.model_copy(update={"events": (corrected,)})
    machine = read(OLD, ["Turku", "Gdansk"], trip(OLD, "Gdansk", mode="air", status="planned"))
    merged = merge(base, editor, machine)
    (event,) = merged.draft.events
    assert (event.mode, event.status) == ("road", "planned")
    assert states(merged)["event", event.id or ""] == "conflict"
    assert merged.rows[0].fields == ("mode",)


def test_what_was_taken_out_stays_out() -> None:
    base = read(OLD, ["Turku", "Gdansk", "Oulu"])
    numbered = with_ids(base)
    editor = numbered.model_copy(update={"places": numbered.places[:2]})
    merged = merge(base, editor, base)
    assert [one.name for one in merged.draft.places] == ["Turku", "Gdansk"]
    assert states(merged) == {("place", "oulu"): "rejected"}


def test_a_corrected_place_that_the_text_still_names_stays() -> None:
    base = read(OLD, ["Turku", "Oulu"])
    editor = edited(base, turku={"label": "Port of Turku"}, oulu={"label": "Divers"})
    merged = merge(base, editor, read(NEW, ["Gdynia"]))
    assert [one.name for one in merged.draft.places] == ["Gdynia", "Turku"]
    assert states(merged)["place", "turku"] == "gone"
    assert states(merged)["place", "oulu"] == "lost"


def test_what_an_editor_added_stays_where_its_words_are() -> None:
    base = read(OLD, ["Turku", "Gdansk"])
    added = {**trip(OLD, "Gdansk"), "review": "added", "evidence": ["A tanker left Turku"]}
    own = {
        "kind": "other",
        "title": "Inquiry",
        "place": "Helsinki",
        "status": "planned",
        "source": "The port",
        "review": "added",
    }
    editor = with_ids(draft(OLD, ["Turku", "Gdansk"], added, own))
    merged = merge(base, editor, read(NEW, ["Turku", "Gdynia"]))
    kinds = [event.kind.value for event in merged.draft.events]
    assert kinds == ["journey", "other"]
    geocode(merged.draft, Gazetteer.open())


def test_differences_name_the_weightiest_change() -> None:
    before = with_ids(draft(OLD, ["Turku", "Gdansk", "Oulu"], trip(OLD, "Gdansk")))
    turku = {"name": "Turku", "at": {"lat": 60.4, "lon": 22.2}}
    gdansk = {"name": "Gdansk", "label": "The port"}
    planned = trip(OLD, "Gdansk", id=before.events[0].id, status="planned")
    after = draft(OLD, [], planned, places=[turku, gdansk])
    at = {"turku": (22.2, 60.0)}
    found = {one.id: one for one in differences(before, after, (at, {}))}
    assert found["turku"].change == "moved"
    assert found["turku"].km is not None
    assert 44 < found["turku"].km < 45
    assert found["gdansk"].change == "renamed"
    assert found["oulu"].change == "removed"
    assert found[before.events[0].id or ""].change == "status"


def codes(given: Draft) -> set[tuple[str, str]]:
    numbered = with_ids(given)
    return {
        (one.id, one.code)
        for one in doubts_of(numbered, geocode(numbered, Gazetteer.open()))
        if not one.waived
    }


def test_doubts_say_what_to_look_at() -> None:
    late = trip(OLD, "Gdansk", id="late", when="2023-01-01")
    endless = trip(OLD, "Gdansk", id="endless", stops=["Turku", {"place": None}])
    stops = [{"place": "Turku", "when": "2022-05-09"}, {"place": "Gdansk", "when": "2022-05-01"}]
    backwards = trip(OLD, "Gdansk", id="backwards", stops=stops)
    found = codes(draft(OLD, ["Turku", "Gdansk", "Oulu"], late, endless, backwards))
    assert ("late", "future-told-as-past") in found
    assert ("endless", "end-not-located") in found
    assert ("backwards", "dates-backwards") in found
    assert ("oulu", "unused") in found
    assert not [one for one in found if one[0] == "turku"]


def test_what_was_looked_at_waived_or_hidden_is_in_no_doubt() -> None:
    late = trip(OLD, "Gdansk", id="late", when="2023-01-01", waived=["future-told-as-past"])
    hidden = trip(OLD, "Gdansk", id="hidden", when="2023-01-01", shown=False)
    given = draft(OLD, [], late, hidden, places=[{"name": "Oulu", "review": "accepted"}])
    assert codes(given) == set()
