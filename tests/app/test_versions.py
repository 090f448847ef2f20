"""Versions of maps, and what is published of them, in either store."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dateline.app.store import (
    DuplicateRequest,
    IdempotentRequest,
    NotThere,
    Precondition,
    PreconditionFailed,
    Store,
    Written,
)
from dateline.app.tokens import issue
from dateline.geo.layers.features import lay_out
from dateline.geo.model import EventMap
from tests.app.samples import DRAFT, pacific, save

ABSENT = Precondition(absent=True)


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def write(store: Store, title: str = "Pacific", **options: Any) -> Written:
    event_map = titled(title)
    return store.write(event_map, lay_out(event_map), f"# {title}\n{DRAFT}", **options)


def titled(title: str) -> EventMap:
    return pacific(title=title)


def states(store: Store) -> list[tuple[int, str]]:
    return [(one.number, one.state) for one in store.versions("pacific")]


def actions(store: Store) -> list[tuple[str, str, str, int | None]]:
    return [(one.author, one.action, one.subject, one.version) for one in store.audit()]


def test_a_map_is_a_draft_until_it_is_published(store: Store) -> None:
    written = write(store, author="desk")
    assert written.new
    assert (written.version.number, written.version.state) == (1, "draft")
    assert store.map("pacific") is None
    assert store.content("pacific") is None
    assert store.maps() == []
    assert store.check() == 0
    assert store.layer("places").number == 0
    assert [one.title for one in store.drafts()] == ["Pacific"]
    published = store.publish("pacific", author="chief")
    assert (published.number, published.state) == (1, "published")
    kept = store.map("pacific")
    assert kept is not None
    assert kept.etag == written.version.digest
    assert store.layer("places").number == 2
    assert store.drafts() == []
    assert actions(store) == [
        ("chief", "map published", "pacific", 1),
        ("desk", "map made", "pacific", 1),
    ]


def test_what_is_published_late_is_byte_for_byte_what_is_published_at_once(store: Store) -> None:
    write(store, publish=True)
    at_once = store.map("pacific")
    store.delete("pacific")
    write(store)
    store.publish("pacific")
    late = store.map("pacific")
    assert at_once is not None
    assert late is not None
    assert (late.etag, late.document, late.collections) == (
        at_once.etag,
        at_once.document,
        at_once.collections,
    )


def test_the_public_sees_what_it_saw_until_a_change_is_published(store: Store) -> None:
    write(store, publish=True)
    before = store.map("pacific")
    changed = write(store, "Corrected")
    assert not changed.new
    assert store.map("pacific") == before
    assert states(store) == [(2, "draft"), (1, "published")]
    store.publish("pacific")
    assert [one.title for one in store.maps()] == ["Corrected"]
    assert states(store) == [(2, "published"), (1, "earlier")]


def test_an_earlier_version_can_be_published_while_a_later_one_is_worked_on(store: Store) -> None:
    write(store, "One")
    write(store, "Two", publish=True)
    write(store, "Three")
    store.publish("pacific", 1)
    assert [one.title for one in store.maps()] == ["One"]
    assert states(store) == [(3, "draft"), (2, "earlier"), (1, "published")]


def test_an_unpublished_map_is_its_authors_alone(store: Store) -> None:
    write(store, publish=True)
    assert store.unpublish("pacific", author="chief").state == "draft"
    assert store.map("pacific") is None
    assert store.layer("places").number == 0
    assert store.draft("pacific") is not None
    assert actions(store)[0] == ("chief", "map unpublished", "pacific", 1)
    store.unpublish("pacific")
    assert len(actions(store)) == 3, "what changes nothing is not noted"


def test_a_version_that_is_the_newest_already_is_not_kept_twice(store: Store) -> None:
    first = write(store, author="desk").version
    again = write(store, author="other").version
    assert again == first
    assert len(store.audit()) == 1
    assert write(store, publish=True).version.state == "published"
    assert states(store) == [(1, "published")]


def test_every_version_can_be_brought_back(store: Store) -> None:
    first = write(store, "One", publish=True).version
    write(store, "Two", publish=True)
    restored = store.restore("pacific", 1, author="desk")
    assert (restored.version.number, restored.version.state) == (3, "draft")
    assert (restored.version.etag, restored.version.digest) == (first.etag, first.digest)
    assert store.draft("pacific") == f"# One\n{DRAFT}"
    assert [one.title for one in store.maps()] == ["Two"]
    store.publish("pacific")
    assert [one.title for one in store.maps()] == ["One"]
    assert ("desk", "map restored", "pacific", 3) in actions(store)


def test_a_deleted_map_can_be_brought_back(store: Store) -> None:
    write(store, "One", publish=True)
    write(store, "Two", publish=True)
    assert store.delete("pacific", author="chief")
    assert store.map("pacific") is None
    assert store.newest("pacific") is None
    assert store.delete("pacific") is False
    assert states(store) == [(2, "earlier"), (1, "earlier")]
    with pytest.raises(NotThere):
        store.publish("pacific")
    restored = store.restore("pacific", 2, publish=True)
    assert restored.new
    assert restored.version.number == 3
    assert [one.title for one in store.maps()] == ["Two"]


def test_a_map_made_after_another_was_deleted_goes_on_counting(store: Store) -> None:
    write(store, "One", publish=True)
    store.delete("pacific")
    assert write(store, "Another", condition=ABSENT).version.number == 2


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    for change in (store.publish, store.unpublish, lambda one: store.restore(one, 1)):
        with pytest.raises(NotThere, match="pacific"):
            change("pacific")
    write(store)
    with pytest.raises(NotThere, match="version 2"):
        store.publish("pacific", 2)
    with pytest.raises(NotThere, match="version 2"):
        store.restore("pacific", 2)
    assert store.version("pacific", 2) is None


@pytest.mark.parametrize("by", ["etag", "digest"])
def test_a_change_is_made_of_what_its_author_saw_or_not_at_all(store: Store, by: str) -> None:
    seen = Precondition(etags=frozenset({getattr(write(store, "One").version, by)}))
    write(store, "Two", condition=seen, publish=True)
    before = (states(store), actions(store), store.map("pacific"))
    for change in (
        lambda: write(store, "Three", condition=seen),
        lambda: store.publish("pacific", condition=seen),
        lambda: store.unpublish("pacific", condition=seen),
        lambda: store.delete("pacific", condition=seen),
        lambda: store.restore("pacific", 1, condition=seen),
    ):
        with pytest.raises(PreconditionFailed, match="changed meanwhile"):
            change()
    assert (states(store), actions(store), store.map("pacific")) == before


def test_conditions_of_presence_and_absence(store: Store) -> None:
    with pytest.raises(PreconditionFailed, match="no map"):
        write(store, condition=Precondition(present=True))
    with pytest.raises(PreconditionFailed, match="no map"):
        write(store, condition=Precondition(etags=frozenset({"x"})))
    write(store, condition=ABSENT)
    with pytest.raises(PreconditionFailed, match="already"):
        write(store, "Another", condition=ABSENT)
    assert write(store, "Another", condition=Precondition(present=True)).version.number == 2


def test_of_many_who_change_what_they_saw_one_does(store: Store) -> None:
    seen = Precondition(etags=frozenset({write(store, "One").version.etag}))

    def change(number: int) -> bool:
        try:
            write(store, f"Number {number}", condition=seen)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(change, range(8))).count(True) == 1
    assert states(store) == [(2, "draft"), (1, "earlier")]


def test_of_many_who_change_a_map_each_makes_a_version(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: write(store, f"Number {number}", publish=True), range(8)))
    found = states(store)
    assert [number for number, _ in found] == list(range(8, 0, -1))
    assert found[0][1] == "published"
    assert store.layer("places").number == 2


def idempotent_request(key: str = "k", request: str = "r", owner: str = "o") -> IdempotentRequest:
    return IdempotentRequest(owner, key, request, lambda written: written.version.etag.encode())


def test_a_request_is_answered_once_under_its_key(store: Store) -> None:
    assert store.stored_response("o", "k") is None
    etag = write(store, idempotent_request=idempotent_request()).version.etag
    with pytest.raises(DuplicateRequest):
        write(store, "Another", idempotent_request=idempotent_request())
    assert states(store) == [(1, "draft")]
    stored_response = store.stored_response("o", "k")
    assert stored_response is not None
    assert (stored_response.request, stored_response.answer) == ("r", etag.encode())
    assert store.stored_response("o", "other") is None
    write(store, "Another", idempotent_request=idempotent_request(owner="another"))
    assert len(states(store)) == 2


def test_a_request_that_is_refused_does_not_use_its_key_up(store: Store) -> None:
    write(store)
    with pytest.raises(PreconditionFailed):
        write(store, "Another", condition=ABSENT, idempotent_request=idempotent_request())
    assert store.stored_response("o", "k") is None
    write(store, "Another", idempotent_request=idempotent_request())


def test_of_many_of_one_key_one_is_done(store: Store) -> None:
    def attempt(number: int) -> bool:
        try:
            write(store, f"Number {number}", idempotent_request=idempotent_request())
        except DuplicateRequest:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(attempt, range(8))).count(True) == 1
    assert len(states(store)) == 1


def test_answers_are_forgotten_after_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write(store, idempotent_request=idempotent_request())
    monkeypatch.setattr("dateline.app.store.versioned._forgotten", lambda: "2100-01-01T00:00:00Z")
    assert store.stored_response("o", "k") is None
    assert write(store, "Another", idempotent_request=idempotent_request()).version.number == 2


def test_saving_publishes_and_is_noted(store: Store) -> None:
    save(store)
    assert [(one.action, one.author) for one in store.audit()] == [
        ("map published", "(command line)"),
        ("map made", "(command line)"),
    ]
    save(store)
    assert len(store.audit()) == 2


def test_the_audit_log_tells_of_one_map_or_token_and_only_so_much(store: Store) -> None:
    _, token = issue("desk")
    store.add_token(token)
    store.revoke_token("desk")
    save(store)
    save(store, pacific("other"))
    assert [one.action for one in store.audit(subject="desk")] == ["token revoked", "token made"]
    assert [one.subject for one in store.audit(limit=3)] == ["other", "other", "pacific"]
    assert {one.subject for one in store.audit(subject="other")} == {"other"}


def test_the_audit_log_has_nothing_of_a_report(store: Store) -> None:
    write(store, "A title nobody should read", publish=True)
    store.delete("pacific")
    assert "nobody" not in repr(store.audit())
