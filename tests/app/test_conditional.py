"""Negotiated encodings, ETags and 304, on real answers."""

import gzip

import brotli
import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from dateline.app.http.conditional import accepted_encodings, matches

WHOLE = "/maps/pacific.geojson"
ADDRESSES = [WHOLE, "/maps/pacific/places.geojson", "/maps"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ["identity"]),
        ("gzip", ["gzip", "identity"]),
        ("x-gzip", ["gzip", "identity"]),
        ("gzip, deflate, br, zstd", ["br", "gzip", "identity"]),
        ("GZIP , BR", ["br", "gzip", "identity"]),
        ("gzip;q=1.0, br;q=0.5", ["gzip", "br", "identity"]),
        ("br;q=0, gzip", ["gzip", "identity"]),
        ("gzip;q=0", ["identity"]),
        ("*", ["br", "gzip", "identity"]),
        ("*;q=0.5, gzip;q=0", ["br", "identity"]),
        ("identity, gzip;q=0.5", ["identity", "gzip"]),
        ("gzip;q=junk", ["identity"]),
        ("gzipped, br2", ["identity"]),
        (",;,=;q", ["identity"]),
        ("identity;q=0", ["identity"]),
    ],
)
def test_accept_encoding(header: str, expected: list[str]) -> None:
    assert list(accepted_encodings(Headers({"accept-encoding": header}))) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x",W/"abc" , "y"', True),
        ("*", True),
        (" * ", True),
        ('"abcd"', False),
        ('"ab", "c"', False),
        ("abc", False),
        ('"a,b", "abc"', True),
        ("", False),
        ('"', False),
    ],
)
def test_if_none_match(header: str, expected: bool) -> None:
    assert matches(header, '"abc"') is expected


def test_a_header_on_two_lines_is_one_list(client: TestClient) -> None:
    lines = Headers(raw=[(b"accept-encoding", b"gzip;q=0"), (b"accept-encoding", b"br")])
    assert list(accepted_encodings(lines)) == ["br", "identity"]
    etag = client.get("/maps").headers["etag"]
    known = [("If-None-Match", '"another"'), ("If-None-Match", etag)]
    assert client.get("/maps", headers=known).status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_encoding_is_the_same_content_under_its_own_etag(
    client: TestClient, address: str
) -> None:
    with client.stream("GET", address, headers={"Accept-Encoding": "identity"}) as plain:
        body = b"".join(plain.iter_raw())
    seen = {plain.headers["etag"]}
    for encoding, decode in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        with client.stream("GET", address, headers={"Accept-Encoding": encoding}) as packed:
            raw = b"".join(packed.iter_raw())
        if packed.headers.get("content-encoding") == encoding:
            assert len(raw) < len(body)
            assert decode(raw) == body
            seen.add(packed.headers["etag"])
        else:
            assert raw == body
            assert packed.headers["etag"] == plain.headers["etag"]
        assert "Accept-Encoding" in packed.headers["vary"]
    assert len(seen) == (1 if address == "/maps" else 3)
    assert all(etag.startswith('"') for etag in seen), "strong, not W/"


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_client_has_is_not_sent_again(
    client: TestClient, address: str, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding}
    first = client.get(address, headers=headers)
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get(address, headers=headers | {"If-None-Match": known})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert "content-type" not in again.headers
        assert "Accept-Encoding" in again.headers["vary"]


def test_the_etag_of_another_encoding_is_not_this_one(client: TestClient) -> None:
    packed = client.get(WHOLE, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    plain = client.get(WHOLE, headers={"Accept-Encoding": "identity", "If-None-Match": packed})
    assert plain.status_code == 200


def test_an_unknown_map_is_404_whatever_the_client_has(client: TestClient) -> None:
    assert client.get("/maps/none.geojson", headers={"If-None-Match": "*"}).status_code == 404
