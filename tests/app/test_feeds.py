import json
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.feeds import moment_of
from dateline.app.main import create_app
from dateline.app.settings import Settings
from tests.app.samples import pacific, save

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_new_maps_come_as_a_feed(client: TestClient, app: FastAPI) -> None:
    save(app.state.store, pacific("other", "Fish & <chips>"))
    answer = client.get("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    root = ET.fromstring(answer.content)
    titles = [one.text for one in root.iterfind("a:entry/a:title", ATOM)]
    assert "Fish & <chips>" in titles
    assert root.findtext("a:updated", namespaces=ATOM) == max(
        one.text or "" for one in root.iterfind("a:entry/a:updated", ATOM)
    )
    feed = client.get("/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {one["title"] for one in feed["items"]} == set(titles)
    assert client.get(feed["items"][0]["url"]).status_code == 200
    assert "/feed.atom" in client.get("/", headers={"Accept": "text/html"}).text


def test_every_search_is_a_feed(client: TestClient) -> None:
    address = "/collections/places/items?filter=name='Suva'"
    root = ET.fromstring(client.get(f"{address}&f=atom").content)
    assert [one.text for one in root.iterfind("a:entry/a:title", ATOM)] == ["Suva"]
    (item,) = client.get(f"{address}&f=jsonfeed").json()["items"]
    assert item["url"].endswith("/maps/pacific?feature=pacific.suva")
    assert item["content_text"]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2024", "2024-01-01T00:00:00Z"),
        ("2024-05", "2024-05-01T00:00:00Z"),
        ("2024-05-07", "2024-05-07T00:00:00Z"),
        ("2024-05-07T08:00:00Z", "2024-05-07T08:00:00Z"),
        ("2024-05-07/2024-05-08", "2024-05-07T00:00:00Z"),
        ("../2024-05-08", "x"),
        (None, "x"),
    ],
)
def test_a_date_of_any_precision_is_a_moment(date: str | None, moment: str) -> None:
    assert moment_of(date, "x") == moment


def test_a_filter_may_be_in_the_body(client: TestClient) -> None:
    address = "/collections/places/items"
    filter = {"op": "=", "args": [{"property": "name"}, "Suva"]}
    found = client.post(address, json=filter)
    assert [one["properties"]["name"] for one in found.json()["features"]] == ["Suva"]
    text = client.post(
        address, content="name = 'Suva'", headers={"Content-Type": "text/cql2"}
    ).json()
    assert text["features"] == found.json()["features"]
    assert client.post(address, content="x", headers={"Content-Type": "a/b"}).status_code == 415
    assert client.post(address, json={"op": "no"}).status_code == 400
    assert client.post(f"{address}?filter=a", json=filter).status_code == 400


@pytest.mark.parametrize("path", ["/maps/pacific.geojson", "/maps/pacific.kml"])
def test_parts_of_a_download_are_those_bytes(client: TestClient, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    whole = client.get(path, headers=plain)
    assert whole.headers["accept-ranges"] == "bytes"
    part = client.get(path, headers={**plain, "Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    assert part.headers["content-length"] == "10"
    beyond = client.get(path, headers={**plain, "Range": "bytes=99999999-"})
    assert beyond.status_code == 416
    other = client.get(path, headers={**plain, "Range": "bytes=0-1", "If-Range": '"other"'})
    assert other.status_code == 200


def test_csv_may_begin_with_a_byte_order_mark(client: TestClient) -> None:
    plain = client.get("/maps/pacific.csv").content
    assert client.get("/maps/pacific.csv?bom=true").content == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("allowed", [True, False])
def test_scripts_of_other_origins_write_where_the_operator_allows_it(
    settings: Settings, allowed: bool
) -> None:
    with TestClient(create_app(settings.model_copy(update={"cors_tokens": allowed}))) as client:
        answer = client.options(
            "/maps",
            headers={
                "Origin": "https://desk.example",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )
    assert (answer.status_code == 200) is allowed
    assert allowed or json.loads(answer.content)["status"] == 400
