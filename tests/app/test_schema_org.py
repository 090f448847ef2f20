"""Maps in schema.org's words."""

from typing import Any

import pytest

from dateline.app.pages.schema_org import linked_data
from dateline.geo.layers.features import lay_out
from dateline.geo.model import AnyEvent, EventKind, Participant, Status
from tests.geo import maps


def told(status: Status, event: AnyEvent | None = None) -> dict[str, Any]:
    document = lay_out(maps.event_map(event or maps.summit(status=status))).document()
    found = linked_data(document, "https://maps.example/maps/pacific")["about"]
    (event,) = [one for one in found if "eventStatus" in one]
    return dict(event)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.CANCELLED, "EventCancelled"),
        (Status.HAPPENED, "EventScheduled"),
        (Status.PLANNED, "EventScheduled"),
    ],
)
def test_a_cancelled_event_is_not_announced(status: Status, said: str) -> None:
    assert told(status)["eventStatus"] == f"https://schema.org/{said}"


def test_an_event_says_where_and_who() -> None:
    event = told(Status.HAPPENED)
    assert event["location"]["name"] == "Suva"
    assert event["location"]["geo"]["longitude"] == pytest.approx(178.44)
    assert [one["name"] for one in event["attendee"]] == ["Ida Berg", "Per Lund"]


def test_an_event_says_what_it_is_and_victims_do_not_attend() -> None:
    people = (
        Participant(name="rebels", role="attacker"),
        Participant(name="dockers", role="victim", killed=3),
        Participant(name="Ida Berg"),
    )
    strike = maps.event(EventKind.AIR_STRIKE, place="suva", participants=people)
    event = told(Status.HAPPENED, strike)
    assert (event["@type"], event["additionalType"]) == ("Event", "air strike")
    assert [one["name"] for one in event["about"]] == ["rebels", "dockers", "Ida Berg"]
    assert event["about"][1]["description"] == "victim"
    assert "attendee" not in event
    assert told(Status.HAPPENED)["@type"] == "BusinessEvent"
