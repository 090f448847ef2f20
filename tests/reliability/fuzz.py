"""Requests that nobody should send, by chance from a seed: paths, queries, headers, bodies."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from tests.reliability.http import request

INJECTIONS = (
    "' OR '1'='1", "'; DROP TABLE maps; --", '" OR ""="', "1; SELECT pg_sleep(9)", "') OR 1=1 --",
    "1 UNION SELECT name FROM sqlite_master", "%' AND 1=CAST(version() AS int) --", "\\'; --",
    "$$; DROP SCHEMA dateline CASCADE; $$", "title = 'x' OR TRUE", "1=1", "NOT (1=2)", "(((((1",
    "S_INTERSECTS(geometry, POINT(0 0))", "S_WITHIN(geometry, BBOX(1,2,3", "LIKE '%'", "a IN ()",
    "T_AFTER(time, TIMESTAMP('x'))", "CASEI(name) = 'x'", "{\"op\": \"=\", \"args\": [1]}",
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "C:\\boot.ini",
    "file:///etc/passwd",
    "http://127.0.0.1:1/", "//localhost/", "gopher://x", "<script>ran=1</script>", "${7*7}",
    "{{7*7}}",
    "%s%s%n", "\x00", "\r\nSet-Cookie: a=b", "a\nb", "\ud800", "\U0001f600", "İstanbul", "é" * 90,
    "A" * 900,
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1", "1e308", "1e309", "-0", "NaN", "Infinity", "0x10", "1_000", "٣", "9" * 30,
    "2147483648", "9223372036854775808", "1.5", "", " ", "+1", "1e-400", "00", "100000",
)  # fmt: skip
PLACES = (
    "0,0,1,1", "177,65,-177,70", "-180,-90,180,90", "1,2,3", "1,2,3,4,5,6", "a,b,c,d", "nan,0,1,1",
    "0,0,inf,1", "5,5,1,1", "0,91,1,92", ",,,", "0,0,0,0", "1e400,0,1,1", "131.9,43.1", "0 0 1 1",
)  # fmt: skip
TIMES = (
    "2019-04-24", "2019-04-24T00:00:00Z", "../2019-04-24", "2019-04-24/..", "../..", "/",
    "2019-13-45",
    "2019-04-24/2018-01-01", "now", "0000-00-00", "99999-01-01T00:00:00Z", "2019-04-24T25:61:61Z",
    "2019-W17-3", "P1Y", "2019-04-24T00:00:00+99:99", "-5000-01-01",
)  # fmt: skip
NAMES = (
    "q", "country", "near", "limit", "lon", "lat", "v", "bbox", "datetime", "map", "filter",
    "offset",
    "filter-lang", "filter-crs", "sortby", "f", "crs", "bbox-crs", "properties", "after", "cursor",
    "id", "title", "url", "theme", "layer", "maxwidth", "format", "language", "published", "",
)  # fmt: skip
TYPES = (
    "*/*", "text/html", "application/json", "application/geo+json", "application/problem+json",
    "text/csv", "image/png", "x", "", "text/html;q=0,*/*", "a/b;q=9", ",,,", "application/yaml",
    "application/x-yaml", "text/plain", "text/plain; charset=utf-16", "text/plain; charset=\"",
    "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
)  # fmt: skip
HEADERS = (
    "Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "If-Match",
    "If-Modified-Since",
    "If-Range", "Range", "Origin", "Access-Control-Request-Method",
    "Access-Control-Request-Headers",
    "Content-Type", "Content-Encoding", "Authorization", "Cookie", "Forwarded", "X-Forwarded-For",
    "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Request-ID", "Prefer",
    "Idempotency-Key", "Referer", "User-Agent", "X-HTTP-Method-Override", "Upgrade", "Expect", "TE",
)  # fmt: skip
VALUES = (
    "bytes=0-", "bytes=5-1", "bytes=-5", "bytes=0-0,2-3", "items=1", "*", 'W/"x"', '"',
    '"x", "y"', "gzip",
    "br;q=0, *;q=0", "identity;q=0", "null", "https://a.example", "Bearer x", "Basic eDp5",
    "Bearer ",
    "for=1.2.3.4", "1.2.3.4, 5.6.7.8", "Sun, 06 Nov 1994 08:49:37 GMT", "GET", "DELETE", "X-A, X-B",
)  # fmt: skip
CONDITIONS = (
    "name = 'Suva'", "population > 5", "country <> 'DE'", "name LIKE 'S%'", "kind IN ('a', 'b')",
    "host IS NULL", "population BETWEEN 1 AND 2", "CASEI(name) = casei('SUVA')", "NOT name = 'x'",
    "S_INTERSECTS(geometry, BBOX(177,-20,-177,20))", "S_INTERSECTS(geometry, POINT(0 0))",
    "S_WITHIN(geometry, POLYGON((0 0, 1 0, 1 1, 0 0)))", "T_AFTER(when, DATE('2019-04-24'))",
    "T_INTERSECTS(time, INTERVAL('2019-01-01', '..'))", "T_DURING(when, INTERVAL('..', '..'))",
    "population + 1 = 2", "A_CONTAINS(participants, ('x'))", "'a' = 'a'", "true", "no_such = 1",
    "name = 5", "population = 'many'", "S_INTERSECTS(name, POINT(0 0))", "((((name = 'x'))))",
    '{"op": "=", "args": [{"property": "name"}, "x"]}', '{"op": "and", "args": []}', "{}", "[]",
    '{"op": "like", "args": [{"property": "name"}, "%"]}', '{"op": "s_intersects", "args": [1, 2]}',
)  # fmt: skip
FITTING = {
    "map_id:slug": ("pacific",), "layer:slug": ("places", "journeys", "summits"),
    "collection": ("places", "journeys", "summits", "events"), "feature": ("pacific.suva",),
    "number:int": ("1", "2", "0"), "name:path": ("js/dateline-map.js",), "kind": ("scripts",),
    "ending": ("gpkg", "kml", "csv", "geojson", "html"),
}  # fmt: skip
"""What can stand in the gap of an address, for most requests to get further than the router."""
METHODS = (b"GET",) * 12 + (
    b"HEAD", b"HEAD", b"OPTIONS", b"POST", b"POST", b"PUT", b"PATCH", b"DELETE", b"TRACE",
    b"PROPFIND",
)  # fmt: skip
SEGMENTS = (
    "maps", "pacific", "pacific.geojson", "places", "places.geojson", "embed", "collections",
    "items",
    "events", "journeys", "summits", "queryables", "publish", "versions", "..", ".", "%2e%2e",
    "%00",
    "static", "js", "docs", "0", "-", "a" * 90, "map.js", "card.png", "%ff", "%", "a%2fb", ";", "é",
)  # fmt: skip
NO_REQUESTS = (
    b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET  / HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02", b"\xff" * 40 + b"\r\n\r\n", b"G\xc3\xa9T / HTTP/1.1\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost a\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /maps HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
    b"POST /maps HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://other.example/maps HTTP/1.1\r\nHost: a\r\n\r\n",
    b"CONNECT localhost:22 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /?a=\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
)  # fmt: skip


class Fuzzer:
    """Makes requests by chance.

    Args:
        seed: The same one makes the same requests.
        routes: Addresses of the service, with ``{names}`` in them, and the parameters of each.
        token: A token that may write.
    """

    def __init__(self, seed: int, routes: Mapping[str, Sequence[str]], token: str) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self._routes = routes
        self._templates = tuple(routes)
        self._token = token

    def request(self) -> tuple[bytes, bytes]:
        """A method, and a request with it."""
        dice = self._dice
        method = dice.choice(METHODS)
        headers = {
            name.replace("-", "_"): self._value()
            for name in dice.sample(HEADERS, dice.randint(0, 3))
        }
        headers.pop("Expect", None)
        body = b""
        if method in (b"POST", b"PUT", b"PATCH"):
            body = self._body()
            json_or_any = ("application/json", "application/json", dice.choice(TYPES))
            headers["Content_Type"] = dice.choice(json_or_any)
            if dice.random() < 0.6:
                headers["Authorization"] = f"Bearer {self._token}"
        path, names = self._path()
        target = path + self._query(names)
        return method, request(
            target, method, body, **{k: _printable(v) for k, v in headers.items()}
        )

    def no_request(self) -> bytes:
        """Bytes after which the server closes the connection, as it should."""
        made = bytearray(self._dice.choice(NO_REQUESTS))
        if self._dice.random() < 0.5:
            made[self._dice.randrange(len(made))] = self._dice.randrange(256)
        return bytes(made)

    def _path(self) -> tuple[str, Sequence[str]]:
        dice = self._dice
        if dice.random() < 0.2:
            return "/" + "/".join(dice.choice(SEGMENTS) for _ in range(dice.randint(0, 5))), ()
        made, template = "", dice.choice(self._templates)
        for part in template.split("{"):
            name, closing, rest = part.partition("}")
            made += (self._segment(name) + rest) if closing else name
        return made, self._routes[template]

    def _segment(self, gap: str) -> str:
        kind = self._dice.random()
        if kind < 0.7 and gap in FITTING:
            return self._dice.choice(FITTING[gap])
        if kind < 0.85:
            return self._dice.choice(SEGMENTS)
        return _quoted(self._value())

    def _query(self, names: Sequence[str]) -> str:
        dice = self._dice
        some = [
            dice.choice(names if names and dice.random() < 0.9 else NAMES)
            for _ in range(dice.choice((0, 0, 1, 1, 1, 2, 3, 5)))
        ]
        pairs = [f"{quote(name)}={_quoted(self._given(name))}" for name in some]
        return "?" + "&".join(pairs) if pairs else ""

    def _given(self, name: str) -> str:
        dice = self._dice
        if name == "filter" and dice.random() < 0.8:
            return self._condition(0)
        fitting = {"bbox": PLACES, "near": PLACES, "datetime": TIMES, "limit": NUMBERS}
        return (
            dice.choice(fitting[name]) if name in fitting and dice.random() < 0.7 else self._value()
        )

    def _condition(self, depth: int) -> str:
        dice = self._dice
        kind = dice.random()
        if depth > 3 or kind < 0.6:
            return dice.choice(CONDITIONS)
        if kind < 0.7:
            return f"NOT ({self._condition(depth + 1)})"
        if kind < 0.75:
            return "(" * 300 + self._condition(depth + 1)
        if kind < 0.8:
            return f"name = '{self._value()}'"
        word = dice.choice((" AND ", " OR ", ", ", " = "))
        return word.join(self._condition(depth + 1) for _ in range(dice.randint(2, 9)))

    def _value(self) -> str:
        dice = self._dice
        known = dice.choice((INJECTIONS, NUMBERS, PLACES, TIMES, TYPES, VALUES))
        value = dice.choice(known)
        if dice.random() < 0.2:
            place = dice.randint(0, len(value))
            value = (
                value[:place]
                + chr(dice.choice((dice.randrange(128), dice.randrange(0xFFFF))))
                + value[place:]
            )
        return value

    def _body(self) -> bytes:
        dice = self._dice
        kind = dice.random()
        if kind < 0.2:
            return dice.randbytes(dice.randint(0, 60))
        if kind < 0.4:
            return self._value().encode("utf-8", "surrogatepass")
        made = json.dumps(self._member(0)).encode()
        if kind < 0.5 and made:
            place = dice.randrange(len(made))
            made = made[:place] + dice.randbytes(1) + made[place + 1 :]
        return made

    def _member(self, depth: int) -> Any:
        dice = self._dice
        keys = (
            "id", "report", "text", "title", "published", "publisher", "url", "places", "events",
            "name",
            "stops", "legs", "when", "kind", "place", "evidence", "quote", "participants", "lon",
            "lat",
        )  # fmt: skip
        if depth == 0:
            return {
                "report": self._member(1),
                **{dice.choice(keys): self._member(1) for _ in range(3)},
            }
        kind = dice.random()
        if depth > 3 or kind < 0.4:
            return dice.choice((self._value(), None, True, 0, -1, 1e308, 2**70, [], {}))
        if kind < 0.6:
            return [self._member(depth + 1) for _ in range(dice.randint(0, 3))]
        return {dice.choice(keys): self._member(depth + 1) for _ in range(dice.randint(0, 4))}


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def _printable(value: str) -> bytes:
    """A header's value: what no header can have would end the connection for all behind it."""
    return bytes(
        one for one in value.encode("utf-8", "surrogatepass") if one >= 32 and one != 127
    ).strip()


def templates_of(routes: Iterable[Any]) -> Iterator[str]:
    """The addresses of an application's routes, however deep they are included."""
    for route in routes:
        inner = getattr(getattr(route, "original_router", route), "routes", None)
        if inner is not None:
            yield from templates_of(inner)
        elif path := getattr(route, "path", ""):
            yield path
