"""Names of places that mean something else, venues, codes and positions."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode

Names = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A drummer, Chad Smith, moved to Oslo.", ["Oslo"]),
        ("A freshman at Columbia said she was tired.", []),
        ("Ada Berg, M.S., R.D., planned the meals.", []),
        ("Bonds of UBS rose in Zurich.", ["Zurich"]),
        ("Bones of Homo sapiens lay in a cave in Kenya.", ["Kenya"]),
        ("The song was sung in Hindi and Tamil in Mumbai.", ["Mumbai"]),
        ("Turkey with cranberry sauce was served.", []),
        ("Split between two wings, the party met in Split, Croatia.", ["Split", "Croatia"]),
        ("Prices: US 30, DE 9. Only IN shops sell it.", []),
        ("He wrote the code in his Java course as a programming test.", []),
        ("A shop in Orange on Monday.", ["Orange"]),
        ("The plum and orange juice was cold.", []),
    ],
)
def test_what_means_something_else_is_no_place(
    toponyms: Names, text: str, expected: list[str]
) -> None:
    assert toponyms(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Rockets hit the Knesset.", "Knesset", 31.78, 35.21),
        ("She spoke at the Bundestag.", "Bundestag", 52.52, 13.38),
        ("They met at Chequers.", "Chequers", 51.74, -0.78),
        ("Envoys gathered at NATO headquarters.", "NATO headquarters", 50.88, 4.42),
        ("Talks at the UN headquarters went on.", "UN headquarters", 40.75, -73.97),
        ("Fire broke out at the Pentagon.", "Pentagon", 38.87, -77.06),
        ("The match at Twickenham was sold out.", "Twickenham", 51.46, -0.34),
        ("She flew to Mar-a-Lago.", "Mar-a-Lago", 26.68, -80.04),
        ("A drone hit the Zaporizhzhia nuclear plant.", "Zaporizhzhia nuclear plant", 47.51, 34.59),
        ("Guards left Evin Prison.", "Evin Prison", 35.80, 51.39),
        ("Strikes hit Nuseirat camp.", "Nuseirat camp", 31.45, 34.39),
        ("Police in DC, LA and NYC held six men.", "LA", 34.05, -118.24),
        ("Police in DC, LA and NYC held six men.", "DC", 38.9, -77.04),
        ("He landed at JFK.", "JFK", 40.64, -73.78),
        ("The ship sank at 12°30'N 45°E.", "12°30'N 45°E", 12.5, 45.0),
        ("It was lost at 6.92 S, 103.58 W.", "6.92 S, 103.58 W", -6.92, -103.58),
        ("The quake was at 37.23°N 37.02°E.", "37.23°N 37.02°E", 37.23, 37.02),
    ],
)
def test_venues_codes_and_positions_are_where_they_are(
    read: Callable[[str], Draft], world: Gazetteer, text: str, name: str, lat: float, lon: float
) -> None:
    event_map = geocode(read(text), world)
    chosen = {
        mention.name: place.chosen for place in event_map.places for mention in place.mentions
    }[name]
    assert chosen is not None
    assert abs(chosen.lat - lat) < 0.1
    assert abs(chosen.lon - lon) < 0.1


@pytest.mark.parametrize("text", ["Lot 5 N 12 E is for sale.", "It lies at 95.0 N, 200.0 E."])
def test_not_every_pair_of_numbers_is_a_position(toponyms: Names, text: str) -> None:
    assert toponyms(text) == []
