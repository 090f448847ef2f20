"""Every frame gives its examples, and none of its counter-examples."""

import pytest

from dateline.geo.draft.model import AnyDraftEvent, Draft, DraftEvent, DraftSummit
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.reading import Reader
from dateline.geo.reading.events.frames import Example, Frame, frames
from dateline.geo.when import When

EXAMPLES = [(frame, example) for frame in frames().all() for example in frame.data.examples]
COUNTER_EXAMPLES = [(f, text) for f in frames().all() for text in f.data.counter_examples]
PUBLISHED = When.parse("2024-03-15")


@pytest.fixture(scope="module")
def drafts(world: Gazetteer) -> dict[str, Draft]:
    """All sentences read, together, which is faster."""
    texts = [example.text for _, example in EXAMPLES] + [text for _, text in COUNTER_EXAMPLES]
    readings = Reader(world).read_batch([(text, "", PUBLISHED) for text in texts])
    return dict(zip(texts, (reading.draft for reading in readings), strict=True))


def of_kind(draft: Draft, frame: Frame) -> list[AnyDraftEvent]:
    return [event for event in draft.events if event.kind.value == frame.kind]


def hurt(event: AnyDraftEvent, what: str) -> int:
    assert isinstance(event, DraftEvent)
    return sum(getattr(person, what) or 0 for person in event.participants)


@pytest.mark.parametrize(("frame", "example"), EXAMPLES)
def test_a_frame_gives_its_example(
    frame: Frame, example: Example, drafts: dict[str, Draft]
) -> None:
    found = of_kind(drafts[example.text], frame)
    assert found, f"no {frame.kind}"
    if example.place is not None:
        assert example.place in [
            event.place for event in found if isinstance(event, DraftEvent | DraftSummit)
        ]
    if example.status is not None:
        assert example.status in [event.status for event in found]
    for what in ("killed", "injured"):
        number = getattr(example, what)
        assert number is None or number in [hurt(event, what) for event in found]


@pytest.mark.parametrize(("frame", "text"), COUNTER_EXAMPLES)
def test_a_frame_does_not_give_its_counter_example(
    frame: Frame, text: str, drafts: dict[str, Draft]
) -> None:
    assert not of_kind(drafts[text], frame)
