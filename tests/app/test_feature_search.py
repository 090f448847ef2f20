"""Searching for features, in each kind of store."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dateline.app.store import FeatureQuery, Store
from dateline.app.store.filters import (
    AllOf,
    AnyOf,
    ArrayContains,
    Comparator,
    Comparison,
    Condition,
    ContainsWords,
    GeometryIsNull,
    IsNull,
    Kind,
    Like,
    LiteralValue,
    Not,
    OneOf,
    Property,
    SpatialPredicate,
    SpatialRelation,
    TemporalPredicate,
    TemporalRelation,
    WithinDistance,
)
from dateline.app.store.query import Sorting
from dateline.app.store.time_range import EARLIEST, LATEST, Span, span_at, span_between
from dateline.geo.model import EventKind
from dateline.geo.when import When
from tests.app.samples import save
from tests.geo import maps

TIMES = {
    "talks": "2024-05-02",
    "march": "2024-05-02/2024-05-05",
    "speech": "2024-05-05T12:00:00Z",
    "vigil": "2024-05",
    "siege": "../2024-05-01",
    "strike": "2024-06-01/..",
    "rumour": None,
}


@pytest.fixture
def store(any_store: Store) -> Store:
    events = [
        maps.event(
            EventKind.STATEMENT,
            id=name,
            title=name.capitalize(),
            when=When.parse(when) if when else None,
            place="suva" if number % 2 else "apia",
            participants=(maps.Participant(name="Ida Berg"),) if number < 3 else (),
        )
        for number, (name, when) in enumerate(TIMES.items())
    ]
    voyage = maps.journey("apia", "suva")
    nuuk = maps.place("Nuuk", -51.72, 64.18)
    save(any_store, maps.event_map(voyage, *events, places=(maps.APIA, maps.SUVA, nuuk)))
    return any_store


def ids(store: Store, layer: str = "events", **options: Any) -> list[str]:
    query = FeatureQuery(layer, **options)
    found = [json.loads(one)["id"].partition(".")[2] for one in store.features(query).features]
    assert store.count(query) == len(found)
    return found


def prop(name: str, kind: Kind = "string", *, folded: bool = False) -> Property:
    return Property(name, kind, folded)


WHO = prop("participants", "strings")


def day(number: int) -> Span:
    return span_at(date(2024, 5, number))


def days(first: tuple[int, int], last: tuple[int, int]) -> Span:
    """From a month and day to another."""
    return span_between(date(2024, *first), date(2024, *last))


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (day(2), ["talks", "march", "vigil"]),
        (day(1), ["vigil", "siege"]),
        (span_at(datetime(2024, 5, 5, 12, tzinfo=UTC)), ["march", "speech", "vigil"]),
        (span_at(datetime(2024, 5, 5, 12, 0, 1, tzinfo=UTC)), ["march", "vigil"]),
        (span_between(None, date(2024, 5, 1)), ["vigil", "siege"]),
        (span_between(date(2024, 5, 5), None), ["march", "speech", "vigil", "strike"]),
        (days((6, 1), (6, 2)), ["strike"]),
        ((EARLIEST, LATEST), ["talks", "march", "speech", "vigil", "siege", "strike"]),
    ],
)
def test_times_meet_with_both_ends_included(store: Store, span: Span, found: list[str]) -> None:
    assert ids(store, span=span) == found


def test_what_has_no_time_is_at_none(store: Store) -> None:
    assert "rumour" in ids(store)
    assert ids(store, "places", span=(EARLIEST, LATEST)) == []


def test_a_line_is_found_where_it_runs_and_not_in_its_whole_box(store: Store) -> None:
    box = store.extent("journeys").bbox
    assert box is not None
    assert ids(store, "journeys", bbox=(178, -19, -171, -13)) == ["voyage"]
    assert ids(store, "journeys", bbox=(-173, -18, -172, -17)) == []
    assert ids(store, "journeys", bbox=(-178, -18, -172, -13)) == ["voyage"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (Comparison(Comparator.EQUAL, prop("name"), LiteralValue("Talks")), ["talks"]),
        (Comparison(Comparator.EQUAL, prop("name"), LiteralValue("talks")), []),
        (
            Comparison(
                Comparator.EQUAL, prop("name", folded=True), LiteralValue("TALKS", folded=True)
            ),
            ["talks"],
        ),
        (Comparison(Comparator.LESS, prop("name"), LiteralValue("Rz")), ["march", "rumour"]),
        (Comparison(Comparator.EQUAL, LiteralValue("Talks"), prop("name")), ["talks"]),
        (Comparison(Comparator.EQUAL, prop("id"), LiteralValue("pacific.march")), ["march"]),
        (
            Comparison(Comparator.UNEQUAL, prop("place"), LiteralValue("Apia")),
            ["march", "vigil", "strike"],
        ),
        (OneOf(prop("name"), ("Talks", "Siege", "None")), ["talks", "siege"]),
        (Like(prop("name"), "S%"), ["speech", "siege", "strike"]),
        (Like(prop("name"), "s%"), []),
        (Like(prop("name"), "_arch"), ["march"]),
        (Like(prop("name"), "*[a-z]?"), []),
        (Like(prop("name"), "S\\%"), []),
        (IsNull(prop("when", "time")), ["rumour"]),
        (
            ArrayContains(prop("participants", "strings"), ("Ida Berg",), every=True),
            ["talks", "march", "speech"],
        ),
        (ArrayContains(prop("participants", "strings"), ("Ida Berg", "Per Lund"), every=True), []),
        (
            ArrayContains(WHO, ("Ida Berg", "Per Lund"), every=False),
            ["talks", "march", "speech"],
        ),
        (
            AllOf((Like(prop("name"), "S%"), Not(Like(prop("name"), "%e")))),
            ["speech"],
        ),
        (
            AnyOf(
                (
                    Comparison(Comparator.EQUAL, prop("name"), LiteralValue("Talks")),
                    Comparison(Comparator.EQUAL, prop("name"), LiteralValue("March")),
                )
            ),
            ["talks", "march"],
        ),
    ],
)
def test_conditions_on_properties(store: Store, where: Condition, found: list[str]) -> None:
    assert ids(store, where=where) == found


def test_numbers_and_truths_compare_as_such(store: Store) -> None:
    number = prop("uncertainty_km", "number")
    assert (
        len(ids(store, "places", where=Comparison(Comparator.AT_LEAST, number, LiteralValue(5))))
        == 3
    )
    assert ids(store, "places", where=Comparison(Comparator.MORE, number, LiteralValue(5.5))) == []
    distance = prop("distance_km", "number")
    assert ids(
        store, "journeys", where=Comparison(Comparator.MORE, distance, LiteralValue(900))
    ) == ["voyage"]
    truth = prop("duration_approximate", "boolean")
    assert (
        ids(store, "journeys", where=Comparison(Comparator.EQUAL, truth, LiteralValue(True))) == []
    )


@pytest.mark.parametrize(
    ("relation", "span", "found"),
    [
        (TemporalRelation.AFTER, day(4), ["speech", "strike"]),
        (TemporalRelation.BEFORE, day(3), ["talks", "siege"]),
        (
            TemporalRelation.DURING,
            span_between(date(2024, 5, 1), date(2024, 5, 6)),
            ["talks", "march", "speech"],
        ),
        (TemporalRelation.CONTAINS, day(3), ["march", "vigil"]),
        (TemporalRelation.EQUALS, day(2), ["talks"]),
        (TemporalRelation.DISJOINT, day(3), ["talks", "speech", "siege", "strike"]),
        (TemporalRelation.MEETS, day(3), ["talks"]),
        (TemporalRelation.MET_BY, day(1), ["talks", "march"]),
        (TemporalRelation.MEETS, span_between(None, None), []),
        (TemporalRelation.STARTS, days((5, 2), (5, 5)), ["talks"]),
        (TemporalRelation.STARTED_BY, day(2), ["march"]),
        (TemporalRelation.FINISHED_BY, day(5), ["march"]),
        (TemporalRelation.FINISHES, days((4, 1), (5, 31)), ["vigil"]),
        (TemporalRelation.OVERLAPS, days((5, 4), (5, 9)), ["march"]),
        (
            TemporalRelation.OVERLAPPED_BY,
            span_between(date(2024, 4, 9), date(2024, 5, 3)),
            ["march", "vigil"],
        ),
        (TemporalRelation.INTERSECTS, day(3), ["march", "vigil"]),
    ],
)
def test_conditions_on_times(
    store: Store, relation: TemporalRelation, span: Span, found: list[str]
) -> None:
    assert ids(store, where=TemporalPredicate(relation, span)) == found


SQUARE = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [[[178, -19], [179, -19], [179, -18], [178, -18], [178, -19]]],
    }
)
AT_SUVA = json.dumps({"type": "Point", "coordinates": [178.44, -18.14]})


@pytest.mark.parametrize(
    ("relation", "geometry", "found"),
    [
        (SpatialRelation.INTERSECTS, SQUARE, ["suva"]),
        (SpatialRelation.WITHIN, SQUARE, ["suva"]),
        (SpatialRelation.DISJOINT, SQUARE, ["apia", "nuuk"]),
        (SpatialRelation.EQUALS, AT_SUVA, ["suva"]),
        (SpatialRelation.CONTAINS, AT_SUVA, ["suva"]),
        (SpatialRelation.TOUCHES, SQUARE, []),
        (SpatialRelation.OVERLAPS, SQUARE, []),
        (SpatialRelation.CROSSES, SQUARE, []),
    ],
)
def test_conditions_on_geometries(
    store: Store, relation: SpatialRelation, geometry: str, found: list[str]
) -> None:
    assert ids(store, "places", where=SpatialPredicate(relation, geometry)) == found
    assert ids(store, "places", where=AnyOf((SpatialPredicate(relation, geometry),))) == found


def test_a_line_crosses_a_square(store: Store) -> None:
    assert ids(store, "journeys", where=SpatialPredicate(SpatialRelation.CROSSES, SQUARE)) == [
        "voyage"
    ]


def test_everything_at_once(store: Store) -> None:
    found = ids(
        store,
        bbox=(178, -19, 179, -18),
        span=day(3),
        map_id="pacific",
        where=Like(prop("name"), "M%"),
        sort=(Sorting(prop("name")),),
    )
    assert found == ["march"]
    assert ids(store, map_id="none", span=day(3)) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ((), ["talks", "march", "speech", "vigil", "siege", "strike", "rumour"]),
        (
            (Sorting(prop("name")),),
            ["march", "rumour", "siege", "speech", "strike", "talks", "vigil"],
        ),
        (
            (Sorting(prop("place"), descending=True), Sorting(prop("name"))),
            ["march", "strike", "vigil", "rumour", "siege", "speech", "talks"],
        ),
        (
            (Sorting(prop("when", "time"), descending=True),),
            ["vigil", "speech", "march", "talks", "strike", "siege", "rumour"],
        ),
    ],
)
def test_pages_in_any_order_give_every_feature_once(
    store: Store, limit: int, sort: tuple[Sorting, ...], expected: list[str]
) -> None:
    seen: list[str] = []
    after = None
    while True:
        query = FeatureQuery("events", sort=sort, limit=limit, after=after)
        page = store.features(query)
        seen += [json.loads(one)["id"].partition(".")[2] for one in page.features]
        assert len(page.features) <= limit
        if page.next is None:
            break
        after = page.next
    if sort and sort[0].property.kind == "time":
        assert seen[-1] == "rumour", "what has no value comes last, either way"
        assert sorted(seen) == sorted(expected)
    else:
        assert seen == expected


def test_one_feature(store: Store) -> None:
    found = store.feature("places", "pacific.suva")
    assert found is not None
    assert json.loads(found)["properties"]["name"] == "Suva"
    for layer, name in (("events", "pacific.suva"), ("places", "pacific.none"), ("places", "a\0")):
        assert store.feature(layer, name) is None


def test_a_layer_changes_its_version_with_its_features(store: Store) -> None:
    before = store.layer("events")
    assert before.number == 7
    assert store.layer("events") == before
    save(store, maps.event_map(maps.summit()))
    after = store.layer("events")
    assert (after.number, after.version != before.version) == (0, True)
    assert store.layer("summits").number == 1
    store.delete("pacific")
    assert store.layer("summits").number == 0


def test_the_extent_of_a_layer(store: Store) -> None:
    extent = store.extent("places")
    assert extent.bbox == pytest.approx((-171.76, -18.14, 178.44, 64.18))
    assert extent.span is None
    assert store.extent("events").span == (EARLIEST, LATEST)
    store.delete("pacific")
    assert store.extent("places").bbox is None


def test_words_are_looked_for_in_names_participants_and_quotes(store: Store) -> None:
    quote = json.loads(store.feature("events", "pacific.talks") or b"")["properties"]["evidence"]
    word = quote[0]["quote"].split()[-1].strip(".").upper()
    assert ids(store, where=ContainsWords(("TALKS",))) == ["talks"]
    assert ids(store, where=ContainsWords(("berg", "MARCH"))) == ["march"]
    assert "talks" in ids(store, where=ContainsWords((word,)))
    assert ids(store, where=ContainsWords(("t_lks",))) == []
    assert ids(store, where=ContainsWords(("talks", "elsewhere"))) == []


def test_distances_are_in_metres_also_across_the_antimeridian(store: Store) -> None:
    lon, lat = maps.SUVA.chosen.lon, maps.SUVA.chosen.lat  # type: ignore[union-attr]
    assert ids(store, "places", where=WithinDistance(lon, lat + 0.1, 10_000)) == []
    assert ids(store, "places", where=WithinDistance(lon, lat + 0.1, 12_000)) == ["suva"]
    # 1,147 km from Apia to Suva.
    assert ids(store, "places", where=WithinDistance(lon, lat, 1_200_000)) == ["apia", "suva"]


def test_an_offset_leaves_out_the_first(store: Store) -> None:
    everything = ids(store)
    page = store.features(FeatureQuery("events", offset=2, limit=2))
    assert [json.loads(one)["id"] for one in page.features] == [
        f"pacific.{name}" for name in everything[2:4]
    ]


def test_what_has_no_geometry_is_found_by_that(store: Store) -> None:
    nowhere = maps.event(EventKind.STATEMENT, id="nowhere", place=None)
    save(store, maps.event_map(nowhere).model_copy(update={"id": "other"}))
    assert ids(store, where=GeometryIsNull()) == ["nowhere"]
    assert "nowhere" not in ids(store, where=Not(GeometryIsNull()))
