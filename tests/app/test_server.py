"""The application behind a real server, over real sockets."""

import asyncio
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from fastapi import FastAPI

from dateline.app.server import run
from dateline.app.settings import Settings
from dateline.app.tokens import issue
from tests.app.samples import pacific, save

READERS = 4


@pytest.fixture
def address(app: FastAPI) -> Iterator[tuple[str, int]]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", proxy_headers=False))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield listening.getsockname()
        server.should_exit = True
        thread.join()


def ask(
    address: tuple[str, int], method: str, path: str, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_map_is_served(address: tuple[str, int]) -> None:
    answer, body = ask(address, "GET", "/maps/pacific.geojson")
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(body)
    again, nothing = ask(
        address, "GET", "/maps/pacific.geojson", **{"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status, nothing) == (304, b"")
    head, nothing = ask(address, "HEAD", "/maps/pacific.geojson")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


def send(
    address: tuple[str, int], body: bytes, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=60)
    connection.request("POST", "/maps?id=rain", body, {"Content-Type": "text/plain", **headers})
    answer = connection.getresponse()
    found = answer.read()
    connection.close()
    return answer, found


def test_a_report_becomes_a_map(address: tuple[str, int], app: FastAPI) -> None:
    secret, token = issue("desk")
    app.state.store.add_token(token)
    body = b"It rained in Oslo on Monday.\n"
    refused, _ = send(address, body)
    assert refused.status == 401
    made, answer = send(address, body, Authorization=f"Bearer {secret}")
    assert made.status == 201, answer
    page, _ = ask(address, "GET", made.headers["location"])
    assert page.status == 404, "a draft is its authors' alone"
    app.state.store.publish(json.loads(answer)["id"])
    page, _ = ask(address, "GET", made.headers["location"])
    assert page.status == 200
    again, _ = send(address, body, Authorization=f"Bearer {secret}")
    assert again.status == 409


def test_a_stranger_is_refused_before_the_body_is_sent(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=30) as client:
        client.sendall(
            b"POST /maps HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
            b"Content-Length: 4000000\r\nExpect: 100-continue\r\n\r\n"
        )
        assert client.recv(1000).startswith(b"HTTP/1.1 401")


def test_a_body_that_grows_beyond_the_limit_is_cut_off(
    address: tuple[str, int], app: FastAPI
) -> None:
    secret, token = issue("desk")
    app.state.store.add_token(token)
    head = (
        f"POST /maps HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {secret}\r\n"
        "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    left = app.state.settings.max_body_bytes + 1
    with socket.create_connection(address, timeout=30) as client:
        client.sendall(head.encode())
        while left:
            size = min(left, 0x10000)
            client.sendall(b"%x\r\n%s\r\n" % (size, b"a" * size))
            left -= size
        assert client.recv(1000).startswith(b"HTTP/1.1 413")
    assert app.state.store.check() == 1


def test_raw_bytes_that_are_no_request_end_in_400(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=30) as client:
        client.sendall(b"\x16\x03\x01 no http at all\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 400")


def test_a_path_that_climbs_stays_outside(address: tuple[str, int]) -> None:
    for path in ("/static/../app/main.py", "/static/%2e%2e/app/main.py", "//etc/passwd"):
        assert ask(address, "GET", path)[0].status == 404


def test_many_read_while_a_map_is_corrected(address: tuple[str, int], app: FastAPI) -> None:
    done = threading.Event()

    def read() -> set[int]:
        seen = set()
        while not done.is_set():
            answer, body = ask(address, "GET", "/maps/pacific/summits.geojson")
            assert int(answer.headers["content-length"]) == len(body)
            seen.add(answer.status)
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        for number in range(10):
            save(app.state.store, pacific(title=f"version {number}"))
        done.set()
        assert [reader.result() for reader in readers] == [{200}] * READERS
    assert b"version 9" in ask(address, "GET", "/maps/pacific.geojson")[1]


def test_answers_are_not_held_back_for_the_clients_acknowledgement(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    delays = []

    class Watched(uvicorn.Server):
        async def main_loop(self) -> None:
            reader, writer = await asyncio.open_connection(
                *self.servers[0].sockets[0].getsockname()
            )
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            for connection in self.server_state.connections:
                accepted = connection.transport.get_extra_info("socket")
                delays.append(not accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

    monkeypatch.setattr(uvicorn, "Server", Watched)
    run(settings.model_copy(update={"port": 0}))
    assert delays == [False]
