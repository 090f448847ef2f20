"""Times in words against a day of publication, Thursday 10 June 2021."""

import pytest

from dateline.geo.reading.entities.times import find_times, resolve_time
from dateline.geo.when import When

PUBLISHED = When.parse("2021-06-10")


@pytest.mark.parametrize(
    ("text", "ahead", "iso"),
    [
        ("on Tuesday", False, "2021-06-08"),
        ("on Thursday", False, "2021-06-10"),
        ("on Friday", False, "2021-06-04"),
        ("on Friday", True, "2021-06-11"),
        ("next Thursday", True, "2021-06-17"),
        ("last Thursday", False, "2021-06-03"),
        ("yesterday morning", False, "2021-06-09"),
        ("tomorrow", True, "2021-06-11"),
        ("3 March", False, "2021-03-03"),
        ("December 24", False, "2020-12-24"),
        ("January 5", True, "2022-01-05"),
        ("May 3-5", False, "2021-05-03/2021-05-05"),
        ("the 29th of March 2018", False, "2018-03-29"),
        ("last week", False, "2021-05-31/2021-06-06"),
        ("next month", True, "2021-07"),
        ("two weeks ago", False, "2021-05-27"),
        ("in July 2017", False, "2017-07"),
        ("in 2016", False, "2016"),
        ("three years ago", False, "2018"),
    ],
)
def test_times_resolve_against_the_day_of_publication(text: str, ahead: bool, iso: str) -> None:
    [found] = find_times(f"It was said {text}, they say.")
    when = resolve_time(found, PUBLISHED, ahead=ahead)
    assert when.iso == iso
    assert when.text == found.text


@pytest.mark.parametrize("text", ["on 31 February", "on Wednesday"])
def test_what_cannot_be_resolved_keeps_its_words(text: str) -> None:
    [found] = find_times(f"They came {text}.")
    when = resolve_time(found, None, ahead=False)
    assert when.start is None
    assert when.text


def test_a_lower_bound_is_no_time_of_an_event() -> None:
    assert find_times("the first since 2010") == []
