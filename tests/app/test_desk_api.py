"""The desk's API: drafts as JSON, items, reading, laying out, merging, differences, previews."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.tokens import ROLES, issue

TEXT = (
    "BERGEN — Minister Ida Holm flew from Oslo to Bergen on Tuesday, the ferry company said. "
    "She is expected to travel to Stavanger on Friday.\n\n"
    "A storm had closed the road to Voss."
)
PLACE = {"name": "Bergen", "country": "NO"}
EVENT = {
    "kind": "journey",
    "travellers": ["Ida Holm"],
    "stops": ["Oslo", "Bergen"],
    "mode": "air",
    "status": "happened",
    "evidence": ["Minister Ida Holm flew from Oslo to Bergen on Tuesday"],
}
DRAFT: dict[str, Any] = {
    "id": "tour",
    "report": {"title": "A tour", "text": TEXT, "published": "2024-03-06"},
    "places": [PLACE, {"name": "Voss", "country": "NO"}],
    "events": [EVENT],
}


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, settings: Settings) -> Iterator[FastAPI]:
    if request.param == "postgres":
        url = request.getfixturevalue("database_url")
        settings = Settings(data_dir=settings.data_dir, database_url=url)
    app = create_app(settings)
    yield app
    app.state.store.close()


@pytest.fixture
def desk(app: FastAPI) -> TestClient:
    return client_of(app, "admin")


def client_of(app: FastAPI, role: str, name: str = "") -> TestClient:
    secret, token = issue(name or role, ROLES[role])
    app.state.store.add_token(token)
    return TestClient(app, headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def tour(desk: TestClient) -> TestClient:
    assert desk.post("/maps", json=DRAFT).status_code == 201
    return desk


def test_a_draft_goes_out_with_ids_and_comes_back(tour: TestClient) -> None:
    answer = tour.get("/maps/tour/draft.json")
    draft = answer.json()
    assert [one["id"] for one in draft["places"]] == ["bergen", "voss", "oslo"]
    assert [one["place"] for one in draft["events"][0]["stops"]] == ["Oslo", "Bergen"]
    draft["places"][0]["label"] = "The city of Bergen"
    again = tour.put(
        "/maps/tour/draft.json", json=draft, headers={"If-Match": answer.headers["etag"]}
    )
    assert again.status_code == 200
    assert again.json()["version"] == 2
    after = tour.get("/maps/tour/draft.json")
    assert after.headers["etag"].replace("-br", "") == again.headers["etag"]
    assert after.json() == draft


def test_a_draft_that_changed_meanwhile_is_not_overwritten(tour: TestClient) -> None:
    answer = tour.get("/maps/tour/draft.json")
    old = {"If-Match": answer.headers["etag"]}
    first = tour.patch("/maps/tour/draft/places/voss", json={"note": "Snow."}, headers=old)
    assert first.status_code == 200
    second = tour.put("/maps/tour/draft.json", json=answer.json(), headers=old)
    assert second.status_code == 412
    assert tour.get("/maps/tour/draft.json").json()["places"][1]["note"] == "Snow."


def test_one_item_is_changed_and_counts_as_such(tour: TestClient) -> None:
    body = {"places": [{**PLACE, "review": "machine"}]}
    tour.put("/maps/tour/draft.json", json={**DRAFT, **body})
    answer = tour.patch(
        "/maps/tour/draft/places/bergen", json={"at": {"lat": 60.4, "lon": 5.33}, "radius_km": 2}
    )
    item = answer.json()["item"]
    assert (item["review"], item["radius_km"]) == ("changed", 2.0)
    accepted = tour.patch("/maps/tour/draft/places/bergen", json={"review": "accepted"})
    assert accepted.json()["item"]["review"] == "accepted"


def test_a_place_with_another_id_is_still_that_of_its_events(tour: TestClient) -> None:
    answer = tour.patch("/maps/tour/draft/places/bergen", json={"id": "b", "name": "Bjørgvin"})
    assert answer.status_code == 200
    draft = tour.get("/maps/tour/draft.json").json()
    assert draft["events"][0]["stops"][1]["place"] == "b"


def test_items_come_and_go(tour: TestClient) -> None:
    event = {
        "kind": "other",
        "title": "The road is closed",
        "place": "voss",
        "status": "ongoing",
        "evidence": ["A storm had closed the road to Voss."],
    }
    added = tour.post("/maps/tour/draft/events?at=0", json=event).json()["item"]
    assert (added["id"], added["review"]) == ("the-road-is-closed", "added")
    needed = tour.delete("/maps/tour/draft/places/voss")
    assert needed.status_code == 409
    assert "the-road-is-closed" in needed.json()["detail"]
    gone = tour.delete("/maps/tour/draft/events/the-road-is-closed")
    assert gone.json()["item"] is None
    assert tour.delete("/maps/tour/draft/places/voss").status_code == 200
    assert tour.delete("/maps/tour/draft/places/voss").status_code == 404


def test_the_whole_map_is_changed_apart_from_its_items(tour: TestClient) -> None:
    patch = {"note": "Corrected.", "report": {"publisher": "The Fjord"}, "theme": "dark"}
    assert tour.patch("/maps/tour/draft.json", json=patch).status_code == 200
    draft = tour.get("/maps/tour/draft.json").json()
    assert (draft["note"], draft["report"]["publisher"]) == ("Corrected.", "The Fjord")
    assert draft["report"]["text"] == TEXT
    assert tour.patch("/maps/tour/draft.json", json={"places": []}).status_code == 422


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({"status": "perhaps"}, "events[0].status"),
        ({"evidence": ["It never said so."]}, "events[0].evidence[0].quote"),
        ({"stops": ["Oslo"]}, "events[0].stops"),
        ({"stops": 3}, "events[0].stops"),
        ({"kind": None}, "events[0].kind"),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field(
    tour: TestClient, patch: dict[str, Any], field: str
) -> None:
    item = tour.get("/maps/tour/draft.json").json()["events"][0]["id"]
    answer = tour.patch(f"/maps/tour/draft/events/{item}", json=patch)
    assert answer.status_code == 422
    assert any(one["field"].startswith(field) for one in answer.json()["errors"])
    assert len(tour.get("/maps/tour/versions").json()["versions"]) == 1


@pytest.mark.parametrize("body", ["[]", "3", "null", '"x"', "{", '{"a": 1, "a": 2}', "\x00"])
def test_what_is_no_patch_is_no_fault_of_ours(tour: TestClient, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    for path in ("draft.json", "draft/places/bergen"):
        answer = tour.patch(f"/maps/tour/{path}", content=body, headers=headers)
        assert answer.status_code in (400, 422)


def test_a_report_is_read_and_nothing_is_kept(desk: TestClient) -> None:
    answer = desk.post(
        "/read?published=2024-03-06&title=A+tour",
        content=TEXT.encode(),
        headers={"Content-Type": "text/plain"},
    )
    read = answer.json()
    assert read["found"] == {
        "title": "A tour",
        "published": "2024-03-06",
        "publisher": None,
        "language": "en",
    }
    names = {one["name"] for one in read["draft"]["places"]}
    assert {"Bergen", "Oslo"} <= names
    assert {one["review"] for one in read["draft"]["places"]} == {"machine"}
    assert desk.get("/drafts").json() == {"versions": []}
    assert desk.post("/maps", json=read["draft"]).status_code == 201


def word(text: str, title: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in text.split("\n\n"))
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{title}</dc:title></cp:coreProperties>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{runs}</w:body></w:document>',
        )
        document.writestr("docProps/core.xml", core)
    return made.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", f"<html><h1>A tour</h1><article><p>{TEXT}</p></article></html>".encode()),
        (WORD, word(TEXT, "A tour")),
        (
            "message/rfc822",
            b"Subject: A tour\r\nFrom: The Fjord <news@fjord.example>\r\n"
            b"Date: Wed, 06 Mar 2024 09:00:00 +0100\r\n"
            b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT.encode(),
        ),
    ],
)
def test_reports_come_in_the_files_of_newsrooms(desk: TestClient, kind: str, body: bytes) -> None:
    read = desk.post("/read", content=body, headers={"Content-Type": kind}).json()
    assert read["found"]["title"] == "A tour"
    assert "flew from Oslo to Bergen" in read["draft"]["report"]["text"]
    if kind == "message/rfc822":
        assert read["found"]["publisher"] == "The Fjord"
        assert read["found"]["published"] == "2024-03-06"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (WORD, b"PK\x03\x04 but no more"),
        (WORD, b""),
        ("message/rfc822", b"\xff\xfe\x00"),
        ("text/plain", b""),
        ("application/json", b'{"title": "no text"}'),
        ("application/pdf", b"%PDF"),
    ],
)
def test_what_is_no_report_is_refused(desk: TestClient, kind: str, body: bytes) -> None:
    answer = desk.post("/read", content=body, headers={"Content-Type": kind})
    assert answer.status_code in (400, 415, 422)


def test_a_document_that_declares_entities_is_refused(desk: TestClient) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as document:
        document.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    answer = desk.post("/read", content=made.getvalue(), headers={"Content-Type": WORD})
    assert "entities" in answer.json()["detail"]


def test_a_draft_is_laid_out_as_far_as_it_holds(desk: TestClient) -> None:
    broken = {**EVENT, "id": "broken", "evidence": ["It never said so."]}
    half = {"id": "half", "kind": "visit"}
    draft = {**DRAFT, "events": [half, EVENT, broken]}
    laid = desk.post("/layout", json=draft).json()
    assert {one["item"] for one in laid["problems"]} == {"broken", "half"}
    assert {one["field"].partition(".")[0] for one in laid["problems"]} == {
        "events[0]",
        "events[2]",
    }
    layers = [one["properties"]["layer"] for one in laid["map"]["features"]]
    assert layers.count("journeys") == 1
    assert laid["draft"]["events"][0] == half
    assert laid["draft"]["events"][1]["travellers"][0]["name"] == "Ida Holm"
    assert desk.get("/drafts").json() == {"versions": []}


def test_a_place_that_the_report_does_not_name_is_a_problem_of_its_event(desk: TestClient) -> None:
    visit = {**EVENT, "id": "trip", "stops": ["Oslo", "Bergen"]}
    nowhere = {"kind": "visit", "place": "Kirkenes", "status": "happened", "evidence": ["A storm"]}
    laid = desk.post("/layout", json={**DRAFT, "events": [visit, nowhere]}).json()
    assert laid["map"] is not None
    assert laid["problems"] == []


def test_a_draft_without_a_report_has_no_layout(desk: TestClient) -> None:
    laid = desk.post("/layout", json={"report": {"title": "", "text": ""}}).json()
    assert laid["map"] is None
    assert {one["field"] for one in laid["problems"]} >= {"report.text"}
    assert desk.post("/layout", json=[]).status_code == 400


def test_candidates_are_told_with_their_reasons(desk: TestClient) -> None:
    found = desk.post("/candidates", json={"draft": DRAFT, "place": "Voss"}).json()["candidates"]
    assert found[0]["chosen"]
    assert found[0]["country"] == "NO"
    assert found[0]["why"]
    other = desk.post("/candidates", json={"draft": DRAFT, "place": "Haugesund", "limit": 3}).json()
    assert other["candidates"][0]["name"] == "Haugesund"
    assert len(other["candidates"]) <= 3
    bad = desk.post("/candidates", json={"draft": DRAFT, "place": "", "limit": 3})
    assert bad.status_code == 422


def test_what_differs_between_versions_is_told_item_by_item(tour: TestClient) -> None:
    nothing = tour.get("/maps/tour/differences").json()
    assert nothing["from"] == {"version": None}
    assert {one["change"] for one in nothing["rows"]} == {"added"}
    tour.post("/maps/tour/publish")
    tour.patch("/maps/tour/draft/places/bergen", json={"at": {"lat": 61.4, "lon": 5.33}})
    tour.patch("/maps/tour/draft/places/voss", json={"label": "Vossevangen"})
    tour.delete("/maps/tour/draft/events/ida-holm-from-oslo-to-bergen-by-air")
    told = tour.get("/maps/tour/differences").json()
    rows = {one["id"]: one for one in told["rows"]}
    assert rows["bergen"]["change"] == "moved"
    assert 100 < rows["bergen"]["km"] < 130
    assert "label" in rows["voss"]["fields"]
    assert rows["ida-holm-from-oslo-to-bergen-by-air"]["change"] == "removed"
    assert (told["from"], told["to"]) == ({"version": 1}, {"version": 4})
    assert tour.get("/maps/tour/differences?from=machine&to=1").status_code == 200
    assert tour.get("/maps/tour/differences?from=9").status_code == 404
    assert tour.get("/maps/tour/differences?from=x").status_code == 400


def test_a_new_text_is_merged_and_corrections_stay(desk: TestClient) -> None:
    read = desk.post("/read", content=TEXT.encode(), headers={"Content-Type": "text/plain"}).json()
    draft = read["draft"]
    (bergen,) = [one for one in draft["places"] if one["name"] == "Bergen"]
    bergen.update({"at": {"lat": 60.39, "lon": 5.32}, "review": "changed"})
    new = TEXT.replace("Stavanger", "Haugesund") + " Police in Florø said the harbour was shut."
    merged = desk.post("/merge", json={"draft": draft, "text": new}).json()
    states = {(one["type"], one["state"]) for one in merged["rows"]}
    assert ("place", "new") in states
    assert ("place", "gone") in states
    places = {one["name"]: one for one in merged["draft"]["places"]}
    assert places["Bergen"]["at"] == {"lat": 60.39, "lon": 5.32}
    assert places["Bergen"]["review"] == "changed"
    assert "Florø" in places
    assert "Stavanger" not in places
    assert merged["draft"]["report"]["text"] == new
    laid = desk.post("/layout", json=merged["draft"]).json()
    assert laid["problems"] == []


def test_doubts_are_to_be_settled_or_waived_before_publishing(desk: TestClient) -> None:
    late = {**EVENT, "id": "late", "when": "2024-12-24"}
    desk.post("/maps", json={**DRAFT, "events": [late]})
    found = desk.get("/maps/tour/doubts").json()
    codes = {(one["id"], one["code"]) for one in found["doubts"]}
    assert ("late", "future-told-as-past") in codes
    refused = desk.post("/maps/tour/publish?doubts=refuse")
    assert refused.status_code == 409
    assert refused.json()["open"] == found["open"]
    for one in found["doubts"]:
        path = f"/maps/tour/draft/{one['type']}s/{one['id']}"
        waived = desk.patch(path, json={"waived": [one["code"]]})
        assert waived.status_code == 200, waived.text
        assert waived.json()["item"]["review"] is None
    assert desk.post("/maps/tour/publish?doubts=refuse").status_code == 200


def test_the_overview_says_where_each_map_stands(tour: TestClient) -> None:
    def state() -> str:
        (one,) = tour.get("/maps-overview").json()["maps"]
        return str(one["state"])

    assert state() == "draft"
    tour.post("/maps/tour/publish")
    assert state() == "published"
    tour.patch("/maps/tour/draft.json", json={"note": "More."})
    assert state() == "changed"
    tour.post("/maps/tour/unpublish", json={"reason": "Wrong."})
    assert state() == "taken-down"
    tour.delete("/maps/tour")
    assert state() == "deleted"
    tour.post("/maps/tour/versions/2/restore")
    assert state() == "taken-down"
    actions = [one["action"] for one in tour.get("/maps/tour/history").json()["entries"]]
    assert actions[:2] == ["map restored", "map deleted"]


def test_a_map_that_is_taken_down_says_why(app: FastAPI, tour: TestClient) -> None:
    public = TestClient(app)
    tour.post("/maps/tour/publish")
    why = {"reason": "Two names were <mixed> up.", "url": "https://fjord.example/tour"}
    assert tour.post("/maps/tour/unpublish", json=why).status_code == 200
    embed = public.get("/maps/tour/embed", headers={"Accept": "text/html"})
    assert embed.status_code == 410
    assert "Two names were &lt;mixed&gt; up." in embed.text
    assert 'href="https://fjord.example/tour"' in embed.text
    assert "x-frame-options" not in embed.headers
    page = public.get("/maps/tour", headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert page.headers["x-frame-options"] == "DENY"
    assert public.get("/maps/tour").json()["detail"].endswith("Two names were <mixed> up.")
    assert tour.get("/maps/tour/taken-down").json()["author"] == "admin"
    tour.post("/maps/tour/publish")
    assert public.get("/maps/tour/embed").status_code == 200
    assert tour.get("/maps/tour/taken-down").status_code == 404


def test_an_embed_of_no_map_can_be_framed(app: FastAPI) -> None:
    answer = TestClient(app).get("/maps/nothing/embed", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "x-frame-options" not in answer.headers


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 'https://a"b', "x"])
def test_an_article_is_a_web_address(tour: TestClient, url: str) -> None:
    assert tour.post("/maps/tour/unpublish", json={"url": url}).status_code == 422


def test_a_preview_shows_the_newest_version_until_it_ends(app: FastAPI, tour: TestClient) -> None:
    made = tour.post("/maps/tour/previews", json={"hours": 1}).json()
    assert made["qr"].startswith("<svg")
    public = TestClient(app)
    path = made["page"].removeprefix("http://testserver")
    page = public.get(path)
    assert page.status_code == 200
    assert "A tour" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert "/maps/tour" not in page.text, "what is not published is nowhere but here"
    data = public.get(f"{path}/map.geojson").json()
    tour.patch("/maps/tour/draft.json", json={"note": "More."})
    assert "note" not in data
    assert public.get(f"{path}/map.geojson").json()["note"] == "More."
    embed = public.get(f"{path}/embed")
    assert "frame-ancestors 'self' *" in embed.headers["content-security-policy"]
    (listed,) = tour.get("/maps/tour/previews").json()["previews"]
    assert listed["id"] == made["id"]
    assert path.rpartition("/")[2] not in str(listed)
    assert tour.delete(f"/maps/tour/previews/{made['id']}").status_code == 204
    assert public.get(path).status_code == 404
    assert public.get("/preview/guess").status_code == 404


def test_a_preview_expires(app: FastAPI, tour: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tour.post("/maps/tour/previews", json={}).json()
    path = made["page"].removeprefix("http://testserver")
    monkeypatch.setattr("dateline.app.routes.previews.rfc3339", lambda _: "2999-01-01T00:00:00Z")
    assert TestClient(app).get(path).status_code == 404


def test_who_else_is_at_work_is_seen(app: FastAPI, tour: TestClient) -> None:
    other = client_of(app, "author", "ben")
    first = tour.post("/maps/tour/presence", json={"client": "a1", "item": "bergen"}).json()
    assert first["others"] == []
    second = other.post("/maps/tour/presence", json={"client": "b1", "item": None}).json()
    assert [(one["name"], one["item"]) for one in second["others"]] == [("admin", "bergen")]
    assert second["version"] == 1
    tour.post("/maps/tour/presence", json={"client": "a1", "leave": True})
    assert other.post("/maps/tour/presence", json={"client": "b1"}).json()["others"] == []
    assert tour.post("/maps/none/presence", json={"client": "a1"}).status_code == 404


def test_administrators_make_and_revoke_tokens(app: FastAPI, desk: TestClient) -> None:
    made = desk.post("/tokens", json={"name": "ana", "role": "author", "days": 9}).json()
    ana = TestClient(app, headers={"Authorization": f"Bearer {made['token']}"})
    assert ana.get("/drafts").status_code == 200
    assert ana.get("/tokens").status_code == 403
    listed = {one["name"]: one for one in desk.get("/tokens").json()["tokens"]}
    assert listed["ana"]["role"] == "author"
    assert "token" not in listed["ana"]
    assert desk.post("/tokens", json={"name": "ana", "role": "author"}).status_code == 409
    assert desk.delete("/tokens/ana").status_code == 204
    assert ana.get("/drafts").status_code == 401
    assert desk.delete("/tokens/ana").status_code == 404
    assert desk.delete("/tokens/admin").status_code == 409


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "a b", "role": "author"},
        {"name": "ana"},
        {"name": "ana", "role": "king"},
        {"name": "ana", "role": "author", "scopes": ["maps:read"]},
        {"name": "ana", "scopes": ["everything"]},
        {"name": "ana", "role": "author", "days": 0},
        {"name": "ana", "role": "author", "more": 1},
    ],
)
def test_a_token_that_cannot_be_is_refused(desk: TestClient, wanted: dict[str, Any]) -> None:
    assert desk.post("/tokens", json=wanted).status_code == 422


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/tokens"),
        ("GET", "/tokens"),
        ("DELETE", "/tokens/admin"),
        ("POST", "/maps/tour/publish"),
        ("POST", "/maps/tour/unpublish"),
        ("DELETE", "/maps/tour"),
    ],
)
@pytest.mark.usefixtures("tour")
def test_an_author_decides_nothing(app: FastAPI, method: str, path: str) -> None:
    assert client_of(app, "author").request(method, path).status_code == 403


@pytest.mark.usefixtures("tour")
def test_nobody_without_a_token_gets_anything(app: FastAPI) -> None:
    public = TestClient(app)
    for method, path in (
        ("GET", "/maps/tour/draft.json"),
        ("PUT", "/maps/tour/draft.json"),
        ("PATCH", "/maps/tour/draft/places/bergen"),
        ("POST", "/read"),
        ("POST", "/layout"),
        ("POST", "/candidates"),
        ("POST", "/merge"),
        ("GET", "/maps/tour/differences"),
        ("GET", "/maps/tour/doubts"),
        ("GET", "/maps-overview"),
        ("GET", "/maps/tour/history"),
        ("POST", "/maps/tour/previews"),
        ("POST", "/maps/tour/presence"),
        ("GET", "/maps/tour/taken-down"),
    ):
        assert public.request(method, path).status_code == 401, path


def test_readers_see_what_editors_add(app: FastAPI, tour: TestClient) -> None:
    inquiry = {
        "kind": "other",
        "title": "An inquiry begins",
        "place": "voss",
        "status": "planned",
        "source": {"name": "The county", "url": "https://county.example/1"},
        "caption": "What comes next.",
        "note": "We asked.",
        "picture": {"url": "https://photos.example/a.jpg", "credit": "A. B.", "alt": "A road"},
    }
    assert tour.post("/maps/tour/draft/events", json=inquiry).status_code == 200
    patch = {"note": "Corrected on Friday.", "theme": "dark"}
    tour.patch("/maps/tour/draft.json", json=patch)
    tour.post("/maps/tour/publish")
    public = TestClient(app)
    page = public.get("/maps/tour")
    for words in ("Beside the report", "What comes next.", "We asked.", "Corrected on Friday."):
        assert words in page.text
    assert 'href="https://county.example/1"' in page.text
    assert 'src="https://photos.example/a.jpg"' in page.text
    assert '<html lang="en" data-theme="dark">' in page.text
    policy = page.headers["content-security-policy"]
    assert "img-src 'self' data: https://photos.example;" in policy
    assert page.headers["x-frame-options"] == "DENY"
    assert 'data-theme="dark"' in public.get("/maps/tour/embed").text
    assert 'data-theme="light"' in public.get("/maps/tour/embed?theme=light").text
    table = public.get("/maps/tour.csv").text
    assert "What comes next." in table
    assert "The county" in table
    assert "We asked." in public.get("/maps/tour.kml").text
