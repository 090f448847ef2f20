"""Where something is or happens, and where someone is only from: what a map draws of the names."""

from collections.abc import Callable

import pytest

from dateline.geo.draft.model import Draft
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.use import DRAWN


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("The army shelled Donetsk, Lyman and Bakhmut at dawn.", {"Donetsk", "Lyman", "Bakhmut"}),
        ("Two blasts shook Beirut on Sunday.", {"Beirut"}),
        ("Crowds packed Tbilisi and Batumi.", {"Tbilisi", "Batumi"}),
        ("The governor put Dhaka and Chittagong under curfew.", {"Dhaka", "Chittagong"}),
        ("A typhoon lashed Manila.", {"Manila"}),
        ("Paris was calm on Sunday.", {"Paris"}),
        ("Tripoli remained without power.", {"Tripoli"}),
        ("Six people were hurt in the capital, Tehran, at noon.", {"Tehran"}),
        ("Mud swept through Derna.", {"Derna"}),
        ("Shells hit the port city of Odesa.", {"Odesa"}),
        ("Aleppo fell within a week.", {"Aleppo"}),
        ("Beijing was angry, a diplomat said.", set()),
        ("London said it would act. Moscow warned Kyiv.", set()),
        ("A teacher from Leeds was jailed in Turin.", {"Turin"}),
        ("Jones, 34, from Bristol, was arrested in Cardiff.", {"Cardiff"}),
        ("The Oslo-based body met in Nairobi.", {"Nairobi"}),
        ("She was born in Turin and works in Lyon.", {"Lyon"}),
        ('"It is bad," said Ada Berg, an analyst at an institute in Berlin.', set()),
        ("A barn burned in Leeds, West Yorkshire.", {"Leeds"}),
        ("(Reporting by Ada Berg in Lagos; editing by Ole Lund in London)", set()),
        ("A boat in Naples. Photo by Ada Berg in Naples", {"Naples"}),
        ("Photo by Ada Berg in Naples", set()),
    ],
)
def test_places_are_drawn_where_something_happens(
    read: Callable[[str], Draft], world: Gazetteer, text: str, drawn: set[str]
) -> None:
    event_map = geocode(read(text), world)
    assert {place.name for place in event_map.places if place.use in DRAWN} == drawn
