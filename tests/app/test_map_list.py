"""The list of maps in pages, and searched."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore, Store
from dateline.app.store.query import MapQuery
from dateline.geo.when import When
from tests.app.samples import pacific, save
from tests.app.test_pages import Elements

PUBLISHED = ("2024-05-07", "2024-05", None, "2024-05-07", "2023", None, "2024-05-07T10:00Z")


def keep(store: Store, map_id: str, published: str | None, **report: str) -> None:
    when = When.parse(published) if published else None
    kept = pacific(map_id)
    changed = kept.report.model_copy(update={"published": when, "title": map_id, **report})
    save(store, kept.model_copy(update={"report": changed}))


def seven(store: Store) -> list[str]:
    for number, published in enumerate(PUBLISHED):
        keep(store, f"map-{number}", published)
    return [one.id for one in store.maps()]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_forwards_and_back_are_the_whole_list(any_store: Store, limit: int) -> None:
    every = seven(any_store)
    page = any_store.maps_page(MapQuery(limit=limit))
    assert page.previous is None
    forwards = [list(page.maps)]
    while page.next:
        page = any_store.maps_page(MapQuery(limit=limit, after=page.next))
        forwards.append(list(page.maps))
    assert [one.id for maps in forwards for one in maps] == every
    assert all(len(maps) == limit for maps in forwards[:-1])
    back = [list(page.maps)]
    while page.previous:
        page = any_store.maps_page(MapQuery(limit=limit, before=page.previous))
        back.append(list(page.maps))
    assert back[::-1] == forwards


def test_a_page_is_found_though_the_map_before_it_is_gone(any_store: Store) -> None:
    every = seven(any_store)
    page = any_store.maps_page(MapQuery(limit=3))
    any_store.delete(every[2])
    after = any_store.maps_page(MapQuery(limit=3, after=page.next))
    assert [one.id for one in after.maps] == every[3:6]


def test_words_occur_in_title_publisher_id_and_places(any_store: Store) -> None:
    keep(any_store, "ferry", None, title="Ferry to the Ångström isles", publisher="Isle Gazette")
    keep(any_store, "odd", None, title="100% of \x00 [a-z]* and \\ here")
    found = {
        words: [one.id for one in any_store.maps_page(MapQuery(words=tuple(words.split()))).maps]
        for words in (
            "FERRY",
            "gazette ferry",
            "gazette nowhere",
            "apia",
            "%",
            "*",
            "_dd",
            "ODD",
        )
    }
    assert found["FERRY"] == found["gazette ferry"] == ["ferry"]
    assert found["gazette nowhere"] == found["_dd"] == []
    assert found["apia"] == ["ferry", "odd"]
    assert set(found["%"]) | set(found["*"]) <= {"odd"}
    assert found["ODD"] == ["odd"]


def test_the_case_of_every_letter_is_taken_away(tmp_path: Path) -> None:
    with closing(SQLiteStore(tmp_path / "store.db")) as store:
        keep(store, "ferry", None, title="Ferry to the Ångström isles")
        found = store.maps_page(MapQuery(words=("ÅNGSTRÖM",)))
    assert [one.id for one in found.maps] == ["ferry"]


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app: FastAPI = create_app(settings)
    seven(app.state.store)
    with TestClient(app) as client:
        yield client


def test_the_list_as_data_in_pages(client: TestClient) -> None:
    whole = client.get("/maps")
    assert "next" not in whole.json()
    assert "link" not in whole.headers
    every = [one["id"] for one in whole.json()["maps"]]
    answer, seen = client.get("/maps?limit=3"), []
    while True:
        seen += [one["id"] for one in answer.json()["maps"]]
        if "next" not in answer.json():
            break
        assert f'<{answer.json()["next"]}>; rel="next"' in answer.headers["link"]
        answer = client.get(answer.json()["next"])
    assert seen == every
    previous = client.get(answer.links["prev"]["url"]).json()["maps"]
    assert [one["id"] for one in previous] == every[3:6]


def test_the_list_as_data_searched(client: TestClient) -> None:
    found = client.get("/maps", params={"q": " MAP-3  Apia "}).json()["maps"]
    assert [one["id"] for one in found] == ["map-3"]
    page = client.get("/maps", params={"q": "map", "limit": 2})
    assert "q=map&limit=2&after=" in page.json()["next"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("after=x", "after"),
        ("before=2024/NO", "before"),
        ("before=2024/a&after=2024/a", "before"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("q=%00", "q"),
        ("q=" + "+".join(map(str, range(21))), "q"),
        ("size=3", "size"),
    ],
)
def test_what_is_no_page_is_refused(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/maps?{query}")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert field in str(answer.json()["errors"])


def test_the_page_of_the_list(client: TestClient) -> None:
    browser = {"Accept": "text/html"}
    page = Elements(client.get("/maps?limit=3", headers=browser).text)
    assert [one["action"] for one in page.of("form")] == ["/maps"]
    (following,) = (one["href"] for one in page.of("a") if one.get("rel") == "next")
    assert not [one for one in page.of("a") if one.get("rel") == "prev"]
    second = client.get(str(following), headers=browser)
    assert 'rel="prev"' in second.headers["link"]
    assert second.text.count('<li class="card">') == 3
    last = client.get("/maps?after=/zzz", headers=browser).text
    assert "There are no more maps" in last


def test_the_page_of_a_search_says_what_was_looked_for(client: TestClient) -> None:
    browser = {"Accept": "text/html"}
    for address in ("/maps", "/"):
        found = client.get(address, params={"q": "map-4"}, headers=browser).text
        assert found.count('<li class="card">') == 1
        assert 'value="map-4"' in found
    none = client.get("/maps", params={"q": '"><script>x'}, headers=browser)
    assert "No map has" in none.text
    assert "<script>x" not in none.text
    assert client.get("/maps?after=x", headers=browser).status_code == 400
