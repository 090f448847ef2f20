"""The choice among candidates: a report's toponyms together, hints obeyed, ambiguity told."""

from collections.abc import Sequence
from typing import Any

import pytest

from dateline.geo.model import Candidate
from dateline.geo.resolution import Clue, PlaceQuery, Resolution, resolve


def place(
    name: str,
    lon: float,
    lat: float,
    code: str,
    country: str | None,
    admin1: str | None = None,
    population: int | None = None,
    km: float = 5.0,
) -> Candidate:
    classes = {"PCLI": "A", "ADM1": "A", "ADM2": "A", "ISL": "T", "STM": "H", "CONT": "L"}
    return Candidate(
        source="test",
        source_id=f"{name}/{country}/{admin1}/{code}",
        name=name,
        lon=lon,
        lat=lat,
        feature_class=classes.get(code, "P"),
        feature_code=code,
        country=country,
        admin1=admin1,
        population=population,
        uncertainty_km=km,
    )


WORLD = [
    place("Vladivostok", 131.87, 43.11, "PPLA", "RU", "Primorsky Krai", 604_901),
    place("Khasan", 130.65, 42.43, "PPL", "RU", "Primorsky Krai", 742),
    place("Khasan", 76.10, 13.00, "PPLA2", "IN", "Karnataka", 155_006),
    place("Russkiy", 131.78, 43.02, "PPL", "RU", "Primorsky Krai", 5_000),
    place("Russky Island", 131.83, 43.00, "ISL", "RU", "Primorsky Krai", km=10),
    place("Moscow", 37.62, 55.75, "PPLC", "RU", "Moscow", 10_381_222),
    place("Moscow", -117.0, 46.73, "PPLA2", "US", "Idaho", 25_435),
    place("Hanoi", 105.84, 21.02, "PPLC", "VN", "Hanoi", 8_053_663),
    place("Russia", 100.0, 60.0, "PCLI", "RU", None, 144_478_050, 2500),
    place("India", 79.0, 22.0, "PCLI", "IN", None, 1_352_617_328, 1500),
    place("Karnataka", 76.0, 14.67, "ADM1", "IN", "Karnataka", 61_095_297, 300),
    place("Mysuru", 76.64, 12.30, "PPLA2", "IN", "Karnataka", 887_446),
    place("Georgia", 43.5, 42.0, "PCLI", "GE", None, 3_731_000, 250),
    place("Georgia", -83.5, 32.75, "ADM1", "US", "Georgia", 10_711_908, 250),
    place("Tbilisi", 44.83, 41.69, "PPLC", "GE", "Tbilisi", 1_049_498),
    place("Atlanta", -84.39, 33.75, "PPLA", "US", "Georgia", 463_878),
    place("Savannah", -81.1, 32.08, "PPLA2", "US", "Georgia", 145_674),
    place("Washington", -77.04, 38.90, "PPLC", "US", "District of Columbia", 689_545),
    place("Washington", -120.5, 47.5, "ADM1", "US", "Washington", 7_705_281, 300),
    place("Seattle", -122.33, 47.61, "PPLA2", "US", "Washington", 737_015),
    place("London", -0.13, 51.51, "PPLC", "GB", "England", 8_961_989),
    place("London", -81.23, 42.98, "PPL", "CA", "Ontario", 346_765),
    place("Ontario", -86.0, 49.25, "ADM1", "CA", "Ontario", 14_223_942, 700),
    place("Toronto", -79.42, 43.70, "PPLA", "CA", "Ontario", 2_600_000),
    place("Paris", 2.35, 48.85, "PPLC", "FR", "Ile-de-France", 2_138_551),
    place("Paris", -95.56, 33.66, "PPLA2", "US", "Texas", 24_782),
    place("Texas", -99.25, 31.25, "ADM1", "US", "Texas", 29_145_505, 500),
    place("Dallas", -96.81, 32.78, "PPLA2", "US", "Texas", 1_300_092),
    place("United States", -98.5, 39.76, "PCLI", "US", None, 327_167_434, 2000),
    place("Springfield", -89.64, 39.80, "PPLA", "US", "Illinois", 116_565),
    place("Springfield", -93.30, 37.22, "PPLA2", "US", "Missouri", 166_810),
    place("Kansas City", -94.58, 39.10, "PPL", "US", "Missouri", 475_378),
    place("Orange County", -117.77, 33.68, "ADM2", "US", "California", 3_010_232, 40),
    place("Orange County", -81.3, 28.5, "ADM2", "US", "Florida", 1_145_956, 40),
    place("Orlando", -81.38, 28.54, "PPLA2", "US", "Florida", 270_934),
]


class Source:
    """The world above as a source; counts how often it is asked."""

    def __init__(self, world: Sequence[Candidate] = WORLD) -> None:
        self.world = world
        self.asked = 0

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        limit: int = 10,
        **_: Any,
    ) -> list[Candidate]:
        self.asked += 1
        found = [
            each
            for each in self.world
            if each.name.casefold() == name.casefold() and country in (None, each.country)
        ]
        return found[:limit]


def query(name: str, **hints: Any) -> PlaceQuery:
    return PlaceQuery(name=name, **hints)


def resolve_names(*names: str) -> dict[str, Resolution]:
    return dict(zip(names, resolve([query(name) for name in names], Source()), strict=True))


def where(resolution: Resolution) -> tuple[str | None, str | None]:
    assert resolution.chosen is not None, resolution.unresolved
    return resolution.chosen.country, resolution.chosen.admin1


def test_the_other_places_of_the_report_decide() -> None:
    found = resolve_names("Vladivostok", "Khasan", "Moscow", "Hanoi")
    assert where(found["Khasan"]) == ("RU", "Primorsky Krai")
    assert where(found["Moscow"])[0] == "RU"
    assert where(found["Hanoi"])[0] == "VN"


def test_the_same_name_elsewhere_in_another_report() -> None:
    found = resolve_names("Karnataka", "Khasan", "Mysuru")
    assert where(found["Khasan"]) == ("IN", "Karnataka")


@pytest.mark.parametrize(
    ("names", "asked", "expected"),
    [
        (("Georgia", "Tbilisi", "Russia"), "Georgia", "PCLI"),
        (("Georgia", "Atlanta", "Savannah"), "Georgia", "ADM1"),
        (("Washington", "Moscow"), "Washington", "PPLC"),
        (("London", "Toronto", "Ontario"), "London", "PPL"),
        (("London", "Paris"), "London", "PPLC"),
        (("Paris", "Dallas", "Texas"), "Paris", "PPLA2"),
        (("Paris", "London", "Texas"), "Paris", "PPLC"),
    ],
)
def test_namesakes_of_different_kinds(names: tuple[str, ...], asked: str, expected: str) -> None:
    chosen = resolve_names(*names)[asked].chosen
    assert chosen is not None
    assert chosen.feature_code == expected


def test_the_smallest_area_that_explains_all_the_names() -> None:
    found = resolve_names("Springfield", "Kansas City")
    assert where(found["Springfield"]) == ("US", "Missouri")
    found = resolve_names("Orange County", "Orlando")
    assert where(found["Orange County"]) == ("US", "Florida")


def test_what_the_report_says_about_a_place_weighs() -> None:
    said = Clue(within="Texas", quote="Paris, Texas")
    queries = [query("London"), query("Paris", clues=(said,)), query("Texas"), query("Moscow")]
    paris = resolve(queries, Source())[1]
    assert where(paris) == ("US", "Texas")
    assert paris.chosen is not None
    assert any("Paris, Texas" in reason for reason in paris.chosen.why)


@pytest.mark.parametrize(
    "name",
    [
        "Russky Island",
        "Russky island",
        "island of Russky",
        "the island of Russky",
        "Island of Russky",
    ],
)
def test_an_island_is_the_island_and_not_its_village(name: str) -> None:
    (found,) = resolve([query(name)], Source())
    assert found.chosen is not None
    assert found.chosen.feature_code == "ISL"


def test_an_island_by_a_hint() -> None:
    (found,) = resolve([query("Russky", feature="island")], Source())
    assert found.chosen is not None
    assert found.chosen.feature_code == "ISL"
    (found,) = resolve([query("Russky Island", within="Vladivostok")], Source())
    assert found.chosen is not None
    assert "it is in Vladivostok" in found.chosen.why


@pytest.mark.parametrize("country", ["RU", "ru", "Russia"])
def test_a_country_is_obeyed(country: str) -> None:
    (found,) = resolve([query("Khasan", country=country)], Source())
    assert where(found) == ("RU", "Primorsky Krai")
    assert [each.country for each in found.alternatives] == []


@pytest.mark.parametrize(
    ("hints", "reason"),
    [
        ({"country": "FR"}, "in FR"),
        ({"country": "Ruritania"}, "'Ruritania' is not known"),
        ({"near": "Paris"}, "near Paris"),
        ({"within": "Texas"}, "in Texas"),
        ({"within": "Ruritania"}, "'Ruritania'"),
        ({"feature": "island"}, "island"),
        ({"feature": "ADM1"}, "ADM1"),
    ],
)
def test_a_hint_that_nothing_satisfies_leaves_the_place_unresolved(
    hints: dict[str, str], reason: str
) -> None:
    (found,) = resolve([query("Khasan", **hints)], Source())
    assert found.chosen is None
    assert found.alternatives == ()
    assert found.unresolved is not None
    assert reason in found.unresolved


def test_near_and_within_are_obeyed_against_prominence() -> None:
    (found,) = resolve([query("Khasan", near="Vladivostok")], Source())
    assert where(found) == ("RU", "Primorsky Krai")
    (found,) = resolve([query("London", within="Ontario")], Source())
    assert where(found) == ("CA", "Ontario")
    (found,) = resolve([query("Moscow", within="United States")], Source())
    assert where(found) == ("US", "Idaho")


def test_a_feature_is_obeyed() -> None:
    (found,) = resolve([query("Washington", feature="state")], Source())
    assert found.chosen is not None
    assert found.chosen.feature_code == "ADM1"
    (found,) = resolve([query("Georgia", feature="country")], Source())
    assert where(found)[0] == "GE"


def test_a_position_given_by_a_person_wins() -> None:
    queries = [query("Moscow", at=(-89.5, 39.9)), query("Springfield")]
    given, springfield = resolve(queries, Source())
    assert given.chosen is not None
    assert (given.chosen.lon, given.chosen.lat, given.chosen.source) == (-89.5, 39.9, "given")
    assert given.confidence == 1.0
    assert where(springfield) == ("US", "Illinois")
    assert springfield.confidence > resolve([query("Springfield")], Source())[0].confidence


def test_ambiguity_is_a_result() -> None:
    (found,) = resolve([query("Springfield")], Source())
    assert found.chosen is not None
    assert [each.admin1 for each in found.alternatives] == ["Missouri"]
    assert found.confidence < 0.8
    assert found.chosen.score > found.alternatives[0].score > 0
    (certain,) = resolve([query("Hanoi")], Source())
    assert certain.confidence > 0.9


def test_what_nobody_knows_is_unresolved() -> None:
    (found,) = resolve([query("Qwertyville")], Source())
    assert found.chosen is None
    assert found.unresolved == "no gazetteer knows 'Qwertyville'"


def test_results_come_in_the_order_of_the_queries() -> None:
    names = ["Hanoi", "Qwertyville", "Moscow", "Hanoi"]
    found = resolve([query(name) for name in names], Source())
    assert [each.chosen and each.chosen.name for each in found] == [
        "Hanoi",
        None,
        "Moscow",
        "Hanoi",
    ]
    assert resolve([], Source()) == []


def test_the_source_is_asked_once_for_a_name() -> None:
    source = Source()
    resolve([query("Hanoi")] * 50, source)
    assert source.asked == 1


class Down(Source):
    """A source that could not ask all of its parts."""

    def consult(self, name: str, **options: Any) -> Any:
        class Answer:
            candidates = tuple(self.candidates(name, **options))
            failures = ("Nominatim could not be asked (timed out)",)

        return Answer


def test_a_source_that_failed_is_named() -> None:
    unknown, known = resolve([query("Qwertyville"), query("Hanoi")], Down())
    assert unknown.unresolved is not None
    assert "Nominatim could not be asked" in unknown.unresolved
    assert known.chosen is not None


def test_a_site_in_no_gazetteer_is_put_at_the_town_in_its_name() -> None:
    (found,) = resolve([query("Seattle General Hospital")], Source())
    assert found.chosen is not None
    assert found.chosen.name == "Seattle"
    assert "Seattle General Hospital itself is in no gazetteer" in found.chosen.why[0]
    assert found.confidence <= 0.5


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"sentence": ("Russia", "Savannah")}, "which the same sentence names"),
        ({"dateline": ("Savannah",)}, "where the report was filed"),
    ],
)
def test_a_street_in_no_gazetteer_is_put_at_the_town_of_its_scene(
    told: dict[str, Any], reason: str
) -> None:
    names = [query(name) for name in ("Russia", "Savannah", "Moscow")]
    found = resolve([*names, query("Third Street", **told)], Source())[3]
    assert found.chosen is not None
    assert found.chosen.name == "Savannah"
    assert reason in found.chosen.why[0]
    assert found.confidence <= 0.5


def test_a_street_is_not_put_at_a_town_that_is_merely_named() -> None:
    names = ["Russia", "Savannah", "Third Street", "Moscow"]
    found = resolve([query(name) for name in names], Source())[2]
    assert found.chosen is None
    assert "does not say in which town" in (found.unresolved or "")


@pytest.mark.parametrize("hints", [{"country": "RU"}, {"feature": "street"}, {"near": "Moscow"}])
def test_a_site_with_hints_is_not_put_anywhere(hints: dict[str, str]) -> None:
    found = resolve([query("Savannah"), query("Third Street", **hints)], Source())[1]
    assert found.chosen is None


def test_a_street_alone_stays_unresolved() -> None:
    found = resolve([query("Third Street"), query("Russia")], Source())[0]
    assert found.chosen is None


class Similar(Source):
    """A source that knows similar names: here those with the same first five letters."""

    def candidates(
        self, name: str, *, country: str | None = None, fuzzy: bool = True, **options: Any
    ) -> list[Candidate]:
        found = super().candidates(name, country=country, **options)
        if found or not fuzzy:
            return found
        return [
            each.model_copy(update={"why": ("similar name, one letter apart",)})
            for each in self.world
            if each.name.casefold().startswith(name.casefold()[:5])
            and country in (None, each.country)
        ]


def test_a_similar_name_in_a_country_of_the_report_is_taken() -> None:
    found = resolve([query("Savanah"), query("Atlanta")], Similar())[0]
    assert found.chosen is not None
    assert found.chosen.name == "Savannah"
    assert found.confidence <= 0.6


def test_a_similar_name_elsewhere_is_not() -> None:
    found = resolve([query("Savanah"), query("Hanoi"), query("Moscow")], Similar())[0]
    assert found.chosen is None
    assert found.unresolved is not None
    assert "the name is like Savannah" in found.unresolved


def test_a_name_alone_may_be_misspelt() -> None:
    (found,) = resolve([query("Savanah")], Similar())
    assert found.chosen is not None
    assert found.chosen.name == "Savannah"
    assert found.confidence <= 0.6


def test_a_list_of_countries_is_no_containment() -> None:
    world = [*WORLD, place("China", 104.2, 35.9, "PCLI", "CN", None, 1_400_000_000, 2000),
             place("China", 131.0, 31.0, "PPL", "JP", "Kagoshima", 5_976),
             place("Japan", 139.7, 35.7, "PCLI", "JP", None, 126_000_000, 900)]  # fmt: skip
    said = Clue(within="Japan", quote="China, Japan")
    queries = [query("China", clues=(said,)), query("Japan"), query("Russia")]
    china = resolve(queries, Source(world))[0]
    assert where(china)[0] == "CN"


def test_what_nobody_knows_is_put_where_the_report_says_it_is() -> None:
    said = Clue(within="Atlanta", quote="Qwertyville in Atlanta")
    found = resolve([query("Qwertyville", clues=(said,)), query("Hanoi")], Source())[0]
    assert found.chosen is not None
    assert found.chosen.name == "Atlanta"
    assert "Qwertyville itself is in no gazetteer" in found.chosen.why[0]
    assert "Qwertyville in Atlanta" in found.chosen.why[0]
    assert found.confidence <= 0.5


def test_but_not_in_the_middle_of_a_country() -> None:
    said = Clue(within="Russia", quote="Qwertyville, Russia")
    found = resolve([query("Qwertyville", clues=(said,)), query("Russia")], Source())[0]
    assert found.chosen is None


@pytest.mark.parametrize("name", ["North Seattle", "Greater Seattle", "downtown Seattle"])
def test_a_part_of_a_place_is_put_at_the_place(name: str) -> None:
    (found,) = resolve([query(name)], Source())
    assert found.chosen is not None
    assert found.chosen.name == "Seattle"
    assert f"{name} itself is in no gazetteer" in found.chosen.why[0]
    assert found.confidence <= 0.5


def test_one_place_under_two_names() -> None:
    state = next(
        each for each in WORLD if each.name == "Washington" and each.admin1 == "Washington"
    )
    source = Source([*WORLD, state.model_copy(update={"name": "Wash."})])
    for each in resolve([query("Washington"), query("Wash.")], source):
        assert each.chosen is not None
        assert each.chosen.source_id == state.source_id


def test_the_reasons_name_what_else_the_report_names() -> None:
    found = resolve_names("Vladivostok", "Khasan", "Moscow", "Hanoi")
    khasan = found["Khasan"].chosen
    moscow = found["Moscow"].chosen
    assert khasan is not None
    assert moscow is not None
    assert any("km from Vladivostok" in reason for reason in khasan.why)
    assert any("in the same country as Vladivostok" in reason for reason in moscow.why)


def test_a_kind_of_place_that_is_unknown_is_not_used_and_said_so() -> None:
    (found,) = resolve([query("Hanoi", feature="wonderland")], Source())
    assert found.chosen is not None
    assert any("'wonderland' is no kind of place" in reason for reason in found.chosen.why)


def test_an_area_is_explained_by_what_it_holds() -> None:
    found = resolve_names("Georgia", "Atlanta", "Savannah")["Georgia"].chosen
    assert found is not None
    assert "holds Atlanta, Savannah, which the report names too" in found.why
