"""Fast look-up, text scanning and containment: what the reader and the resolver build on."""

import pytest

from dateline.geo.gazetteer import Gazetteer, NameKind


def number(world: Gazetteer, name: str, code: str | None = None) -> int:
    for match in world.lookup(name):
        if code is None or world.facts(match.number).feature_code == code:
            return match.number
    raise AssertionError(f"{name} is not in the gazetteer")


def test_lookup_gives_the_most_prominent_first(world: Gazetteer) -> None:
    found = [world.facts(match.number) for match in world.lookup("Moscow")]
    assert found[0].country == "RU"
    prominence = [place.prominence for place in found]
    assert prominence == sorted(prominence, reverse=True)


def test_lookup_says_what_the_name_is(world: Gazetteer) -> None:
    assert world.lookup("Russian")[0].kind is NameKind.DEMONYM
    assert world.lookup("Leningrad")[0].kind is NameKind.HISTORICAL
    assert world.lookup("USA")[0].kind is NameKind.CODE


def test_codes_are_not_words(world: Gazetteer) -> None:
    assert "United States" in {world.facts(m.number).name for m in world.lookup("USA")}
    assert "United States" not in {world.facts(m.number).name for m in world.lookup("usa")}


def test_lookup_of_nothing_known_is_empty(world: Gazetteer) -> None:
    assert world.lookup("Xyzzyplugh") == []
    assert world.lookup("") == []


def test_senses_carry_what_the_reader_asks(world: Gazetteer) -> None:
    sense = world.senses("Georgia")[0]
    assert (sense.name, sense.country, sense.feature_class) == ("Georgia", "GE", "A")
    assert sense.feature_code == "PCLI"
    assert 0.8 < sense.prominence <= 1


@pytest.mark.parametrize("words", ["New", "New York", "Rio de", "rio de janeiro", "St."])
def test_names_begin_with_these_words(world: Gazetteer, words: str) -> None:
    assert world.begins(words)


@pytest.mark.parametrize("words", ["", "Xyzzy", "New Yorkx", "Rio de Janeiro is"])
def test_no_name_begins_with_these_words(world: Gazetteer, words: str) -> None:
    assert not world.begins(words)


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("New York City is large", 0, 3),
        ("He left New York for Rio de Janeiro on Friday", 2, 2),
        ("He left New York for Rio de Janeiro on Friday", 5, 3),
        ("Sharm El Sheikh hosts", 0, 3),
        ("Xyzzy is nowhere", 0, 0),
    ],
)
def test_the_longest_name_wins(world: Gazetteer, text: str, start: int, words: int) -> None:
    assert world.longest(text.split(), start) == words


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("Vladivostok", "Russia"),
        ("Vladivostok", "Primorye"),
        ("Vladivostok", "Russian Far East"),
        ("Russky Island", "Russian Far East"),
        ("Paris", "France"),
        ("Paris", "Europe"),
        ("Pyongyang", "Korean Peninsula"),
        ("Seoul", "Korean Peninsula"),
        ("Seoul", "Asia"),
        ("Damascus", "Middle East"),
        ("Cook County", "Illinois"),
        ("Chicago", "Cook County"),
        ("Texas", "United States"),
        ("Honolulu", "Hawaii"),
    ],
)
def test_inside(world: Gazetteer, place: str, area: str) -> None:
    assert world.inside(number(world, place), number(world, area))


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("Moscow", "Russian Far East"),
        ("Vladivostok", "North Korea"),
        ("Paris", "Texas"),
        ("Tokyo", "Korean Peninsula"),
        ("Russia", "Russia"),
        ("Europe", "France"),
        ("Cairo", "Europe"),
    ],
)
def test_not_inside(world: Gazetteer, place: str, area: str) -> None:
    assert not world.inside(number(world, place), number(world, area))


def test_parents_go_from_small_to_large(world: Gazetteer) -> None:
    names = [world.facts(parent).name for parent in world.parents(number(world, "Chicago"))]
    assert names == ["Cook County", "Illinois", "United States"]


def test_countries_by_iso_code(world: Gazetteer) -> None:
    found = world.country("kp")
    assert found is not None
    assert world.facts(found).name == "North Korea"
    assert world.country("XX") is None


@pytest.mark.parametrize("code", ["RU", "ru", "RUS", "643"])
def test_countries_by_any_iso_3166_1_code(world: Gazetteer, code: str) -> None:
    found = world.country(code)
    assert found is not None
    assert world.iso(found) == ("RU", "RUS", "643")


def test_divisions_carry_their_iso_3166_2_code(world: Gazetteer) -> None:
    assert world.iso(number(world, "Texas")) == ("US-TX",)
    assert world.iso(number(world, "Primorye", "ADM1")) == ("RU-PRI",)
    assert world.iso(number(world, "Vladivostok")) == ()


@pytest.mark.parametrize(
    ("code", "capital"),
    [
        ("RU", "Moscow"),
        ("VN", "Hanoi"),
        ("KP", "Pyongyang"),
        ("US", "Washington"),
        ("AU", "Canberra"),
        ("BR", "Brasília"),
        ("ZA", "Pretoria"),
        ("SG", "Singapore"),
        ("KZ", "Astana"),
        ("XK", "Pristina"),
        ("SS", "Juba"),
    ],
)
def test_capitals(world: Gazetteer, code: str, capital: str) -> None:
    found = world.capital(code)
    assert found is not None
    assert world.facts(found).name == capital
    assert world.facts(found).feature_code == "PPLC"


def test_nearly_every_country_has_a_capital_inside_it(world: Gazetteer) -> None:
    countries = world.atlas.artefact.tables["countries"]
    without = [iso for iso in countries if world.capital(iso) is None]
    assert len(countries) - len(without) >= 240
    assert set(without) <= {"AQ", "BV", "HM", "TF", "UM", "GS", "IO", "TK", "EH", "CC", "CX", "SJ"}
    for iso in set(countries) - set(without):
        capital, country = world.capital(iso), world.country(iso)
        assert capital is not None
        assert country is not None
        assert world.inside(capital, country), iso


def test_the_counties_of_the_united_states_are_all_there(world: Gazetteer) -> None:
    counties = [code for code in world.atlas.artefact.tables["admin2"] if code.startswith("US.")]
    assert len(counties) >= 3100


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Russia", 100, 60),
        ("United States", -98.5, 39.76),
        ("France", 2, 46),
        ("Turkey", 35, 39),
        ("Texas", -99.25, 31.25),
        ("England", -0.703, 52.16),
        ("Asia", 89.3, 29.84),
    ],
)
def test_areas_are_at_the_points_of_geonames(
    world: Gazetteer, name: str, lon: float, lat: float
) -> None:
    area = world.candidates(name)[0]
    assert (area.lon, area.lat) == pytest.approx((lon, lat), abs=0.02)
