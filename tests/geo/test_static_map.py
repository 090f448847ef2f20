"""Pictures of maps: the right bytes, the right colours in the right places, small enough."""

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from PIL import Image

from dateline.geo.layers.features import lay_out
from dateline.geo.static_map import HEIGHT, WIDTH, card_of, picture_of, style
from dateline.geo.static_map.svg import path_of
from dateline.geo.static_map.text_metrics import FONTS, lines_of, readable, width_of
from dateline.geo.static_map.viewport import DOWN, Viewport, viewport_of
from tests.browser.stories import ATTACK, everything, lake_talks, pacific_tour

Json = dict[str, Any]
MOST_BYTES = 60_000
PATH = "{http://www.w3.org/2000/svg}path"


def drawn(document: Json) -> "Image.Image":
    return Image.open(io.BytesIO(card_of(document))).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def colours_in(image: "Image.Image") -> set[tuple[int, ...]]:
    return {colour for _, colour in image.getcolors(1 << 16) or () if isinstance(colour, tuple)}


def text_of(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())


@pytest.fixture
def lake() -> Json:
    return lay_out(lake_talks()).document()


@pytest.fixture
def pacific() -> Json:
    return lay_out(pacific_tour()).document()


def points_of(document: Json) -> Iterator[tuple[str, float, float]]:
    frame = viewport_of(document)
    for feature in document["features"]:
        if feature["geometry"] and feature["geometry"]["type"] == "Point":
            ((x, y),) = frame.pixels([feature["geometry"]["coordinates"]]).tolist()
            yield feature["properties"]["name"], x, y


@pytest.mark.parametrize("story", everything(), ids=lambda one: one.id)
def test_a_card_is_a_small_png_of_the_size_that_previews_ask_for(story: Any) -> None:
    body = card_of(lay_out(story).document())
    assert len(body) <= MOST_BYTES
    with Image.open(io.BytesIO(body)) as image:
        assert image.format == "PNG"
        assert image.size == (WIDTH, HEIGHT) == (1200, 630)


def test_a_smaller_card_keeps_its_shape(lake: Json) -> None:
    with Image.open(io.BytesIO(card_of(lake, 300))) as image:
        assert image.size == (300, 158)


@pytest.mark.parametrize("corner", [(-10, 35, 30, 60), (95, -12, 150, 30), (-130, 10, -60, 60)])
def test_a_busy_map_is_small_too(lake: Json, corner: tuple[float, ...]) -> None:
    west, south, east, north = corner
    place = next(one for one in lake["features"] if one["properties"]["layer"] == "places")
    features = []
    for number in range(600):
        at = [
            west + (east - west) * (number % 30) / 29,
            south + (north - south) * (number // 30) / 19,
        ]
        properties = {**place["properties"], "name": f"Place {number}"}
        geometry = {"type": "Point", "coordinates": at}
        features.append(
            {**place, "id": f"x.{number}", "geometry": geometry, "properties": properties}
        )
    assert len(card_of({**lake, "bbox": list(corner), "features": features})) <= MOST_BYTES


def test_land_is_land_and_sea_is_sea(pacific: Json) -> None:
    image, frame = drawn(pacific), viewport_of(pacific)

    def at(lon: float, lat: float) -> Any:
        ((x, y),) = frame.pixels([(lon, lat)]).tolist()
        return image.getpixel((round(x), round(y)))

    assert at(175.6, -38.9) == rgb(style.LAND), "the North Island"
    assert at(-174.0, -27.0) == rgb(style.SEA), "east of 180 degrees"
    assert at(175.0, -27.0) == rgb(style.SEA)


def test_a_story_across_180_degrees_is_drawn_in_one_piece(pacific: Json) -> None:
    places = {name: (x, y) for name, x, y in points_of(pacific)}
    assert 0 < places["Auckland"][0] < places["Suva"][0] < places["Apia"][0] < WIDTH
    image, frame = drawn(pacific), viewport_of(pacific)
    tour = next(one for one in pacific["features"] if one["properties"]["layer"] == "journeys")
    route = [position for line in tour["geometry"]["coordinates"] for position in line]
    on_route = [image.getpixel((round(x), round(y))) for x, y in frame.pixels(route).tolist()]
    assert on_route.count(rgb(style.STATUS["happened"])) > len(route) / 2


def test_every_status_has_its_own_colour_in_the_picture(lake: Json) -> None:
    found = colours_in(drawn(lake))
    assert {rgb(colour) for colour in style.STATUS.values()} <= found


def test_what_is_planned_is_hollow_and_dashed(lake: Json) -> None:
    svg = ET.fromstring(picture_of(lake))
    dashed = {one.get("stroke") for one in svg.iter(PATH) if one.get("stroke-dasharray") == "15 10"}
    assert dashed == {style.STATUS["planned"]}
    hollow = [
        one
        for one in svg.iter(PATH)
        if one.get("stroke") == style.STATUS["planned"] and one.get("stroke-dasharray") == "3.6 3.4"
    ]
    assert {one.get("fill") for one in hollow} == {style.HALO}


def test_everything_that_is_told_is_in_sight(lake: Json) -> None:
    for name, x, y in points_of(lake):
        assert 0 < x < WIDTH, name
        assert 0 < y < DOWN, name


def test_it_says_what_it_is_about_and_whose_data_it_is(lake: Json) -> None:
    said = text_of(picture_of(lake))
    for words in (
        "Lake talks open without a breakthrough",
        "Example Wire · 3 March 2021",
        "3 summits · 2 journeys · 2 events · 3 places",
        "Geneva",
        "GeoNames",
        "Natural Earth",
    ):
        assert words in said


def knotted(lake: Json, north: float) -> Json:
    """Three places of the lake close together, and a fourth far away."""
    place = next(one for one in lake["features"] if one["properties"]["layer"] == "places")
    spots = {"Here": (6.1, 46.2), "There": (6.4, 46.3), "Yonder": (6.3, north), "Abroad": (30, 50)}
    features = []
    for name, at in spots.items():
        properties = {**place["properties"], "name": name}
        geometry = {"type": "Point", "coordinates": list(at)}
        features.append(
            {**place, "id": f"x.{name}", "geometry": geometry, "properties": properties}
        )
    return {**lake, "bbox": [6.1, 46.2, 30, 50], "features": features}


def test_places_too_close_together_are_shown_larger_in_a_corner(lake: Json) -> None:
    svg = ET.fromstring(picture_of(knotted(lake, 46.5)))
    (inset,) = svg.findall("{http://www.w3.org/2000/svg}svg")
    inside = " ".join(inset.itertext())
    assert all(name in inside for name in ("Here", "There", "Yonder"))
    assert "Abroad" not in inside
    assert "Abroad" in " ".join(svg.itertext())


def test_places_that_are_told_apart_need_no_corner(lake: Json) -> None:
    svg = ET.fromstring(picture_of(knotted(lake, 55.0)))
    assert svg.findall("{http://www.w3.org/2000/svg}svg") == []


def test_land_that_reaches_far_beyond_is_cut_and_fills_the_same_within() -> None:
    frame = Viewport(0.0, 0.0, 1.0, width=1200, height=494)
    far = np.array([[-9e4, 400.0], [700.0, 50.0], [9e4, 300.0], [600.0, 9e3], [-9e4, 400.0]])
    written = path_of(far, closed=True, viewport=frame)
    near = [tuple(map(float, pair.split(","))) for pair in written.strip("MZ").split(" ")]
    assert np.abs(near).max() < 1400
    sight = shapely.box(0, 0, frame.width, frame.height)
    wanted, found = (shapely.Polygon(ring).intersection(sight) for ring in (far, near))
    assert 0.1 * sight.area < wanted.area < 0.9 * sight.area
    assert found.symmetric_difference(wanted).area < 0.001 * sight.area


def test_a_story_with_nothing_placed_says_so(lake: Json) -> None:
    lake["features"] = [one for one in lake["features"] if not one["geometry"]]
    del lake["bbox"]
    assert "names no place" in text_of(picture_of(lake))
    assert len(card_of(lake)) <= MOST_BYTES


def test_hostile_text_stays_text(lake: Json) -> None:
    lake["report"] |= {"title": ATTACK, "publisher": f"\x00\x1f\ud800{ATTACK}"}
    for feature in lake["features"]:
        feature["properties"]["name"] = ATTACK
    svg = ET.fromstring(picture_of(lake))
    tags = {one.tag.rpartition("}")[2] for one in svg.iter()}
    assert tags <= {"svg", "title", "rect", "path", "circle", "text", "g"}
    assert not [name for one in svg.iter() for name in one.attrib if name.startswith("on")]
    assert card_of(lake)


@pytest.mark.parametrize(
    "title", ["", "x" * 300, "word " * 60, "한국 뉴스", "خريطة", "Карта Ωμέγα"]
)
def test_any_title_can_be_drawn(lake: Json, title: str) -> None:
    lake["report"]["title"] = title
    assert card_of(lake)


def test_a_long_title_is_cut_to_its_room() -> None:
    lines = lines_of("word " * 100, 30, 600, 500, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line, 30, 600) <= 500 for line in lines)


def test_scripts_without_a_font_are_written_in_latin() -> None:
    assert readable("서울 and Évian, Київ, Αθήνα") == "SeoUl and Évian, Київ, Αθήνα"
    assert readable("Tōkyō 東京").isascii() is False
    assert "東" not in readable("Tōkyō 東京")


MAKE = """
import hashlib
from dateline.geo.layers.features import lay_out
from dateline.geo.static_map import card_of, picture_of
from tests.browser.stories import lake_talks
lake = lay_out(lake_talks()).document()
bodies = card_of(lake), picture_of(lake).encode()
print(*(hashlib.sha256(one).hexdigest() for one in bodies))
"""


def test_the_same_map_gives_the_same_picture_in_every_process() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", MAKE], capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_the_fonts_are_those_of_the_record() -> None:
    record = json.loads((FONTS / "FONTS.json").read_text())
    told = {name: one["sha256"] for package in record for name, one in package["files"].items()}
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")
    }
    assert told == there
    assert "SIL OPEN FONT LICENSE" in (Path(FONTS) / "OFL.txt").read_text()


def test_the_shapes_of_families_are_told_in_words_and_hide_no_place(lake: Json) -> None:
    svg = picture_of(lake)
    words = ["Summits and talks", "Protest", "Statement"]
    drawn_as = [one for one in words if one in text_of(svg)]
    # The statement has no place, so that nothing on the picture has its shape.
    assert drawn_as == ["Summits and talks", "Protest"]
    boxes = [
        one for one in ET.fromstring(svg).iter() if one.get("opacity") == "0.9" and one.get("rx")
    ]
    (box,) = [
        {key: float(one.get(key, 0)) for key in ("x", "y", "width", "height")} for one in boxes
    ]
    for _, x, y in points_of(lake):
        beside = not box["x"] < x < box["x"] + box["width"]
        assert beside or not box["y"] < y < box["y"] + box["height"]


def test_a_picture_without_events_of_a_family_needs_no_words_for_shapes(pacific: Json) -> None:
    assert "Summits and talks" not in text_of(picture_of(pacific))


def test_the_line_of_a_leg_that_is_inferred_is_thin(lake: Json) -> None:
    def widths(document: Json) -> set[str | None]:
        svg = ET.fromstring(picture_of(document))
        return {one.get("stroke-width") for one in svg.iter(PATH) if one.get("fill") == "none"}

    told = widths(lake)
    for feature in lake["features"]:
        for leg in feature["properties"].get("legs", ()):
            leg["inferred"] = True
    assert "2.8" in widths(lake) - told
