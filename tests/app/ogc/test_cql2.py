"""CQL2 as conditions, and what is refused of it."""

import json

import pytest

from dateline.app.ogc.collections import COLLECTIONS
from dateline.app.ogc.cql2 import condition_of
from dateline.app.ogc.cql2_parser import LONGEST, NotUnderstood
from dateline.app.store.filters import (
    AllOf,
    Always,
    ArrayContains,
    Comparator,
    Comparison,
    Condition,
    IsNull,
    Like,
    LiteralValue,
    Not,
    OneOf,
    Property,
    SpatialPredicate,
    SpatialRelation,
    TemporalPredicate,
    TemporalRelation,
)
from dateline.app.store.time_range import EARLIEST, LATEST

NAME = Property("name", "string")
POPULATION = Property("population", "integer")
WHO = Property("participants", "strings")
DAY = (1714608000000000, 1714694399999999)


def read(text: str, layer: str = "places") -> Condition:
    return condition_of(text, "cql2-text", COLLECTIONS[layer])


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("name = 'Suva'", Comparison(Comparator.EQUAL, NAME, LiteralValue("Suva"))),
        ("'Suva' = name", Comparison(Comparator.EQUAL, NAME, LiteralValue("Suva"))),
        ("5 < population", Comparison(Comparator.MORE, POPULATION, LiteralValue(5.0))),
        ("name <> 'it''s'", Comparison(Comparator.UNEQUAL, NAME, LiteralValue("it's"))),
        (
            "name = gazetteer_name",
            Comparison(Comparator.EQUAL, NAME, Property("gazetteer_name", "string")),
        ),
        (
            "CASEI(name) = CASEI('SUVA')",
            Comparison(
                Comparator.EQUAL, Property("name", "string", folded=True), LiteralValue("suva")
            ),
        ),
        ("name LIKE 'S%'", Like(NAME, "S%")),
        ("NOT name LIKE 'S%'", Not(Like(NAME, "S%"))),
        ("name IN ('a', 'b')", OneOf(NAME, ("a", "b"))),
        ("name IS NULL", IsNull(NAME)),
        (
            "population BETWEEN 1 AND 2",
            AllOf(
                (
                    Comparison(Comparator.AT_LEAST, POPULATION, LiteralValue(1.0)),
                    Comparison(Comparator.AT_MOST, POPULATION, LiteralValue(2.0)),
                )
            ),
        ),
        ("TRUE", Always(True)),
        (
            "id = 'pacific.suva'",
            Comparison(Comparator.EQUAL, Property("id", "string"), LiteralValue("pacific.suva")),
        ),
    ],
)
def test_comparisons(text: str, condition: Condition) -> None:
    assert read(text) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("T_AFTER(when, DATE('2024-05-02'))", TemporalPredicate(TemporalRelation.AFTER, DAY)),
        ("T_AFTER(DATE('2024-05-02'), when)", TemporalPredicate(TemporalRelation.BEFORE, DAY)),
        (
            "T_DURING(when, INTERVAL('2024-05-02', '..'))",
            TemporalPredicate(TemporalRelation.DURING, (DAY[0], LATEST)),
        ),
        ("when = DATE('2024-05-02')", TemporalPredicate(TemporalRelation.EQUALS, DAY)),
        ("when = '2024-05-02'", TemporalPredicate(TemporalRelation.EQUALS, DAY)),
        (
            "when < TIMESTAMP('2024-05-02T00:00:00Z')",
            TemporalPredicate(TemporalRelation.BEFORE, (DAY[0], DAY[0])),
        ),
        (
            "when >= DATE('2024-05-02')",
            TemporalPredicate(TemporalRelation.AFTER, (EARLIEST, DAY[0] - 1)),
        ),
        (
            "when <= DATE('2024-05-02')",
            TemporalPredicate(TemporalRelation.BEFORE, (DAY[1] + 1, LATEST)),
        ),
        (
            "A_CONTAINS(participants, ('Ida'))",
            ArrayContains(Property("participants", "strings"), ("Ida",), every=True),
        ),
        ("when LIKE '2024%'", Like(Property("when", "time"), "2024%")),
    ],
)
def test_times_and_lists(text: str, condition: Condition) -> None:
    assert read(text, "events") == condition


def test_geometries() -> None:
    found = read("S_WITHIN(geometry, POLYGON((0 0, 1 0, 1 1, 0 0)))")
    assert isinstance(found, SpatialPredicate)
    assert found.relation is SpatialRelation.WITHIN
    turned = read("S_CONTAINS(POLYGON((0 0, 1 0, 1 1, 0 0)), geometry)")
    assert turned == found
    crossing = read("S_INTERSECTS(geometry, BBOX(177, -20, -177, 20))")
    assert isinstance(crossing, SpatialPredicate)
    assert json.loads(crossing.geometry)["type"] == "MultiPolygon"


def test_both_languages_say_the_same() -> None:
    tree = {"op": "and", "args": [
        {"op": "=", "args": [{"property": "name"}, "Suva"]},
        {"op": ">", "args": [{"property": "population"}, 5]},
    ]}  # fmt: skip
    assert condition_of(json.dumps(tree), "cql2-json", COLLECTIONS["places"]) == read(
        "name = 'Suva' AND population > 5"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name =", "it goes wrong at character"),
        ("", "it is no cql2-text"),
        ("colour = 'red'", "there is no property 'colour'; there are id, map"),
        ("population = 'many'", "population is a number"),
        ("name = 5", "name is a text"),
        ("name > TRUE", "name is a text"),
        ("name LIKE 5", "LIKE"),
        ("population LIKE '5%'", "population is no text"),
        ("name LIKE '%a%b%c%d%e%f%'", "a pattern may have 5 %"),
        ("1 = 1", "no property"),
        ("name", "name is neither true nor false"),
        ("population + 1 = 2", "arithmetic is not offered"),
        ("population = 2 * 3", "arithmetic"),
        ("foo(name) = 1", "expected"),
        ("foo(name)", "foo is not offered"),
        ("name = population", "differ"),
        ("population = 1e999", "beyond"),
        ("T_AFTER(name, DATE('2024-05-02'))", "name is no time"),
        ("S_INTERSECTS(name, POINT(0 0))", "geometry"),
        ("S_INTERSECTS(geometry, POINT(0 91))", "not within"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 1, 1 0, 0 0)))", "crosses itself"),
        ("S_INTERSECTS(geometry, POINT EMPTY)", "it is no cql2-text"),
        ("S_INTERSECTS(geometry, POLYGON EMPTY)", "a geometry is empty"),
        ("S_INTERSECTS(geometry, 'here')", "geometry"),
        ("S_INTERSECTS(geometry, BBOX(1, 2, 3))", "a box has"),
        ("(" * 500 + "name = 'a'" + ")" * 500, "brackets within brackets"),
        ("NOT " * 500 + "name = 'a'", "too many NOT"),
        ("population = " + "- " * 500 + "1", "too many NOT or -"),
        ("name = '" + "x" * LONGEST + "'", "longer than"),
        ("name IN (" + ",".join(["'a'"] * 900) + ")", "more than 500 parts"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotUnderstood, match=message):
        read(text)


@pytest.mark.parametrize(
    "tree",
    [
        "{",
        "[]",
        "null",
        '"name"',
        "5",
        '{"op":"and","args":[]}',
        '{"op":"=","args":[]}',
        '{"op":"=","args":[{"property":"name"}]}',
        '{"op":"=","args":[{"property":"name"},"a","b"]}',
        '{"op":"not","args":[]}',
        '{"op":"in","args":[{"property":"name"},5]}',
        '{"op":"like","args":[{"property":"name"}]}',
        '{"op":"=","args":[{"op":"casei","args":[]},"a"]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[]}]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"type":"Pint","coordinates":[1,2]}]}',
        '{"op":"t_after","args":[{"property":"when"},{"interval":["2024"]}]}',
        '{"op":"t_after","args":[{"property":"when"},{"interval":["2025","2024"]}]}',
        "[" * 3_000,
        '{"op":"not","args":[' * 25 + '{"property":"name"}' + "]}" * 25,
        '{"op":"=","args":[{"property":"name"},"\\ud800"]}',
    ],
)
def test_json_that_is_refused(tree: str) -> None:
    with pytest.raises(NotUnderstood):
        condition_of(tree, "cql2-json", COLLECTIONS["events"])


def test_text_in_quotes_is_not_counted_as_brackets() -> None:
    text = "(" * 100 + "*/^ NOT NOT NOT NOT NOT"
    assert read(f"name = '{text}'") == Comparison(Comparator.EQUAL, NAME, LiteralValue(text))
