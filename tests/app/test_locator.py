from typing import Any

import pytest

from dateline.app.pages.locator import Locator, locator


def document(bbox: list[float] | None, *features: dict[str, Any]) -> dict[str, Any]:
    return {**({"bbox": bbox} if bbox else {}), "features": list(features)}


def place(lon: float, lat: float, role: str = "literal") -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"geometry": geometry, "properties": {"layer": "places", "role": role}}


def journey(*lines: list[list[float]]) -> dict[str, Any]:
    single = len(lines) == 1
    geometry = {
        "type": "LineString" if single else "MultiLineString",
        "coordinates": lines[0] if single else list(lines),
    }
    return {"geometry": geometry, "properties": {"layer": "journeys", "status": "planned"}}


def view(picture: Locator | None) -> tuple[float, ...]:
    assert picture is not None
    return tuple(float(part) for part in picture.view.split())


def test_a_map_without_places_has_no_picture() -> None:
    assert locator(document(None, {"geometry": None, "properties": {"layer": "events"}})) is None


def test_one_place_is_shown_with_much_around_it() -> None:
    picture = locator(document([10, 50, 10, 50], place(10, 50)))
    left, top, width, height = view(picture)
    assert width == pytest.approx(100)
    assert left + width / 2 == pytest.approx(190)
    assert top < 40 < top + height
    assert [(one.x, one.y) for one in picture.marks] == [(190, 40)]
    assert picture.worlds == (0,)


def test_a_story_across_180_degrees_is_drawn_in_one_piece() -> None:
    lines = ([[170, -20], [180, -15]], [[-180, -15], [-170, -10]])
    picture = locator(
        document([170, -20, -170, -10], place(170, -20), place(-170, -10), journey(*lines))
    )
    left, _, width, _ = view(picture)
    assert all(left < one.x < left + width for one in picture.marks)
    assert picture.ways[0].points.split(" ")[-1] == picture.ways[1].points.split(" ")[0]
    assert picture.worlds == (0, 360)


def test_the_world_is_the_widest_view() -> None:
    picture = locator(document([-179, -80, 179, 80], place(-179, -80), place(179, 80)))
    assert view(picture)[2] == 360


@pytest.mark.parametrize(("latitude", "top", "bottom"), [(89, 2, None), (-89, None, 160)])
def test_the_picture_ends_where_there_is_only_ice(
    latitude: float, top: float | None, bottom: float | None
) -> None:
    _, above, _, height = view(locator(document([10, latitude, 10, latitude], place(10, latitude))))
    if top is not None:
        assert above == pytest.approx(top)
    if bottom is not None:
        assert above + height == pytest.approx(bottom, abs=0.2)


def test_places_at_one_spot_are_marked_once() -> None:
    picture = locator(document([1, 1, 1, 1], place(1, 1), place(1, 1), place(1, 1, "dateline")))
    assert picture is not None
    assert [one.shape for one in picture.marks] == ["literal", "dateline"]
