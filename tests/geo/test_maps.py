import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import pytest

from dateline.geo.layers.features import LAYERS, Layers, lay_out
from dateline.geo.maps import DatelineMap, FeatureLayer
from dateline.geo.model import EventKind, Status
from dateline.geo.when import When
from tests.geo.maps import event, event_map, evidence, journey, summit

STORY = event_map(
    journey("apia", "suva", when=When.parse("2024-05-06")),
    summit(status=Status.PLANNED, evidence=evidence("She met Per Lund in Suva.", "NRK")),
    event(EventKind.STATEMENT),
)


@pytest.fixture
def layers() -> Layers:
    return lay_out(STORY)


def scripts(page: str) -> list[str]:
    """What a browser would run."""
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def data(page: str, name: str) -> Any:
    found = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def test_the_same_story_gives_the_same_bytes(layers: Layers) -> None:
    drawn = DatelineMap(layers)
    first = drawn.to_html()
    assert drawn.to_html() == first
    assert drawn._repr_html_() == drawn._repr_html_()
    assert drawn.to_html() == first
    assert DatelineMap(layers.document()).to_html() == first


def test_the_same_story_gives_the_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib; from tests.geo.test_maps import STORY; "
        "from dateline.geo.layers.features import lay_out; "
        "from dateline.geo.maps import DatelineMap; drawn = DatelineMap(lay_out(STORY)); "
        "text = drawn.to_html() + drawn._repr_html_(); "
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_page_carries_the_whole_document(layers: Layers) -> None:
    page = DatelineMap(layers).to_html()
    assert data(page, "dateline-document") == layers.document()
    assert data(page, "dateline-basemap")["type"] == "FeatureCollection"


def test_the_page_loads_nothing(layers: Layers) -> None:
    page = DatelineMap(layers).to_html()
    outside = re.sub(r"<script.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(link|iframe|object|embed|base)\b", outside)
    assert not re.search(r"\bsrc(set)?=", outside)
    styles = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert "@import" not in styles
    addresses = re.findall(r"url\(['\"]?([^)'\"]*)", styles)
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert "sourceMappingURL" not in page
    assert "cdn." not in outside.lower()


def test_a_file_that_fetches_nothing_shows_no_picture(layers: Layers) -> None:
    first, *others = layers.features
    picture = {"url": "https://photos.example/a.jpg", "credit": "A. B.", "alt": "A road"}
    properties = {**first["properties"], "picture": picture, "caption": "At dawn."}
    pictured = replace(layers, features=({**first, "properties": properties}, *others))
    page = DatelineMap(pictured).to_html()
    assert "At dawn." in page
    assert "<img" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_the_policy_names_every_script_and_style_and_nothing_else(layers: Layers) -> None:
    page = DatelineMap(layers).to_html()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in html.unescape(policy[1]).split(";"))
    assert rules["default-src"] == "'none'"
    for rule, found in (
        ("script-src", scripts(page)),
        ("style-src", re.findall(r"<style>(.*?)</style>", page, re.DOTALL)),
    ):
        digests = [hashlib.sha256(text.encode()).digest() for text in found]
        hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
        assert rules[rule].split(" ") == hashes
    assert rules["img-src"] == "data:"
    assert not re.search(
        r"\son\w+=|\sstyle=|javascript:", re.sub(r"<script.*?</script>", "", page, flags=re.S)
    )


def test_the_list_says_everything_in_reading_order(layers: Layers) -> None:
    page = DatelineMap(layers).to_html()
    listed = re.findall(r'data-feature="([^"]*)"', page)
    assert sorted(listed) == sorted(feature["id"] for feature in layers.features)
    assert [one.split(".")[1] for one in listed][-2:] == ["apia", "suva"]
    assert "Summit, planned" in page
    assert re.search(r"<figcaption[^>]*>NRK</figcaption>", page)
    assert re.search(r"<dt>Travelling</dt><dd[^>]*>Ida Berg</dd>", page)
    assert re.findall(r'<span class="dl-stop"[^>]*>([^<]*)</span>', page) == ["Apia", "Suva"]


def test_licences_and_credits_are_on_the_page(layers: Layers) -> None:
    page = DatelineMap(layers).to_html()
    for credit in ("Place data: GeoNames, CC BY 4.0", "Basemap: Natural Earth, public domain"):
        assert credit in page
    assert "Leaflet 1.9.4 (BSD-2-Clause)" in page
    assert "Redistributions in binary form must reproduce" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.example", "x"])
def test_only_web_addresses_become_links(layers: Layers, address: str) -> None:
    document = layers.document()
    document["report"] = document["report"] | {"url": address}
    page = re.sub(r"<script.*?</script>", "", DatelineMap(document).to_html(), flags=re.DOTALL)
    assert re.findall(r'<a [^>]*href="([^"]*)"', page) == ["#story"]


def test_a_web_address_becomes_a_link(layers: Layers) -> None:
    document = layers.document()
    document["report"] = document["report"] | {"url": "https://news.example/a?b=1&c=2"}
    page = DatelineMap(document).to_html()
    assert '<a href="https://news.example/a?b=1&amp;c=2" rel="noopener noreferrer">' in page


def test_other_maps_of_the_process_stay_as_they_were(layers: Layers) -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    drawn = DatelineMap(layers)
    drawn.add_js_link("my_script", "https://scripts.example/mine.js")
    drawn.add_css_link("my_style", "https://styles.example/mine.css")
    folium.Marker([0, 0]).add_to(drawn)
    page = drawn.to_html()
    assert "https://scripts.example/mine.js" in page
    assert "https://styles.example/mine.css" in page
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert "scripts.example" not in DatelineMap(layers).to_html()
    other = folium.Map(tiles=None).get_root().render()
    assert all(address in other for _, address in before[0])
    assert "Dateline" not in other


def test_every_layer_is_a_folium_layer(layers: Layers) -> None:
    drawn = DatelineMap(layers, hide=("places",))
    assert tuple(drawn.layers) == LAYERS
    for name, layer in drawn.layers.items():
        assert isinstance(layer, FeatureLayer)
        assert isinstance(layer, folium.GeoJson)
        assert layer.data["features"] == layers.collection(name)["features"]
        assert layer.show is (name != "places")
    folium.LayerControl().add_to(drawn)
    page = drawn.to_html()
    for label in ("Places", "Journeys", "Summits and talks", "Events"):
        assert re.search(rf'"{label}"\s*:\s*layer_{label.split()[0].lower()}\b', page)
    assert "Content-Security-Policy" in page


def test_a_map_knows_its_bounds_across_the_antimeridian(layers: Layers) -> None:
    assert DatelineMap(layers).get_bounds() == [[-18.14, 178.44], [-13.83, 188.24]]


def test_an_unknown_layer_is_refused(layers: Layers) -> None:
    with pytest.raises(KeyError, match=r"rivers.*places, journeys, summits, events"):
        DatelineMap(layers, hide=("rivers",))


def test_the_document_given_is_left_alone(layers: Layers) -> None:
    document = layers.document()
    before = json.dumps(document)
    DatelineMap(document).to_html()
    assert json.dumps(document) == before


def test_elements_of_folium_bring_their_own_scripts_along(layers: Layers) -> None:
    drawn = DatelineMap(layers)
    folium.Marker([-15, 179], popup="A note").add_to(drawn)
    page = drawn.to_html()
    assert page == drawn.to_html()
    assert "jquery" in page
    assert "Content-Security-Policy" not in page
    assert not re.search(r'src="[^"]*leaflet@', page)
    assert "L.marker(" in page


@pytest.mark.parametrize("extended", ["link", "popup"])
def test_what_is_added_by_hand_is_not_stopped_by_the_policy(layers: Layers, extended: str) -> None:
    drawn = DatelineMap(layers)
    if extended == "link":
        drawn.add_js_link("mine", "https://scripts.example/mine.js")
    else:
        folium.Popup("A note").add_to(drawn.layers["places"])
    assert "Content-Security-Policy" not in drawn.to_html()


def test_a_notebook_shows_the_map_without_the_page_around_it(layers: Layers) -> None:
    shown = DatelineMap(layers)._repr_html_()
    frame = re.search(r'<iframe srcdoc="([^"]*)"', shown)
    assert frame
    page = html.unescape(frame[1])
    assert data(page, "dateline-document") == layers.document()
    assert "<main" not in page
    assert "data-list" not in re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)


def test_saving_writes_the_self_contained_page(layers: Layers, tmp_path: Path) -> None:
    drawn = DatelineMap(layers)
    drawn.save(str(tmp_path / "map.html"))
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == drawn.to_html()


def test_a_map_without_a_basemap_says_so(layers: Layers) -> None:
    page = DatelineMap(layers, basemap=False).to_html()
    assert data(page, "dateline-basemap") is None
    assert "Natural Earth" not in page
