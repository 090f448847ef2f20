"""The gazetteer's order is the prior: only evidence of matching strength moves it."""

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.model import Place
from dateline.geo.reading import Reader


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def reader(world: Gazetteer) -> Reader:
    return Reader(world)


def find(reader: Reader, world: Gazetteer, text: str, name: str) -> Place:
    return next(one for one in geocode(reader.read(text), world).places if one.name == name)


ALONE = """
A kitchen fire killed a cook in Manchester.     | Manchester   | GB | PPL
A kitchen fire killed a cook in Philadelphia.   | Philadelphia | US | PPL
A kitchen fire killed a cook in Cancún.         | Cancún       | MX | PPL
A kitchen fire killed a cook in Salvador.       | Salvador     | BR | PPL
A kitchen fire killed a cook in Southampton.    | Southampton  | GB | PPL
A kitchen fire killed a cook in Bari.           | Bari         | IT | PPL
A kitchen fire killed a cook in Münster.        | Münster      | DE | PPL
A kitchen fire killed a cook in Safi.           | Safi         | MA | PPL
A kitchen fire killed a cook in Zurich.         | Zurich       | CH | PPL
A kitchen fire killed a cook in Raqqa.          | Raqqa        | SY | PPL
A kitchen fire killed a cook in Kharkov.        | Kharkov      | UA | PPL
A kitchen fire killed a cook in Bombay.         | Bombay       | IN | PPL
The match at Twickenham drew a crowd.           | Twickenham   | GB | STDM
Guards at the White House were replaced.        | White House  | US | BLDG
The minister lives in Quebec.                   | Quebec       | CA | ADM1
"""


@pytest.mark.parametrize("line", ALONE.strip().splitlines())
def test_a_famous_place_named_alone_stays(reader: Reader, world: Gazetteer, line: str) -> None:
    text, name, country, code = (part.strip() for part in line.split("|"))
    chosen = find(reader, world, text, name).chosen
    assert chosen is not None
    assert chosen.country == country
    assert (chosen.feature_code or "").startswith(code)


BESIDE = """
The yacht crossed the Atlantic to New York.                    | Atlantic    | OCN
The yacht crossed the Pacific. It had left St. Louis, Missouri. | Pacific    | OCN
A seminar on the Middle East opened in Baltimore, Maryland.    | Middle East | RGN
"""


@pytest.mark.parametrize("line", BESIDE.strip().splitlines())
def test_a_world_region_is_no_suburb_near_by(reader: Reader, world: Gazetteer, line: str) -> None:
    text, name, code = (part.strip() for part in line.split("|"))
    found = [one for one in geocode(reader.read(text), world).places if one.name == name]
    assert all(one.chosen and one.chosen.feature_code == code for one in found)


def test_a_report_is_filed_in_a_town(reader: Reader, world: Gazetteer) -> None:
    text = "WASHINGTON, May 3 (Wire) - The office said that farms in Kansas and Oregon lost crops."
    chosen = find(reader, world, text, "WASHINGTON").chosen
    assert chosen is not None
    assert chosen.feature_code == "PPLC"


def test_the_words_that_say_the_kind_move_it(reader: Reader, world: Gazetteer) -> None:
    chosen = find(reader, world, "Cattle died in New York state.", "New York").chosen
    assert chosen is not None
    assert chosen.feature_code == "ADM1"


def test_towns_of_a_list_are_no_provinces(reader: Reader, world: Gazetteer) -> None:
    story = geocode(reader.read("Rebels took Aleppo, Hama and Homs."), world)
    codes = [one.chosen.feature_code for one in story.places if one.chosen]
    assert codes == ["PPLA", "PPLA", "PPLA"]


def test_evidence_of_matching_strength_moves_it(reader: Reader, world: Gazetteer) -> None:
    text = "Police in Portland, Oregon, asked for help. In Salem and Eugene, prisons were full."
    chosen = find(reader, world, text, "Salem").chosen
    assert chosen is not None
    assert chosen.admin1 == "Oregon"


def test_a_lesser_known_name_needs_the_report_to_speak_for_it(
    reader: Reader, world: Gazetteer
) -> None:
    lost = find(reader, world, "Shares in Varta fell in Zurich.", "Varta")
    assert lost.chosen is None
    assert "lesser-known name" in (lost.unresolved or "")


def test_a_town_of_a_list_is_not_the_famous_one_abroad(reader: Reader, world: Gazetteer) -> None:
    text = "Rebels in Mozambique attacked Palma, Mocímboa da Praia and Pemba."
    lost = find(reader, world, text, "Palma")
    assert lost.chosen is None
    assert "listed with" in (lost.unresolved or "")
    kept = find(reader, world, "Flights to Nairobi, Mombasa, Kisumu and London left.", "London")
    assert kept.chosen is not None


def test_a_town_is_not_looked_for_in_another_state_than_the_report_says(
    reader: Reader, world: Gazetteer
) -> None:
    text = "HOLLIDAY, Mo. (Wire) — A barn burned near Holliday, Missouri."
    put = find(reader, world, text, "Holliday")
    assert put.chosen is not None
    assert put.chosen.name == "Missouri"
    assert put.confidence <= 0.5


def test_two_capitals_are_a_state_before_a_town_of_that_name(world: Gazetteer) -> None:
    assert world.candidates("WA")[0].name == "Washington"
    assert world.candidates("Wa")[0].country == "GH"


def test_a_state_holds_a_town_and_the_river_of_its_name_does_not(world: Gazetteer) -> None:
    assert world.candidates("Columbia, Missouri")[0].admin1 == "Missouri"
    assert world.candidates("Wellington, Ohio")[0].admin1 == "Ohio"


def test_another_spelling_of_a_city_goes_before_a_namesake_village(world: Gazetteer) -> None:
    assert world.candidates("Derna")[0].country == "LY"
    assert world.candidates("Franca")[0].country == "BR"
