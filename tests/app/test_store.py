"""What any store promises."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from dateline.app.store import AlreadyThere, FeatureQuery, Store
from dateline.geo.errors import InvalidInput
from dateline.geo.layers.features import lay_out, to_json
from dateline.geo.model import LAYERS
from dateline.geo.when import When
from tests.app.samples import DRAFT, pacific, save
from tests.geo import maps


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def ids(store: Store, layer: str, **options: Any) -> list[str]:
    page = store.features(FeatureQuery(layer, **options))
    return [json.loads(feature)["id"].partition(".")[2] for feature in page.features]


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert store.maps() == []
    assert store.map("pacific") is None
    assert store.content("pacific") is None
    assert store.draft("pacific") is None
    assert store.features(FeatureQuery("places")).features == []
    assert store.delete("pacific") is False
    assert store.check() == 0


def test_a_map_comes_back_byte_for_byte(store: Store) -> None:
    event_map = pacific()
    layers = lay_out(event_map)
    saved = store.save(event_map, layers, DRAFT)
    kept = store.map("pacific")
    assert kept == saved
    assert kept is not None
    assert kept.document == to_json(layers.document())
    for layer in LAYERS:
        assert kept.collection(layer) == to_json(layers.collection(layer))
    assert store.draft("pacific") == DRAFT


def test_a_summary_says_what_a_list_needs(store: Store) -> None:
    report = pacific().report.model_copy(
        update={"published": When.parse("2024-05"), "publisher": "Example Post"}
    )
    save(store, pacific(report=report))
    (summary,) = store.maps()
    assert (summary.id, summary.title, summary.publisher) == ("pacific", "Pacific", "Example Post")
    assert summary.published == "2024-05"
    assert dict(summary.counts) == {
        "places": 2,
        "journeys": 1,
        "summits": 1,
        "events": 0,
        "mentioned": 0,
    }
    assert summary.bbox is not None
    west, _, east, _ = summary.bbox
    assert west > east, "the map crosses the antimeridian"


def test_maps_are_listed_with_the_latest_published_first(store: Store) -> None:
    for map_id, published in (("b", "2019"), ("a", "2024-01-02"), ("c", "2024-01-02")):
        report = pacific().report.model_copy(update={"published": When.parse(published)})
        save(store, pacific(map_id, report=report))
    save(store, pacific("undated"))
    assert [summary.id for summary in store.maps()] == ["a", "c", "b", "undated"]


def test_content_comes_in_the_encoding_asked_for(store: Store) -> None:
    save(store)
    plain = store.content("pacific")
    packed = store.content("pacific", None, ("gzip", "identity"))
    layer = store.content("pacific", "places", ("br", "gzip"))
    assert plain is not None
    assert packed is not None
    assert layer is not None
    assert (plain.encoding, packed.encoding, layer.encoding) == ("identity", "gzip", "br")
    assert plain.digest == packed.digest != layer.digest
    assert len({plain.etag, packed.etag, layer.etag}) == 3
    assert len(packed.body) < len(plain.body)


def test_content_too_small_to_compress_comes_as_it_is(store: Store) -> None:
    save(store)
    empty = store.content("pacific", "events", ("br", "gzip"))
    assert empty is not None
    assert empty.encoding == "identity"
    assert json.loads(empty.body)["features"] == []


def test_content_of_no_layer_is_none(store: Store) -> None:
    save(store)
    assert store.content("pacific", "rivers", ("br",)) is None


def test_a_map_saved_again_takes_the_place_of_the_first(store: Store) -> None:
    first = save(store)
    second = save(store, pacific(title="Pacific, corrected", events=()), "another: draft\n")
    assert second.etag != first.etag
    kept = store.map("pacific")
    assert kept == second
    assert [summary.title for summary in store.maps()] == ["Pacific, corrected"]
    assert store.draft("pacific") == "another: draft\n"
    assert ids(store, "journeys") == []
    assert ids(store, "places") == ["apia", "suva"]


def test_a_changed_draft_alone_is_kept(store: Store) -> None:
    save(store)
    save(store, draft="# a remark\n" + DRAFT)
    assert store.draft("pacific") == "# a remark\n" + DRAFT


def test_a_map_that_is_added_is_as_one_that_is_saved(store: Store) -> None:
    event_map = pacific()
    added = store.add(event_map, lay_out(event_map), DRAFT)
    kept = store.map("pacific")
    assert kept is not None
    assert kept.etag == added.version.digest
    assert store.draft("pacific") == DRAFT
    assert len(ids(store, "places")) == added.version.counts["places"]


def test_adding_never_takes_the_place_of_another(store: Store) -> None:
    first = save(store)
    other = pacific(title="Another")
    with pytest.raises(AlreadyThere, match="'pacific'"):
        store.add(other, lay_out(other), DRAFT)
    assert store.map("pacific") == first


def test_of_many_who_add_one_map_one_does(store: Store) -> None:
    def add(number: int) -> bool:
        event_map = pacific(title=f"Number {number}")
        try:
            store.add(event_map, lay_out(event_map), DRAFT)
        except AlreadyThere:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(add, range(12)))
    assert added.count(True) == 1
    (summary,) = store.maps()
    assert summary.title == f"Number {added.index(True)}"


def test_a_deleted_map_leaves_nothing_behind(store: Store) -> None:
    save(store)
    save(store, pacific("other"))
    assert store.delete("pacific") is True
    assert store.map("pacific") is None
    assert store.draft("pacific") is None
    assert [summary.id for summary in store.maps()] == ["other"]
    assert len(store.features(FeatureQuery("places")).features) == 2
    assert ids(store, "journeys", bbox=(-180, -90, 180, 90)) == ["voyage"]


@pytest.mark.parametrize(
    ("bbox", "found"),
    [
        ((170, -20, -170, -10), ["apia", "suva"]),
        ((170, -20, 180, -10), ["suva"]),
        ((-180, -20, -170, -10), ["apia"]),
        ((-180, -90, 180, 90), ["apia", "suva"]),
        ((-170, -20, 170, -10), []),
        ((178.44, -18.14, 178.44, -18.14), ["suva"]),
        ((178.440001, -18.14, 178.5, -18), []),
        ((178, -18.139999, 179, -18), []),
    ],
)
def test_a_box_finds_the_places_in_it(
    store: Store, bbox: tuple[float, float, float, float], found: list[str]
) -> None:
    save(store)
    assert ids(store, "places", bbox=bbox) == found


@pytest.mark.parametrize(
    "bbox", [(179, -20, -179, -10), (179.5, -90, 180, 90), (-180, -90, -179.5, 90)]
)
def test_a_box_at_the_antimeridian_finds_what_crosses_it(
    store: Store, bbox: tuple[float, float, float, float]
) -> None:
    save(store)
    assert ids(store, "journeys", bbox=bbox) == ["voyage"]
    assert ids(store, "places", bbox=bbox) == []


@pytest.mark.parametrize("bbox", [(-180, -1, -179, 1), (179, -1, 180, 1), (180, 0, 180, 0)])
@pytest.mark.parametrize("lon", [180.0, -180.0])
def test_180_degrees_east_and_west_are_one_meridian(
    store: Store, lon: float, bbox: tuple[float, float, float, float]
) -> None:
    save(store, maps.event_map(places=(maps.place("Suva", lon, 0.0),)))
    assert ids(store, "places", bbox=bbox) == ["suva"]


def test_a_feature_without_a_place_is_in_no_box(store: Store) -> None:
    nowhere = maps.event_map(maps.summit(place=None), places=(maps.APIA, maps.SUVA))
    save(store, nowhere)
    assert ids(store, "summits") == ["summit-suva"]
    assert ids(store, "summits", bbox=(-180, -90, 180, 90)) == []


def test_a_moved_feature_is_found_where_it_is_now(store: Store) -> None:
    save(store)
    save(store, maps.event_map(places=(maps.place("Apia", 10, 50), maps.SUVA)))
    assert ids(store, "places", bbox=(-180, -20, -170, -10)) == []
    assert ids(store, "places", bbox=(9, 49, 11, 51)) == ["apia"]


def test_features_of_one_map(store: Store) -> None:
    save(store)
    save(store, pacific("other"))
    assert len(store.features(FeatureQuery("places")).features) == 4
    page = store.features(FeatureQuery("places", map_id="other"))
    assert {json.loads(one)["properties"]["map"] for one in page.features} == {"other"}
    box = (178, -19, 179, -18)
    assert len(store.features(FeatureQuery("places", bbox=box)).features) == 2
    assert len(store.features(FeatureQuery("places", bbox=box, map_id="other")).features) == 1
    assert store.features(FeatureQuery("places", map_id="none")).features == []


@pytest.mark.parametrize("bbox", [None, (-180, -90, 180, 90)])
def test_pages_give_every_feature_once(
    store: Store, bbox: tuple[float, float, float, float] | None
) -> None:
    for number in range(5):
        save(store, pacific(f"map-{number}"))
    seen: list[bytes] = []
    after = None
    while True:
        page = store.features(FeatureQuery("places", bbox=bbox, limit=3, after=after))
        seen += page.features
        if page.next is None:
            break
        assert len(page.features) == 3
        after = page.next
    assert len(seen) == len(set(seen)) == 10


def test_a_reader_who_turns_pages_misses_nothing_when_a_map_is_saved_again(store: Store) -> None:
    for number in range(3):
        save(store, pacific(f"map-{number}"))
    first = store.features(FeatureQuery("places", limit=3))
    save(store, pacific("map-0", title="Corrected"))
    assert first.next is not None
    rest = store.features(FeatureQuery("places", limit=100, after=first.next))
    names = {json.loads(one)["id"] for one in (*first.features, *rest.features)}
    assert len(names) == len(first.features) + len(rest.features) == 6


def test_hostile_text_is_kept_as_it_is(store: Store) -> None:
    title = "'; DROP TABLE maps; -- \\ ` ${alert(1)} <img src=x onerror=alert(1)> \u202e \x00"
    save(store, pacific(title=title))
    assert [summary.title for summary in store.maps()] == [title]


def test_a_map_whose_features_share_an_id_is_refused_whole(store: Store) -> None:
    event_map = pacific()
    layers = lay_out(event_map)
    twins = replace(layers, features=(*layers.features, layers.features[0]))
    with pytest.raises(InvalidInput, match="is used by 2 features"):
        store.save(event_map, twins, DRAFT)
    assert store.map("pacific") is None


@pytest.mark.parametrize("map_id", ["", "Pacific", "a b", "../a", "a.b", "a--b", "-a", "a" * 81])
def test_an_id_that_no_address_can_have_is_refused(store: Store, map_id: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be a map's id"):
        save(store, pacific(map_id))
    assert store.maps() == []


def test_the_size_grows_with_what_is_kept(any_store: Store) -> None:
    before = any_store.size()
    save(any_store, draft="# long\n" * 200_000)
    assert any_store.size() > before > 0
