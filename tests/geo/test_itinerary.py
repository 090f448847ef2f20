import pytest

from dateline.geo.layers.geodesy import distance_km
from dateline.geo.layers.itinerary import itinerary
from dateline.geo.model import Duration, Leg, Mode, Stop
from tests.geo.maps import APIA, SUVA, event_map, journey, place

A, B = (-171.76, -13.83), (178.44, -18.14)


def test_a_leg_is_the_great_circle_between_its_stops() -> None:
    way = itinerary(event_map(), journey("apia", "suva"))
    assert way.basis == "great_circle"
    assert way.distance_km == pytest.approx(distance_km(A, B), abs=0.1)
    assert way.geometry is not None
    assert way.geometry.geom_type == "MultiLineString"  # it crosses the antimeridian
    assert way.legs[0].parts == (0, 1)


def test_the_speed_follows_from_length_and_duration() -> None:
    leg = Leg(mode=Mode.SEA, duration=Duration(seconds=36 * 3600, approximate=True))
    way = itinerary(event_map(), journey("apia", "suva", legs=(leg,)))
    assert way.duration == Duration(seconds=36 * 3600, approximate=True)
    assert way.speed_kmh == pytest.approx(distance_km(A, B) / 36, abs=0.1)
    assert way.mode is Mode.SEA


def test_a_given_path_is_drawn_and_measured_as_it_is() -> None:
    detour = Leg(path=((175.0, -10.0),))
    way = itinerary(event_map(), journey("apia", "suva", legs=(detour,)))
    assert way.basis == "given"
    length = distance_km(A, (175, -10)) + distance_km((175, -10), B)
    assert way.distance_km == pytest.approx(length, rel=0.001)


def test_what_differs_between_legs_is_not_said_of_the_whole() -> None:
    legs = (
        Leg(mode=Mode.SEA, duration=Duration(seconds=3600)),
        Leg(mode=Mode.AIR, path=((179.0, -16.0),)),
    )
    way = itinerary(event_map(), journey("apia", "suva", "apia", legs=legs))
    assert (way.mode, way.basis, way.duration, way.speed_kmh) == (None, "mixed", None, None)
    assert [leg.parts for leg in way.legs] == [(0, 1), (2, 3)]


def test_a_whole_duration_that_the_report_gives_stands() -> None:
    whole = Duration(seconds=86400 * 30)
    way = itinerary(event_map(), journey("apia", "suva", "apia", duration=whole))
    assert way.duration == whole
    assert way.speed_kmh is not None


def test_a_leg_to_an_unresolved_stop_is_kept_but_not_drawn() -> None:
    places = (APIA, SUVA, place("Nowhere"))
    way = itinerary(event_map(places=places), journey("apia", "nowhere", "suva", "apia"))
    assert [leg.parts for leg in way.legs] == [None, None, (0, 1)]
    assert [leg.start for leg in way.legs] == ["Apia", "Nowhere", "Suva"]
    assert way.distance_km is None


def test_a_journey_with_one_known_end_is_a_point() -> None:
    way = itinerary(event_map(), journey(None, "suva"))
    assert way.geometry is not None
    assert way.geometry.geom_type == "Point"
    assert (way.geometry.x, way.geometry.y) == B


def test_a_journey_with_no_known_end_has_no_geometry() -> None:
    places = (place("Nowhere"), place("Erewhon"))
    way = itinerary(event_map(places=places), journey("nowhere", "erewhon"))
    assert way.geometry is None


def test_a_round_trip_to_the_same_place_can_be_drawn() -> None:
    way = itinerary(event_map(), journey("suva", "suva"))
    assert way.geometry is not None
    assert way.distance_km == 0


def test_a_leg_from_a_stop_that_is_inferred_says_so() -> None:
    stops = (Stop(place="apia", inferred=True), Stop(place="suva"), Stop(place="apia"))
    tour = journey("apia", "suva", "apia", stops=stops)
    way = itinerary(event_map(tour), tour)
    assert [stop.inferred for stop in way.stops] == [True, False, False]
    assert [leg.inferred for leg in way.legs] == [True, False]
