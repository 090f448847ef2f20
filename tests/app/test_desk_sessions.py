"""Signing in at the desk: by token and by link, and what a session lets through."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.desk.sessions import COOKIE, local_token, new_code
from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.store import Store
from dateline.app.tokens import ROLES, ApiToken, issue
from tests.app.samples import save

HERE = "http://testserver"


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, settings: Settings) -> Iterator[FastAPI]:
    if request.param == "postgres":
        url = request.getfixturevalue("database_url")
        settings = Settings(data_dir=settings.data_dir, database_url=url)
    app = create_app(settings)
    save(app.state.store)
    yield app
    app.state.store.close()


def token_of(app: FastAPI, role: str = "editor", name: str = "ana") -> tuple[str, ApiToken]:
    secret, token = issue(name, ROLES[role])
    app.state.store.add_token(token)
    return secret, token


def desk(app: FastAPI, role: str = "editor", name: str = "ana") -> TestClient:
    """A browser of somebody who has signed in, with the header that the desk sends."""
    client = TestClient(app, follow_redirects=False)
    secret, _ = token_of(app, role, name)
    answer = client.post("/desk/sign-in", data={"token": secret}, headers={"Origin": HERE})
    assert answer.status_code == 303
    client.headers["X-CSRF-Token"] = client.get("/desk/api/session").json()["csrf"]
    return client


def test_a_token_is_exchanged_for_a_session(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    secret, _ = token_of(app, "author")
    answer = client.post("/desk/sign-in", data={"token": secret, "next": "/desk/maps/pacific"})
    assert answer.headers["location"] == "/desk/maps/pacific"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/desk" in cookie
    assert "Secure" not in cookie
    me = client.get("/desk/api/session").json()
    assert (me["name"], me["role"]) == ("ana", "author")
    assert secret not in cookie + str(me)


def test_over_https_the_cookie_is_sent_over_nothing_else(app: FastAPI) -> None:
    client = TestClient(app, "https://testserver", follow_redirects=False)
    answer = client.post("/desk/sign-in", data={"token": token_of(app)[0]})
    assert "Secure" in answer.headers["set-cookie"]


def test_the_cookie_is_kept_as_a_hash(app: FastAPI) -> None:
    client = desk(app)
    secret = client.cookies[COOKIE]
    store: Store = app.state.store
    assert store.desk.session(secret, "2020") is None


def test_a_wrong_token_is_refused_and_sets_nothing(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    answer = client.post("/desk/sign-in", data={"token": "dateline_<b>"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert 'role="alert"' in answer.text
    assert "<b>" not in answer.text


def test_guessing_is_slowed_down(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    codes = [client.post("/desk/sign-in", data={"token": "x"}).status_code for _ in range(12)]
    assert codes == [401] * 10 + [429] * 2
    good = client.post("/desk/sign-in", data={"token": token_of(app)[0]})
    assert good.status_code == 429
    assert int(good.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/desk//evil.example",
        "/\\evil.example",
        "/desk/../maps",
        "/maps/pacific",
        "javascript:alert(1)",
        "/desk\r\nSet-Cookie: a=b",
    ],
)
def test_signing_in_leads_nowhere_but_to_the_desk(app: FastAPI, wanted: str) -> None:
    client = TestClient(app, follow_redirects=False)
    answer = client.post("/desk/sign-in", data={"token": token_of(app)[0], "next": wanted})
    assert answer.headers["location"] == "/desk"


def test_a_link_signs_in_once(app: FastAPI) -> None:
    store: Store = app.state.store
    code = new_code(store, local_token(store))
    client = TestClient(app, follow_redirects=False)
    page = client.get(f"/desk/sign-in?code={code}")
    assert f'value="{code}"' in page.text, "looking at it does not use it up"
    assert client.post("/desk/sign-in", data={"code": code}).status_code == 303
    assert client.get("/desk/api/session").json()["role"] == "admin"
    again = TestClient(app, follow_redirects=False)
    assert again.post("/desk/sign-in", data={"code": code}).status_code == 401


def test_another_start_uses_the_local_token_again(app: FastAPI) -> None:
    store: Store = app.state.store
    assert local_token(store) == local_token(store)
    store.revoke_token("local-desk")
    assert local_token(store).state() == "active"


def test_signing_in_always_begins_another_session(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    client.cookies.set(COOKIE, "planted-by-somebody-else", path="/desk")
    client.post("/desk/sign-in", data={"token": token_of(app)[0]})
    planted = TestClient(app)
    planted.cookies.set(COOKIE, "planted-by-somebody-else", path="/desk")
    assert planted.get("/desk/api/session").status_code == 401


def test_no_other_site_signs_anyone_in(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    form = {"token": token_of(app)[0]}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/desk/sign-in", data=form, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_the_whole_api_is_there_below_the_desk(app: FastAPI) -> None:
    client = desk(app)
    assert client.get("/desk/api/drafts").json() == {"versions": []}
    versions = client.get("/desk/api/maps/pacific/versions")
    assert [one["state"] for one in versions.json()["versions"]] == ["published"]
    answer = client.get("/desk/api/maps/pacific.geojson")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "access-control-allow-origin" not in answer.headers


def test_no_public_address_takes_the_session(app: FastAPI) -> None:
    client = desk(app)
    cookie = {"Cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
    public = TestClient(app)
    assert public.get("/drafts", headers=cookie).status_code == 401
    assert public.get("/session", headers=cookie).status_code == 404
    for path in ("/", "/maps/pacific", "/maps/pacific/embed", "/maps"):
        assert "set-cookie" not in public.get(path).headers


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "guess"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ],
)
def test_a_change_has_to_come_from_the_desk(app: FastAPI, headers: dict[str, str]) -> None:
    client = desk(app)
    answer = client.post("/desk/api/maps/pacific/unpublish", headers=headers)
    assert answer.status_code == 403
    assert app.state.store.map("pacific") is not None
    assert client.post("/desk/api/maps/pacific/unpublish", headers={"Origin": HERE}).is_success


def test_the_csrf_token_of_another_session_is_none(app: FastAPI) -> None:
    first, second = desk(app, name="ana"), desk(app, name="ben")
    first.headers["X-CSRF-Token"] = second.headers["X-CSRF-Token"]
    assert first.post("/desk/api/maps/pacific/unpublish").status_code == 403


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("author", "POST", "/maps/pacific/publish"),
        ("author", "POST", "/maps/pacific/unpublish"),
        ("author", "DELETE", "/maps/pacific"),
    ],
)
def test_a_role_reaches_no_further_than_its_scopes(
    app: FastAPI, role: str, method: str, path: str
) -> None:
    client = desk(app, role)
    assert client.request(method, f"/desk/api{path}").status_code == 403
    assert app.state.store.map("pacific") is not None


def test_signing_out_ends_the_session_for_good(app: FastAPI) -> None:
    client = desk(app)
    secret = client.cookies[COOKIE]
    csrf = client.headers["X-CSRF-Token"]
    assert client.post("/desk/sign-out", headers={"X-CSRF-Token": "wrong"}).status_code == 403
    del client.headers["X-CSRF-Token"]
    answer = client.post("/desk/sign-out", data={"csrf": csrf})
    assert answer.headers["location"] == "/desk/sign-in"
    thief = TestClient(app)
    thief.cookies.set(COOKIE, secret, path="/desk")
    assert thief.get("/desk/api/session").status_code == 401


def test_revoking_a_token_ends_its_sessions(app: FastAPI) -> None:
    client = desk(app)
    app.state.store.revoke_token("ana")
    assert client.get("/desk/api/session").status_code == 401


def test_a_session_expires(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    client = desk(app)
    monkeypatch.setattr("dateline.app.desk.sessions._now", lambda: "2999-01-01T00:00:00Z")
    answer = client.get("/desk/api/session")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_pages_of_the_desk_are_never_framed_nor_kept(app: FastAPI) -> None:
    for path in ("/desk/sign-in", "/desk/api/session", "/desk/api/maps/pacific"):
        headers = desk(app, name=f"n{len(path)}").get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert re.search("no-store|private", headers["cache-control"])


def test_even_the_embed_is_not_framed_below_the_desk(app: FastAPI) -> None:
    headers = desk(app).get("/desk/api/maps/pacific/embed").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("cookie", ["", "dateline_desk", "dateline_desk=", "\xff=1", "a=b; c"])
def test_what_is_no_session_is_refused(app: FastAPI, cookie: str) -> None:
    client = TestClient(app)
    answer = client.get("/desk/api/session", headers={"Cookie": cookie.encode("latin-1")})
    assert answer.status_code == 401


def test_the_desk_can_be_switched_off(settings: Settings) -> None:
    off: dict[str, Any] = {"desk": False, "data_dir": settings.data_dir}
    client = TestClient(create_app(Settings(**off)))
    for path in ("/desk", "/desk/sign-in", "/desk/api/session", "/desk/api/maps"):
        assert client.get(path).status_code == 404
    assert client.post("/desk/sign-in", data={"token": "x"}).status_code == 404
