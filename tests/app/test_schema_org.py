"""Maps in schema.org's words."""

from typing import Any

import pytest

from dateline.app.pages.schema_org import linked_data
from dateline.geo.layers.features import lay_out
from dateline.geo.model import Status
from tests.geo import maps


def told(status: Status) -> dict[str, Any]:
    document = lay_out(maps.event_map(maps.summit(status=status))).document()
    found = linked_data(document, "https://maps.example/maps/pacific")["about"]
    (event,) = [one for one in found if one["@type"] == "Event"]
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
