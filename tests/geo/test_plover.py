import pytest

from dateline.geo.layers.plover import plover
from dateline.geo.model import Event, EventKind, Participant, Status
from tests.geo.maps import event, journey, summit

IDA = Participant(name="Ida Berg", country="NO")
PER = Participant(name="Per Lund", country="SE")
EVA = Participant(name="Eva Lind", country="FI")


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (summit(participants=(IDA, PER)), ("CONSULT", None)),
        (summit(participants=(IDA, PER), host="Per Lund"), ("CONSULT", "visit")),
        (summit(participants=(IDA, PER), host="SE"), ("CONSULT", "visit")),
        (summit(participants=(IDA, PER), host="Singapore"), ("CONSULT", "third-party")),
        (summit(participants=(IDA, PER, EVA)), ("CONSULT", "multilateral")),
        (summit(status=Status.ONGOING), ("CONSULT", None)),
        (summit(status=Status.PLANNED, host="Per Lund"), ("AGREE", None)),
        (summit(status=Status.CANCELLED), ("REJECT", "meet")),
        (journey("apia", "suva"), ("CONSULT", "visit")),
        (journey("apia", "suva", status=Status.PLANNED), ("AGREE", None)),
        (event(EventKind.ARRIVAL), ("CONSULT", "visit")),
        (event(EventKind.MEETING), ("CONSULT", None)),
        (event(EventKind.AGREEMENT), ("AGREE", None)),
        (event(EventKind.PROTEST), ("PROTEST", None)),
        (event(EventKind.VIOLENCE), ("ASSAULT", None)),
        (event(EventKind.STATEMENT), (None, None)),
        (event(EventKind.DISASTER), (None, None)),
    ],
)
def test_an_event_carries_its_plover_code(what: Event, code: tuple[str | None, str | None]) -> None:
    assert plover(what) == code
