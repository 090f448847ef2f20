"""iCalendar, as its own library reads it again."""

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from dateline.geo.exports import icalendar_of
from tests.geo.exports.conftest import Json


def entries(document: Json, **more: Any) -> dict[str, Any]:
    calendar = Calendar.from_ical(icalendar_of(document, **more))
    return {str(one["summary"]): one for one in calendar.walk("VEVENT")}


def test_what_has_a_date_is_in_it(lake: Json) -> None:
    found = entries(lake)
    assert set(found) == {
        "Opening of the lake talks",
        "Second round of the lake talks",
        "Dinner of the chairs",
        "Vigil by the lake",
        "Ministry says it is watching",
    }
    opening = found["Opening of the lake talks"]
    assert (opening["dtstart"].dt, opening["dtend"].dt) == (date(2021, 3, 1), date(2021, 3, 2))
    assert opening["location"] == "Geneva"
    assert (opening["geo"].latitude, opening["geo"].longitude) == (46.2018, 6.1466)
    assert "The talks opened on Monday" in opening["description"]
    assert "Lake Radio" in opening["description"]
    assert opening["categories"].cats == ["summit", "meeting"]
    assert found["Vigil by the lake"]["categories"].cats == ["protest", "protest"]


def test_a_month_is_its_days_and_an_instant_is_in_utc(lake: Json) -> None:
    found = entries(lake)
    dinner = found["Dinner of the chairs"]
    assert (dinner["dtstart"].dt, dinner["dtend"].dt) == (date(2021, 3, 1), date(2021, 4, 1))
    said = found["Ministry says it is watching"]["dtstart"].dt
    assert said == datetime(2021, 3, 3, 4, 30, tzinfo=UTC)


def test_status_is_never_guessed_up(lake: Json) -> None:
    found = entries(lake)
    statuses = {name: str(one["status"]) for name, one in found.items()}
    assert statuses["Second round of the lake talks"] == "TENTATIVE"
    assert statuses["Dinner of the chairs"] == "CANCELLED"
    assert statuses["Opening of the lake talks"] == "CONFIRMED"


def test_entries_lead_to_the_page(lake: Json) -> None:
    found = entries(
        lake, address="https://maps.example/maps/lake-talks", changed="2024-05-08T10:20:30Z"
    )
    opening = found["Opening of the lake talks"]
    assert opening["url"] == "https://maps.example/maps/lake-talks?feature=lake-talks.opening"
    assert opening["dtstamp"].dt == datetime(2024, 5, 8, 10, 20, 30, tzinfo=UTC)


def test_what_is_only_known_to_a_year_or_has_no_start_is_left_out(lake: Json) -> None:
    opening = next(one for one in lake["features"] if one["id"] == "lake-talks.opening")
    opening["time"] = {"interval": ["2021-01-01", "2021-12-31"]}
    opening["properties"]["when"] = "2021"
    vigil = next(one for one in lake["features"] if one["id"] == "lake-talks.vigil")
    vigil["time"] = {"interval": ["..", "2021-03-01"]}
    vigil["properties"]["when"] = "../2021-03-01"
    assert not {"Opening of the lake talks", "Vigil by the lake"} & set(entries(lake))
