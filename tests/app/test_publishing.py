"""Changing maps over HTTP: drafts, publishing, versions, conditions, requests that come twice."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.process_pool import ProcessPool
from dateline.app.settings import Settings
from dateline.app.tokens import SCOPES, issue
from tests.app.test_maps_write import problem

STORY = "OSLO - Ida Berg left Bergen by train on Monday and reached Oslo after seven hours.\n"
DRAFT = """# {title}
report:
  title: {title}
  text: Ida Berg went from Bergen to Oslo.
events:
  - kind: journey
    travellers: [Ida Berg]
    stops: [Bergen, Oslo]
    status: happened
    evidence: [Ida Berg went from Bergen to Oslo.]
"""
TEXT, YAML = "text/plain; charset=utf-8", "application/yaml"
PUBLIC = ("/maps/berg", "/maps/berg.geojson", "/maps/berg/journeys.geojson")
Send = Callable[..., Response]


def token_of(app: FastAPI, *scopes: str) -> str:
    name = "-".join(scopes).replace(":", "-") or "desk"
    secret, token = issue(name, scopes) if scopes else issue(name)
    app.state.store.add_token(token)
    return secret


def sender(client: TestClient, secret: str) -> Send:
    def send(method: str, path: str, body: str = "", kind: str = YAML, **headers: str) -> Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Authorization"] = f"Bearer {secret}"
        if body:
            sent["Content-Type"] = kind
        return client.request(method, path, content=body or None, headers=sent)

    return send


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> FastAPI:
    more = {}
    if request.param == "postgres":
        more["database_url"] = request.getfixturevalue("database_url")
    return create_app(Settings(data_dir=tmp_path, **more))


@pytest.fixture
def send(client: TestClient, app: FastAPI) -> Send:
    return sender(client, token_of(app))


def draft(title: str = "Berg") -> str:
    return DRAFT.format(title=title)


def make(send: Send, title: str = "Berg", query: str = "", **headers: str) -> Response:
    answer = send("PUT", f"/maps/berg{query}", draft(title), **headers)
    assert answer.status_code in (200, 201), answer.text
    return answer


def states(send: Send) -> list[tuple[int, str]]:
    listed = send("GET", "/maps/berg/versions").json()["versions"]
    return [(one["version"], one["state"]) for one in listed]


def test_a_report_is_a_draft_until_it_is_published(client: TestClient, send: Send) -> None:
    answer = send("POST", "/maps?id=berg", STORY, TEXT)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["version"], made["state"]) == (1, "draft")
    for path in PUBLIC:
        problem(client.get(path), 404)
    assert client.get("/maps").json() == {"maps": []}
    assert client.get("/healthz").json()["maps"] == 0
    answer = send("POST", "/maps/berg/publish")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["version"], answer.json()["state"]) == (1, "published")
    for path in PUBLIC:
        assert client.get(path).status_code == 200
    assert [one["id"] for one in client.get("/maps").json()["maps"]] == ["berg"]


def test_who_may_not_see_a_draft_learns_nothing_of_it(
    client: TestClient, app: FastAPI, send: Send
) -> None:
    make(send)
    counter = sender(client, token_of(app, "metrics:read"))
    for suffix in ("", ".geojson", "/journeys.geojson", "/embed"):
        there, nowhere = client.get(f"/maps/berg{suffix}"), client.get(f"/maps/none{suffix}")
        assert there.status_code == nowhere.status_code == 404
        assert there.text.replace("berg", "none") == nowhere.text
        same = {*there.headers} - {"x-request-id"}
        assert same == {*nowhere.headers} - {"x-request-id"}
        if suffix != "/embed":
            assert counter("GET", f"/maps/berg{suffix}").status_code == 404
            bad = client.get(f"/maps/berg{suffix}", headers={"Authorization": "Bearer dateline_x"})
            assert bad.status_code == 404


def test_who_may_sees_a_draft_where_the_map_will_be(
    client: TestClient, app: FastAPI, send: Send
) -> None:
    etag = make(send, "A draft <of mine>").headers["etag"]
    reader = sender(client, token_of(app, "maps:read"))
    page, whole, layer = (reader("GET", path) for path in PUBLIC)
    assert "A draft &lt;of mine&gt;" in page.text
    assert whole.json()["report"]["title"] == "A draft <of mine>"
    assert [one["id"] for one in layer.json()["features"]] == [
        one["id"] for one in whole.json()["features"] if one["properties"]["layer"] == "journeys"
    ]
    for answer in (page, whole, layer):
        assert answer.status_code == 200
        assert "private" in answer.headers["cache-control"]
    assert whole.headers["etag"].strip('"').startswith(etag.strip('"'))


def test_the_draft_comes_back_as_it_was_sent_and_can_be_sent_again(send: Send) -> None:
    made = make(send)
    kept = send("GET", "/maps/berg/draft")
    assert kept.text == draft()
    assert kept.headers["content-type"] == YAML
    corrected = kept.text.replace("title: Berg", "title: Berg, corrected")
    answer = send("PUT", "/maps/berg", corrected, If_Match=kept.headers["etag"])
    assert answer.status_code == 200, answer.text
    assert (answer.json()["version"], answer.json()["state"]) == (2, "draft")
    assert "location" not in answer.headers
    assert answer.headers["etag"] != made.headers["etag"]


def test_the_public_sees_the_old_until_the_new_is_published(client: TestClient, send: Send) -> None:
    make(send, "Old", "?publish=true")
    before = client.get("/maps/berg.geojson")
    make(send, "New")
    assert client.get("/maps/berg.geojson").content == before.content
    assert "Old" in send("GET", "/maps/berg").text, "with a token, too, what is public is public"
    assert [one["title"] for one in send("GET", "/drafts").json()["versions"]] == ["New"]
    send("POST", "/maps/berg/publish")
    after = client.get("/maps/berg.geojson")
    assert after.json()["report"]["title"] == "New"
    assert after.headers["etag"] != before.headers["etag"]
    assert "New" in client.get("/maps/berg").text
    assert send("GET", "/drafts").json() == {"versions": []}


def test_a_map_can_be_taken_back_and_an_earlier_version_shown(
    client: TestClient, send: Send
) -> None:
    make(send, "One", "?publish=true")
    make(send, "Two", "?publish=true")
    answer = send("POST", "/maps/berg/unpublish")
    assert (answer.status_code, answer.json()["state"]) == (200, "draft")
    problem(client.get("/maps/berg.geojson"), 404)
    assert send("POST", "/maps/berg/publish?version=1").json()["version"] == 1
    assert client.get("/maps/berg.geojson").json()["report"]["title"] == "One"
    assert states(send) == [(2, "draft"), (1, "published")]
    problem(send("POST", "/maps/berg/publish?version=3"), 404)
    for version in ("0", "one", str(2**80)):
        problem(send("POST", f"/maps/berg/publish?version={version}"), 400)


def test_every_version_can_be_seen_and_brought_back(client: TestClient, send: Send) -> None:
    make(send, "One", "?publish=true")
    make(send, "Two", "?publish=true")
    first = send("GET", "/maps/berg/versions").json()["versions"][-1]
    assert (first["author"], first["title"], first["state"]) == ("desk", "One", "earlier")
    assert send("GET", first["links"]["self"]).json() == first
    assert send("GET", first["links"]["draft"]).text == draft("One")
    assert send("GET", first["links"]["geojson"]).json()["report"]["title"] == "One"
    assert "<title>One" in send("GET", first["links"]["page"]).text
    answer = send("POST", f"{first['links']['self']}/restore?publish=true")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["version"], answer.json()["state"]) == (3, "published")
    assert answer.headers["etag"] == first["etag"]
    assert client.get("/maps/berg.geojson").json()["report"]["title"] == "One"


def test_a_deleted_map_is_gone_and_can_be_brought_back(client: TestClient, send: Send) -> None:
    make(send, "One", "?publish=true")
    answer = send("DELETE", "/maps/berg")
    assert (answer.status_code, answer.content) == (204, b"")
    for path in PUBLIC:
        problem(client.get(path), 404)
    problem(send("GET", "/maps/berg"), 404)
    problem(send("DELETE", "/maps/berg"), 404)
    problem(send("POST", "/maps/berg/publish"), 404)
    assert states(send) == [(1, "earlier")]
    answer = send("POST", "/maps/berg/versions/1/restore?publish=true")
    assert answer.json()["version"] == 2
    assert client.get("/maps/berg.geojson").status_code == 200


def test_a_deleted_map_can_be_made_anew_and_goes_on_counting(send: Send) -> None:
    make(send, "One")
    send("DELETE", "/maps/berg")
    answer = send("POST", "/maps?id=berg", STORY, TEXT)
    assert (answer.status_code, answer.json()["version"]) == (201, 2)


def test_what_is_not_there(send: Send) -> None:
    for method, path in (
        ("GET", "/maps/none/versions"),
        ("GET", "/maps/none/versions/1"),
        ("GET", "/maps/none/versions/1.geojson"),
        ("GET", "/maps/none/draft"),
        ("POST", "/maps/none/publish"),
        ("POST", "/maps/none/unpublish"),
        ("POST", "/maps/none/versions/1/restore"),
        ("DELETE", "/maps/none"),
    ):
        problem(send(method, path), 404)
    problem(send("GET", f"/maps/none/versions/{2**70}"), 400)


class TestConditions:
    def test_of_two_who_correct_one_version_the_second_is_told(self, send: Send) -> None:
        seen = make(send, "One").headers["etag"]
        make(send, "Two", If_Match=seen)
        answer = send("PUT", "/maps/berg", draft("Three"), If_Match=seen)
        assert "changed meanwhile" in problem(answer, 412)["detail"]
        for method, path in (
            ("POST", "/maps/berg/publish"),
            ("POST", "/maps/berg/unpublish"),
            ("POST", "/maps/berg/versions/1/restore"),
            ("DELETE", "/maps/berg"),
        ):
            problem(send(method, path, If_Match=seen), 412)
        assert states(send) == [(2, "draft"), (1, "earlier")]

    @pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
    @pytest.mark.parametrize("path", ["/maps/berg/draft", "/maps/berg.geojson"])
    def test_the_etag_of_what_was_seen_counts_in_every_encoding(
        self, send: Send, path: str, encoding: str
    ) -> None:
        make(send, "One", "?publish=true")
        seen = send("GET", path, Accept_Encoding=encoding).headers["etag"]
        make(send, "Two", If_Match=f'"another", {seen}')
        problem(send("PUT", "/maps/berg", draft("Three"), If_Match=seen), 412)

    def test_a_weak_tag_never_matches(self, send: Send) -> None:
        seen = make(send).headers["etag"]
        problem(send("PUT", "/maps/berg", draft("Two"), If_Match=f"W/{seen}"), 412)

    def test_any_and_none(self, send: Send) -> None:
        problem(send("PUT", "/maps/berg", draft(), If_Match="*"), 412)
        problem(send("DELETE", "/maps/berg", If_Match="*"), 412)
        assert make(send, If_None_Match="*").status_code == 201
        problem(send("PUT", "/maps/berg", draft("Two"), If_None_Match="*"), 412)
        assert make(send, "Two", If_Match="*").json()["version"] == 2

    @pytest.mark.parametrize(
        "header", [{"If_Match": "no-quotes"}, {"If_None_Match": '"x"'}], ids=["match", "none"]
    )
    def test_what_cannot_be_understood_is_told(self, send: Send, header: dict[str, str]) -> None:
        answer = problem(send("PUT", "/maps/berg", draft(), **header), 400)
        assert answer["errors"][0]["field"] in ("If-Match", "If-None-Match")

    def test_the_same_again_changes_nothing(self, send: Send) -> None:
        first, again = make(send), make(send)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.headers["etag"] == again.headers["etag"]
        assert states(send) == [(1, "draft")]


class TestIdempotency:
    def test_a_request_that_comes_again_is_answered_as_before(
        self, send: Send, app: FastAPI
    ) -> None:
        key = str(uuid.uuid4())
        first = send("POST", "/maps?id=berg", STORY, TEXT, Idempotency_Key=key)
        assert first.status_code == 201
        for form in (key, f'"{key}"'):
            again = send("POST", "/maps?id=berg", STORY, TEXT, Idempotency_Key=form)
            assert (again.status_code, again.json()) == (201, first.json())
            assert again.headers["idempotency-replayed"] == "true"
            for name in ("location", "etag", "content-type", "cache-control"):
                assert again.headers[name] == first.headers[name]
        assert "idempotency-replayed" not in first.headers
        assert len(app.state.store.versions("berg")) == 1

    def test_also_when_another_process_is_asked(self, client: TestClient, app: FastAPI) -> None:
        secret = token_of(app)
        request = ("POST", "/maps?id=berg", STORY, TEXT)
        first = sender(client, secret)(*request, Idempotency_Key="a")
        with TestClient(create_app(app.state.settings)) as there:
            again = sender(there, secret)(*request, Idempotency_Key="a")
        assert (again.status_code, again.json()) == (201, first.json())
        assert again.headers["idempotency-replayed"] == "true"

    def test_another_request_under_the_same_key_is_refused(self, send: Send) -> None:
        send("POST", "/maps?id=berg", STORY, TEXT, Idempotency_Key="a")
        for path, body in (("/maps?id=berg", STORY + "More."), ("/maps?id=other", STORY)):
            answer = send("POST", path, body, TEXT, Idempotency_Key="a")
            assert "another request" in problem(answer, 422)["detail"]
        assert send("POST", "/maps?id=other", STORY, TEXT, Idempotency_Key="b").status_code == 201

    def test_a_change_and_a_restoring_may_come_twice(self, send: Send) -> None:
        seen = make(send, "One").headers["etag"]
        for _ in range(2):
            answer = make(send, "Two", If_Match=seen, Idempotency_Key="a")
            assert answer.json()["version"] == 2
        for _ in range(2):
            answer = send("POST", "/maps/berg/versions/1/restore", Idempotency_Key="b")
            assert answer.json()["version"] == 3
        assert len(states(send)) == 3

    def test_a_key_belongs_to_its_token(self, send: Send, client: TestClient, app: FastAPI) -> None:
        send("POST", "/maps?id=berg", STORY, TEXT, Idempotency_Key="a")
        other = sender(client, token_of(app, "maps:write"))
        assert other("POST", "/maps?id=other", STORY, TEXT, Idempotency_Key="a").status_code == 201

    def test_what_was_refused_may_be_sent_again(self, send: Send) -> None:
        problem(send("POST", "/maps", "\x00", TEXT, Idempotency_Key="a"), 422)
        assert send("POST", "/maps?id=berg", STORY, TEXT, Idempotency_Key="a").status_code == 201

    @pytest.mark.parametrize("key", ["", '""', "a b", "k" * 256])
    def test_what_is_no_key_is_told(self, send: Send, key: str) -> None:
        answer = send("POST", "/maps?id=berg", STORY, TEXT, Idempotency_Key=key)
        assert problem(answer, 400)["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("PUT", "/maps/berg", "maps:write"),
        ("PUT", "/maps/berg?publish=true", "maps:publish"),
        ("POST", "/maps?publish=true", "maps:publish"),
        ("POST", "/maps/berg/publish", "maps:publish"),
        ("POST", "/maps/berg/unpublish", "maps:publish"),
        ("POST", "/maps/berg/versions/1/restore", "maps:write"),
        ("POST", "/maps/berg/versions/1/restore?publish=true", "maps:publish"),
        ("DELETE", "/maps/berg", "maps:delete"),
        ("GET", "/drafts", "maps:read"),
        ("GET", "/maps/berg/draft", "maps:read"),
        ("GET", "/maps/berg/versions", "maps:read"),
        ("GET", "/maps/berg/versions/1.html", "maps:read"),
    ],
)
def test_each_change_needs_its_scope(
    client: TestClient, app: FastAPI, send: Send, method: str, path: str, scope: str
) -> None:
    make(send)
    allowed = {scope}
    if scope == "maps:publish" and "publish=true" in path:
        allowed.add("maps:write")
    others = [one for one in SCOPES if one not in {scope}]
    if scope == "maps:read":
        others = ["metrics:read"]
    body = draft("Another") if method == "PUT" or path.startswith("/maps?") else ""
    answer = sender(client, token_of(app, *others))(method, path, body)
    assert scope in problem(answer, 403)["detail"]
    assert f'scope="{scope}"' in answer.headers["www-authenticate"]
    assert states(send) == [(1, "draft")]
    answer = sender(client, token_of(app, *sorted(allowed)))(method, path, body)
    assert answer.status_code in (200, 201, 204), answer.text


def test_a_version_whose_number_has_thousands_of_digits_is_not_there(send: Send) -> None:
    make(send)
    problem(send("GET", f"/maps/berg/versions/{'9' * 5000}"), 404)
    problem(send("POST", f"/maps/berg/versions/{'9' * 5000}/restore"), 404)
    problem(send("GET", f"/maps/berg/versions/{2**31}"), 400)


def test_a_body_of_another_map_is_refused(send: Send) -> None:
    answer = send("PUT", "/maps/berg", f"id: other\n{draft()}")
    assert problem(answer, 422)["errors"][0]["field"] == "id"
    body = json.dumps({"id": "other", "text": STORY})
    answer = send("PUT", "/maps/berg", body, "application/json")
    assert problem(answer, 422)["errors"][0]["field"] == "id"
    problem(send("PUT", "/maps/berg?id=other", STORY, TEXT), 400)
    assert send("PUT", "/maps/berg", f"id: berg\n{draft()}").status_code == 201


def test_a_report_may_be_put_as_text(client: TestClient, send: Send) -> None:
    answer = send("PUT", "/maps/berg?title=Berg&published=2024-05-07&publish=true", STORY, TEXT)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == "/maps/berg"
    assert client.get("/maps/berg.geojson").json()["report"]["published"] == "2024-05-07"


def test_who_did_what_is_kept(send: Send, app: FastAPI) -> None:
    make(send, "A secret title")
    send("POST", "/maps/berg/publish")
    send("DELETE", "/maps/berg")
    log = app.state.store.audit(subject="berg")
    assert [(one.author, one.action, one.version) for one in log] == [
        ("desk", "map deleted", 1),
        ("desk", "map published", 1),
        ("desk", "map made", 1),
    ]
    assert "secret" not in repr(log)


def test_allow_names_what_can_be_done_with_a_map(client: TestClient) -> None:
    allow = client.options("/maps/berg").headers["allow"]
    assert allow == "DELETE, GET, HEAD, OPTIONS, PUT"


def test_what_cannot_be_kept_is_not_made(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a map was made in vain")

    make(send)
    monkeypatch.setattr(ProcessPool, "run", fail)
    problem(send("PUT", "/maps/berg", draft("Two"), If_Match='"another"'), 412)
