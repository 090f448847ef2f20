"""Searching for features over HTTP."""

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from fastapi import FastAPI
from geojson_pydantic import Feature, FeatureCollection
from starlette.testclient import TestClient

from dateline.geo.model import LAYERS, EventKind, Participant
from tests.app.ogc.conftest import story
from tests.app.samples import save
from tests.geo import maps

pytestmark = pytest.mark.filterwarnings("ignore:BBOX crossing the Antimeridian")


def ids(client: TestClient, address: str, **params: Any) -> list[str]:
    answer = client.get(f"/collections/{address}/items", params=params)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["numberMatched"] >= found["numberReturned"] == len(found["features"])
    return [one["id"].partition(".")[2] for one in found["features"]]


def problem(client: TestClient, **params: str) -> str:
    answer = client.get("/collections/events/items", params=params)
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    return f"{error['field']}: {error['message']}"


@pytest.mark.parametrize("name", LAYERS)
def test_features_are_those_of_the_maps(client: TestClient, name: str) -> None:
    answer = client.get(f"/collections/{name}/items")
    assert answer.headers["content-type"] == "application/geo+json"
    found = answer.json()
    FeatureCollection.model_validate(found)
    of_map = client.get(f"/maps/pacific/{name}.geojson").json()
    assert found["features"] == of_map["features"]
    assert {"time"} <= set(found["features"][0])
    rels = {(one["rel"], one["type"]) for one in found["links"]}
    assert {
        ("self", "application/geo+json"),
        ("alternate", "text/html"),
        ("collection", "application/json"),
    } <= rels


def test_one_feature(client: TestClient) -> None:
    answer = client.get("/collections/places/items/pacific.suva")
    assert answer.headers["content-type"] == "application/geo+json"
    found = answer.json()
    Feature.model_validate(found)
    links = {one["rel"]: one["href"] for one in found.pop("links")}
    assert found in client.get("/collections/places/items").json()["features"]
    assert client.get(links["self"]).json()["id"] == "pacific.suva"
    assert client.get(links["collection"]).json()["id"] == "places"
    assert "Pacific" in client.get(links["related"]).text
    page = client.get(links["alternate"])
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Suva" in page.text


@pytest.mark.parametrize(
    ("bbox", "found"),
    [
        ("177,-20,-170,-10", ["apia", "suva"]),
        ("177,-20,180,-10", ["suva"]),
        ("177,-20,-5,180,-10,9000", ["suva"]),
        ("-180,-90,180,90", ["apia", "suva"]),
        ("-170,-20,177,-10", []),
        ("178.44,-18.14,178.44,-18.14", ["suva"]),
        ("177,65,-177,70", []),
    ],
)
def test_a_box(client: TestClient, bbox: str, found: list[str]) -> None:
    assert ids(client, "places", bbox=bbox) == found


@pytest.mark.parametrize(
    ("datetime", "found"),
    [
        ("2024-05-02", ["talks", "march", "vigil"]),
        ("2024-05-05T12:00:00Z", ["march", "speech", "vigil"]),
        ("2024-05-05T14:00:00+02:00", ["march", "speech", "vigil"]),
        ("2024-05-05T12:00:01Z", ["march", "vigil"]),
        ("2024-05-05T11:00:00Z/2024-05-05T12:00:00Z", ["march", "speech", "vigil"]),
        ("2024-05-05T12:00:00Z/2024-05-06", ["march", "speech", "vigil"]),
        ("../2024-05-01", ["vigil"]),
        ("/2024-05-01", ["vigil"]),
        ("2024-05-06/..", ["vigil"]),
        ("2024-05-06/", ["vigil"]),
        ("../..", ["talks", "march", "speech", "vigil"]),
        ("2024-05-04/P1D", ["march", "vigil"]),
        ("2024-05-04T12:00:00Z/P1D", ["march", "speech", "vigil"]),
        ("2024-05-04T12:00:00Z/PT23H59M59S", ["march", "vigil"]),
        ("P1W/2024-05-02", ["talks", "march", "vigil"]),
        ("2024-04-29/P2D", ["vigil"]),
        ("2024-03-31/P1M", []),
        ("2023-05-05/P1Y", ["march", "vigil", "talks"]),
        ("2025-01-01", []),
    ],
)
def test_a_time(client: TestClient, datetime: str, found: list[str]) -> None:
    assert sorted(ids(client, "events", datetime=datetime)) == sorted(found)


def test_properties(client: TestClient, app: FastAPI) -> None:
    save(app.state.store, story("other"))
    assert ids(client, "events", status="planned", map="other") == ["vigil"]
    assert ids(client, "events", name="Talks") == ["talks", "talks"]
    assert ids(client, "events", participants="Ida Berg", map="pacific") == ["talks", "march"]
    assert ids(client, "events", id="other.march") == ["march"]
    assert ids(client, "places", uncertainty_km="5", name="Suva", map="pacific") == ["suva"]
    assert ids(client, "journeys", duration_approximate="true") == []
    assert ids(client, "events", map="none") == []


def test_a_filter_in_either_language(client: TestClient) -> None:
    text = "name LIKE 'S%' OR T_AFTER(when, DATE('2024-05-05'))"
    assert ids(client, "events", filter=text) == ["speech"]
    tree = {"op": "in", "args": [{"property": "name"}, ["Talks", "March"]]}
    both = {"filter": json.dumps(tree), "filter-lang": "cql2-json"}
    assert ids(client, "events", **both) == ["talks", "march"]
    assert ids(client, "events", filter="name = 'Talks'", datetime="2024-05-09") == []


def test_pages(client: TestClient, app: FastAPI) -> None:
    for number in range(3):
        save(app.state.store, story(f"map-{number}"))
    for more in ("", "&sortby=-name,id", "&bbox=-180,-90,180,90", "&datetime=2024-05-02/.."):
        whole = client.get(f"/collections/events/items?limit=10000{more}").json()
        seen: list[str] = []
        address = f"/collections/events/items?limit=3{more}"
        while address:
            page = client.get(address).json()
            seen += [one["id"] for one in page["features"]]
            assert page["numberMatched"] == whole["numberMatched"] == len(whole["features"])
            following = [one["href"] for one in page["links"] if one["rel"] == "next"]
            address = following[0] if following else ""
        assert seen == [one["id"] for one in whole["features"]]


def test_the_crs_can_be_named_and_is_told(client: TestClient) -> None:
    crs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    for address in ("/collections/places/items", "/collections/places/items/pacific.suva"):
        answer = client.get(address, params={"crs": crs})
        assert answer.headers["content-crs"] == f"<{crs}>"
        other = client.get(address, params={"crs": "http://www.opengis.net/def/crs/EPSG/0/32760"})
        assert other.status_code == 400


def test_an_order(client: TestClient) -> None:
    names = ["march", "rumour", "speech", "talks", "vigil"]
    assert ids(client, "events", sortby="name") == names
    assert ids(client, "events", sortby="-name") == names[::-1]
    assert ids(client, "events", sortby="+status,-name") == [*names[3::-1], "vigil"]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"limit": "0"}, "limit: '0' is no number of features; give 1 to 10,000"),
        ({"limit": "-1"}, "limit: '-1' is no number"),
        ({"limit": "ten"}, "limit: 'ten' is no number"),
        ({"limit": "\u0661"}, "limit"),
        ({"limit": ""}, "limit"),
        ({"bbox": "1,2,3"}, "bbox: '1,2,3' is no box; give west,south,east,north"),
        ({"bbox": "a,b,c,d"}, "bbox"),
        ({"bbox": "1,2,nan,4"}, "bbox"),
        ({"bbox": "1,2,inf,4"}, "bbox"),
        ({"bbox": "0,10,1,5"}, "bbox: the south (10) is north of the north (5)"),
        ({"bbox": "0,0,9999,5"}, "bbox: a longitude is -180 to 180"),
        ({"bbox-crs": "EPSG:32760"}, "bbox-crs: 'EPSG:32760' is not offered"),
        ({"datetime": "yesterday"}, "datetime: 'yesterday' is no time"),
        ({"datetime": "2024-13-01"}, "datetime"),
        ({"datetime": "2024-02-30"}, "datetime"),
        (
            {"datetime": "2024-05-02/2024-05-01"},
            "datetime: '2024-05-02/2024-05-01' is no time: the interval ends (2024-05-01) before",
        ),
        ({"datetime": "2024-05-02/2024-05-03/2024-05-04"}, "datetime"),
        ({"datetime": "2024-05-02/P"}, "datetime"),
        ({"datetime": "2024-05-02/PT"}, "datetime"),
        ({"datetime": "P1D/P1D"}, "datetime"),
        ({"datetime": "P1D"}, "datetime"),
        ({"datetime": "9999-01-01/P9999Y"}, "datetime"),
        ({"datetime": ""}, "datetime"),
        ({"sortby": "colour"}, "sortby: nothing is sorted by 'colour'; there are id"),
        ({"sortby": "participants"}, "sortby"),
        ({"sortby": ""}, "sortby"),
        ({"filter-lang": "cql"}, "filter-lang"),
        ({"filter": "name ="}, "filter: this filter cannot be used"),
        ({"filter": "colour = 1"}, "filter: this filter cannot be used: there is no property"),
        ({"next": "abc"}, "next: this page does not belong to the other parameters"),
        ({"next": "é"}, "next"),
        ({"f": "xml"}, "f: 'xml' is no format here; give one of json, html"),
        ({"colour": "red"}, "colour: unknown parameter (allowed: f, limit"),
        ({"name": "x" * 1_001}, "name: it is longer"),
        ({"status": "over"}, "status: 'over' is none of happened, ongoing, planned, cancelled"),
    ],
)
def test_what_cannot_be_is_told_by_name(
    client: TestClient, params: dict[str, str], message: str
) -> None:
    assert problem(client, **params).startswith(message)


def test_everything_wrong_is_told_at_once(client: TestClient) -> None:
    answer = client.get("/collections/events/items?limit=x&bbox=1&datetime=no&colour=red&limit=1")
    assert {one["field"] for one in answer.json()["errors"]} == {
        "limit",
        "bbox",
        "datetime",
        "colour",
    }
    for text in ("population=many", "population=0.5", "confidence=nan", "confidence="):
        assert client.get(f"/collections/places/items?{text}").status_code == 400
    truth = client.get("/collections/journeys/items?duration_approximate=maybe")
    assert "neither true nor false" in truth.text


def test_a_page_of_another_search_is_refused(client: TestClient) -> None:
    page = client.get("/collections/events/items?limit=2").json()
    (following,) = (one["href"] for one in page["links"] if one["rel"] == "next")
    assert client.get(following).status_code == 200
    for other in (f"{following}&status=planned", f"{following}&sortby=name", f"{following}x"):
        assert client.get(other).status_code == 400
    assert client.get(following.replace("/events/", "/summits/")).status_code == 400


def test_a_limit_beyond_the_most_is_the_most(client: TestClient) -> None:
    assert len(ids(client, "events", limit=10**9)) == 5


def test_a_page_is_not_sent_twice_and_changes_with_the_features(
    client: TestClient, app: FastAPI
) -> None:
    for address in ("/collections/events/items", "/collections/events/items/pacific.talks"):
        first = client.get(address)
        etag = first.headers["etag"]
        assert client.get(address).headers["etag"] == etag
        assert client.get(address).content == first.content
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    big = client.get("/collections/events/items?limit=5000")
    known = {"If-None-Match": big.headers["etag"]}
    assert client.get("/collections/events/items?limit=5000", headers=known).status_code == 304
    save(app.state.store, story("other"))
    changed = client.get("/collections/events/items?limit=5000", headers=known)
    assert (changed.status_code, changed.json()["numberMatched"]) == (200, 10)
    assert client.get("/collections/events/items").json()["numberMatched"] == 10


@pytest.mark.parametrize("limit", [100, 5000])
@pytest.mark.parametrize("encoding", ["gzip", "br", "identity"])
def test_encodings(client: TestClient, limit: int, encoding: str) -> None:
    address = f"/collections/events/items?limit={limit}"
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": encoding})
    assert packed.headers.get("content-encoding", "identity") == encoding
    assert packed.json() == plain.json()
    assert (packed.headers["etag"] == plain.headers["etag"]) == (encoding == "identity")


def test_a_long_page_is_the_same_as_short_ones(client: TestClient, app: FastAPI) -> None:
    for number in range(3):
        save(app.state.store, story(f"map-{number}"))
    long = client.get("/collections/events/items?limit=5000").json()
    short = client.get("/collections/events/items?limit=1000").json()
    for document in (long, short):
        document.pop("links")
    assert long == short


@pytest.mark.parametrize(
    "address", ["/collections/places/items", "/collections/places/items/pacific.suva", "/"]
)
def test_methods(client: TestClient, address: str) -> None:
    get, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "cache-control", "vary"):
        assert head.headers[name] == get.headers[name]
    options = client.options(address)
    searched = address.endswith("/items")
    allowed = "GET, HEAD, OPTIONS, POST" if searched else "GET, HEAD, OPTIONS"
    assert (options.status_code, options.headers["allow"]) == (204, allowed)
    assert client.post(address).status_code == (415 if searched else 405)


def test_scripts_of_any_origin_may_read_without_credentials(client: TestClient) -> None:
    answer = client.get("/collections/places/items", headers={"Origin": "https://news.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_sequence_has_a_feature_on_each_line(client: TestClient) -> None:
    answer = client.get("/collections/events/items?f=jsonseq")
    assert answer.headers["content-type"] == "application/geo+json-seq"
    records = answer.content.split(b"\x1e")
    assert records[0] == b""
    found = [json.loads(one) for one in records[1:]]
    assert found == client.get("/collections/events/items").json()["features"]
    accepted = client.get(
        "/collections/events/items", headers={"Accept": "application/geo+json-seq"}
    )
    assert accepted.content == answer.content


def test_pages_for_people(client: TestClient) -> None:
    answer = client.get(
        "/collections/events/items?limit=2&name=Talks", headers={"Accept": "text/html,*/*;q=0.8"}
    )
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "1 found" in answer.text
    assert "/maps/pacific" in answer.text
    page = client.get("/collections/events/items?limit=2&f=html").text
    assert 'rel="next"' in page


def test_hostile_text_is_data(client: TestClient, app: FastAPI) -> None:
    title = "</script><img src=x onerror=alert(1)>'\""
    event_map = story("hostile")
    first, *others = event_map.events
    hostile = event_map.model_copy(
        update={"events": (first.model_copy(update={"title": title}), *others)}
    )
    save(app.state.store, hostile)
    for address in ("/collections/journeys/items", "/collections/journeys/items/hostile.voyage"):
        assert "<img" not in client.get(f"{address}?f=html").text
    found = client.get("/collections/journeys/items", params={"name": title}).json()
    assert [one["properties"]["name"] for one in found["features"]] == [title]


def test_files_to_keep(client: TestClient, app: FastAPI, tmp_path: Path) -> None:
    for number in range(30):
        save(app.state.store, story(f"map-{number}"))
    for name, kind in (
        ("csv", "text/csv; charset=utf-8"),
        ("fgb", "application/flatgeobuf"),
        ("gpkg", "application/geopackage+sqlite3"),
    ):
        answer = client.get("/collections/events/items", params={"f": name})
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"] == f'attachment; filename="events.{name}"'
        path = tmp_path / f"events.{name}"
        path.write_bytes(answer.content)
        told = pyogrio.read_info(path)
        assert (told["features"], "status" in told["fields"]) == (155, True)


def test_a_file_tells_where_the_rest_is(client: TestClient) -> None:
    first = client.get("/collections/events/items?f=csv&limit=2")
    address = first.links["next"]["url"]
    rest = client.get(address)
    assert "Talks" in first.text
    assert "Speech" in rest.text
    assert "Talks" not in rest.text


@pytest.mark.parametrize("name", ["csv", "fgb", "gpkg", "jsonseq"])
def test_a_file_of_nothing(client: TestClient, name: str) -> None:
    answer = client.get(f"/collections/events/items?f={name}&map=none")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kind = 'air-strike'", ["strike"]),
        ("family = 'conflict'", ["clash", "strike"]),
        (
            "family IN ('disaster', 'conflict')",
            ["clash", "flood", "strike"],
        ),
        ("plover_type = 'ASSAULT' AND plover_mode = 'aerial'", ["strike"]),
        ("killed >= 10", ["flood"]),
        ("A_CONTAINS(roles, ('victim'))", ["flood", "strike"]),
        ("kind = 'meeting'", []),
    ],
)
def test_kinds_and_families_can_be_asked_for(
    app: FastAPI, client: TestClient, text: str, found: list[str]
) -> None:
    dead = Participant(name="people", role="victim", killed=12)
    hurt = Participant(name="dockers", role="victim", killed=3, injured=5)
    told = [
        maps.event(EventKind.AIR_STRIKE, id="strike", place="suva", participants=(hurt,)),
        maps.event(EventKind.CLASH, id="clash", place="suva"),
        maps.event(EventKind.FLOOD, id="flood", place="apia", participants=(dead,)),
        maps.summit(id="talks", kind=EventKind.MEETING),
    ]
    save(app.state.store, maps.event_map(*told).model_copy(update={"id": "incidents"}))
    params = {"filter": text, "map": "incidents"}
    assert sorted(ids(client, "events", **params)) == found
    assert ids(client, "summits", map="incidents", filter="kind = 'meeting'") == ["talks"]


def test_the_queryables_list_kinds_and_families(client: TestClient) -> None:
    events = client.get("/collections/events/queryables").json()["properties"]
    assert {"air-strike", "flood", "other"} <= set(events["kind"]["enum"])
    assert not {"journey", "summit", "meeting"} & set(events["kind"]["enum"])
    assert {"conflict", "travel"} <= set(events["family"]["enum"])
