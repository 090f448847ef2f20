"""What no gazetteer holds: put in the town of its scene, or listed with the reason; never lost."""

import pytest

from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out
from dateline.geo.model import Place
from dateline.geo.reading import Reader
from dateline.geo.story import map_view


@pytest.fixture(scope="module")
def reader(world: Gazetteer) -> Reader:
    return Reader(world)


def find(reader: Reader, world: Gazetteer, text: str, name: str) -> Place:
    return next(one for one in geocode(reader.read(text), world).places if one.name == name)


PUT = """
TBILISI (Wire) - Cars jam Rustaveli Avenue. Envoys left Bonn. | Rustaveli Avenue | Tbilisi | filed
TBILISI (Wire) - Crowds filled Liberty Square. Paris looked on. | Liberty Square | Tbilisi | filed
The tram stopped at Ebertplatz in Berlin. | Ebertplatz | Berlin | says
LONDON (Wire) - They shut Oxford Street and Victoria Station. | Victoria Station | London | filed
Smoke rose over Lyon as a fire spread from Grand Station. | Grand Station | Lyon | same sentence
"""


@pytest.mark.parametrize("line", PUT.strip().splitlines())
def test_a_site_lies_in_the_town_of_its_scene(reader: Reader, world: Gazetteer, line: str) -> None:
    text, name, town, reason = (part.strip() for part in line.split("|"))
    put = find(reader, world, text, name)
    assert put.chosen is not None
    assert put.chosen.name == town
    assert reason in put.chosen.why[0]
    assert put.confidence <= 0.5


LISTED = """
Crowds walked along Rustaveli Avenue. Poland agreed; envoys met in Vienna. | Rustaveli Avenue
Crowds filled Liberty Square. | Liberty Square
The tram stopped at Ebertplatz. | Ebertplatz
Envoy Ida Berg flew from Oslo to Xanthopolis. | Xanthopolis
The ferry left Parikia for Naxos. | Parikia
A coach drove from Zugdidi to Gropolje. | Gropolje
"""


@pytest.mark.parametrize("line", LISTED.strip().splitlines())
def test_what_cannot_be_located_is_listed(reader: Reader, world: Gazetteer, line: str) -> None:
    text, name = (part.strip() for part in line.split("|"))
    document = lay_out(geocode(reader.read(text), world)).document()
    assert name in [one["name"] for one in document["unresolved"] if one["reason"]]


def test_an_end_that_is_not_located_shows_its_name(reader: Reader, world: Gazetteer) -> None:
    text = "Envoy Ida Berg flew from Oslo to Xanthopolis on Tuesday."
    document = lay_out(geocode(reader.read(text), world)).document()
    (journey,) = map_view(document).story
    assert [stop.place for stop in journey.stops] == ["Oslo", "Xanthopolis"]


def test_a_known_island_that_a_ship_is_bound_for_is_found(reader: Reader, world: Gazetteer) -> None:
    chosen = find(reader, world, "The ferry was bound for Santorini.", "Santorini").chosen
    assert chosen is not None
    assert chosen.country == "GR"


def test_the_page_shows_the_confidence_of_what_was_taken(reader: Reader, world: Gazetteer) -> None:
    text = "TBILISI (Wire) - Crowds filled Liberty Square."
    listed = map_view(lay_out(geocode(reader.read(text), world)).document())
    square = next(item for item in listed.places if item.name == "Liberty Square")
    assert square.candidates[0].score == "50%"
    assert square.gist is not None
    assert square.gist.value == "somewhere in Tbilisi"


@pytest.mark.parametrize(
    "text",
    [
        "The buyer left Google for Apple.",
        "The crew praised Captain Berg in Square One.",
    ],
)
def test_what_is_no_place_is_not_drawn(reader: Reader, world: Gazetteer, text: str) -> None:
    document = lay_out(geocode(reader.read(text), world)).document()
    assert [one["properties"]["name"] for one in document["features"] if one["geometry"]] == []
