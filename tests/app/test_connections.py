"""Clients that are slow, silent or many, over real sockets."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from dateline.app.connections import LONGEST_HEAD, BoundedConfig, Bounds
from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.app.tokens import issue

PATIENCE = 0.5
MOST = 20
MUCH = 40_000_000
LONGEST_WAIT = 30

Connect = Callable[[], socket.socket]


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    app = create_app(Settings(data_dir=tmp_path, client_seconds=PATIENCE))

    async def much(_: Request) -> Response:
        return Response(b"x" * MUCH)

    async def early(_: Request) -> Response:
        return Response("nothing of the body is needed")

    app.add_route("/test/much", much)
    app.add_route("/test/early", early, methods=["POST"])
    return app


@contextmanager
def serving(app: FastAPI) -> Iterator[Connect]:
    bounds = Bounds(client_seconds=PATIENCE, connections=MOST)
    server = uvicorn.Server(BoundedConfig(app, bounds, log_config=None, proxy_headers=False))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        address = listening.getsockname()
        yield partial(socket.create_connection, address, LONGEST_WAIT)
        server.should_exit = True
        thread.join()


@pytest.fixture
def connect(app: FastAPI) -> Iterator[Connect]:
    with serving(app) as connect:
        yield connect


def all_of(client: socket.socket) -> bytes:
    """Everything until the server closes."""
    found = b""
    while part := client.recv(0x10000):
        found += part
    return found


def assert_problem(answer: bytes, status: int) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert first.startswith(f"http/1.1 {status} ")
    assert headers["content-type"] == "application/problem+json"
    assert headers["connection"] == "close"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert json.loads(body)["status"] == status


def trickle(client: socket.socket, text: bytes) -> None:
    """Send a byte at a time until the server has had enough."""
    try:
        for byte in text:
            client.sendall(bytes([byte]))
            time.sleep(0.05)
    except OSError:
        return
    pytest.fail("all of it was taken")


def test_a_head_that_stops_ends_in_408(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"GET /maps HTTP/1.1\r\nHost: a\r\n")
        assert_problem(all_of(client), 408)


def test_a_head_that_trickles_is_not_waited_for(connect: Connect) -> None:
    with connect() as client:
        trickle(client, b"GET /maps HTTP/1.1\r\n" + b"X-Long: " + b"x" * 1000)


def test_so_it_is_on_a_connection_that_was_good_before(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"GET /maps HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.recv(0x10000).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET /maps HTTP/1.1\r\nHos")
        assert b"HTTP/1.1 408" in all_of(client)


def test_who_says_nothing_is_told_nothing(connect: Connect) -> None:
    with connect() as client:
        assert all_of(client) == b""


def test_an_idle_connection_is_kept(connect: Connect) -> None:
    with connect() as client:
        for _ in range(2):
            client.sendall(b"GET /maps HTTP/1.1\r\nHost: a\r\n\r\n")
            assert client.recv(0x10000).startswith(b"HTTP/1.1 200")
            time.sleep(4 * PATIENCE)


def test_a_body_that_stops_ends_in_408(app: FastAPI, connect: Connect) -> None:
    secret, token = issue("desk")
    app.state.store.add_token(token)
    head = (
        "POST /maps HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        f"Authorization: Bearer {secret}\r\nContent-Length: 1000\r\n\r\n"
    )
    with connect() as client:
        client.sendall(head.encode() + b"It rained")
        assert_problem(all_of(client), 408)
    assert app.state.store.check() == 0


def test_who_leaves_in_the_middle_of_a_body_is_no_failure(
    app: FastAPI, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    secret, token = issue("desk")
    app.state.store.add_token(token)
    head = (
        "POST /maps HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        f"Authorization: Bearer {secret}\r\nContent-Length: 1000\r\n\r\n"
    )
    with connect() as client:
        client.sendall(head.encode() + b"It rained")
    with connect() as client:
        client.sendall(b"GET /maps HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert all_of(client).startswith(b"HTTP/1.1 200")
    assert [one for one in caplog.records if one.levelname in ("ERROR", "WARNING")] == []


def test_a_body_that_its_answer_did_not_need_does_not_come_for_ever(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"POST /test/early HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
        assert client.recv(0x10000).startswith(b"HTTP/1.1 200")
        trickle(client, b"x" * 1000)


def test_who_does_not_read_the_answer_is_cut_off(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"GET /test/much HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(6 * PATIENCE + 1)
        assert len(all_of(client)) < MUCH


def test_who_reads_slowly_gets_it_all(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"GET /test/much HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        read = 0
        while part := client.recv(1_000_000):
            read += len(part)
            time.sleep(0.05)
        assert read > MUCH


def test_headers_without_end_are_refused(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"GET /maps HTTP/1.1\r\n")
        line = b"X-More: " + b"x" * 1000 + b"\r\n"
        for _ in range(LONGEST_HEAD // len(line) + 1):
            client.sendall(line)
            time.sleep(0.001)
        assert_problem(all_of(client), 431)


def test_what_is_no_http_is_a_problem(connect: Connect) -> None:
    with connect() as client:
        client.sendall(b"\x16\x03\x01 no http at all\r\n\r\n")
        assert_problem(all_of(client), 400)


def test_more_connections_than_there_may_be_are_told_so(connect: Connect) -> None:
    clients = [connect() for _ in range(MOST)]
    try:
        for client in clients:
            client.sendall(b"GET /maps HTTP/1.1\r\nHost: a\r\n\r\n")
            assert client.recv(0x10000).startswith(b"HTTP/1.1 200")
        with connect() as one_more:
            answer = all_of(one_more)
            assert_problem(answer, 503)
            assert b"retry-after: 5" in answer
        clients.pop().close()
        time.sleep(0.2)
        with connect() as later:
            later.sendall(b"GET /maps HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert all_of(later).startswith(b"HTTP/1.1 200")
    finally:
        for client in clients:
            client.close()
