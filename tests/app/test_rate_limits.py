"""How often one client may ask, and how it is told."""

import math
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.http.rate_limits import MOST_CLIENTS, Limiter, Rate
from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.tokens import issue
from tests.app.samples import save

HERE = ("192.0.2.1", 50000)
THERE = ("192.0.2.2", 50000)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("600/minute", Rate(600, 60)),
        (" 1 / Second ", Rate(1, 1)),
        ("5/hour", Rate(5, 3600)),
        ("7/day", Rate(7, 86400)),
        ("off", None),
    ],
)
def test_a_rate_is_written_so(text: str, rate: Rate | None) -> None:
    assert Rate.parse(text) == rate


@pytest.mark.parametrize("text", ["", "0/minute", "600", "ten/minute", "6/week", "-1/day", "1/0"])
def test_anything_else_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match="600/minute"):
        Rate.parse(text)


def test_the_whole_rate_may_come_at_once_and_then_one_by_one() -> None:
    clock = Clock()
    limiter = Limiter(Rate(6, 60), clock)
    verdicts = [limiter.take("a") for _ in range(7)]
    assert [one.allowed for one in verdicts] == [True] * 6 + [False]
    assert [one.remaining for one in verdicts] == [5, 4, 3, 2, 1, 0, 0]
    assert verdicts[-1].retry == pytest.approx(10)
    assert verdicts[-1].reset == pytest.approx(60)
    clock.now += 9.9
    assert not limiter.take("a").allowed
    clock.now += 0.1
    assert limiter.take("a").allowed
    assert not limiter.take("a").allowed
    clock.now += 60
    assert [limiter.take("a").allowed for _ in range(7)] == [True] * 6 + [False]


def test_over_a_long_time_nobody_has_more_than_the_rate() -> None:
    clock = Clock()
    limiter = Limiter(Rate(100, 60), clock)
    allowed = 0
    for _ in range(6000):  # ten a second for ten minutes
        allowed += limiter.take("a").allowed
        clock.now += 0.1
    assert math.isclose(allowed, 100 + 1000, abs_tol=2)


def test_clients_do_not_use_up_each_others() -> None:
    limiter = Limiter(Rate(1, 60), Clock())
    assert limiter.take("a").allowed
    assert limiter.take("b").allowed
    assert not limiter.take("a").allowed


def test_a_million_addresses_take_no_more_memory_than_there_is_for_them() -> None:
    limiter = Limiter(Rate(1, 60), Clock())
    for number in range(3 * MOST_CLIENTS):
        limiter.take(number)
    assert len(limiter._tat) == MOST_CLIENTS


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    settings = Settings(
        data_dir=tmp_path,
        write_rate="3/hour",
        costly_read_rate="2/hour",
        trusted_proxies="10.0.0.0/8",
    )
    return create_app(settings)


def headers_with(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "text/plain"}


def test_who_reads_too_much_is_told_when_to_come_again(app: FastAPI) -> None:
    client = TestClient(app, client=HERE)
    for left in (1, 0):
        answer = client.get("/geocode?q=Oslo")
        assert answer.status_code == 200
        assert answer.headers["ratelimit-policy"] == '"read";q=2;w=3600'
        assert answer.headers["ratelimit"].startswith(f'"read";r={left};t=')
    refused = client.get("/reverse?lon=1&lat=1", headers={"Accept": "application/json"})
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["title"] == "Too Many Requests"
    assert 1700 < int(refused.headers["retry-after"]) <= 1800
    assert refused.headers["ratelimit"].startswith('"read";r=0;t=')
    assert client.get("/maps").status_code == 200
    assert "ratelimit" not in client.get("/maps").headers
    assert TestClient(app, client=THERE).get("/geocode?q=Oslo").status_code == 200


def test_who_guesses_tokens_is_stopped(app: FastAPI) -> None:
    client = TestClient(app, client=HERE)
    statuses = [
        client.post("/maps", headers=headers_with(f"guess-{n}")).status_code for n in range(5)
    ]
    assert statuses == [401, 401, 401, 429, 429]
    assert client.post("/maps").status_code == 429


def test_a_token_has_its_rate_wherever_it_is_used(app: FastAPI) -> None:
    secret, token = issue("desk")
    app.state.store.add_token(token)
    for number in range(3):
        client = TestClient(app, client=(f"192.0.2.{number}", 1))
        answer = client.post(
            f"/maps?id=rain-{number}", content="Rain.", headers=headers_with(secret)
        )
        assert answer.status_code == 201
        told = answer.headers.get_list("ratelimit-policy")
        assert told == ['"address";q=3;w=3600', '"token";q=3;w=3600']
    answer = TestClient(app, client=("192.0.2.9", 1)).post("/maps", headers=headers_with(secret))
    assert answer.status_code == 429
    assert "one token" in answer.json()["detail"]


def test_another_token_of_the_same_address_is_counted_with_it(app: FastAPI) -> None:
    client = TestClient(app, client=HERE)
    statuses = []
    for number in range(4):
        secret, token = issue(f"desk-{number}")
        app.state.store.add_token(token)
        answer = client.post(f"/maps?id=r-{number}", content="Rain.", headers=headers_with(secret))
        statuses.append(answer.status_code)
    assert statuses == [201, 201, 201, 429]


@pytest.mark.parametrize(
    ("proxy", "counted"), [("10.1.2.3", [200] * 3), ("192.0.2.9", [200, 200, 429])]
)
def test_clients_are_told_apart_by_a_trusted_proxy_alone(
    app: FastAPI, proxy: str, counted: list[int]
) -> None:
    client = TestClient(app, client=(proxy, 1))
    statuses = [
        client.get("/geocode?q=Oslo", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(3)
    ]
    assert statuses == counted


def test_addresses_of_one_ipv6_network_are_one_client(app: FastAPI) -> None:
    def ask(host: str) -> int:
        return TestClient(app, client=(host, 1)).get("/geocode?q=Oslo").status_code

    assert [ask(f"2001:db8:1:2::{n}") for n in range(3)] == [200, 200, 429]
    assert ask("2001:db8:1:3::1") == 200
    assert ask("::ffff:192.0.2.5") == 200
    assert ask("192.0.2.5") == 200
    assert ask("192.0.2.5") == 429


def test_limits_can_be_turned_off(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, write_rate="off", costly_read_rate="off")
    answer = TestClient(create_app(settings)).get("/geocode?q=Oslo")
    assert "ratelimit" not in answer.headers


@pytest.mark.parametrize(
    "address", ["/maps/pacific.kml", "/maps/pacific/card.png", "/collections/places/items?f=csv"]
)
def test_what_costs_much_is_counted(app: FastAPI, address: str) -> None:
    save(app.state.store)
    client = TestClient(app, client=HERE)
    answers = [client.get(address, headers={"Cache-Control": "no-cache"}) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
