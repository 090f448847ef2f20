"""Candidates for a name: what is found, in what order, and why."""

import random

import pytest

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.gazetteer.sphere import distance_km


def best(world: Gazetteer, name: str, **kwargs: object) -> tuple[str, str | None, str | None]:
    found = world.candidates(name, **kwargs)[0]  # type: ignore[arg-type]
    return found.name, found.feature_code, found.country


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Moscow", ("Moscow", "PPLC", "RU")),
        ("Hanoi", ("Hanoi", "PPLC", "VN")),
        ("Khasan", ("Khasan", "PPL", "RU")),
        ("Russky Island", ("Russky Island", "ISL", "RU")),
        ("New York", ("New York City", "PPL", "US")),
        ("Washington", ("Washington", "PPLC", "US")),
        ("Georgia", ("Georgia", "PCLI", "GE")),
        ("Far East", ("Russian Far East", "RGN", "RU")),
        ("Korean Peninsula", ("Korean Peninsula", "PEN", None)),
        ("the Middle East", ("Middle East", "RGN", None)),
        ("Europe", ("Europe", "CONT", None)),
        ("Texas", ("Texas", "ADM1", "US")),
        ("Baltic Sea", ("Baltic Sea", "SEA", None)),
        ("Mt. Everest", ("Mount Everest", "MT", None)),
        ("Cook County, Illinois", ("Cook County", "ADM2", "US")),
        (
            "Sheremetyevo International Airport",
            ("Sheremetyevo International Airport", "AIRP", "RU"),
        ),
    ],
)
def test_the_place_that_a_bare_name_means_comes_first(
    world: Gazetteer, name: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert best(world, name) == expected


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Москва", "Moscow"),
        ("Владивосток", "Vladivostok"),
        ("평양", "Pyongyang"),
        ("北京", "Beijing"),
        ("القدس", "Jerusalem"),
        ("Россия", "Russia"),
        ("東京", "Tokyo"),
        ("Kiev", "Kyiv"),
        ("Saigon", "Ho Chi Minh City"),
        ("Leningrad", "Saint Petersburg"),
        ("Peking", "Beijing"),
        ("Burma", "Myanmar"),
        ("reykjavik", "Reykjavík"),
        ("SAO PAULO", "São Paulo"),
        ("Saint-Étienne", "Saint-Étienne"),
        ("St Etienne", "Saint-Étienne"),
        ("Xian", "Xi’an"),
    ],
)
def test_other_names_and_scripts_and_spellings(world: Gazetteer, name: str, place: str) -> None:
    assert best(world, name)[0] == place


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Russian", "Russia"),
        ("Hanoian", "Hanoi"),
        ("Muscovite", "Moscow"),
        ("Texan", "Texas"),
        ("European", "Europe"),
        ("Crimean", "Crimea"),
    ],
)
def test_a_demonym_leads_to_its_place_and_says_that_it_is_one(
    world: Gazetteer, name: str, place: str
) -> None:
    found = world.candidates(name)[0]
    assert found.name == place
    assert "word for its people" in found.why[0]


@pytest.mark.parametrize(
    ("name", "country"), [("US", "US"), ("U.S.", "US"), ("UAE", "AE"), ("UK", "GB")]
)
def test_codes_count_in_capitals(world: Gazetteer, name: str, country: str) -> None:
    assert world.candidates(name)[0].country == country
    assert all(found.feature_class != "A" for found in world.candidates(name.lower(), fuzzy=False))


def test_every_candidate_says_why_and_scores_fall(world: Gazetteer) -> None:
    found = world.candidates("Springfield", limit=20)
    assert len(found) > 10
    assert all(each.why and 0 < each.score <= 1 for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_what_the_query_says_it_lies_in_decides(world: Gazetteer) -> None:
    assert world.candidates("Paris")[0].country == "FR"
    texan = world.candidates("Paris, Texas")[0]
    assert (texan.country, texan.admin1) == ("US", "Texas")
    assert "in Texas" in texan.why
    assert world.candidates("Moscow, Idaho, USA")[0].admin1 == "Idaho"
    assert world.candidates("Russky Island, Vladivostok")[0].feature_code == "ISL"


def test_near_prefers_what_is_near(world: Gazetteer) -> None:
    there = world.candidates("Springfield", near=(-72.6, 42.1))[0]
    assert there.admin1 == "Massachusetts"
    assert any("km from the given position" in reason for reason in there.why)


def test_country_leaves_only_what_is_there(world: Gazetteer) -> None:
    found = world.candidates("Moscow", country="us", limit=50)
    assert found
    assert {each.country for each in found} == {"US"}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Vladivostock", "Vladivostok"),
        ("Afganisthan", "Afghanistan"),
        ("Massachussets", "Massachusetts"),
        ("Pyongyoung", "Pyongyang"),
        ("Reykjavick", "Reykjavík"),
        ("Kazahkstan", "Kazakhstan"),
    ],
)
def test_misspelt_names_are_found_and_say_so(world: Gazetteer, wrong: str, right: str) -> None:
    found = world.candidates(wrong)[0]
    assert found.name == right
    assert "similar name" in found.why[0]
    assert world.candidates(wrong, fuzzy=False) == []


def test_a_similar_name_never_stands_beside_one_that_is_the_same(world: Gazetteer) -> None:
    for name in ("Khasan", "Gori", "Lyons", "Odesa"):
        assert not any("similar" in why for each in world.candidates(name) for why in each.why)


def test_short_names_are_not_guessed_at(world: Gazetteer) -> None:
    assert world.candidates("Xqzv") == []


@pytest.mark.parametrize(
    "name",
    ["Jerusalem", "Crimea", "Taiwan", "Senkaku Islands", "Kashmir", "Golan Heights", "Simferopol"],
)
def test_a_dispute_is_told(world: Gazetteer, name: str) -> None:
    assert world.candidates(name)[0].dispute


@pytest.mark.parametrize("name", ["Crimea", "Sevastopol", "Simferopol International Airport"])
def test_no_source_s_side_is_taken_silently(world: Gazetteer, name: str) -> None:
    found = [each for each in world.candidates(name, limit=50) if each.country in ("UA", "RU")]
    assert found
    assert all(each.dispute for each in found)


def test_an_undisputed_place_has_none(world: Gazetteer) -> None:
    assert world.candidates("Vladivostok")[0].dispute is None


def test_areas_say_how_far_they_reach(world: Gazetteer) -> None:
    reach = {
        name: world.candidates(name)[0].uncertainty_km for name in ("Russia", "Texas", "Khasan")
    }
    assert reach["Russia"] > 4 * reach["Texas"]
    assert reach["Texas"] > 400
    assert reach["Khasan"] < 10


class TestPositions:
    @pytest.mark.parametrize(
        "query",
        [
            "43.1, 131.9",
            "43.1 131.9",
            "43.1,131.9",
            "43,1 131,9",
            "43,10; 131,90",
            "43.1 N 131.9 E",
            "43°06'00\"N, 131°54'00\"E",
        ],
    )
    def test_a_position_is_legal(self, world: Gazetteer, query: str) -> None:
        (found,) = world.candidates(query)
        assert (found.lon, found.lat) == pytest.approx((131.9, 43.1))
        assert found.source == "position"
        assert any("Vladivostok" in reason for reason in found.why)

    def test_swapped_coordinates_are_told(self, world: Gazetteer) -> None:
        with pytest.raises(InvalidInput, match=r"swapped.*latitude 43\.1, longitude 131\.9"):
            world.candidates("131.9, 43.1")

    def test_what_is_no_place_on_earth_is_refused(self, world: Gazetteer) -> None:
        with pytest.raises(InvalidInput, match="no place on Earth"):
            world.candidates("99, 200")


class TestBadInput:
    @pytest.mark.parametrize("query", ["", "   ", "\n\t", "...", "\x00\x01", "\ud800", "🗺️"[1:]])
    def test_nothing_to_look_up(self, world: Gazetteer, query: str) -> None:
        with pytest.raises(InvalidInput, match=r"empty|no letters"):
            world.candidates(query)

    def test_ten_thousand_characters(self, world: Gazetteer) -> None:
        with pytest.raises(InvalidInput, match="10,000 characters"):
            world.candidates("a" * 10_000)

    @pytest.mark.parametrize(
        "query",
        [
            "'; DROP TABLE places; --",
            "<img src=x onerror=alert(1)>",
            "${alert(1)}",
            "../../etc/passwd",
            "\u041cos\u043ava",
            "a\x00b",
            "\u202egnaysgnoyP",
            "%s%n{0}",
        ],
    )
    def test_hostile_strings_are_just_names(self, world: Gazetteer, query: str) -> None:
        assert isinstance(world.candidates(query), list)

    @pytest.mark.parametrize("limit", [0, -1, 101])
    def test_limit(self, world: Gazetteer, limit: int) -> None:
        with pytest.raises(InvalidInput, match="from 1 to 100"):
            world.candidates("Moscow", limit=limit)

    @pytest.mark.parametrize("country", ["Russia", "ZZ", ""])
    def test_country(self, world: Gazetteer, country: str) -> None:
        with pytest.raises(InvalidInput, match="ISO 3166-1"):
            world.candidates("Moscow", country=country)

    def test_near(self, world: Gazetteer) -> None:
        with pytest.raises(InvalidInput, match="swapped"):
            world.candidates("Moscow", near=(43.1, 131.9))


def test_any_text_gives_candidates_or_a_clear_error(world: Gazetteer) -> None:
    dice = random.Random(1)  # noqa: S311 - no secret
    scripts = (
        "abcdefghij -'.,",
        "абвгдеё",
        "平壤京東",
        "ابتث",
        "0123456789 .,-°NSEW",
        "\x00\u200b\ufeff🙂",
    )
    for _ in range(2000):
        alphabet = "".join(dice.sample(scripts, dice.randint(1, 3)))
        text = "".join(dice.choices(alphabet, k=dice.randint(0, 30)))
        try:
            found = world.candidates(text, limit=3)
        except InvalidInput as error:
            assert error.problems[0].field == "q"  # noqa: PT017 - most texts raise nothing
        else:
            assert len(found) <= 3


@pytest.mark.parametrize(
    ("name", "code", "position", "within"),
    [
        ("Gulf of Aden", "GULF", (47.5, 12), 150),
        ("Mount Fuji", "MT", (138.73, 35.36), 10),
        ("Snake Island", "ISL", (30.2, 45.26), 10),
        ("Sardinia", "ADM1", (9, 40), 60),
        ("Danube", "STM", (29.7, 45.2), 60),
        ("Nile", "STM", (31.2, 31.4), 120),
        ("Lake Victoria", "LK", (33, -1), 60),
        ("Serengeti", "PRK", (34.8, -2.3), 60),
        ("Strait of Hormuz", "STRT", (56.3, 26.6), 60),
        ("Sea of Okhotsk", "SEA", (149, 55), 300),
        ("Galápagos", "ISLS", (-90.6, -0.5), 100),
        ("Taklamakan", "DSRT", (83, 39), 120),
    ],
)
def test_what_nature_made_is_where_a_map_has_it(
    world: Gazetteer, name: str, code: str, position: tuple[float, float], within: float
) -> None:
    found = next(each for each in world.candidates(name, limit=5) if each.feature_code == code)
    assert distance_km(found.lon, found.lat, *position) <= within


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Sea of Japan", "East Sea"),
        ("East Sea", "East Sea"),
        ("Persian Gulf", "Arabian Gulf"),
        ("South China Sea", "claimed"),
        ("Gulf of Mexico", "Gulf of America"),
        ("Kunashir", "claimed by Japan"),
    ],
)
def test_a_disputed_name_or_claim_is_told(world: Gazetteer, name: str, told: str) -> None:
    disputes = [each.dispute or "" for each in world.candidates(name, limit=3)]
    assert any(told in dispute for dispute in disputes)
