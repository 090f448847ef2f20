import pytest

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer.coordinates import position_of_text
from dateline.geo.gazetteer.query import parse

BEDFORD = (-0.63295, 52.06688)


@pytest.mark.parametrize(
    "text",
    [
        "52 4 0.77 N 0 37 58.62 W",
        "52°4'0.77\"N 0°37'58.62\"W",
        "52° 4′ 0.77″ N, 0° 37′ 58.62″ W",
        "52º04’00.77”N 000º37’58.62”W",
        "N 52 4 0.77 W 0 37 58.62",
        "N52°4.0128' W0°37.977'",
        "0°37'58.62\"W 52°4'0.77\"N",
        "52:4:0.77 N 0:37:58.62 W",
        "52.06688, -0.63295",
        "52.06688 -0.63295",
        "52,06688; −0,63295",
        "52,06688 -0,63295",
        "52.06688° N, 0.63295° W",
        "52.06688N 0.63295W",
        "N52.06688 W0.63295",
        "lat 52.06688 lon -0.63295",
        "Latitude: 52.06688, longitude: -0.63295",
        "lon=-0.63295, lat=52.06688",
        "52 deg 4 min 0.77 sec N 0 deg 37 min 58.62 sec W",
        "(52.06688, -0.63295)",
    ],
)
def test_a_position_is_read_in_every_common_form(text: str) -> None:
    assert position_of_text(text) == pytest.approx(BEDFORD, abs=1e-4)


@pytest.mark.parametrize("text", ["London", "52", "Route 66", "US 20, DE 8", "1 2 3", "E 5", ""])
def test_names_and_numbers_are_no_positions(text: str) -> None:
    assert position_of_text(text) is None


@pytest.mark.parametrize("text", ["52 61 0 N 0 37 0 W", "52 N 37 S", "52 4 N", "52 4 0 1 N 0 W"])
def test_what_cannot_be_a_position_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"43\.1 N|60 minutes"):
        parse(text)
