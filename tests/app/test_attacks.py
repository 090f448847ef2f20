"""Queries that would be statements, paths that climb, addresses that ask us to fetch."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.store import Store
from dateline.app.tokens import SCOPES, issue
from tests.app.samples import pacific, save
from tests.reliability.fuzz import INJECTIONS, NAMES, templates_of

SECRET = "the-secret-that-no-address-tells"  # noqa: S105 - of a test
TELLTALES = (
    "sqlite3.",
    "psycopg",
    "no such table",
    "syntax error",
    "traceback",
    "no such column",
    'near "',
    SECRET,
)
KNOWN = {"{map_id:slug}": "pacific", "{layer:slug}": "places", "{collection}": "places"}

CLIMBS = (
    "../{0}", "..%2f{0}", "%2e%2e/{0}", "%2e%2e%2f{0}", "..%252f{0}", "..\\{0}", "..%5c{0}",
    "....//{0}", "..;/{0}", "%c0%ae%c0%ae/{0}", "..%00/{0}", "{0}%00.js", "/{0}", "//{0}",
    "file://{0}", "..%c0%af{0}", "js/../../{0}", "js/%2e%2e/%2e%2e/{0}",
)  # fmt: skip


@pytest.fixture
def app(any_store: Store, tmp_path: Path) -> FastAPI:
    """The service over each kind of store."""
    settings = Settings(data_dir=tmp_path, write_rate="off", costly_read_rate="off")
    app = create_app(settings)
    app.state.store.close()
    app.state.store = any_store
    save(any_store)
    save(any_store, pacific("atlantic"))
    return app


def addresses(app: FastAPI) -> list[str]:
    """Every address, with a gap for each part of it and for each parameter in turn."""
    found = []
    for template in sorted(set(templates_of(app.routes))):
        parts = template.split("/")
        known = [KNOWN.get(part, "pacific" if "{" in part else part) for part in parts]
        gaps = [n for n, part in enumerate(parts) if "{" in part]
        found += ["/".join([*known[:n], "\0", *known[n + 1 :]]) for n in gaps]
        found += [f"{'/'.join(known)}?{name}=\0" for name in NAMES if name]
    return found


def rows(store: Store) -> Any:
    """What the store has, as far as a statement smuggled in could change it."""
    return (
        [(one.id, one.title) for one in store.maps()],
        [(one.name, one.state()) for one in store.tokens()],
        [store.draft(one.id) for one in store.maps()],
    )


def test_no_parameter_is_a_statement(app: FastAPI, any_store: Store) -> None:
    secret, token = issue("desk", SCOPES)
    any_store.add_token(token)
    before = rows(any_store)
    client = TestClient(app, headers={"Authorization": f"Bearer {secret}"})
    asked = 0
    for number, address in enumerate(addresses(app)):
        # Each injection by turns: all of them in all places would be a hundred thousand requests.
        for injection in INJECTIONS[number % 6 :: 6]:
            given = quote(injection.encode("utf-8", "surrogatepass"), safe="")
            answer = client.get(address.replace("\0", given))
            asked += 1
            assert answer.status_code < 500, (address, injection, answer.text)
            if answer.status_code >= 400:
                told = answer.text.lower()
                assert not [one for one in TELLTALES if one in told], (address, answer.text)
    assert asked > 1000
    assert rows(any_store) == before


@pytest.mark.parametrize("member", ["id", "title", "publisher", "language", "published", "url"])
def test_no_member_of_a_report_is_a_statement(app: FastAPI, any_store: Store, member: str) -> None:
    secret, token = issue("desk")
    any_store.add_token(token)
    client = TestClient(app, headers={"Authorization": f"Bearer {secret}"})
    for number, injection in enumerate(INJECTIONS):
        report = {"id": f"rain-{number}", "title": "Rain", "text": "It rained.", member: injection}
        body = json.dumps(report).encode()
        answer = client.post("/maps", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (201, 400, 422), answer.text
    assert {one.id for one in any_store.maps()} == {"pacific", "atlantic"}


@pytest.mark.parametrize("climb", CLIMBS)
def test_no_path_leads_out(tmp_path: Path, climb: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "data" / "secret.txt").write_text(SECRET, encoding="utf-8")
    app = create_app(Settings(data_dir=tmp_path / "data"))
    client = TestClient(app)
    for root in ("/static/", "/bundle/", "/maps/", "/basemap/", "/collections/", "/"):
        for depth in range(8):
            for target in (f"{'../' * depth}secret.txt", f"{tmp_path}/secret.txt", "etc/passwd"):
                answer = client.get("http://testserver" + root + climb.format(target))
                assert SECRET not in answer.text
                assert "root:" not in answer.text
                assert answer.status_code in (200, 400, 404)
                if answer.status_code == 200:  # the way led back to a page of ours
                    assert "Dateline" in answer.text


class Listener:
    """A server that should never hear of us.

    Attributes:
        address: Where it listens.
        heard: What it was sent.
    """

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        host, port = self._socket.getsockname()
        self.address = f"http://{host}:{port}"
        self.heard: list[bytes] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.heard.append(connection.recv(1000))

    def close(self) -> None:
        """Listen no more."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with closing(Listener()) as listener:
        yield listener


def test_the_listener_would_hear(listener: Listener) -> None:
    host, _, port = listener.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"x")
        client.recv(1)
    assert listener.heard == [b"x"]


def test_nothing_that_a_reader_names_is_fetched(app: FastAPI, listener: Listener) -> None:
    client = TestClient(app)
    headers = {
        "Host": listener.address.removeprefix("http://"),
        "X-Forwarded-Host": listener.address.removeprefix("http://"),
        "Forwarded": f"host={listener.address}",
        "Referer": listener.address,
        "Origin": listener.address,
    }
    for address in addresses(app):
        given = quote(f"{listener.address}/maps/pacific", safe="")
        assert client.get(address.replace("\0", given), headers=headers).status_code < 500
    assert listener.heard == []


def test_nothing_that_a_report_names_is_fetched(
    app: FastAPI, any_store: Store, listener: Listener
) -> None:
    secret, token = issue("desk", SCOPES)
    any_store.add_token(token)
    client = TestClient(app, headers={"Authorization": f"Bearer {secret}"})
    there = listener.address
    page = (
        f'<html><head><base href="{there}/"><link rel=stylesheet href="{there}/a.css">'
        f'<meta http-equiv=refresh content="0;url={there}"><script src="{there}/a.js"></script>'
        f'</head><body><img src="{there}/a.png"><iframe src="{there}"></iframe>'
        f"<p>It rained in Oslo, {there} said.</p></body></html>"
    )
    entity = (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "{there}/b">]><a>It rained. &b;</a>'
    )
    report = {"text": f"It rained in Oslo, says {there}.", "url": there, "publisher": there}
    draft = (
        f"id: yaml\nreport: {{title: Rain, text: It rained in Oslo., url: '{there}', "
        f"credit: '{there}'}}\nplaces:\n  - name: Oslo\n    geonames: '{there}'\n"
    )
    included = f"report: !include {there}/a.yaml\n"
    made = f"report: !!python/object/apply:urllib.request.urlopen ['{there}']\n"
    bodies = [
        ("text/plain", page, "page"),
        ("text/plain", entity, "entity"),
        ("application/json", json.dumps({**report, "id": "json"}), ""),
        ("application/yaml", draft, ""),
        ("application/yaml", included, ""),
        ("application/yaml", made, ""),
    ]
    statuses = []
    for kind, body, map_id in bodies:
        address = f"/maps?publish=true&id={map_id}&url={quote(there)}" if map_id else "/maps"
        answer = client.post(address, content=body.encode(), headers={"Content-Type": kind})
        statuses.append(answer.status_code)
    assert statuses[:3] == [201] * 3
    assert set(statuses[3:]) <= {201, 400, 422}
    for map_id in ("page", "entity", "json"):
        for what in ("", "/embed", ".geojson", ".svg", "/card.png", ".gpkg"):
            assert client.get(f"/maps/{map_id}{what}").status_code < 500
    assert listener.heard == []
