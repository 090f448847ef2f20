import pytest
from pydantic import ValidationError

from dateline.geo.when import Precision, When, json_fg_time


@pytest.mark.parametrize(
    ("given", "precision", "time"),
    [
        ("2019", "year", {"interval": ["2019-01-01", "2019-12-31"]}),
        ("2020-02", "month", {"interval": ["2020-02-01", "2020-02-29"]}),
        ("2019-04-24", "day", {"date": "2019-04-24"}),
        ("2019-04-24T15:00+10:00", "instant", {"timestamp": "2019-04-24T05:00:00Z"}),
        ("2019-04-24T15:00:30Z", "instant", {"timestamp": "2019-04-24T15:00:30Z"}),
        ("2019-02-27/2019-02-28", "day", {"interval": ["2019-02-27", "2019-02-28"]}),
        ("2019-04-24/..", "day", {"interval": ["2019-04-24", ".."]}),
        ("/2019-04", "month", {"interval": ["..", "2019-04-30"]}),
        ("2019/2019-04-24", "year", {"interval": ["2019-01-01", "2019-04-24"]}),
    ],
)
def test_a_time_keeps_its_precision(given: str, precision: str, time: object) -> None:
    when = When.parse(given)
    assert when.precision == Precision(precision)
    assert json_fg_time(when) == time


@pytest.mark.parametrize("given", ["2019", "2019-04-24T15:00+10:00", "2019-04-24/.."])
def test_a_time_is_written_as_it_was_read(given: str) -> None:
    assert When.parse(given).iso == given


@pytest.mark.parametrize(
    "given",
    [
        "2019-W17-3T10:00Z",
        "20190424T1500Z",
        "2019-04-24 15:00Z",
        "2019-04-24T15:00,5Z",
        "٢٠١٩",
        "2019-04-24T15:00+10:00:30",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:00-05:00",
        "2019-W17",
        "2019-02-30",
        "2019-13",
        "0000",
        "yesterday",
        "",
        "..",
        "../..",
        "24.04.2019",
        "2019-4-2",
    ],
)
def test_what_is_no_time_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        When.parse(given)


def test_a_clock_time_needs_its_zone() -> None:
    with pytest.raises(ValueError, match=r"no offset from UTC; write for example .*\+10:00"):
        When.parse("2019-04-24T15:00")


@pytest.mark.parametrize(
    "given",
    ["2019-04-25/2019-04-24", "2020/2019", "2019-04-24T15:00Z/2019-04-24T14:59Z"],
)
def test_an_interval_runs_forward(given: str) -> None:
    with pytest.raises(ValidationError, match="before it starts"):
        When.parse(given)


def test_a_day_beside_an_instant_is_as_long_as_it_is_anywhere() -> None:
    assert When.parse("2019-04-24T15:00-11:00/2019-04-24").end == "2019-04-24"
    with pytest.raises(ValidationError, match="before it starts"):
        When.parse("2019-04-27T15:00Z/2019-04-24")


def test_a_time_known_only_by_its_words_has_no_json_fg_time() -> None:
    assert json_fg_time(None) is None
    when = When(start=None, end=None, precision=Precision.DAY, text="soon")
    assert json_fg_time(when) is None
    assert when.iso == ""


def test_an_interval_of_a_day_and_an_instant_is_one_of_days() -> None:
    when = When.parse("2019-04-24T15:00-11:00/2019-04-24")
    assert json_fg_time(when) == {"interval": ["2019-04-24", "2019-04-24"]}


def test_the_last_day_there_is_can_end_an_interval() -> None:
    assert When.parse("2019-04-24T15:00+10:00/9999-12-31").end == "9999-12-31"


@pytest.mark.parametrize(
    "given",
    [
        {"start": "2019-04-24T15:00", "end": "2019-04-24T16:00Z"},
        {"start": "soon"},
        {"start": "2019-04-24", "end": "2019-04-24", "precision": "year"},
        {},
    ],
)
def test_a_time_by_its_parts_is_as_strict(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        When.model_validate(given)
