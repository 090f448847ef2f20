"""How a map goes out: its picture, its code to embed (oEmbed), and what its page says of both."""

import html
import re
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.routes.exports import FORMATS
from dateline.app.settings import Settings
from tests.app.samples import pacific, save

BASE = "http://testserver"
PAGE = f"{BASE}/maps/pacific"


def oembed(client: TestClient, url: str = PAGE, **more: object) -> Any:
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


def iframe(markup: str) -> dict[str, str]:
    (tag,) = re.findall(r"<iframe ([^>]*)></iframe>", markup)
    return {name: html.unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', tag)}


def test_a_picture_is_served(client: TestClient) -> None:
    svg, png = client.get("/maps/pacific.svg"), client.get("/maps/pacific/card.png")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert png.headers["content-type"] == "image/png"
    assert "content-encoding" not in png.headers
    for answer in (svg, png):
        known = {"If-None-Match": answer.headers["etag"]}
        assert client.get(answer.url, headers=known).status_code == 304


@pytest.mark.parametrize("address", ["/maps/none.svg", "/maps/none/card.png"])
def test_there_is_no_picture_of_a_map_that_is_not_there(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_picture_comes_in_three_sizes(client: TestClient) -> None:
    assert client.get("/maps/pacific/card.png?width=300").status_code == 200
    answer = client.get("/maps/pacific/card.png?width=301")
    assert answer.status_code == 400
    assert "width" in answer.json()["detail"]


def test_oembed_says_what_the_standard_asks(client: TestClient) -> None:
    answer = oembed(client)
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "Pacific")
    assert (told["provider_name"], told["provider_url"]) == ("Dateline", f"{BASE}/")
    assert told["cache_age"] == 60
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)
    assert client.get(told["thumbnail_url"]).headers["content-type"] == "image/png"
    frame = iframe(told["html"])
    assert frame["src"] == f"{PAGE}/embed"
    assert (frame["width"], frame["height"]) == (str(told["width"]), str(told["height"]))
    assert (frame["title"], frame["loading"], frame["allow"]) == (
        "Map: Pacific",
        "lazy",
        "fullscreen",
    )
    assert f'<a href="{PAGE}">Pacific</a>' in told["html"]


def test_xml_says_the_same(client: TestClient) -> None:
    answer = oembed(client, format="xml")
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    assert root.tag == "oembed"
    assert {one.tag: one.text for one in root} == {
        name: str(value) for name, value in oembed(client).json().items()
    }


@pytest.mark.parametrize(
    ("room", "size", "thumbnail"),
    [
        ({"maxwidth": 500}, (500, 540), 300),
        ({"maxheight": 300}, (720, 300), 300),
        ({"maxwidth": 640, "maxheight": 400}, (640, 400), 600),
        ({"maxwidth": 5000, "maxheight": 5000}, (720, 540), 1200),
        ({"maxwidth": 250}, (250, 540), None),
    ],
)
def test_the_room_is_kept_to(
    client: TestClient, room: dict[str, int], size: tuple[int, int], thumbnail: int | None
) -> None:
    told = oembed(client, **room).json()
    assert (told["width"], told["height"]) == size
    assert told.get("thumbnail_width") == thumbnail
    frame = iframe(told["html"])
    assert (frame["width"], frame["height"]) == tuple(map(str, size))


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/maps/pacific",
        f"{BASE}/maps/none",
        f"{BASE}/",
        f"{BASE}/maps/pacific.geojson",
        f"{BASE}.evil.example/maps/pacific",
        "javascript:alert(1)",
        "http://[",
        "",
    ],
)
def test_what_is_not_ours_is_not_found(client: TestClient, url: str) -> None:
    assert oembed(client, url).status_code == 404


@pytest.mark.parametrize("url", [f"{PAGE}/embed", f"{PAGE}#x", "https://TestServer/maps/pacific"])
def test_other_ways_to_write_a_map_of_ours(client: TestClient, url: str) -> None:
    assert iframe(oembed(client, url).json()["html"])["src"] == f"{PAGE}/embed"


def test_state_in_the_address_is_kept_and_nothing_else(client: TestClient) -> None:
    told = oembed(client, f"{PAGE}?theme=dark&layers=places&utm_source=x&feature=%22%3E%3Cb").json()
    assert iframe(told["html"])["src"] == (
        f"{PAGE}/embed?theme=dark&layers=places&feature=%22%3E%3Cb"
    )


def test_a_format_that_there_is_not(client: TestClient) -> None:
    assert oembed(client, format="yaml").status_code == 400


def test_what_consumers_send_besides_is_passed_over(client: TestClient) -> None:
    assert oembed(client, dnt=1).status_code == 200
    assert client.get("/oembed").status_code == 400


@pytest.mark.parametrize(
    ("size", "width"),
    [
        ("", 720),
        ("wide", 720),
        ("0", 720),
        ("-1", 720),
        ("100%", 720),
        ("400px", 400),
        ("400.5", 400),
    ],
)
def test_a_size_is_taken_as_far_as_it_can_be_read(
    client: TestClient, size: str, width: int
) -> None:
    assert oembed(client, maxwidth=size).json()["width"] == width


@pytest.mark.parametrize(("form", "kind"), [("", "json"), ("JSON", "json"), (" Xml", "xml")])
def test_a_format_may_be_written_in_capitals_or_left_empty(
    client: TestClient, form: str, kind: str
) -> None:
    assert kind in oembed(client, format=form).headers["content-type"]


@pytest.mark.parametrize(
    "url",
    [
        "http%3A%2F%2Ftestserver%2Fmaps%2Fpacific",
        "testserver/maps/pacific",
        "//testserver/maps/pacific",
        f" {PAGE}/ ",
    ],
)
def test_an_address_is_understood_as_it_is_meant(client: TestClient, url: str) -> None:
    assert iframe(oembed(client, url).json()["html"])["src"] == f"{PAGE}/embed"


@pytest.mark.parametrize("path", ["/maps/pacific", "/maps/pacific/embed"])
def test_a_slash_too_many_leads_to_the_page(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}/?step=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, f"{BASE}{path}?step=1")


def test_behind_another_address_it_is_that_one(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"base_url": "https://maps.example/news"}))
    save(app.state.store)
    client = TestClient(app)
    told = oembed(client, "https://maps.example/news/maps/pacific").json()
    assert iframe(told["html"])["src"] == "https://maps.example/news/maps/pacific/embed"
    assert oembed(client, "https://maps.example/maps/pacific").status_code == 404


def head(page: str) -> dict[str, str]:
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    }


def test_a_page_has_its_picture_for_previews(client: TestClient) -> None:
    told = head(client.get("/maps/pacific").text)
    assert told["og:image"] == told["twitter:image"]
    assert told["og:image"].startswith(f"{BASE}/maps/pacific/card.png?v=")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert "1 summit" in told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
    answer = client.get(told["og:image"])
    assert answer.headers["content-type"] == told["og:image:type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]


def test_a_corrected_map_has_another_picture(client: TestClient, app: FastAPI) -> None:
    before = head(client.get("/maps/pacific").text)["og:image"]
    save(app.state.store, pacific(title="Corrected"))
    assert head(client.get("/maps/pacific").text)["og:image"] != before


def test_a_page_leads_to_its_code_and_its_files(client: TestClient) -> None:
    page = client.get("/maps/pacific").text
    links = {
        (kind, html.unescape(address))
        for kind, address in re.findall(
            r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', page
        )
    }
    kinds = {kind for kind, _ in links}
    assert {"application/json+oembed", "text/xml+oembed", "application/geo+json"} <= kinds
    for kind, address in links:
        if "oembed" in kind:
            assert client.get(address).status_code == 200
    for ending in FORMATS:
        assert f'href="{PAGE}.{ending}" download="pacific.{ending}"' in page
    code = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert code is not None
    frame = iframe(html.unescape(code[1]))
    assert (frame["title"], frame["loading"], frame["allow"]) == (
        "Map: Pacific",
        "lazy",
        "fullscreen",
    )
    assert "aspect-ratio" in frame["style"]
    assert (frame["width"], frame["src"]) == ("100%", f"{PAGE}/embed?theme=light")
    assert f'<a href="{PAGE}">Pacific</a>' in html.unescape(code[1])


def test_without_a_script_the_picture_stands_for_the_map(client: TestClient) -> None:
    page = client.get("/maps/pacific").text
    (still,) = re.findall(r'<noscript>.*<img[^>]* src="([^"]+)"', page, re.DOTALL)
    assert client.get(html.unescape(still)).headers["content-type"] == "image/svg+xml"


def policy(client: TestClient, address: str) -> str:
    return client.get(address).headers["content-security-policy"]


def test_a_map_may_narrow_who_frames_it_and_never_widen_it(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"frame_ancestors": "https://*.news.example"}))
    save(app.state.store)
    save(app.state.store, pacific("own", frame_ancestors="https://desk.news.example"))
    client = TestClient(app)
    told = policy(client, "/maps/pacific/embed")
    assert "frame-ancestors https://*.news.example" in told
    assert "," not in told
    first, second = policy(client, "/maps/own/embed").split(", ")
    assert first == told
    assert second == "frame-ancestors https://desk.news.example"
    assert "frame-ancestors 'none'" in policy(client, "/maps/own")


def test_the_state_of_an_embed(client: TestClient) -> None:
    page = client.get("/maps/pacific/embed?theme=dark&lang=de-AT&step=1").text
    assert '<html lang="en" data-theme="dark" data-language="de-AT">' in page
    assert 'data-feature="pacific.' in page


@pytest.mark.parametrize(
    "query", ["theme=%22x", "lang=%22%3E", "step=0", "step=99", "step=-1", "step=x", "x=1&x=2"]
)
def test_a_state_that_cannot_be_is_passed_over(client: TestClient, query: str) -> None:
    answer = client.get(f"/maps/pacific/embed?{query}")
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert "data-feature" not in answer.text


def test_an_embed_without_a_script_has_picture_list_and_link(client: TestClient) -> None:
    page = client.get("/maps/pacific/embed").text
    (fallback,) = re.findall(r"<noscript>(.*)</noscript>", page, re.DOTALL)
    (still,) = re.findall(r' src="([^"]+)"', fallback)
    assert client.get(html.unescape(still)).status_code == 200
    assert "Summit in Suva" in fallback
    assert f'<a href="{PAGE}"' in page


def test_an_embed_sets_no_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/maps/pacific/embed").headers


def test_a_map_that_is_not_published_has_nothing_to_share(client: TestClient, app: FastAPI) -> None:
    app.state.store.unpublish("pacific")
    assert oembed(client).status_code == 404
    for address in (".svg", ".kml", ".yaml", "/card.png"):
        assert client.get(f"/maps/pacific{address}").status_code == 404
    # Articles that hold it in a frame get a card in its place.
    assert client.get("/maps/pacific/embed").status_code == 410
