"""Maps made over HTTP: who may, of what, and what is refused in which words."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.process_pool import ProcessPool
from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore
from dateline.app.tokens import ApiToken, issue
from dateline.geo.draft.yaml_file import dump_draft, load_draft
from tests.app.samples import save

PROBLEM = "application/problem+json"
STORY = (
    "OSLO - Ida Berg left Bergen by train on Monday and reached Oslo after about seven hours.\n"
    "She will meet Per Lund in Tromsø next week. Stockholm declined to comment.\n"
)
GERMAN = (
    "Der Zug ist am Montag in Hamburg angekommen und mit den Gästen nach Kopenhagen gefahren. "
    "Die Reise war nicht lang, und sie haben auf dem Weg auch die Stadt Lübeck gesehen."
)
DRAFT = """# written by hand
id: berg-to-oslo
report:
  title: Berg in Oslo
  text: Ida Berg went from Bergen to Oslo.
events:
  - kind: journey
    travellers: [Ida Berg]
    stops: [Bergen, Oslo]
    status: happened
    evidence: [Ida Berg went from Bergen to Oslo.]
"""
TEXT = "text/plain; charset=utf-8"
Post = Callable[..., Response]


def token_of(app: FastAPI, **more: Any) -> str:
    store: SQLiteStore = app.state.store
    secret, token = issue(f"desk-{len(store.tokens())}", **more)
    store.add_token(token)
    return secret


@pytest.fixture
def post(client: TestClient, app: FastAPI) -> Post:
    secret = token_of(app)

    def send(body: str | bytes, content_type: str | None = TEXT, **query: str) -> Response:
        headers = {"Authorization": f"Bearer {secret}"}
        if content_type is not None:
            headers["Content-Type"] = content_type
        sent = {"publish": "true", **query}
        return client.post("/maps", content=body, headers=headers, params=sent)

    return send


def problem(answer: Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    return answer.json()


def fields(answer: Response, status: int) -> list[str]:
    return [one["field"] for one in problem(answer, status).get("errors", ())]


def features(client: TestClient, map_id: str, layer: str) -> list[Any]:
    found: list[Any] = client.get(f"/maps/{map_id}/{layer}.geojson").json()["features"]
    return found


class TestAReportAsText:
    def test_becomes_a_map(self, client: TestClient, post: Post) -> None:
        answer = post(STORY, title="Berg goes north", published="2024-05-07", publisher="Post")
        assert answer.status_code == 201, answer.text
        assert answer.headers["location"] == "/maps/berg-goes-north"
        assert answer.headers["cache-control"] == "no-store"
        made = answer.json()
        assert made["id"] == "berg-goes-north"
        assert made["counts"]["journeys"] == 1
        assert "Stockholm" in made["associated"]
        assert made["unresolved"] == []
        assert made["notes"] == []
        page = client.get(answer.headers["location"])
        assert page.status_code == 200
        for link in (made["links"]["geojson"], *made["links"]["layers"].values()):
            assert client.get(link).status_code == 200
        (journey,) = features(client, made["id"], "journeys")
        assert [stop["place"] for stop in journey["properties"]["stops"]] == ["Bergen", "Oslo"]
        report = client.get(made["links"]["geojson"]).json()["report"]
        assert (report["publisher"], report["published"]) == ("Post", "2024-05-07")

    def test_its_draft_makes_the_same_map_again(
        self, client: TestClient, post: Post, app: FastAPI
    ) -> None:
        post(STORY, id="first")
        draft = app.state.store.draft("first")
        assert load_draft(draft).report.text == STORY
        again = draft.replace("id: first", "id: again")
        assert post(again, "application/yaml").status_code == 201
        of_first = json.dumps(features(client, "first", "journeys"))
        assert json.loads(of_first.replace("first", "again")) == features(
            client, "again", "journeys"
        )

    def test_is_called_by_its_first_line(self, post: Post) -> None:
        assert post("\n  A day   in Oslo\n\n" + STORY).json()["id"] == "a-day-in-oslo"

    def test_a_long_first_line_is_cut_between_words(self, client: TestClient, post: Post) -> None:
        made = post("Oslo is lovely in spring " * 30).json()
        title = client.get(made["links"]["geojson"]).json()["report"]["title"]
        assert len(title) <= 120
        assert title.endswith(("spring…", "in…", "lovely…", "is…", "Oslo…"))

    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\u2028"])
    def test_evidence_counts_the_characters_that_were_sent(
        self, client: TestClient, post: Post, app: FastAPI, ends: str
    ) -> None:
        text = STORY.replace("\n", ends) + "\u00e9\U0001f30d"
        made = post(text, id="exact").json()
        for feature in client.get(made["links"]["geojson"]).json()["features"]:
            for said in feature["properties"]["evidence"]:
                assert text[said["start"] : said["end"]] == said["quote"]
        assert load_draft(app.state.store.draft("exact")).report.text == text

    def test_comes_in_the_encoding_that_it_says(self, client: TestClient, post: Post) -> None:
        for number, charset in enumerate(("utf-8", '"UTF-16"', "iso-8859-1", "windows-1252")):
            body = STORY.encode(charset.strip('"'))
            made = post(body, f"Text/Plain; Charset={charset}", id=f"n{number}").json()
            (quote,) = features(client, made["id"], "journeys")[0]["properties"]["evidence"]
            assert quote["quote"] in STORY
            assert made["counts"]["journeys"] == 1

    def test_without_charset_is_utf_8_or_says_what_it_was_taken_for(self, post: Post) -> None:
        assert post(STORY, "text/plain", id="a").json()["notes"] == []
        (note,) = post(STORY.encode("cp1252"), "text/plain", id="b").json()["notes"]
        assert "Windows-1252" in note

    def test_may_be_the_web_page_that_it_stands_in(self, client: TestClient, post: Post) -> None:
        page = (
            "<!doctype html><html><head><title>Berg goes north</title>"
            "<meta property='article:published_time' content='2024-05-07T08:00:00Z'></head>"
            f"<body><script>alert(1)</script><p>{STORY}</p></body></html>"
        )
        made = post(page).json()
        assert made["id"] == "berg-goes-north"
        document = client.get(made["links"]["geojson"])
        assert document.json()["report"]["published"].startswith("2024-05-07")
        assert "alert" not in document.text

    @pytest.mark.parametrize(
        ("query", "named"),
        [
            ({"published": "yesterday"}, ["published"]),
            ({"published": "2024-02-30"}, ["published"]),
            ({"url": "javascript:alert(1)"}, ["url"]),
            ({"id": "Not A Slug"}, ["id"]),
            ({"language": "English!"}, ["language"]),
            ({"title": "x" * 301}, ["title"]),
            ({"published": "never", "id": "../x"}, ["id", "published"]),
            ({"colour": "red"}, ["colour"]),
        ],
    )
    def test_a_parameter_that_cannot_be_is_named(
        self, post: Post, query: dict[str, str], named: list[str]
    ) -> None:
        assert sorted(fields(post(STORY, **query), 400)) == named

    @pytest.mark.parametrize(
        ("body", "content_type", "status"),
        [
            (b"", TEXT, 400),
            (b" \n\t ", "text/plain", 400),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9, "text/plain", 400),
            (b"In Oslo\x00 it rained.", "text/plain", 400),
            (b"In Oslo\x00 it rained.", TEXT, 422),
            (b"In Troms\xf8 it rained.", TEXT, 400),
            (b"In Oslo \xff\xfe\x81 it rained.", "text/plain", 400),
            (STORY.encode(), "text/plain; charset=utf-16", 400),
            (STORY.encode(), "text/plain; charset=punycode", 400),
            (STORY.encode(), "text/plain; charset=klingon", 400),
            (STORY.encode(), "text/plain; charset=zlib_codec", 400),
            (b"It rained in Oslo. " * 100_000, TEXT, 422),
        ],
    )
    def test_what_is_no_text_is_refused(
        self, client: TestClient, post: Post, body: bytes, content_type: str, status: int
    ) -> None:
        before = client.get("/maps").json()
        detail = problem(post(body, content_type), status)["detail"]
        assert len(detail) < 400
        assert client.get("/maps").json() == before


class TestAnotherLanguage:
    def test_is_refused_with_the_places_found(self, client: TestClient, post: Post) -> None:
        before = client.get("/maps").json()
        told = problem(post(GERMAN), 422)
        assert told["language"] == "de"
        assert "German" in told["detail"]
        assert [one["field"] for one in told["errors"]] == ["text"]
        found = {place["name"]: place for place in told["places"]}
        assert round(found["Hamburg"]["lon"]) == 10
        assert round(found["Hamburg"]["lat"]) in (53, 54)
        assert found["Hamburg"]["country"] == "DE"
        assert client.get("/maps").json() == before

    def test_is_believed_when_it_is_said(self, post: Post) -> None:
        told = problem(post("Oslo. Bergen.", language="nb-NO"), 422)
        assert told["language"] == "nb-NO"
        assert {place["name"] for place in told["places"]} == {"Oslo", "Bergen"}

    def test_is_found_out_although_english_is_said(self, post: Post) -> None:
        assert problem(post(GERMAN, language="en"), 422)["language"] == "de"

    def test_a_kind_of_english_is_kept_as_said(self, client: TestClient, post: Post) -> None:
        made = post(STORY, language="en-GB").json()
        assert client.get(made["links"]["geojson"]).json()["report"]["language"] == "en-GB"

    def test_a_draft_in_it_is_welcome(self, post: Post) -> None:
        draft = {
            "report": {"title": "Reise", "text": GERMAN, "language": "de"},
            "places": ["Hamburg"],
        }
        answer = post(json.dumps(draft), "application/json")
        assert answer.status_code == 201
        assert answer.json()["counts"]["places"] == 1


class TestJson:
    def test_a_report(self, client: TestClient, post: Post) -> None:
        report = {
            "text": STORY,
            "title": "Berg \U0001f682",
            "published": "2024-05-07",
            "publisher": "Post",
            "url": "https://news.example/1",
            "licence": "CC BY 4.0",
            "id": "berg",
        }
        # With every character beyond ASCII escaped, the train as a pair of surrogates.
        answer = post(json.dumps(report), "application/json")
        assert answer.status_code == 201, answer.text
        shown = client.get("/maps/berg.geojson").json()["report"]
        for name in ("title", "publisher", "url", "licence", "published"):
            assert shown[name] == report[name]

    def test_a_draft_is_kept_as_yaml_that_says_the_same(self, post: Post, app: FastAPI) -> None:
        draft = load_draft(DRAFT)
        body = draft.model_dump_json(exclude_defaults=True)
        data = json.loads(body)
        data["events"][0]["kind"] = "journey"
        assert post("\ufeff" + json.dumps(data), "application/json").status_code == 201
        assert app.state.store.draft("berg-to-oslo") == dump_draft(draft)

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"text": 7}, ["text"]),
            ({"text": ""}, ["text"]),
            ({"text": None, "title": "x"}, ["text"]),
            ({"text": "Oslo\u0000"}, ["text"]),
            ({"text": "Oslo \ud800"}, ["text"]),
            ({"text": "x" * 1_000_001}, ["text"]),
            ({"text": STORY, "published": "2024-13"}, ["published"]),
            ({"text": STORY, "published": True}, ["published"]),
            ({"text": STORY, "id": "../../etc"}, ["id"]),
            ({"text": STORY, "title": ["a"]}, ["title"]),
            ({"text": STORY, "colour": "red", "url": "ftp://a"}, ["colour", "url"]),
            ({"text": STORY, "title": "\udfff"}, ["title"]),
            ({"report": None}, ["report"]),
            ({"report": {"text": STORY}}, ["report.title"]),
            ({"report": {"title": "x", "text": "y"}, "places": [{}]}, ["places[0].name"]),
            (
                {
                    "report": {"title": "x", "text": "It rained in Oslo."},
                    "events": [
                        {"kind": "visit", "status": "maybe", "evidence": ["It snowed"]},
                        {"kind": "journey", "status": "planned", "stops": ["Oslo"]},
                    ],
                },
                [
                    "events[0].status",
                    "events[1].evidence",
                    "events[1].stops",
                    "events[1].travellers",
                ],
            ),
            (
                {"report": {"title": "x", "text": "It rained."}, "places": ["Oslo"]},
                ["places[0].name"],
            ),
        ],
    )
    def test_every_field_that_does_not_hold_is_named(
        self, client: TestClient, post: Post, given: object, named: list[str]
    ) -> None:
        before = client.get("/maps").json()
        assert sorted(fields(post(json.dumps(given), "application/json"), 422)) == named
        assert client.get("/maps").json() == before

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"null",
            b"[]",
            b"{}",
            b'"text"',
            b'{"text": "a", "x": NaN}',
            b'{"text": \xff}',
            b'\x00{"text": "a"}',
            b"[" * 100_000,
            b'{"report":' * 5_000,
            b'{"text": ' + b"9" * 5_000 + b"}",
            '{"text": "a"}'.encode("utf-16"),
        ],
    )
    def test_what_cannot_be_understood_at_all(self, post: Post, body: bytes) -> None:
        assert len(problem(post(body, "application/json"), 400)["detail"]) < 400

    def test_a_member_given_twice_is_not_chosen_from(self, post: Post) -> None:
        body = '{"text": "In Oslo.", "text": "In Rome."}'
        assert fields(post(body, "application/json"), 422) == ["text"]

    def test_a_name_that_is_no_text_is_told_all_the_same(
        self, client: TestClient, app: FastAPI
    ) -> None:
        headers = {"Authorization": f"Bearer {token_of(app)}", "Content-Type": "application/json"}
        body = '{"\\ud800": 1, "\\ud800": 2}'
        answer = client.post("/maps", content=body, headers=headers)
        assert fields(answer, 422) == ["\ud800"]
        page = client.post("/maps", content=body, headers={**headers, "Accept": "text/html"})
        assert (page.status_code, page.headers["content-type"]) == (422, "text/html; charset=utf-8")

    def test_parameters_are_for_text_alone(self, post: Post) -> None:
        body = json.dumps({"text": STORY})
        assert fields(post(body, "application/json", title="x"), 400) == ["title"]
        assert fields(post(DRAFT, "application/yaml", id="x"), 400) == ["id"]


class TestYaml:
    @pytest.mark.parametrize("name", ["application/yaml", "text/yaml", "application/x-yaml"])
    def test_a_draft_is_kept_as_it_was_written(self, post: Post, app: FastAPI, name: str) -> None:
        answer = post(DRAFT, name)
        assert answer.status_code == 201, answer.text
        assert answer.headers["location"] == "/maps/berg-to-oslo"
        assert app.state.store.draft("berg-to-oslo") == DRAFT

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"a: [",
            b"- 1",
            b"\xff\xfe\x00",
            b"a: &x [1]\nb: *x\n",
            b"[" * 50_000,
            b"report: \x00",
        ],
    )
    def test_what_is_no_draft(self, post: Post, body: bytes) -> None:
        problem(post(body, "application/yaml"), 400)

    def test_what_does_not_hold_is_named(self, post: Post) -> None:
        answer = post(DRAFT.replace("[Bergen, Oslo]", "[Oslo]"), "application/yaml")
        assert fields(answer, 422) == ["events[0].stops"]


class TestWhatIsSent:
    @pytest.mark.parametrize(
        "content_type",
        [None, "", "text/css", "application/x-www-form-urlencoded", "application/geo+json", "x;y"],
    )
    def test_another_kind_of_body_is_told_what_is_taken(
        self, post: Post, content_type: str | None
    ) -> None:
        answer = post(STORY, content_type)
        for name in ("text/plain", "application/json", "application/yaml"):
            assert name in problem(answer, 415)["detail"]
            assert name in answer.headers["accept-post"]

    def test_a_body_in_another_encoding_is_not_taken(
        self, client: TestClient, app: FastAPI
    ) -> None:
        headers = {
            "Authorization": f"Bearer {token_of(app)}",
            "Content-Type": TEXT,
            "Content-Encoding": "br",
        }
        answer = client.post("/maps", content=b"\x1f\x8b", headers=headers)
        problem(answer, 415)
        assert answer.headers["accept-encoding"] == "gzip, identity"

    def test_a_body_above_the_limit(self, post: Post, settings: Settings) -> None:
        problem(post(b"a" * (settings.max_body_bytes + 1)), 413)

    def test_a_map_is_never_replaced(self, client: TestClient, post: Post) -> None:
        before = client.get("/maps/pacific.geojson").content
        assert "'pacific'" in problem(post(STORY, id="pacific"), 409)["detail"]
        assert client.get("/maps/pacific.geojson").content == before

    def test_of_many_who_want_one_id_one_gets_it(self, post: Post) -> None:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda n: post(f"{STORY}{n}", id="one"), range(6)))
        assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]

    def test_what_cannot_be_placed_is_told_with_why(self, post: Post) -> None:
        draft = {
            "report": {"title": "x", "text": "It rained in Qqxyzzyville."},
            "places": ["Qqxyzzyville"],
        }
        (one,) = post(json.dumps(draft), "application/json").json()["unresolved"]
        assert one["name"] == "Qqxyzzyville"
        assert one["reason"]

    def test_a_hostile_title_is_text_on_the_page(self, client: TestClient, post: Post) -> None:
        made = post(STORY, title="<script>alert(1)</script>").json()
        page = client.get(made["links"]["page"]).text
        assert "<script>alert" not in page

    def test_allow_names_both_methods(self, client: TestClient) -> None:
        assert client.options("/maps").headers["allow"] == "GET, HEAD, OPTIONS, POST"
        answer = client.put("/maps")
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
        problem(answer, 405)
        assert client.options("/healthz").headers["allow"] == "GET, HEAD, OPTIONS"

    def test_other_origins_may_still_only_read(self, client: TestClient) -> None:
        asked = {
            "Origin": "https://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization",
        }
        assert client.options("/maps", headers=asked).status_code == 400

    def test_the_location_is_the_public_one(self, tmp_path: Path) -> None:
        for root, base, expected in (
            ("/news", None, "/news/maps/oslo"),
            ("/news", "https://a.example/news", "https://a.example/news/maps/oslo"),
        ):
            folder = tmp_path / str(base is None)
            app = create_app(Settings(data_dir=folder, root_path=root, base_url=base))
            headers = {"Authorization": f"Bearer {token_of(app)}", "Content-Type": TEXT}
            answer = TestClient(app).post("/maps?id=oslo", content=STORY, headers=headers)
            assert answer.headers["location"] == expected
            assert answer.json()["links"]["page"] == "/news/maps/oslo"


class TestWhoMay:
    @pytest.fixture(autouse=True)
    def _nothing_is_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise AssertionError("a stranger's request came to the maker")

        monkeypatch.setattr(ProcessPool, "run", fail)

    def send(self, client: TestClient, authorization: str | None, **more: str) -> Response:
        headers = {"Content-Type": TEXT, **more}
        if authorization is not None:
            headers["Authorization"] = authorization
        return client.post("/maps", content=STORY, headers=headers)

    @pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Basic ZGVzazpkZXNr", "abc"])
    def test_without_a_token(self, client: TestClient, given: str | None) -> None:
        answer = self.send(client, given)
        problem(answer, 401)
        assert answer.headers["www-authenticate"] == 'Bearer realm="dateline"'

    @pytest.mark.parametrize("state", ["unknown", "expired", "revoked", "forged"])
    def test_with_a_token_that_is_not_good(
        self, client: TestClient, app: FastAPI, state: str
    ) -> None:
        store: SQLiteStore = app.state.store
        secret, token = issue("desk", days=1)
        if state == "expired":
            store.add_token(
                ApiToken(
                    **{
                        **{name: getattr(token, name) for name in ApiToken.__slots__},
                        "expires": "2020-01-01T00:00:00Z",
                    }
                )
            )
        elif state != "unknown":
            store.add_token(token)
        if state == "revoked":
            store.revoke_token("desk")
        if state == "forged":
            secret = secret[:-1] + ("a" if secret[-1] != "a" else "b")
        answer = self.send(client, f"Bearer {secret}")
        told = problem(answer, 401)
        assert answer.headers["www-authenticate"].endswith('error="invalid_token"')
        assert secret not in answer.text
        assert state not in ("expired", "revoked") or "expired or revoked" in told["detail"]

    def test_with_a_token_for_something_else(self, client: TestClient, app: FastAPI) -> None:
        secret, token = issue("desk")
        other = {name: getattr(token, name) for name in ApiToken.__slots__} | {"scopes": ("x:y",)}
        app.state.store.add_token(ApiToken(**other))
        answer = self.send(client, f"bearer {secret}")
        assert "maps:write" in problem(answer, 403)["detail"]
        assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]

    def test_is_asked_before_anything_else(self, client: TestClient) -> None:
        for more in ({"Content-Type": "image/png"}, {"Content-Encoding": "gzip"}):
            problem(self.send(client, None, **more), 401)
        problem(client.post("/maps?colour=red", content=b"\x00"), 401)


def test_only_so_many_are_made_at_once_and_reads_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data_dir=tmp_path, making_at_once=2))
    secret = token_of(app)
    gate, lock = threading.Event(), threading.Lock()
    at_once: list[int] = [0, 0]
    real = ProcessPool.run

    def slow(self: ProcessPool, *given: Any, **more: Any) -> Any:
        with lock:
            at_once[0] += 1
            at_once[1] = max(at_once)
        assert gate.wait(30)
        try:
            return real(self, *given, **more)
        finally:
            with lock:
                at_once[0] -= 1

    monkeypatch.setattr(ProcessPool, "run", slow)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": TEXT}
    with TestClient(app) as client, ThreadPoolExecutor(5) as pool:
        waiting = [
            pool.submit(client.post, f"/maps?id=n{n}", content=STORY, headers=headers)
            for n in range(5)
        ]
        while app.state.making.statistics().tasks_waiting < 3:
            assert not any(one.done() for one in waiting)
        assert client.get("/maps").json() == {"maps": []}
        monkeypatch.setattr("dateline.app.routes.map_body._MOST_WAITING", 3)
        refused = client.post("/maps", content=STORY, headers=headers)
        problem(refused, 503)
        assert "retry-after" in refused.headers
        gate.set()
        assert [one.result().status_code for one in waiting] == [201] * 5
    assert at_once == [0, 2]


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))
    save(app.state.store)
    secret = token_of(app)
    with TestClient(app) as client:

        def send(body: bytes, content_type: str) -> Response:
            headers = {"Authorization": f"Bearer {secret}", "Content-Type": content_type}
            return client.post("/maps", content=body, headers=headers)

        yield send


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
MEMBERS = st.sampled_from(["id", "title", "text", "published", "url", "report", "places", "events"])
bounded = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_sound(answer: Response) -> None:
    assert answer.status_code in (201, 400, 409, 422), answer.text
    if answer.status_code != 201:
        problem(answer, answer.status_code)


@bounded
@given(body=st.binary(max_size=200), kind=st.sampled_from(["plain", "json", "yaml"]))
def test_any_bytes(writer: Post, body: bytes, kind: str) -> None:
    assert_sound(writer(body, "text/plain" if kind == "plain" else f"application/{kind}"))


@bounded
@given(data=st.dictionaries(MEMBERS, VALUES, max_size=5))
def test_any_json(writer: Post, data: dict[str, Any]) -> None:
    assert_sound(writer(json.dumps(data).encode(), "application/json"))


@bounded
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text(writer: Post, text: str) -> None:
    assert_sound(writer(text.encode(), TEXT))


@bounded
@given(values=st.lists(VALUES, min_size=4, max_size=4))
def test_any_draft_with_a_report(writer: Post, values: list[Any]) -> None:
    places, events, published, participants = values
    draft = {
        "report": {"title": "Rain", "text": "It rained in Oslo.", "published": published},
        "places": ["Oslo", places],
        "events": [
            {
                "kind": "visit",
                "status": "happened",
                "participants": participants,
                "evidence": ["It rained in Oslo."],
            },
            events,
        ],
    }
    assert_sound(writer(json.dumps(draft).encode(), "application/json"))


def test_a_draft_whose_dates_run_backwards_is_made_with_a_note(post: Post) -> None:
    stops = [{"place": "Apia", "when": "2024-05-03"}, {"place": "Suva", "when": "2024-05-01"}]
    said = "Ida Berg sailed from Apia to Suva."
    journey = {"kind": "journey", "travellers": ["Ida Berg"], "status": "happened", "stops": stops}
    draft = {"report": {"title": "V", "text": said}, "events": [{**journey, "evidence": [said]}]}
    answer = post(json.dumps(draft), "application/json")
    assert answer.status_code == 201, answer.text
    (note,) = answer.json()["notes"]
    assert note.startswith("events[0].stops[1]: dates run backwards")
