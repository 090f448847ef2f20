"""Pages as they leave the server."""

import json
import re
from html.parser import HTMLParser

import pytest
from fastapi import FastAPI
from rjsmin import jsmin
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.layers.features import lay_out
from tests.app.samples import pacific, save
from tests.geo import maps

PAGES = ("/", "/maps/pacific", "/maps/pacific/embed")


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text of data blocks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_list_of_maps_links_each(client: TestClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    links = [one.get("href") for one in Elements(page.text).of("a")]
    assert "/maps/pacific" in links
    assert "1 summit · 1 journey · 2 places" in page.text


def test_without_maps_the_list_says_how_to_make_one(settings: Settings) -> None:
    with TestClient(create_app(settings)) as client:
        assert "dateline load" in client.get("/", headers={"Accept": "text/html"}).text


def test_a_map_page_names_every_feature_with_its_evidence(client: TestClient) -> None:
    html = client.get("/maps/pacific").text
    document = client.get("/maps/pacific.geojson").json()
    buttons = [one["data-feature"] for one in Elements(html).of("button") if "data-feature" in one]
    assert sorted(map(str, buttons)) == sorted(one["id"] for one in document["features"])
    for feature in document["features"]:
        assert feature["properties"]["evidence"][0]["quote"] in html


def test_a_summits_host_and_outcome_reach_the_reader(app: FastAPI) -> None:
    ended = maps.summit(host="Kari Moe", outcome="ended early, without a treaty")
    save(app.state.store, maps.event_map(ended).model_copy(update={"id": "treaty"}))
    with TestClient(app) as client:
        (feature,) = client.get("/maps/treaty/summits.geojson").json()["features"]
        html = client.get("/maps/treaty").text
    assert feature["properties"]["host"] == "Kari Moe"
    assert feature["properties"]["outcome"] == "ended early, without a treaty"
    assert "Kari Moe" in html
    assert "nded early, without a treaty" in html


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_runs_or_styles(client: TestClient, path: str) -> None:
    elements = Elements(client.get(path).text)
    for tag, attributes in elements.found:
        assert tag != "style"
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
    for script in elements.of("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_not_sent_twice(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", ["/maps/pacific", "/maps/pacific/embed"])
def test_a_page_is_written_anew_when_its_map_changes(app: FastAPI, path: str) -> None:
    with TestClient(app) as client:
        before = client.get(path).text
        assert client.get(path).text == before
        story = pacific(title="Another title")
        app.state.store.save(story, lay_out(story), "report: {}\n")
        assert "Another title" in client.get(path).text


def test_a_page_is_kept_for_the_address_it_was_asked_at(client: TestClient) -> None:
    for host in ("one.example", "other.example", "one.example"):
        page = client.get("/maps/pacific", headers={"Host": host}).text
        assert f'href="http://{host}/maps/pacific"' in page


def test_applications_share_nothing_they_have_made(settings: Settings) -> None:
    titles = []
    for title in ("First", "Second"):
        app = create_app(settings.model_copy(update={"data_dir": settings.data_dir / title}))
        story = pacific(title=title)
        app.state.store.save(story, lay_out(story), "report: {}\n")
        with TestClient(app) as client:
            titles.append(re.findall(r"<title>(\w+)", client.get("/maps/pacific").text))
    assert titles == [["First"], ["Second"]]


@pytest.mark.parametrize("path", ["", "/embed"])
def test_no_such_map_is_404(client: TestClient, path: str) -> None:
    answer = client.get(f"/maps/no-such-map{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_the_embed_may_be_framed(client: TestClient) -> None:
    policies = {path: client.get(path).headers["content-security-policy"] for path in PAGES}
    assert "frame-ancestors *" in policies["/maps/pacific/embed"]
    assert "frame-ancestors 'none'" in policies["/maps/pacific"]
    assert "frame-ancestors 'none'" in policies["/"]


def test_the_operator_says_who_may_frame(settings: Settings) -> None:
    limited = settings.model_copy(update={"frame_ancestors": "https://news.example"})
    app = create_app(limited)
    story = pacific()
    app.state.store.save(story, lay_out(story), "report: {}\n")
    with TestClient(app) as client:
        policy = client.get("/maps/pacific/embed").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://news.example")


@pytest.mark.parametrize("path", ["/maps/pacific", "/maps/pacific/embed"])
def test_what_a_page_asks_for_may_be_kept_for_good(client: TestClient, path: str) -> None:
    elements = Elements(client.get(path).text)
    scripts = [str(one["src"]) for one in elements.of("script") if one.get("src")]
    styles = [str(one["href"]) for one in elements.of("link") if one.get("rel") == "stylesheet"]
    data = [str(one["href"]) for one in elements.of("link") if one.get("rel") == "preload"]
    assert len(scripts) == 2
    assert len(styles) == 1
    assert sum("basemap" in one for one in data) == 1
    for address in (*scripts, *styles, *(one for one in data if "basemap" in one)):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert "immutable" not in client.get(address.partition("?")[0]).headers["cache-control"]


@pytest.mark.parametrize("kind", ["scripts", "reader", "list"])
def test_a_bundle_has_the_words_but_not_those_of_the_server(client: TestClient, kind: str) -> None:
    bundle = client.get(f"/bundle/{kind}").text
    table = re.search(r"^window\.DatelineWords=(\{.*\});$", bundle, re.MULTILINE)
    assert table
    found = json.loads(table[1])
    whole = client.get("/static/data/words.en.json").json()
    assert "months" in whole.pop("server")
    assert found == whole
    assert bundle.index("DatelineWords=") < bundle.index("window.DatelineWords;")


def test_the_bundle_holds_every_script_in_order(client: TestClient) -> None:
    bundle = client.get("/bundle/scripts").text
    manifest = client.get("/static/js/manifest.json").json()
    scripts = [one for one in (*manifest["scripts"], *manifest["start"]) if one.endswith(".js")]
    files = [client.get(f"/static/{one}").text for one in scripts]
    places = [bundle.index(jsmin(text) if jsmin(text) in bundle else text) for text in files]
    assert places == sorted(places)


@pytest.mark.parametrize("page", ["/maps/pacific", "/maps/pacific/embed"])
@pytest.mark.parametrize("features", [3, 4])
def test_only_a_map_of_more_features_than_that_brings_the_scripts_for_very_many(
    client: TestClient, page: str, features: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.app.rendered.CROWD", features)
    scripts = [str(one.get("src")) for one in Elements(client.get(page).text).of("script")]
    names = [one.partition("?")[0] for one in scripts]
    if features == 4:
        assert "/bundle/crowd" not in names
    else:
        assert names[-1] == "/bundle/crowd"


def test_a_bundle_leaves_out_our_comments_and_keeps_the_licences_of_others(
    client: TestClient,
) -> None:
    bundle = client.get("/bundle/scripts").text
    ours = client.get("/static/js/dateline-text.js").text
    assert "/**" in ours
    assert ours.partition("*/")[0] not in bundle
    assert "Vladimir Agafonkin" in bundle


def test_there_is_no_bundle_of_another_kind(client: TestClient) -> None:
    assert client.get("/bundle/pictures").status_code == 400


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/report", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (" javascript:alert(1)", False),
        ("//example.org", False),
    ],
)
def test_only_web_addresses_become_links(app: FastAPI, url: str, linked: bool) -> None:
    story = pacific("linked")
    story = story.model_copy(update={"report": story.report.model_copy(update={"url": url})})
    app.state.store.save(story, lay_out(story), "report: {}\n")
    with TestClient(app) as client:
        links = [one.get("href") for one in Elements(client.get("/maps/linked").text).of("a")]
    assert (url in links) == linked


def test_linked_data_cannot_leave_its_block(app: FastAPI) -> None:
    story = pacific("sly", title="</script><script>alert(1)</script>")
    app.state.store.save(story, lay_out(story), "report: {}\n")
    with TestClient(app) as client:
        html = client.get("/maps/sly").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    told = json.loads(block[1])
    assert told["name"] == "</script><script>alert(1)</script>"
    assert [one["@type"] for one in told["about"]].count("Place") == 2


def test_the_canonical_address_is_the_operators(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"base_url": "https://maps.example"}))
    story = pacific()
    app.state.store.save(story, lay_out(story), "report: {}\n")
    with TestClient(app) as client:
        links = Elements(client.get("/maps/pacific?utm_source=letter").text).of("link")
    canonical = [one["href"] for one in links if one.get("rel") == "canonical"]
    assert canonical == ["https://maps.example/maps/pacific"]


def test_every_address_begins_with_the_root_path(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"root_path": "/news"}))
    story = pacific()
    app.state.store.save(story, lay_out(story), "report: {}\n")
    with TestClient(app, root_path="/news") as client:
        for path in PAGES:
            for _, attributes in Elements(client.get(f"/news{path}").text).found:
                basemap = json.loads(attributes.pop("data-basemap", None) or "{}")
                attributes |= {name: basemap.get(name) for name in ("url", "script")}
                for name in ("href", "src", "data-url", "url", "script"):
                    address = attributes.get(name) or "/news"
                    if address.startswith("/"):
                        assert address.startswith("/news"), (path, address)


@pytest.mark.parametrize(
    ("theme", "shown"), [("dark", True), ("light", True), ('"><b>', False), ("", False)]
)
def test_the_embed_takes_a_theme(client: TestClient, theme: str, shown: bool) -> None:
    html = client.get("/maps/pacific/embed", params={"theme": theme}).text
    (root,) = Elements(html).of("html")
    assert (root.get("data-theme") == theme) == shown
