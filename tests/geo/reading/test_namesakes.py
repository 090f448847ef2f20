"""Two places of one name in a report: two entries in the draft, and journeys between them."""

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out
from dateline.geo.model import EventMap
from dateline.geo.reading import Reader


@pytest.fixture(scope="module")
def reader(world: Gazetteer) -> Reader:
    return Reader(world)


def story(reader: Reader, world: Gazetteer, text: str) -> EventMap:
    return geocode(reader.read(text), world)


PAIRS = """
The pier of Portland, Maine, burned. So did Portland, Oregon. | Portland | Maine | Oregon
Courts sat in Paris, Texas, and Paris, France.   | Paris     | Texas       | France/Île-de-France
Snow fell on Athens, Greece, and Athens, Georgia. | Athens   | Greece/Attica | Georgia
Buses linked London, Ontario, with London, England. | London | Ontario     | England
A choir of Cairo, Illinois, sang in Cairo, Egypt. | Cairo    | Illinois    | Egypt/Cairo
Sydney, Nova Scotia, is no Sydney, Australia. | Sydney | Nova Scotia | Australia/New South Wales
Moscow, Idaho, has a fair. Moscow, the Russian capital, has none. | Moscow | Idaho | Russia/Moscow
Tripoli, Lebanon, and Tripoli, Libya, rest. | Tripoli | Lebanon/North Lebanon | Libya/Tripoli
It rained in Springfield, Ill., and in Springfield, Mass. | Springfield | Illinois | Massachusetts
"""


@pytest.mark.parametrize("line", PAIRS.strip().splitlines())
def test_each_namesake_is_a_place_of_its_own(reader: Reader, world: Gazetteer, line: str) -> None:
    text, name, *areas = (part.strip() for part in line.split("|"))
    places = story(reader, world, text).places
    found = {one.name: one.chosen.admin1 for one in places if one.chosen}
    for area, _, admin1 in (one.partition("/") for one in areas):
        assert found[f"{name}, {area}"] == (admin1 or area)


def test_a_journey_leads_from_one_namesake_to_the_other(reader: Reader, world: Gazetteer) -> None:
    text = "Envoy Ida Berg flew from Birmingham, England, to Birmingham, Alabama, on Tuesday."
    (journey,) = lay_out(story(reader, world, text)).collection("journeys")["features"]
    assert journey["properties"]["distance_km"] > 6000
    assert "from Birmingham, England to Birmingham, Alabama" in journey["properties"]["name"]


def test_a_bare_name_means_the_namesake_named_last(reader: Reader, world: Gazetteer) -> None:
    text = (
        "Rain hit Salem, Oregon. Salem was wet. Later Salem, Massachusetts, flooded. Salem has a"
        " new dam."
    )
    counts = {one.name: len(one.mentions) for one in story(reader, world, text).places}
    assert counts["Salem, Oregon"] == counts["Salem, Massachusetts"] == 2


def test_a_country_beside_its_namesake_is_the_country(reader: Reader, world: Gazetteer) -> None:
    found = story(reader, world, "The storm reached Jamaica, Queens, after it had left Jamaica.")
    chosen = {one.name: one.chosen and one.chosen.country for one in found.places}
    assert chosen["Jamaica, Queens"] == "US"
    assert chosen["Jamaica"] == "JM"


def test_the_two_republics_of_the_congo_are_two(reader: Reader, world: Gazetteer) -> None:
    text = "The fever spread from the DRC to the Republic of Congo, said officials in Brazzaville."
    countries = [one.chosen and one.chosen.country for one in story(reader, world, text).places]
    assert countries == ["CD", "CG", "CG"]


def test_an_abbreviated_state_is_not_the_capital_of_its_name(
    reader: Reader, world: Gazetteer
) -> None:
    text = (
        "OLYMPIA, Wash. (AP) — Farmers in Washington sued. Officials in Washington, D.C., agreed."
    )
    codes = {
        one.name: one.chosen and one.chosen.feature_code
        for one in story(reader, world, text).places
    }
    assert codes["Washington"] == "ADM1"
    assert codes["Washington, District of Columbia"] == "PPLC"


ONE = """
Floods hit Lebanon, Pa. Lebanon police closed roads. Schools in Lebanon stay shut. | Lebanon
The band played London, Paris and Berlin, then London, Rome and Oslo.              | London
Ministers of Armenia, Georgia and Iran met. Armenia, Iran and Turkey agreed.       | Armenia
Clerks in Birmingham, England, voted. So did Birmingham, U.K., as a whole.         | Birmingham
"""


@pytest.mark.parametrize("line", ONE.strip().splitlines())
def test_a_name_is_one_place_otherwise(reader: Reader, world: Gazetteer, line: str) -> None:
    text, name = (part.strip() for part in line.split("|"))
    found = [one.name for one in story(reader, world, text).places]
    assert [one for one in found if one.startswith(name)] == [name]
